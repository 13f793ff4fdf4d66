"""Which pages there are, who opens each of them, and a neighbourhood in which they are full."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from mekaar.circles import letters, opened
from mekaar.conversation.actions import close_goal
from mekaar.conversation.models import DailyActivity, Goal, PracticeStep
from mekaar.exchange import models as exchange
from mekaar.notices.models import Notice
from mekaar.people import once
from mekaar.people.actions import second_step
from mekaar.people.models import Doorbell, Group, GroupMember, Participant
from mekaar.reports.models import Report
from tests.acting import acting_as, at_desk, by
from tests.browser import Town
from tests.cast import account_of
from tests.conversation.scenes import planned, says, talk, wants
from tests.exchange.asks import an_ask, an_offer, with_ideas
from tests.exchange.pairs import a_pair, offered
from tests.gatherings import scenes as gatherings
from tests.house import doors
from tests.journeys import answer_visits, circle_visits
from tests.page import Page as Client
from tests.promises.whole_life import WORD, live

ONLY_SENT = "only takes what a form sends"
LEADS_ON = "only leads on to another page"
FOR_A_SCRIPT = "data for a script"
NOT_NAMED = "is there only when the deployment names somebody"
# Every address that is no page. The test asks each of them, and sees that it is so.
NO_PAGE = {
    "places:neighbourhood": LEADS_ON,
    "people:mail": LEADS_ON,
    "people:passkey": LEADS_ON,
    "people:passkey_add": LEADS_ON,
    "people:passkey_remove": LEADS_ON,
    "people:passkey_question": FOR_A_SCRIPT,
    "people:passkey_add_question": FOR_A_SCRIPT,
    "people:mail_address_remove": LEADS_ON,
    "people:become_known": LEADS_ON,
    "people:card_end": LEADS_ON,
    "people:go_on": LEADS_ON,
    "people:sign_out_everywhere": LEADS_ON,
    "people:end_visit": LEADS_ON,
    "people:answer_ring": LEADS_ON,
    "people:notice_done": LEADS_ON,
    "people:end_shift": LEADS_ON,
    "web:health": FOR_A_SCRIPT,
    "web:aloud": FOR_A_SCRIPT,
    "web:record_file": FOR_A_SCRIPT,
    "web:security_txt": NOT_NAMED,
    "web:language": LEADS_ON,
    "gatherings:calendar": FOR_A_SCRIPT,
    **dict.fromkeys(
        [
            "people:awake", "people:group_member", "people:hints", "web:notice_read",
            "conversation:talk_was_held",
            "conversation:card_pass", "conversation:step_pass", "conversation:activity_remove",
            "conversation:goal_close",
            "conversation:goal_reopen", "conversation:talk_held", "conversation:talk_withdraw",
            "exchange:ask_pass_card", "exchange:ask_think", "exchange:ask_round_off",
            "exchange:ask_withdraw", "exchange:ideas_open", "exchange:idea_wish",
            "exchange:idea_set_aside", "exchange:offer_keep", "exchange:offer_rest",
            "exchange:offer_reopen", "exchange:offer_withdraw", "exchange:encounter",
            "exchange:ideas_again", "exchange:round_make", "exchange:round_stop",
            "exchange:introduction_take_back",
            "exchange:introduction_recall", "exchange:introduction_answer",
            "exchange:introduction_end", "exchange:reverse_question_ask",
            "exchange:arrangement_agree", "exchange:arrangement_withdraw",
            "exchange:arrangement_round_off", "exchange:arrangement_give_back",
            "gatherings:begin", "gatherings:cancel", "gatherings:publish", "gatherings:take_back",
            "reports:withdraw", "reports:appeal",
            "exchange:notebook_take", "exchange:notebook_rest",
        ],
        ONLY_SENT,
    ),
    **dict.fromkeys([f"circles:{name}" for name in circle_visits.ONLY_SENT], ONLY_SENT),
    **dict.fromkeys([f"answers:{name}" for name in answer_visits.ONLY_SENT], ONLY_SENT),
    **dict.fromkeys([f"circles:{name}" for name in circle_visits.FILES], FOR_A_SCRIPT),
}  # fmt: skip

# By the beginning of its route, first hit counts: which thing of the scene stands in the address.
THINGS: list[tuple[str, dict[str, str]]] = [
    ("/mijn/vragen/<slug:code>/klopt-het/", {"code": "draft ask"}),
    ("/mijn/vragen/", {"code": "ask", "idea": "idea"}),
    *answer_visits.THINGS,
    ("/mijn/aanbod/<slug:code>/klopt-het/", {"code": "draft offer"}),
    ("/mijn/aanbod/", {"code": "offer"}),
    ("/mijn/kennismaking/", {"code": "side"}),
    ("/mijn/afspraken/", {"code": "arrangement"}),
    ("/mijn/wedervraag/", {"code": "question"}),
    ("/mijn/zien-jullie-elkaar-nog/", {"code": "contact"}),
    ("/mijn/gesprek/dagelijks/", {"code": "activity"}),
    ("/mijn/gesprek/oefenen/", {"code": "practice"}),
    ("/mijn/gesprek/doelen/", {"code": "goal"}),
    ("/mijn/gesprek/praten/", {"code": "talk"}),
    ("/mijn/gesprek/stappen/", {"step": "step"}),
    ("/mijn/gesprek/kaart/leeg/", {"size": "paper"}),
    ("/mijn/aanmelden/sleutel/", {"number": "key"}),
    ("/mijn/bericht/", {"code": "notice"}),
    ("/mijn/meldingen/", {"code": "report"}),
    ("/mijn/melden/", {"what": "reported", "code": "side"}),
    ("/meldingen/", {"code": "report"}),
    ("/balie/mensen/", {"code": "person"}),
    ("/balie/gesprekken/", {"code": "planned talk"}),
    ("/balie/deur/", {"code": "ring"}),
    ("/balie/groepen/meedoen/", {"code": "wish"}),
    ("/balie/groepen/", {"code": "group"}),
    ("/balie/bericht/", {"code": "call"}),
    ("/verbinden/kennismaking/", {"code": "introduction", "side": "asked side", "said": "yes"}),
    ("/verbinden/vraag/", {"code": "ask"}),
    ("/verbinden/aanbod/", {"code": "offer of another"}),
    ("/verbinden/lijst/", {"key": "list"}),
    ("/verbinden/<", {"ask": "ask", "offer": "offer of another"}),
    ("/buurt/<slug:slug>/bijeenkomsten/", {"slug": "neighbourhood", "code": "shared gathering"}),
    ("/balie/bijeenkomsten/<slug:code>/veranderen/", {"code": "planned gathering"}),
    ("/balie/bijeenkomsten/<slug:code>/oogst/", {"code": "begun gathering"}),
    ("/balie/bijeenkomsten/", {"code": "shared gathering"}),
    ("/buurt/", {"slug": "neighbourhood"}),
    ("/taal/", {"code": "language"}),
]
# Who opens a door that does not open for the first who comes to mind.
OPENED_BY = {
    "people:passkey_remove": "newcomer",
    "people:second_step": "before the second step",
    "people:lock": "locked",
    "people:unlock": "locked",
    "people:desk_card": "helping",
    "people:end_visit": "helping",
    "people:end_shift": "last",
    "people:sign_out": "last",
    "exchange:reverse_question_ask": "connector",
    **answer_visits.OPENED_BY,
}
# The same door for somebody else: as the desk sees it, with nothing in it, with other rights.
SEEN_BY_MORE = {
    "helping": [
        "web:my_place", "people:erase", "conversation:card_edit", "conversation:goal_list",
        "conversation:talk_new", "exchange:ask_new", "exchange:ask_page",
    ],
    "newcomer": [
        "web:my_place", "conversation:conversation_page", "conversation:card_page",
        "exchange:asks", "people:ways", "answers:experiences",
        "answers:questions", "answers:known", "answers:asked_list",
    ],
    "officer": ["web:my_place"],
    "passer-by": ["places:home"],
    **answer_visits.SEEN_BY_MORE,
}  # fmt: skip

# Pages that only come when something is sent, or when it may not be: who, where, what is typed,
# which buttons are pressed one after the other, and the status of what comes.
BEHIND = {
    "a form with an error": ("visitor", "/ik-heb-een-vraag/", {}, ["Laat het weten"], 422),
    "reading back": (
        "helping", "/mijn/vragen/nieuw/", {"words": "Weer kaarten."}, ["Lees het terug"], 200,
    ),
    "a number that may stay": (
        "resident", "/mijn/vragen/nieuw/", {"words": "Bel 06 0000 0013."},
        ["Bewaar mijn vraag"], 200,
    ),
    "reading back a number": (
        "helping", "/mijn/vragen/nieuw/", {"words": "Bel 06 0000 0013."}, ["Lees het terug"], 200,
    ),
    "three questions first": (
        "thinker", "/mijn/vragen/{thinking}/", {}, ["Ik wil ideeën horen"], 200,
    ),
    "a notebook": (
        "connector", "/balie/schrift/", {"pasted": "naam;zoekt\n{new};breien\n"},
        ["Lees het schrift", "Neem deze regels over"], 200,
    ),
    "wrong digits": ("locked", "/balie/slot/", {"digits": "1111"}, ["Maak open"], 422),
    **circle_visits.BEHIND,
    **answer_visits.BEHIND,
    "not there": ("resident", "/bestaat-niet/", {}, [], 404),
    "not now": ("helping", "/mijn/aanmelden/", {}, [], 409),
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One address of a door and who opens it."""

    who: str
    door: doors.Door
    circle: str = ""

    @property
    def part(self) -> str:
        """Visits of one part go in one browser, one after the other."""
        room = self.door.name.partition(":")[0]
        return f"{self.who} {room}" if self.who == "resident" else self.who

    @property
    def is_page(self) -> bool:
        """Whether something can be looked at."""
        return self.door.name not in NO_PAGE

    @property
    def which(self) -> dict[str, str]:
        """The parts of the address that differ, each with the thing of the scene that fills it."""
        names = re.findall(r"<(?:\w+:)?(\w+)>", self.door.route)
        if self.circle:
            return {one: circle_visits.thing(self.door.name, one, self.circle) for one in names}
        found = next((w for start, w in THINGS if self.door.route.startswith(start)), {})
        return {name: found.get(name, "") for name in names}

    def path(self, scene: "Scene") -> str:
        """The address with a thing of the scene in it."""
        kwargs = {name: scene.things[thing] for name, thing in self.which.items()}
        return reverse(self.door.name, kwargs=kwargs)


