"""The wall around people: yourself, who helps you now, and who you said yes to and who said yes."""

from mekaar.core.walls import Machinery, Wall, definer, is_private
from mekaar.people import guests
from mekaar.people.guests import NO_GUEST, NOT_AS_GUEST, never_of_a_guest
from mekaar.people.models import LONGEST_VISIT_TIME, DeskVisit

MINE = "participant_id = (SELECT wall.me())"
HELPED = "participant_id = ANY((SELECT wall.helping())::uuid[])"
MINE_OR_HELPED = f"{MINE} OR {HELPED}"
AT_THE_DESK = "(SELECT wall.holds('host', 'connector'))"

# One by one: why a visit may be opened.
_REASONS = ", ".join(f"'{why}'" for why in DeskVisit.Why.values)
LONGEST_VISIT = f"{LONGEST_VISIT_TIME.total_seconds():.0f} seconds"


def key_goes_along(table: str) -> tuple[str, str]:
    """SQL: when a row of this table goes, the key goes with which its words were sealed."""
    return (
        f"DROP TRIGGER IF EXISTS key_goes_along ON {table}",
        f"CREATE TRIGGER key_goes_along AFTER DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION wall.key_goes_along()",
    )


FUNCTIONS = [
    *guests.FUNCTIONS,
    # The closed key of an owner. Without the key ring of the house it opens nothing.
    definer(
        "key_of(whose uuid)", "bytea", "SELECT wrapped FROM people_ownerkey WHERE owner = whose"
    ),
    # Sealed words with what is needed to open them; what is empty is not sealed.
    """CREATE OR REPLACE FUNCTION wall.to_open(thing uuid, here uuid, whose uuid, sealed bytea)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $wall$
  SELECT CASE WHEN sealed = ''::bytea THEN sealed ELSE uuid_send(thing) || uuid_send(here)
    || uuid_send(whose) || wall.key_of(whose) || sealed END
$wall$""",
    # Keys for who has none yet; a key is never replaced here.
    """CREATE OR REPLACE FUNCTION wall.keys_for(owners uuid[], place uuid, made bytea[])
RETURNS TABLE (whose uuid, closed bytea) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF place IS DISTINCT FROM wall.here() AND wall.here() IS NOT NULL THEN
    RAISE EXCEPTION 'a key is made where its owner is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO people_ownerkey (owner, neighbourhood_id, wrapped)
    SELECT one.owner, place, one.wrapped FROM unnest(owners, made) AS one(owner, wrapped)
    ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT k.owner, k.wrapped FROM people_ownerkey k WHERE k.owner = ANY(owners);
END $wall$""",
    """CREATE OR REPLACE FUNCTION wall.key_goes_along() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  DELETE FROM people_ownerkey WHERE owner = OLD.id;
  RETURN NULL;
END $wall$""",
    definer(
        "holds(VARIADIC roles text[])",
        "boolean",
        "SELECT EXISTS (SELECT FROM people_roleheld WHERE neighbourhood_id = wall.here()"
        " AND participant_id = wall.me() AND role = ANY(roles)"
        " AND since <= now() AND (until IS NULL OR until > now()))",
    ),
    definer(
        "helping()",
        "uuid[]",
        "SELECT coalesce(array_agg(v.resident_id), '{}') FROM people_deskvisit v"  # noqa: S608
        " JOIN people_participant p ON p.id = v.resident_id AND p.neighbourhood_id = wall.here()"
        f" AND p.{NO_GUEST}"
        " WHERE v.neighbourhood_id = wall.here() AND v.helper_id = wall.me()"
        f" AND v.ended_at IS NULL AND v.started_at > now() - interval '{LONGEST_VISIT}'"
        " AND wall.holds('host', 'connector')",
    ),
    definer(
        "may_erase(who uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM people_participant WHERE id = who"
        " AND neighbourhood_id = wall.here()"
        " AND (id = wall.me() OR id = ANY(wall.helping())))",
    ),
    # A visit is of now, for a reason that the resident reads; only its end is written afterwards.
    f"""CREATE OR REPLACE FUNCTION wall.sound_visit() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.why NOT IN ({_REASONS}) THEN
      RAISE EXCEPTION 'a visit has a reason' USING ERRCODE = 'check_violation';
    END IF;
    NEW.started_at := now();
  ELSIF (to_jsonb(NEW) - 'ended_at') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at')
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) THEN
    RAISE EXCEPTION 'of a visit only the end is written' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
    # Of a ring only the answer is written; what was said at the door may go, and never be changed.
    """CREATE OR REPLACE FUNCTION wall.only_answered() RETURNS trigger LANGUAGE plpgsql AS $wall$
DECLARE said text[] := ARRAY['name', 'reach', 'words'];
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - said - ARRAY['answered_at', 'answered_by', 'rung_by'])
     IS DISTINCT FROM (to_jsonb(OLD) - said - ARRAY['answered_at', 'answered_by', 'rung_by'])
     OR NEW.name NOT IN (OLD.name, '') OR NEW.reach NOT IN (OLD.reach, '')
     OR NEW.words NOT IN (OLD.words, '')
     OR (NEW.rung_by IS NOT NULL AND NEW.rung_by IS DISTINCT FROM OLD.rung_by) THEN
    RAISE EXCEPTION 'what was said at the door stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
    # One word, so that a notice can be queued without reading how somebody can be reached.
    definer(
        "channel_of(who uuid)",
        "text",
        # Nobody spoke yet with who came out of a notebook: a number there is not a yes to a call.
        "SELECT coalesce((SELECT CASE WHEN p.state = 'draft' THEN 'page'"  # noqa: S608
        " WHEN r.kind = 'email' AND r.email <> '' THEN 'email'"
        # Who calls is somebody of the desk, for whom a guest is not there.
        f" WHEN r.kind IN ('phone', 'via') AND p.{NO_GUEST} THEN 'call' ELSE 'page' END"
        " FROM people_participant p LEFT JOIN people_reachpreference r ON r.participant_id = p.id"
        " WHERE p.id = who AND p.neighbourhood_id = wall.here()"
        " AND wall.me() IS NOT NULL), 'page')",
    ),
    # Who waits for a call that they chose: for these the desk may see the number.
    definer(
        "to_call()",
        "uuid[]",
        "SELECT coalesce(array_agg(DISTINCT n.recipient), '{}') FROM notices_notice n"  # noqa: S608
        " JOIN people_reachpreference r ON r.participant_id = n.recipient"
        " AND r.kind IN ('phone', 'via')"
        f" JOIN people_participant p ON p.id = n.recipient AND p.{NO_GUEST}"
        " WHERE n.neighbourhood_id = wall.here() AND n.channel = 'call' AND n.done_at IS NULL"
        " AND wall.holds('host', 'connector')",
    ),
    # Who no longer wants to be called is off the list at once (invariant 20): what waited for a
    # call waits on the own page. It looks through the wall of the notices.
    """CREATE OR REPLACE FUNCTION wall.off_the_call_list() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF NEW.kind NOT IN ('phone', 'via') THEN
    UPDATE notices_notice SET channel = 'page' WHERE neighbourhood_id = NEW.neighbourhood_id
      AND recipient = NEW.participant_id AND channel = 'call' AND done_at IS NULL;
  END IF;
  RETURN NULL;
END $wall$""",
    # Names in a journal: of who holds or held a role, of myself, of who said yes as I did. Of
    # others only that they exist; whoever is not in the answer was erased.
    definer(
        "names_in_journal(ids uuid[])",
        "TABLE(id uuid, code text, name bytea)",
        "SELECT p.id, p.code::text, CASE WHEN p.id = ANY(u.us) OR p.id = ANY(wall.knows())"  # noqa: S608
        " OR EXISTS (SELECT FROM people_roleheld r WHERE r.participant_id = p.id)"
        " THEN wall.to_open(p.id, p.neighbourhood_id, p.id, p.display_name) ELSE '' END"
        " FROM people_participant p, (SELECT wall.helping() || wall.me() AS us) u"
        " WHERE p.neighbourhood_id = wall.here() AND p.id = ANY(ids)"
        " AND EXISTS (SELECT FROM journal_entry e WHERE e.neighbourhood_id = wall.here()"
        " AND e.whose = ANY(u.us) AND e.by = p.id"
        # Who did something in a private room stands for a helper in no line.
        f" AND (wall.me() IN (e.whose, e.by) OR NOT {is_private('e.verb')}))",
    ),
    # Searching by name goes around the walls' row-by-row check, so that it can use its index; it
    # answers only for the desk, only in this neighbourhood, and only with ids.
    definer(
        "find_people(keys bigint[], most integer)",
        "SETOF uuid",
        "SELECT id FROM people_participant WHERE neighbourhood_id = wall.here()"  # noqa: S608
        f" AND wall.holds('host', 'connector') AND {NO_GUEST} AND find_keys @> keys LIMIT most",
    ),
    # Who belongs to a group is said by somebody of the desk, of another; afterwards the row is the
    # member's own again.
    """CREATE OR REPLACE FUNCTION wall.confirm_member(which uuid) RETURNS boolean LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
  WITH said AS (UPDATE people_groupmember SET confirmed_at = now()
    WHERE id = which AND neighbourhood_id = wall.here() AND confirmed_at IS NULL
      AND participant_id <> wall.me() AND wall.holds('host', 'connector') RETURNING id)
  SELECT EXISTS (SELECT FROM said)
$wall$""",
]

