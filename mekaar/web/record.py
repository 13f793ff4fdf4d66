"""Everything that is kept of a resident, as sections to read and print (R-B03)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mekaar.conversation.models import Goal
from mekaar.conversation.queries import core_questions, last_invitation, talks_of, three_steps
from mekaar.core.dates import say_day, say_dayparts
from mekaar.exchange import queries as exchange
from mekaar.exchange.models import Ask, Offer
from mekaar.exchange.queries.afterwards import my_answers
from mekaar.exchange.queries.arrangement import my_arrangements
from mekaar.exchange.queries.introduction import my_introductions
from mekaar.journal.queries import lines_about
from mekaar.people import looks
from mekaar.people import queries as people
from mekaar.people.by import By
from mekaar.people.forms.me import LANGUAGES
from mekaar.people.models import Participant

# On paper at most so many lines of who looked; the rest is one page further on the screen.
MOST_LOOKS = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is kept: what it is, and the words."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record."""

    title: str
    items: list[Item]

    @property
    def lists(self) -> list[list[Item]]:
        """The items in lists in which no label stands twice: HTML allows it once in a list."""
        lists: list[list[Item]] = [[]]
        for item in self.items:
            if item.label in {one.label for one in lists[-1]}:
                lists.append([])
            lists[-1].append(item)
        return lists


def sections(resident: Participant, *, by: By) -> list[Section]:
    """The whole record. Goals only for the resident: a helper may not read them (ADR 8)."""
    parts = [
        (_("Over jou"), _person(resident)),
        (_("Wat wil ik? Wat kan ik? Wat heb ik nodig?"), _core(resident)),
        (_("Elke dag"), _activities(resident)),
        (_("Gesprekken"), _talks(resident)),
        (_("Jouw vragen"), _asks(resident)),
        (_("Wat jij wilt doen"), _offers(resident)),
        (_("Kennismakingen en afspraken"), _contacts(resident)),
    ]
    if by.id == resident.id:
        parts.append((_("Jouw doelen"), _goals(resident)))
    return [Section(title, list(items)) for title, items in parts]


def looks_at(resident: Participant) -> list[looks.Look]:
    """Who looked and who wrote, the newest first."""
    found, _older = looks.latest(resident, lines_about(resident.id), most=MOST_LOOKS)
    return found


def _person(resident: Participant) -> Iterator[Item]:
    said = dict(LANGUAGES)
    yield Item(_("Naam"), resident.display_name)
    yield Item(_("Taal"), str(said.get(resident.language, resident.language)))
    others = [str(said.get(code, code)) for code in resident.languages if code != resident.language]
    if others:
        yield Item(_("Spreekt ook"), ", ".join(others))
    if resident.language_helper:
        yield Item(_("Taalhulp"), resident.language_helper)
    if resident.building:
        yield Item(_("Waar je woont"), resident.building.name)
    for membership in people.groups_for(resident):
        if membership.takes_part:
            yield Item(_("Groep"), membership.group.name)
    reach = people.reach_of(resident.id)
    if reach:
        words = [str(reach.get_kind_display()), reach.phone, reach.email, reach.words]
        yield Item(_("Bereikbaarheid"), ", ".join(word for word in words if word))


def _core(resident: Participant) -> Iterator[Item]:
    for question in core_questions(resident):
        for wording in question.wordings:
            words = wording.words or _("weet ik nog niet")
            yield Item(f"{question.title} ({say_day(wording.said_on)})", words)


def _activities(resident: Participant) -> Iterator[Item]:
    for step in three_steps(resident):
        for activity in step.activities:
            yield Item(step.title, activity.words)
            for practice in activity.steps.all():
                when = say_day(practice.look_back_on)
                label = _("Oefenen, terugkijken op %(when)s") % {"when": when}
                yield Item(label, practice.words)


def _talks(resident: Participant) -> Iterator[Item]:
    for talk in talks_of(resident):
        yield Item(talk.with_whom or _("Gesprek"), talk.place)


def _wording(thing: Ask | Offer) -> str:
    if thing.first_words == thing.words:
        return thing.words
    return _("Eerst: %(first)s\nNu: %(now)s") % {"first": thing.first_words, "now": thing.words}


def _asks(resident: Participant) -> Iterator[Item]:
    for ask in exchange.my_asks(resident, whole=True):
        yield Item(str(ask.get_state_display()).capitalize(), _wording(ask))
        if ask.self_part:
            yield Item(_("Wat ik zelf doe"), ask.self_part)
        if ask.times:
            yield Item(_("Wanneer"), say_dayparts(ask.times))
        if ask.beside_me:
            yield Item(_("Wie er naast je staat"), ask.beside_me)


def _offers(resident: Participant) -> Iterator[Item]:
    for offer in exchange.my_offers(resident, whole=True):
        yield Item(str(offer.get_state_display()).capitalize(), _wording(offer))
    invited = last_invitation(resident)
    if invited:
        words = invited.words or str(invited.get_answer_display())
        yield Item(_("Iets voor de buurt doen"), words)
    at_once = exchange.my_carrying(resident)
    if at_once is not None:
        yield Item(_("Zoveel tegelijk"), str(at_once))


def _contacts(resident: Participant) -> Iterator[Item]:
    for one in my_introductions(resident):
        yield Item(one.other.display_name if one.other else _("Kennismaking"), one.side.told)
    for mine in my_arrangements(resident, whole=True):
        said = {
            "name": mine.other_name or _("iemand"),
            "state": mine.arrangement.get_state_display(),
        }
        yield Item(_("Afspraak met %(name)s (%(state)s)") % said, mine.arrangement.words)
    for question in my_answers(resident):
        yield Item(_("De vraag terug"), str(question.get_answer_display()))


def _goals(resident: Participant) -> Iterator[Item]:
    for goal in Goal.objects.filter(participant=resident).order_by("made_at"):
        yield Item(_("Klaar") if goal.closed_at else _("Doel"), goal.words)
