"""The three doors: a visitor rings, a neighbour walks in; nothing makes an account by itself."""

import pytest
from django.urls import reverse

from mekaar.journal.models import Entry
from mekaar.people.models import Account, Doorbell, Participant
from tests.acting import as_web, refused_by_database
from tests.page import Page

DOORS = {
    "ask": (reverse("people:door_ask"), "Ik heb een vraag"),
    "do": (reverse("people:door_do"), "Ik wil iets voor iemand doen"),
    "start": (reverse("people:door_start"), "Ik wil iets beginnen"),
}
ASK = DOORS["ask"][0]
GIVEN = {"name": "Fatima", "reach": "ik kom dinsdag langs", "words": "over de tuin"}
SEND = "Laat het weten"


@pytest.mark.parametrize("door", DOORS)
def test_visitor_reads_where_and_when_and_rings(public, door):
    url, title = DOORS[door]
    public.get(url)
    assert public.h1 == title
    before_form = public.text.index("Hoe mogen we je noemen?")
    assert 0 <= public.text.index("06 0000 0010") < before_form
    assert 0 <= public.text.index("Lindeplein 1") < before_form
    public.submit(SEND, **GIVEN)
    assert public.h1 == "Dank je wel. We hebben je gehoord."
    bell = Doorbell.objects.get()
    assert (bell.door, bell.name, bell.reach, bell.words) == (door, *GIVEN.values())


def test_ringing_makes_no_account_and_no_participant(public):
    public.post(ASK, GIVEN)
    assert not Account.objects.exists()
    assert not Participant.objects.exists()
    line = Entry.objects.get()
    assert (line.verb, line.by, line.whose) == ("people.doorbell.rung", None, None)


def test_words_may_stay_empty_but_not_how_to_reach(public):
    assert public.post(ASK, {"name": "Fatima", "reach": ""}).status == 422
    assert not Doorbell.objects.exists()
    assert public.post(ASK, {"name": "Fatima", "reach": "ik kom"}).status == 302


@pytest.mark.parametrize(
    ("door", "room"), [("ask", "/mijn/vragen/nieuw/"), ("do", "/mijn/aanbod/nieuw/")]
)
def test_neighbour_walks_in(cast, page, door, room):
    browser = page(cast.dekker).get(DOORS[door][0])
    assert browser.status == 302
    assert browser.location.startswith("/mijn/")
    assert room.startswith("/mijn/")
    assert not Doorbell.objects.exists()


def test_neighbour_who_wants_to_begin_something(cast, page):
    page(cast.wil).get(DOORS["start"][0]).submit(SEND, words="een moestuin")
    bell = Doorbell.objects.get()
    assert (bell.door, bell.name, bell.words) == ("start", "Wil", "een moestuin")
    assert Entry.objects.get(verb="people.doorbell.rung").by == cast.wil.id


def test_ringing_too_often_stops(public):
    answers = [public.post(ASK, GIVEN).status for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert Doorbell.objects.count() == 5


def test_another_visitor_can_still_ring(oeverhoek):
    for _ in range(6):
        (first := Page()).post(ASK, GIVEN)
    assert first.status == 302


def test_visitor_reads_nothing_back(cast, public):
    public.post(ASK, GIVEN)
    with as_web(None, here=cast.here.id) as cursor:
        cursor.execute("SELECT count(*) FROM people_doorbell")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM people_participant")
        assert cursor.fetchone() == (0,)


def test_visitor_rings_only_here_and_unanswered(cast):
    there = cast.there.id
    ring = (
        "INSERT INTO people_doorbell (id, neighbourhood_id, code, made_at, door, name, reach,"
        " words, answered_by) VALUES (gen_random_uuid(), %s, 'ZZ', now(), 'ask', 'x', 'x', '', %s)"
    )
    with as_web(None, here=cast.here.id) as cursor:
        with refused_by_database("row-level security"):
            cursor.execute(ring, [there, None])
        with refused_by_database("row-level security"):
            cursor.execute(ring, [cast.here.id, cast.here.id])
        cursor.execute(ring, [cast.here.id, None])