WALLS = [
    Wall(
        "people.Participant",
        see=(
            f"id = (SELECT wall.me()) OR ({AT_THE_DESK} AND {NO_GUEST})"
            " OR id = ANY((SELECT wall.knows())::uuid[])"
        ),
        add=f"{AT_THE_DESK} AND {NO_GUEST}",
        change="id = (SELECT wall.me()) OR id = ANY((SELECT wall.helping())::uuid[])",
        remove="id = (SELECT wall.me()) OR id = ANY((SELECT wall.helping())::uuid[])",
        sql=(*key_goes_along("people_participant"), *guests.TRIGGERS),
    ),
    Wall(
        "people.ReachPreference",
        see=(
            f"{MINE_OR_HELPED} OR participant_id = ANY((SELECT wall.knows())::uuid[])"
            " OR participant_id = ANY((SELECT wall.to_call())::uuid[])"
        ),
        add=f"{MINE_OR_HELPED} OR {AT_THE_DESK}",
        change=MINE_OR_HELPED,
        remove=MINE_OR_HELPED,
        sql=(
            "DROP TRIGGER IF EXISTS off_the_call_list ON people_reachpreference",
            "CREATE TRIGGER off_the_call_list AFTER UPDATE OF kind ON people_reachpreference"
            " FOR EACH ROW EXECUTE FUNCTION wall.off_the_call_list()",
        ),
    ),
    Wall(
        "people.RoleHeld",
        see=f"{MINE} OR {AT_THE_DESK}",
        remove=MINE_OR_HELPED,
        sql=never_of_a_guest("people_roleheld"),
    ),
    Wall(
        "people.DeskVisit",
        see="helper_id = (SELECT wall.me()) OR resident_id = (SELECT wall.me())",
        add=(
            f"helper_id = (SELECT wall.me()) AND {AT_THE_DESK} AND resident_id IN"  # noqa: S608
            " (SELECT id FROM people_participant WHERE neighbourhood_id = (SELECT wall.here())"
            f" AND {NO_GUEST})"
        ),
        change="helper_id = (SELECT wall.me())",
        remove=(
            "resident_id = (SELECT wall.me()) OR resident_id = ANY((SELECT wall.helping())::uuid[])"
        ),
        sql=(
            "DROP TRIGGER IF EXISTS sound_visit ON people_deskvisit",
            "CREATE TRIGGER sound_visit BEFORE INSERT OR UPDATE ON people_deskvisit"
            " FOR EACH ROW EXECUTE FUNCTION wall.sound_visit()",
        ),
    ),
    Wall(
        "people.Doorbell",
        see=(
            f"{AT_THE_DESK} OR rung_by = (SELECT wall.me())"
            " OR rung_by = ANY((SELECT wall.helping())::uuid[])"
        ),
        add=(
            f"{NOT_AS_GUEST} AND answered_at IS NULL AND answered_by IS NULL AND (rung_by IS NULL"
            " OR rung_by = (SELECT wall.me()) OR rung_by = ANY((SELECT wall.helping())::uuid[]))"
        ),
        change=AT_THE_DESK,
        remove=AT_THE_DESK,
        sql=(
            *key_goes_along("people_doorbell"),
            "DROP TRIGGER IF EXISTS only_answered ON people_doorbell",
            "CREATE TRIGGER only_answered BEFORE UPDATE ON people_doorbell"
            " FOR EACH ROW EXECUTE FUNCTION wall.only_answered()",
        ),
    ),
    # Nobody reads or writes keys but the functions above.
    Wall("people.OwnerKey"),
    Wall(
        "people.Group",
        see=f"(SELECT wall.me()) IS NOT NULL AND {NOT_AS_GUEST}",
        add=AT_THE_DESK,
        change=AT_THE_DESK,
    ),
    Wall(
        "people.GroupMember",
        see=f"{MINE_OR_HELPED} OR (confirmed_at IS NULL AND {AT_THE_DESK})",
        add=f"({MINE} AND confirmed_at IS NULL) OR {HELPED}",
        remove=f"{MINE_OR_HELPED} OR (confirmed_at IS NULL AND {AT_THE_DESK})",
        sql=never_of_a_guest("people_groupmember"),
    ),
]

