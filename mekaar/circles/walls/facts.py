"""What holds in a circle for every role of the database, also for who migrates and imports."""


def fact(name: str, body: str, *, declare: str = "") -> str:
    """A trigger function that looks through the walls; `body` raises what cannot be."""
    return (
        f"CREATE OR REPLACE FUNCTION wall.{name}() RETURNS trigger LANGUAGE plpgsql"
        " SECURITY DEFINER SET search_path = public, pg_temp AS $wall$\n"
        f"DECLARE me uuid := wall.me(); {declare}\nBEGIN\n{body}\n  RETURN NEW;\nEND $wall$"
    )


def holds(name: str, table: str, when: str, *, after: bool = False) -> tuple[str, str]:
    """The statements that hang a fact on a table."""
    moment = "AFTER" if after else "BEFORE"
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} {moment} {when} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION wall.{name}()",
    )


def no(sentence: str, code: str = "insufficient_privilege") -> str:
    """Refuse."""
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = '{code}'"


_STATE = "check_violation"
# The facilitator as scribe: what was said aloud, and read back just now (R-C05).
_SCRIBE = (
    "({circle} = ANY(wall.open_circles_as(''facilitator'')) AND {by} = me AND {back} IS NOT NULL)"
).replace("''", "'")


def scribe(circle: str, by: str, back: str) -> str:
    """SQL: the facilitator of this circle writes for another, after reading back."""
    return _SCRIBE.format(circle=circle, by=by, back=back)


