"""`python -m mekaar.language plain`: sentences on standard input, a hardness score a line."""

import argparse
from typing import Any

from mekaar.language import lines
from mekaar.language.plain import hardness


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command `plain`."""
    one = commands.add_parser("plain", help="how hard each line is to read; higher is harder")
    one.set_defaults(run=run)


def run(_given: argparse.Namespace) -> int:
    """A score for every line, also for an empty one (0), in the same order."""
    lines.write(f"{hardness(line):.6f}" for line in lines.read())
    return 0
