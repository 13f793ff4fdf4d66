"""The walls of reports: nobody reads who reported whom, and what is hidden is hidden at once.

What hides (`hidden_things`) and who may decide (`things_to_judge`) is asked here by the walls of
the exchange. The tables move only by the functions and triggers below.
"""

from mekaar.core.walls import Wall, definer
from mekaar.people.walls import MINE_OR_HELPED, key_goes_along
from mekaar.reports import rules, states

_US = "(wall.helping() || wall.me())"
_REFUSE = "USING ERRCODE = 'insufficient_privilege'"
_MINE = (
    "ANY((SELECT wall.reported_by((SELECT wall.helping())::uuid[] || (SELECT wall.me())))::uuid[])"
)
_ABOUT_ME = _MINE.replace("reported_by", "reported_of")
_TO_JUDGE = "ANY((SELECT wall.to_judge())::uuid[])"


def _roles(roles: tuple[str, ...]) -> str:
    return ", ".join(f"'{role}'" for role in roles)


def _of(name: str, column: str) -> str:
    """Reports by, or of, people who are me or whom I help now."""
    return definer(
        f"{name}(who uuid[])",
        "uuid[]",
        "SELECT coalesce(array_agg(report_id), '{}') FROM reports_reportparties"
        f" WHERE neighbourhood_id = wall.here() AND {column} = ANY(who) AND {column} = ANY({_US})",
    )


