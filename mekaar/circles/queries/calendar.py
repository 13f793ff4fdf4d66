"""When a circle meets, for a calendar with its secret address: time, and place if that was wanted.

No names and no word that says what it is: calendars go to clouds.
"""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.circles.models import CircleMeeting
from mekaar.core.ical import Moment, feed
from mekaar.people import keys

_PLACE = CircleMeeting._meta.get_field("place")


def calendar_of(digest: str) -> bytes | None:
    """The whole calendar; empty for a circle that rests, None when there is no such address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.is_calendar(%s)", [digest])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT meeting, at, place FROM wall.calendar_of(%s)", [digest])
        rows = cursor.fetchall()
    told = timezone.now()
    return feed(
        _("Afspraken"),
        [
            Moment(
                # Of this calendar alone: two calendars do not tell that they are of one circle.
                uid=keys.digest("calendar moment", f"{digest} {meeting}"),
                start=at,
                place=_PLACE.opened(place),
                summary=_("Afspraak"),
                changed=told,
            )
            for meeting, at, place in rows
        ],
    )
