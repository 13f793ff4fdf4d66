"""Who may do what in the exchange, one file per noun. The walls in the database say the same."""
