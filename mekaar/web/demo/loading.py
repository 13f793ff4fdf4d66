"""Loading a stage of the demo, as the owner role: it builds a past that nobody lived through.

Everything of the demo neighbourhood is taken away first; other neighbourhoods are not touched.
"""

import datetime
import uuid

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from mekaar.conversation.models import CoreAnswer, DailyActivity, PracticeStep
from mekaar.core import dates
from mekaar.core.models import Kept
from mekaar.exchange import states
from mekaar.exchange.actions.ideas import refresh_ideas
from mekaar.exchange.models import Arrangement, Ask, Carrying, Introduction, Offer, Side
from mekaar.notices.models import Notice
from mekaar.people.models import (
    Account,
    Participant,
    ReachPreference,
    RoleHeld,
)
from mekaar.places.models import (
    Building,
    District,
    MeetingPlace,
    Neighbourhood,
    OpeningHour,
    Organisation,
    Responsibility,
)
from mekaar.web.demo.built import Built, walk
from mekaar.web.demo.circle import gather_circle
from mekaar.web.demo.desk import fill_desk, write_groups
from mekaar.web.demo.gatherings import gather
from mekaar.web.demo.signing_in import make_account
from mekaar.web.demo.story import Story, Told, bits, tell


@transaction.atomic
def load(stage: str) -> Built:
    """Build the neighbourhood of this stage anew."""
    story = tell(stage)
    built = Built(_neighbourhood(story, stage))
    _clear(built.here.id)
    _places(built, story)
    for told in story.people:
        person = _person(built, told)
        if told["key"] in story.cast:
            make_account(told["key"], person, told["reach"].get("email", ""))
    for told in story.introductions:
        _introduction(built, told)
    write_groups(built, story)
    fill_desk(built, story)
    for told in story.gatherings:
        gather(built, told)
    for told in story.circles:
        gather_circle(built, told)
    for ask in built.asks.values():
        refresh_ideas(ask, by=None)
    return built


def _neighbourhood(story: Story, stage: str) -> Neighbourhood:
    told = story.places["neighbourhood"]
    district, _new = District.objects.get_or_create(name=story.places["district"][0]["name"])
    contact = f"{told['controller_contact_role']}, {told['controller_contact_phone']}"
    here, _new = Neighbourhood.objects.update_or_create(
        slug=told["slug"],
        defaults={
            "name": told["name"],
            "town": told["town"],
            "address_form": told["address_form"],
            "controller": told["controller"],
            "controller_contact": contact,
            "district": district,
            "quiet": stage == "quiet",
        },
    )
    return here


def _clear(here: uuid.UUID) -> None:
    """Take away everything of this neighbourhood but the journal, which nobody can take away."""
    Account.objects.filter(neighbourhood_id=here).delete()
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Kept) and model._meta.label != "journal.Entry"
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            # Table names come from our own models.
            cursor.execute(f'DELETE FROM "{table}" WHERE neighbourhood_id = %s', [here])  # noqa: S608


def _places(built: Built, story: Story) -> None:
    here = built.here
    for told in story.places["building"]:
        key = told["key"]
        built.buildings[key] = Building.objects.create(
            neighbourhood=here, name=told["name"], x=told["x"], y=told["y"]
        )
    for told in story.places["organisation"]:
        built.organisations[told["key"]] = Organisation.objects.create(
            neighbourhood=here,
            name=told["name"],
            kind=told["kind"],
            insurance_text=told["insurance_text"],
        )
    for told in story.places["meeting_place"]:
        _meeting_place(built, told)
    for told in story.places["responsibility"]:
        Responsibility.objects.create(
            neighbourhood=here,
            label=told["label"],
            name=told["name"],
            phone=told["phone"],
            role=told["key"],
        )


def _meeting_place(built: Built, told: Told) -> None:
    place = MeetingPlace.objects.create(
        neighbourhood=built.here,
        name=told["name"],
        address=told["address"],
        phone=told["phone"],
        about=told["finds"],
        x=told["x"],
        y=told["y"],
        first=told.get("main", False),
    )
    built.places[told["key"]] = place
    OpeningHour.objects.bulk_create(
        OpeningHour(
            neighbourhood=built.here,
            meeting_place=place,
            weekday=hour["weekday"],
            opens=datetime.time.fromisoformat(hour["opens"]),
            closes=datetime.time.fromisoformat(hour["closes"]),
            what=hour["what"],
        )
        for hour in told["opening"]
    )


def _person(built: Built, told: Told) -> Participant:
    here = built.here
    person = Participant.objects.create(
        neighbourhood=here,
        display_name=told["name"],
        language=told["language"],
        languages=[told["language"], *told.get("also_speaks", [])],
        building=built.buildings.get(told.get("building", "")),
    )
    built.people[told["key"]] = person
    reach = told["reach"]
    ReachPreference.objects.create(
        neighbourhood=here,
        participant=person,
        kind=reach["kind"],
        phone=reach.get("phone", ""),
        email=reach.get("email", ""),
        words=reach["words"],
    )
    RoleHeld.objects.bulk_create(
        RoleHeld(
            neighbourhood=here,
            participant=person,
            role=role["role"],
            meeting_place=built.places.get(role["place"]),
        )
        for role in told["roles"]
    )
    if "can_carry" in told:
        Carrying.objects.create(neighbourhood=here, participant=person, at_once=told["can_carry"])
    _conversation(person, told)
    for ask in told["asks"]:
        built.asks[told["key"], ask["nth"]] = _ask(person, ask)
    for offer in told["offers"]:
        built.offers[told["key"], offer["nth"]] = _offer(person, offer)
    return person


