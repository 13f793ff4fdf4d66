"""The pages in English (product decision 7): for who chooses it or likes it best."""

import datetime

import pytest
from django.conf import settings
from django.utils import translation

from mekaar.core import dates


def test_a_visitor_reads_english_from_then_on(public):
    assert "Wie doet wat" in public.get("/").text
    public.get("/taal/en/?verder=/wie-doet-wat/")
    assert (public.status, public.location) == (302, "/wie-doet-wat/")
    public.get("/wie-doet-wat/")
    assert '<html lang="en"' in public.html
    assert "Who does what" in public.text
    assert "Wie doet wat" not in public.text


def test_it_is_kept_in_the_one_cookie_that_there_is(public):
    """L-19."""
    public.get("/taal/en/")
    assert set(public.client.cookies) == {settings.SESSION_COOKIE_NAME}


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
