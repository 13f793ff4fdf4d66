"""The walls around questions: who asked, who was considered, and what the back-up may know.

Of whom a connector thought, and of a no, the owner of a question learns nothing (R-A10); of whose
question it is, the back-up learns nothing.
"""

from mekaar.answers import states
from mekaar.conversation.walls import WRITTEN
from mekaar.core.walls import Wall, definer
from mekaar.exchange.between_two import (
    A_NEIGHBOUR,
    CONNECTOR,
    ENGINE,
    NOT_HIDDEN,
    TO_JUDGE,
    trigger,
)
from mekaar.people.guests import never_of_a_guest
from mekaar.people.walls import AT_THE_DESK, MINE, MINE_OR_HELPED, key_goes_along

REFUSE = "USING ERRCODE = 'insufficient_privilege'"
# A job of the night or of the worker, which acts for nobody.
BY_ITSELF = f"({ENGINE} AND (SELECT wall.me()) IS NULL)"
READ_ALONG = (
    f"({AT_THE_DESK} OR (audience = 'neighbourhood' AND {A_NEIGHBOUR})"
    f" OR (audience = 'group' AND {A_NEIGHBOUR}"
    " AND group_id = ANY((SELECT wall.groups())::uuid[])))"
)
MY_QUESTION = "question_id = ANY((SELECT wall.my_questions())::uuid[])"
_BACK_UP = "(SELECT wall.holds('back_up'))"
_OPEN = "question_id IN (SELECT q.id FROM answers_question q WHERE q.state = 'open' AND {more})"


def said_yes_to(name: str, columns: tuple[str, ...], said: str) -> str:
    """SQL: a trigger function by which exactly these words are read after a yes of their owner.

    `said` is the state in which others read them.
    """
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return f"""CREATE OR REPLACE FUNCTION wall.{name}() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF ({new}) IS DISTINCT FROM ({old}) THEN
    IF NEW.state <> 'told' OR (NEW.written_by = wall.me()) IS NOT TRUE
       OR (NEW.written_by = NEW.participant_id
         OR NEW.read_back_at > coalesce(OLD.read_back_at, '-infinity')) IS NOT TRUE THEN
      RAISE EXCEPTION 'other words need a new yes' {REFUSE};
    END IF;
  ELSIF NEW.written_by IS DISTINCT FROM OLD.written_by THEN
    RAISE EXCEPTION 'who wrote it stays' {REFUSE};
  END IF;
  IF NEW.state = '{said}' AND OLD.state <> '{said}' THEN
    IF (NEW.approved_by = wall.me() AND NEW.approved_at IS NOT NULL) IS NOT TRUE THEN
      RAISE EXCEPTION 'only its owner says yes' {REFUSE};
    END IF;
  ELSIF NEW.state = '{said}' AND (NEW.approved_by, NEW.approved_at)
      IS DISTINCT FROM (OLD.approved_by, OLD.approved_at) THEN
    RAISE EXCEPTION 'who said yes stays' {REFUSE};
  END IF;
  RETURN NEW;
END $wall$"""


