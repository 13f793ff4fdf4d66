"""How long what belongs to the desk and to signing in stays."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term

_A_DAY, _A_MONTH = Term(days=1), Term(months=1)
_GONE = _("wissen we dat")

RULES = [
    Rule(
        "doorbells_answered",
        "people_doorbell",
        what=_("Dat je aanbelde (je naam en woorden wissen we al als iemand je sprak)"),
        term=_A_MONTH,
        after=_("nadat iemand je sprak"),
        then=_GONE,
        due="one.answered_at < {border}",
    ),
    Rule(
        "visits_over",
        "people_deskvisit",
        what=_("Dat iemand je aan de balie hielp"),
        term=Term(months=3),
        after=_("na dat gesprek"),
        then=_("wissen we dat; in de lijst van wie keek blijft het staan"),
        # A visit that somebody forgot to close opens nothing after some hours (walls.py).
        due="coalesce(one.ended_at, one.started_at) < {border}",
    ),
    Rule(
        "roles_ended",
        "people_roleheld",
        what=_("Dat iemand hier een taak had"),
        term=Term(years_of="journal_years"),
        after=_("nadat die taak ophield"),
        then=_("wissen we dat; tot dan staat de naam in de lijst van wie keek"),
        due="one.until < {border}",
    ),
    Rule(
        "cards_ended",
        "people_signincard",
        what=_("Een kaart om je aan te melden"),
        term=_A_MONTH,
        after=_("nadat die niet meer werkt"),
        then=_GONE,
        due="one.ended_at < {border}",
        everywhere=True,
    ),
    Rule(
        "mailed_codes",
        "people_mailedcode",
        what=_("Een code die je per mail kreeg"),
        term=_A_DAY,
        after=_("na het versturen"),
        then=_GONE,
        due="one.made_at < {border}",
        everywhere=True,
    ),
    Rule(
        "attempts",
        "people_attempt",
        what=_("Dat iemand probeerde zich aan te melden"),
        term=_A_DAY,
        after=_("na die poging"),
        then=_GONE,
        kind="bigint",
        due="one.at < {border}",
        everywhere=True,
    ),
    Rule(
        "answered",
        "people_answered",
        what=_("Welk formulier al gedaan is"),
        # Long enough for a browser that sends a form again after a night.
        term=Term(days=2),
        after=_("na het versturen"),
        then=_GONE,
        key="key",
        kind="varchar",
        due="one.made_at < {border}",
        everywhere=True,
        told=False,
    ),
    Rule(
        "sessions",
        "django_session",
        what=_("Dat je bent aangemeld op een apparaat"),
        term=_A_DAY,
        after=_("nadat het vanzelf ophield"),
        then=_GONE,
        key="session_key",
        kind="varchar",
        due="one.expire_date < {border}",
        everywhere=True,
    ),
    Rule(
        "sessions_of_accounts",
        "people_sessionof",
        what=_("Welke aanmelding bij wie hoort"),
        term=_A_DAY,
        after=_("nadat de aanmelding ophield"),
        then=_GONE,
        kind="bigint",
        due=(
            "one.made_at < {border} AND NOT EXISTS"
            " (SELECT FROM django_session s WHERE s.session_key = one.session_key)"
        ),
        everywhere=True,
        told=False,
    ),
]
