"""Forms of this room: input to clean values; they never save."""
