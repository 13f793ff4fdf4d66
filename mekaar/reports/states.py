"""The state machine of a report (L-20)."""

from mekaar.core.states import machine

REPORT = machine(
    "report",
    starts=("open",),
    moves=[
        ("open", "decided", "who decides first, and neither wrote nor reported it"),
        ("decided", "appealed", "who wrote it or who reported it"),
        ("appealed", "settled", "who decides again, and is not who decided first"),
    ],
)
