"""The command line: `python -m mekaar.matching` with one of the words in `_parser`."""

import argparse
import gc
import importlib
import os
import sys
from pathlib import Path
from typing import NoReturn

from mekaar.matching.check import check
from mekaar.matching.files import read_bytes, read_file, read_told
from mekaar.matching.generate import generate
from mekaar.matching.ideas import ideas
from mekaar.matching.index import Index
from mekaar.matching.model import BadInstance
from mekaar.matching.packing.command import add_packing
from mekaar.matching.reading import parse
from mekaar.matching.rings import LONGEST, SHORTEST
from mekaar.matching.simulation.command import add_simulate
from mekaar.matching.why_not import why_not
from mekaar.matching.writing import as_json, instance_data, result_data, round_json

HOLDS, BROKEN, UNUSABLE = 0, 1, 2


class _OneSentence(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise BadInstance(f"{message[:1].upper()}{message[1:].rstrip('.')}.")


def main(words: list[str]) -> int:
    """Run one command; the exit code is 1 for a broken promise and 2 for unusable input."""
    try:
        given = _parser().parse_args(words)
        return int(given.run(given))
    except BadInstance as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return UNUSABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return HOLDS


def _parser() -> argparse.ArgumentParser:
    parser = _OneSentence(prog="python -m mekaar.matching", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("ideas", help="ideas for one ask, or why there are none")
    one.add_argument("instance", type=Path)
    one.add_argument("--ask", required=True)
    one.add_argument("--top", type=int, default=7)
    one.set_defaults(run=_ideas)
    two = commands.add_parser("check", help="does a result keep to the instance")
    two.add_argument("instance", type=Path)
    two.add_argument("result", type=Path)
    two.set_defaults(run=_check)
    three = commands.add_parser("generate", help="invented neighbourhoods")
    three.add_argument("--participants", type=int, required=True)
    three.add_argument("--seed", type=int, required=True)
    three.set_defaults(run=_generate)
    four = commands.add_parser("round", help="ideas for all open asks at once, with the proof")
    four.add_argument("instance", type=Path)
    four.add_argument("--rings-of-at-most", type=int, default=0, metavar="K")
    four.set_defaults(run=_round)
    for answer in (add_packing(commands), add_simulate(commands)):
        answer.set_defaults(run=_answer)
    return parser


def _answer(given: argparse.Namespace) -> int:
    """What a command of its own package says."""
    _write(as_json(given.answer(given)))
    return HOLDS


def _round(given: argparse.Namespace) -> int:
    if given.rings_of_at_most and not SHORTEST <= given.rings_of_at_most <= LONGEST:
        raise BadInstance(f"A ring has {SHORTEST} to {LONGEST} people.")
    gc.disable()  # millions of small things that all stay until the end
    rounds = importlib.import_module("mekaar.matching.rounds")
    made = rounds.make_round(
        read_told(given.instance), rounds.Options(prefer_rings=given.rings_of_at_most)
    )
    for piece in round_json(made):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    return HOLDS


def _ideas(given: argparse.Namespace) -> int:
    if given.top < 1:
        raise BadInstance("Argument --top must be at least 1.")
    instance = read_file(given.instance)
    index = Index(instance.offers)
    found = ideas(instance, given.ask, given.top, index=index)
    why = [] if found else why_not(instance, given.ask, index=index)
    _write(as_json(result_data(given.ask, found, why)))
    return HOLDS


def _check(given: argparse.Namespace) -> int:
    instance, result = read_file(given.instance), parse(read_bytes(given.result))
    if isinstance(result, dict) and "value" in result:
        checking = importlib.import_module("mekaar.matching.rounds.checking")
        wrong = checking.check_round(instance, result)
    else:
        wrong = check(instance, result)
    for sentence in wrong:
        sys.stderr.write(sentence + "\n")
    return BROKEN if wrong else HOLDS


def _generate(given: argparse.Namespace) -> int:
    _write(as_json(instance_data(generate(given.participants, given.seed))))
    return HOLDS


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
