"""Words of this room: the journal and the notices."""

from django.utils.translation import gettext_lazy as _

from mekaar.notices.registry import NoticeWords

# After a name: "Ria schreef jouw ervaring op".
JOURNAL = {
    "answers.experience.told": _("schreef jouw ervaring op"),
    "answers.experience.changed": _("veranderde jouw ervaring"),
    "answers.experience.approved": _("schreef op dat anderen jouw ervaring mogen lezen"),
    "answers.experience.readers": _("veranderde wie jouw ervaring mag lezen"),
    "answers.experience.kept": _("schreef op dat jouw ervaring mag blijven staan"),
    "answers.experience.taken_back": _("wiste jouw ervaring"),
    "answers.experience.seen": _("las een ervaring van jou"),
    "answers.question.told": _("schreef op wat jij wilt vragen"),
    "answers.question.changed": _("veranderde wat jij wilt vragen"),
    "answers.question.put": _("stelde jouw vraag"),
    "answers.question.handed": _("gaf jouw vraag, zonder je naam, aan de achterwacht"),
    "answers.question.closed": _("schreef op dat jouw vraag klaar is"),
    "answers.question.taken_back": _("wiste jouw vraag"),
    "answers.question.seen": _("las een vraag van jou"),
    "answers.handed.answered": _("antwoordde als achterwacht op een vraag"),
    "answers.known.told": _("schreef op wat jij van binnenuit kent"),
    "answers.known.taken_back": _("wiste wat jij van binnenuit kent"),
    "answers.known.seen": _("las wat jij van binnenuit kent"),
    "answers.asked.asked": _("vroeg of jij wilt meedenken"),
    "answers.asked.answered": _("schreef op of jij wilt meedenken"),
}

# After the comma.
REASONS = {
    "told_desk": _("omdat jij die met de tafel en de balie deelt"),
    "known_connector": _("omdat jij dat met de buurtverbinder deelt"),
}

NOTICES = {
    "answers.experience_again": NoticeWords(
        subject=_("Mag jouw ervaring er nog staan?"),
        body=_(
            "Een jaar geleden vertelde je wat je meemaakte. Mag dat nog gelezen worden?"
            " Zeg het op jouw plek. Zeg je niets? Dan wissen we het over een half jaar."
        ),
        call=_("Vraag of wat deze buur vertelde, nog gelezen mag worden. Nee is ook goed."),
        where="/mijn/ervaringen/",
    ),
    "answers.question_answered": NoticeWords(
        subject=_("Er is een antwoord op jouw vraag"),
        body=_("Iemand heeft iets voor jou. Lees het op jouw plek."),
        call=_("Zeg dat er een antwoord is op de vraag. Lees het samen op de eigen plek."),
        where="/mijn/ervaringsvragen/",
    ),
    "answers.would_you": NoticeWords(
        subject=_("Wil jij met een buur meedenken?"),
        body=_(
            "Iemand vraagt iets wat jij van binnenuit kent. Lees het op jouw plek. Nee is ook goed."
        ),
        call=_("Vraag of deze buur wil meedenken met een ander. Nee is ook goed."),
        where="/mijn/gevraagd/",
    ),
}
