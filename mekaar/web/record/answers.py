"""Of the record: what somebody went through, asks, knows from the inside, and was asked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mekaar.answers import queries
from mekaar.people.models import Participant
from mekaar.web.record.items import Item, capital, day, on_day


def experiences(resident: Participant) -> Iterator[list[Item]]:
    """Each experience, also what nobody else reads yet."""
    for one in queries.my_experiences(resident):
        yield [
            Item(_("Dit heb ik meegemaakt"), one.happened),
            Item(_("Dit hielp mij"), one.helped),
            Item(_("Dit zou ik nu anders doen"), one.otherwise),
            Item(_("Waar het over gaat"), capital(one.get_matter_display())),
            Item(_("Opgeschreven op"), day(one.made_at)),
            Item(on_day(capital(one.get_state_display()), one.state_since), _("zonder je naam")),
            Item(_("Wie leest mee"), one.readers),
            Item(_("Jouw ja"), day(one.approved_at)),
            Item(_("Vraag samen: mag het er nog staan?"), day(one.look_again_on)),
            Item(_("We vroegen of het er nog mag staan"), day(one.asked_again_at)),
        ]


def questions(resident: Participant) -> Iterator[list[Item]]:
    """Each question, with what the back-up and who knows this answered; experiences are others'."""
    asked = queries.my_questions(resident)
    handed = queries.handed_of(asked)
    for one in asked:
        lies = handed.get(one.id)
        yield [
            Item(_("Ik vraag aan wie dit meemaakte"), one.words),
            Item(_("Waar het over gaat"), capital(one.get_matter_display())),
            Item(_("Opgeschreven op"), day(one.made_at)),
            Item(on_day(capital(one.get_state_display()), one.state_since), _("zonder je naam")),
            Item(_("Wie leest mee"), one.readers),
            Item(_("De buurtverbinder mag het iemand vragen"), _("ja") if one.asks_people else ""),
            Item(_("De balie mag het de achterwacht vragen"), _("ja") if one.asks_back_up else ""),
            Item(_("Jouw ja"), day(one.approved_at)),
            Item(_("Wie het antwoord had"), capital(one.get_answered_by_display())),
            Item(_("Bij de achterwacht op"), day(lies.made_at) if lies else ""),
            Item(_("De achterwacht zegt"), lies.answer if lies else ""),
            Item(_("De achterwacht antwoordde op"), day(lies.answered_at) if lies else ""),
            *(Item(_("Een buur wil meedenken"), yes.shown_as) for yes in queries.said_yes(one)),
        ]


def known(resident: Participant) -> Iterator[list[Item]]:
    """What somebody knows from the inside, and what they were asked about it."""
    for one in queries.my_known(resident):
        yield [
            Item(_("Dit ken ik van binnenuit"), one.words),
            Item(_("Opgeschreven op"), day(one.made_at)),
        ]
    for asked in queries.every_asked_of(resident):
        yield [
            Item(_("Ik ben gevraagd om mee te denken op"), day(asked.made_at)),
            Item(_("Mijn antwoord"), capital(asked.get_answer_display())),
            Item(_("Ik antwoordde op"), day(asked.answered_at)),
            Item(_("Wat die buur van mij mag weten"), asked.shown_as),
        ]
