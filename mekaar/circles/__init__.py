"""Support circles: people of one's own choice round a plan of one's own (Samen Sterker, R-C01)."""
