"""How long the lines of the journal stay (L-10): the oldest end is cut off, a day at a time."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term

_HERE = "neighbourhood_id = wall.here()"
_FIRST = f"(SELECT min(number) FROM journal_link WHERE {_HERE})"  # noqa: S608  # our own words

RULES = [
    Rule(
        "journal_lines",
        "journal_link",
        what=_("De lijst van wie keek en wie schreef"),
        term=Term(years_of="journal_years"),
        after=_("na de dag waarop het gebeurde"),
        then=_("wissen we die regel"),
        key="entry",
        order="number",
        due="one.number <= wall.journal_old(one.neighbourhood_id)",
        locks=("PERFORM pg_advisory_xact_lock(hashtextextended(wall.here()::text, 19))",),
        # Up to the anchor of one day, which stays as the beginning of the chain that is left.
        ends=(
            f"gone := ARRAY(SELECT entry FROM journal_link WHERE {_HERE} AND number <="  # noqa: S608
            f" (SELECT min(number) FROM journal_anchor WHERE {_HERE} AND number >= {_FIRST}"
            " AND number <= wall.journal_old(wall.here())))",
            "DELETE FROM journal_entry WHERE id = ANY(gone)",
            f"DELETE FROM journal_link WHERE {_HERE} AND entry = ANY(gone)",  # noqa: S608
            f"DELETE FROM journal_anchor a WHERE {_HERE}"  # noqa: S608
            f" AND (a.number < {_FIRST} OR {_FIRST} IS NULL) AND wall.journal_begins_later(a)",
        ),
    ),
]