def opened_by(door: doors.Door) -> str:
    """Who opens this door: a visitor if it is public, staff if it asks a role, else a resident."""
    usual = "visitor" if door.is_public else "connector" if door.roles else "resident"
    if door.name.startswith("people:second_step"):
        usual = "connector"
    return OPENED_BY.get(door.name, usual)


def all_visits() -> list[Visit]:
    """Every door of the house once, and some for more people; those of a circle for each chair."""
    known = {door.name: door for door in doors.all_doors()}
    usual = [Visit(opened_by(d), d) for d in known.values() if not d.name.startswith("circles:")]
    more = [Visit(who, known[n]) for who, names in SEEN_BY_MORE.items() for n in names]
    circles = [Visit(at.who, known[at.name], at.circle) for at in circle_visits.all_looks()]
    return usual + more + circles


# --- a neighbourhood in which every page has something to show ---------------------------------


@dataclass
class Scene:
    """The people who come, and the things that stand in addresses."""

    town: Town
    resident: Participant
    newcomer: Participant
    thinker: Participant
    things: dict[str, Any] = field(default_factory=dict)


def set_scene(town: Town) -> Scene:
    """A resident with everything, neighbours who wait for the desk, and who works there."""
    town.everybody()
    with transaction.atomic():
        person = live(town).person
    scene = Scene(town, person, town.neighbour("Nieuw"), town.neighbour("Denker"))
    scene.things.update(neighbourhood=town.here.slug, person=town.dekker.code)
    scene.things.update(
        reported="kennismaking", step="zelf", paper="a4", list="nieuw", yes="ja", language="en"
    )
    _own(scene)
    _first_steps(scene)
    _between(scene)
    _desk(scene)
    _gatherings(scene)
    scene.things.update(circle_visits.set_circles(town))
    scene.things.update(answer_visits.set_answers(town, person))
    return scene


