"""The walls of guests in a circle: people from outside whom nobody else here may notice (L-16).

A guest is a participant of the neighbourhood for the database, so that signing in, erasing and the
keys of their words work as for everybody. For the desk, the board and every list they are not
there. A guest comes in by a letter of a circle, stays a guest, and asks and offers nothing here.
"""

from mekaar.core.walls import definer

# Beside who may see, in every condition about rows of people_participant.
NO_GUEST = "state <> 'guest'"
NOT_AS_GUEST = "NOT (SELECT wall.is_guest())"

FUNCTIONS = [
    definer(
        "is_guest()",
        "boolean",
        "SELECT EXISTS (SELECT FROM people_participant WHERE id = wall.me() AND state = 'guest')",
    ),
    # Whether a letter with this digest waits for an answer here now. Nobody writes letters on this
    # floor, so none is open; the room that writes them says it anew (its walls are raised later).
    definer("letter_is_open(letter bytea)", "boolean", "SELECT false"),
    # The one way in: nobody signed in, with an open letter. The desk adds neighbours, never guests.
    """CREATE OR REPLACE FUNCTION wall.welcome_guest(
  letter bytea, who uuid, its_code text, sealed_name bytea, speaks text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF wall.me() IS NOT NULL OR wall.here() IS NULL OR wall.letter_is_open(letter) IS NOT TRUE THEN
    RAISE EXCEPTION 'a guest comes with a letter' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO people_participant (id, neighbourhood_id, code, made_at, display_name, find_keys,
      state, language, languages, language_helper)
    VALUES (who, wall.here(), its_code, now(), sealed_name, '{}', 'guest', speaks, '{}', '');
END $wall$""",
    # No name is found by the keys of a guest; and the page of a role makes nobody a guest, nor a
    # guest somebody of the neighbourhood.
    """CREATE OR REPLACE FUNCTION wall.stays_guest() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.state = 'guest') <> (OLD.state = 'guest')
     AND NOT wall.builder() THEN
    RAISE EXCEPTION 'a guest stays a guest' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.state = 'guest' THEN
    NEW.find_keys := '{}';
  END IF;
  RETURN NEW;
END $wall$""",
    # For every role, also the one that migrates, imports and gives roles.
    """CREATE OR REPLACE FUNCTION wall.not_of_a_guest() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF EXISTS (SELECT FROM people_participant WHERE id = NEW.participant_id AND state = 'guest') THEN
    RAISE EXCEPTION 'this is for who belongs to the neighbourhood'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
]

TRIGGERS = (
    "DROP TRIGGER IF EXISTS stays_guest ON people_participant",
    "CREATE TRIGGER stays_guest BEFORE INSERT OR UPDATE ON people_participant"
    " FOR EACH ROW EXECUTE FUNCTION wall.stays_guest()",
)


def never_of_a_guest(table: str) -> tuple[str, str]:
    """SQL: no row of this table is of a guest (`participant_id`), whoever writes it."""
    return (
        f"DROP TRIGGER IF EXISTS not_of_a_guest ON {table}",
        f"CREATE TRIGGER not_of_a_guest BEFORE INSERT OR UPDATE OF participant_id ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION wall.not_of_a_guest()",
    )
