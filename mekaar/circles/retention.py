"""How long a circle stays after it ended (L-14); a circle that lasts has no term."""

from django.utils.translation import gettext_lazy as _

from mekaar.circles.walls import OF_CIRCLES
from mekaar.core.retention import Rule, Term

# When a chair was over: of who left when they left, of who sat there still when the circle stopped.
_CHAIR_OVER = (
    "coalesce(CASE WHEN s.state IN ('asked', 'ready', 'seated') THEN c.ended_at"
    " ELSE s.state_since END, 'infinity')"
)

RULES = [
    Rule(
        "ended_circles",
        "circles_supportcircle",
        what=_("Een steunkring die gestopt is"),
        term=Term(months=3),
        after=_("nadat je stopte"),
        then=_("wissen we alles van de kring"),
        due="one.state = 'ended' AND one.ended_at < {border}",
        ends=(
            "DELETE FROM notices_notice WHERE thing = ANY(gone) AND neighbourhood_id = wall.here()",
            *[f"DELETE FROM circles_{table} WHERE circle_id = ANY(gone)" for table in OF_CIRCLES],
            "DELETE FROM circles_supportcircle WHERE id = ANY(gone)",
        ),
    ),
    Rule(
        "guests",
        "people_participant",
        what=_("Een gast van elders, die in geen kring meer zit"),
        term=Term(months=3),
        after=_("nadat de laatste kring ophield"),
        then=_("wissen we alles van die gast"),
        due=(
            "one.state = 'guest' AND one.made_at < {border} AND NOT EXISTS (SELECT FROM"
            " circles_seat s JOIN circles_supportcircle c ON c.id = s.circle_id"
            f" WHERE s.participant_id = one.id AND {_CHAIR_OVER} >= {{border}})"
        ),
        # Each as who wipes everything themselves, and then nobody again.
        ends=(
            "PERFORM set_config('mekaar.me', one::text, true), wall.erase(one)"
            " FROM unnest(gone) AS one",
            "PERFORM set_config('mekaar.me', '', true)",
        ),
    ),
]
