"""The wall around the exchange: nothing about another before a double yes (R-A14, invariant 16).

`engine` is a door that actions open for one statement where somebody else's row must move along
(an ask's state, the turn of the second side, ideas). Behind it the triggers below still hold:
nobody's words, answers or yes can be changed through it.
"""

from mekaar.conversation.walls import WRITTEN
from mekaar.core.walls import Wall, definer
from mekaar.exchange import at_table, between_two, candidates, double_yes, states
from mekaar.exchange.between_two import A_NEIGHBOUR, CONNECTOR, ENGINE, NOT_HIDDEN, TO_JUDGE
from mekaar.people.guests import never_of_a_guest
from mekaar.people.walls import AT_THE_DESK, MINE_OR_HELPED

OPEN_ASK = "state NOT IN ('draft', 'rounded_off', 'withdrawn')"

# A wider audience has a last day, or none (L-02). No job comes along: the day itself ends it.
_STILL_SHARED = "(shared_until IS NULL OR shared_until >= (SELECT wall.today()))"

_US = "(wall.helping() || wall.me())"


def _pairs(moves: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"('{source}', '{target}')" for source, target in moves)


# Of an ask as long as it can have ideas, of an offer as long as it is open.
_COMPARED = "('ideas_open', 'introduction_offered', 'open')"

FUNCTIONS = [
    *candidates.FUNCTIONS,
    *at_table.FUNCTIONS,
    *double_yes.FUNCTIONS,
    definer(
        "groups()",
        "uuid[]",
        "SELECT coalesce(array_agg(group_id), '{}') FROM people_groupmember"
        f" WHERE neighbourhood_id = wall.here() AND participant_id = ANY({_US})"
        " AND confirmed_at IS NOT NULL",
    ),
    # Words and audience are their owner's, and the first wording stays (R-C06).
    """CREATE OR REPLACE FUNCTION wall.own_words() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF NEW.first_words IS DISTINCT FROM OLD.first_words AND OLD.state <> 'draft' THEN
    RAISE EXCEPTION 'the first wording stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (OLD.participant_id = ANY(wall.helping() || wall.me())) IS NOT TRUE
     AND (to_jsonb(NEW) - ARRAY['state', 'state_since', 'looking_again'])
      IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'state_since', 'looking_again']) THEN
    RAISE EXCEPTION 'words and audience belong to their owner'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
    # Who may make which move of an ask: ideas are opened by the asker only (R-A13, invariant 16).
    f"""CREATE OR REPLACE FUNCTION wall.own_pace() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state AND NOT wall.builder() AND (
    ((OLD.participant_id = ANY(wall.helping() || wall.me()))
      AND (OLD.state, NEW.state) IN (VALUES {_pairs(states.BY_ASKER)}))
    OR (wall.holds('connector')
      AND (OLD.state, NEW.state) IN (VALUES {_pairs(states.BY_CONNECTOR)}))
    OR (wall.engine() AND (OLD.state, NEW.state) IN (VALUES {_pairs(states.ALONG)}))) IS NOT TRUE
  THEN
    RAISE EXCEPTION 'the pace belongs to the asker' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
    # An idea lives as long as the ask wants ideas and the offer is open; then it is gone at once.
    """CREATE OR REPLACE FUNCTION wall.ideas_end() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF TG_TABLE_NAME = 'exchange_offer' THEN
    IF NEW.state <> 'open' THEN
      DELETE FROM exchange_idea WHERE offer_id = NEW.id;
    END IF;
  ELSIF NEW.state NOT IN ('ideas_open', 'introduction_offered') THEN
    DELETE FROM exchange_idea WHERE ask_id = NEW.id;
  END IF;
  RETURN NEW;
END $wall$""",
    # A vector says what the words said: it goes when they change, close or go (ADR 27).
    f"""CREATE OR REPLACE FUNCTION wall.meaning_ends() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.words = OLD.words AND NEW.participant_id = OLD.participant_id
    AND NEW.state IN {_COMPARED} THEN
    RETURN NEW;
  END IF;
  DELETE FROM exchange_meaning WHERE OLD.id IN (ask_id, offer_id);
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $wall$""",
]


def _trigger(name: str, table: str, when: str, function: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION {function}()",
    )


_IDEAS_ARE_OPEN = (
    "EXISTS (SELECT FROM exchange_ask a WHERE a.id = ask_id"
    " AND a.state IN ('ideas_open', 'introduction_offered'))"
)
_OF_ITS_OWNER = " AND ".join(
    f"({column} IS NULL OR EXISTS (SELECT FROM {table} o WHERE o.id = {column}"
    f" AND o.participant_id = exchange_meaning.participant_id AND o.state IN {_COMPARED}))"
    for column, table in (("ask_id", "exchange_ask"), ("offer_id", "exchange_offer"))
)
_ADD_WORDING = (
    f"(({MINE_OR_HELPED}) AND (state = 'draft' OR {WRITTEN}))"
    f" OR (state = 'draft' AND {AT_THE_DESK} AND written_by = (SELECT wall.me()))"
)

