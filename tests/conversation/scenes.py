"""What tests of this room set up again and again, always through the actions and the walls."""

import datetime

from django.utils import timezone

from mekaar.conversation import actions
from mekaar.conversation.models import (
    ClosingInvitation,
    CoreAnswer,
    DailyActivity,
    Encounter,
    Goal,
    PracticeStep,
)
from mekaar.conversation.said import Practice, Reply, Said, Wish
from mekaar.core import dates
from mekaar.journal.models import Entry
from mekaar.people.by import By
from mekaar.people.models import Participant
from tests.acting import acting_as, by

MY = "/mijn/gesprek/"
YES = "Ja, zo klopt het"


def talk(who: Participant, place: str = "aan de tafel bij het raam", **more) -> Encounter:
    with acting_as(who):
        return actions.wish_encounter(who, Wish(place, **more), by=by(who))


def tomorrow(days: int = 1) -> datetime.datetime:
    return timezone.now().replace(microsecond=0) + datetime.timedelta(days=days)


def planned(who: Participant, partner: Participant, place: str = "bij de vijver") -> Encounter:
    wished = talk(who, place)
    with acting_as(partner):
        return actions.plan_encounter(wished, at=tomorrow(), with_whom=partner, by=by(partner))


def says(who: Participant, acts: By | None = None, **words: str | Said) -> list[CoreAnswer]:
    acts = acts or by(who)
    said = {key: one if isinstance(one, Said) else Said(one) for key, one in words.items()}
    with acting_as(acts):
        seen = {a.question: a.version for a in CoreAnswer.objects.order_by("version")}
        return actions.answer_card(who, said, seen=seen, by=acts)


def does(who: Participant, words: str, step: str = "self_done") -> DailyActivity:
    with acting_as(who):
        return actions.add_activity(who, words, step=step, by=by(who))


def practises(activity: DailyActivity, words: str = "tot de hoek", days: int = 30) -> PracticeStep:
    who = activity.participant
    day = dates.today() + datetime.timedelta(days=days)
    with acting_as(who):
        return actions.add_practice(activity, Practice(words, day, "Wil"), by=by(who))


def wants(who: Participant, words: str = "weer kaarten op dinsdag") -> Goal:
    with acting_as(who):
        return actions.write_goal(who, words, by=by(who))


def replies(who: Participant, answer: str, **more) -> ClosingInvitation:
    with acting_as(who):
        return actions.answer_invitation(who, Reply(answer, **more), by=by(who))


def lines(whose: Participant, verb: str) -> list[Entry]:
    return list(Entry.objects.filter(whose=whose.id, verb=f"conversation.{verb}"))
