"""Measuring pages at two sizes of a neighbourhood; see README.md."""
