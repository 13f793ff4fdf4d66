"""The walls of answers: nobody's words are read before their teller said yes to them (R-A10).

The vectors of an experience are read through the engine's door, by who may read its words; the job
that makes them acts as the teller.
"""

from mekaar.answers import question_walls, states
from mekaar.answers.question_walls import BY_ITSELF, MY_QUESTION, READ_ALONG, said_yes_to
from mekaar.conversation.walls import WRITTEN
from mekaar.core.walls import Wall, definer
from mekaar.exchange.between_two import A_NEIGHBOUR, ENGINE, NOT_HIDDEN, TO_JUDGE, trigger
from mekaar.people.guests import never_of_a_guest
from mekaar.people.walls import MINE, MINE_OR_HELPED, key_goes_along

_WORDS = ("happened", "helped", "otherwise", "matter")

# How many experiences one word gives, and all words together.
PER_KEY, MOST = 100, 60


def _row(which: str) -> str:
    return ", ".join(f"{which}.{name}" for name in _WORDS)


FUNCTIONS = [
    *question_walls.FUNCTIONS,
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
    said_yes_to("own_experience", _WORDS, "readable"),
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


_OF_WHAT_IS_READ = "experience_id IN (SELECT e.id FROM answers_experience e)"

WALLS = [
    Wall(
        "answers.Experience",
        see=(
            f"{MINE_OR_HELPED} OR {BY_ITSELF} OR (state = 'readable' AND ({TO_JUDGE}"
            f" OR ({NOT_HIDDEN} AND ({READ_ALONG} OR ({A_NEIGHBOUR} AND {MY_QUESTION})))))"
        ),
        # For an open question that one reads, and that is of another.
        add=(
            f"({MINE_OR_HELPED}) AND {WRITTEN} AND state = 'told' AND approved_at IS NULL"
            " AND (question_id IS NULL OR (question_id IN (SELECT q.id FROM answers_question q"
            f" WHERE q.state = 'open') AND NOT {MY_QUESTION}))"
        ),
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
        machines=(("state", states.EXPERIENCE),),
        sql=(
            *trigger("own_experience", "answers_experience", "UPDATE"),
            *trigger("keeps", "answers_experience", "UPDATE", "neighbourhood_id", "code",
                     "made_at", "participant_id", "question_id"),
            *trigger("experience_means", "answers_experience", "UPDATE OR DELETE"),
            *never_of_a_guest("answers_experience"),
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
    *question_walls.WALLS,
]  # fmt: skip

ERASE = [
    *question_walls.ERASE,
    "DELETE FROM notices_notice WHERE thing IN"
    " (SELECT id FROM answers_experience WHERE participant_id = $1)",
    "DELETE FROM answers_experience WHERE participant_id = $1",
]
