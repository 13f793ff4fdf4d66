"""The command line: `python -m mekaar.language rank | …`, a table of subcommands.

Each subcommand is a module with `arguments(parser)`, which declares its arguments, and
`run(given) -> int`, which does the work and gives the exit code. Only the module that is asked for
is imported. What a module cannot work with it says by raising `BadInput` with one sentence.
"""

import argparse
import importlib
import os
import sys
from typing import NoReturn

from mekaar.language.errors import BadInput

COMMANDS = {
    "rank": ("mekaar.language.rank_command", "documents that fit each query, best first"),
}

DONE, UNUSABLE = 0, 2


class _OneSentence(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message[:1].upper()}{message[1:].rstrip('.')}.")


def main(words: list[str]) -> int:
    """Run one subcommand; the exit code is 2 for input that cannot be worked with."""
    try:
        parser = _OneSentence(prog="python -m mekaar.language", description=__doc__)
        commands = parser.add_subparsers(required=True, metavar="COMMAND")
        for name, (module, what) in COMMANDS.items():
            _add(commands.add_parser(name, help=what), module, asked=name in words[:1])
        given = parser.parse_args(words)
        return int(given.run(given))
    except BadInput as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return UNUSABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _add(parser: argparse.ArgumentParser, module: str, *, asked: bool) -> None:
    if asked:
        command = importlib.import_module(module)
        command.arguments(parser)
        parser.set_defaults(run=command.run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
