"""`mekaar journal`: is the journal whole, and where does it end? Runs as owner, reads only ids.

Who reads the journal stands in it: each neighbourhood that is read gets a line (NEN 7513).
"""

import argparse
import uuid
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mekaar.journal import chain
from mekaar.journal.actions import Line, record
from mekaar.journal.models import Anchor, Entry, Link


class Command(BaseCommand):
    help = (
        "verify: klopt het logboek nog? heads: waar eindigt het? Bewaar dat ergens anders,"
        " en geef het later mee met --heads BESTAND."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("do", choices=["verify", "heads"])
        parser.add_argument("--heads", type=Path, help="bestand met eerder bewaarde eindes")

    def handle(self, *, do: str, heads: Path | None, **options: object) -> None:
        everywhere = read = _neighbourhoods()
        if do == "heads":
            for here in read:
                self.stdout.write(str(chain.head(here)))
            _leave_lines("journal.heads.seen", read)
            return
        kept = _kept(heads) if heads else []
        everywhere = sorted({*everywhere, *(one.neighbourhood for one in kept)})
        wrong = [f"{here}: {fault}" for here in everywhere for fault in chain.faults(here, kept)]
        _leave_lines("journal.chain.seen", read)
        if wrong:
            raise CommandError("Het logboek klopt niet.\n" + "\n".join(wrong))
        self.stdout.write(f"Het logboek klopt ({len(everywhere)} buurten).")


def _leave_lines(verb: str, read: list[uuid.UUID]) -> None:
    """A line in every neighbourhood that was read; by nobody of its people, but on request."""
    for here in read:
        record(Line(verb, why="by_command"), by=None, here=here)


def _neighbourhoods() -> list[uuid.UUID]:
    return sorted(
        {
            here
            for model in (Link, Entry, Anchor)
            for here in model.objects.order_by().values_list("neighbourhood", flat=True).distinct()
        }
    )


def _kept(path: Path) -> list[chain.Head]:
    """Raises CommandError: the file cannot be read, or a line is not that of a head."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [chain.Head.read(line) for line in lines if line.strip()]
    except (OSError, ValueError) as trouble:
        raise CommandError(f"Dit bestand met eindes is niet te lezen: {path}.") from trouble
