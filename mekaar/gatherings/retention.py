"""How long gatherings stay: what was published stays, what never was goes after a year."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term

RULES = [
    Rule(
        "unpublished_gatherings",
        "gatherings_gathering",
        what=_("Een bijeenkomst waarvan de oogst niet gedeeld is"),
        term=Term(months=12),
        after=_("na de dag zelf"),
        then=_("wissen we die, met wat erover opgeschreven is"),
        due="one.state <> 'published' AND one.ends_at < {border}",
        order="ends_at",
        ends=(
            "DELETE FROM gatherings_harvest WHERE gathering_id = ANY(gone)",
            "DELETE FROM gatherings_gathering WHERE id = ANY(gone)",
        ),
    ),
]
