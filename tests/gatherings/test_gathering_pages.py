"""The pages of gatherings: what everybody reads, and what the desk does."""

import datetime
import json

import pytest
from django.conf import settings
from django.utils import timezone

from mekaar.gatherings.models import Gathering
from tests.acting import acting_as
from tests.cast import make_neighbourhood
from tests.gatherings.scenes import ABOUT, HARD, HELPED, begun, harvested, planned, published
from tests.page import Page

PUBLIC = "/buurt/oeverhoek/bijeenkomsten/"
DESK = "/balie/bijeenkomsten/"
QUERIES_LIST = 4
QUERIES_DESK = 10


def page_of(one: Gathering) -> str:
    return f"{PUBLIC}{one.code}/"


def tomorrow() -> str:
    day = timezone.localdate() + datetime.timedelta(days=1)
    return f"{day.day}-{day.month}-{day.year}"


def test_a_table_from_the_desk_to_the_website(cast, page, public):
    ria = page(cast.ria).get(DESK).follow("Plan een bijeenkomst")
    ria.submit(
        kind="table", title="Met Mekaar", day=tomorrow(), starts="half drie", ends="16.00",
        weeks="2", is_public="ja", about=ABOUT, agenda="- Brieven lezen\n\n- Wie kookt er mee?",
    )  # fmt: skip
    assert "Gepland: 2." in ria.html
    assert Gathering.objects.count() == 2
    public.get("/").follow("Kom erbij: bijeenkomsten in de buurt")
    assert public.url == PUBLIC
    assert public.main.count("Met Mekaar") == 2
    public.follow("Met Mekaar")
    assert public.h1 == "Met Mekaar"
    for words in (ABOUT, "Brieven lezen", "Wie kookt er mee?", "van 14.30 uur tot 16.00 uur",
                  "Buurthuis De Linde, Lindeplein 1"):  # fmt: skip
        assert words in public.main


def test_the_harvest_from_the_desk_to_the_website(cast, page, public):
    one = planned(cast)
    ria = page(cast.ria).get(f"{DESK}{one.code}/").press("We beginnen")
    ria.follow("Schrijf de oogst op").submit(helped=HELPED, hard="", head_count="14")
    ria.press("Deel de oogst")
    assert ria.status == 409
    assert "Vul eerst in waar het lastig is" in ria.main
    assert HELPED not in public.get(page_of(one)).main
    ria.get(f"{DESK}{one.code}/oogst/").submit(helped=HELPED, hard=HARD, head_count="14")
    assert HARD not in public.get(page_of(one)).main
    ria.press("Deel de oogst")
    public.get(page_of(one))
    for words in (HELPED, HARD, "Er waren 14 mensen."):
        assert words in public.main
    ria.press("Neem de oogst terug")
    public.get(page_of(one))
    for words in (HELPED, HARD, "14 mensen"):
        assert words not in public.html


def test_a_number_in_the_harvest_is_asked_about_before_it_is_kept(cast, page):
    one = begun(cast)
    ria = page(cast.ria).get(f"{DESK}{one.code}/oogst/")
    ria.submit(helped="Bel Truus: 06 0000 0099", hard=HARD)
    assert ria.h1 == "Mag dit blijven staan?"
    assert "06 0000 0099" in ria.main
    one.refresh_from_db()
    assert one.state == "begun"


