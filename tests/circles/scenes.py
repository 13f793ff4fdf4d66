"""Mark's circle, set up behind the walls: every row is written by whom it must be written by."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from mekaar.circles.models import (
    AgendaPoint,
    CircleMeeting,
    PlanVersion,
    PreparatoryTalk,
    Presence,
    Seat,
    StartYes,
    SupportCircle,
)
from mekaar.core import dates
from mekaar.people.models import Participant
from tests.acting import acting_as

Chair, State = Seat.Chair, Seat.State


@dataclass
class Circle:
    """A circle and its chairs: mark, zus, kees (no account), ellen (a professional), joke."""

    cast: Any
    circle: SupportCircle
    mark: Participant
    seats: dict[str, Seat] = field(default_factory=dict)
    # Who is there at a meeting.
    there: tuple[str, ...] = ("mark", "zus", "ellen")

    def again(self) -> "Circle":
        """As it stands in the database now."""
        self.circle = SupportCircle.objects.get(id=self.circle.id)
        self.seats = {name: Seat.objects.get(id=one.id) for name, one in self.seats.items()}
        return self

    @property
    def row(self) -> dict[str, Any]:
        """What every row of this circle carries."""
        return {
            "neighbourhood_id": self.circle.neighbourhood_id,
            "circle_id": self.circle.id,
            "resident_id": self.mark.id,
        }

    def who(self, name: str) -> Participant:
        """The participant of a chair."""
        return self.mark if name == "mark" else getattr(self.cast, name)

    def moves_to(self, *states: str) -> "Circle":
        """Mark moves the circle on."""
        for state in states:
            with acting_as(self.mark):
                self.circle.state = state
                self.circle.save(update_fields=["state"])
        return self


def sketching(cast: Any) -> Circle:
    """Mark began; nobody was asked."""
    return sketching_of(cast, cast.mark)


def sketching_of(cast: Any, mark: Participant) -> Circle:
    """Somebody began a circle of their own."""
    with acting_as(mark):
        circle = SupportCircle.objects.create(
            neighbourhood_id=mark.neighbourhood_id, resident=mark, written_by=mark.id,
            name="de vijver",
        )  # fmt: skip
    made = Circle(cast, circle, mark)
    with acting_as(mark):
        made.seats["mark"] = Seat.objects.create(
            **made.row, chair=Chair.RESIDENT, state=State.SEATED, participant=mark,
            written_by=mark.id,
        )  # fmt: skip
    return made


def ask_member(made: Circle, who: str, name: str, kind: str = "other", **more: Any) -> Seat:
    """Mark asks somebody, by a letter."""
    with acting_as(made.mark):
        made.seats[who] = Seat.objects.create(
            **made.row, chair=Chair.MEMBER, name=name, kind=kind, written_by=made.mark.id, **more
        )
    return made.seats[who]


def sits_down(made: Circle, who: str, participant: Participant) -> None:
    """Who has the letter takes the seat, in the way of `wall.take_seat`."""
    seat = made.seats[who]
    _writes_letter(made, seat)
    with acting_as(participant), connection.cursor() as cursor:
        cursor.execute("SELECT wall.take_seat(%s)", [f"digest of {seat.id}"])
        assert cursor.fetchone()[0] is True
    made.seats[who] = Seat.objects.get(id=seat.id)


def _writes_letter(made: Circle, seat: Seat) -> None:
    with acting_as(made.mark):
        Seat.objects.filter(id=seat.id).update(letter_digest=f"digest of {seat.id}")


def ask_facilitator(made: Circle, who: str = "joke", *, yes: bool = True) -> Seat:
    """Mark asks Joke; she says yes."""
    participant = getattr(made.cast, who)
    with acting_as(made.mark):
        seat = made.seats[who] = Seat.objects.create(
            **made.row, chair=Chair.FACILITATOR, participant=participant, written_by=made.mark.id
        )
    if yes:
        with acting_as(participant):
            seat.state, seat.is_independent, seat.written_by = State.SEATED, True, participant.id
            seat.save(update_fields=["state", "is_independent", "written_by"])
    return seat


def gathered(cast: Any) -> Circle:
    """Zus and Ellen took their seats by letter, Kees said yes on the phone to Joke."""
    made = sketching(cast).moves_to("inviting")
    ask_facilitator(made)
    ask_member(made, "zus", "mijn zus", "family")
    ask_member(made, "kees", "buurman Kees", "neighbour")
    ask_member(made, "ellen", "Ellen (FACT)", "professional")
    sits_down(made, "zus", cast.zus)
    sits_down(made, "ellen", cast.ellen)
    with acting_as(cast.joke):
        kees = made.seats["kees"]
        kees.state, kees.written_by, kees.read_back_at = State.SEATED, cast.joke.id, timezone.now()
        kees.save(update_fields=["state", "written_by", "read_back_at"])
    return made.moves_to("preparing")


def talk(made: Circle, *names: str) -> None:
    """Joke had the talk with these members."""
    for name in names:
        with acting_as(made.cast.joke):
            PreparatoryTalk.objects.create(
                **made.row, seat=made.seats[name], held_on=dates.today(),
                written_by=made.cast.joke.id,
            )  # fmt: skip


def everybody_says_yes(made: Circle) -> None:
    """Each with their own yes; Kees said it aloud, and Joke read it back."""
    own = {"mark": made.mark, "zus": made.cast.zus, "ellen": made.cast.ellen,
           "joke": made.cast.joke}  # fmt: skip
    for name, participant in own.items():
        with acting_as(participant):
            StartYes.objects.create(**made.row, seat=made.seats[name], written_by=participant.id)
    with acting_as(made.cast.joke):
        StartYes.objects.create(
            **made.row, seat=made.seats["kees"], written_by=made.cast.joke.id,
            read_back_at=timezone.now(),
        )  # fmt: skip


def deciding(cast: Any) -> Circle:
    """Every talk was held; everybody is asked for a yes."""
    made = gathered(cast)
    talk(made, "zus", "kees", "ellen")
    return made.moves_to("start_decision")


def active(cast: Any) -> Circle:
    """The circle began."""
    made = deciding(cast)
    everybody_says_yes(made)
    return made.moves_to("active")


def active_of(cast: Any, resident: Participant, **members: str) -> Circle:
    """The circle of somebody else began: by name of the cast, what each member is to them."""
    made = sketching_of(cast, resident).moves_to("inviting")
    made.there = ("mark", *members)
    ask_facilitator(made)
    for who, kind in members.items():
        ask_member(made, who, made.who(who).display_name, kind)
        sits_down(made, who, made.who(who))
    made.moves_to("preparing")
    talk(made, *members)
    made.moves_to("start_decision")
    for who in ("mark", "joke", *members):
        with acting_as(made.who(who)):
            row = {**made.row, "written_by": made.who(who).id}
            StartYes.objects.create(**row, seat=made.seats[who])
    return made.moves_to("active")


def meeting(made: Circle, state: str = "agenda_draft", *, number: int = 1) -> CircleMeeting:
    """A meeting at the pond, up to and including this state; zus, Ellen and Mark are there."""
    with acting_as(made.mark):
        one = CircleMeeting.objects.create(
            **made.row, number=number, place="bij de vijver",
            planned_for=timezone.now() + datetime.timedelta(days=3),
        )  # fmt: skip
        AgendaPoint.objects.create(**made.row, meeting=one, words="wie er langskomt")
        AgendaPoint.objects.create(
            **made.row, meeting=one, words="medicijnen", sort=AgendaPoint.Sort.RATHER_NOT
        )
    steps = ("agenda_draft", "released", "being_there", "thinking_along", "supporting")
    goes_on(made, one, *steps[1 : steps.index(state) + 1])
    if state not in ("agenda_draft", "released"):
        all_there(made, one)
    return one


def goes_on(made: Circle, one: CircleMeeting, *states: str) -> None:
    """Mark takes the meeting on."""
    with acting_as(made.mark):
        for one.state in states:
            one.save(update_fields=["state"])


def all_there(made: Circle, one: CircleMeeting) -> None:
    """Mark, zus and Ellen are there; Kees is not."""
    with acting_as(made.mark):
        for name in made.there:
            Presence.objects.create(
                **made.row, meeting=one, seat=made.seats[name], was_there=True,
                written_by=made.mark.id,
            )  # fmt: skip


def pauses(made: Circle) -> None:
    """One action, without a reason."""
    made.circle.state, made.circle.paused_from = "paused", made.circle.state
    _by_mark(made, "state", "paused_from")


def stops(made: Circle) -> None:
    """Mark stops; what was told stays three months for him alone."""
    made.circle.state, made.circle.paused_from, made.circle.ended_at = "ended", "", timezone.now()
    _by_mark(made, "state", "paused_from", "ended_at")


def goes(made: Circle, name: str, state: str) -> None:
    """A member leaves by themselves, or Mark removes them."""
    with acting_as(made.who(name) if state == "left" else made.mark):
        seat = made.seats[name]
        seat.state = state
        seat.save(update_fields=["state"])


def refuses(made: Circle, name: str) -> None:
    """Who has the letter says no, without a name."""
    seat = made.seats[name]
    _writes_letter(made, seat)
    with acting_as(None), connection.cursor() as cursor:
        cursor.execute("SELECT wall.refuse_letter(%s)", [f"digest of {seat.id}"])
        assert cursor.fetchone()[0] is True


def _by_mark(made: Circle, *columns: str) -> None:
    with acting_as(made.mark):
        made.circle.save(update_fields=columns)


def plan(made: Circle, one: CircleMeeting, *, number: int = 1) -> PlanVersion:
    """A plan in the making, written in a meeting that is in its third phase."""
    with acting_as(made.cast.joke):
        return PlanVersion.objects.create(**made.row, meeting=one, number=number)
