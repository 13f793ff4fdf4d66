"""People: participant, way to reach, roles at a place, desk work for another, signing in."""
