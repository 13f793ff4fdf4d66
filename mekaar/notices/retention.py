"""How long notices stay after they were given, and finished work in the queue."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term

RULES = [
    Rule(
        "notices_done",
        "notices_notice",
        what=_("Een bericht dat je kreeg of las"),
        term=Term(months=3),
        after=_("na die dag"),
        then=_("wissen we het"),
        due="one.done_at < {border}",
    ),
    Rule(
        "jobs_done",
        "procrastinate_jobs",
        what=_("Werk dat de computer af heeft"),
        term=Term(days=14),
        after=_("nadat het klaar was"),
        then=_("wissen we het"),
        kind="bigint",
        due=(
            "one.status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS"
            " (SELECT FROM procrastinate_events e WHERE e.job_id = one.id AND e.at >= {border})"
        ),
        everywhere=True,
        told=False,
    ),
]
