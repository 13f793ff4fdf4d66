"""The pages in English (product decision 7): for who chooses it or likes it best."""

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from mekaar.core import dates
from mekaar.places.models import Responsibility
from tests.acting import at_desk
from tests.exchange.pairs import a_pair


def test_a_visitor_reads_english_from_then_on(public):
    assert "Wie doet wat" in public.get("/").text
    public.get("/taal/en/?verder=/wie-doet-wat/")
    assert (public.status, public.location) == (302, "/wie-doet-wat/")
    public.get("/wie-doet-wat/")
    assert '<html lang="en"' in public.html
    assert "Who does what" in public.text
    assert "Wie doet wat" not in public.text


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_switch_leads_to_this_house_only(public, to):
    public.get("/taal/en/", {"verder": to})
    assert (public.status, public.location) == (302, "/")


def test_a_language_that_the_house_does_not_speak_is_not_there(public):
    assert public.get("/taal/xx/").status == 404


def test_every_page_offers_the_other_language(public):
    offered = {"Nederlands", "English"}
    assert offered & set(public.get("/beloften/").links) == {"English"}
    public.get("/beloften/").follow("English")
    assert (public.url, offered & set(public.links)) == ("/beloften/", {"Nederlands"})


def test_who_likes_english_best_reads_it_until_the_browser_says_otherwise(cast, page):
    cast.selam.language = "en"
    cast.selam.save()
    browser = page(cast.selam)
    assert '<html lang="en"' in browser.get("/mijn/").html
    browser.get("/taal/nl/")
    assert '<html lang="nl"' in browser.get("/mijn/").html


def test_days_are_said_and_read_in_english():
    day = datetime.date(2031, 3, 4)
    with translation.override("en"):
        assert dates.say_day(day) == "Tuesday 4 March 2031"
        assert dates.say_time(datetime.time(10, 5)) == "10.05"
    with translation.override("nl"):
        assert dates.say_day(day) == "dinsdag 4 maart 2031"
        assert dates.say_time(datetime.time(10, 5)) == "10.05 uur"


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("4 March 2031", 3),
        ("4 mar 2031", 3),
        ("4 may 2031", 5),
        ("4 mei 2031", 5),
        ("4 mrt 2031", 3),
    ],
)
def test_months_are_read_in_both_languages(typed, month):
    assert dates.parse(typed) == datetime.date(2031, month, 4)


@pytest.mark.parametrize("typed", ["4 marmer 2031", "4 juniper 2031", "4 mayonaise 2031"])
def test_what_only_begins_like_a_month_is_no_day(typed):
    assert dates.parse(typed) is None


def in_english(browser):
    browser.get("/taal/en/")
    return browser


def test_what_a_neighbour_is_told_begins_in_their_own_language(cast, page):
    """The connector's screen is in English; Henk reads Dutch, Dekker said English (L-14)."""
    pair = a_pair(cast)
    pair.asker.language = "en"
    pair.asker.save()
    samira = in_english(page(cast.samira))
    samira.get(reverse("exchange:introduction_new", args=[pair.ask.code, pair.offer.code]))
    assert '<html lang="en"' in samira.html
    assert samira.fields["told_giver"].startswith("Iemand in de buurt vraagt iets")
    assert samira.fields["told_giver"].endswith("Wil je kennismaken?")
    assert samira.fields["told_asker"].startswith("There is someone in the neighbourhood")


@pytest.mark.parametrize(
    "path",
    [
        "/mijn/alles/",
        "/mijn/inkijk/",
        "/mijn/gesprek/plan/",
        "/mijn/gesprek/kaart/papier/",
        "/mijn/gesprek/kaart/leeg/a5/",
    ],
)
@pytest.mark.parametrize(("speaks", "reads"), [("nl", "nl"), ("ti", "nl"), ("en", "en")])
def test_what_is_printed_at_the_desk_is_in_the_residents_language(cast, page, path, speaks, reads):
    cast.dekker.language = speaks
    cast.dekker.save()
    desk = page(cast.ria)
    desk.get("/taal/en/" if reads == "nl" else "/taal/nl/")
    at_desk(cast.ria, cast.dekker)
    assert f'<html lang="{reads}"' in desk.get(path).html


def test_the_card_printed_at_an_english_desk_is_dutch(cast, page):
    desk = in_english(page(cast.ria))
    at_desk(cast.ria, cast.dekker)
    desk.get("/mijn/kaart/")
    assert '<html lang="en"' in desk.html
    desk.submit("Make the card")
    assert desk.h1 == "De kaart van meneer Dekker"


def test_there_are_no_more_cookies_than_the_promises_say(cast, page):
    browser = page(cast.dekker)
    browser.get("/beloften/")
    assert "Er is één koekje (cookie)" in browser.main
    in_english(browser)
    browser.post("/mijn/gegevens/naam/", {"display_name": "Dekker"})
    assert set(browser.client.cookies) == {"sessionid"}


def test_a_role_of_the_house_is_said_in_english(cast, public):
    here = {"neighbourhood": cast.here, "phone": "06 0000 0003"}
    Responsibility.objects.create(**here, label="achterwacht", role="back_up")
    Responsibility.objects.create(**here, label="de sleutel van de schuur")
    in_english(public).get("/wie-doet-wat/")
    assert "Achterwacht" not in public.main
    assert '<h2 lang="nl">De sleutel van de schuur</h2>' in public.html
