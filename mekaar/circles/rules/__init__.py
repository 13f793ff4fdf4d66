"""Who may do what in a circle; the walls in the database say the same."""
