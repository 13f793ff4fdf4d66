"""A public gathering as other programs read it: schema.org Event, and a moment in a calendar."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mekaar.core.ical import Moment
from mekaar.gatherings.models import Gathering

_SCHEMA = "https://schema.org"
# As Django's json_script: nothing in a text can end the element or begin another.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}


def address_of(gathering: Gathering, slug: str) -> str:
    """The address of its page, as one writes it elsewhere."""
    path = reverse("gatherings:public_page", args=[slug, gathering.code])
    return settings.PUBLIC_URL.rstrip("/") + path


@dataclass(frozen=True, slots=True)
class _Data:
    """Data inside a `script` element, which is no HTML: escaped as JSON, so nothing can end it."""

    data: dict[str, Any]

    def __html__(self) -> str:
        """As it stands in a page."""
        return json.dumps(self.data, ensure_ascii=False).translate(_ESCAPED)


def json_ld(gathering: Gathering, slug: str, neighbourhood: str) -> SafeString:
    """The gathering as data in its page (JSON-LD). It is data and no script: nothing runs it."""
    data = _Data(_event(gathering, slug, neighbourhood))
    return format_html('<script type="application/ld+json">{}</script>', data)


def _event(gathering: Gathering, slug: str, neighbourhood: str) -> dict[str, Any]:
    place = gathering.meeting_place
    where = {"@type": "Place", "name": place.name if place else gathering.elsewhere}
    status = "EventCancelled" if gathering.is_cancelled else "EventScheduled"
    return {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": gathering.title,
        "startDate": timezone.localtime(gathering.starts_at).isoformat(),
        "endDate": timezone.localtime(gathering.ends_at).isoformat(),
        "eventStatus": f"{_SCHEMA}/{status}",
        "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": {**where, "address": place.address} if place else where,
        "organizer": {"@type": "Organization", "name": neighbourhood},
        "url": address_of(gathering, slug),
        **({"description": gathering.about} if gathering.about else {}),
    }


def moment(gathering: Gathering, slug: str) -> Moment:
    """The gathering in a calendar. It is public, and names nobody."""
    title = gathering.title
    return Moment(
        uid=f"{gathering.code}@{slug}.mekaar",
        start=gathering.starts_at,
        end=gathering.ends_at,
        place=gathering.where,
        summary=_("Gaat niet door: %(title)s") % {"title": title}
        if gathering.is_cancelled
        else title,
        changed=gathering.changed_at,
        address=address_of(gathering, slug),
        is_public=True,
        is_cancelled=gathering.is_cancelled,
    )
