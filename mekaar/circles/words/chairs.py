"""How the journal and the notices speak of what members and facilitator did."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.circles.words.news import news
from mekaar.notices.registry import NoticeWords

# After the name: "Joke keek naar jouw kring".
JOURNAL: dict[str, str | Promise] = {
    "circles.list.seen": _("keek in de lijst waar jouw steunkring in staat"),
    "circles.seat.taken": _("nam een plaats in jouw steunkring"),
    "circles.seat.declined": _("schreef op dat iemand liever niet in jouw steunkring zit"),
    "circles.seat.changed": _("schreef op wie soms komt in jouw steunkring"),
    "circles.seat.left": _("schreef op dat iemand stopt met jouw steunkring"),
    "circles.talk.held": _("schreef op dat een voorgesprek geweest is"),
    "circles.talk.not_held": _("haalde een voorgesprek weg dat niet geweest is"),
    "circles.talk.waived": _("schreef op dat een voorgesprek niet hoeft"),
    "circles.talk.wanted": _("schreef op dat een voorgesprek toch mag"),
    "circles.line.released": _("schreef een zin op voor jouw steunkring"),
    "circles.line.shared": _("liet een zin ook aan de nieuwe procesbegeleider lezen"),
    "circles.line.taken_back": _("haalde een zin weg uit jouw steunkring"),
    "circles.start.yes": _("schreef een ja op om te beginnen met jouw steunkring"),
    "circles.start.taken_back": _("nam een ja terug voor jouw steunkring"),
    "circles.facilitator.said_yes": _("wil jouw steunkring begeleiden"),
    "circles.facilitator.said_no": _("wil jouw steunkring liever niet begeleiden"),
    "circles.call.proposed": _("stelde voor om later eens te bellen"),
    "circles.call.answered": _("schreef op of iemand later eens mag bellen"),
}

NOTICES: dict[str, NoticeWords] = {
    "circles.seat.taken": news(_("Iemand zei ja: er zit iemand bij in jouw kring.")),
    "circles.seat.declined": news(_("Iemand doet liever niet mee in jouw kring.")),
    "circles.seat.left": news(_("Iemand is uit de kring gegaan.")),
    "circles.start.yes": news(_("Iemand zei ja om met de kring te beginnen.")),
    "circles.facilitator.said_yes": news(_("Iemand wil jouw kring begeleiden.")),
    "circles.facilitator.said_no": news(_("Iemand begeleidt jouw kring liever niet.")),
    "circles.call.proposed": news(_("De procesbegeleider vraagt: zal ik later eens bellen?")),
}
