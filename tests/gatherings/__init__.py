"""Tests of the room of gatherings."""
