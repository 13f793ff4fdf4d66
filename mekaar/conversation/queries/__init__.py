"""Reads of the conversation room that feed a screen or a decision of the rooms above.

Each sees what the walls show to who asks: the resident, who helps at the desk now, or (talks to
come only) the desk.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Func, Prefetch, QuerySet
from django.utils import timezone

from mekaar.conversation import rules, words
from mekaar.conversation.models import (
    CoreAnswer,
    DailyActivity,
    Encounter,
    PracticeStep,
)
from mekaar.conversation.queries.invitation import may_be_invited
from mekaar.core import dates
from mekaar.core.leaf import Leaf, cut
from mekaar.core.prepared import prepared
from mekaar.people.by import By
from mekaar.people.models import Participant, RoleHeld
from mekaar.people.names import parts_of_name

Question = CoreAnswer.Question
Step = DailyActivity.Step
_LANGUAGES = dict(words.LANGUAGES)
MOST_TALKS = 50
_NAME = Participant._meta.get_field("display_name")


class CardState(StrEnum):
    """How far the card is. Nothing is offered before it was begun or passed (R-A02)."""

    OPEN = "open"
    PASSED = "passed"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of an answer, as it is shown."""

    words: str
    unknown_yet: bool
    language: str
    language_code: str
    other_words: str
    version: int
    said_on: datetime.date

    @property
    def says_something(self) -> bool:
        """Whether there are words, in any language."""
        return bool(self.words or self.other_words)


@dataclass(frozen=True, slots=True)
class CoreQuestion:
    """One core question with all its wordings: first and later stand side by side (R-C06)."""

    key: str
    title: str
    wordings: tuple[Wording, ...]

    @property
    def first(self) -> Wording | None:
        """The first wording that says something."""
        return next((one for one in self.wordings if one.says_something), None)

    @property
    def latest(self) -> Wording | None:
        """The wording that counts now."""
        return self.wordings[-1] if self.wordings else None

    @property
    def has_changed(self) -> bool:
        """Whether there is an earlier wording to show beside the latest: said otherwise since, not
        only said in one more language.
        """
        if self.first is None or self.latest is None:
            return False
        kept = self.first.words in ("", self.latest.words)
        return not kept or self.first.other_words not in ("", self.latest.other_words)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as resident and desk see it: who, with whom, when and where."""

    code: str
    participant: uuid.UUID
    thing: uuid.UUID
    who: str
    with_whom: str
    place: str
    by_phone: bool
    language_helper: str
    planned_for: datetime.datetime | None
    held_on: datetime.date | None
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class StepOfThree:
    """One of the three steps of reablement with what stands on it."""

    key: str
    title: str
    activities: tuple[DailyActivity, ...]
    is_unknown: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class MyConversation:
    """What "mijn plek" shows of this room."""

    talks: tuple[Talk, ...]
    questions: tuple[CoreQuestion, ...]
    card: CardState
    looking_back: tuple[PracticeStep, ...]
    may_be_invited: bool


# --- The conversation card ------------------------------------------------------------------------


def core_questions(participant: Participant) -> tuple[CoreQuestion, ...]:
    """Want, can, need, in this order, each with every wording."""
    return _by_question(_answers(participant.neighbourhood_id, participant.id))


@prepared
def _answers(here: uuid.UUID, one: uuid.UUID) -> QuerySet[CoreAnswer]:
    return CoreAnswer.objects.filter(neighbourhood=here, participant=one).order_by("version")


def no_answers() -> tuple[CoreQuestion, ...]:
    """The three questions of an empty card."""
    return _by_question(())


def _by_question(answers: Iterable[CoreAnswer]) -> tuple[CoreQuestion, ...]:
    found: dict[str, list[Wording]] = {question: [] for question in Question.values}
    for answer in answers:
        found[answer.question].append(_wording(answer))
    return tuple(
        CoreQuestion(question.value, str(question.label), tuple(found[question.value]))
        for question in Question
    )


def _wording(answer: CoreAnswer) -> Wording:
    return Wording(
        words=answer.words,
        unknown_yet=answer.unknown_yet,
        language=str(_LANGUAGES.get(answer.other_language, "")),
        language_code=answer.other_language,
        other_words=answer.other_words,
        version=answer.version,
        said_on=timezone.localtime(answer.made_at).date(),
    )


def conversation_card_state(participant: Participant) -> CardState:
    """Open, passed or begun. Ask it behind the walls as the resident, or at the desk for them."""
    return state_of(core_questions(participant))


def state_of(questions: Iterable[CoreQuestion]) -> CardState:
    """The same for answers that were read already."""
    wordings = [one for question in questions for one in question.wordings]
    if not wordings:
        return CardState.OPEN
    if any(one.says_something for one in wordings):
        return CardState.BEGUN
    return CardState.PASSED


def card_words(participant: uuid.UUID) -> tuple[str, ...]:
    """The latest words in Dutch, for the card that the desk prints (people.queries.CARD_WORDS)."""
    answers = CoreAnswer.objects.filter(participant=participant).order_by("version")
    latest = [question.latest for question in _by_question(answers)]
    return tuple(wording.words for wording in latest if wording and wording.words)


def need_words(participant: Participant) -> str:
    """What somebody needs, in their latest words in Dutch: the first words of an ask (exchange)."""
    answers = CoreAnswer.objects.filter(
        neighbourhood=participant.neighbourhood_id, participant=participant, question=Question.NEED
    )
    latest = answers.order_by("-version").first()
    return latest.words if latest else ""


# --- Talks ----------------------------------------------------------------------------------------


def wished(by: By) -> QuerySet[Encounter]:
    """Who wants to talk and has no day yet; for who plans."""
    return Encounter.objects.visible_to(by).filter(state=Encounter.State.WISHED)


def wishes(by: By, *, after: str) -> Leaf[Talk]:
    """The same as a page shows them, the longest waiting first."""
    return cut(_with_names(wished(by)), "made_at", after=after).of(_as_shown)


def agenda(by: By, *, after: str) -> Leaf[Talk]:
    """What is planned, in the order of the days."""
    planned = Encounter.objects.visible_to(by).filter(state=Encounter.State.PLANNED)
    return cut(_with_names(planned), "planned_for", after=after).of(_as_shown)


def _with_names(found: QuerySet[Encounter]) -> QuerySet[Encounter]:
    """These encounters with the names of both, in the same query."""
    return found.select_related("participant").annotate(
        partner=Func(F("with_whom"), function="wall.talks_with", output_field=_NAME)
    )


def talks(found: QuerySet[Encounter]) -> tuple[Talk, ...]:
    """These encounters as a page shows them."""
    return tuple(_as_shown(talk) for talk in _with_names(found))


@prepared
def _to_come(here: uuid.UUID, one: uuid.UUID) -> QuerySet[Encounter]:
    mine = Encounter.objects.filter(neighbourhood=here, participant=one).to_come()
    return _with_names(mine.order_by("made_at")[:20])


def _as_shown(talk: Encounter) -> Talk:
    return Talk(
        code=talk.code,
        participant=talk.participant_id,
        thing=talk.id,
        who=talk.participant.display_name,
        with_whom=vars(talk)["partner"] or "",
        place=talk.place,
        by_phone=talk.by_phone,
        language_helper=talk.language_helper,
        planned_for=talk.planned_for,
        held_on=talk.held_on,
        state=talk.state,
        state_label=talk.get_state_display(),
    )


def talk(one: Encounter) -> Talk:
    """This encounter with the names that go with it."""
    return talks(Encounter.objects.filter(id=one.id))[0]


def talks_of(participant: Participant, *, whole: bool = False) -> tuple[Talk, ...]:
    """The resident's talks: to come first, then those that have been; `whole`: withdrawn too."""
    mine = Encounter.objects.filter(
        neighbourhood=participant.neighbourhood_id, participant=participant
    ).order_by("-made_at")
    found = talks(mine if whole else mine.exclude(state=Encounter.State.WITHDRAWN)[:MOST_TALKS])
    return tuple(sorted(found, key=lambda talk: talk.state == Encounter.State.HELD))


