"""Of the record: what somebody told of what they went through."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mekaar.answers.queries import my_experiences
from mekaar.people.models import Participant
from mekaar.web.record.items import Item, capital, day, on_day


def experiences(resident: Participant) -> Iterator[list[Item]]:
    """Each experience, also what nobody else reads yet."""
    for one in my_experiences(resident):
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
