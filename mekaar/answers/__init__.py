"""Answers: experiences of people who went through it, found again by meaning."""
