"""`python -m mekaar.language hide`: the text on standard input, personal details blanked."""

import argparse
from typing import Any

from mekaar.language import lines
from mekaar.language.hide import blanked


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command `hide`."""
    one = commands.add_parser(
        "hide", help="the text without its personal details; names are not found"
    )
    one.set_defaults(run=run)


def run(_given: argparse.Namespace) -> int:
    """The same text, line for line, with each detail blanked."""
    lines.write(blanked(line) for line in lines.read())
    return 0
