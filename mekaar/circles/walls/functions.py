"""What the walls of a circle ask: where do I sit, what may come out by name (ADR 30).

Each looks through the walls for one answer. Who sits nowhere gets an empty one, the same as when
there is no circle at all.
"""

from mekaar.core.walls import definer

_SEATS = (
    "SELECT coalesce(array_agg({what}), '{{}}') FROM circles_seat s"
    " JOIN circles_supportcircle c ON c.id = s.circle_id"
    " WHERE s.neighbourhood_id = wall.here() AND s.participant_id = wall.me() AND {which}"
)


def _seats(what: str, which: str) -> str:
    return _SEATS.format(what=f"s.{what}", which=which)


# What is told of a circle is told to who sits in it: also that it is there.
_SITS = "{column} = ANY(wall.circles_as('resident', 'member', 'facilitator'))"
_NAME = "wall.to_open(p.id, p.neighbourhood_id, p.id, p.display_name)"

FUNCTIONS = [
    definer(
        "circles_as(VARIADIC chairs text[])",
        "uuid[]",
        _seats("circle_id", "s.state = 'seated' AND s.chair = ANY(chairs) AND c.state <> 'ended'"),
    ),
    # A circle that rests shows nothing but that it rests.
    definer(
        "open_circles_as(VARIADIC chairs text[])",
        "uuid[]",
        _seats(
            "circle_id",
            "s.state = 'seated' AND s.chair = ANY(chairs) AND c.state NOT IN ('paused', 'ended')",
        ),
    ),
    definer(
        "circles_asked_in()",
        "uuid[]",
        _seats("circle_id", "s.state IN ('asked', 'ready') AND c.state NOT IN ('paused', 'ended')"),
    ),
    definer(
        "my_seats()",
        "uuid[]",
        _seats("id", "s.state IN ('asked', 'ready', 'seated') AND c.state <> 'ended'"),
    ),
    # Resident and facilitator are called as they are; members as the resident calls them (the row).
    definer(
        "seat_names(asked uuid[])",
        "TABLE(id uuid, name bytea)",
        f"SELECT s.id, {_NAME} FROM circles_seat s"
        " JOIN people_participant p ON p.id = s.participant_id"
        " WHERE s.id = ANY(asked) AND s.chair <> 'member' AND s.neighbourhood_id = wall.here()"
        " AND (s.resident_id = wall.me() OR s.participant_id = wall.me()"
        " OR s.circle_id = ANY(wall.circles_as('member', 'facilitator')"
        " || wall.circles_asked_in()))",
    ),
    # Whom a resident can ask as facilitator: who said here that they can be asked, by name.
    definer(
        "facilitators()",
        "TABLE(id uuid, code text, name bytea)",
        f"SELECT DISTINCT p.id, p.code::text, {_NAME} FROM people_participant p"
        " JOIN people_roleheld r ON r.participant_id = p.id AND r.role = 'process_facilitator'"
        " AND r.neighbourhood_id = wall.here() AND r.since <= now()"
        " AND (r.until IS NULL OR r.until > now())"
        " WHERE p.neighbourhood_id = wall.here() AND p.id IS DISTINCT FROM wall.me()"
        " AND wall.me() IS NOT NULL",
    ),
    # What the resident shows of their own, in the last wording, while it is shown.
    definer(
        "shown_answers(which uuid)",
        "TABLE(question text, unknown_yet boolean, words bytea, other_language text,"
        " other_words bytea)",
        "SELECT DISTINCT ON (a.question) a.question::text, a.unknown_yet,"
        " wall.to_open(a.id, a.neighbourhood_id, a.participant_id, a.words),"
        " a.other_language::text,"
        " wall.to_open(a.id, a.neighbourhood_id, a.participant_id, a.other_words)"
        " FROM circles_shown s JOIN conversation_coreanswer a ON a.participant_id = s.resident_id"
        " AND a.question = s.what AND a.neighbourhood_id = s.neighbourhood_id"
        " WHERE s.circle_id = which AND s.neighbourhood_id = wall.here()"
        " AND (s.resident_id = wall.me()"
        " OR which = ANY(wall.open_circles_as('member', 'facilitator')))"
        " ORDER BY a.question, a.version DESC",
    ),
    definer(
        "shown_goals(which uuid)",
        "TABLE(id uuid, first_words bytea, words bytea, mark text, closed boolean)",
        "SELECT g.id, wall.to_open(g.id, g.neighbourhood_id, g.participant_id, g.first_words),"
        " wall.to_open(g.id, g.neighbourhood_id, g.participant_id, g.words), g.mark::text,"
        " g.closed_at IS NOT NULL"
        " FROM circles_shown s JOIN conversation_goal g ON g.id = s.goal_id"
        " AND g.participant_id = s.resident_id"
        " WHERE s.circle_id = which AND s.neighbourhood_id = wall.here()"
        " AND (s.resident_id = wall.me()"
        " OR which = ANY(wall.open_circles_as('member', 'facilitator')))"
        " ORDER BY g.made_at",
    ),
    # Where I sit or am asked to sit, beside my own circle: of whom it is, and whether it rests. Who
    # is only asked hears whose it is, and nothing of a circle that rests.
    definer(
        "my_chairs()",
        "TABLE(seat uuid, code text, chair text, state text, circle uuid, circle_code text,"
        " resident uuid, rests boolean, of_whom bytea, named bytea)",
        "SELECT s.id, s.code::text, s.chair::text, s.state::text, c.id, c.code::text,"
        f" c.resident_id, c.state = 'paused', {_NAME}, CASE WHEN s.state = 'seated'"
        " THEN wall.to_open(c.id, c.neighbourhood_id, c.resident_id, c.name) ELSE '' END"
        " FROM circles_seat s JOIN circles_supportcircle c ON c.id = s.circle_id"
        " JOIN people_participant p ON p.id = c.resident_id"
        " WHERE s.neighbourhood_id = wall.here() AND s.participant_id = wall.me()"
        " AND s.chair <> 'resident' AND c.state <> 'ended' AND (s.state = 'seated'"
        " OR (s.state IN ('asked', 'ready') AND c.state <> 'paused'))"
        " ORDER BY s.made_at",
    ),
    # Whether who is asked as facilitator comes after another: then the resident says yes as well.
    definer(
        "takes_over(which uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_seat m JOIN circles_seat s"
        " ON s.circle_id = m.circle_id AND s.chair = 'facilitator' AND s.id <> m.id"
        " AND s.state IN ('seated', 'left', 'replaced', 'removed') AND s.is_independent"
        " WHERE m.id = which AND m.chair = 'facilitator' AND m.participant_id = wall.me())",
    ),
    # Asked by the floor of the people (people/guests.py): who has an open letter may be a guest.
    definer(
        "letter_is_open(letter bytea)",
        "boolean",
        "SELECT EXISTS (SELECT FROM wall.letter(encode(letter, 'hex')))",
    ),
    # The letter of an invitation: who has the code, and only that, may read who asks whom.
    definer(
        "letter(code_digest text)",
        "TABLE(seat uuid, circle uuid, resident uuid, here uuid, named bytea, asked_by bytea)",
        "SELECT s.id, s.circle_id, s.resident_id, s.neighbourhood_id,"
        f" wall.to_open(s.id, s.neighbourhood_id, s.resident_id, s.name), {_NAME}"
        " FROM circles_seat s JOIN circles_supportcircle c ON c.id = s.circle_id"
        " JOIN people_participant p ON p.id = s.resident_id"
        " WHERE s.letter_digest = code_digest AND s.state = 'asked'"
        " AND c.state NOT IN ('paused', 'ended')",
    ),
    # Sitting down: the one who has the letter, as themselves. True when it was so.
    """CREATE OR REPLACE FUNCTION wall.take_seat(code_digest text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  UPDATE circles_seat SET participant_id = wall.me(), state = 'seated', letter_digest = NULL,
    written_by = wall.me(), read_back_at = NULL
    WHERE letter_digest = code_digest AND state = 'asked' AND chair = 'member'
    AND neighbourhood_id = wall.here() AND wall.me() IS NOT NULL AND resident_id <> wall.me()
    AND EXISTS (SELECT FROM wall.letter(code_digest));
  RETURN FOUND;
END $wall$""",
    # Who goes or says no does not see the chair any more, so the row is written through the wall;
    # whether they may is held by the facts, as for every other hand.
    """CREATE OR REPLACE FUNCTION wall.end_seat(which uuid, becomes text, back timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  UPDATE circles_seat SET state = becomes, letter_digest = NULL, written_by = wall.me(),
    read_back_at = back
    WHERE id = which AND becomes IN ('left', 'declined') AND neighbourhood_id = wall.here()
    AND (participant_id = wall.me() OR circle_id = ANY(wall.open_circles_as('facilitator')));
  RETURN FOUND;
END $wall$""",
    # "Nee, dank je": no name, no account, no reason.
    """CREATE OR REPLACE FUNCTION wall.refuse_letter(code_digest text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  UPDATE circles_seat SET state = 'declined', letter_digest = NULL
    WHERE letter_digest = code_digest AND state = 'asked' AND chair = 'member'
    AND EXISTS (SELECT FROM wall.letter(code_digest));
  RETURN FOUND;
END $wall$""",
    # The desk works blindly: whether there is a circle or not, it answers nothing, and the host
    # reads the same sentence. Members hear of it on their own page, in the same words as always.
    """CREATE OR REPLACE FUNCTION wall.circle_at_desk(whose uuid, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE one circles_supportcircle;
BEGIN
  IF (whose = ANY(wall.helping())) IS NOT TRUE THEN
    RAISE EXCEPTION 'only for whom you help now' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(whose::text, 30));
  SELECT * INTO one FROM circles_supportcircle c WHERE c.resident_id = whose
    AND c.neighbourhood_id = wall.here() AND c.state <> 'ended';
  IF what = 'begin' AND one.id IS NULL THEN
    one.id := gen_random_uuid();
    INSERT INTO circles_supportcircle (id, neighbourhood_id, code, made_at, resident_id, name,
        state, paused_from, written_by, read_back_at)
      VALUES (one.id, wall.here(), wall.some_code(), now(), whose, '', 'sketch', '', wall.me(),
        clock_timestamp());
    INSERT INTO circles_seat (id, neighbourhood_id, code, made_at, circle_id, resident_id, chair,
        state, state_since, participant_id, name, kind, is_child, some_meetings_only,
        is_independent, why, written_by, read_back_at)
      VALUES (gen_random_uuid(), wall.here(), wall.some_code(), now(), one.id, whose, 'resident',
        'seated', now(), whose, '', '', false, false, false, '', wall.me(), clock_timestamp());
  ELSIF what = 'pause' AND one.state <> 'paused' THEN
    UPDATE circles_supportcircle SET paused_from = state, state = 'paused', written_by = wall.me(),
      read_back_at = clock_timestamp() WHERE id = one.id;
    PERFORM wall.tell_circle(one.id, 'circles.rests');
  ELSIF what = 'go_on' AND one.state = 'paused' THEN
    UPDATE circles_supportcircle SET state = paused_from, paused_from = '', written_by = wall.me(),
      read_back_at = clock_timestamp() WHERE id = one.id;
    PERFORM wall.tell_circle(one.id, 'circles.goes_on');
  ELSIF what = 'stop' AND one.id IS NOT NULL THEN
    UPDATE circles_supportcircle SET state = 'ended', paused_from = '', ended_at = now(),
      written_by = wall.me(), read_back_at = clock_timestamp() WHERE id = one.id;
    PERFORM wall.tell_circle(one.id, 'circles.circle.stopped');
  END IF;
END $wall$""",
    """CREATE OR REPLACE FUNCTION wall.some_code() RETURNS text LANGUAGE sql VOLATILE AS $wall$
  SELECT upper(left(replace(gen_random_uuid()::text, '-', ''), 12))
$wall$""",
    # Everybody who sits there, on their own page; only the functions above may call it.
    """CREATE OR REPLACE FUNCTION wall.tell_circle(which uuid, news text) RETURNS void LANGUAGE sql
AS $wall$
  INSERT INTO notices_notice (id, neighbourhood_id, code, made_at, recipient, kind, thing, channel,
      tries)
    SELECT gen_random_uuid(), s.neighbourhood_id, wall.some_code(), now(), s.participant_id, news,
      which, 'page', 0
    FROM circles_seat s WHERE s.circle_id = which AND s.state = 'seated' AND s.chair <> 'resident'
      AND s.participant_id IS NOT NULL
$wall$""",
    # Which meetings a calendar shows: when, and where if its owner wants that.
    definer(
        "calendar_of(secret_digest text)",
        "TABLE(meeting uuid, at timestamptz, place bytea)",
        "SELECT m.id, m.planned_for, CASE WHEN f.with_place"
        " THEN wall.to_open(m.id, m.neighbourhood_id, m.resident_id, m.place) ELSE '' END"
        " FROM circles_calendarfeed f JOIN circles_seat s ON s.id = f.seat_id"
        " AND s.state = 'seated' JOIN circles_supportcircle c ON c.id = f.circle_id"
        " AND c.state NOT IN ('paused', 'ended') JOIN circles_circlemeeting m"
        " ON m.circle_id = f.circle_id AND m.state NOT IN ('agenda_draft', 'called_off')"
        " WHERE f.digest = secret_digest AND m.planned_for > now() - interval '3 months'"
        " ORDER BY m.planned_for",
    ),
    definer(
        "is_calendar(secret_digest text)",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_calendarfeed WHERE digest = secret_digest)",
    ),
    definer(
        "meeting_is(which uuid, VARIADIC states text[])",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_circlemeeting"
        f" WHERE id = which AND state = ANY(states) AND {_SITS.format(column='circle_id')})",
    ),
    definer(
        "day_is_open(which uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_possibleday d JOIN circles_circlemeeting m"
        " ON m.id = d.meeting_id AND m.state = 'agenda_draft' AND m.planned_for IS NULL"
        f" WHERE d.id = which AND {_SITS.format(column='d.circle_id')})",
    ),
    definer(
        "plan_is(which uuid, VARIADIC states text[])",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_planversion"
        f" WHERE id = which AND state = ANY(states) AND {_SITS.format(column='circle_id')})",
    ),
    # Whether the resident does alone what these words would take over (R-B04): answered only to
    # the resident and to the facilitator, who write the plan down.
    definer(
        "resident_does(which uuid, told bigint[])",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_supportcircle c JOIN conversation_dailyactivity d"
        " ON d.participant_id = c.resident_id AND d.neighbourhood_id = c.neighbourhood_id"
        " WHERE c.id = which AND d.step = 'self_done' AND d.phrase_keys && told"
        " AND (c.resident_id = wall.me() OR c.id = ANY(wall.open_circles_as('facilitator'))))",
    ),
    # A seat of somebody without an account: only the facilitator can write for them.
    definer(
        "only_phones(which uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM circles_seat WHERE id = which AND participant_id IS NULL"
        f" AND {_SITS.format(column='circle_id')})",
    ),
    definer(
        "sketch_shown()",
        "uuid[]",
        "SELECT coalesce(array_agg(circle_id), '{}') FROM circles_shown WHERE what = 'sketch'"
        " AND circle_id = ANY(wall.open_circles_as('facilitator'))",
    ),
    # Who still has to say something before a plan takes effect: nobody, or how many.
    definer(
        "plan_waits_for(which uuid)",
        "bigint",
        "SELECT count(*) FROM circles_planversion v JOIN circles_seat s"
        " ON s.circle_id = v.circle_id AND s.state = 'seated' AND s.chair <> 'facilitator'"
        " AND NOT s.is_child WHERE v.id = which AND "
        f"{_SITS.format(column='v.circle_id')} AND NOT EXISTS ("
        "SELECT FROM circles_consent k WHERE k.plan_id = v.id AND k.round = v.round"
        " AND k.seat_id = s.id AND (k.answer = 'consent' OR (k.answer = 'heard' AND NOT EXISTS ("
        "SELECT FROM circles_presence e WHERE e.meeting_id = v.meeting_id AND e.seat_id = s.id"
        " AND e.was_there))))",
    ),
    # Members who did not talk with the facilitator and did not say that they need not.
    definer(
        "talks_to_come(which uuid)",
        "bigint",
        f"SELECT count(*) FROM circles_seat s WHERE s.circle_id = which"
        f" AND {_SITS.format(column='s.circle_id')} AND s.chair = 'member'"
        " AND s.state = 'seated' AND NOT s.is_child"
        " AND NOT EXISTS (SELECT FROM circles_preparatorytalk t WHERE t.seat_id = s.id)",
    ),
]