FUNCTIONS = [
    # What others do not read now, by decision of a person.
    definer(
        "hidden_things()",
        "uuid[]",
        "SELECT coalesce(array_agg(thing), '{}') FROM reports_decision"
        " WHERE neighbourhood_id = wall.here() AND outcome IN ('hidden', 'removed')"
        " AND replaced_at IS NULL AND lifted_at IS NULL",
    ),
    _of("reported_by", "participant_id"),
    _of("reported_of", "writer"),
    # The reports I may decide now: never of mine, about me, of whom I help, or decided by me.
    definer(
        "to_judge()",
        "uuid[]",
        "SELECT coalesce(array_agg(r.id), '{}') FROM reports_report r"
        " JOIN reports_reportparties p ON p.report_id = r.id"
        " WHERE r.neighbourhood_id = wall.here() AND r.state IN ('open', 'appealed')"
        " AND (wall.me() IN (p.participant_id, p.written_by, p.writer)) IS NOT TRUE"
        " AND NOT ARRAY[p.participant_id, p.writer] && wall.helping()"
        f" AND ((r.state = 'open' AND wall.holds({_roles(rules.FIRST)}))"
        f" OR (r.state = 'appealed' AND wall.holds({_roles(rules.AGAIN)})"
        " AND NOT EXISTS (SELECT FROM reports_decision d WHERE d.report_id = r.id"
        " AND d.decided_by = wall.me())))",
    ),
    definer(
        "things_to_judge()",
        "uuid[]",
        "SELECT coalesce(array_agg(thing), '{}') FROM reports_report"
        " WHERE id = ANY(wall.to_judge())",
    ),
    # Whose words they are. Not a look through the walls: what one cannot read is nobody's.
    """CREATE OR REPLACE FUNCTION wall.writer_of(of_kind text, the_thing uuid) RETURNS uuid
LANGUAGE sql STABLE AS $wall$
  SELECT CASE of_kind
    WHEN 'ask' THEN (SELECT participant_id FROM exchange_ask WHERE id = the_thing)
    WHEN 'offer' THEN (SELECT participant_id FROM exchange_offer WHERE id = the_thing)
    WHEN 'telling' THEN (SELECT i.connector FROM exchange_side s
      JOIN exchange_introduction i ON i.id = s.introduction_id WHERE s.id = the_thing)
    WHEN 'arrangement' THEN (SELECT CASE WHEN giver_yes_at IS NULL OR asker_yes_at <= giver_yes_at
      THEN asker_id ELSE giver_id END FROM exchange_arrangement WHERE id = the_thing)
    WHEN 'experience' THEN (SELECT participant_id FROM answers_experience WHERE id = the_thing)
    WHEN 'question' THEN (SELECT participant_id FROM answers_question WHERE id = the_thing) END
$wall$""",
    # One reports what one reads oneself.
    f"""CREATE OR REPLACE FUNCTION wall.sound_report() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.writer_of(NEW.kind, NEW.thing) IS NULL THEN
    RAISE EXCEPTION 'only what one reads is reported' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # Whose words they are is filled in here, and told to nobody.
    f"""CREATE OR REPLACE FUNCTION wall.sound_parties() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  SELECT wall.writer_of(r.kind, r.thing) INTO NEW.writer FROM reports_report r
    WHERE r.id = NEW.report_id AND r.neighbourhood_id = NEW.neighbourhood_id;
  IF NEW.writer IS NULL OR NEW.writer = NEW.participant_id THEN
    RAISE EXCEPTION 'a report is about words of another' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # Held until the end of the transaction: two who decide at the same moment take turns.
    """CREATE OR REPLACE FUNCTION wall.take_report(which uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  PERFORM FROM reports_report WHERE id = which AND neighbourhood_id = wall.here() FOR UPDATE;
  RETURN which = ANY(wall.to_judge());
END $wall$""",
    f"""CREATE OR REPLACE FUNCTION wall.sound_decision() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE about reports_report;
BEGIN
  IF (wall.take_report(NEW.report_id) AND NEW.decided_by = wall.me()) IS NOT TRUE
     OR NEW.appealed_at IS NOT NULL OR NEW.appealed_by <> '' OR NEW.replaced_at IS NOT NULL
     OR NEW.lifted_at IS NOT NULL THEN
    RAISE EXCEPTION 'this is for another person to decide' {_REFUSE};
  END IF;
  SELECT * INTO about FROM reports_report WHERE id = NEW.report_id;
  NEW.kind := about.kind;
  NEW.thing := about.thing;
  NEW.nth := CASE about.state WHEN 'open' THEN 1 ELSE 2 END;
  RETURN NEW;
END $wall$""",
    # What a decision does, in the same transaction: what is hidden is no idea any more, and nobody
    # is asked for it (the ask goes back; the trigger let_go of the exchange does the rest).
    """CREATE OR REPLACE FUNCTION wall.decision_counts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  UPDATE reports_report SET state = CASE NEW.nth WHEN 1 THEN 'decided' ELSE 'settled' END
    WHERE id = NEW.report_id;
  UPDATE reports_decision SET replaced_at = now() WHERE report_id = NEW.report_id
    AND nth < NEW.nth;
  IF NEW.outcome <> 'stays' THEN
    DELETE FROM exchange_idea WHERE ask_id = NEW.thing OR offer_id = NEW.thing;
    UPDATE exchange_ask SET state = 'ideas_open', looking_again = true
      WHERE state = 'introduction_offered' AND id IN (
        SELECT i.ask_id FROM exchange_introduction i WHERE i.state IN ('offered', 'first_yes')
          AND (NEW.thing IN (i.ask_id, i.offer_id) OR EXISTS (SELECT FROM exchange_side s
            WHERE s.introduction_id = i.id AND s.id = NEW.thing)));
  END IF;
  RETURN NULL;
END $wall$""",
    # "Ik ben het er niet mee eens": by who wrote it or who reported it, or who helps one of them.
    f"""CREATE OR REPLACE FUNCTION wall.appeal(which uuid) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE side text;
BEGIN
  SELECT CASE WHEN writer = ANY({_US}) THEN 'writer' ELSE 'reporter' END INTO side
    FROM reports_reportparties WHERE report_id = which AND neighbourhood_id = wall.here()
    AND (writer = ANY({_US}) OR participant_id = ANY({_US}));
  IF side IS NULL THEN
    RETURN false;
  END IF;
  UPDATE reports_report SET state = 'appealed' WHERE id = which AND state = 'decided';
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE reports_decision SET appealed_at = now(), appealed_by = side
    WHERE report_id = which AND nth = 1;
  RETURN true;
END $wall$""",
    # What was hidden is read again once its writer said it differently; what was removed is not.
    """CREATE OR REPLACE FUNCTION wall.said_anew() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF (to_jsonb(NEW) -> 'words', to_jsonb(NEW) -> 'happened', to_jsonb(NEW) -> 'helped',
      to_jsonb(NEW) -> 'otherwise') IS DISTINCT FROM
     (to_jsonb(OLD) -> 'words', to_jsonb(OLD) -> 'happened', to_jsonb(OLD) -> 'helped',
      to_jsonb(OLD) -> 'otherwise') THEN
    UPDATE reports_decision SET lifted_at = now() WHERE neighbourhood_id = NEW.neighbourhood_id
      AND thing = NEW.id AND outcome = 'hidden' AND lifted_at IS NULL;
  END IF;
  RETURN NULL;
END $wall$""",
    """CREATE OR REPLACE FUNCTION wall.report_goes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  DELETE FROM reports_decision WHERE report_id = OLD.id;
  DELETE FROM reports_reportparties WHERE report_id = OLD.id;
  RETURN OLD;
END $wall$""",
]


