"""Mark's support circle in the lively demo: each line is written by whom it is of, as it would be.

Kees has his letter; the others phone, and Joke reads back what she writes down.
"""

import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from mekaar.circles.models import (
    AgendaPoint,
    Agreement,
    CircleMeeting,
    Consent,
    PlanVersion,
    PreparatoryTalk,
    Presence,
    ReleasedLine,
    Seat,
    StartYes,
    SupportCircle,
)
from mekaar.core import dates, db
from mekaar.people.models import Participant
from mekaar.web.demo.built import Built
from mekaar.web.demo.story import Told


def gather_circle(built: Built, told: Told) -> None:
    """From the first letter to a plan that everybody said yes to."""
    circle = _Circle(built, told)
    circle.gather()
    circle.decide()
    meeting = circle.meet()
    circle.agree(meeting)


class _Circle:
    """One circle while it is told."""

    def __init__(self, built: Built, told: Told) -> None:
        self.told = told
        self.mark, self.joke = built.people[told["resident"]], built.people[told["facilitator"]]
        self.kees = built.people[told["member"]]
        with self._being(self.mark):
            self.circle = SupportCircle.objects.create(
                neighbourhood=built.here, resident=self.mark, written_by=self.mark.id
            )
        self.row: dict[str, Any] = {
            "neighbourhood_id": self.circle.neighbourhood_id,
            "circle_id": self.circle.id,
            "resident_id": self.mark.id,
        }
        self.seats: dict[str, Seat] = {}

    def _being(self, who: Participant) -> Any:
        return db.acting(who.id, who.neighbourhood_id)

    def _by_joke(self) -> dict[str, Any]:
        return {"written_by": self.joke.id, "read_back_at": timezone.now()}

    def _moves(self, *states: str) -> None:
        with self._being(self.mark):
            for self.circle.state in states:
                self.circle.save(update_fields=["state"])

    def gather(self) -> None:
        """Mark asks; who is asked says yes."""
        with self._being(self.mark):
            self.seats["mark"] = Seat.objects.create(
                **self.row, chair=Seat.Chair.RESIDENT, state=Seat.State.SEATED,
                participant=self.mark, written_by=self.mark.id,
            )  # fmt: skip
            self.seats["joke"] = Seat.objects.create(
                **self.row, chair=Seat.Chair.FACILITATOR, participant=self.joke,
                written_by=self.mark.id,
            )  # fmt: skip
            for one in self.told["seats"]:
                self.seats[one["key"]] = Seat.objects.create(
                    **self.row, chair=Seat.Chair.MEMBER, name=one["name"], kind=one["kind"],
                    letter_digest=f"demo {one['key']}", written_by=self.mark.id,
                )  # fmt: skip
        self._moves("inviting")
        with self._being(self.joke):
            self._sits("joke", is_independent=True, written_by=self.joke.id)
        with self._being(self.kees), connection.cursor() as cursor:
            cursor.execute("SELECT wall.take_seat('demo kees')")
        with self._being(self.joke):
            for name in self._who_phone():
                self._sits(name, **self._by_joke())
        self._moves("preparing")

    def _who_phone(self) -> list[str]:
        return [one["key"] for one in self.told["seats"] if one["key"] != "kees"]

    def _sits(self, name: str, **said: Any) -> None:
        seat = self.seats[name]
        for column, value in {"state": Seat.State.SEATED, **said}.items():
            setattr(seat, column, value)
        seat.save(update_fields=["state", *said])

    def decide(self) -> None:
        """Joke talks with each of them; then everybody says yes for themselves."""
        phone = self._who_phone()
        with self._being(self.joke):
            for name in ("kees", *phone):
                PreparatoryTalk.objects.create(
                    **self.row, seat=self.seats[name], written_by=self.joke.id,
                    held_on=dates.today() - datetime.timedelta(days=21),
                )  # fmt: skip
            ReleasedLine.objects.create(
                **self.row, seat=self.seats[phone[0]], words=self.told["line"],
                told_to=self.joke.id, **self._by_joke(),
            )  # fmt: skip
        self._moves("start_decision")
        for name, who in self._hands():
            with self._being(who):
                said = self._by_joke() if name in phone else {"written_by": who.id}
                StartYes.objects.create(**self.row, seat=self.seats[name], **said)
        self._moves("active")

    def _hands(self) -> list[tuple[str, Participant]]:
        """Each seat with who holds the pen."""
        own = [("mark", self.mark), ("kees", self.kees), ("joke", self.joke)]
        return [*own, *((name, self.joke) for name in self._who_phone())]

    def meet(self) -> CircleMeeting:
        """At the place Mark chose; he opens the third phase."""
        with self._being(self.mark):
            meeting = CircleMeeting.objects.create(
                **self.row, number=1, place=self.told["place"],
                planned_for=timezone.now() - datetime.timedelta(days=7),
            )  # fmt: skip
            for sort, words in (("point", self.told["point"]), ("rather_not", self.told["not"])):
                AgendaPoint.objects.create(**self.row, meeting=meeting, sort=sort, words=words)
            for meeting.state in ("released", "being_there", "thinking_along", "supporting"):
                meeting.save(update_fields=["state"])
            for name in ("mark", "kees", *self._who_phone()):
                Presence.objects.create(
                    **self.row, meeting=meeting, seat=self.seats[name], was_there=True,
                    written_by=self.mark.id,
                )  # fmt: skip
        return meeting

    def agree(self, meeting: CircleMeeting) -> None:
        """What Kees does, with his yes, and everybody's consent."""
        with self._being(self.joke):
            plan = PlanVersion.objects.create(**self.row, meeting=meeting, number=1)
            agreement = Agreement.objects.create(
                **self.row, plan=plan, seat=self.seats["kees"], **self.told["agreement"]
            )
        with self._being(self.kees):
            agreement.state, agreement.said_by = Agreement.State.AGREED, self.kees.id
            agreement.save(update_fields=["state", "said_by"])
        with self._being(self.joke):
            plan.state, plan.round = PlanVersion.State.CONSENT_ROUND, 1
            plan.save(update_fields=["state", "round"])
        for name, who in self._hands():
            if name == "joke":
                continue
            phoned = name in self._who_phone()
            with self._being(who):
                said = self._by_joke() if phoned else {"written_by": who.id}
                Consent.objects.create(
                    **self.row, plan=plan, seat=self.seats[name], round=1,
                    answer=Consent.Answer.CONSENT, **said,
                )  # fmt: skip
        with self._being(self.mark):
            plan.state = PlanVersion.State.IN_FORCE
            plan.save(update_fields=["state"])
            meeting.state, meeting.outcome = "written", CircleMeeting.Outcome.FURTHER
            meeting.save(update_fields=["state", "outcome"])
            meeting.state = CircleMeeting.State.CONSENTED
            meeting.save(update_fields=["state"])
