"""Reads of experiences and questions: one's own, those of others, vectors, and two numbers."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from django.db import connection
from django.db.models import QuerySet

from mekaar.answers.models import (
    Asked,
    Audience,
    Experience,
    Handed,
    KnownSituation,
    Meaning,
    Question,
)
from mekaar.core.leaf import Leaf, cut
from mekaar.core.prepared import prepared
from mekaar.core.sealed import SealedVector, blind
from mekaar.journal import actions as journal
from mekaar.people import queries as people
from mekaar.people.by import By
from mekaar.people.models import Group, Participant

_SEEN, _QUESTION_SEEN = "answers.experience.seen", "answers.question.seen"
_KNOWN_SEEN = "answers.known.seen"


def my_experiences(participant: Participant) -> list[Experience]:
    """What this person told, the latest first."""
    return _own(participant.id)


@prepared
def _own(one: uuid.UUID) -> QuerySet[Experience]:
    own = Experience.objects.filter(participant=one).select_related("group")
    return own.order_by("-made_at", "code")


def groups() -> QuerySet[Group]:
    """The groups that may be chosen as audience; the wall shows those of this neighbourhood."""
    return Group.objects.order_by("name")


def sharing_words(names: Iterable[str], here: uuid.UUID) -> list[uuid.UUID]:
    """Experiences in which one of these words stands; the engine's door has to be open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM wall.experiences_near(%s)", [blind("experience", here, names)]
        )
        return [row[0] for row in cursor.fetchall()]


def vectors(rows: QuerySet[Experience]) -> list[tuple[uuid.UUID, str, bytes]]:
    """Of these experiences the vectors, each with its model; the engine's door has to be open."""
    kept = Meaning.objects.filter(experience__in=rows.order_by().values("id"))
    field = cast("SealedVector", Meaning._meta.get_field("vector"))
    sql, values = kept.values_list("experience_id", "model_id", "vector").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(which, model, field.packed(sealed)) for which, model, sealed in cursor.fetchall()]


def seen_at_desk(experiences: Iterable[Experience], *, by: By) -> None:
    """Write down, once a day, that the desk read what was told to fewer than everybody (L-10).

    What everybody may read is read without a line: who looks for what is not kept either.
    """
    narrow = [one for one in experiences if one.audience != Audience.NEIGHBOURHOOD]
    new = people.not_yet_logged(_SEEN, [one.participant_id for one in narrow], by=by)
    lines = [
        by.line(_SEEN, whose=one.participant_id, thing=one.id)
        for one in narrow
        if one.participant_id in new
    ]
    journal.record_all((replace(line, why="told_desk") for line in lines), by=by.id, here=by.here)


def seen_beside(experiences: Iterable[Experience], *, by: By) -> None:
    """Write down that a helper looked at the resident's own pages (L-10)."""
    lines = [
        by.line(_SEEN, whose=one.participant_id, thing=one.id)
        for one in experiences
        if one.participant_id != by.id
    ]
    journal.record_all(lines, by=by.id, here=by.here)


# --- questions -----------------------------------------------------------------------------------


def my_questions(participant: Participant) -> list[Question]:
    """What this person asked, the latest first."""
    return _own_questions(participant.id)


@prepared
def _own_questions(one: uuid.UUID) -> QuerySet[Question]:
    own = Question.objects.filter(participant=one).select_related("group")
    return own.order_by("-made_at", "code")


def open_questions(by: By, *, at_desk: bool, after: str = "") -> Leaf[Question]:
    """What others ask and this person may read, in the order in which it was asked; no names."""
    rows = Question.objects.read_by(by, at_desk=at_desk).select_related("group")
    return cut(rows, "state_since", after=after)


def told_for(question: Question) -> list[Experience]:
    """What others told for this question, for its owner; the walls leave out what has no yes."""
    rows = Experience.objects.filter(question=question, state=Experience.State.READABLE)
    return list(rows.exclude(participant=question.participant_id).order_by("made_at", "code"))


def handed_of(questions: Iterable[Question]) -> dict[uuid.UUID, Handed]:
    """By question what lies before the back-up, with the answer when there is one."""
    ids = [one.id for one in questions]
    return {one.question_id: one for one in Handed.objects.filter(question_id__in=ids)}


