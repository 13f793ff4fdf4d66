""" "Dit is alles" is everything: every column of every table is shown, or named with a reason.

A new column makes this fail until the record shows it, or it stands here with why it does not.
"""

import datetime
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from mekaar.answers.models import Handed
from mekaar.conversation.models import DailyActivity
from mekaar.core.sealed import SealedText, SealedVector
from mekaar.people.models import Account, Doorbell, Group, Participant
from mekaar.places.models import Building, MeetingPlace, Organisation
from mekaar.reports.models import ReportParties
from mekaar.web.record.items import day
from tests.acting import at_desk
from tests.promises.whole_life import live, without_triggers

# Whose a row is and when it was written stand in the journal, which is part of the record: also who
# wrote it for somebody and that it was read back. Blind keys are made out of the words beside them.
EVERYWHERE = {
    "id", "neighbourhood", "code", "made_at", "participant", "written_by", "read_back_at",
    "find_keys", "keys", "phrase_keys",
}  # fmt: skip

# Tables without anything of a resident, or whose lines stand in the record in another way.
NOT_SHOWN_TABLES = {
    "places": "the neighbourhood's: places, hours, who is responsible",
    "journal": "shown whole as who looked and who wrote",
    "people.MailedCode": "sign-in machinery: a digest that lasts minutes",
    "people.SessionOf": "sign-in machinery: gone after signing out",
    "people.Answered": "sign-in machinery: keyed digests of forms, gone after two days",
    "people.Attempt": "sign-in machinery: keyed digests that count tries",
    "people.OwnerKey": "the closed key of the words that are shown",
    "people.DeskVisit": "in the journal: who opened the pages, when, why, and when they closed",
    "people.Group": "the neighbourhood's; the membership is shown",
    "circles": "shown; tests/circles/test_record.py walks every column of these tables",
    "gatherings.Gathering": "the neighbourhood's; it names nobody",
    "gatherings.Harvest": "the neighbourhood's; it names nobody",
    "reports.ReportParties": "read by nobody: it says who reported whom (ADR 20)",
    "exchange.IdeaSetAside": "nobody may learn from it that somebody was asked (R-A14)",
    "exchange.Meaning": "numbers made out of words that are shown; read by nobody (ADR 27)",
    "answers.Meaning": "numbers made out of words that are shown; read by nobody (ADR 27)",
    "exchange.LastingContactCount": "numbers without people",
    "exchange.RoundIdea": "nobody learns of an idea until a person introduces it (decision 1)",
    "exchange.RoundOpen": "why no neighbour is an idea now; no words, gone after two weeks",
    "exchange.TableRound": "the neighbourhood's; who asked for it is in the journal",
    "exchange.NotebookRow": "a keyed digest",
}

NOT_SHOWN = {
    "people.Account": {
        "password": "nobody has one",
        "last_login": "in the journal",
        "participant_id": "whose it is",
        "neighbourhood_id": "whose it is",
        "is_active": "sign-in machinery",
        "start_digest": "a digest of a code that is used once",
        "start_made_at": "when that code was made; it grows old",
    },
    "people.SignInCard": {
        "account": "whose it is",
        "digest": "a digest: the code is nowhere",
        "ended_at": "a card that ended is none",
        "made_in": "the visit, which is in the journal",
    },
    "people.Doorbell": {
        "answered_at": "what was answered is emptied",
        "answered_by": "what was answered is emptied",
        "rung_by": "whose it is",
    },
    "conversation.DailyActivity": {"unknown_yet": "shown as words: weet ik nog niet"},
    "conversation.CoreAnswer": {
        "version": "the order in which they stand",
        "unknown_yet": "shown as words: weet ik nog niet",
    },
    "conversation.PracticeStep": {"activity": "it stands beneath it"},
    "answers.Experience": {
        "approved_by": "who wrote it down for them stands in the journal",
        "question": "of another, who is not named",
    },
    "answers.Question": {"approved_by": "who wrote it down for them stands in the journal"},
    "answers.Handed": {
        "question": "it stands with it",
        "words": "the same words as the question",
        "matter": "the same as of the question",
        "handed_by": "in the journal",
        "answered_by": "the back-up",
    },
    "answers.KnownSituation": {
        "model_id": "which numbers were made of the words",
        "vector": "numbers made out of words that are shown; read by nobody (ADR 27)",
    },
    "answers.Asked": {
        "question": "of another, who is not named",
        "asked_by": "in the journal",
        "written_by": "who wrote it down for them stands in the journal",
        "read_back_at": "in the journal",
    },
    "exchange.Idea": {
        "ask": "it stands beneath it",
        "offer": "of another, until both said yes",
        "nth": "an order that nobody sees",
    },
    "exchange.Introduction": {
        "ask": "of one of the two",
        "offer": "of one of the two",
        "connector": "in the journal: who brought them together",
        "state": "shown in words, as far as this one of the two may know it",
    },
    "exchange.Side": {
        "introduction": "it stands with it",
        "which": "the one with the ask or the one with the offer: both are shown",
    },
    "exchange.Arrangement": {
        "introduction": "it stands with it",
        "asker": "one of the two",
        "giver": "the other, by name",
        "crosses": "always empty",
    },
    "exchange.ReverseQuestion": {
        "introduction": "the contact",
        "asked_at": "in the journal",
        "asked_by": "in the journal",
    },
    "exchange.LastingContact": {
        "introduction": "the contact",
        "ask_from": "when the house asks, not what somebody said",
    },
    "reports.Report": {"thing": "what it is about"},
    "reports.Decision": {
        "report": "it stands with it",
        "thing": "what it is about",
        "nth": "the order in which they stand",
        "decided_by": "in the journal",
    },
    "notices.Notice": {
        "recipient": "whose it is",
        "thing": "what it is about",
        "channel": "the way that was chosen, which is shown",
        "done_at": "what is done no longer waits",
        "done_by": "in the journal",
        "tries": "of the mail machine",
    },
}


