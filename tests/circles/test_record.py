"""Everything that is kept of who sits in a circle: one's own, and nothing of another (R-B03, L-03).

Every column of every table is shown in the record of whose it is, or named here with the reason.
"""

import datetime

import pytest
from django.apps import apps
from django.db import models

from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CalendarFeed,
    CircleMeeting,
    Consent,
    DayAnswer,
    PlanVersion,
    PossibleDay,
    PreparatoryTalk,
    Presence,
    ReleasedLine,
    Seat,
    Shown,
    SketchedPerson,
    StartYes,
    Suggestion,
    SupportCircle,
)
from mekaar.core.sealed import SealedText
from mekaar.web.record.items import day
from tests.acting import at_desk
from tests.circles import scenes
from tests.conversation.scenes import wants
from tests.promises.whole_life import without_triggers

pytestmark = pytest.mark.django_db

# Whose a row is, and where it belongs, is said by where it stands; who wrote is in the journal.
EVERYWHERE = {
    "id", "neighbourhood", "code", "made_at", "written_by", "read_back_at", "circle", "resident",
    "seat", "participant", "meeting", "plan", "day", "phrase_keys",
}  # fmt: skip
NOT_SHOWN = {
    "Seat": {
        "letter_digest": "a keyed digest: the code is nowhere",
        "state_since": "from when the term of a guest who sits nowhere counts",
    },
    "ReleasedLine": {"told_to": "the facilitator of that moment, who is named"},
    "AgendaPoint": {"position": "the order in which they stand"},
    "PlanVersion": {"round": "how often it was asked; stands with each answer"},
    "Consent": {},
    "Agreement": {
        "said_by": "who does it",
        "said_back_at": "in the journal",
        "crosses": "always empty",
    },
    "CalendarFeed": {"digest": "a keyed digest: the address is nowhere"},
}
TO_COME = datetime.datetime(2031, 5, 6, 8, 30, tzinfo=datetime.UTC)
OF_RESIDENT = (SupportCircle, Seat, SketchedPerson, Shown, PreparatoryTalk, StartYes,
               CircleMeeting, PossibleDay, AgendaPoint, PlanVersion, Agreement)  # fmt: skip
OF_MEMBER = (PreparatoryTalk, ReleasedLine, StartYes, DayAnswer, Presence, Suggestion, Agreement,
             Consent, CalendarFeed)  # fmt: skip


