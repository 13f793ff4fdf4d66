"""What of a person's life a helper at the desk never meets: the room of the circles.

That somebody has a circle, and who is in it, is known to the people of that circle alone. So what
the journal and the notices say of it is for the person, not for who helps at the desk or calls.
"""

# Verbs of the journal and kinds of notices begin with their room. core/walls.py says it in SQL.
PRIVATE = "circles."


def is_private(name: str) -> bool:
    """Whether this verb or this kind of notice is of a private room."""
    return name.startswith(PRIVATE)
