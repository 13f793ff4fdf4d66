"""How this room's journal lines and notices read in Dutch, and the languages of the card."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mekaar.notices.registry import NoticeWords
from mekaar.people.forms.me import OTHER_LANGUAGES

# After the name: "Ria keek naar jouw gesprekskaart".
JOURNAL = {
    "conversation.page.seen": _("keek naar jouw gesprek"),
    "conversation.encounter.seen": _("keek waar en wanneer jij wilt praten"),
    "conversation.encounter.wished": _("schreef op waar jij wilt praten"),
    "conversation.encounter.changed": _("veranderde waar jij wilt praten"),
    "conversation.encounter.planned": _("sprak een dag af om met jou te praten"),
    "conversation.encounter.held": _("schreef op dat jullie gepraat hebben"),
    "conversation.encounter.withdrawn": _("trok jouw afspraak om te praten in"),
    "conversation.card.seen": _("keek naar jouw gesprekskaart"),
    "conversation.card.answered": _("schreef op jouw gesprekskaart"),
    "conversation.card.passed": _("sloeg jouw gesprekskaart over"),
    "conversation.activity.seen": _("keek naar wat je zelf doet en wat je weer wilt kunnen"),
    "conversation.activity.added": _("schreef op wat jij doet of weer wilt kunnen"),
    "conversation.activity.changed": _("veranderde wat jij doet of weer wilt kunnen"),
    "conversation.activity.removed": _("haalde iets weg uit wat jij doet of weer wilt kunnen"),
    "conversation.practice.added": _("schreef een oefenstap van jou op"),
    "conversation.practice.marked": _("schreef op hoe het oefenen gaat"),
    "conversation.goal.written": _("schreef een doel van jou op"),
    "conversation.goal.changed": _("veranderde een doel van jou"),
    "conversation.goal.marked": _("schreef op hoe het gaat met een doel van jou"),
    "conversation.goal.closed": _("sloot een doel van jou af"),
    "conversation.goal.reopened": _("opende een doel van jou weer"),
    "conversation.invitation.seen": _("keek of jij iets voor de buurt wilt doen"),
    "conversation.invitation.answered": _("schreef op of jij iets voor de buurt wilt doen"),
    "conversation.plan.seen": _("keek naar jouw persoonlijk plan"),
}

# After the comma: "keek waar en wanneer jij wilt praten, om een dag met jou af te spreken".
REASONS = {
    "to_plan": _("om een dag met jou af te spreken"),
    "who_comes": _("om te weten wie er vandaag komt"),
}

NOTICES = {
    "conversation.encounter.planned": NoticeWords(
        subject=_("Er is een dag om te praten"),
        body=_("Je wilde praten. Er staat nu een dag en een tijd. Jouw plek blijft jouw plek."),
        call=_("Vertel op welke dag en hoe laat jullie praten. Vraag of dat goed is."),
        where="/mijn/gesprek/",
    ),
    "conversation.encounter.withdrawn": NoticeWords(
        subject=_("Een gesprek gaat niet door"),
        body=_("Iemand trok een afspraak om te praten in. Je hoeft niets te doen."),
        call=_("Vertel dat het gesprek niet doorgaat. Er hoeft geen reden bij."),
        where="/balie/gesprekken/",
    ),
}

# In which language something was said; the code is also the `lang` of the words on the page.
LANGUAGES = [*OTHER_LANGUAGES, ("und", pgettext_lazy("taal", "een andere taal"))]
