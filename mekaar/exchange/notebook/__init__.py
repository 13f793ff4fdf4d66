"""The notebook that a community centre already keeps: read, understood row by row, given back."""
