"""How the journal and the notices speak of what meetings did."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.circles.words.news import news
from mekaar.notices.registry import NoticeWords

# After the name: "Joke keek naar jouw kring".
JOURNAL: dict[str, str | Promise] = {
    "circles.meeting.seen": _("keek naar een bijeenkomst van jouw kring"),
    "circles.meeting.planned": _("begon met een bijeenkomst"),
    "circles.meeting.placed": _("koos plek en tijd van een bijeenkomst"),
    "circles.meeting.alone": _("koos voor tijd zonder beroepskrachten, of niet"),
    "circles.meeting.released": _("maakte de agenda klaar"),
    "circles.meeting.taken_back": _("veranderde de agenda weer"),
    "circles.meeting.called_off": _("zei een bijeenkomst af"),
    "circles.meeting.begun": _("begon de bijeenkomst"),
    "circles.meeting.went_on": _("ging verder met meedenken"),
    "circles.meeting.third_phase": _("ging verder met steunen"),
    "circles.meeting.ended": _("schreef op hoe een bijeenkomst was"),
    "circles.meeting.with_plan": _("schreef op dat er een plan is"),
    "circles.days.changed": _("zette dagen klaar voor een bijeenkomst"),
    "circles.days.answered": _("schreef op welke dagen kunnen"),
    "circles.days.chosen": _("koos een dag voor een bijeenkomst"),
    "circles.presence.said": _("schreef op wie er komt of erbij is"),
    "circles.agenda.changed": _("veranderde de agenda"),
    "circles.suggestion.made": _("deed een voorstel voor de agenda"),
    "circles.suggestion.answered": _("keek of een voorstel op de agenda komt"),
}

NOTICES: dict[str, NoticeWords] = {
    "circles.meeting.planned": news(
        _("Er is een dag gekozen om met de kring bij elkaar te komen.")
    ),
    "circles.meeting.released": news(_("De agenda van een bijeenkomst is klaar.")),
    "circles.meeting.called_off": news(_("Een bijeenkomst van de kring gaat niet door.")),
    "circles.days.changed": news(_("De kring zoekt een dag. Zeg wanneer jij kunt.")),
    "circles.suggestion.made": news(_("Iemand heeft een voorstel voor jouw agenda.")),
}
