"""`mekaar import FILE [--by WHO]`: read a notebook on the command line, as at the desk.

Shows what was understood, row by row. With `--by` the rows are taken over in one transaction, as
the host or connector WHO, so the walls stand here too; the rows that are not taken stand, with the
reason, in a file beside the notebook. Ends with 0 when that was done and with 1 when nothing was.
"""

import itertools
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from mekaar.core import db
from mekaar.core.errors import Refusal
from mekaar.exchange import actions
from mekaar.exchange.forms.notebook import FIELDS
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import Understood, understand
from mekaar.people.by import By
from mekaar.people.models import Account, Participant, RoleHeld


class Command(BaseCommand):
    """Take over a notebook (CSV or XLSX)."""

    help = "Lees een schrift (CSV of XLSX) en neem het over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het schrift, als CSV of XLSX")
        parser.add_argument(
            "--by", metavar="WHO", help="neem over als deze gastvrouw of verbinder: mail of code"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(options["file"], options["by"])
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _import(self, path: Path, who: str | None) -> None:
        read = understand(reading.read(_content(path)))
        for row in read.rows:
            self.stdout.write(_say(row))
        if read.unused:
            self.stdout.write(f"Niet gelezen kolommen: {', '.join(read.unused)}.")
        if who is None:
            self.stdout.write("Er is nog niets overgenomen. Doe dat met --by en een mailadres.")
            return
        by = _by(who)
        with db.acting(by.id, by.here):
            done = actions.take_over(read.rows, by=by)
        self.stdout.write(f"Overgenomen: {done.taken}. Stond er al: {done.known}.")
        if done.left:
            self.stdout.write(f"Niet overgenomen: {len(done.left)}. {_give_back(path, done.left)}")


def _content(path: Path) -> bytes:
    try:
        reading.require_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Het bestand {path} is niet te lezen.") from error


def _by(who: str) -> By:
    """Who signs in with this mail address or code, with the roles held now."""
    accounts = Account.objects.filter(Q(email=who) | Q(code=who))
    me = Participant.objects.filter(id__in=accounts.values("participant_id")).first()
    if me is None:
        raise CommandError(f"We kennen niemand met het mailadres of de code {who}.")
    held = RoleHeld.objects.now().filter(participant=me)
    return By(me=me, roles=frozenset(held.values_list("role", flat=True)))


def _give_back(notebook: Path, left: list[Understood]) -> str:
    """Write the rows that were not taken beside the notebook, over no other file."""
    names = (
        notebook.with_name(f"{notebook.stem}.niet-overgenomen{number}.csv")
        for number in itertools.chain([""], itertools.count(2))
    )
    rest = next(name for name in names if not name.exists())
    lines = [[*_cells(row), row.trouble] for row in left]
    try:
        rest.write_text(reading.write_csv([reading.rest_heading(), *lines]), encoding="utf-8")
    except OSError:
        return f"Het bestand {rest} kon niet gemaakt worden; de redenen staan hierboven."
    return f"Zie {rest}."


def _cells(row: Understood) -> list[str]:
    return [getattr(row, name) for name in FIELDS]


def _say(row: Understood) -> str:
    verdict = row.trouble or " ".join(row.remarks) or "begrepen"
    return f"{row.number:>5}  {' | '.join(cell for cell in _cells(row) if cell)}  ({verdict})"
