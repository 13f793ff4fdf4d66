"""`mekaar neighbourhood`: begin a neighbourhood from nothing, and say who answers for it."""

import argparse
import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.text import slugify

from mekaar.core.errors import Refused
from mekaar.core.forms import tidy_phone
from mekaar.places import actions, queries, rules
from mekaar.places.actions import Opening
from mekaar.places.models import MeetingPlace, Neighbourhood

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_TIME = r"(\d{1,2}[:.]\d{2})"
_OPENING = re.compile(rf"([a-z]{{2}})[a-z]*\s+{_TIME}\s*-\s*{_TIME}\s*(.*)", re.IGNORECASE)
_BEGIN = {
    "name": "naam van de buurt",
    "town": "plaats",
    "place": "plek om langs te komen",
    "address": "adres van die plek",
    "phone": "nummer van die plek",
}
_SET = ("controller", "contact", "dpia", "confidant", "confidant_phone", "journal_years")


def opening(text: str) -> Opening:
    """ "di 10:00-12:30 koffie".

    Raises ArgumentTypeError: it does not read like that.
    """
    found = _OPENING.fullmatch(text.strip())
    opens, closes = (_time(found[part]) if found else None for part in (2, 3))
    if not (found and opens and closes and opens < closes and found[1].lower() in _DAYS):
        raise argparse.ArgumentTypeError(
            f"{text!r} begrijp ik niet. Schrijf bijvoorbeeld: 'di 10:00-12:30 koffie'."
        )
    return Opening(_DAYS.index(found[1].lower()), opens, closes, found[4].strip())


def _time(text: str) -> datetime.time | None:
    try:
        return datetime.time.fromisoformat(text.replace(".", ":").rjust(5, "0"))
    except ValueError:
        return None


def day(text: str) -> datetime.date:
    """ "2026-11-01".

    Raises ArgumentTypeError.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is geen dag. Schrijf: 2026-11-01.") from None


def phone(text: str) -> str:
    """A whole phone number.

    Raises ArgumentTypeError.
    """
    found = tidy_phone(text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is geen heel telefoonnummer.")
    return found


def find(slug: str) -> Neighbourhood:
    """The neighbourhood of this short name.

    Raises CommandError.
    """
    found = Neighbourhood.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"Er is geen buurt {slug!r}. Kijk met: mekaar neighbourhood list.")
    return found


class Command(BaseCommand):
    """A neighbourhood begins here."""

    help = (
        "new: een buurt beginnen. set: wie ervoor verantwoordelijk is. list: welke buurten er zijn."
        " Daarna: mekaar role new NAAM connector --neighbourhood BUURT, en mekaar live BUURT."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("do", choices=["new", "set", "list"])
        parser.add_argument("slug", nargs="?", default="", help="korte naam van de buurt, bij set")
        for option, words in _BEGIN.items():
            kind = phone if option == "phone" else str
            parser.add_argument(f"--{option}", help=f"{words}, bij new", type=kind)
        parser.add_argument("--open", action="append", default=[], type=opening,
                            help="openingstijd, vaker mag: 'di 10:00-12:30 koffie'")  # fmt: skip
        parser.add_argument("--controller", help="wie verantwoordelijk is voor de gegevens")
        parser.add_argument("--contact", help="wie je daarover kunt vragen, met nummer of adres")
        parser.add_argument("--dpia", type=day, help="dag waarop de DPIA is gedaan")
        parser.add_argument("--confidant", help="naam van de vertrouwenspersoon, als die dat wil")
        parser.add_argument("--confidant-phone", type=phone, help="nummer daarvan")
        parser.add_argument("--journal-years", type=int, choices=[2, 5],
                            help="5 als een zorgaanbieder verantwoordelijk is")  # fmt: skip

    def handle(self, *args: Any, do: str, **options: Any) -> None:
        if do == "list":
            self._list()
            return
        try:
            with transaction.atomic():
                here = self._new(options) if do == "new" else find(options["slug"])
                _set(here, {name: options[name] for name in _SET if options[name] is not None})
        except ValidationError as trouble:
            raise CommandError(" ".join(_said(trouble))) from trouble
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{here.name} ({here.slug}) is bewaard.")
        if here.live_since is None:
            self.stdout.write("Het is een proefopstelling: gebruik nog geen echte gegevens.")
            for words in rules.missing(here):
                self.stdout.write(f"Nog nodig: {words}.")

    def _new(self, options: dict[str, Any]) -> Neighbourhood:
        empty = [f"--{name} ({words})" for name, words in _BEGIN.items() if not options[name]]
        if empty:
            raise CommandError(f"Dit hoort er nog bij: {', '.join(empty)}.")
        here = Neighbourhood(
            name=options["name"], town=options["town"],
            slug=options["slug"] or slugify(options["name"]),
        )  # fmt: skip
        place = MeetingPlace(
            name=options["place"], address=options["address"], phone=options["phone"]
        )
        return actions.begin(here, place, options["open"])

    def _list(self) -> None:
        for here in queries.all_neighbourhoods():
            state = "live" if here.live_since else "proef"
            self.stdout.write(f"{here.slug}\t{here.name}\t{here.town}\t{state}")


def _set(here: Neighbourhood, said: dict[str, Any]) -> None:
    name, number = said.pop("confidant", ""), said.pop("confidant_phone", "")
    names = {"contact": "controller_contact", "dpia": "dpia_on"}
    for option, value in said.items():
        setattr(here, names.get(option, option), value)
    if said:
        actions.answer_for(here)
    if name or number:
        actions.name_confidant(here, name=name, phone=number)


def _said(trouble: ValidationError) -> list[str]:
    """What is wrong, with the name of the column that it is about."""
    fields = trouble.message_dict if hasattr(trouble, "error_dict") else {"": trouble.messages}
    return [f"{field}: {text}" for field, texts in fields.items() for text in texts]
