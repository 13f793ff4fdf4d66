"""Words of this room: the journal."""

from django.utils.translation import gettext_lazy as _

# After a name: "Ria plande een bijeenkomst".
JOURNAL = {
    "gatherings.gathering.planned": _("plande een bijeenkomst"),
    "gatherings.gathering.changed": _("veranderde een bijeenkomst"),
    "gatherings.gathering.begun": _("begon een bijeenkomst"),
    "gatherings.gathering.cancelled": _("liet weten dat een bijeenkomst niet doorgaat"),
    "gatherings.harvest.written": _("schreef op wat een bijeenkomst opleverde"),
    "gatherings.harvest.published": _("deelde wat een bijeenkomst opleverde"),
    "gatherings.harvest.taken_back": _("nam terug wat een bijeenkomst opleverde"),
}