class Life:
    """A circle in which each column holds something that stands nowhere else."""

    def __init__(self, cast):
        self.cast, self.made = cast, scenes.active(cast)
        self.goal = wants(cast.mark, "zelf bepalen wie er langskomt")
        self.expected = {}
        self.days = datetime.date(2032, 1, 1)
        with without_triggers():
            self._fill_all()

    def fill(self, row, **values):
        """Other words in each sealed column, another day in each date; and what is given."""
        label = type(row).__name__
        for column in row._meta.concrete_fields:
            if column.name in {*EVERYWHERE, *NOT_SHOWN.get(label, {}), *values}:
                continue
            if isinstance(column, SealedText):
                values[column.name] = (f"{column.name} van {label}",) * 2
            elif isinstance(column, models.DateField):
                self.days += datetime.timedelta(days=1)
                at = datetime.datetime.combine(self.days, datetime.time(12), datetime.UTC)
                is_moment = isinstance(column, models.DateTimeField)
                values[column.name] = (at if is_moment else self.days, day(self.days))
        for name, (value, shown) in values.items():
            setattr(row, name, value)
            self.expected[label, name] = shown
        row.save()
        return row

    def _fill_all(self):
        made, row = self.made, self.made.row
        zus = made.seats["zus"]
        mark = {"resident": self.cast.mark, "written_by": self.cast.mark.id}
        ended = SupportCircle(neighbourhood_id=made.circle.neighbourhood_id, **mark)
        self.fill(ended, state=("ended", "gestopt"), paused_from=("", ""))
        self.fill(
            made.circle,
            state=("paused", "pauze"),
            paused_from=("start_decision", "iedereen zegt zelf of we beginnen"),
            friendly_call=(True, "eens bellen ja"),
            ended_at=(None, self.expected["SupportCircle", "ended_at"]),
        )
        self.fill(made.seats["kees"], is_child=(True, "ja, alleen een voornaam"))
        self.fill(
            zus,
            chair=("member", "kringlid"),
            state=("seated", "doet mee"),
            kind=("family", "familie"),
            some_meetings_only=(True, "komt soms"),
            is_independent=(True, "ja, dat zegt de procesbegeleider"),
        )
        self.fill(
            SketchedPerson(**row), kind=("friend", "vriend of vriendin"), ring=(3, "verder weg")
        )
        self.fill(
            Shown(**row),
            what=("goal", "Een doel van mij"),
            goal=(self.goal, "zelf bepalen wie er langskomt"),
        )
        talk = PreparatoryTalk.objects.get(seat=zus)
        self.fill(talk, is_waived=(False, "Voorgesprek"))
        self.fill(ReleasedLine(**row, seat=zus, written_by=self.cast.zus.id))
        meeting = self.fill(
            CircleMeeting(**row),
            number=(41, "41"),
            state=("written", "geweest"),
            time_alone=(True, "Tijd zonder beroepskracht"),
            outcome=("good", "we waren bij elkaar, dat was goed"),
        )
        possible = self.fill(PossibleDay(**row, meeting=meeting), at=(TO_COME, "10.30 uur"))
        self.fill(
            DayAnswer(**row, day=possible, seat=zus, written_by=self.cast.zus.id),
            answer=("maybe", "als het moet"),
        )
        self.fill(
            Presence(**row, meeting=meeting, seat=zus, written_by=self.cast.zus.id),
            comes=(False, "komt niet"),
            was_there=(True, "was erbij"),
        )
        self.fill(AgendaPoint(**row, meeting=meeting), sort=("rather_not", "liever niet over"))
        self.fill(Suggestion(**row, seat=zus), taken_over=(True, "staat op de agenda"))
        plan = self.fill(
            PlanVersion(**row, meeting=meeting),
            number=(43, "43"),
            state=("superseded", "er is een nieuwer plan"),
        )
        self.fill(Agreement(**row, plan=plan, seat=zus), state=("vetoed", "doorgestreept"))
        self.fill(
            Consent(**row, plan=plan, seat=zus, written_by=self.cast.zus.id),
            round=(47, "ronde 47"),
            answer=("objection", "ik heb een bezwaar"),
        )
        self.fill(
            CalendarFeed(**row, seat=zus, participant=self.cast.zus, digest="geheim"),
            with_place=(True, "met de plek"),
        )


def missing(life, text, kinds):
    wanted = {one.__name__ for one in kinds}
    return {
        key: words for key, words in life.expected.items() if key[0] in wanted and words not in text
    }


def test_every_column_is_filled_or_named_with_a_reason(cast):
    life = Life(cast)
    found = {
        (one.__name__, column.name)
        for one in apps.get_app_config("circles").get_models()
        for column in one._meta.concrete_fields
        if column.name not in EVERYWHERE | set(NOT_SHOWN.get(one.__name__, {}))
    }
    assert found - set(life.expected) == set()


def test_the_resident_s_record_holds_every_column(cast, page):
    life = Life(cast)
    shown = " ".join(page(cast.mark).get("/mijn/alles/").main.split())
    assert missing(life, shown, OF_RESIDENT) == {}
    for theirs in (ReleasedLine, Suggestion, Consent):
        for (label, _name), words in life.expected.items():
            assert label != theirs.__name__ or not words.endswith(label) or words not in shown


def test_a_member_s_record_holds_what_is_theirs_and_nothing_of_the_resident(cast, page):
    life = Life(cast)
    with without_triggers():
        life.made.circle.state, life.made.circle.paused_from = "active", ""
        life.made.circle.save()
    shown = " ".join(page(cast.zus).get("/mijn/alles/").main.split())
    assert missing(life, shown, OF_MEMBER) == {}
    for secret in ("name van SketchedPerson", "zelf bepalen wie", "words van AgendaPoint",
                   "place van CircleMeeting", "Ellen", "Kees"):  # fmt: skip
        assert secret not in shown


def test_nothing_of_a_circle_in_the_record_at_the_desk(cast, page):
    life = Life(cast)
    for resident in (cast.mark, cast.zus):
        at_desk(cast.ria, resident)
        shown = page(cast.ria).get("/mijn/alles/").main
        for words in life.expected.values():
            if " van " in words or "zelf bepalen" in words:
                assert words not in shown


def test_who_sits_nowhere_has_no_part_of_it(cast, page):
    Life(cast)
    shown = page(cast.anouk).get("/mijn/alles/").main
    assert "Een kring waar je in zit" not in shown
    assert "buurman Kees" not in shown