def _own(scene: Scene) -> None:
    person = scene.resident
    says(person, want=f"weer naar de markt met {WORD}", can="koken", need="iemand die meeloopt")
    ask = exchange.Ask.objects.get(participant=person, state="ideas_open")
    offer = exchange.Offer.objects.get(participant=person)
    made = {
        "ask": ask,
        "draft ask": an_ask(person, "Iemand die brieven voorleest.", state="draft"),
        "offer": offer,
        "draft offer": an_offer(person, "Soep koken voor twee.", state="draft"),
        "activity": DailyActivity.objects.get(participant=person),
        "practice": PracticeStep.objects.get(participant=person),
        "goal": Goal.objects.get(participant=person),
        "talk": talk(person),
        "group": Group.objects.get(neighbourhood=scene.town.here),
        "notice": Notice.objects.get(recipient=person.id),
        "idea": exchange.Idea.objects.get(participant=person),
    }
    done = wants(person, "de trap op")
    with acting_as(person):
        close_goal(done, by=by(person))
    # A notice of a kind that people really get.
    Notice.objects.filter(recipient=person.id).update(kind="exchange.introduction.asked")
    scene.things.update({name: thing.code for name, thing in made.items()})


def _first_steps(scene: Scene) -> None:
    """Somebody with nothing but a key, and somebody who thinks an ask over."""
    account = account_of(scene.newcomer)
    key = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "mijn telefoon"}
    )
    scene.things["key"] = key.id
    scene.things["thinking"] = an_ask(scene.thinker, state="thinking").code