FUNCTIONS = [
    # Of me, or of whom I help now.
    definer(
        "my_questions()",
        "uuid[]",
        "SELECT coalesce(array_agg(id), '{}') FROM answers_question"
        " WHERE neighbourhood_id = wall.here()"
        " AND participant_id = ANY(wall.helping() || wall.me())",
    ),
    # What somebody was asked about in person, and did not say no to.
    definer(
        "asked_about()",
        "uuid[]",
        "SELECT coalesce(array_agg(question_id), '{}') FROM answers_asked"
        " WHERE neighbourhood_id = wall.here() AND answer <> 'no'"
        " AND participant_id = ANY(wall.helping() || wall.me())",
    ),
    # Two numbers for the page of the desk: who had the answer. No rows, no people.
    definer(
        "who_had_the_answer()",
        "TABLE (by_people bigint, by_back_up bigint)",
        "SELECT count(*) FILTER (WHERE answered_by IN ('neighbours', 'desk')),"
        " count(*) FILTER (WHERE answered_by = 'back_up') FROM answers_question"
        " WHERE neighbourhood_id = wall.here() AND state = 'closed'"
        " AND wall.holds('host', 'connector')",
    ),
    said_yes_to("own_question", ("words", "matter"), "open"),
    # What goes along: with other words everything, with a narrower choice what waits for a yes.
    """CREATE OR REPLACE FUNCTION wall.question_goes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  DELETE FROM answers_handed WHERE question_id = OLD.id AND (TG_OP = 'DELETE'
    OR NEW.state = 'told' OR (answered_at IS NULL AND (NEW.state <> 'open'
      OR NOT NEW.asks_back_up)));
  DELETE FROM answers_asked WHERE question_id = OLD.id AND (TG_OP = 'DELETE'
    OR NEW.state = 'told' OR (answer <> 'yes' AND (NEW.state <> 'open' OR NOT NEW.asks_people)));
  IF TG_OP = 'DELETE' THEN
    UPDATE answers_experience SET question_id = NULL WHERE question_id = OLD.id;
    DELETE FROM notices_notice WHERE thing = OLD.id;
    RETURN OLD;
  END IF;
  RETURN NEW;
END $wall$""",
    """CREATE OR REPLACE FUNCTION wall.asked_goes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  DELETE FROM notices_notice WHERE thing = OLD.id;
  RETURN NULL;
END $wall$""",
    # The back-up answers once, under the own name, and changes nothing else.
    f"""CREATE OR REPLACE FUNCTION wall.answered_once() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF NOT wall.builder() AND (OLD.answered_at IS NOT NULL
     OR (NEW.answered_by = wall.me()) IS NOT TRUE) THEN
    RAISE EXCEPTION 'the back-up answers once' {REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # Only a yes makes somebody known; another writes it down after reading back (R-C05).
    f"""CREATE OR REPLACE FUNCTION wall.own_answer_asked() RETURNS trigger LANGUAGE plpgsql
AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF (NEW.written_by = wall.me()) IS NOT TRUE OR NEW.answer = ''
     OR (NEW.answer <> 'yes' AND NEW.shown_as <> ''::bytea)
     OR (NEW.written_by = NEW.participant_id
       OR NEW.read_back_at > coalesce(OLD.read_back_at, '-infinity')) IS NOT TRUE THEN
    RAISE EXCEPTION 'only who was asked answers' {REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
]

_ROW = ("neighbourhood_id", "code", "made_at")

WALLS = [
    Wall(
        "answers.Question",
        see=(
            f"{MINE_OR_HELPED} OR {BY_ITSELF} OR (state = 'open' AND ({TO_JUDGE}"
            f" OR ({NOT_HIDDEN} AND ({READ_ALONG}"
            f" OR ({A_NEIGHBOUR} AND id = ANY((SELECT wall.asked_about())::uuid[]))))))"
        ),
        add=(
            f"({MINE_OR_HELPED}) AND {WRITTEN} AND state = 'told' AND approved_at IS NULL"
            " AND answered_by = ''"
        ),
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
        machines=(("state", states.QUESTION),),
        sql=(
            *trigger("own_question", "answers_question", "UPDATE"),
            *trigger("question_goes", "answers_question", "UPDATE OR DELETE"),
            *trigger("keeps", "answers_question", "UPDATE", *_ROW, "participant_id"),
            *never_of_a_guest("answers_question"),
            *key_goes_along("answers_question"),
        ),
    ),
    Wall(
        "answers.Handed",
        see=f"{AT_THE_DESK} OR {_BACK_UP} OR {MY_QUESTION}",
        add=(
            f"{AT_THE_DESK} AND handed_by = (SELECT wall.me()) AND answered_at IS NULL"
            " AND answer = ''::bytea AND answered_by IS NULL"
            f" AND {_OPEN.format(more='q.asks_back_up')}"
        ),
        change=_BACK_UP,
        sql=(
            *trigger("answered_once", "answers_handed", "UPDATE"),
            *trigger("keeps", "answers_handed", "UPDATE", *_ROW, "question_id", "words",
                     "matter", "handed_by"),
        ),
    ),
    # Never changed by a person: the job puts the vectors in.
    Wall(
        "answers.KnownSituation",
        see=f"{MINE_OR_HELPED} OR {CONNECTOR} OR {BY_ITSELF}",
        add=f"({MINE_OR_HELPED}) AND {WRITTEN} AND model_id = '' AND vector = ''::bytea",
        change=f"{ENGINE} AND {MINE}",
        remove=MINE_OR_HELPED,
        sql=(
            *trigger("keeps", "answers_knownsituation", "UPDATE", *_ROW, "participant_id",
                     "words", "written_by", "?read_back_at"),
            *never_of_a_guest("answers_knownsituation"),
            *key_goes_along("answers_knownsituation"),
        ),
    ),
    # A connector who asked the question, or sits beside who did, is not shown who was thought of.
    Wall(
        "answers.Asked",
        see=(
            f"{MINE_OR_HELPED} OR ({CONNECTOR} AND NOT {MY_QUESTION})"
            f" OR (answer = 'yes' AND {MY_QUESTION})"
        ),
        add=(
            f"{CONNECTOR} AND NOT {MY_QUESTION} AND asked_by = (SELECT wall.me())"
            " AND answer = '' AND shown_as = ''::bytea AND written_by IS NULL"
            f" AND {_OPEN.format(more='q.asks_people')} AND participant_id IN"
            " (SELECT k.participant_id FROM answers_knownsituation k)"
        ),
        change=MINE_OR_HELPED,
        sql=(
            *trigger("own_answer_asked", "answers_asked", "UPDATE"),
            *trigger("asked_goes", "answers_asked", "AFTER DELETE"),
            *trigger("keeps", "answers_asked", "UPDATE", *_ROW, "question_id", "participant_id",
                     "asked_by"),
            *never_of_a_guest("answers_asked"),
            *key_goes_along("answers_asked"),
        ),
    ),
]  # fmt: skip

# Triggers take along what hangs on a question, and the notice of who was asked.
ERASE = [
    "DELETE FROM answers_question WHERE participant_id = $1",
    "DELETE FROM answers_asked WHERE participant_id = $1",
    "DELETE FROM answers_knownsituation WHERE participant_id = $1",
]
