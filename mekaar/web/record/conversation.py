"""Of the record: what was said in talks, daily life, practice, goals, and what was invited to."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mekaar.conversation.models import Goal
from mekaar.conversation.queries import (
    Talk,
    Wording,
    core_questions,
    talks_of,
    three_steps,
)
from mekaar.conversation.queries.invitation import invitations
from mekaar.people.models import Participant
from mekaar.web.record.items import Item, capital, day, day_and_time, on_day


def core(resident: Participant) -> Iterator[list[Item]]:
    """Each wording of each answer, in each language in which it was said (R-C06, J2)."""
    for question in core_questions(resident):
        yield [item for one in question.wordings for item in _wording(question.title, one)]


def _wording(title: str, one: Wording) -> Iterator[Item]:
    label = f"{title} ({day(one.said_on)})"
    if one.other_words:
        said_in = {"label": label, "language": one.language or one.language_code}
        in_other = _("%(label)s, in het %(language)s") % said_in
        yield Item(in_other, one.other_words, one.language_code)
    if one.words or not one.other_words:
        yield Item(label, one.words, "nl") if one.words else Item(label, _("weet ik nog niet"))


def daily_life(resident: Participant) -> Iterator[list[Item]]:
    """What is on each of the three steps, with how it was practised."""
    for step in three_steps(resident):
        if step.is_unknown:
            yield [Item(step.title, _("weet ik nog niet"))]
        for activity in step.activities:
            yield [Item(step.title, activity.words)]
            for practice in activity.steps.all():
                yield [
                    Item(_("Oefenstap"), practice.words),
                    Item(_("Met wie"), practice.with_whom),
                    Item(_("Terugkijken op"), day(practice.look_back_on)),
                    Item(
                        _("Jij zei"),
                        on_day(practice.get_mark_display(), practice.marked_at)
                        if practice.mark
                        else "",
                    ),
                ]


def talks(resident: Participant) -> Iterator[list[Item]]:
    """Every talk that was wished, planned, held or taken back."""
    for talk in talks_of(resident, whole=True):
        yield [
            Item(_("Gesprek"), str(talk.state_label)),
            Item(_("Met wie"), talk.with_whom),
            Item(_("Waar"), _where(talk)),
            Item(_("Afgesproken voor"), day_and_time(talk.planned_for)),
            Item(_("Gepraat op"), day(talk.held_on)),
            Item(_("Wie met de taal helpt, alleen nu"), talk.language_helper),
        ]


def _where(talk: Talk) -> str:
    if not talk.place:
        return _("aan de telefoon")
    return f"{talk.place} {_('(liefst aan de telefoon)')}" if talk.by_phone else talk.place


def invited(resident: Participant) -> Iterator[list[Item]]:
    """What somebody answered to the closing invitation, every time (R-A12)."""
    for one in invitations(resident):
        yield [
            Item(_("Iets voor de buurt doen"), on_day(one.get_answer_display(), one.asked_at)),
            Item(_("In eigen woorden"), one.words),
            Item(_("Later, op"), day(one.later_on)),
        ]


def goals(resident: Participant) -> Iterator[list[Item]]:
    """The goals, with the first words and the last mark; only for the resident (ADR 8)."""
    for goal in Goal.objects.filter(participant=resident).order_by("made_at"):
        label = on_day(_("Klaar"), goal.closed_at) if goal.closed_at else _("Doel")
        first = goal.first_words if goal.first_words != goal.words else ""
        mark = on_day(goal.get_mark_display(), goal.marked_at) if goal.mark else ""
        yield [
            Item(_("Zo zei je het eerst"), first),
            Item(label, goal.words),
            Item(_("Hoe het gaat"), capital(mark)),
        ]