def before_back_up(*, after: str = "") -> Leaf[Handed]:
    """What waits for an answer of the back-up, the oldest first."""
    return cut(handed_waiting(), "made_at", after=after)


def handed_waiting() -> QuerySet[Handed]:
    """What has no answer yet; the wall shows it to the back-up."""
    return Handed.objects.filter(answered_at__isnull=True)


def known_of_others(question: Question) -> list[KnownSituation]:
    """What others than who asks this know; the wall shows it to the connector."""
    rows = KnownSituation.objects.exclude(participant=question.participant_id)
    return list(rows.select_related("participant"))


def people_who_know(question: Question) -> QuerySet[Participant]:
    """Who said to know something from the inside, without who asks this."""
    others = KnownSituation.objects.exclude(participant=question.participant_id)
    return Participant.objects.filter(id__in=others.values("participant_id"))


def said_yes(question: Question) -> list[Asked]:
    """Who wants to think along, as they chose to be known; of others there is no row here."""
    rows = Asked.objects.filter(question=question, answer=Asked.Answer.YES)
    return list(rows.order_by("answered_at", "code"))


def asked_about(question: Question) -> dict[uuid.UUID, Asked]:
    """By person who was asked and what they said; for the connector only (wall)."""
    return {one.participant_id: one for one in Asked.objects.filter(question=question)}


def asked_of(participant: Participant) -> list[Asked]:
    """What this person was asked about, as long as the question is there for them."""
    rows = Asked.objects.filter(participant=participant, question__state=Question.State.OPEN)
    return list(rows.select_related("question").order_by("-made_at", "code"))


def every_asked_of(participant: Participant) -> list[Asked]:
    """All that is kept of what this person was asked, for their record."""
    return list(Asked.objects.filter(participant=participant).order_by("-made_at", "code"))


def my_known(participant: Participant) -> list[KnownSituation]:
    """What this person knows from the inside, the latest first."""
    rows = KnownSituation.objects.filter(participant=participant)
    return list(rows.order_by("-made_at", "code"))


def who_had_the_answer() -> tuple[int, int]:
    """Of the questions that are done: by neighbours and volunteers, and by the back-up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.who_had_the_answer()")
        people, back_up = cursor.fetchone()
        return people, back_up


def questions_seen(questions: Iterable[Question], *, by: By) -> None:
    """Write down, once a day, that the desk read what was asked of fewer than everybody (L-10)."""
    narrow = [one for one in questions if one.audience != Audience.NEIGHBOURHOOD]
    _seen_once(_QUESTION_SEEN, narrow, "told_desk", by=by)


def question_seen_beside(questions: Iterable[Question], *, by: By) -> None:
    """Write down that a helper looked at the resident's own pages (L-10)."""
    lines = [
        by.line(_QUESTION_SEEN, whose=one.participant_id, thing=one.id)
        for one in questions
        if one.participant_id != by.id
    ]
    journal.record_all(lines, by=by.id, here=by.here)


def known_beside(known: Iterable[KnownSituation], *, by: By) -> None:
    """Write down that a helper looked at what the resident knows (L-10)."""
    others = [one for one in known if one.participant_id != by.id][:1]
    lines = [by.line(_KNOWN_SEEN, whose=one.participant_id, thing=one.id) for one in others]
    journal.record_all(lines, by=by.id, here=by.here)


def known_seen(known: Iterable[KnownSituation], *, by: By) -> None:
    """Write down, once a day, that a connector read what somebody knows (L-10)."""
    _seen_once(_KNOWN_SEEN, list(known), "known_connector", by=by)


def _seen_once(
    verb: str, things: list[Question] | list[KnownSituation], why: str, *, by: By
) -> None:
    new = people.not_yet_logged(verb, [one.participant_id for one in things], by=by)
    lines = {
        one.participant_id: by.line(verb, whose=one.participant_id, thing=one.id)
        for one in things
        if one.participant_id in new and one.participant_id != by.id
    }
    changed = (replace(line, why=why) for line in lines.values())
    journal.record_all(changed, by=by.id, here=by.here)
