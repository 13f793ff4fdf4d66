"""Places: neighbourhood, district, building, meeting place, organisation."""
