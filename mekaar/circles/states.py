"""State machines of the support circle (law-and-rules: Circle, Meeting, Plan version).

Who may make a move stands in rules.py; the walls say the same for every role of the database.
"""

from mekaar.core.states import machine

# Pausing and stopping are there from every state, by one action and without a reason (R-C02).
_RUNNING = ("sketch", "inviting", "preparing", "start_decision", "active")

CIRCLE = machine(
    "circle",
    starts=("sketch",),
    moves=[
        ("sketch", "inviting", "resident"),
        ("inviting", "preparing", "resident"),
        ("preparing", "inviting", "resident"),
        ("preparing", "start_decision", "resident"),
        ("start_decision", "preparing", "resident"),
        ("start_decision", "active", "resident, after everybody's own yes"),
        *[(state, "paused", "resident") for state in _RUNNING],
        *[("paused", state, "resident") for state in _RUNNING],
        *[(state, "ended", "resident") for state in (*_RUNNING, "paused")],
    ],
)

SEAT = machine(
    "seat",
    starts=("asked", "seated"),
    moves=[
        ("asked", "seated", "who is asked"),
        ("asked", "ready", "who is asked to take over as facilitator"),
        ("ready", "seated", "resident, after the hand-over talk"),
        ("asked", "declined", "who is asked"),
        ("ready", "declined", "who is asked"),
        ("seated", "left", "who sits there"),
        ("seated", "replaced", "resident, after the hand-over talk"),
        ("asked", "removed", "resident"),
        ("ready", "removed", "resident"),
        ("seated", "removed", "resident"),
    ],
)

# A meeting may end after every phase, also after being there (R-C19).
MEETING = machine(
    "meeting",
    starts=("agenda_draft",),
    moves=[
        ("agenda_draft", "released", "resident"),
        ("released", "agenda_draft", "resident"),
        ("agenda_draft", "called_off", "resident"),
        ("released", "called_off", "resident"),
        ("released", "being_there", "resident or facilitator"),
        ("being_there", "thinking_along", "resident or facilitator"),
        ("thinking_along", "supporting", "resident"),
        ("being_there", "written", "resident or facilitator"),
        ("thinking_along", "written", "resident or facilitator"),
        ("supporting", "written", "resident or facilitator"),
        ("written", "consented", "resident or facilitator, with the plan in force"),
    ],
)

PLAN = machine(
    "plan",
    starts=("draft",),
    moves=[
        ("draft", "consent_round", "resident or facilitator"),
        ("consent_round", "draft", "whoever objects, or the resident"),
        ("consent_round", "in_force", "resident or facilitator, after everybody's yes"),
        ("in_force", "superseded", "the next plan"),
    ],
)

AGREEMENT = machine(
    "agreement",
    starts=("proposed",),
    moves=[
        ("proposed", "agreed", "who does it"),
        ("proposed", "declined", "who does it"),
        ("agreed", "proposed", "resident or facilitator, with other words"),
        ("declined", "proposed", "resident or facilitator, with other words"),
        ("agreed", "declined", "who does it"),
        ("proposed", "vetoed", "resident"),
        ("agreed", "vetoed", "resident"),
        ("declined", "vetoed", "resident"),
    ],
)
