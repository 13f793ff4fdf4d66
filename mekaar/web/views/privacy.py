"""Who answers for what is kept, how long it stays, and how each right is used (L-17, L-18)."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core import retention
from mekaar.core.pages import show
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest
from mekaar.places import queries
from mekaar.places.models import Neighbourhood

Told = tuple[retention.Words, str, retention.Words, retention.Words]


def terms(here: Neighbourhood | None) -> list[Told]:
    """What, how long, after what, and what happens then: as the rules themselves say it (L-14)."""
    return [
        (rule.what, rule.term.words(here), rule.after, rule.then)
        for rule in retention.all_rules()
        if rule.told
    ]


@public
def privacy(request: PersonRequest) -> HttpResponse:
    """One page for everybody: the terms are those by which the nightly job goes."""
    return show(
        request,
        "web/privacy.html",
        title=_("Privacy en jouw rechten"),
        lead=_("Wat we bewaren is van jou. Hier staat hoe lang, en wat jij kunt doen."),
        confidant=queries.confidant(request.here) if request.here else None,
        terms=terms(request.here),
        backup_days=settings.BACKUP_DAYS,
    )
