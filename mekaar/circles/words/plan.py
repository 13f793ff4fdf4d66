"""How the journal and the notices speak of what the plan did."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.circles.words.news import news
from mekaar.notices.registry import NoticeWords

# After the name: "Joke keek naar jouw kring".
JOURNAL: dict[str, str | Promise] = {
    "circles.plan.seen": _("keek naar het plan van jouw kring"),
    "circles.plan.begun": _("begon met opschrijven van het plan van jouw kring"),
    "circles.plan.asked": _("vroeg de kring of het plan zo goed is"),
    "circles.plan.back": _("haalde het plan van jouw kring terug"),
    "circles.plan.answered": _("gaf antwoord op het plan van jouw kring"),
    "circles.plan.in_force": _("liet het plan van jouw kring gelden"),
    "circles.agreement.proposed": _("schreef een afspraak van jouw kring op"),
    "circles.agreement.removed": _("haalde een afspraak van jouw kring weg"),
    "circles.agreement.answered": _("zei ja of nee op een afspraak van jouw kring"),
    "circles.agreement.vetoed": _("streepte een afspraak van jouw kring door"),
    "circles.agreement.broken": _("zei dat een afspraak van jouw kring niet lukte"),
}

_PLACE = "/mijn/"
_KINDS = (
    "circles.plan.asked",
    "circles.plan.back",
    "circles.plan.ready",
    "circles.plan.in_force",
    "circles.agreement.proposed",
    "circles.agreement.declined",
    "circles.agreement.vetoed",
    "circles.agreement.broken",
)

NOTICES: dict[str, NoticeWords] = {kind: news(_PLACE) for kind in _KINDS}