def _between(scene: Scene) -> None:
    """One contact that goes on, one introduction for which the giver is being asked."""
    town, person = scene.town, scene.resident
    mine = {"participant": person}
    side = exchange.Side.objects.get(**mine)
    made = {
        "side": side,
        "arrangement": exchange.Arrangement.objects.get(asker=person),
        "question": exchange.ReverseQuestion.objects.get(**mine),
        "contact": exchange.LastingContact.objects.get(**mine),
        "offer of another": an_offer(town.wil, "Ik ga graag mee naar de markt."),
    }
    pair = offered(a_pair(town, asker=town.dekker, giver=town.tineke))
    made |= {"introduction": pair.introduction, "asked side": pair.side("giver")}
    with_ideas(an_ask(town.selam, "Naar de markt met iemand.", state="ideas_open"))
    scene.things.update({name: thing.code for name, thing in made.items()})


def _gatherings(scene: Scene) -> None:
    """A table of which the harvest is shared, one that is to come, and one that is going on."""
    made = {
        "shared gathering": gatherings.published(scene.town),
        "planned gathering": gatherings.planned(scene.town),
        "begun gathering": gatherings.begun(scene.town, is_public=False),
    }
    scene.things.update({name: thing.code for name, thing in made.items()})


def _desk(scene: Scene) -> None:
    """Somebody rang, somebody wants to be called, more wait than fit on one page."""
    town = scene.town
    here = {"neighbourhood": town.here}
    ring = Doorbell.objects.create(**here, door="ask", name=WORD, reach="bel mij", words=WORD * 3)
    for nth in range(21):
        one = town.neighbour(f"Buur {nth}")
        an_ask(one, f"Samen wandelen op dag {nth}.")
        Notice.objects.create(
            **here, recipient=one.id, kind="exchange.introduction.asked", channel="call"
        )
    group = Group.objects.get(**here)
    wish = GroupMember.objects.create(**here, group=group, participant=town.selam)
    call = Notice.objects.filter(**here, channel="call").first()
    report = Report.objects.get(**here, state="open")
    made = {"ring": ring, "wish": wish, "call": call, "report": report}
    made["planned talk"] = planned(town.dekker, town.samira)
    talk(town.selam, "thuis, met thee")
    town.neighbour("Wim", role="host")  # two for one role
    scene.things.update({name: thing.code for name, thing in made.items()})


