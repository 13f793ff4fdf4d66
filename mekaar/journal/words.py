"""How the journal speaks: each room hands down verbs and reasons (`AppConfig.ready()`)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# verb → what is said after the name: "keek naar jouw vraag".
VERBS: dict[str, Words] = {
    "journal.chain.seen": _("keek of het logboek nog klopt"),
    "journal.heads.seen": _("schreef op waar het logboek eindigt"),
}

# reason → what is said after the comma: "omdat je aan de balie kwam".
REASONS: dict[str, Words] = {}


def add(verbs: Mapping[str, Words], reasons: Mapping[str, Words] | None = None) -> None:
    """Join the words of one room."""
    VERBS.update(verbs)
    REASONS.update(reasons or {})
