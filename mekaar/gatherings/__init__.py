"""Any meeting of residents but a circle: agenda, rounds, head count, harvest (R-A05, R-A09)."""
