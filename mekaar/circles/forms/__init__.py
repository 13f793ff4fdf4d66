"""What people type in the room of the circle, made clean; nothing is saved here."""
