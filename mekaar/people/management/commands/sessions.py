"""`mekaar sessions end`: sign out one account or everybody, after a leak. Runs as owner."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from mekaar.core.ids import tidy_code
from mekaar.people.actions.leak import end_every_session, end_sessions_of
from mekaar.people.models import Account, Participant


class Command(BaseCommand):
    help = (
        "end --all: meldt iedereen af. end --account CODE: meldt één persoon overal af (code van"
        " de persoon of het account). Kaarten blijven werken; maak een kwijte kaart ongeldig."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("do", choices=["end"])
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", dest="everybody")
        which.add_argument("--account", metavar="CODE")

    def handle(self, *, everybody: bool, account: str | None, **options: object) -> None:
        ended = end_every_session() if everybody else end_sessions_of(_account(account or ""))
        self.stdout.write(
            f"{ended} sessies zijn beëindigd. Wie verder wil, meldt zich opnieuw aan."
        )


def _account(typed: str) -> Account:
    """The account with this code, or of the person with this code.

    Raises CommandError.
    """
    code = tidy_code(typed)
    person = Participant.objects.filter(code=code).first()
    found = Account.objects.filter(participant_id=person.id) if person else None
    account = (found or Account.objects.filter(code=code)).first()
    if account is None:
        raise CommandError(f"Niemand gevonden met {typed!r}. Gebruik de code.")
    return account
