"""The notices' wall: the recipient, and for calls the host and connector of the place."""

from mekaar.core.walls import Machinery, Wall, is_private

# A notice goes to whom it was made for, by the way that person chose; a call is never made of it.
FUNCTIONS = [
    """CREATE OR REPLACE FUNCTION wall.own_notice() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF wall.builder() THEN
    RETURN NEW;
  END IF;
  IF (NEW.neighbourhood_id, NEW.recipient, NEW.kind, NEW.thing)
     IS DISTINCT FROM (OLD.neighbourhood_id, OLD.recipient, OLD.kind, OLD.thing)
     OR (NEW.channel <> OLD.channel
       AND NEW.channel NOT IN ('page', wall.channel_of(NEW.recipient))) THEN
    RAISE EXCEPTION 'a notice stays with its recipient' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
    # For every role: what is of a private room is never said on the phone by somebody of the desk.
    f"""CREATE OR REPLACE FUNCTION wall.never_called() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF NEW.channel = 'call' AND {is_private("NEW.kind")} THEN
    RAISE EXCEPTION 'this is read by its recipient alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $wall$""",
]

# The person's own; for the desk what is not of a private room: at the desk nobody has a circle.
_THEIRS_OR_OF_THE_DESK = (
    f"recipient = (SELECT wall.me()) OR (NOT {is_private('kind')}"
    " AND (recipient = ANY((SELECT wall.helping())::uuid[])"
    " OR (channel = 'call' AND (SELECT wall.holds('host', 'connector')))))"
)

WALLS = [
    Wall(
        "notices.Notice",
        see=_THEIRS_OR_OF_THE_DESK,
        add=(
            "(SELECT wall.me()) IS NOT NULL"
            " AND (channel = 'page' OR channel = wall.channel_of(recipient))"
        ),
        change=_THEIRS_OR_OF_THE_DESK,
        remove="recipient = (SELECT wall.me())",
        sql=(
            "DROP TRIGGER IF EXISTS own_notice ON notices_notice",
            "CREATE TRIGGER own_notice BEFORE UPDATE ON notices_notice"
            " FOR EACH ROW EXECUTE FUNCTION wall.own_notice()",
            "DROP TRIGGER IF EXISTS never_called ON notices_notice",
            "CREATE TRIGGER never_called BEFORE INSERT OR UPDATE ON notices_notice"
            " FOR EACH ROW EXECUTE FUNCTION wall.never_called()",
        ),
    ),
]

_QUEUE = "The queue's own tables: job names and ids of notices, never a name or a text."

MACHINERY = [
    Machinery("procrastinate_jobs", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
    Machinery("procrastinate_events", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
    Machinery("procrastinate_periodic_defers", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
    Machinery("procrastinate_workers", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
]