class Scene:
    """A life with something else in every column, and how each reads in the record."""

    def __init__(self, cast):
        self.cast = cast
        self.life = live(cast)
        self.days = datetime.date(2031, 1, 1)
        self.expected: dict[tuple[str, str], str] = {}

    def a_day(self) -> tuple[datetime.date, str]:
        self.days += datetime.timedelta(days=1)
        return self.days, day(self.days)

    def a_moment(self) -> tuple[datetime.datetime, str]:
        date, said = self.a_day()
        return datetime.datetime.combine(date, datetime.time(12), datetime.UTC), said

    def fill(self, row: models.Model, **values: tuple[Any, str]) -> None:
        """Put these values in the row, and other words in each of its sealed columns."""
        label = row._meta.label
        for field in row._meta.concrete_fields:
            is_words = isinstance(field, SealedText) and not isinstance(field, SealedVector)
            if is_words and field.name not in {*EVERYWHERE, *values}:
                words = f"{field.name} van {label}"
                values[field.name] = (words, words)
            if isinstance(field, models.DateTimeField) and values.get(field.name) == ():
                values[field.name] = self.a_moment()
            elif isinstance(field, models.DateField) and values.get(field.name) == ():
                values[field.name] = self.a_day()
        for name, (value, shown) in values.items():
            setattr(row, name, value)
            self.expected[label, name] = shown
        row.save()


NEXT: Any = ()  # the next day that stands nowhere else


@pytest.fixture
def scene(cast):
    made = Scene(cast)
    with without_triggers():
        of_people(made)
        of_conversation(made)
        of_asks(made)
        of_two(made)
        of_answers(made)
        of_reports(made)
    return made


def mine(scene: Scene, label: str, **which: Any) -> Any:
    found = apps.get_model(label)._base_manager.filter(participant=scene.life.person, **which)
    return found.order_by("made_at", "id").first()


def of_people(scene: Scene) -> None:
    person, cast = scene.life.person, scene.cast
    building = Building.objects.filter(neighbourhood=cast.here).first()
    scene.fill(
        person,
        state=("draft", "nog niet gesproken"),
        language=("ti", "Tigrinya"),
        languages=(["ti", "ar"], "Arabisch"),
        building=(building, building.name),
    )
    scene.fill(
        mine(scene, "people.ReachPreference"),
        kind=("via", "via iemand anders"),
        phone=("06 0000 0097", "06 0000 0097"),
        email=("x@voorbeeld.invalid", "x@voorbeeld.invalid"),
    )
    member = mine(scene, "people.GroupMember")
    scene.fill(
        member, group=(member.group, "vrouwentafel"), confirmed_at=(None, "waar je bij wilt")
    )
    role = apps.get_model("people.RoleHeld")(neighbourhood=cast.here, participant=person)
    place = MeetingPlace.objects.create(neighbourhood=cast.here, name="De Rol")
    scene.fill(
        role,
        role=("back_up", "achterwacht"),
        meeting_place=(place, "De Rol"),
        since=NEXT,
        until=NEXT,
    )
    scene.fill(Doorbell.objects.get(), door=("start", "Ik wil iets beginnen"))
    scene.expected["people.Account", "email"] = scene.life.account.email
    scene.expected["people.SignInCard", "made_at"] = "Met een kaart"
    scene.expected["notices.Notice", "kind"] = "Een contact is gestopt"


