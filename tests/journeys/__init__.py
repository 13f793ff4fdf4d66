"""Journeys of the design in a real browser, each with and without JavaScript."""