def talks_today(here: uuid.UUID, *, most: int = 20) -> tuple[Talk, ...]:
    """Who comes to talk today, when and where: for the desk. Show it with `actions.saw_talks`."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + datetime.timedelta(days=1)
    return tuple(map(_as_shown, _planned(here, start, end, most)))


@prepared
def _planned(
    here: uuid.UUID, start: datetime.datetime, end: datetime.datetime, most: int
) -> QuerySet[Encounter]:
    planned = Encounter.objects.filter(
        neighbourhood=here, state=Encounter.State.PLANNED, planned_for__range=(start, end)
    )
    return _with_names(planned.order_by("planned_for", "code")[:most])


def of_the_desk(here: uuid.UUID) -> QuerySet[Participant]:
    """Hosts and connectors of now: who can be asked to talk. Only the desk sees them all."""
    held = RoleHeld.objects.now().filter(
        neighbourhood=here, role__in=(RoleHeld.Role.CONNECTOR, RoleHeld.Role.HOST)
    )
    return Participant.objects.filter(neighbourhood=here, id__in=held.values("participant"))


def talk_partners(here: uuid.UUID) -> list[tuple[str, str]]:
    """Who can be asked to talk, by public code and name."""
    found = of_the_desk(here).values_list("code", "display_name")
    return sorted(found, key=lambda one: parts_of_name(one[1]))


# --- Reablement -----------------------------------------------------------------------------------


def three_steps(participant: Participant) -> tuple[StepOfThree, ...]:
    """The three steps in their fixed order; the third is open once it may be (R-B06)."""
    rows = list(
        DailyActivity.objects.filter(
            neighbourhood=participant.neighbourhood_id, participant=participant
        ).prefetch_related(Prefetch("steps", to_attr="practice"))
    )
    may_open_last = rules.may_open_left_over({row.step for row in rows})
    return tuple(
        StepOfThree(
            key=step.value,
            title=str(step.label),
            activities=tuple(r for r in rows if r.step == step and not r.unknown_yet),
            is_unknown=any(r.unknown_yet for r in rows if r.step == step),
            is_open=step != Step.LEFT_OVER or may_open_last,
        )
        for step in Step
    )


def practice_to_look_back_on(
    participant: Participant, today: datetime.date
) -> tuple[PracticeStep, ...]:
    """Practice steps whose own date has come. Asked on the page and at the desk; never sent."""
    return tuple(_practised(participant.neighbourhood_id, participant.id, today))


@prepared
def _practised(here: uuid.UUID, one: uuid.UUID, today: datetime.date) -> QuerySet[PracticeStep]:
    return PracticeStep.objects.filter(
        neighbourhood=here,
        participant=one,
        look_back_on__lte=today,
        activity__step=Step.TO_REGAIN,
    ).exclude(mark=PracticeStep.Mark.STOP)


# --- For "mijn plek" ------------------------------------------------------------------------------


def my_conversation(participant: Participant) -> MyConversation:
    """What "mijn plek" shows of this room; four queries, however long ago it began."""
    questions = core_questions(participant)
    to_come = _to_come(participant.neighbourhood_id, participant.id)
    today = dates.today()
    return MyConversation(
        talks=tuple(map(_as_shown, to_come)),
        questions=questions,
        card=state_of(questions),
        looking_back=practice_to_look_back_on(participant, today),
        may_be_invited=may_be_invited(participant, today),
    )
