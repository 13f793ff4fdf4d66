"""What holds in a meeting and in the plan, for every role (invariants 6, 8, 9, 10)."""

from mekaar.circles.walls.facts import fact, no, scribe

_STATE = "check_violation"
_LEADS = "(NEW.resident_id = me OR NEW.circle_id = ANY(wall.open_circles_as('facilitator')))"
# The seat of a row, in the same circle, taken, and of who can say something.
_SEAT = """  SELECT * INTO who FROM circles_seat WHERE id = NEW.seat_id
    AND circle_id = NEW.circle_id AND state = 'seated' AND NOT is_child;
  IF who.id IS NULL THEN
    RAISE EXCEPTION 'who says this sits in the circle' USING ERRCODE = 'check_violation';
  END IF;"""

FACTS = [
    # Place, time and the third phase are the resident's; the agenda is released by the resident;
    # nobody meets before every member talked (invariant 6, R-C15, R-C17, R-C19).
    fact(
        "meeting_keeps",
        f"""  IF TG_OP = 'INSERT' THEN
    IF {_LEADS} IS NOT TRUE OR NOT EXISTS (SELECT FROM circles_supportcircle c
        WHERE c.id = NEW.circle_id AND c.state = 'active') THEN
      {no("a meeting is of a circle that began", _STATE)};
    END IF;
  END IF;
  IF me IS DISTINCT FROM NEW.resident_id AND (TG_OP = 'INSERT' AND (NEW.place, NEW.planned_for)
      IS DISTINCT FROM (''::bytea, NULL::timestamptz) OR TG_OP = 'UPDATE' AND
      (NEW.place, NEW.planned_for, NEW.time_alone)
      IS DISTINCT FROM (OLD.place, OLD.planned_for, OLD.time_alone)) THEN
    {no("place and time are the resident''s")};
  END IF;
  IF TG_OP = 'INSERT' THEN
    RETURN NEW;
  END IF;
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF {_LEADS} IS NOT TRUE OR (NEW.state IN ('released', 'agenda_draft', 'called_off', 'supporting')
      AND me IS DISTINCT FROM NEW.resident_id) THEN
    {no("that is the resident''s to do")};
  END IF;
  IF NEW.state = 'released' AND NOT EXISTS (SELECT FROM circles_agendapoint p
      WHERE p.meeting_id = NEW.id AND p.sort = 'point') THEN
    {no("an agenda has a point", _STATE)};
  END IF;
  IF NEW.state = 'being_there' AND (wall.talks_to_come(NEW.circle_id) > 0
      OR NOT EXISTS (SELECT FROM circles_supportcircle c WHERE c.id = NEW.circle_id
        AND c.state = 'active') OR NOT EXISTS (SELECT FROM circles_seat s
        WHERE s.circle_id = NEW.circle_id AND s.chair = 'facilitator' AND s.state = 'seated')) THEN
    {no("first every talk, with one facilitator", _STATE)};
  END IF;
  IF NEW.state = 'consented' AND NOT EXISTS (SELECT FROM circles_planversion v
      WHERE v.meeting_id = NEW.id AND v.state IN ('in_force', 'superseded')) THEN
    {no("a plan that everybody consented to", _STATE)};
  END IF;""",
    ),
    fact(
        "day_keeps",
        f"""  IF NOT EXISTS (SELECT FROM circles_circlemeeting m WHERE m.id = NEW.meeting_id
      AND m.circle_id = NEW.circle_id AND m.state = 'agenda_draft') THEN
    {no("days are chosen before the agenda is ready", _STATE)};
  END IF;""",
    ),
    # Who phones is typed by resident or facilitator; the row tells whose hand it was (R-C14).
    fact(
        "day_answer_keeps",
        f"""{_SEAT}
  IF NEW.written_by IS DISTINCT FROM me
     OR (who.participant_id = me OR {_LEADS}) IS NOT TRUE
     OR NOT EXISTS (SELECT FROM circles_possibleday d WHERE d.id = NEW.day_id
       AND d.circle_id = NEW.circle_id) THEN
    {no("an answer is somebody''s own, or typed for who phones")};
  END IF;""",
        declare="who circles_seat;",
    ),
    fact(
        "presence_keeps",
        f"""{_SEAT}
  IF NEW.written_by IS DISTINCT FROM me OR (who.participant_id = me OR {_LEADS}) IS NOT TRUE
     OR NOT EXISTS (SELECT FROM circles_circlemeeting m WHERE m.id = NEW.meeting_id
       AND m.circle_id = NEW.circle_id) THEN
    {no("who comes says so")};
  END IF;
  IF {_LEADS} IS NOT TRUE AND NEW.was_there
     AND (TG_OP = 'INSERT' OR NOT OLD.was_there) THEN
    {no("who was there is seen by the others")};
  END IF;""",
        declare="who circles_seat;",
    ),
    fact(
        "agenda_keeps",
        f"""  IF {_LEADS} IS NOT TRUE THEN
    {no("the agenda is made by resident and facilitator")};
  END IF;
  IF NOT EXISTS (SELECT FROM circles_circlemeeting m WHERE m.id = NEW.meeting_id
      AND m.circle_id = NEW.circle_id AND m.state = 'agenda_draft') THEN
    {no("an agenda that is released stays as it is", _STATE)};
  END IF;""",
    ),
    fact(
        "suggestion_keeps",
        f"""  IF TG_OP = 'INSERT'
     AND (NOT NEW.seat_id = ANY(wall.my_seats()) OR NEW.taken_over) THEN
    {no("a member suggests")};
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.words, NEW.seat_id) IS DISTINCT FROM (OLD.words, OLD.seat_id) THEN
    {no("a suggestion stays as it was said")};
  END IF;
{_SEAT}""",
        declare="who circles_seat;",
    ),
    # A version is made in the third phase; everybody is asked after every yes; it takes effect
    # when nobody waits, and the one before it goes in the same moment (R-C20, invariants 9, 10).
    fact(
        "plan_keeps",
        f"""  IF TG_OP = 'UPDATE' AND NEW.state = OLD.state
     AND NEW.in_force_since IS DISTINCT FROM OLD.in_force_since THEN
    {no("a plan takes effect in its own moment", _STATE)};
  END IF;
  IF {_LEADS} IS NOT TRUE AND pg_trigger_depth() < 2 THEN
    {no("the plan is written down by resident and facilitator")};
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM circles_circlemeeting m WHERE m.id = NEW.meeting_id
        AND m.circle_id = NEW.circle_id AND m.state = 'supporting') THEN
      {no("a plan is made in the third phase", _STATE)};
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.number <> OLD.number OR (NEW.state = OLD.state AND NEW.round <> OLD.round)
     OR (NEW.meeting_id <> OLD.meeting_id AND (OLD.state <> 'draft' OR NEW.state <> 'draft'
       OR NOT EXISTS (SELECT FROM circles_circlemeeting m WHERE m.id = NEW.meeting_id
         AND m.circle_id = NEW.circle_id AND m.state = 'supporting'))) THEN
    {no("a version stays of its meeting, or goes along to the next", _STATE)};
  END IF;
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state IN ('consent_round', 'in_force') AND (EXISTS (SELECT FROM circles_agreement a
      JOIN circles_seat s ON s.id = a.seat_id WHERE a.plan_id = NEW.id
      AND (a.state = 'proposed' OR (a.state = 'agreed' AND s.state <> 'seated'))) OR NOT EXISTS (
      SELECT FROM circles_agreement a WHERE a.plan_id = NEW.id AND a.state = 'agreed')) THEN
    {no("an agreement has the yes of who does it", _STATE)};
  END IF;
  IF NEW.state = 'consent_round' AND NEW.round <> OLD.round + 1 THEN
    {no("each time is a new round", _STATE)};
  END IF;
  IF NEW.state = 'in_force' THEN
    IF wall.plan_waits_for(NEW.id) > 0 THEN
      {no("a plan waits for everybody, and for every objection", _STATE)};
    END IF;
    UPDATE circles_planversion SET state = 'superseded'
      WHERE circle_id = NEW.circle_id AND state = 'in_force';
    NEW.in_force_since := now();
  END IF;
  IF NEW.state = 'superseded' AND pg_trigger_depth() < 2 THEN
    {no("only the next plan comes after this one", _STATE)};
  END IF;""",
    ),
    fact(
        "agreement_keeps",
        f"""  SELECT * INTO of_plan FROM circles_planversion
    WHERE id = NEW.plan_id AND circle_id = NEW.circle_id;
  SELECT * INTO who FROM circles_seat WHERE id = NEW.seat_id AND circle_id = NEW.circle_id;
  IF pg_trigger_depth() > 1 THEN
    RETURN NEW;  -- somebody left: what they would do goes back to the circle
  END IF;
  IF TG_OP = 'INSERT' OR (NEW.what, NEW."when", NEW.how_we_know, NEW.otherwise, NEW.until,
      NEW.seat_id, NEW.plan_id, NEW.crosses, NEW.phrase_keys) IS DISTINCT FROM (OLD.what,
      OLD."when", OLD.how_we_know, OLD.otherwise, OLD.until, OLD.seat_id, OLD.plan_id, OLD.crosses,
      OLD.phrase_keys) THEN
    IF {_LEADS} IS NOT TRUE THEN
      {no("the plan is written down by resident and facilitator")};
    END IF;
    IF of_plan.state IS DISTINCT FROM 'draft' OR NOT wall.meeting_is(of_plan.meeting_id,
        VARIADIC CASE TG_OP WHEN 'INSERT' THEN ARRAY['supporting']
        ELSE ARRAY['supporting', 'written'] END) THEN
      {no("agreements are of the third phase", _STATE)};
    END IF;
    IF who.state IS DISTINCT FROM 'seated' OR who.chair = 'facilitator' OR who.is_child
       OR NEW.state <> 'proposed' OR NEW.said_by IS NOT NULL THEN
      {no("an agreement is proposed to somebody of the circle", _STATE)};
    END IF;
    IF who.chair = 'member' AND ((who.kind <> 'professional' AND NEW.crosses <> '') OR EXISTS (
        SELECT FROM conversation_dailyactivity d WHERE d.participant_id = NEW.resident_id
        AND d.step = 'self_done' AND d.phrase_keys && NEW.phrase_keys)) THEN
      {no("nobody takes over what the resident does, or what nobody asks", _STATE)};
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('agreed', 'declined') AND (of_plan.state NOT IN
      ('draft', 'consent_round') OR NEW.said_by IS DISTINCT FROM me OR
      (who.participant_id = me OR (who.chair = 'member' AND
       {scribe("NEW.circle_id", "NEW.said_by", "NEW.said_back_at")})) IS NOT TRUE) THEN
    {no("nobody says yes for another")};
  END IF;
  IF NEW.state <> OLD.state AND NEW.state = 'vetoed' AND me IS DISTINCT FROM NEW.resident_id THEN
    {no("a veto is the resident''s")};
  END IF;
  IF NEW.state <> OLD.state AND NEW.state = 'proposed'
     AND ({_LEADS} AND of_plan.state = 'draft' AND NEW.said_by IS NULL) IS NOT TRUE THEN
    {no("the plan is written down by resident and facilitator")};
  END IF;
  IF NEW.state = OLD.state AND (NEW.said_by, NEW.said_back_at)
     IS DISTINCT FROM (OLD.said_by, OLD.said_back_at) THEN
    {no("what somebody said stays as it was said")};
  END IF;
  IF NEW.broken_at IS DISTINCT FROM OLD.broken_at AND (of_plan.state <> 'in_force'
      OR (who.participant_id = me OR {_LEADS}) IS NOT TRUE) THEN
    {no("who sees it says so", _STATE)};
  END IF;""",
        declare="of_plan circles_planversion; who circles_seat;",
    ),
    # The plan row is held, so that two who decide at the same moment come one after the other.
    fact(
        "consent_keeps",
        f"""  SELECT * INTO of_plan FROM circles_planversion
    WHERE id = NEW.plan_id AND circle_id = NEW.circle_id FOR UPDATE;
{_SEAT}
  IF of_plan.state IS DISTINCT FROM 'consent_round' OR NEW.round <> of_plan.round
     OR who.chair = 'facilitator' OR (TG_OP = 'UPDATE'
       AND (NEW.seat_id, NEW.plan_id) IS DISTINCT FROM (OLD.seat_id, OLD.plan_id)) THEN
    {no("nobody is asked now", _STATE)};
  END IF;
  IF NOT (who.participant_id IS NOT DISTINCT FROM me AND NEW.written_by = me
      AND NEW.answer <> 'heard') AND (who.chair = 'member' AND
      {scribe("NEW.circle_id", "NEW.written_by", "NEW.read_back_at")}) IS NOT TRUE THEN
    {no("nobody consents for another")};
  END IF;
  IF NEW.answer = 'heard' AND EXISTS (SELECT FROM circles_presence e
      WHERE e.meeting_id = of_plan.meeting_id AND e.seat_id = who.id AND e.was_there) THEN
    {no("who was there answers", _STATE)};
  END IF;""",
        declare="of_plan circles_planversion; who circles_seat;",
    ),
    fact(
        "objection_after",
        """  IF NEW.answer = 'objection' THEN
    UPDATE circles_planversion SET state = 'draft' WHERE id = NEW.plan_id
      AND state = 'consent_round';
  END IF;""",
    ),
    # Whoever takes back a yes, or leaves, while everybody is asked sends the plan back too.
    fact(
        "declined_after",
        """  IF (NEW.state IN ('declined', 'vetoed') AND OLD.state <> NEW.state)
     OR (NEW.broken_at IS NOT NULL AND OLD.broken_at IS NULL) THEN
    UPDATE circles_planversion SET state = 'draft' WHERE id = NEW.plan_id
      AND state = 'consent_round';
  END IF;""",
    ),
    fact(
        "shown_keeps",
        f"""  IF NEW.resident_id IS DISTINCT FROM me OR (NEW.goal_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM conversation_goal g WHERE g.id = NEW.goal_id
      AND g.participant_id = NEW.resident_id)) THEN
    {no("only the resident shows what is the resident''s")};
  END IF;""",
    ),
    fact(
        "feed_keeps",
        f"""  IF NEW.participant_id IS DISTINCT FROM me OR NOT EXISTS (SELECT FROM circles_seat s
      WHERE s.id = NEW.seat_id AND s.circle_id = NEW.circle_id AND s.participant_id = me
      AND s.state = 'seated') THEN
    {no("a calendar is of who sits there")};
  END IF;""",
    ),
]
