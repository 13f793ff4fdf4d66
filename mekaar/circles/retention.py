"""How long a circle stays after it ended (L-14); a circle that lasts has no term."""

from django.utils.translation import gettext_lazy as _

from mekaar.circles.walls import OF_CIRCLES
from mekaar.core.retention import Rule, Term

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
]
