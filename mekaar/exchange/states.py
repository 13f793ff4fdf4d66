"""State machines of the exchange room (../domain/law-and-rules, "State machines")."""

from mekaar.core.states import machine

_OPEN = ("draft", "with_connector", "encounter", "thinking", "ideas_open", "introduction_offered",
         "introduced", "arranged")  # fmt: skip

ASK = machine(
    "ask",
    starts=("draft", "with_connector"),
    moves=[
        ("draft", "with_connector", "asker"),
        ("with_connector", "encounter", "asker + connector"),
        ("encounter", "thinking", "asker"),
        ("encounter", "ideas_open", "asker"),
        ("thinking", "ideas_open", "asker"),
        ("ideas_open", "thinking", "asker"),
        ("ideas_open", "introduction_offered", "connector"),
        ("introduction_offered", "ideas_open", "no from one of the two, or taken back"),
        ("introduction_offered", "introduced", "both yes"),
        ("introduced", "ideas_open", "asker or giver: contact ended"),
        ("introduced", "arranged", "asker + giver"),
        ("arranged", "ideas_open", "giver: too much"),
        *[(state, "rounded_off", "asker") for state in _OPEN[1:]],
        *[(state, "withdrawn", "asker") for state in _OPEN],
    ],
)

# Who may make which move of an ask in the database: the turn of a connector; what moves along with
# the answers of two people (walls.py opens that door); and the asker alone.
BY_CONNECTOR = (
    ("with_connector", "encounter"),
    ("ideas_open", "introduction_offered"),
    ("introduction_offered", "ideas_open"),
)
ALONG = (
    ("introduction_offered", "ideas_open"),
    ("introduction_offered", "introduced"),
    ("introduced", "ideas_open"),
    ("introduced", "arranged"),
    ("arranged", "ideas_open"),
)
BY_ASKER = tuple((move.source, move.target) for move in ASK.moves if move.who == "asker")

OFFER = machine(
    "offer",
    starts=("draft", "open"),
    moves=[
        ("draft", "open", "giver"),
        ("open", "resting", "giver"),
        ("resting", "open", "giver"),
        ("draft", "withdrawn", "giver"),
        ("open", "withdrawn", "giver"),
        ("resting", "withdrawn", "giver"),
    ],
)

INTRODUCTION = machine(
    "introduction",
    starts=("offered",),
    moves=[
        ("offered", "first_yes", "the side that was asked first"),
        ("offered", "declined", "the side that was asked first"),
        ("first_yes", "introduced", "the other side"),
        ("first_yes", "declined", "either side"),
        ("offered", "withdrawn", "asker or connector, or giver whose offer is gone"),
        ("first_yes", "withdrawn", "asker or connector, or giver whose offer is gone"),
        ("introduced", "ended", "either side"),
    ],
)

ARRANGEMENT = machine(
    "arrangement",
    starts=("proposed",),
    moves=[
        ("proposed", "agreed", "asker + giver"),
        ("proposed", "withdrawn", "asker or giver"),
        ("agreed", "rounded_off", "asker or giver"),
    ],
)

# A round for a table; the job behaves as the connector who asked for it.
ROUND = machine(
    "round",
    starts=("queued",),
    moves=[
        ("queued", "running", "the job"),
        ("running", "ready", "the job"),
        *[(state, "stopped", "connector") for state in ("queued", "running")],
        *[(state, "failed", "the job, or connector: no sign of life")
          for state in ("queued", "running")],
    ],
)  # fmt: skip
