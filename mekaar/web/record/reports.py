"""Of the record: what somebody reported, and what was decided about their words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mekaar.people.models import Participant
from mekaar.reports import queries
from mekaar.reports.models import Decision
from mekaar.web.record.items import Item, capital, day, on_day


def reports(resident: Participant) -> Iterator[list[Item]]:
    """Each report with its decisions, and each decision about own words."""
    for one in queries.reported_by(resident):
        if one.report is None:
            continue
        label = on_day(_("Jij meldde"), one.report.made_at)
        yield [
            Item(label, one.report.words),
            Item(_("Wat je meldde"), capital(one.report.get_kind_display())),
            Item(_("Jouw naam bij de melding"), one.report.name),
            Item(_("Hoe het ervoor staat"), capital(one.report.get_state_display())),
        ]
        for decision in one.decisions:
            yield list(_decision(decision))
    for one in queries.decided_about(resident):
        for decision in one.decisions:
            yield [
                Item(_("Over jouw woorden"), capital(decision.get_kind_display())),
                *_decision(decision),
            ]


def _decision(decision: Decision) -> Iterator[Item]:
    said = capital(decision.get_outcome_display())
    yield Item(on_day(_("Besluit"), decision.made_at), said)
    yield Item(_("Waarom"), decision.reason)
    writer = decision.appealed_by == Decision.Side.WRITER
    who = (
        _("Wie het schreef, was het er niet mee eens")
        if writer
        else _("Wie het meldde, was het er niet mee eens")
    )
    yield Item(who, day(decision.appealed_at))
    yield Item(_("Telt niet meer sinds"), day(decision.replaced_at))
    yield Item(_("Anders gezegd op"), day(decision.lifted_at))
