"""The public pages: first where and when and whom to call, then three doors (R-A15, R-A20)."""

import datetime

import pytest
import time_machine

from mekaar.places import queries
from mekaar.places.models import MeetingPlace, Neighbourhood, OpeningHour, Responsibility
from mekaar.places.queries import Hour, Place
from tests.page import Page

PUBLIC = ["/", "/wie-doet-wat/", "/beloften/", "/toegankelijkheid/", "/poster/", "/stijlgids/"]


@pytest.fixture
def elsewhere(db) -> Neighbourhood:
    there = Neighbourhood.objects.create(
        name="De Verte", slug="verte", town="Ergens", controller="Stichting De Verte"
    )
    MeetingPlace.objects.create(
        neighbourhood=there, name="huis Ver", address="Verweg 1", phone="06 0000 0077", first=True
    )
    return there


@pytest.mark.parametrize("url", PUBLIC)
def test_every_public_page_opens_with_place_hours_and_phone(public, oeverhoek, url):
    first = MeetingPlace.objects.get(neighbourhood=oeverhoek, first=True)
    html = public.get(url).html
    assert public.status == 200
    top, _, _rest = html.partition("<main")
    for words in (first.address, first.phone, "open"):
        assert words in top
    assert f'href="tel:{first.phone.replace(" ", "")}"' in top
    assert top.index(first.phone) < top.index("<nav")


def test_the_poster_needs_no_dutch(public, oeverhoek):
    """J2 step 1: place, time and phone by picture; a welcome in more languages, marked as such."""
    first = MeetingPlace.objects.get(neighbourhood=oeverhoek, first=True)
    main = public.get("/poster/").html.partition("<main")[2]
    assert main.count("<svg") >= 3
    assert first.phone in main
    for language, words in queries.WELCOMES:
        assert f'lang="{language}" dir="auto">{words}<' in main
    assert "nog niet nagekeken" in main


def test_the_doors_come_after_place_and_phone(public, oeverhoek):
    html = public.get("/").html
    doors = [html.index(f'href="/{door}/"', html.index("<main")) for door in (
        "ik-heb-een-vraag", "ik-wil-iets-doen", "ik-wil-iets-beginnen")]  # fmt: skip
    phone = html.index("tel:", html.index("<main"))
    assert phone < doors[0] < doors[1] < doors[2]


def test_a_head_costs_one_query(oeverhoek, django_assert_num_queries):
    with django_assert_num_queries(1):
        front = queries.front(oeverhoek)
        assert front
        assert front.first
        assert front.first.week


def test_a_head_is_read_once_a_minute_and_each_neighbourhood_has_its_own(
    oeverhoek, elsewhere, settings, django_assert_num_queries
):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with time_machine.travel("2026-03-03 10:00+01:00", tick=False) as clock:
        assert queries.front(oeverhoek).first.phone != queries.front(elsewhere).first.phone
        MeetingPlace.objects.update(phone="06 0000 0055")
        with django_assert_num_queries(0):
            assert queries.front(oeverhoek).first.phone != "06 0000 0055"
        clock.shift(61)
        assert queries.front(oeverhoek).first.phone == "06 0000 0055"


def test_a_visitor_costs_the_same_among_a_hundred_neighbourhoods(oeverhoek):
    here = Page().get("/")
    Neighbourhood.objects.bulk_create(
        Neighbourhood(name=f"Buurt {n}", slug=f"buurt-{n}", town="Ergens", controller="Wij")
        for n in range(100)
    )
    assert queries.of_visitors("buurt-7").name == "Buurt 7"
    assert queries.of_visitors("no such") is None
    visitor = Page().get("/buurt/buurt-7/").get("/beloften/")
    assert len(visitor.queries) <= len(here.queries) + 1
    assert "Buurt 7" in visitor.html
    assert "buurt-8" not in visitor.html


def test_two_neighbourhoods_let_a_visitor_choose_and_keep_apart(oeverhoek, elsewhere):
    visitor = Page()
    html = visitor.get("/").html
    assert "De Oeverhoek" in html
    assert "De Verte" in html
    assert "06 0000 0077" not in html
    visitor.get("/buurt/verte/")
    assert visitor.location == "/"
    html = visitor.get("/").html
    assert "06 0000 0077" in html
    assert "De Oeverhoek" not in html


def test_a_neighbourhood_that_is_not_there(public, oeverhoek):
    assert public.get("/buurt/nergens/").status == 404


def test_who_does_what_names_only_who_agreed(public, oeverhoek, elsewhere):
    here = {"neighbourhood": oeverhoek}
    Responsibility.objects.create(**here, label="achterwacht", name="Loes", phone="06 0000 0003")
    Responsibility.objects.create(**here, label="vertrouwenspersoon", phone="06 0000 0004")
    Responsibility.objects.create(
        neighbourhood=elsewhere, label="sleutels", name="Verre Piet", phone="06 0000 0078"
    )
    html = public.get("/buurt/oeverhoek/").get("/wie-doet-wat/").html
    assert "Loes" in html
    assert 'href="tel:0600000004"' in html
    assert "Verre Piet" not in html
    assert "06 0000 0078" not in html


def _place(*week: Hour) -> Place:
    return Place("huis", "straat 1", "dorp", "06 0000 0001", "", True, week)


MORNING = Hour(1, datetime.time(10), datetime.time(12, 30), "koffie")
EVENING = Hour(1, datetime.time(19, 30), datetime.time(22), "kaarten")
FRIDAY = Hour(4, datetime.time(9), datetime.time(10), "")


@pytest.mark.parametrize(
    ("now", "week", "said"),
    [
        (
            "2027-03-02 08:00+01:00",
            (MORNING, EVENING),
            "Vandaag open van 10.00 tot 12.30 uur en van 19.30 tot 22.00 uur.",
        ),
        ("2027-03-02 13:00+01:00", (MORNING, EVENING), "Vandaag open van 19.30 tot 22.00 uur."),
        ("2027-03-02 23:00+01:00", (MORNING, FRIDAY), "Nu dicht. Vrijdag weer open om 9.00 uur."),
        ("2027-03-06 12:00+01:00", (FRIDAY,), "Vandaag dicht. Vrijdag weer open om 9.00 uur."),
        ("2027-03-02 23:00+01:00", (MORNING,), "Nu dicht. Dinsdag weer open om 10.00 uur."),
        ("2027-03-02 23:00+01:00", (), "Bel eerst even: er zijn geen vaste tijden."),
    ],
)  # fmt: skip
def test_today_in_one_sentence(now, week, said):
    with time_machine.travel(datetime.datetime.fromisoformat(now)):
        assert _place(*week).today == said


def test_a_place_without_hours_still_stands_there(oeverhoek):
    OpeningHour.objects.all().delete()
    front = queries.front(oeverhoek)
    assert front
    assert front.first
    assert front.first.week == ()


def test_a_deployment_without_a_neighbourhood_says_so(db):
    Neighbourhood.objects.all().delete()
    visitor = Page()
    assert visitor.get("/").status == 200
    assert "nog geen buurt" in visitor.html
