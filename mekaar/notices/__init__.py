"""Notices: what is queued to be sent, called or read, by id and channel only."""
