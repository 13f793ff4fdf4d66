"""Every address of a thing, with the code of somebody else's: the answer is that for nothing.

Invariant 18 for policy officer and operator, and the same for any neighbour and for a connector of
the neighbourhood next door.
"""

import re

import pytest
from django.middleware.csrf import CSRF_TOKEN_LENGTH

from mekaar.answers import models as told
from mekaar.circles import models as circles
from mekaar.conversation import models as conversation
from mekaar.exchange import models as exchange
from mekaar.gatherings.models import Gathering
from mekaar.notices.models import Notice
from mekaar.people.models import Doorbell, Participant
from tests.house import doors
from tests.promises import answers
from tests.promises.answers import READ, SEND
from tests.promises.whole_life import live

CODE = re.compile(r"<(?:\w+:)?(?:code|idea)>")
OF_THINGS = [d for d in doors.all_doors() if not d.is_public and CODE.search(d.route)]
NOTHING = "BCDFGHJKMN"
# What may stand behind an address: by a part of its route, first hit counts.
THINGS = [
    ("kring/<", [circles.SupportCircle]),
    ("kringen/<", [circles.SupportCircle]),
    ("steunkring/", [circles.SupportCircle, circles.Seat, circles.SketchedPerson]),
    ("/balie/bijeenkomsten/", [Gathering]),
    ("/ideeen/<", [exchange.Idea]),
    ("/dagelijks/", [conversation.DailyActivity]),
    ("/doelen/", [conversation.Goal]),
    ("/oefenen/", [conversation.PracticeStep]),
    ("/praten/", [conversation.Encounter]),
    ("/gesprekken/", [conversation.Encounter]),
    ("/ervaringen/", [told.Experience]),
    ("ervaringsvragen/<", [told.Question]),
    ("/ken-ik/", [told.KnownSituation]),
    ("/gevraagd/", [told.Asked]),
    ("/achterwacht/<", [told.Handed]),
    ("/aanbod/", [exchange.Offer]),
    ("/vraag/", [exchange.Ask]),
    ("/vragen/", [exchange.Ask]),
    ("/mensen/", [Participant]),
    ("/deur/", [Doorbell]),
    ("/bericht/", [Notice]),
]
BETWEEN_TWO = [
    exchange.Introduction,
    exchange.Side,
    exchange.Arrangement,
    exchange.ReverseQuestion,
    exchange.LastingContact,
]

OF_CIRCLES = ("/kring/", "/kringen/")
# What else stands in the address of a circle, by a part of its route: all of that same circle.
IN_CIRCLE = {
    "/bijeenkomst/<slug:which>": circles.CircleMeeting,
    "/plan/afspraak/<slug:which>": circles.Agreement,
    "/plan/antwoord/<slug:which>": circles.Seat,
    "/tekening/<slug:one>": circles.SketchedPerson,
    "<slug:one>": circles.Seat,
    "<slug:seat>": circles.Seat,
    "<slug:day>": circles.PossibleDay,
    "<slug:point>": circles.AgendaPoint,
    "<slug:suggestion>": circles.Suggestion,
    "<slug:agreement>": circles.Agreement,
}
WORDS = {"<slug:what>": "sketch", "<toon:how>": "toon", "<kringstap:to>": "beginnen"}


def of_circle(door, circle) -> tuple[str, str, str]:
    """A door of a circle, with real things of it in every part of the address."""
    route = door.route
    for part, model in IN_CIRCLE.items():
        if part in route:
            thing = model.objects.filter(circle=circle).order_by("id").first()
            code = thing.code if thing else NOTHING
            route = route.replace(part, part.partition("<")[0] + code)
    leads = circles.Seat.objects.get(circle=circle, chair="facilitator", state="seated")
    for part, words in {**WORDS, "<slug:who>": leads.participant.code}.items():
        route = route.replace(part, words)
    code = leads.code if door.route.startswith("/kringen/") else circle.code
    return door.name, CODE.sub(code, route), code


def addresses(here, person=None) -> list[tuple[str, str, str]]:
    """Door, its address with the code of a thing of this neighbourhood, and that code.

    Of circles only the person's own, when one is named: Joke leads that of Mark.
    """
    found = []
    whose = {"resident": person} if person else {}
    tables = circles.SupportCircle.objects.filter(neighbourhood=here, **whose).order_by("id")[:2]
    for door in OF_THINGS:
        if door.route.startswith(OF_CIRCLES):
            found += [of_circle(door, circle) for circle in tables]
            continue
        models = next((m for part, m in THINGS if part in door.route), BETWEEN_TWO)
        route = re.sub(r"<(?!\w*:?(?:code|idea)>)[^>]+>", "left_over", door.route)
        for model in models:
            of_person = whose if model._meta.app_label == "circles" else {}
            things = model.objects.filter(neighbourhood=here, **of_person).order_by("id")[:2]
            found += [(door.name, CODE.sub(one.code, route), one.code) for one in things]
    return found


def answer(browser, method, url, code) -> tuple[int, str, str]:
    """Status, where to, and the page without code, token and numbers of forms; nothing stays."""
    response = answers.ask(browser, method, url)
    page = re.sub(rf"[A-Za-z0-9]{{{CSRF_TOKEN_LENGTH}}}", "", response.page)
    page = re.sub(r'name="eenmaal" value="[^"]*"', "", page)
    where = response.headers.get("Location", "")
    return response.status_code, where.replace(code, NOTHING), page.replace(code, NOTHING)


def test_the_owner_sees_these_things(cast, page):
    """There is something to leak."""
    life = live(cast)
    tried = addresses(cast.here, life.person)
    browser = page(life.person)
    asked = ((name, answers.ask(browser, READ, url)) for name, url, _ in tried)
    theirs = {name for name, response in asked if response.status_code in {200, 302}}
    assert len({name for name, *_ in tried}) > 20
    assert len(theirs) > 10


@pytest.mark.parametrize(
    ("who", "method"),
    [
        ("tineke", READ), ("tineke", SEND), ("joke", READ), ("joke", SEND), ("noor", READ),
        ("douwe", READ), ("stranger", READ), ("stranger", SEND),
    ],
)  # fmt: skip
def test_the_things_of_another_are_not_there(cast, page, who, method):
    life = live(cast)
    browser = page(getattr(cast, who))
    for_nothing = {}
    shown = {}
    for name, url, code in addresses(cast.here, life.person):
        nothing = url.replace(code, NOTHING)
        if nothing not in for_nothing:
            for_nothing[nothing] = answer(browser, method, nothing, NOTHING)
        if (got := answer(browser, method, url, code)) != for_nothing[nothing]:
            shown[f"{name} {url}"] = got
    assert shown == {}