def test_what_hangs_on_the_wall_of_the_place_is_on_no_public_page(cast, page, public):
    one = published(cast, is_public=False, title="Vlinderclub")
    assert public.get(page_of(one)).status == 404
    assert page(cast.dekker).get(page_of(one)).status == 404
    for url in ("/", PUBLIC, f"{PUBLIC}agenda.ics"):
        assert "Vlinderclub" not in public.get(url).html
    assert "Vlinderclub" in page(cast.ria).get(DESK).main


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ends": "9.00"}, "Het einde komt na het begin."),
        ({"day": "3-3-2020"}, "Deze dag is al geweest."),
        ({"day": "ooit"}, "Deze datum begrijpen we niet."),
        ({"place": "elders"}, "Schrijf op waar het is."),
        ({"title": " "}, "Geef het een naam"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(cast, page, typed, said):
    right = {"title": "Met Mekaar", "day": tomorrow(), "starts": "10.00", "ends": "11.00",
             "is_public": "ja", "about": ABOUT}  # fmt: skip
    ria = page(cast.ria).get(f"{DESK}nieuw/").submit(**{**right, **typed})
    assert ria.status == 422
    assert said in ria.main
    assert ABOUT in ria.main
    assert not Gathering.objects.exists()


def test_a_count_is_a_number(cast, page):
    one = begun(cast)
    ria = page(cast.ria).get(f"{DESK}{one.code}/oogst/")
    ria.submit(helped=HELPED, hard=HARD, head_count="Truus en Wim")
    assert ria.status == 422
    assert "Schrijf een getal, bijvoorbeeld 12." in ria.main
    assert HARD in ria.main


def test_what_is_called_off_says_so_everywhere(cast, page, public):
    one = planned(cast)
    page(cast.ria).get(f"{DESK}{one.code}/").press("Deze bijeenkomst gaat niet door")
    assert "Deze bijeenkomst gaat niet door." in public.get(page_of(one)).main
    assert "Gaat niet door: Met Mekaar" in public.get(PUBLIC).main
    assert "STATUS:CANCELLED" in calendar(public)
    assert event(public.get(page_of(one)))["eventStatus"] == "https://schema.org/EventCancelled"


# --- for other programs ---------------------------------------------------------------------------


def calendar(public: Page) -> str:
    public.get(f"{PUBLIC}agenda.ics")
    return public.response.content.decode().replace("\r\n ", "")


def event(public: Page) -> dict:
    [script] = [one for one in public.document.all("script") if one.get("type")
                == "application/ld+json"]  # fmt: skip
    return json.loads(script.text)


def test_a_calendar_gets_time_place_and_title(cast, public):
    one = planned(cast)
    told = calendar(public)
    assert public.response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    for line in (f"UID:{one.code}@oeverhoek.mekaar", "SUMMARY:Met Mekaar", "CLASS:PUBLIC",
                 "LOCATION:buurthuis De Linde\\, Lindeplein 1",
                 f"URL:{settings.PUBLIC_URL}{page_of(one)}"):  # fmt: skip
        assert line in told
    assert told.count("BEGIN:VEVENT") == 1
    for name in ("Ria", "ATTENDEE", "ORGANIZER"):
        assert name not in told


def test_a_calendar_that_did_not_change_is_not_sent_again(cast, public):
    one = planned(cast)
    calendar(public)
    tag = public.response.headers["ETag"]
    known = {"headers": {"if-none-match": tag}}
    with acting_as(None):
        again = public.client.get(f"{PUBLIC}agenda.ics", **known)
    assert (again.status_code, again.content) == (304, b"")
    Gathering.objects.filter(id=one.id).update(title="Anders")
    assert public.get(f"{PUBLIC}agenda.ics", **known).status == 200


def test_a_page_says_the_event_as_data_that_nothing_runs(cast, public):
    title = "</script><script>alert(1)</script>"
    one = planned(cast, title=title, about="Koffie & thee")
    public.get(page_of(one))
    told = event(public)
    assert (told["@type"], told["name"], told["description"]) == ("Event", title, "Koffie & thee")
    assert told["location"]["name"] == "buurthuis De Linde"
    assert told["startDate"].startswith(timezone.localdate().isoformat())
    assert "<script>alert" not in public.html
    assert "script-src 'self'" in public.response.headers["Content-Security-Policy"]
    assert "noindex" not in public.html


def test_the_address_says_which_neighbourhood_it_is(cast, page):
    """A calendar and a search engine have no session; who is signed in reads the own one."""
    one = planned(cast, title="Vlinderclub")
    there = make_neighbourhood("De Overkant", "overkant")
    nobody = Page()
    assert "Vlinderclub" in nobody.get(PUBLIC).main
    assert "De Oeverhoek" in nobody.html
    assert "Vlinderclub" not in nobody.get("/buurt/overkant/bijeenkomsten/").html
    assert nobody.get(f"/buurt/overkant/bijeenkomsten/{one.code}/").status == 404
    assert nobody.get("/buurt/geen-buurt/bijeenkomsten/").status == 404
    assert page(cast.dekker).get("/buurt/overkant/bijeenkomsten/").status == 404
    assert there.slug == "overkant"


@pytest.mark.parametrize("many", [1, 3])
def test_lists_ask_the_same_questions_however_long(cast, page, public, many):
    for _ in range(many):
        planned(cast)
    harvested(cast)
    public.get(PUBLIC)
    assert len(public.get(PUBLIC).queries) == QUERIES_LIST
    assert len(page(cast.ria).get(DESK).queries) == QUERIES_DESK
