"""Everything that is kept of a resident, as sections to read and print (R-B03).

tests/web/test_record.py walks every column of every table: a new one is shown here, or named there
with the reason why it is not.
"""

from itertools import chain

from django.utils.translation import gettext as _

from mekaar.journal.queries import lines_about
from mekaar.people import looks
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.people.rules import is_guest
from mekaar.web.record import answers, circles, conversation, exchange, person, reports
from mekaar.web.record.items import Section, section


def sections(resident: Participant, *, by: By) -> list[Section]:
    """The whole record. What only the resident reads (goals, ADR 8; support circles, ADR 30; ways
    to sign in): not at the desk. A guest has the circle, and nothing of the neighbourhood.
    """
    if is_guest(resident):
        return _of_guest(resident, by)
    parts = [
        section(_("Over jou"), person.about(resident)),
        section(_("Wat wil ik? Wat kan ik? Wat heb ik nodig?"), conversation.core(resident)),
        section(_("Elke dag"), conversation.daily_life(resident)),
        section(_("Gesprekken"), conversation.talks(resident)),
        section(_("Jouw vragen"), exchange.asks(resident)),
        section(
            _("Wat jij wilt doen"), chain(exchange.offers(resident), conversation.invited(resident))
        ),
        section(_("Kennismakingen en afspraken"), exchange.contacts(resident)),
        section(_("Wat ik meemaakte"), answers.experiences(resident)),
        section(_("Wat ik vraag aan wie dit meemaakte"), answers.questions(resident)),
        section(_("Wat ik van binnenuit ken"), answers.known(resident)),
        section(_("Meldingen"), reports.reports(resident)),
        section(_("Berichten die op je wachten"), person.waiting(resident)),
    ]
    if by.id == resident.id:
        parts.append(section(_("Jouw doelen"), conversation.goals(resident)))
        parts += circles.circles(by)
        parts.append(section(_("Zo meld jij je aan"), person.ways_in(resident)))
    return parts


def _of_guest(guest: Participant, by: By) -> list[Section]:
    return [
        section(_("Over jou"), person.about(guest)),
        *circles.circles(by),
        section(_("Berichten die op je wachten"), person.waiting(guest)),
        section(_("Zo meld jij je aan"), person.ways_in(guest)),
    ]


def looks_at(resident: Participant) -> looks.Told:
    """Who looked and who wrote, the newest first, with nothing folded away."""
    return looks.whole(resident, lines_about(resident.id))
