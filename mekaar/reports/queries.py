"""Reads of reports: somebody's own, what was decided about their words, what waits for a person."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch

from mekaar.core.leaf import Leaf, cut
from mekaar.exchange.queries.introduction import role_holders
from mekaar.journal import actions as journal
from mekaar.journal.actions import Line
from mekaar.people.by import By
from mekaar.people.models import Participant
from mekaar.reports.models import Decision, Report
from mekaar.reports.rules import AGAIN


@dataclass(frozen=True, slots=True)
class Mine:
    """What was decided, as one of the two reads it; `report` only for who made it."""

    report: Report | None
    decisions: list[Decision]

    @property
    def first(self) -> Decision | None:
        """The first decision."""
        return self.decisions[0] if self.decisions else None

    @property
    def may_appeal(self) -> bool:
        """Decided once, and nobody disagreed yet."""
        return len(self.decisions) == 1 and self.decisions[0].appealed_at is None

    @property
    def is_looked_at_again(self) -> bool:
        """Somebody disagreed, and nobody decided again yet."""
        return len(self.decisions) == 1 and self.decisions[0].appealed_at is not None


def waiting(by: By) -> list[uuid.UUID]:
    """The reports that this person may decide now, as the database says."""
    if not by.holds(*AGAIN):
        return []
    return _ids("SELECT wall.to_judge()", [])


def open_reports(by: By, *, after: str = "") -> Leaf[Report]:
    """What waits for this person, first come first; no names, and nothing is counted by person."""
    return cut(Report.objects.filter(id__in=waiting(by)), "made_at", after=after)


def reported_by(participant: Participant) -> list[Mine]:
    """What this person reported, the latest first."""
    ids = _ids("SELECT wall.reported_by(ARRAY[%s])", [participant.id])
    decided = Prefetch("decisions", Decision.objects.order_by("nth"))
    rows = Report.objects.filter(id__in=ids).prefetch_related(decided).order_by("-made_at", "code")
    return [Mine(row, list(row.decisions.all())) for row in rows]


def decided_about(participant: Participant) -> list[Mine]:
    """What was decided about words of this person, the latest first."""
    ids = _ids("SELECT wall.reported_of(ARRAY[%s])", [participant.id])
    found: dict[uuid.UUID, list[Decision]] = {}
    for one in Decision.objects.filter(report__in=ids).order_by("-made_at", "nth"):
        found.setdefault(one.report_id, []).append(one)
    return [Mine(None, sorted(rows, key=lambda one: one.nth)) for rows in found.values()]


def _ids(sql: str, values: list[uuid.UUID]) -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchone()[0])


def is_one_person() -> bool:
    """Whether only one person here may decide at all: then nobody can look again."""
    return len(role_holders(*AGAIN)) < 2


def seen(report: Report, writer: uuid.UUID | None, reporter: uuid.UUID | None, *, by: By) -> None:
    """Write down for both that their words were read, and why (L-10)."""
    lines = [
        Line("reports.thing.seen", whose=writer, thing=report.thing, why="reported"),
        Line("reports.report.seen", whose=reporter, thing=report.id, why="you_reported"),
    ]
    journal.record_all((one for one in lines if one.whose), by=by.id, here=by.here)


def some(ids: Iterable[uuid.UUID]) -> list[Report]:
    """These reports."""
    return list(Report.objects.filter(id__in=list(ids)))


def first_decision(report: Report) -> Decision | None:
    """What was decided before somebody disagreed."""
    return Decision.objects.filter(report=report, nth=1).first()
