"""Tests of the ideas engine; they need no database."""
