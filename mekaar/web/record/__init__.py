"""Everything that is kept of a resident, as sections to read and print (R-B03)."""
