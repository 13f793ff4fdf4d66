"""How the journal and the notices speak of what the resident did."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.circles.words.news import news
from mekaar.notices.registry import NoticeWords

# After the name: "Joke keek naar jouw kring".
JOURNAL: dict[str, str | Promise] = {
    "circles.circle.seen": _("keek naar jouw steunkring"),
    "circles.desk.passed_on": _("gaf door wat jij zei over een steunkring"),
    "circles.circle.begun": _("begon een steunkring"),
    "circles.circle.named": _("gaf jouw steunkring een naam"),
    "circles.circle.moved": _("zette jouw steunkring een stap verder of terug"),
    "circles.circle.paused": _("liet jouw steunkring rusten"),
    "circles.circle.resumed": _("liet jouw steunkring weer verder gaan"),
    "circles.circle.stopped": _("stopte jouw steunkring"),
    "circles.circle.wiped": _("wiste een steunkring die gestopt was"),
    "circles.seat.asked": _("vroeg iemand voor jouw steunkring"),
    "circles.letter.written": _("maakte een brief voor jouw steunkring"),
    "circles.seat.removed": _("haalde iemand uit jouw steunkring"),
    "circles.facilitator.asked": _("vroeg een procesbegeleider"),
    "circles.facilitator.changed": _("koos een andere procesbegeleider"),
    "circles.sketch.changed": _("tekende wie er om je heen staan"),
    "circles.sketch.seen": _("keek naar jouw tekening"),
    "circles.shown.opened": _("liet iets zien aan jouw steunkring"),
    "circles.shown.closed": _("laat iets niet meer zien aan jouw steunkring"),
}

# The first three are also queued by the desk without knowing it (wall.circle_at_desk).
NOTICES: dict[str, NoticeWords] = {
    "circles.rests": news(_("Een kring rust nu. Er hoeft niets.")),
    "circles.goes_on": news(_("Een kring gaat weer verder.")),
    "circles.circle.stopped": news(_("Een kring is gestopt. Dank je wel dat je erbij was.")),
    "circles.asks_everybody": news(_("Een kring vraagt: zeg jij ja om te beginnen?")),
    "circles.began": news(_("Een kring is begonnen.")),
    "circles.seat.removed": news(_("Je hoort niet meer bij een kring. Er hoeft niets.")),
    "circles.facilitator.asked": news(_("Iemand vraagt of jij een kring wilt begeleiden.")),
    "circles.facilitator.changed": news(_("Een kring heeft een andere procesbegeleider.")),
}
