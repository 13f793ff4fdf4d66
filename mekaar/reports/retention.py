"""How long reports stay: a year after the last decision, longer only while it still hides words."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term

_STILL_HIDES = (
    "EXISTS (SELECT FROM reports_decision d WHERE d.report_id = one.id"
    " AND d.outcome IN ('hidden', 'removed') AND d.replaced_at IS NULL AND d.lifted_at IS NULL"
    " AND wall.writer_of(d.kind, d.thing) IS NOT NULL)"
)

_LAST = "(SELECT max(d.made_at) FROM reports_decision d WHERE d.report_id = one.id)"

RULES = [
    Rule(
        "reports_decided",
        "reports_report",
        what=_("Een melding, met wat erover beslist is"),
        term=Term(months=12),
        after=_("na de laatste beslissing"),
        then=_("wissen we dat, tenzij er nog woorden door verborgen zijn"),
        due=f"one.state IN ('decided', 'settled') AND {_LAST} < {{border}} AND NOT {_STILL_HIDES}",
        ends=(
            "DELETE FROM notices_notice WHERE thing = ANY(gone) AND neighbourhood_id = wall.here()",
            "DELETE FROM reports_report WHERE id = ANY(gone)",
        ),
    ),
]
