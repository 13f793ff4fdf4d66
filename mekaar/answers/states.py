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

# "Dit helpt mij" closes what was never asked; other words wait for a new yes.
QUESTION = machine(
    "question",
    starts=("told",),
    moves=[
        ("told", "open", "the owner, of exactly these words"),
        ("open", "told", "the owner"),
        ("told", "closed", "the owner"),
        ("open", "closed", "the owner"),
    ],
)
