"""The notices' wall: the recipient, and for calls and cards the host and connector of the place."""

from mekaar.core.walls import Machinery, Wall

WALLS = [
    Wall(
        "notices.Notice",
        see=(
            "recipient = (SELECT wall.me()) OR recipient = ANY((SELECT wall.helping())::uuid[])"
            " OR (channel IN ('call', 'print') AND (SELECT wall.holds('host', 'connector')))"
        ),
        add="(SELECT wall.me()) IS NOT NULL",
        change=(
            "recipient = (SELECT wall.me()) OR recipient = ANY((SELECT wall.helping())::uuid[])"
            " OR (channel IN ('call', 'print') AND (SELECT wall.holds('host', 'connector')))"
        ),
        remove="recipient = (SELECT wall.me())",
    ),
]

_QUEUE = "The queue's own tables: job names and ids of notices, never a name or a text."

MACHINERY = [
    Machinery("procrastinate_jobs", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
    Machinery("procrastinate_events", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
    Machinery("procrastinate_periodic_defers", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
    Machinery("procrastinate_workers", "SELECT, INSERT, UPDATE, DELETE", _QUEUE),
]
