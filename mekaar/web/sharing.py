"""What others may read of a resident now: what, what for, who, until when, how it stops (L-02).

What only the resident reads, and who helps at the desk as long as that lasts, is not sharing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mekaar.answers.models import Audience as Readers
from mekaar.answers.models import Experience, KnownSituation, Question
from mekaar.answers.queries import my_experiences, my_known, my_questions
from mekaar.conversation.models import Encounter
from mekaar.conversation.queries import talks_of
from mekaar.core.dates import say_day
from mekaar.exchange import queries as exchange
from mekaar.exchange.models import Ask, Offer, Side
from mekaar.exchange.models.ask import Audience
from mekaar.people import queries as people
from mekaar.people.models import Participant, RoleHeld
from mekaar.web.record.items import day


@dataclass(frozen=True, slots=True)
class Stop:
    """The button that stops it at once: what is sent (views/sharing.py), and what it says.

    `about` is what who listens hears after it, so that no two buttons sound alike.
    """

    what: str
    code: str
    button: str
    about: str
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that another may read now; without `stop` it says in words how it ends."""

    title: str
    purpose: str
    who: str
    until: str
    stop: Stop | None = None
    words: str = ""


def shared_by(resident: Participant) -> list[Shared]:
    """Everything that another may read now of this resident; what most people read first."""
    asks = [one for one in exchange.my_asks(resident) if one.state in Ask.OPEN]
    offers = [one for one in exchange.my_offers(resident) if one.state in Offer.KEPT]
    return list(
        chain(
            map(_ask, sorted(asks, key=_by_readers)),
            map(_offer, sorted(offers, key=_by_readers)),
            map(_experience, filter(lambda one: one.is_readable, my_experiences(resident))),
            map(_question, filter(lambda one: one.is_open, my_questions(resident))),
            map(_known, my_known(resident)),
            _contacts(resident),
            _talks(resident),
            _groups(resident),
            map(_role, people.roles_now(resident.id)),
            [_name()],
        )
    )


def _by_readers(thing: Ask | Offer) -> bool:
    return not thing.is_read_widely


def _ask(ask: Ask) -> Shared:
    title = _("Je vraag")
    if not ask.is_read_widely:
        return Shared(
            title,
            _("Zodat de buurtverbinder met je meedenkt."),
            _("De buurtverbinder"),
            _("Zolang je vraag open is"),
            Stop("vraag-intrekken", ask.code, _("Trek de vraag in"), _brief(ask), is_end=True),
            ask.words,
        )
    if ask.audience == Audience.GROUP:
        purpose = _("Zodat iemand uit de groep die dit kan, zich meldt.")
        group = {"group": ask.group.name if ask.group else ""}
        who = _("De buurtverbinder; en zonder je naam deze groep: %(group)s") % group
    else:
        purpose = _("Zodat een buur die dit kan, zich meldt.")
        who = _("De buurtverbinder; en zonder je naam je buren")
    stop = Stop("vraag", ask.code, _("Stop met delen"), _brief(ask))
    return Shared(title, purpose, who, _until(ask), stop, ask.words)


def _offer(offer: Offer) -> Shared:
    title = _("Wat je wilt doen")
    if not offer.is_read_widely:
        return Shared(
            title,
            _("Zodat de buurtverbinder jou kan vragen als het past."),
            _("De buurtverbinder"),
            _("Tot jij stopt"),
            Stop("aanbod-intrekken", offer.code, _("Trek dit in"), _brief(offer), is_end=True),
            offer.words,
        )
    return Shared(
        title,
        _("Zodat een buur met een vraag weet dat dit kan."),
        _("De buurtverbinder; en zonder je naam een buur die ideeën wil horen"),
        _until(offer),
        Stop("aanbod", offer.code, _("Stop met delen"), _brief(offer)),
        offer.words,
    )


def _read_by(audience: str) -> str:
    who = {
        Readers.TABLE: _("De tafel en de balie, zonder je naam"),
        Readers.GROUP: _("De tafel, de balie en één groep, zonder je naam"),
        Readers.NEIGHBOURHOOD: _("De tafel, de balie en je buren, zonder je naam"),
    }
    return who[Readers(audience)]


