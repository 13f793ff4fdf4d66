"""The places' wall: places are public knowledge; only the owner role changes them for now."""

from mekaar.core.walls import Wall

_PUBLIC = [
    "places.Building",
    "places.Organisation",
    "places.MeetingPlace",
    "places.OpeningHour",
    "places.Responsibility",
]

WALLS = [
    Wall("places.District", see="true", everywhere=True),
    Wall("places.Neighbourhood", see="true", everywhere=True),
    *[Wall(model, see="true") for model in _PUBLIC],
]
