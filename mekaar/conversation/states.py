"""State machines of the conversation room."""

from mekaar.core.states import machine

# Planned again on another day stays planned; only the resident chooses the place.
ENCOUNTER = machine(
    "encounter",
    starts=("wished", "held"),
    moves=[
        ("wished", "planned", "resident + connector"),
        ("wished", "held", "resident + connector"),
        ("planned", "held", "resident + connector"),
        ("wished", "withdrawn", "resident"),
        ("planned", "withdrawn", "resident"),
    ],
)
