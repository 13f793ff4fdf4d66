"""The walls around what is between two people: introduction, arrangement and what follows."""

from mekaar.core.walls import Wall
from mekaar.exchange import states
from mekaar.people.guests import NOT_AS_GUEST, never_of_a_guest
from mekaar.people.walls import MINE_OR_HELPED, key_goes_along

CONNECTOR = "(SELECT wall.holds('connector'))"
ENGINE = "(SELECT wall.engine())"
SIGNED_IN = "(SELECT wall.me()) IS NOT NULL"
# Reads what others let the neighbourhood read. A policy officer and an operator read nobody's
# words (invariant 18), also those that everybody else may read. A guest in a circle is none.
A_NEIGHBOUR = (
    f"({SIGNED_IN} AND {NOT_AS_GUEST} AND NOT (SELECT wall.holds('policy_officer', 'operator')))"
)
# What a person decided that others do not read, and what somebody may read now to decide (reports).
NOT_HIDDEN = "NOT (id = ANY((SELECT wall.hidden_things())::uuid[]))"
TO_JUDGE = "id = ANY((SELECT wall.things_to_judge())::uuid[])"
MINE_OR_HELPED_IDS = "((SELECT wall.helping())::uuid[] || (SELECT wall.me()))"


def trigger(name: str, table: str, when: str, *keeps: str, function: str = "") -> tuple[str, str]:
    """SQL that puts a trigger up anew; `keeps` are the columns for `wall.keeps`."""
    columns = ", ".join(f"'{column}'" for column in keeps)
    moment = "" if when.startswith(("BEFORE", "AFTER")) else "BEFORE "
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} {moment}{when} ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION wall.{function or name}({columns})",
    )


# For the wall of the ask.
ASK_TRIGGERS = (
    *trigger("as_far_as", "exchange_ask", "UPDATE OF state"),
    *trigger("let_go", "exchange_ask", "AFTER UPDATE OF state"),
)

_PARTIES = f"asker_id = ANY({MINE_OR_HELPED_IDS}) OR giver_id = ANY({MINE_OR_HELPED_IDS})"
# Who proposed it said yes first.
_PROPOSED = (
    "CASE WHEN giver_yes_at IS NULL OR asker_yes_at <= giver_yes_at"
    f" THEN asker_id ELSE giver_id END = ANY({MINE_OR_HELPED_IDS})"
)
_ONE_OF_THEM = "wall.is_party(introduction_id, participant_id)"
_THEIRS = f"id = ANY((SELECT wall.introductions())::uuid[]) OR {CONNECTOR} OR {ENGINE}"
_ASKED = f"(({MINE_OR_HELPED}) AND asked_at IS NOT NULL) OR {CONNECTOR} OR {ENGINE}"

WALLS = [
    Wall(
        "exchange.Introduction",
        see=_THEIRS,
        add=f"{CONNECTOR} AND connector = (SELECT wall.me()) AND introduced_at IS NULL",
        change=_THEIRS,
        machines=(("state", states.INTRODUCTION),),
        sql=(
            *trigger("double_yes", "exchange_introduction", "UPDATE OF state"),
            *trigger("fair_introduction", "exchange_introduction", "INSERT"),
            *trigger("own_move", "exchange_introduction", "UPDATE"),
            *trigger("keeps", "exchange_introduction", "UPDATE", "neighbourhood_id", "code",
                     "made_at", "ask_id", "?offer_id", "connector"),
            *key_goes_along("exchange_introduction"),
        ),
    ),
    Wall(
        "exchange.Side",
        see=f"{_ASKED} OR {TO_JUDGE}",
        add=f"{CONNECTOR} AND answer = '' AND how = '' AND written_by IS NULL",
        change=_ASKED,
        sql=(
            *trigger("own_answer", "exchange_side", "UPDATE"),
            *never_of_a_guest("exchange_side"),
            *trigger("fair_side", "exchange_side", "INSERT"),
            *trigger("one_after_the_other", "exchange_side", "INSERT OR UPDATE OF asked_at"),
            *trigger("keeps", "exchange_side", "UPDATE", "neighbourhood_id", "code", "made_at",
                     "introduction_id", "participant_id", "which"),
        ),
    ),
    Wall(
        "exchange.Arrangement",
        see=(
            f"(({_PARTIES}) AND ({NOT_HIDDEN} OR {_PROPOSED}))"
            f" OR {ENGINE} OR {TO_JUDGE}"
        ),
        add=(
            f"({_PARTIES}) AND written_by = (SELECT wall.me())"
            " AND (written_by IN (asker_id, giver_id) OR read_back_at IS NOT NULL)"
        ),
        change=_PARTIES,
        # Giving back: the giver, or who helps the giver and is not the asker.
        remove=(
            "giver_id = (SELECT wall.me()) OR (giver_id = ANY((SELECT wall.helping())::uuid[])"
            " AND asker_id <> (SELECT wall.me()))"
        ),
        machines=(("state", states.ARRANGEMENT),),
        sql=(
            *trigger("own_yes", "exchange_arrangement", "INSERT OR UPDATE"),
            *trigger("sound_arrangement", "exchange_arrangement",
                     "INSERT OR UPDATE OF activity_id"),
            *trigger("told_no_more", "exchange_arrangement", "AFTER UPDATE OF state OR DELETE"),
            *trigger("keeps", "exchange_arrangement", "UPDATE", "neighbourhood_id", "code",
                     "made_at", "introduction_id", "asker_id", "giver_id", "words", "place",
                     "crosses", "phrase_keys",
                     "?wing_id", "?activity_id", "ends_on", "times_agreed", "written_by",
                     "read_back_at"),
        ),
    ),
    Wall(
        "exchange.ReverseQuestion",
        see=f"{MINE_OR_HELPED} OR {ENGINE}",
        add=f"({MINE_OR_HELPED} OR {ENGINE}) AND answer = '' AND {_ONE_OF_THEM}",
        change=MINE_OR_HELPED,
        sql=(
            *trigger("own_say", "exchange_reversequestion", "UPDATE"),
            *trigger("keeps", "exchange_reversequestion", "UPDATE", "neighbourhood_id", "code",
                     "participant_id", "?introduction_id", "which"),
        ),
    ),
    Wall(
        "exchange.LastingContact",
        see=f"{MINE_OR_HELPED} OR {ENGINE}",
        add=f"{ENGINE} AND says = '' AND {_ONE_OF_THEM}",
        change=f"{MINE_OR_HELPED} OR {ENGINE}",
        sql=(
            *trigger("own_say", "exchange_lastingcontact", "UPDATE"),
            *trigger("keeps", "exchange_lastingcontact", "UPDATE", "neighbourhood_id", "code",
                     "participant_id", "introduction_id"),
        ),
    ),
    Wall(
        "exchange.LastingContactCount",
        see=f"{SIGNED_IN} OR {ENGINE}",
        add=ENGINE,
        change=ENGINE,
    ),
]  # fmt: skip

