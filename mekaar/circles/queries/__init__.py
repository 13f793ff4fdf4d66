"""Reads of the support circle, one file per noun."""
