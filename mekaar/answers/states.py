"""State machines of the room of answers."""

from mekaar.core.states import machine

# Other words are other words: what is said otherwise waits for a new yes of its teller (R-A10).
EXPERIENCE = machine(
    "experience",
    starts=("told",),
    moves=[
        ("told", "readable", "the teller, of exactly these words"),
        ("readable", "told", "the teller"),
    ],
)
