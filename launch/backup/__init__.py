"""Backups of the house: made, looked at, put back (ADR 21).

`shelf` where they lie · `envelope` how they are closed · `server` what is backed up, with which
programs · `make` base, incremental, what is written since · `recover` a data folder out of them ·
`restore` a house out of that · `checks` whether it is whole · `command` the words people type.
"""
