"""Tests of Mekaar: a folder per room, `house` for the whole, `promises` and `journeys` (6.10)."""
