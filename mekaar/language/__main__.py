"""The command line: `python -m mekaar.language plain | hide | rank`."""

import argparse
import os
import sys
from typing import NoReturn

from mekaar.language import hide_command, plain_command, rank_command
from mekaar.language.errors import BadInput

DONE, UNUSABLE = 0, 2
COMMANDS = (plain_command, hide_command, rank_command)


class _OneSentence(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message[:1].upper()}{message[1:].rstrip('.')}.")


def main(words: list[str]) -> int:
    """Run one command; the exit code is 2 for what cannot be used."""
    parser = _OneSentence(prog="python -m mekaar.language", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    try:
        given = parser.parse_args(words)
        return int(given.run(given))
    except BadInput as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return UNUSABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
