"""The walls of answers: nobody's words are read before their teller said yes to them (R-A10).

The vectors of an experience are read through the engine's door, by who may read its words; the job
that makes them acts as the teller.
"""

from mekaar.answers import states
from mekaar.conversation.walls import WRITTEN
from mekaar.core.walls import Wall, definer
from mekaar.exchange.between_two import A_NEIGHBOUR, ENGINE, NOT_HIDDEN, TO_JUDGE
from mekaar.people.walls import AT_THE_DESK, MINE, MINE_OR_HELPED, key_goes_along

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"
_WORDS = "(happened, helped, otherwise, matter)"
# A job of the night or of the worker, which acts for nobody.
_BY_ITSELF = f"({ENGINE} AND (SELECT wall.me()) IS NULL)"

# How many experiences one word gives, and all words together.
PER_KEY, MOST = 100, 60


def _row(which: str) -> str:
    return ", ".join(f"{which}.{name}" for name in _WORDS.strip("()").split(", "))


FUNCTIONS = [
    # By what its words and families of words are: row-level security keeps that index from use.
    definer(
        "experiences_near(asked bigint[])",
        "SETOF uuid",
        f"""SELECT near.id FROM unnest(asked) AS k(key), LATERAL (
  SELECT e.id FROM answers_experience e WHERE e.neighbourhood_id = wall.here()
    AND e.state = 'readable' AND e.keys @> ARRAY[k.key] LIMIT {PER_KEY}) near
WHERE wall.engine() GROUP BY near.id ORDER BY count(*) DESC, near.id LIMIT {MOST}""",
    ),
    # Exactly these words, by a yes of the teller, or read back to the teller at the desk.
    f"""CREATE OR REPLACE FUNCTION wall.own_experience() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF (NEW.participant_id, NEW.made_at, NEW.code) IS DISTINCT FROM
     (OLD.participant_id, OLD.made_at, OLD.code) THEN
    RAISE EXCEPTION 'an experience stays its teller''s' {_REFUSE};
  END IF;
  IF ({_row("NEW")}) IS DISTINCT FROM ({_row("OLD")}) THEN
    IF NEW.state <> 'told' OR (NEW.written_by = wall.me()) IS NOT TRUE
       OR NOT (NEW.written_by = NEW.participant_id
         OR NEW.read_back_at > coalesce(OLD.read_back_at, '-infinity')) THEN
      RAISE EXCEPTION 'other words need a new yes' {_REFUSE};
    END IF;
  ELSIF NEW.written_by IS DISTINCT FROM OLD.written_by THEN
    RAISE EXCEPTION 'who wrote it stays' {_REFUSE};
  END IF;
  IF NEW.state = 'readable' AND OLD.state <> 'readable' THEN
    IF (NEW.approved_by = wall.me() AND NEW.approved_at IS NOT NULL) IS NOT TRUE THEN
      RAISE EXCEPTION 'only its teller says yes' {_REFUSE};
    END IF;
  ELSIF NEW.state = 'readable' AND (NEW.approved_by, NEW.approved_at)
      IS DISTINCT FROM (OLD.approved_by, OLD.approved_at) THEN
    RAISE EXCEPTION 'who said yes stays' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # Vectors say what the words said: they go when these change, are closed or go.
    f"""CREATE OR REPLACE FUNCTION wall.experience_means() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF TG_OP = 'UPDATE' AND ({_row("NEW")}) IS NOT DISTINCT FROM ({_row("OLD")})
     AND NEW.state = 'readable' THEN
    RETURN NEW;
  END IF;
  DELETE FROM answers_meaning WHERE experience_id = OLD.id;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $wall$""",
]


def _trigger(name: str, table: str, when: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW"
        f" EXECUTE FUNCTION wall.{name}()",
    )


_READ_ALONG = (
    f"({AT_THE_DESK} OR (audience = 'neighbourhood' AND {A_NEIGHBOUR})"
    f" OR (audience = 'group' AND {A_NEIGHBOUR}"
    " AND group_id = ANY((SELECT wall.groups())::uuid[])))"
)
_OF_WHAT_IS_READ = "experience_id IN (SELECT e.id FROM answers_experience e)"

WALLS = [
    Wall(
        "answers.Experience",
        see=(
            f"{MINE_OR_HELPED} OR {_BY_ITSELF} OR (state = 'readable' AND ({TO_JUDGE}"
            f" OR ({NOT_HIDDEN} AND {_READ_ALONG})))"
        ),
        add=f"({MINE_OR_HELPED}) AND {WRITTEN} AND state = 'told' AND approved_at IS NULL",
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
        machines=(("state", states.EXPERIENCE),),
        sql=(
            *_trigger("own_experience", "answers_experience", "UPDATE"),
            *_trigger("experience_means", "answers_experience", "UPDATE OR DELETE"),
            *key_goes_along("answers_experience"),
        ),
    ),
    # Nobody reads what is made of somebody's words, themselves included.
    Wall(
        "answers.Meaning",
        see=f"{ENGINE} AND {_OF_WHAT_IS_READ}",
        add=(
            f"{ENGINE} AND {MINE} AND experience_id IN (SELECT e.id FROM answers_experience e"
            " WHERE e.state = 'readable' AND e.participant_id = (SELECT wall.me()))"
        ),
        remove=f"{ENGINE} AND {_OF_WHAT_IS_READ}",
    ),
]

ERASE = [
    "DELETE FROM notices_notice WHERE thing IN"
    " (SELECT id FROM answers_experience WHERE participant_id = $1)",
    "DELETE FROM answers_experience WHERE participant_id = $1",
]
