"""Any meeting of residents: agenda, rounds, head count, harvest, and what people think of it."""