WALLS = [
    Wall(
        "exchange.Ask",
        see=(
            f"{MINE_OR_HELPED} OR {ENGINE}"
            f" OR (state <> 'withdrawn' AND {TO_JUDGE}) OR ({NOT_HIDDEN} AND ("
            # Every audience holds the connector; a host reads along in an open visit only.
            f"({OPEN_ASK} AND {CONNECTOR})"
            f" OR ({OPEN_ASK} AND audience = 'neighbourhood' AND {_STILL_SHARED}"
            f" AND {A_NEIGHBOUR})"
            f" OR ({OPEN_ASK} AND audience = 'group' AND {_STILL_SHARED} AND {A_NEIGHBOUR}"
            " AND group_id = ANY((SELECT wall.groups())::uuid[]))"
            " OR (state <> 'withdrawn' AND id = ANY((SELECT wall.introduced_asks())::uuid[]))))"
        ),
        add=_ADD_WORDING,
        change=f"{MINE_OR_HELPED} OR {ENGINE} OR {CONNECTOR}",
        remove=MINE_OR_HELPED,
        machines=(("state", states.ASK),),
        sql=(
            *_trigger("own_words", "exchange_ask", "UPDATE", "wall.own_words"),
            *_trigger("own_pace", "exchange_ask", "UPDATE OF state", "wall.own_pace"),
            *_trigger("ideas_end", "exchange_ask", "UPDATE OF state", "wall.ideas_end"),
            *_trigger("meaning_ends", "exchange_ask", "UPDATE OR DELETE", "wall.meaning_ends"),
            *between_two.ASK_TRIGGERS,
            *never_of_a_guest("exchange_ask"),
        ),
    ),
    Wall(
        "exchange.Offer",
        see=(
            f"{MINE_OR_HELPED} OR {ENGINE}"
            f" OR (state <> 'withdrawn' AND {TO_JUDGE}) OR ({NOT_HIDDEN} AND ("
            f"(state IN ('open', 'resting') AND {CONNECTOR})"
            f" OR (state = 'open' AND audience = 'neighbourhood' AND {_STILL_SHARED}"
            f" AND {A_NEIGHBOUR}"
            " AND (look_again_on IS NULL OR look_again_on > (SELECT wall.today())))))"
        ),
        add=_ADD_WORDING,
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
        machines=(("state", states.OFFER),),
        sql=(
            *_trigger("own_words", "exchange_offer", "UPDATE", "wall.own_words"),
            *_trigger("ideas_end", "exchange_offer", "UPDATE OF state", "wall.ideas_end"),
            *_trigger("meaning_ends", "exchange_offer", "UPDATE OR DELETE", "wall.meaning_ends"),
            *never_of_a_guest("exchange_offer"),
        ),
    ),
    Wall(
        "exchange.Carrying",
        see=f"{MINE_OR_HELPED} OR {ENGINE} OR {CONNECTOR}",
        add=MINE_OR_HELPED,
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
    ),
    Wall(
        "exchange.Idea",
        see=f"({MINE_OR_HELPED} OR {CONNECTOR} OR {ENGINE}) AND {_IDEAS_ARE_OPEN}",
        add=f"{ENGINE} AND {_IDEAS_ARE_OPEN}",
        change=MINE_OR_HELPED,
        remove=f"{MINE_OR_HELPED} OR {CONNECTOR} OR {ENGINE}",
    ),
    Wall(
        "exchange.IdeaSetAside",
        # Not for the asker: a row that comes after asking somebody would tell of a no (R-A14).
        see=f"{CONNECTOR} OR {ENGINE}",
        # Laid aside by the asker, and by what the engine's door opens for (a no, a given back).
        add=(
            f"{ENGINE} OR (({MINE_OR_HELPED}) AND EXISTS (SELECT FROM exchange_ask a"
            " WHERE a.id = ask_id AND a.participant_id = exchange_ideasetaside.participant_id))"
        ),
    ),
    # Nobody reads what the engine makes of somebody's words, themselves included.
    Wall("exchange.Meaning", see=ENGINE, add=f"{ENGINE} AND {_OF_ITS_OWNER}", remove=ENGINE),
    *at_table.WALLS,
    *between_two.WALLS,
    Wall("exchange.NotebookRow", see=AT_THE_DESK, add=AT_THE_DESK),
]

ERASE = [
    *at_table.ERASE,
    *between_two.ERASE,
    *[
        f"DELETE FROM {table} WHERE participant_id = $1"
        " OR ask_id IN (SELECT id FROM exchange_ask WHERE participant_id = $1)"
        " OR offer_id IN (SELECT id FROM exchange_offer WHERE participant_id = $1)"
        for table in ("exchange_idea", "exchange_ideasetaside")
    ],
    "DELETE FROM exchange_meaning WHERE participant_id = $1",
    "DELETE FROM exchange_carrying WHERE participant_id = $1",
    "UPDATE exchange_offer SET for_ask_id = NULL"
    " WHERE for_ask_id IN (SELECT id FROM exchange_ask WHERE participant_id = $1)",
    "DELETE FROM exchange_offer WHERE participant_id = $1",
    "DELETE FROM exchange_ask WHERE participant_id = $1",
]
