"""What the journal says in Dutch about pages of the top floor."""

from django.utils.translation import gettext_lazy as _

JOURNAL = {
    "web.place.seen": _("keek naar jouw plek"),
    "web.sharing.seen": _("keek wie iets van jou mag lezen"),
    "web.record.seen": _("keek naar alles wat over jou bewaard is"),
    "web.record.taken": _("haalde een bestand met alles wat over jou bewaard is"),
}