FACTS = [
    # Starting is the resident's; by another hand only what can be said in one word at the desk or
    # on the phone: pause, go on, stop, and each time read back (R-C02).
    fact(
        "circle_keeps",
        f"""  IF TG_OP = 'INSERT' THEN
    IF (NEW.resident_id = ANY(wall.helping() || me)) IS NOT TRUE THEN
      {no("a circle is started by its resident")};
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.resident_id, NEW.neighbourhood_id)
     IS DISTINCT FROM (OLD.id, OLD.resident_id, OLD.neighbourhood_id) THEN
    {no("a circle keeps its resident")};
  END IF;
  IF me IS DISTINCT FROM OLD.resident_id AND ((to_jsonb(NEW) - said) IS DISTINCT FROM
      (to_jsonb(OLD) - said) OR NEW.state = OLD.state
      OR (NEW.state NOT IN ('paused', 'ended') AND OLD.state <> 'paused')
      OR NEW.written_by IS DISTINCT FROM me
      OR (NEW.read_back_at > coalesce(OLD.read_back_at, '-infinity')) IS NOT TRUE
      OR (OLD.resident_id = ANY(wall.helping())
          OR OLD.id = ANY(wall.circles_as('facilitator'))) IS NOT TRUE) THEN
    {no("only the resident moves the circle")};
  END IF;
  IF (NEW.state = 'paused' AND OLD.state <> 'paused' AND NEW.paused_from <> OLD.state)
     OR (OLD.state = 'paused' AND NEW.state NOT IN (OLD.paused_from, 'ended', 'paused')) THEN
    {no("a circle goes on where it was", _STATE)};
  END IF;
  IF NEW.state = 'start_decision' AND OLD.state = 'preparing'
     AND (wall.talks_to_come(NEW.id) > 0 OR NOT EXISTS (SELECT FROM circles_seat s
       WHERE s.circle_id = NEW.id AND s.chair = 'facilitator' AND s.state = 'seated')) THEN
    {no("first every talk, and one facilitator", _STATE)};
  END IF;
  IF NEW.state = 'active' AND OLD.state = 'start_decision' AND EXISTS (
      SELECT FROM circles_seat s WHERE s.circle_id = NEW.id AND s.state = 'seated'
      AND NOT s.is_child
      AND NOT EXISTS (SELECT FROM circles_startyes y WHERE y.seat_id = s.id)) THEN
    {no("everybody says yes for themselves", _STATE)};
  END IF;""",
        declare="said text[] := ARRAY['state', 'paused_from', 'ended_at', 'written_by',"
        " 'read_back_at'];",
    ),
    # What was only for the way to the end goes at the end (L-14); a yes is asked again next time.
    fact(
        "circle_after",
        """  IF NEW.state = 'ended' AND OLD.state <> 'ended' THEN
    DELETE FROM circles_releasedline WHERE circle_id = NEW.id;
    DELETE FROM circles_calendarfeed WHERE circle_id = NEW.id;
    UPDATE circles_seat SET letter_digest = NULL WHERE circle_id = NEW.id
      AND letter_digest IS NOT NULL;
  ELSIF NEW.state = 'preparing' AND OLD.state = 'start_decision' THEN
    DELETE FROM circles_startyes WHERE circle_id = NEW.id;
  END IF;""",
    ),
    # Every row stands in the circle of its resident, for ever; in a circle that rests or is over
    # nothing is written. Who sits there may always leave, and the resident may always tidy up.
    fact(
        "of_circle",
        f"""  SELECT * INTO one FROM circles_supportcircle WHERE id = NEW.circle_id;
  IF (NEW.resident_id, NEW.neighbourhood_id)
     IS DISTINCT FROM (one.resident_id, one.neighbourhood_id)
     OR (TG_OP = 'UPDATE' AND NEW.circle_id <> OLD.circle_id) THEN
    {no("a row stays in its circle")};
  END IF;
  IF one.state IN ('paused', 'ended') AND NOT (TG_TABLE_NAME = 'circles_seat' AND TG_OP = 'UPDATE')
     AND pg_trigger_depth() < 2 THEN
    {no("this circle rests", _STATE)};
  END IF;""",
        declare="one circles_supportcircle;",
    ),
    # Only the resident asks; only who is asked answers; a facilitator is followed by another only
    # with the resident's yes, a reason and a talk to hand over (R-C12, R-C13, J12).
    fact(
        "seat_keeps",
        f"""  IF TG_OP = 'INSERT' THEN
    IF NEW.chair = 'resident' THEN
      IF NEW.participant_id <> NEW.resident_id OR NEW.state <> 'seated'
         OR (NEW.resident_id = ANY(wall.helping() || me)) IS NOT TRUE THEN
        {no("the first chair is the resident''s")};
      END IF;
    ELSIF me IS DISTINCT FROM NEW.resident_id THEN
      {no("only the resident asks")};
    ELSIF (NEW.state = 'seated' AND NOT NEW.is_child) OR NEW.state = 'ready'
       OR (NEW.chair = 'member' AND NEW.participant_id IS NOT NULL) THEN
      {no("nobody is put on a chair")};
    ELSIF NEW.chair = 'facilitator' AND NOT EXISTS (SELECT FROM people_roleheld r
        WHERE r.participant_id = NEW.participant_id AND r.role = 'process_facilitator'
        AND r.neighbourhood_id = NEW.neighbourhood_id AND r.since <= clock_timestamp()
        AND (r.until IS NULL OR r.until > now())) THEN
      {no("who is asked can be a facilitator", _STATE)};
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.chair, NEW.is_child, NEW.neighbourhood_id)
     IS DISTINCT FROM (OLD.chair, OLD.is_child, OLD.neighbourhood_id)
     OR (NEW.participant_id IS DISTINCT FROM OLD.participant_id AND (OLD.participant_id IS NOT NULL
         OR NEW.participant_id IS DISTINCT FROM me)) THEN
    {no("a seat stays whose it is")};
  END IF;
  IF ((NEW.name, NEW.kind, NEW.why, NEW.handed_over_on)
     IS DISTINCT FROM (OLD.name, OLD.kind, OLD.why, OLD.handed_over_on)
     OR (NEW.letter_digest IS NOT NULL AND NEW.letter_digest IS DISTINCT FROM OLD.letter_digest))
     AND me IS DISTINCT FROM OLD.resident_id THEN
    {no("that is the resident''s to write")};
  END IF;
  IF NEW.written_by IS DISTINCT FROM OLD.written_by AND NEW.written_by IS DISTINCT FROM me THEN
    {no("nobody writes in the name of another")};
  END IF;
  IF NEW.state = OLD.state AND NEW.state_since <> OLD.state_since THEN
    {no("since when is counted by itself")};
  END IF;
  himself := NEW.participant_id = me OR (OLD.chair = 'member'
    AND OLD.circle_id = ANY(wall.circles_as('facilitator')) AND NEW.written_by = me
    AND NEW.read_back_at > coalesce(OLD.read_back_at, '-infinity'));
  IF (NEW.is_independent, NEW.some_meetings_only)
     IS DISTINCT FROM (OLD.is_independent, OLD.some_meetings_only) AND himself IS NOT TRUE THEN
    {no("everybody says so for themselves")};
  END IF;
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF OLD.chair = 'resident' OR (NEW.state IN ('ready', 'replaced') AND OLD.chair <> 'facilitator')
  THEN
    {no("this chair does not move so", _STATE)};
  END IF;
  before := OLD.chair = 'facilitator' AND EXISTS (SELECT FROM circles_seat s
    WHERE s.circle_id = OLD.circle_id AND s.chair = 'facilitator' AND s.id <> OLD.id
    AND s.state IN ('seated', 'left', 'replaced', 'removed') AND s.is_independent);
  IF NEW.state = 'seated' AND before AND (OLD.state <> 'ready'
      OR me IS DISTINCT FROM OLD.resident_id OR NEW.why = '' OR NEW.handed_over_on IS NULL) THEN
    {no("another facilitator comes by the resident''s yes, a reason and a talk", _STATE)};
  ELSIF NEW.state = 'seated' AND OLD.state = 'asked' AND himself IS NOT TRUE THEN
    {no("who is asked answers")};
  ELSIF NEW.state = 'seated' AND OLD.state = 'ready' AND me IS DISTINCT FROM OLD.resident_id THEN
    {no("only the resident says yes to another facilitator")};
  ELSIF NEW.state IN ('ready', 'left') AND himself IS NOT TRUE THEN
    {no("who sits there says so")};
  ELSIF NEW.state = 'declined' AND himself IS NOT TRUE
     AND (me IS NULL AND OLD.letter_digest IS NOT NULL) IS NOT TRUE THEN
    {no("who is asked answers")};
  ELSIF NEW.state IN ('removed', 'replaced') AND me IS DISTINCT FROM OLD.resident_id THEN
    {no("only the resident removes")};
  END IF;
  IF NEW.state IN ('declined', 'left', 'removed', 'replaced') THEN
    NEW.letter_digest := NULL;
  END IF;
  NEW.state_since := now();""",
        declare="himself boolean; before boolean;",
    ),
    # Who goes takes along what was theirs; what they would do goes back to the circle.
    fact(
        "seat_after",
        """  IF NEW.state IN ('left', 'removed', 'replaced') AND NEW.state <> OLD.state THEN
    DELETE FROM circles_releasedline WHERE seat_id = NEW.id;
    DELETE FROM circles_startyes WHERE seat_id = NEW.id;
    DELETE FROM circles_calendarfeed WHERE seat_id = NEW.id;
    DELETE FROM circles_suggestion WHERE seat_id = NEW.id;
    UPDATE circles_agreement SET broken_at = now() WHERE seat_id = NEW.id AND state = 'agreed'
      AND broken_at IS NULL;
  END IF;""",
    ),
    # Who led and is erased stands by no line any more; the line itself is its member's, and stays.
    fact(
        "seat_gone",
        """  UPDATE circles_releasedline SET told_to = NULL WHERE circle_id = OLD.circle_id
    AND told_to = OLD.participant_id AND OLD.chair = 'facilitator'
    AND EXISTS (SELECT FROM circles_supportcircle WHERE id = OLD.circle_id);""",
    ),
    # Only the fixed facilitator holds a talk; only the member says that none is needed (R-C15).
    fact(
        "talk_keeps",
        f"""  IF NOT EXISTS (SELECT FROM circles_seat s WHERE s.id = NEW.seat_id
      AND s.circle_id = NEW.circle_id AND s.chair = 'member' AND s.state = 'seated'
      AND NOT s.is_child) THEN
    {no("a talk is with a member", _STATE)};
  END IF;
  his := NEW.circle_id = ANY(wall.open_circles_as('facilitator'));
  IF NEW.written_by IS DISTINCT FROM me OR (NEW.held_on IS NOT NULL
      AND (TG_OP = 'INSERT' OR NEW.held_on IS DISTINCT FROM OLD.held_on) AND his IS NOT TRUE) THEN
    {no("only the facilitator holds the talk")};
  END IF;
  IF NEW.held_on > wall.today() THEN
    {no("a talk was held before it is written down", _STATE)};
  END IF;
  IF NEW.is_waived AND (TG_OP = 'INSERT' OR NOT OLD.is_waived)
     AND NOT (NEW.seat_id = ANY(wall.my_seats()) OR (his AND NEW.read_back_at IS NOT NULL)) THEN
    {no("only the member says that no talk is needed")};
  END IF;""",
        declare="his boolean;",
    ),
    fact(
        "line_keeps",
        f"""  IF pg_trigger_depth() > 1 THEN
    RETURN NEW;  -- who led is erased
  END IF;
  IF NOT EXISTS (SELECT FROM circles_preparatorytalk t WHERE t.seat_id = NEW.seat_id
      AND t.circle_id = NEW.circle_id) THEN
    {no("a line comes out of a talk", _STATE)};
  END IF;
  IF NOT (NEW.seat_id = ANY(wall.my_seats()) AND NEW.written_by = me)
     AND {scribe("NEW.circle_id", "NEW.written_by", "NEW.read_back_at")} IS NOT TRUE THEN
    {no("a line is its member''s")};
  END IF;
  IF NEW.told_to IS NOT NULL AND NOT EXISTS (SELECT FROM circles_seat s
      WHERE s.circle_id = NEW.circle_id AND s.chair = 'facilitator' AND s.state = 'seated'
      AND s.participant_id = NEW.told_to) THEN
    {no("a line is told to the facilitator of now", _STATE)};
  END IF;""",
    ),
    # No yes by proxy: own hand, or said aloud and read back by the facilitator (R-C10).
    fact(
        "yes_keeps",
        f"""  SELECT * INTO who FROM circles_seat WHERE id = NEW.seat_id
    AND circle_id = NEW.circle_id AND state = 'seated' AND NOT is_child;
  IF who.id IS NULL OR NOT EXISTS (SELECT FROM circles_supportcircle c WHERE c.id = NEW.circle_id
      AND c.state = 'start_decision') THEN
    {no("now nobody is asked for a yes", _STATE)};
  END IF;
  IF NOT (who.participant_id IS NOT DISTINCT FROM me AND NEW.written_by = me)
     AND (who.chair = 'member' AND
       {scribe("NEW.circle_id", "NEW.written_by", "NEW.read_back_at")}) IS NOT TRUE THEN
    {no("nobody says yes for another")};
  END IF;""",
        declare="who circles_seat;",
    ),
]