def _conversation(person: Participant, told: Told) -> None:
    if told["core"]:
        CoreAnswer.objects.bulk_create(
            CoreAnswer(
                neighbourhood_id=person.neighbourhood_id,
                participant=person,
                question=question,
                version=1,
                words=told["core"][question],
                unknown_yet=not told["core"][question],
                written_by=person.id,
            )
            for question in ("want", "can", "need")
        )
    for one in told["activities"]:
        activity = DailyActivity.objects.create(
            neighbourhood_id=person.neighbourhood_id,
            participant=person,
            words=one["words"],
            step=one["step"],
            written_by=person.id,
        )
        for step in one.get("practice", []):
            PracticeStep.objects.create(
                neighbourhood_id=person.neighbourhood_id,
                participant=person,
                activity=activity,
                words=step["words"],
                look_back_on=dates.today() + datetime.timedelta(days=step["look_back_on_days"]),
                written_by=person.id,
            )


def _since(told: Told) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=told.get("since_days", 7))


def _wording(person: Participant, told: Told) -> Told:
    return {
        "neighbourhood_id": person.neighbourhood_id,
        "participant": person,
        "first_words": told["words"],
        "words": told.get("later_words", told["words"]),
        "audience": told["audience"],
        "times": bits(told.get("times", [])),
        "max_distance": told.get("max_distance"),
        "languages": told.get("languages", []),
        "written_by": person.id,
        "made_at": _since(told),
        "state_since": _since(told),
    }


def _ask(person: Participant, told: Told) -> Ask:
    ask = Ask.objects.create(
        **_wording(person, told),
        self_part=told.get("self_part", ""),
        profession_wanted=told.get("profession_wanted", False),
        state="draft",
    )
    walk(ask, states.ASK, told["state"])
    return ask


def _offer(person: Participant, told: Told) -> Offer:
    made = _since(told).date()
    return Offer.objects.create(
        **_wording(person, told),
        kind=told["kind"],
        state="open",
        look_again_on=made + datetime.timedelta(days=182),
    )


def _introduction(built: Built, told: Told) -> None:
    ask, offer = built.asks[told["asker"], told["ask"]], built.offers[told["giver"], told["offer"]]
    samira = built.people["samira"]
    now = timezone.now()
    introduction = Introduction.objects.create(
        neighbourhood=built.here, ask=ask, offer=offer, connector=samira.id,
        meeting_place=built.places["de_linde"],
    )  # fmt: skip
    yeses = {"offered": 0, "first_yes": 1}.get(told["state"], 2)
    sides = [("giver", offer.participant, 1), ("asker", ask.participant, 2)]
    for which, person, turn in sides:
        yes = turn <= yeses
        side = Side.objects.create(
            neighbourhood=built.here,
            introduction=introduction,
            participant=person,
            which=which,
            told=told[f"told_to_{which}"],
            asked_at=now if turn <= yeses + 1 else None,
            answer="yes" if yes else "",
            answered_at=now if yes else None,
            how="screen" if yes else "",
            written_by=person.id if yes else None,
        )
        if turn == yeses + 1:
            _tell(side)
    state: str = told["state"]
    over = state in {"arranged", "rounded_off"}
    walk(introduction, states.INTRODUCTION, "introduced" if over else state)
    asked = state in {"offered", "first_yes"}
    walk(ask, states.ASK, "introduction_offered" if asked else state)
    if "arrangement" in told:
        _arrangement(built, introduction, told)


def _tell(side: Side) -> None:
    """It is this one's turn; who is reached by phone stands on the list to call."""
    by_phone = side.participant.reach.kind in {"phone", "via"}
    Notice.objects.create(
        neighbourhood_id=side.neighbourhood_id,
        recipient=side.participant_id,
        kind="exchange.introduction.asked",
        thing=side.id,
        channel=Notice.Channel.CALL if by_phone else Notice.Channel.PAGE,
    )


def _arrangement(built: Built, introduction: Introduction, told: Told) -> None:
    said = told["arrangement"]
    now = timezone.now()
    ends = said.get("ends_on_days")
    arrangement = Arrangement.objects.create(
        neighbourhood=built.here,
        introduction=introduction,
        asker=built.people[told["asker"]],
        giver=built.people[told["giver"]],
        words=said["what"],
        wing=built.organisations.get(said["wing"]),
        times_agreed=said.get("times"),
        ends_on=dates.today() + datetime.timedelta(days=ends) if ends is not None else None,
        asker_yes_at=now,
        giver_yes_at=now,
        written_by=built.people[told["giver"]].id,
    )
    walk(
        arrangement,
        states.ARRANGEMENT,
        "rounded_off" if told["state"] == "rounded_off" else "agreed",
    )