def of_conversation(scene: Scene) -> None:
    answer = mine(scene, "conversation.CoreAnswer")
    scene.fill(answer, question=("can", "Wat kan ik?"), other_language=("ar", "het Arabisch"))
    scene.fill(
        mine(scene, "conversation.Encounter"),
        with_whom=(scene.cast.samira.id, scene.cast.samira.display_name),
        by_phone=(True, "(liefst aan de telefoon)"),
        planned_for=NEXT,
        held_on=NEXT,
        state=("withdrawn", "ingetrokken"),
    )
    scene.fill(
        mine(scene, "conversation.DailyActivity"), step=("to_regain", "Dit wil ik weer kunnen")
    )
    scene.fill(
        mine(scene, "conversation.PracticeStep"),
        look_back_on=NEXT,
        mark=("less", "minder hulp"),
        marked_at=NEXT,
    )
    scene.fill(
        mine(scene, "conversation.ClosingInvitation"),
        answer=("later", "later"),
        later_on=NEXT,
        asked_at=NEXT,
    )
    goal = mine(scene, "conversation.Goal")
    scene.fill(goal, mark=("much_more", "eel meer dan gehoopt"), marked_at=NEXT, closed_at=NEXT)


def of_asks(scene: Scene) -> None:
    wording = {
        "times": (1 << 25, "zondagmiddag"),
        "max_distance": (2500, "ongeveer 2,5 kilometer"),
        "state_since": NEXT,
    }
    group = Group.objects.get(name="vrouwentafel")
    ask = mine(scene, "exchange.Ask", state="arranged")
    scene.fill(
        ask,
        **wording,
        languages=(["pap"], "Papiaments"),
        audience=("group", "vrouwentafel, tot en met"),
        shared_until=NEXT,
        group=(group, "vrouwentafel"),
        profession_wanted=(True, "een vakmens, geen buur"),
        looking_again=(True, "We zoeken een andere manier."),
        card_passed_at=NEXT,
        state=("rounded_off", "Afgerond"),
    )
    scene.fill(
        mine(scene, "exchange.Offer"),
        **wording | {"times": (1 << 23, "zaterdagnacht"), "max_distance": (7000, "7 kilometer")},
        languages=(["so"], "Somalisch"),
        audience=("neighbourhood", "ook de buurt, zonder mijn naam, tot en met"),
        shared_until=NEXT,
        kind=("thing", "een ding om te lenen"),
        for_ask=(ask, "je las een vraag in de buurt"),
        look_again_on=NEXT,
        asked_again_at=NEXT,
        state=("resting", "Even niet"),
    )
    scene.fill(mine(scene, "exchange.Carrying"), at_once=(17, "17"))
    scene.fill(
        mine(scene, "exchange.Idea"),
        reasons=([{"kind": "near", "values": []}], "wonen vlak bij elkaar"),
        wished_at=NEXT,
    )


def of_two(scene: Scene) -> None:
    here = scene.cast.here
    side = mine(scene, "exchange.Side")
    place = MeetingPlace.objects.create(neighbourhood=here, name="Eerst hier")
    scene.fill(side.introduction, meeting_place=(place, "Eerst hier"), introduced_at=NEXT)
    scene.fill(side, asked_at=NEXT, answered_at=NEXT, answer=("yes", "ja, "), how=("phone", "fo"))
    wing = Organisation.objects.create(neighbourhood=here, name="Onder Vleugel")
    activity = DailyActivity.objects.get(participant=scene.life.person)
    scene.fill(
        side.introduction.arrangements.get(),
        wing=(wing, "Onder Vleugel"),
        activity=(activity, f"Hoort bij {activity.words}"),
        ends_on=NEXT,
        times_agreed=(31, "31 keer"),
        asker_yes_at=NEXT,
        giver_yes_at=NEXT,
        state=("agreed", "(afgesproken)"),
    )
    scene.fill(
        mine(scene, "exchange.ReverseQuestion"),
        which=("asker", "graag voor iemand zou doen"),
        answer=("later", "later ("),
        answered_at=NEXT,
        later_on=NEXT,
    )
    scene.fill(
        mine(scene, "exchange.LastingContact"),
        says=("rather_not", "dat zeg ik liever niet"),
        answered_at=NEXT,
    )


