"""The nouns of this room."""

from mekaar.gatherings.models.gathering import Gathering, Harvest

__all__ = ["Gathering", "Harvest"]
