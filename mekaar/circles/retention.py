"""How long a circle stays after it ended (L-14); a circle that lasts has no term."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term

_OF = "circle_id = ANY(gone)"

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
            f"DELETE FROM circles_consent WHERE {_OF}",
            f"DELETE FROM circles_agreement WHERE {_OF}",
            f"DELETE FROM circles_planversion WHERE {_OF}",
            f"DELETE FROM circles_agendapoint WHERE {_OF}",
            f"DELETE FROM circles_presence WHERE {_OF}",
            f"DELETE FROM circles_dayanswer WHERE {_OF}",
            f"DELETE FROM circles_possibleday WHERE {_OF}",
            f"DELETE FROM circles_circlemeeting WHERE {_OF}",
            f"DELETE FROM circles_suggestion WHERE {_OF}",
            f"DELETE FROM circles_calendarfeed WHERE {_OF}",
            f"DELETE FROM circles_startyes WHERE {_OF}",
            f"DELETE FROM circles_releasedline WHERE {_OF}",
            f"DELETE FROM circles_preparatorytalk WHERE {_OF}",
            f"DELETE FROM circles_shown WHERE {_OF}",
            f"DELETE FROM circles_sketchedperson WHERE {_OF}",
            f"DELETE FROM circles_seat WHERE {_OF}",
            "DELETE FROM circles_supportcircle WHERE id = ANY(gone)",
        ),
    ),
]
