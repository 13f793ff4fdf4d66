"""Words of this room: how a decision reads, the journal, the notices."""

from django.utils.translation import gettext_lazy as _

from mekaar.notices.registry import NoticeWords

# After a name: "Samira las jouw melding".
JOURNAL = {
    "reports.report.made": _("schreef een melding op"),
    "reports.report.withdrawn": _("trok een melding in"),
    "reports.report.seen": _("las jouw melding"),
    "reports.report.decided": _("besliste over jouw melding"),
    "reports.thing.seen": _("las iets van jou"),
    "reports.thing.decided": _("besliste over iets van jou"),
    "reports.appeal.made": _("schreef op dat jij het niet eens bent met een besluit"),
}

# After the comma.
REASONS = {
    "reported": _("omdat iemand het meldde"),
    "you_reported": _("omdat jij iets meldde"),
}

# The same words for who wrote and for who reported: a call list must not tell who is which.
NOTICES = {
    "reports.decided": NoticeWords(
        subject=_("Er is een besluit over een melding"),
        body=_("Iemand heeft beslist. Wat en waarom, staat op jouw plek. Je mag het oneens zijn."),
        call=_("Vertel dat er een besluit is over een melding. Lees het samen op de eigen plek."),
        where="/mijn/meldingen/",
    ),
    "reports.settled": NoticeWords(
        subject=_("Een ander heeft nog eens naar een melding gekeken"),
        body=_("Wat er nu besloten is en waarom, staat op jouw plek."),
        call=_("Vertel dat een ander nog eens keek. Lees het samen op de eigen plek."),
        where="/mijn/meldingen/",
    ),
}
