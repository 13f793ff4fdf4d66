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

NOTICES: dict[str, NoticeWords] = {
    "circles.plan.asked": news(_("De kring vraagt: is het plan zo goed voor jou?")),
    "circles.plan.back": news(_("Het plan van de kring gaat terug. De woorden veranderen nog.")),
    "circles.answered": news(_("Iedereen heeft geantwoord op het plan.")),
    "circles.plan.in_force": news(_("De kring heeft een plan.")),
    "circles.agreement.proposed": news(
        _("De kring vraagt of jij iets wilt doen. Zeg ja, of liever niet.")
    ),
    "circles.declined": news(_("Iemand doet een afspraak liever niet.")),
    "circles.agreement.vetoed": news(_("Een afspraak van de kring is doorgestreept.")),
    "circles.agreement.broken": news(_("Een afspraak lukte niet. Die komt terug in de kring.")),
}
