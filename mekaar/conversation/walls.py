"""The conversation's wall: the resident, and who helps the resident now; goals the resident alone.

What the triggers hold, they hold for every role: also for the one that migrates and imports.
"""

from mekaar.conversation import states
from mekaar.core.walls import Wall, definer
from mekaar.people.guests import never_of_a_guest
from mekaar.people.walls import AT_THE_DESK, MINE, MINE_OR_HELPED

# What another wrote counts only after reading back (R-C05), and carries the real writer.
WRITTEN = (
    "(written_by = (SELECT wall.me())"
    " AND (written_by = participant_id OR read_back_at IS NOT NULL))"
)
_ADD = f"({MINE_OR_HELPED}) AND {WRITTEN}"
_CONNECTOR = "(SELECT wall.holds('connector'))"


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION wall.{name}() RETURNS trigger LANGUAGE plpgsql"
        " SECURITY DEFINER SET search_path = public, pg_temp"
        f" AS $wall$\nBEGIN\n{body}\n  RETURN NEW;\nEND $wall$"
    )


def _trigger(function: str, table: str, when: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER IF EXISTS {function} ON {table}",
        f"CREATE TRIGGER {function} BEFORE {when} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION wall.{function}()",
    )


FUNCTIONS = [
    # The name of who will talk, for the resident of that talk and for the desk. Only who works (or
    # worked) at the desk talks with residents here: nobody else's name comes out.
    definer(
        "talks_with(who uuid)",
        "bytea",
        "SELECT coalesce((SELECT wall.to_open(id, neighbourhood_id, id, display_name)"
        " FROM people_participant"
        " WHERE id = who AND neighbourhood_id = wall.here()"
        " AND (wall.holds('host', 'connector') OR EXISTS (SELECT FROM conversation_encounter"
        " WHERE with_whom = who AND neighbourhood_id = wall.here()"
        " AND participant_id = wall.me()))"
        " AND EXISTS (SELECT FROM people_roleheld r WHERE r.participant_id = who"
        " AND r.neighbourhood_id = wall.here() AND r.role IN ('host', 'connector'))), '')",
    ),
    # The connector plans and the place stays: only the resident changes it, or a scribe who read
    # it back; only the resident takes the wish back (R-C09).
    _function(
        "own_place",
        """  IF NEW.participant_id <> OLD.participant_id THEN
    RAISE EXCEPTION 'a talk keeps its person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (NEW.place, NEW.by_phone, NEW.language_helper)
     IS DISTINCT FROM (OLD.place, OLD.by_phone, OLD.language_helper)
     AND wall.me() IS DISTINCT FROM OLD.participant_id
     AND (OLD.participant_id = ANY(wall.helping()) AND NEW.written_by = wall.me()
          AND NEW.read_back_at > coalesce(OLD.read_back_at, '-infinity')) IS NOT TRUE THEN
    RAISE EXCEPTION 'the place is chosen by the resident' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.with_whom IS DISTINCT FROM OLD.with_whom AND wall.me() IS NOT NULL
     AND wall.holds('host', 'connector') IS NOT TRUE THEN
    RAISE EXCEPTION 'who comes is said at the desk' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn'
     AND (OLD.participant_id = ANY(wall.helping() || wall.me())) IS NOT TRUE THEN
    RAISE EXCEPTION 'a wish is taken back by its owner' USING ERRCODE = 'insufficient_privilege';
  END IF;""",
    ),
    # Step 3 is never opened first (R-B06): something, or "weet ik nog niet", stands on step 1 or 2.
    _function(
        "not_left_over_first",
        """  IF NEW.step = 'left_over' AND NOT EXISTS (
    SELECT FROM conversation_dailyactivity WHERE neighbourhood_id = NEW.neighbourhood_id
      AND participant_id = NEW.participant_id AND step <> 'left_over') THEN
    RAISE EXCEPTION 'what is left comes last' USING ERRCODE = 'check_violation';
  END IF;""",
    ),
    _function(
        "sound_practice",
        """  IF NOT EXISTS (
    SELECT FROM conversation_dailyactivity WHERE id = NEW.activity_id AND step = 'to_regain'
      AND participant_id = NEW.participant_id AND neighbourhood_id = NEW.neighbourhood_id) THEN
    RAISE EXCEPTION 'practice belongs to what its owner wants to regain'
      USING ERRCODE = 'check_violation';
  END IF;""",
    ),
    # Invariant 3: through no role, import or hand-written statement.
    _function(
        "own_goal",
        """  IF wall.me() IS DISTINCT FROM NEW.participant_id THEN
    RAISE EXCEPTION 'a goal is written by its owner' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.participant_id, NEW.first_words)
     IS DISTINCT FROM (OLD.participant_id, OLD.first_words) THEN
    RAISE EXCEPTION 'the first words of a goal stay' USING ERRCODE = 'insufficient_privilege';
  END IF;""",
    ),
    # R-A12: a "nee" and a "ja" are not asked again, a "later" not before its date.
    _function(
        "asked_once",
        """  IF EXISTS (
    SELECT FROM conversation_closinginvitation WHERE neighbourhood_id = NEW.neighbourhood_id
      AND participant_id = NEW.participant_id
      AND (answer <> 'later' OR later_on > wall.today())
  ) THEN
    RAISE EXCEPTION 'this was answered already' USING ERRCODE = 'check_violation';
  END IF;""",
    ),
]

