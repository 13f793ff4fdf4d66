"""The subcommand `rank`: documents that fit each query, best first."""

import argparse

from mekaar.language.errors import BadInput


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `rank`."""
    parser.add_argument("--corpus", required=True)


def run(given: argparse.Namespace) -> int:
    """Rank the corpus for each query."""
    raise BadInput(f"Nothing ranks {given.corpus} yet.")
