"""The notices' wall: the recipient, and for calls the host and connector of the place."""

from mekaar.core.walls import Machinery, Wall

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
]

# What waits for who has a support circle, or sits in one, is not for the desk (ADR 30).
PRIVATE = "starts_with(kind, 'circles.')"

WALLS = [
    Wall(
        "notices.Notice",
        see=(
            "recipient = (SELECT wall.me())"
            f" OR (recipient = ANY((SELECT wall.helping())::uuid[]) AND NOT {PRIVATE})"
            f" OR (channel = 'call' AND (SELECT wall.holds('host', 'connector')) AND NOT {PRIVATE})"
        ),
        add=(
            "(SELECT wall.me()) IS NOT NULL"
            " AND (channel = 'page' OR channel = wall.channel_of(recipient))"
        ),
        change=(
            "recipient = (SELECT wall.me())"
            f" OR (recipient = ANY((SELECT wall.helping())::uuid[]) AND NOT {PRIVATE})"
            f" OR (channel = 'call' AND (SELECT wall.holds('host', 'connector')) AND NOT {PRIVATE})"
        ),
        remove="recipient = (SELECT wall.me())",
        sql=(
            "DROP TRIGGER IF EXISTS own_notice ON notices_notice",
            "CREATE TRIGGER own_notice BEFORE UPDATE ON notices_notice"
            " FOR EACH ROW EXECUTE FUNCTION wall.own_notice()",
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
