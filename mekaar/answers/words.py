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
}

# After the comma.
REASONS = {"told_desk": _("omdat jij die met de tafel en de balie deelt")}

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
}
