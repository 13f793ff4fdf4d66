#!/usr/bin/env python3
"""Django's management commands, with the database and settings of this checkout filled in."""

import sys

from launch.command import manage
from launch.trouble import as_program

if __name__ == "__main__":
    sys.exit(as_program(lambda: manage(sys.argv[1:])))