# --- who comes ---------------------------------------------------------------------------------


def signed_in(page: Page, who: Participant, **steps: bool) -> Client:
    """Put somebody's session in this browser, without going through the forms again."""
    client = Client(who, **steps)
    _bring(page, client)
    return client


def _bring(page: Page, client: Client) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = client.client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": page.watch.address}])


def _keep_once(client: Client, name: str, value: object) -> None:
    session = client.client.session
    once.put(session, name, value)
    session.save()


def _resident(page: Page, scene: Scene) -> None:
    client = signed_in(page, scene.resident)
    shown = {"whose": str(scene.resident.id), "code": "BCDF-GHJK-MNPQ", "words": ["weer kaarten"]}
    _keep_once(client, "card", shown)


def _connector(page: Page, scene: Scene) -> None:
    client = signed_in(page, scene.town.samira)
    _keep_once(client, "paper_list", ["12345678", "23456789"])


def _helping(page: Page, scene: Scene) -> None:
    at_desk(scene.town.ria, scene.resident)
    signed_in(page, scene.town.ria)


def _before_second_step(page: Page, scene: Scene) -> None:
    joke = scene.town.joke
    with acting_as(joke):
        second_step.make_paper_list(account_of(joke), by=by(joke))
    signed_in(page, joke, second_step=False)


def _in_circle(name: str) -> Callable[[Page, Scene], object]:
    """Somebody of the cast, or whose circle it is."""

    def comes(page: Page, scene: Scene) -> None:
        mine = name in circle_visits.PEOPLE
        who = circle_visits.of_town(scene.town, name) if mine else scene.things[name]
        client = signed_in(page, who)
        if name == "resident of asking":
            letter = {"seat": scene.things["asking letter id"], "code": "BCDF-GHJK-MNPQ"}
            _keep_once(client, "letter", letter)

    return comes


def _guest(page: Page, scene: Scene) -> None:
    """Who just sat down with a letter, and gets a card of their own."""
    guest = scene.town.zus
    card = {"whose": str(guest.id), "code": "BCDF-GHJK-MNPQ", "kring": scene.things["table code"]}
    _keep_once(signed_in(page, guest), "guest_card", card)


def _reader(page: Page, scene: Scene) -> None:
    """Nobody, with a letter."""
    client = Client()
    session = client.client.session
    opened.keep(session, letters.digest(scene.things["asking written"]))
    session.save()
    _bring(page, client)


COMES_IN: dict[str, Callable[[Page, Scene], object]] = {
    "passer-by": lambda page, scene: None,
    "visitor": lambda page, scene: page.goto(scene.town.front),
    "resident": _resident,
    "newcomer": lambda page, scene: signed_in(page, scene.newcomer),
    "thinker": lambda page, scene: signed_in(page, scene.thinker),
    "officer": lambda page, scene: signed_in(page, scene.town.noor),
    "helping": _helping,
    "connector": _connector,
    "before the second step": _before_second_step,
    "locked": lambda page, scene: signed_in(page, scene.town.ria),
    "back-up": lambda page, scene: signed_in(page, scene.town.loes),
    "asker": lambda page, scene: signed_in(page, scene.town.henk),
    "last": lambda page, scene: signed_in(page, scene.town.ria),
    "reader": _reader,
    "guest": _guest,
    **{name: _in_circle(name) for name in circle_visits.PEOPLE},
    **{name: _in_circle(name) for one in circle_visits.OPENED if (name := f"resident of {one}")},
}
