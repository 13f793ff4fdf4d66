"""How the journal and the notices speak of what the resident did."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.circles.words.news import news
from mekaar.notices.registry import NoticeWords

# After the name: "Joke keek naar jouw kring".
JOURNAL: dict[str, str | Promise] = {
    "circles.circle.seen": _("keek naar jouw steunkring"),
}

_PLACE = "/mijn/"

# Queued by the desk without knowing it (wall.circle_at_desk), and by the resident's own hand.
NOTICES: dict[str, NoticeWords] = {
    "circles.circle.rests": news(_PLACE),
    "circles.circle.goes_on": news(_PLACE),
    "circles.circle.stopped": news(_PLACE),
}
