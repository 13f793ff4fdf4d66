"""Every write of a report: made, taken back, decided with a reason, not agreed with (L-20)."""

import uuid

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.journal import actions as journal
from mekaar.journal.actions import Line
from mekaar.notices import actions as notices
from mekaar.people import queries as people
from mekaar.people.by import By, require
from mekaar.people.models import Participant
from mekaar.reports import queries, rules, states
from mekaar.reports.models import Decision, Report, ReportParties
from mekaar.reports.reportable import Thing

State = Report.State

_TOO_LATE = gettext_lazy("Hierover is al beslist, of het is er niet meer. Er is niets veranderd.")


@transaction.atomic
def make_report(thing: Thing, words: str, *, name: str, participant: Participant, by: By) -> Report:
    """Report words of another in own words; the name only if it is given.

    As long as nobody looked, reporting the same again gives the one report.
    """
    require(by.acts_for(participant.id), _("Melden doet iemand zelf, of samen aan de balie."))
    written = by.written_for(participant.id)
    Participant.objects.select_for_update(of=("self",)).get(id=participant.id)
    before = [one.report for one in queries.reported_by(participant) if one.report]
    for one in before:
        if one.thing == thing.id and one.state == State.OPEN:
            return one
    report = Report.objects.create(
        neighbourhood_id=by.here, kind=thing.kind, thing=thing.id, words=words, name=name
    )
    ReportParties.objects.create(
        neighbourhood_id=by.here, report=report, participant=participant, **written
    )
    line = by.line("reports.report.made", whose=participant.id, thing=report.id)
    journal.record(line, by=by.id, here=by.here)
    return report


@transaction.atomic
def withdraw(report: Report, *, participant: Participant, by: By) -> None:
    """Taken back before anybody decided: nothing of it is left."""
    require(by.acts_for(participant.id), _("Alleen wie iets meldde, trekt het in."))
    gone, _each = Report.objects.filter(id=report.id, state=State.OPEN).delete()
    if not gone:
        raise Refused(str(_TOO_LATE))
    line = by.line("reports.report.withdrawn", whose=participant.id, thing=report.id)
    journal.record(line, by=by.id, here=by.here)


@transaction.atomic
def decide(report: Report, outcome: str, reason: str, *, by: By) -> Decision:
    """A person decides: it stays, is hidden or is removed; both who it is about hear why.

    Never who wrote or reported it; after an appeal never who decided first. Of two at the same
    moment one decides.
    """
    require(rules.may_decide(by), _("Over meldingen beslist de buurtverbinder of de coördinator."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.take_report(%s)", [report.id])
        if not cursor.fetchone()[0]:
            raise Refused(str(_TOO_LATE))
    report.refresh_from_db(fields=["state"])
    is_first = report.state == State.OPEN
    states.REPORT.require_move(report.state, State.DECIDED if is_first else State.SETTLED)
    writer, reporter = parties_of(report, by=by)
    decision = Decision.objects.create(
        neighbourhood_id=by.here,
        report=report,
        nth=1 if is_first else 2,
        kind=report.kind,
        thing=report.thing,
        outcome=outcome,
        reason=reason,
        decided_by=by.id,
    )
    _tell(report, (writer, reporter), "reports.decided" if is_first else "reports.settled", by)
    return decision


def parties_of(report: Report, *, by: By) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """Who wrote and who reported, to tell them and to write down who looked; shown to nobody."""
    with db.acting(by.id, by.here, engine=True):
        found = ReportParties.objects.get(report=report)
    return found.writer, found.participant_id


def _tell(
    report: Report, both: tuple[uuid.UUID | None, uuid.UUID | None], kind: str, by: By
) -> None:
    writer, reporter = both
    lines = [
        Line("reports.thing.decided", whose=writer, thing=report.thing, why="reported"),
        Line("reports.report.decided", whose=reporter, thing=report.id, why="you_reported"),
    ]
    journal.record_all((one for one in lines if one.whose), by=by.id, here=by.here)
    for one in both:
        if one:
            channel = people.channel_for(one)
            notices.queue(kind, recipient=one, channel=channel, by=by, thing=report.id)


@transaction.atomic
def appeal(decision: Decision, *, participant: Participant, by: By) -> None:
    """ "Ik ben het er niet mee eens": one step, without words; another person looks again."""
    require(by.acts_for(participant.id), _("Dit zegt iemand zelf, of samen aan de balie."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.appeal(%s)", [decision.report_id])
        if not cursor.fetchone()[0]:
            raise Refused(str(_TOO_LATE))
    line = by.line("reports.appeal.made", whose=participant.id, thing=decision.report_id)
    journal.record(line, by=by.id, here=by.here)