def _question(one: Question) -> Shared:
    more = [_read_by(one.audience)]
    if one.asks_people:
        more.append(_("wie de buurtverbinder het vraagt"))
    if one.asks_back_up:
        more.append(_("de achterwacht"))
    return Shared(
        _("Je vraag aan wie dit meemaakte"),
        _("Zodat wie dit meemaakte, vertelt wat hielp."),
        "; ".join(more),
        _("Tot je vraag klaar is, of een jaar"),
        Stop(
            "ervaringsvraag",
            one.code,
            _("Neem de vraag terug"),
            Truncator(one.words).chars(60),
            is_end=True,
        ),
        one.words,
    )


def _known(one: KnownSituation) -> Shared:
    return Shared(
        _("Wat je van binnenuit kent"),
        _("Zodat de buurtverbinder jou iets kan vragen."),
        _("De buurtverbinder"),
        _("Tot je het weghaalt"),
        Stop("ken-ik", one.code, _("Haal dit weg"), Truncator(one.words).chars(60), is_end=True),
        one.words,
    )


def _experience(one: Experience) -> Shared:
    brief = Truncator(one.happened).chars(60)
    return Shared(
        _("Wat je meemaakte"),
        _("Zodat een ander er iets aan heeft."),
        _read_by(one.audience),
        _("Tot je het terugneemt. Na een jaar vragen we het een keer."),
        Stop("ervaring", one.code, _("Neem het terug"), brief, is_end=True),
        one.happened,
    )


def _brief(thing: Ask | Offer) -> str:
    return Truncator(thing.words).chars(60)


def _until(thing: Ask | Offer) -> str:
    if thing.shared_until is None:
        return _("Tot jij stopt")
    return _("Tot en met %(day)s") % {"day": say_day(thing.shared_until)}


def _contacts(resident: Participant) -> Iterator[Shared]:
    """Of who said yes as this resident did; the other's name stands here, which both know."""
    for one in exchange.my_introductions(resident):
        if one.other:
            is_asker = one.side.which == Side.Which.ASKER
            yield Shared(
                _("Je naam, je vraag en hoe je bereikbaar bent")
                if is_asker
                else _("Je naam en hoe je bereikbaar bent"),
                _("Zodat jullie elkaar kunnen vinden. Jullie zeiden allebei ja."),
                one.other.display_name,
                _("Tot een van jullie stopt. Dan stopt het hele contact."),
                Stop("contact", one.side.code, _("Stop met delen"), one.other.display_name),
            )


def _talks(resident: Participant) -> Iterator[Shared]:
    to_come = {Encounter.State.WISHED, Encounter.State.PLANNED}
    for talk in talks_of(resident):
        if talk.state in to_come:
            yield Shared(
                _("Dat je wilt praten"),
                _("Zodat iemand tijd voor je maakt."),
                talk.with_whom or _("De buurtverbinder"),
                day(talk.planned_for) or _("Tot er een dag is, of tot jij stopt"),
                Stop("gesprek", talk.code, _("Trek het gesprek in"), talk.place, is_end=True),
                talk.place,
            )


def _groups(resident: Participant) -> Iterator[Shared]:
    for one in people.groups_for(resident):
        if one.takes_part or one.wished:
            waits = _("De balie, tot die ja of nee zegt")
            yield Shared(
                _("Dat je hoort bij deze groep: %(group)s") % {"group": one.group.name},
                _("Zodat jij leest wat alleen aan deze groep wordt gevraagd."),
                waits if one.wished else _("Niemand; er is geen lijst van wie erbij hoort"),
                _("Tot jij stopt"),
                Stop("groep", one.group.code, _("Stop met deze groep"), one.group.name),
            )


def _role(held: RoleHeld) -> Shared:
    """A role is given and taken by command only, so that nobody changes what they may."""
    until = {"day": day(held.until)}
    return Shared(
        _("Je naam bij je taak: %(role)s") % {"role": held.get_role_display()},
        _("Zodat de balie weet wie wat doet. Stoppen? Zeg het tegen de buurtverbinder."),
        _("Gastvrouwen en buurtverbinders"),
        _("Tot en met %(day)s") % until if held.until else _("Zolang je deze taak hebt"),
    )


def _name() -> Shared:
    return Shared(
        _("Je naam"),
        _("Zodat de balie je terugvindt. Stoppen? Dan wis je alles."),
        _("Gastvrouwen en buurtverbinders; je nummer alleen als ze jou moeten bellen"),
        _("Tot jij alles wist"),
    )
