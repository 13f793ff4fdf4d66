"""The walls of a round for a table: what the engine reads for it, and what of it still holds.

A row of a round is there for a connector only as long as everything holds under which it was made:
each time it is read PostgreSQL looks at the ask, the offer and the two people as they are now. So
what somebody withdraws, changes or lays aside is gone from page and paper at once, whatever the
result says. Why it is gone is told to nobody.
"""

from mekaar.core.walls import Wall, definer
from mekaar.exchange import states
from mekaar.exchange.between_two import CONNECTOR, ENGINE, trigger
from mekaar.exchange.candidates import CAN_CARRY, FITTING, OFFERED

_HIDDEN = "((SELECT wall.hidden_things())::uuid[])"
_WANTS = f"a.state = 'ideas_open' AND NOT a.id = ANY{_HIDDEN}"
_FRESH = (
    "o.state = 'open' AND (o.look_again_on IS NULL OR o.look_again_on > (SELECT wall.today()))"
    f" AND NOT o.id = ANY{_HIDDEN}"
)
# What the engine reads of an ask, an offer and whose it is; words stand sealed, and the same words
# are the same bytes.
_OF_PERSON = "p.building_id, p.language, p.languages, p.language_helper <> ''"
_ASK_MARK = (
    "md5((a.words, a.times, a.max_distance, a.languages, a.profession_wanted, (SELECT"  # noqa: S608
    f" ({_OF_PERSON})::text FROM people_participant p WHERE p.id = a.participant_id))::text)"
)
_OFFER_MARK = (
    "md5((o.words, o.kind, o.times, o.max_distance, o.languages, o.for_ask_id, (SELECT"  # noqa: S608
    f" ({_OF_PERSON})::text FROM people_participant p WHERE p.id = o.participant_id))::text)"
)
_CARRIES = CAN_CARRY.format(who="o.participant_id")
# Of one giver no more ideas than they can carry now: the first ones on the paper.
_ENOUGH = (
    f"{_CARRIES} >= (SELECT count(*) FROM exchange_roundidea e JOIN exchange_ask b"  # noqa: S608
    " ON b.id = e.ask_id AND b.state = 'ideas_open' WHERE e.round_id = i.round_id"
    " AND e.giver_id = i.giver_id AND e.nth <= i.nth)"
)


def _fits(offer: str, mark: int, more: str) -> str:
    """SQL: this offer of idea `i` still fits its ask; its mark stands at this place."""
    return (
        "EXISTS (SELECT FROM exchange_ask a JOIN exchange_offer o"
        f" ON o.id = i.{offer} WHERE a.id = i.ask_id AND {_WANTS} AND {OFFERED} AND {FITTING}"
        f" AND substr(i.mark, 1, 32) = {_ASK_MARK} AND substr(i.mark, {mark}, 32) = {_OFFER_MARK}"
        f" AND {more})"
    )


_IDEA_FITS = _fits("offer_id", 33, _ENOUGH)
_INSTEAD_FITS = _fits("instead_id", 65, "true")
_STAYS_OPEN = (
    f"EXISTS (SELECT FROM exchange_ask a WHERE a.id = i.ask_id AND {_WANTS}"
    f" AND i.mark = {_ASK_MARK})"
)


def _about(name: str, table: str, holds: str) -> str:
    return definer(
        f"{name}(which uuid)",
        "boolean",
        f"SELECT EXISTS (SELECT FROM exchange_{table} i WHERE i.id = which"  # noqa: S608
        f" AND i.neighbourhood_id = wall.here() AND wall.holds('connector') AND {holds})",
    )


FUNCTIONS = [
    # Everything open in the neighbourhood, for the engine alone.
    definer(
        "asks_of_round()",
        "TABLE (id uuid, mark text)",
        f"SELECT a.id, {_ASK_MARK} FROM exchange_ask a"  # noqa: S608
        f" WHERE a.neighbourhood_id = wall.here() AND {_WANTS} AND wall.engine()",
    ),
    definer(
        "offers_of_round()",
        "TABLE (id uuid, mark text)",
        f"SELECT o.id, {_OFFER_MARK} FROM exchange_offer o"  # noqa: S608
        f" WHERE o.neighbourhood_id = wall.here() AND {_FRESH} AND wall.engine()",
    ),
    _about("still_fits", "roundidea", _IDEA_FITS),
    _about("instead_fits", "roundidea", _INSTEAD_FITS),
    _about("stays_open", "roundopen", _STAYS_OPEN),
]

# Results are written and taken away by the job, behind the engine's door; nobody changes them.
_BY_THE_JOB = f"{ENGINE} AND {CONNECTOR}"


def _result(model: str, holds: str) -> Wall:
    return Wall(
        model,
        see=f"{CONNECTOR} AND ({ENGINE} OR wall.{holds}(id))",
        add=_BY_THE_JOB,
        remove=_BY_THE_JOB,
    )


WALLS = [
    Wall(
        "exchange.TableRound",
        see=CONNECTOR,
        add=f"{CONNECTOR} AND connector = (SELECT wall.me())",
        change=CONNECTOR,
        remove=_BY_THE_JOB,
        machines=(("state", states.ROUND),),
        sql=trigger(
            "keeps", "exchange_tableround", "UPDATE", "neighbourhood_id", "code", "made_at",
            "connector",
        ),
    ),
    _result("exchange.RoundIdea", "still_fits"),
    _result("exchange.RoundOpen", "stays_open"),
]  # fmt: skip

_THEIR_ASKS = "SELECT id FROM exchange_ask WHERE participant_id = $1"
_THEIR_OFFERS = "SELECT id FROM exchange_offer WHERE participant_id = $1"
# Who asked for it goes with the whole round: it names them, and a new one is made in a moment.
_THEIR_ROUNDS = "SELECT id FROM exchange_tableround WHERE connector = $1"

ERASE = [
    f"UPDATE exchange_roundidea SET instead_id = NULL WHERE instead_id IN ({_THEIR_OFFERS})",  # noqa: S608
    "DELETE FROM exchange_roundidea WHERE participant_id = $1 OR giver_id = $1"  # noqa: S608
    f" OR ask_id IN ({_THEIR_ASKS}) OR offer_id IN ({_THEIR_OFFERS})"
    f" OR round_id IN ({_THEIR_ROUNDS})",
    "DELETE FROM exchange_roundopen WHERE participant_id = $1"  # noqa: S608
    f" OR ask_id IN ({_THEIR_ASKS}) OR round_id IN ({_THEIR_ROUNDS})",
    "DELETE FROM exchange_tableround WHERE connector = $1",
]

# For retention.py: what of a round goes along with asks, offers and rounds that are `gone`.
WITH_ASKS = (
    "DELETE FROM exchange_roundidea WHERE ask_id = ANY(gone)",
    "DELETE FROM exchange_roundopen WHERE ask_id = ANY(gone)",
)
WITH_OFFERS = (
    "DELETE FROM exchange_roundidea WHERE offer_id = ANY(gone)",
    "UPDATE exchange_roundidea SET instead_id = NULL WHERE instead_id = ANY(gone)",
)
WITH_ROUNDS = (
    "DELETE FROM exchange_roundidea WHERE round_id = ANY(gone)",
    "DELETE FROM exchange_roundopen WHERE round_id = ANY(gone)",
    "DELETE FROM exchange_tableround WHERE id = ANY(gone)",
)