_TALKS_OF_THE_DESK = (
    f"(state = 'planned' AND {AT_THE_DESK}) OR (state = 'wished' AND {_CONNECTOR})"
    f" OR (state = 'held' AND with_whom = (SELECT wall.me()) AND {AT_THE_DESK})"
)

WALLS = [
    Wall(
        "conversation.Encounter",
        see=f"{MINE_OR_HELPED} OR {_TALKS_OF_THE_DESK}",
        add=f"{_ADD} AND (with_whom IS NULL OR (with_whom = (SELECT wall.me()) AND {AT_THE_DESK}))",
        change=f"{MINE_OR_HELPED} OR (state IN ('wished', 'planned') AND {_CONNECTOR})",
        becomes=f"{MINE_OR_HELPED} OR (state IN ('planned', 'held') AND {_CONNECTOR})",
        remove=MINE_OR_HELPED,
        machines=(("state", states.ENCOUNTER),),
        sql=(
            *_trigger("own_place", "conversation_encounter", "UPDATE"),
            *never_of_a_guest("conversation_encounter"),
        ),
    ),
    # Append-only: no change, and nothing goes but by erasing (wall.erase).
    Wall(
        "conversation.CoreAnswer",
        see=MINE_OR_HELPED,
        add=_ADD,
        sql=never_of_a_guest("conversation_coreanswer"),
    ),
    Wall(
        "conversation.DailyActivity",
        see=MINE_OR_HELPED,
        add=_ADD,
        change=MINE_OR_HELPED,
        becomes=_ADD,
        remove=MINE_OR_HELPED,
        sql=(
            *_trigger("not_left_over_first", "conversation_dailyactivity", "INSERT"),
            *never_of_a_guest("conversation_dailyactivity"),
        ),
    ),
    Wall(
        "conversation.PracticeStep",
        see=MINE_OR_HELPED,
        add=_ADD,
        change=MINE_OR_HELPED,
        becomes=_ADD,
        remove=MINE_OR_HELPED,
        sql=_trigger(
            "sound_practice",
            "conversation_practicestep",
            "INSERT OR UPDATE OF activity_id, participant_id, neighbourhood_id",
        ),
    ),
    Wall(
        "conversation.Goal",
        see=MINE,
        add=f"{MINE} AND written_by = (SELECT wall.me())",
        change=MINE,
        remove=MINE,
        sql=(
            *_trigger("own_goal", "conversation_goal", "INSERT OR UPDATE"),
            *never_of_a_guest("conversation_goal"),
        ),
    ),
    Wall(
        "conversation.ClosingInvitation",
        see=MINE_OR_HELPED,
        add=_ADD,
        sql=(
            *_trigger("asked_once", "conversation_closinginvitation", "INSERT"),
            *never_of_a_guest("conversation_closinginvitation"),
        ),
    ),
]

ERASE = [
    "DELETE FROM conversation_practicestep WHERE participant_id = $1",
    "DELETE FROM conversation_dailyactivity WHERE participant_id = $1",
    "DELETE FROM conversation_goal WHERE participant_id = $1",
    "DELETE FROM conversation_closinginvitation WHERE participant_id = $1",
    "DELETE FROM conversation_coreanswer WHERE participant_id = $1",
    "DELETE FROM conversation_encounter WHERE participant_id = $1",
]
