"""The double yes as the database keeps it (R-A14): the functions that the walls call.

Who moves along with another's answer goes through the `engine` door (ADR 0005); everything here
holds behind that door too. A yes is given by its person, or written down by somebody who is not the
other of the two. What is over is forgotten at once.
"""

from mekaar.core.walls import definer

_US = "(wall.helping() || wall.me())"
_REFUSE = "USING ERRCODE = 'insufficient_privilege'"


FUNCTIONS = [
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
    # The other of one double yes, for one of the two.
    definer(
        "partner(introduced uuid, person uuid)",
        "uuid",
        "SELECT other.participant_id FROM exchange_side mine"
        " JOIN exchange_introduction i ON i.id = mine.introduction_id AND i.state = 'introduced'"
        " JOIN exchange_side other ON other.introduction_id = mine.introduction_id"
        " AND other.id <> mine.id WHERE mine.introduction_id = introduced"
        f" AND mine.participant_id = person AND person = ANY({_US})"
        " AND mine.neighbourhood_id = wall.here()",
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
    # Asked about oneself, or behind the engine's door: nobody finds out by guessing.
    definer(
        "is_party(of_introduction uuid, who uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM exchange_side WHERE introduction_id = of_introduction"
        f" AND participant_id = who) AND (who = ANY({_US}) OR wall.engine())",
    ),
    definer(
        "goes_on(which uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM exchange_introduction WHERE id = which"
        " AND neighbourhood_id = wall.here() AND state IN ('offered', 'first_yes'))"
        " AND (which = ANY(wall.introductions()) OR wall.holds('connector') OR wall.engine())",
    ),
    # Whom to tell that something was given back: ids of who holds a role, nothing else.
    definer(
        "holders(VARIADIC asked text[])",
        "uuid[]",
        "SELECT coalesce(array_agg(DISTINCT participant_id), '{}') FROM people_roleheld"
        " WHERE neighbourhood_id = wall.here() AND role = ANY(asked)"
        " AND since <= now() AND (until IS NULL OR until > now())"
        " AND (wall.me() IS NOT NULL OR wall.engine())",
    ),
    # Whether somebody does alone what these words would take over (R-B04), by their blind keys
    # (conversation/phrases.py). Answered only about people whom the asker of it helps or was
    # introduced to.
    definer(
        "does_alone(who uuid, told bigint[])",
        "boolean",
        "SELECT EXISTS (SELECT FROM conversation_dailyactivity d"
        " WHERE d.participant_id = who AND d.step = 'self_done' AND d.phrase_keys && told)"
        f" AND (who = ANY({_US}) OR who = ANY(wall.knows()))",
    ),
    # Columns that stay as they were made, named by the trigger; "?" before a name: may be emptied.
    f"""CREATE OR REPLACE FUNCTION wall.keeps() RETURNS trigger LANGUAGE plpgsql AS $wall$
DECLARE argument text; kept text; now_is jsonb := to_jsonb(NEW); was jsonb := to_jsonb(OLD);
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  FOREACH argument IN ARRAY TG_ARGV LOOP
    kept := ltrim(argument, '?');
    IF now_is -> kept IS DISTINCT FROM was -> kept
       AND NOT (argument LIKE '?%' AND now_is -> kept = 'null'::jsonb) THEN
      RAISE EXCEPTION '% of % stays as it was', kept, TG_TABLE_NAME {_REFUSE};
    END IF;
  END LOOP;
  RETURN NEW;
END $wall$""",
    # One open ask and one open offer, of two people who are not the one who introduces.
    f"""CREATE OR REPLACE FUNCTION wall.fair_introduction() RETURNS trigger LANGUAGE plpgsql
AS $wall$
BEGIN
  IF wall.builder() OR EXISTS (
    SELECT FROM exchange_ask a JOIN exchange_offer o ON o.id = NEW.offer_id
    WHERE a.id = NEW.ask_id AND a.state = 'ideas_open' AND o.state = 'open'
      AND a.participant_id <> o.participant_id
      AND wall.me() NOT IN (a.participant_id, o.participant_id)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an introduction joins an open ask and an open offer of two others' {_REFUSE};
END $wall$""",
    # The side of the asker is the asker's, the side of the giver the giver's.
    f"""CREATE OR REPLACE FUNCTION wall.fair_side() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() OR EXISTS (
    SELECT FROM exchange_introduction i JOIN exchange_ask a ON a.id = i.ask_id
    JOIN exchange_offer o ON o.id = i.offer_id
    WHERE i.id = NEW.introduction_id AND i.state = 'offered' AND i.connector = wall.me()
      AND NEW.participant_id = CASE NEW.which WHEN 'asker' THEN a.participant_id
        WHEN 'giver' THEN o.participant_id END) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a side is of the asker or of the giver' {_REFUSE};
END $wall$""",
    # Who may take back (connector, asker, a giver whose offer is gone) and who may end (one of the
    # two; a job when all is old).
    f"""CREATE OR REPLACE FUNCTION wall.own_move() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    IF (NEW.state = 'withdrawn' AND (wall.holds('connector') OR EXISTS (SELECT FROM exchange_ask
          WHERE id = NEW.ask_id AND participant_id = ANY({_US})) OR EXISTS (SELECT FROM
          exchange_offer WHERE id = NEW.offer_id AND participant_id = ANY({_US})
          AND state <> 'open')) IS NOT TRUE)
       OR (NEW.state = 'ended' AND (NEW.id = ANY(wall.introductions())
          OR (wall.me() IS NULL AND wall.engine())) IS NOT TRUE) THEN
      RAISE EXCEPTION 'this is for the two themselves' {_REFUSE};
    END IF;
  ELSIF NEW.introduced_at IS DISTINCT FROM OLD.introduced_at
     OR ((NEW.first_meeting, NEW.meeting_place_id) IS DISTINCT FROM
         (OLD.first_meeting, OLD.meeting_place_id) AND NOT wall.holds('connector')) THEN
    RAISE EXCEPTION 'what was agreed about meeting stays' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # An answer is of the person who was asked. Another may write it down: at the desk with an open
    # visit, or the connector after a call; never the other of the two. A yes can be taken back.
    f"""CREATE OR REPLACE FUNCTION wall.own_answer() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF NEW.told IS DISTINCT FROM OLD.told AND OLD.asked_at IS NOT NULL THEN
    RAISE EXCEPTION 'what was told stays as it was told' {_REFUSE};
  END IF;
  IF NEW.answer IS NOT DISTINCT FROM OLD.answer THEN
    IF (NEW.answered_at, NEW.how, NEW.written_by)
       IS DISTINCT FROM (OLD.answered_at, OLD.how, OLD.written_by) THEN
      RAISE EXCEPTION 'an answer stays as it was written' {_REFUSE};
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.asked_at IS NOT NULL AND NEW.written_by = wall.me()
      AND wall.goes_on(OLD.introduction_id)
      AND ((OLD.answer = '' AND NEW.answer IN ('yes', 'no'))
        OR (OLD.answer = 'yes' AND NEW.answer = 'no'))
      AND CASE WHEN OLD.participant_id = wall.me() THEN NEW.how = 'screen'
        ELSE NOT wall.is_party(OLD.introduction_id, wall.me())
          AND ((NEW.how = 'desk' AND OLD.participant_id = ANY(wall.helping()))
            OR (NEW.how = 'phone' AND wall.holds('connector'))) END) IS NOT TRUE THEN
    RAISE EXCEPTION 'an answer is given by the person who was asked' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # A double yes is two rows that say yes, or it is nothing; a no is a no of somebody.
    """CREATE OR REPLACE FUNCTION wall.double_yes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE yes integer; no integer;
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    SELECT count(*) FILTER (WHERE answer = 'yes'), count(*) FILTER (WHERE answer = 'no')
      INTO yes, no FROM exchange_side WHERE introduction_id = NEW.id;
    IF NEW.state = 'introduced' AND yes <> 2 THEN
      RAISE EXCEPTION 'no introduction without a double yes' USING ERRCODE = 'check_violation';
    ELSIF NEW.state = 'introduced' AND NOT EXISTS (
      SELECT FROM exchange_offer WHERE id = NEW.offer_id AND state = 'open') THEN
      RAISE EXCEPTION 'the offer is not open any more' USING ERRCODE = 'check_violation';
    ELSIF NEW.state = 'first_yes' AND (yes = 0 OR no > 0) THEN
      RAISE EXCEPTION 'no first yes was given' USING ERRCODE = 'check_violation';
    ELSIF NEW.state = 'declined' AND no = 0 THEN
      RAISE EXCEPTION 'nobody said no' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $wall$""",
    # The second side is asked only after the first yes, one after the other, and once.
    """CREATE OR REPLACE FUNCTION wall.one_after_the_other() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.asked_at IS NOT NULL
     AND NEW.asked_at IS DISTINCT FROM OLD.asked_at THEN
    RAISE EXCEPTION 'asked is asked' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM FROM exchange_introduction WHERE id = NEW.introduction_id FOR UPDATE;
  IF NEW.asked_at IS NOT NULL AND EXISTS (
    SELECT FROM exchange_side WHERE introduction_id = NEW.introduction_id AND id <> NEW.id
      AND asked_at IS NOT NULL AND answer <> 'yes') THEN
    RAISE EXCEPTION 'one after the other' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $wall$""",
    # A yes to an arrangement is of its person; who is the other of the two does not write it down.
    f"""CREATE OR REPLACE FUNCTION wall.own_yes() RETURNS trigger LANGUAGE plpgsql AS $wall$
DECLARE asker_may boolean; giver_may boolean;
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  asker_may := NEW.asker_id = wall.me()
    OR (NEW.asker_id = ANY(wall.helping()) AND NEW.giver_id <> wall.me());
  giver_may := NEW.giver_id = wall.me()
    OR (NEW.giver_id = ANY(wall.helping()) AND NEW.asker_id <> wall.me());
  IF (TG_OP = 'INSERT' AND ((NEW.asker_yes_at IS NOT NULL AND asker_may IS NOT TRUE)
        OR (NEW.giver_yes_at IS NOT NULL AND giver_may IS NOT TRUE)))
     OR (TG_OP = 'UPDATE' AND ((NEW.asker_yes_at IS DISTINCT FROM OLD.asker_yes_at
          AND asker_may IS NOT TRUE)
        OR (NEW.giver_yes_at IS DISTINCT FROM OLD.giver_yes_at AND giver_may IS NOT TRUE))) THEN
    RAISE EXCEPTION 'a yes is given by its person' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # Between people who were introduced, and never what the resident does alone (R-B04). That it
    # stays within the boundaries (L-08) is a check of the table.
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
  IF (NEW.activity_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM conversation_dailyactivity WHERE id = NEW.activity_id
        AND participant_id = NEW.asker_id AND step <> 'self_done'))
     OR (TG_OP = 'INSERT' AND wall.does_alone(NEW.asker_id, NEW.phrase_keys)) THEN
    RAISE EXCEPTION 'nobody takes over what the resident does' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $wall$""",
    # What one of two says afterwards is that one's, and is said once, not by the other of the two.
    f"""CREATE OR REPLACE FUNCTION wall.own_say() RETURNS trigger LANGUAGE plpgsql AS $wall$
DECLARE moves text[] := ARRAY['introduction_id', 'ask_from'];
  changed boolean := (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves);
BEGIN
  IF wall.builder() OR NOT changed OR (OLD.participant_id = wall.me()
     OR (OLD.participant_id = ANY(wall.helping())
       AND NOT wall.is_party(OLD.introduction_id, wall.me()))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what somebody says is said by that person' {_REFUSE};
END $wall$""",
    # Who answered is not asked any more, whichever way the question went out. It looks through the
    # wall of the notices, and does nothing for who did not answer.
    """CREATE OR REPLACE FUNCTION wall.was_answered(asked uuid) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
  UPDATE notices_notice n SET done_at = now(), done_by = s.written_by FROM exchange_side s
  WHERE s.id = asked AND s.neighbourhood_id = wall.here() AND s.answer <> ''
    AND n.recipient = s.participant_id AND n.thing = s.id
    AND n.kind = 'exchange.introduction.asked' AND n.done_at IS NULL
$wall$""",
    # Nobody is called or mailed any more about a proposal that was answered, or about what was
    # agreed and is over; of what was given back no notice is left.
    """CREATE OR REPLACE FUNCTION wall.told_no_more() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM notices_notice WHERE neighbourhood_id = OLD.neighbourhood_id
      AND recipient IN (OLD.asker_id, OLD.giver_id) AND thing = OLD.id;
  ELSIF NEW.state IS DISTINCT FROM OLD.state THEN
    UPDATE notices_notice SET done_at = now(), done_by = wall.me()
      WHERE neighbourhood_id = OLD.neighbourhood_id
      AND recipient IN (OLD.asker_id, OLD.giver_id) AND thing = OLD.id AND done_at IS NULL;
  END IF;
  RETURN NULL;
END $wall$""",
    # What is over leaves nothing: no row tells who said no, who gave back, who still sees whom.
    # Nobody is called about it either.
    """CREATE OR REPLACE FUNCTION wall.forget(over_now uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF NOT EXISTS (SELECT FROM exchange_introduction WHERE id = over_now
      AND neighbourhood_id = wall.here() AND state IN ('declined', 'withdrawn', 'ended')) THEN
    RAISE EXCEPTION 'only what is over is forgotten' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM notices_notice n USING exchange_side s WHERE s.introduction_id = over_now
    AND n.recipient = s.participant_id AND (n.thing = s.id OR n.thing IN
      (SELECT id FROM exchange_arrangement WHERE introduction_id = over_now));
  UPDATE exchange_reversequestion SET introduction_id = NULL WHERE introduction_id = over_now;
  DELETE FROM exchange_lastingcontact WHERE introduction_id = over_now;
  DELETE FROM exchange_arrangement WHERE introduction_id = over_now;
  DELETE FROM exchange_side WHERE introduction_id = over_now;
  DELETE FROM exchange_introduction WHERE id = over_now;
END $wall$""",
    # An ask that moves on (withdrawn, thinking, rounded off) takes its running introduction along.
    """CREATE OR REPLACE FUNCTION wall.let_go() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE running uuid;
BEGIN
  IF OLD.state = 'introduction_offered'
     AND NEW.state NOT IN ('introduction_offered', 'introduced') THEN
    FOR running IN SELECT id FROM exchange_introduction WHERE ask_id = NEW.id
        AND state IN ('offered', 'first_yes') LOOP
      UPDATE exchange_introduction SET state = 'withdrawn' WHERE id = running;
      PERFORM wall.forget(running);
    END LOOP;
  END IF;
  RETURN NULL;
END $wall$""",
    # An ask is only as far as its people are: no state without what stands under it.
    f"""CREATE OR REPLACE FUNCTION wall.as_far_as() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF NEW.state IS NOT DISTINCT FROM OLD.state OR wall.builder()
     OR wall.stands(NEW.id, NEW.state) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the two are not that far' {_REFUSE};
END $wall$""",
    definer(
        "stands(the_ask uuid, the_state text)",
        "boolean",
        # Answered only about an own ask, to a connector, and behind the engine's door.
        "SELECT CASE WHEN the_state NOT IN ('introduction_offered', 'introduced', 'arranged')"
        " THEN true ELSE EXISTS (SELECT FROM exchange_ask WHERE id = the_ask"
        " AND neighbourhood_id = wall.here()"
        f" AND (participant_id = ANY({_US}) OR wall.holds('connector') OR wall.engine()))"
        " AND CASE the_state"
        " WHEN 'introduction_offered' THEN EXISTS (SELECT FROM exchange_introduction"
        "   WHERE ask_id = the_ask AND state IN ('offered', 'first_yes'))"
        " WHEN 'introduced' THEN EXISTS (SELECT FROM exchange_introduction"
        "   WHERE ask_id = the_ask AND state = 'introduced')"
        " WHEN 'arranged' THEN EXISTS (SELECT FROM exchange_introduction i"
        "   JOIN exchange_arrangement g ON g.introduction_id = i.id"
        "   WHERE i.ask_id = the_ask AND i.state = 'introduced' AND g.state = 'agreed')"
        " END END",
    ),
]
