"""The wall around the exchange: nothing about another before a double yes (R-A14, invariant 16).

`engine` is a door that actions open for one statement where somebody else's row must move along
(an ask's state, the turn of the second side, ideas). Behind it the triggers below still hold:
nobody's words, answers or yes can be changed through it.
"""

from mekaar.conversation.walls import WRITTEN
from mekaar.core.walls import Wall, definer
from mekaar.exchange import candidates, states
from mekaar.people.walls import AT_THE_DESK, MINE, MINE_OR_HELPED

CONNECTOR = "(SELECT wall.holds('connector'))"
ENGINE = "(SELECT wall.engine())"
SIGNED_IN = "(SELECT wall.me()) IS NOT NULL"
MINE_OR_HELPED_IDS = "((SELECT wall.helping())::uuid[] || (SELECT wall.me()))"
OPEN_ASK = "state NOT IN ('draft', 'rounded_off', 'withdrawn')"

_US = "(wall.helping() || wall.me())"


def _pairs(moves: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"('{source}', '{target}')" for source, target in moves)


FUNCTIONS = [
    *candidates.FUNCTIONS,
    # The people I (or the resident I help now) have a double yes with, as long as it lasts.
    definer(
        "knows()",
        "uuid[]",
        "SELECT coalesce(array_agg(other.participant_id), '{}') FROM exchange_side mine"
        " JOIN exchange_introduction i ON i.id = mine.introduction_id AND i.state = 'introduced'"
        " JOIN exchange_side other ON other.introduction_id = mine.introduction_id"
        " AND other.id <> mine.id"
        f" WHERE mine.neighbourhood_id = wall.here() AND mine.participant_id = ANY({_US})",
    ),
    # Introductions in which I was asked and that are still going on.
    definer(
        "introductions()",
        "uuid[]",
        "SELECT coalesce(array_agg(i.id), '{}') FROM exchange_side mine"
        " JOIN exchange_introduction i ON i.id = mine.introduction_id"
        " AND i.state NOT IN ('declined', 'withdrawn')"
        f" WHERE mine.neighbourhood_id = wall.here() AND mine.participant_id = ANY({_US})"
        " AND mine.asked_at IS NOT NULL",
    ),
    # Asks of the people I was introduced to.
    definer(
        "introduced_asks()",
        "uuid[]",
        "SELECT coalesce(array_agg(i.ask_id), '{}') FROM exchange_side mine"
        " JOIN exchange_introduction i ON i.id = mine.introduction_id AND i.state = 'introduced'"
        f" WHERE mine.neighbourhood_id = wall.here() AND mine.participant_id = ANY({_US})",
    ),
    definer(
        "groups()",
        "uuid[]",
        "SELECT coalesce(array_agg(group_id), '{}') FROM people_groupmember"
        f" WHERE neighbourhood_id = wall.here() AND participant_id = ANY({_US})",
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
    """CREATE OR REPLACE FUNCTION wall.own_answer() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF (NEW.participant_id, NEW.introduction_id, NEW.which)
     IS DISTINCT FROM (OLD.participant_id, OLD.introduction_id, OLD.which) THEN
    RAISE EXCEPTION 'a side keeps its person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.answer IS DISTINCT FROM OLD.answer AND NOT wall.builder() THEN
    IF OLD.answer <> '' OR OLD.asked_at IS NULL
       OR NEW.written_by IS DISTINCT FROM wall.me()
       OR (OLD.participant_id = wall.me()
           OR (NEW.how = 'desk' AND OLD.participant_id = ANY(wall.helping()))
           OR (NEW.how = 'phone' AND wall.holds('connector'))) IS NOT TRUE THEN
      RAISE EXCEPTION 'an answer is given by the person who was asked'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END $wall$""",
    # A double yes is two rows that say yes, or it is nothing.
    """CREATE OR REPLACE FUNCTION wall.double_yes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF NEW.state = 'introduced' AND OLD.state <> 'introduced' AND 2 <> (
    SELECT count(*) FROM exchange_side WHERE introduction_id = NEW.id AND answer = 'yes') THEN
    RAISE EXCEPTION 'no introduction without a double yes' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'first_yes' AND OLD.state <> 'first_yes' AND NOT EXISTS (
    SELECT FROM exchange_side WHERE introduction_id = NEW.id AND answer = 'yes') THEN
    RAISE EXCEPTION 'no first yes was given' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $wall$""",
    # The second side is asked only after the first yes, one after the other.
    """CREATE OR REPLACE FUNCTION wall.one_after_the_other() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF NEW.asked_at IS NOT NULL AND EXISTS (
    SELECT FROM exchange_side WHERE introduction_id = NEW.introduction_id AND id <> NEW.id
      AND asked_at IS NOT NULL AND answer <> 'yes') THEN
    RAISE EXCEPTION 'one after the other' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $wall$""",
    """CREATE OR REPLACE FUNCTION wall.own_yes() RETURNS trigger LANGUAGE plpgsql AS $wall$
DECLARE us uuid[] := wall.helping() || wall.me();
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF (NEW.asker_yes_at IS NOT NULL AND (NEW.asker_id = ANY(us)) IS NOT TRUE)
       OR (NEW.giver_yes_at IS NOT NULL AND (NEW.giver_id = ANY(us)) IS NOT TRUE) THEN
      RAISE EXCEPTION 'a yes is given by its person' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF (NEW.asker_yes_at IS DISTINCT FROM OLD.asker_yes_at
         AND (OLD.asker_id = ANY(us)) IS NOT TRUE)
     OR (NEW.giver_yes_at IS DISTINCT FROM OLD.giver_yes_at
         AND (OLD.giver_id = ANY(us)) IS NOT TRUE) THEN
    RAISE EXCEPTION 'a yes is given by its person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
    # Between people who were introduced, and never what the resident does alone (R-B04).
    """CREATE OR REPLACE FUNCTION wall.sound_arrangement() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF TG_OP = 'INSERT' AND 2 <> (
    SELECT count(*) FROM exchange_side s JOIN exchange_introduction i ON i.id = s.introduction_id
    WHERE i.id = NEW.introduction_id AND i.state = 'introduced'
      AND ((s.which = 'asker' AND s.participant_id = NEW.asker_id)
        OR (s.which = 'giver' AND s.participant_id = NEW.giver_id))) THEN
    RAISE EXCEPTION 'an arrangement follows a double yes' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.activity_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM conversation_dailyactivity WHERE id = NEW.activity_id
      AND participant_id = NEW.asker_id AND step <> 'self_done') THEN
    RAISE EXCEPTION 'nobody takes over what the resident does' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $wall$""",
]


def _trigger(name: str, table: str, when: str, function: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
    )


_PARTIES = f"asker_id = ANY({MINE_OR_HELPED_IDS}) OR giver_id = ANY({MINE_OR_HELPED_IDS})"
_BOTH = f"one_id = ANY({MINE_OR_HELPED_IDS}) OR other_id = ANY({MINE_OR_HELPED_IDS})"
_IDEAS_ARE_OPEN = (
    "EXISTS (SELECT FROM exchange_ask a WHERE a.id = ask_id"
    " AND a.state IN ('ideas_open', 'introduction_offered'))"
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
            f" OR ({OPEN_ASK} AND {AT_THE_DESK})"
            f" OR ({OPEN_ASK} AND audience = 'neighbourhood' AND {SIGNED_IN})"
            f" OR ({OPEN_ASK} AND audience = 'group'"
            " AND group_id = ANY((SELECT wall.groups())::uuid[]))"
            " OR (state <> 'withdrawn' AND id = ANY((SELECT wall.introduced_asks())::uuid[]))"
        ),
        add=_ADD_WORDING,
        change=f"{MINE_OR_HELPED} OR {ENGINE} OR {CONNECTOR}",
        remove=MINE_OR_HELPED,
        machines=(("state", states.ASK),),
        sql=(
            *_trigger("own_words", "exchange_ask", "UPDATE", "wall.own_words"),
            *_trigger("own_pace", "exchange_ask", "UPDATE OF state", "wall.own_pace"),
            *_trigger("ideas_end", "exchange_ask", "UPDATE OF state", "wall.ideas_end"),
        ),
    ),
    Wall(
        "exchange.Offer",
        see=(
            f"{MINE_OR_HELPED} OR {ENGINE}"
            f" OR (state IN ('open', 'resting') AND {AT_THE_DESK})"
            f" OR (state = 'open' AND audience = 'neighbourhood' AND {SIGNED_IN}"
            " AND (look_again_on IS NULL OR look_again_on > current_date))"
        ),
        add=_ADD_WORDING,
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
        machines=(("state", states.OFFER),),
        sql=(
            *_trigger("own_words", "exchange_offer", "UPDATE", "wall.own_words"),
            *_trigger("ideas_end", "exchange_offer", "UPDATE OF state", "wall.ideas_end"),
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
        see=f"{MINE_OR_HELPED} OR {CONNECTOR} OR {ENGINE}",
        add=f"{MINE_OR_HELPED} OR {CONNECTOR} OR {ENGINE}",
    ),
    Wall(
        "exchange.Introduction",
        see=f"id = ANY((SELECT wall.introductions())::uuid[]) OR {CONNECTOR} OR {ENGINE}",
        add=f"{CONNECTOR} AND connector = (SELECT wall.me())",
        change=f"id = ANY((SELECT wall.introductions())::uuid[]) OR {CONNECTOR} OR {ENGINE}",
        machines=(("state", states.INTRODUCTION),),
        sql=_trigger("double_yes", "exchange_introduction", "UPDATE OF state", "wall.double_yes"),
    ),
    Wall(
        "exchange.Side",
        see=f"(({MINE_OR_HELPED}) AND asked_at IS NOT NULL) OR {CONNECTOR} OR {ENGINE}",
        add=f"{CONNECTOR} AND answer = ''",
        change=f"(({MINE_OR_HELPED}) AND asked_at IS NOT NULL) OR {CONNECTOR} OR {ENGINE}",
        sql=(
            *_trigger("own_answer", "exchange_side", "UPDATE", "wall.own_answer"),
            *_trigger(
                "one_after_the_other",
                "exchange_side",
                "INSERT OR UPDATE OF asked_at",
                "wall.one_after_the_other",
            ),
        ),
    ),
    Wall(
        "exchange.Arrangement",
        see=f"{_PARTIES} OR {ENGINE}",
        add=f"({_PARTIES}) AND written_by = (SELECT wall.me())",
        change=_PARTIES,
        remove=f"giver_id = ANY({MINE_OR_HELPED_IDS})",
        machines=(("state", states.ARRANGEMENT),),
        sql=(
            *_trigger("own_yes", "exchange_arrangement", "INSERT OR UPDATE", "wall.own_yes"),
            *_trigger(
                "sound_arrangement",
                "exchange_arrangement",
                "INSERT OR UPDATE OF activity_id",
                "wall.sound_arrangement",
            ),
        ),
    ),
    Wall(
        "exchange.ReverseQuestion",
        see=f"{MINE_OR_HELPED} OR {ENGINE}",
        add=f"{MINE_OR_HELPED} OR {ENGINE}",
        change=MINE_OR_HELPED,
    ),
    Wall(
        "exchange.LastingContact",
        see=f"{_BOTH} OR {ENGINE}",
        add=f"{_BOTH}",
        change=_BOTH,
        remove=f"{_BOTH} OR {ENGINE}",
    ),
    Wall("exchange.LastingContactCount", see=SIGNED_IN, add=ENGINE, change=ENGINE),
    Wall("exchange.NotebookRow", see=AT_THE_DESK, add=AT_THE_DESK),
]

_THEIR_INTRODUCTIONS = (
    "SELECT introduction_id FROM exchange_side WHERE participant_id = $1 UNION"
    " SELECT i.id FROM exchange_introduction i JOIN exchange_ask a ON a.id = i.ask_id"
    " WHERE a.participant_id = $1"
)

# Foreign keys are checked at the end of the transaction, so rows of a pair may go in any order.
ERASE = [
    "UPDATE exchange_ask SET state = 'ideas_open', looking_again = true"
    " WHERE state IN ('introduction_offered', 'introduced', 'arranged') AND participant_id <> $1"
    " AND id IN (SELECT i.ask_id FROM exchange_introduction i JOIN exchange_side s"
    " ON s.introduction_id = i.id WHERE s.participant_id = $1"
    " AND i.state IN ('offered', 'first_yes', 'introduced'))",
    "DELETE FROM exchange_lastingcontact WHERE $1 IN (one_id, other_id)",
    "DELETE FROM exchange_reversequestion WHERE participant_id = $1",
    f"DELETE FROM exchange_arrangement WHERE introduction_id IN ({_THEIR_INTRODUCTIONS})",
    f"WITH gone AS (DELETE FROM exchange_side WHERE introduction_id IN ({_THEIR_INTRODUCTIONS})"
    " RETURNING introduction_id) DELETE FROM exchange_introduction"
    " WHERE id IN (SELECT introduction_id FROM gone)",
    *[
        f"DELETE FROM {table} WHERE participant_id = $1"
        " OR ask_id IN (SELECT id FROM exchange_ask WHERE participant_id = $1)"
        " OR offer_id IN (SELECT id FROM exchange_offer WHERE participant_id = $1)"
        for table in ("exchange_idea", "exchange_ideasetaside")
    ],
    "DELETE FROM exchange_carrying WHERE participant_id = $1",
    "UPDATE exchange_offer SET for_ask_id = NULL"
    " WHERE for_ask_id IN (SELECT id FROM exchange_ask WHERE participant_id = $1)",
    "DELETE FROM exchange_offer WHERE participant_id = $1",
    "DELETE FROM exchange_ask WHERE participant_id = $1",
]