# What erasing a participant takes away on this floor ($1 is the participant), in this order.
ERASE = [
    "DELETE FROM django_session s USING people_account a WHERE a.participant_id = $1"
    " AND s.expire_date IS NOT NULL AND s.session_key IN"
    " (SELECT session_key FROM people_sessionof WHERE account_id = a.id)",
    "DELETE FROM people_sessionof WHERE account_id IN"
    " (SELECT id FROM people_account WHERE participant_id = $1)",
    "DELETE FROM people_signincard WHERE account_id IN"
    " (SELECT id FROM people_account WHERE participant_id = $1)",
    "DELETE FROM account_emailconfirmation WHERE email_address_id IN"
    " (SELECT e.id FROM account_emailaddress e JOIN people_account a ON a.id = e.user_id"
    " WHERE a.participant_id = $1)",
    "DELETE FROM account_emailaddress WHERE user_id IN"
    " (SELECT id FROM people_account WHERE participant_id = $1)",
    "DELETE FROM mfa_authenticator WHERE user_id IN"
    " (SELECT id FROM people_account WHERE participant_id = $1)",
    "DELETE FROM people_mailedcode WHERE account_id IN"
    " (SELECT id FROM people_account WHERE participant_id = $1)",
    "DELETE FROM people_account WHERE participant_id = $1",
    "DELETE FROM notices_notice WHERE recipient = $1",
    "DELETE FROM people_doorbell WHERE rung_by = $1",
    "DELETE FROM people_groupmember WHERE participant_id = $1",
    "DELETE FROM people_deskvisit WHERE resident_id = $1 OR helper_id = $1",
    "DELETE FROM people_roleheld WHERE participant_id = $1",
    "DELETE FROM people_reachpreference WHERE participant_id = $1",
    "DELETE FROM people_participant WHERE id = $1",
]

_SIGN_IN = "Sign-in machinery: read before anybody is known; holds keys and codes, no life."

MACHINERY = [
    Machinery("people_account", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("people_signincard", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("people_mailedcode", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("people_attempt", "SELECT, INSERT, DELETE", _SIGN_IN),
    Machinery("people_answered", "SELECT, INSERT, DELETE", _SIGN_IN),
    Machinery("people_sessionof", "SELECT, INSERT, DELETE", _SIGN_IN),
    Machinery("django_session", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("account_emailaddress", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("account_emailconfirmation", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("mfa_authenticator", "SELECT, INSERT, UPDATE, DELETE", _SIGN_IN),
    Machinery("django_content_type", "SELECT", "Names of models; Django asks for them."),
]
