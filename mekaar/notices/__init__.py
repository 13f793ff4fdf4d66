"""Notices: what is queued to be sent, called or printed, by id and channel only."""