def of_answers(scene: Scene) -> None:
    group = mine(scene, "people.GroupMember").group
    scene.fill(
        mine(scene, "answers.Experience"),
        happened=("Ik viel", "Ik viel"),
        helped=("Een stok", "Een stok"),
        otherwise=("Eerder bellen", "Eerder bellen"),
        matter=("health", "Gezondheid"),
        audience=("group", group.name),
        group=(group, group.name),
        state=("readable", "Anderen mogen dit lezen"),
        state_since=NEXT,
        approved_at=NEXT,
        look_again_on=NEXT,
        asked_again_at=NEXT,
    )
    scene.fill(
        mine(scene, "answers.Question"),
        words=("Wie viel ook?", "Wie viel ook?"),
        matter=("health", "Gezondheid"),
        audience=("group", group.name),
        group=(group, group.name),
        asks_people=(True, "De buurtverbinder mag het iemand vragen"),
        asks_back_up=(True, "De balie mag het de achterwacht vragen"),
        state=("closed", "Klaar"),
        state_since=NEXT,
        approved_at=NEXT,
        answered_by=("back_up", "De achterwacht"),
    )
    scene.fill(
        Handed.objects.get(),
        words=("Wie viel ook?", "Wie viel ook?"),
        answer=("Bel de huisarts", "Bel de huisarts"),
        answered_at=NEXT,
    )
    scene.fill(mine(scene, "answers.KnownSituation"), words=("Vallen", "Vallen"))
    scene.fill(
        mine(scene, "answers.Asked"),
        answer=("yes", "Ja, dat wil ik"),
        answered_at=NEXT,
        shown_as=("Noem mij Mus", "Noem mij Mus"),
    )


def of_reports(scene: Scene) -> None:
    """What the person reported, and what was decided about it; the walls tell whose they are."""
    report = ReportParties.objects.get(participant=scene.life.person).report
    scene.fill(
        report,
        kind=("telling", "Wat een buurtverbinder zei"),
        state=("settled", "Klaar"),
    )
    scene.fill(
        report.decisions.get(),
        kind=("telling", "Wat een buurtverbinder zei"),
        outcome=("hidden", "Anderen lezen het niet, tot het anders gezegd is"),
        appealed_at=NEXT,
        appealed_by=("reporter", "Wie het meldde, was het er niet mee eens"),
        replaced_at=NEXT,
        lifted_at=NEXT,
    )


def columns() -> set[tuple[str, str]]:
    """Every column of our own tables that no reason above takes away."""
    found = set()
    for model in apps.get_models():
        label = model._meta.label
        ours = model.__module__.startswith("mekaar.")
        if ours and not {label, model._meta.app_label} & set(NOT_SHOWN_TABLES):
            left_out = EVERYWHERE | set(NOT_SHOWN.get(label, {}))
            found |= {
                (label, f.name) for f in model._meta.concrete_fields if f.name not in left_out
            }
    return found


def test_every_column_is_shown_or_named_with_a_reason(scene):
    assert columns() - set(scene.expected) == set()


def test_no_reason_is_given_for_what_is_not_there():
    known = {(m._meta.label, f.name) for m in apps.get_models() for f in m._meta.concrete_fields}
    named = {(label, name) for label, names in NOT_SHOWN.items() for name in names}
    assert named <= known


def test_the_record_holds_every_column(scene, page):
    shown = " ".join(page(scene.life.person).get("/mijn/alles/").main.split())
    missing = {key: words for key, words in scene.expected.items() if words not in shown}
    assert missing == {}


def test_at_the_desk_all_but_goals_and_ways_to_sign_in(scene, page):
    at_desk(scene.cast.ria, scene.life.person)
    shown = " ".join(page(scene.cast.ria).get("/mijn/alles/").main.split())
    own = {"conversation.Goal", "people.Account", "people.SignInCard"}
    missing = {key for key, words in scene.expected.items() if words not in shown}
    assert {label for label, _name in missing} == own


def test_what_another_rang_or_is_told_stands_not_in_it(scene, cast, page):
    Doorbell.objects.create(
        neighbourhood=cast.here, door="ask", name="Iemand Anders", reach="x", rung_by=uuid.uuid4()
    )
    Account.objects.create(
        participant_id=cast.tineke.id, neighbourhood_id=cast.here.id, email="t@voorbeeld.invalid"
    )
    assert Participant.objects.count() > 1
    shown = page(scene.life.person).get("/mijn/alles/").main
    assert "Iemand Anders" not in shown
    assert "t@voorbeeld.invalid" not in shown