_THEIR_INTRODUCTIONS = (
    "SELECT introduction_id FROM exchange_side WHERE participant_id = $1 UNION"
    " SELECT i.id FROM exchange_introduction i JOIN exchange_ask a ON a.id = i.ask_id"
    " WHERE a.participant_id = $1"
)

# A code as core/ids.py makes them: random, without vowels and without what looks alike.
_CODE = "translate(left(replace(upper(gen_random_uuid()::text), '-', ''), 10), '01AE', 'GHJK')"

# What stops by erasing reads as what stops in any other way: of a contact as when it is ended, of
# an introduction that the other said yes to as when it is off. Who was only asked, or not yet,
# hears nothing. No mail is made here; on the own page it is read too.
_TELL_THE_OTHER = (
    "INSERT INTO notices_notice"
    " (id, neighbourhood_id, code, made_at, recipient, kind, channel, tries)"
    f" SELECT gen_random_uuid(), i.neighbourhood_id, {_CODE}, now(), other.participant_id,"
    " CASE i.state WHEN 'introduced' THEN 'exchange.contact_ended'"
    " ELSE 'exchange.introduction_off' END,"
    " CASE WHEN i.state <> 'introduced' AND wall.channel_of(other.participant_id) = 'call'"
    " THEN 'call' ELSE 'page' END, 0"
    " FROM exchange_side gone JOIN exchange_introduction i ON i.id = gone.introduction_id"
    " AND i.state IN ('offered', 'first_yes', 'introduced')"
    " JOIN exchange_side other ON other.introduction_id = i.id AND other.id <> gone.id"
    " WHERE gone.participant_id = $1 AND other.answer = 'yes'"
)

# Foreign keys are checked at the end of the transaction, so rows of a pair may go in any order.
ERASE = [
    _TELL_THE_OTHER,
    "UPDATE exchange_ask SET state = 'ideas_open', looking_again = true"
    " WHERE state IN ('introduction_offered', 'introduced', 'arranged') AND participant_id <> $1"
    " AND id IN (SELECT i.ask_id FROM exchange_introduction i JOIN exchange_side s"
    " ON s.introduction_id = i.id WHERE s.participant_id = $1"
    " AND i.state IN ('offered', 'first_yes', 'introduced'))",
    "DELETE FROM notices_notice n USING exchange_side s"
    f" WHERE s.introduction_id IN ({_THEIR_INTRODUCTIONS})"
    " AND n.recipient = s.participant_id AND (n.thing = s.id OR n.thing IN"
    " (SELECT id FROM exchange_arrangement WHERE introduction_id = s.introduction_id))",
    f"DELETE FROM exchange_lastingcontact WHERE introduction_id IN ({_THEIR_INTRODUCTIONS})",
    "DELETE FROM exchange_reversequestion WHERE participant_id = $1",
    "UPDATE exchange_reversequestion SET introduction_id = NULL"
    f" WHERE introduction_id IN ({_THEIR_INTRODUCTIONS})",
    f"DELETE FROM exchange_arrangement WHERE introduction_id IN ({_THEIR_INTRODUCTIONS})",
    f"WITH gone AS (DELETE FROM exchange_side WHERE introduction_id IN ({_THEIR_INTRODUCTIONS})"
    " RETURNING introduction_id) DELETE FROM exchange_introduction"
    " WHERE id IN (SELECT introduction_id FROM gone)",
]
