"""Mekaar: software with which a Dutch neighbourhood looks after itself."""
