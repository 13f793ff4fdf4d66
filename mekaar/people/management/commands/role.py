"""`mekaar role`: give or end a role, or let somebody set up the second step anew. Runs as owner."""

import argparse

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from mekaar.core.dates import say_day
from mekaar.core.ids import tidy_code
from mekaar.people.actions.roles import begin_with, end_role, give_role
from mekaar.people.actions.second_step import START_CODE_LASTS, new_start_code
from mekaar.people.models import Account, Participant, RoleHeld
from mekaar.people.queries import has_roles
from mekaar.people.second_step import kinds_of
from mekaar.places.models import Neighbourhood


class Command(BaseCommand):
    help = (
        "Geeft of beëindigt een taak. Voorbeeld: role give ria@voorbeeld.nl host."
        " Of: role forget CODE, als iemand de tweede stap kwijt is."
        " Of: role new NAAM connector --neighbourhood BUURT, voor de eerste in een nieuwe buurt."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("do", choices=["give", "end", "forget", "list", "new"])
        parser.add_argument("who", nargs="?", default="", help="mailadres, code of naam")
        parser.add_argument("role", nargs="?", default="", choices=["", *RoleHeld.Role.values])
        parser.add_argument("--neighbourhood", default="", help="korte naam van de buurt, bij new")

    def handle(self, *, do: str, who: str, role: str, **options: object) -> None:
        if do == "list":
            self._list()
        elif do == "new":
            self._new(who, _named(role), str(options["neighbourhood"]))
        else:
            self._of(_participant(who), do, role)

    def _of(self, participant: Participant, do: str, role: str) -> None:
        if do == "forget":
            self.stdout.write("De tweede stap is gewist.")
            self._start_code(participant)
            return
        _named(role)
        if do == "give":
            self._give(participant, role)
        elif end_role(participant, role, by=None):
            self.stdout.write(f"{participant.display_name} heeft de taak {role} niet meer.")
        else:
            raise CommandError(f"{participant.display_name} had de taak {role} niet.")

    def _give(self, participant: Participant, role: str) -> None:
        """A first role, or one without a second step yet, comes with a start code."""
        account = Account.objects.filter(participant_id=participant.id).first()
        ready = has_roles(participant.id) and account is not None and bool(kinds_of(account))
        give_role(participant, role, by=None)
        self.stdout.write(f"{participant.display_name} heeft nu de taak {role}.")
        if not ready:
            self._start_code(participant)

    def _new(self, name: str, role: str, slug: str) -> None:
        """Somebody who can begin in a neighbourhood where there is nobody yet."""
        here = Neighbourhood.objects.filter(slug=slug).first()
        if here is None:
            raise CommandError(f"Er is geen buurt {slug!r}. Kijk met: mekaar neighbourhood list.")
        try:
            first = begin_with(here.id, name.strip(), role)
        except ValidationError as trouble:
            raise CommandError("Schrijf een naam van 1 tot 80 letters.") from trouble
        self.stdout.write(f"{name} heeft nu de taak {role} in {here.name}.")
        self.stdout.write(f"Kaart om je mee aan te melden: {first.card_code}")
        self._say_start_code(first.participant, first.start_code)

    def _start_code(self, participant: Participant) -> None:
        self._say_start_code(participant, new_start_code(participant))

    def _say_start_code(self, participant: Participant, code: str) -> None:
        until = timezone.localtime(timezone.now() + START_CODE_LASTS).date()
        self.stdout.write(
            f"Startcode: {code}\n"
            f"Geef die zelf aan {participant.display_name}, niet via de balie of de mail."
            " Bij het aanmelden kiest men er één keer een tweede stap mee."
            f" Dat kan {START_CODE_LASTS.days} dagen, tot en met {say_day(until)}."
            " Daarna: role forget."
        )

    def _list(self) -> None:
        held = RoleHeld.objects.now().select_related("participant", "neighbourhood")
        for one in sorted(
            held,
            key=lambda one: (one.neighbourhood.name, one.role, one.participant.display_name),
        ):
            person = one.participant
            self.stdout.write(
                f"{one.neighbourhood.name}\t{one.role}\t{person.display_name}\t{person.code}"
            )


def _named(role: str) -> str:
    """Raises CommandError: no role was named."""
    if not role:
        raise CommandError(f"Noem een taak: {', '.join(RoleHeld.Role.values)}.")
    return role


def _participant(who: str) -> Participant:
    """Whose mail address or code this is. A guest in a circle is nobody whom the operator knows.

    Raises CommandError.
    """
    code = tidy_code(who)
    account = Account.objects.filter(Q(email=who) | Q(code=code)).first()
    wanted = Q(id=account.participant_id) if account else Q(code=code)
    known = Participant.objects.exclude(state=Participant.State.GUEST)
    participant = known.filter(wanted).first() if who else None
    if participant is None:
        raise CommandError(f"Niemand gevonden met {who!r}. Gebruik het mailadres of de code.")
    return participant