def _trigger(name: str, table: str, when: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION wall.{name}()",
    )


WALLS = [
    Wall(
        "reports.Report",
        see=f"id = {_TO_JUDGE} OR id = {_MINE}",
        add="state = 'open' AND (SELECT wall.me()) IS NOT NULL",
        remove=f"state = 'open' AND id = {_MINE}",
        machines=(("state", states.REPORT),),
        sql=(
            *_trigger("sound_report", "reports_report", "BEFORE INSERT"),
            *_trigger("report_goes", "reports_report", "BEFORE DELETE"),
            *key_goes_along("reports_report"),
        ),
    ),
    # Whom to tell what was decided is read behind the engine's door, and nowhere else.
    Wall(
        "reports.ReportParties",
        see="(SELECT wall.engine())",
        add=(
            f"({MINE_OR_HELPED}) AND written_by = (SELECT wall.me())"
            " AND (written_by = participant_id OR read_back_at IS NOT NULL)"
        ),
        sql=_trigger("sound_parties", "reports_reportparties", "BEFORE INSERT"),
    ),
    Wall(
        "reports.Decision",
        see=(
            f"decided_by = (SELECT wall.me()) OR report_id = {_MINE} OR report_id = {_ABOUT_ME}"
            f" OR report_id = {_TO_JUDGE}"
        ),
        add="decided_by = (SELECT wall.me())",
        sql=(
            *_trigger("sound_decision", "reports_decision", "BEFORE INSERT"),
            *_trigger("decision_counts", "reports_decision", "AFTER INSERT"),
            *_trigger("said_anew", "exchange_ask", "AFTER UPDATE OF words"),
            *_trigger("said_anew", "exchange_offer", "AFTER UPDATE OF words"),
            *_trigger("said_anew", "answers_experience", "AFTER UPDATE"),
            *_trigger("said_anew", "answers_question", "AFTER UPDATE OF words"),
            *key_goes_along("reports_decision"),
        ),
    ),
]

# With the writer go all reports of their words; of who reported, the words and the open reports.
# What was decided about another's words stands, without who asked for it.
_GONE = (
    "SELECT p.report_id FROM reports_reportparties p JOIN reports_report r ON r.id = p.report_id"
    " WHERE p.writer = $1 OR (p.participant_id = $1 AND r.state = 'open')"
)
_REPORTED = "SELECT report_id FROM reports_reportparties WHERE participant_id = $1"

ERASE = [
    f"DELETE FROM notices_notice WHERE thing IN ({_GONE})",
    f"DELETE FROM reports_report WHERE id IN ({_GONE})",
    f"UPDATE reports_report SET words = '', name = '' WHERE id IN ({_REPORTED})",
    f"DELETE FROM people_ownerkey WHERE owner IN ({_REPORTED})",
    "UPDATE reports_reportparties SET participant_id = NULL WHERE participant_id = $1",
    "UPDATE reports_reportparties SET written_by = NULL WHERE written_by = $1",
    "UPDATE reports_decision SET decided_by = NULL WHERE decided_by = $1",
]
