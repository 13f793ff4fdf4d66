"""The desk: finding, opening with a reason, closing, the door, the phone (R-A15, J1, J2)."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mekaar.core.errors import NotAllowed
from mekaar.core.sealed import blind
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people import actions, queries
from mekaar.people.models import DeskVisit, Doorbell, ReachPreference
from mekaar.places.models import Building
from tests.acting import acting_as, as_web, at_desk, by
from tests.page import DESK_DIGITS
from tests.sealed import named

DESK = reverse("people:desk")
ME = reverse("people:me")
PLACE = reverse("web:my_place")


def find(browser, typed):
    browser.get(DESK, {"name": typed})
    return [a.words for a in browser.document.all("a") if "/balie/mensen/" in a.get("href")]


def call_for(cast, participant, kind="people.call.test"):
    return Notice.objects.create(
        neighbourhood=cast.here, recipient=participant.id, kind=kind, channel="call"
    )


# --- finding ---


@pytest.mark.parametrize("typed", ["dek", "DEK", "meneer", "Dékker", "  dekker  ", "meneer dekker"])
def test_finds_by_the_beginning_of_a_word(cast, page, typed):
    cast.everybody()
    assert "meneer Dekker" in find(page(cast.ria), typed)


@pytest.mark.parametrize("typed", ["", "d", "ekker", "%", "__", "d%", "\\", "'; --", "xyz" * 20])
def test_finds_nobody_by_something_else(cast, page, typed):
    cast.everybody()
    assert "meneer Dekker" not in find(page(cast.ria), typed)


def test_at_most_ten_and_then_more_letters(cast, page):
    for number in range(12):
        cast.neighbour(f"Zus {number:02}")
    browser = page(cast.ria)
    names = [name for name in find(browser, "zus") if name.startswith("Zus")]
    assert names == [f"Zus {number:02}" for number in range(10)]
    assert "Typ meer letters." in browser.main
    find(browser, "zus 11")
    assert "Typ meer letters." not in browser.main


def test_a_search_does_not_say_that_it_may_stay_empty(cast, page):
    for url in (DESK, "/balie/", reverse("people:journal")):
        assert "mag leeg blijven" not in page(cast.ria).get(url).main


def test_namesakes_live_in_different_buildings(cast, page):
    building = Building.objects.get(name="De Rietkraag")
    cast.neighbour("Zus", building=building)
    cast.neighbour("Zus")
    found = [name for name in find(page(cast.ria), "zus") if name.startswith("Zus")]
    assert sorted(found) == ["Zus", "Zus De Rietkraag"]


def test_the_blank_card_leads_back_to_the_desk(cast, page):
    blank = reverse("conversation:card_blank", args=["a5"])
    assert page(cast.ria).get(blank).links["Terug naar de balie"] == "/balie/"
    assert "Terug naar mijn kaart" in page(cast.dekker).get(blank).links
    at_desk(cast.ria, cast.dekker)
    assert "Terug naar mijn kaart" in page(cast.ria).get(blank).links


@pytest.mark.parametrize("count", [1, 3])
def test_finding_asks_the_same_number_of_questions(cast, page, count):
    for number in range(count):
        cast.neighbour(f"Zus {number}")
    find(browser := page(cast.ria), "zus")
    assert len(browser.queries) == 10


def test_nobody_of_next_door_is_found(cast, page):
    assert cast.stranger_resident.display_name == "Overbuur Ophelia"
    assert "Overbuur Ophelia" not in find(page(cast.ria), "over")


@pytest.mark.parametrize("who", ["dekker", "noor", "douwe", "joke", "bert", "loes"])
def test_without_the_desk_the_database_finds_nobody(cast, who):
    cast.everybody()
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute(
            "SELECT * FROM wall.find_people(%s, 10)", [blind("name", cast.here.id, ["dek"])]
        )
        assert cursor.fetchall() == []


def test_finding_uses_the_index(cast):
    """With many neighbours the search must not read them all."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM people_participant WHERE find_keys @> '{7}'::bigint[] LIMIT 9"
        )
        assert "people_find" in str(cursor.fetchall())


# --- a new person, opening, closing ---


def test_a_new_person_needs_only_a_name(cast, page):
    browser = page(cast.ria).get(reverse("people:new_person"))
    asked = set(browser.fields) - {"csrfmiddlewaretoken", "eenmaal", "verder", "van_wie"}
    assert asked == {"display_name"}
    browser.submit("Schrijf de naam op", display_name="  de   man met de\u202e hoed ")
    person = named("de man met de hoed")
    assert browser.url == PLACE
    assert browser.h1 == "De plek van de man met de hoed"
    assert DeskVisit.objects.get(resident=person).helper == cast.ria
    verbs = Entry.objects.filter(whose=person.id).order_by("made_at", "id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "people.participant.added", "people.visit.opened", "web.place.seen",
    ]  # fmt: skip


def test_opening_asks_why_and_writes_it_down(cast, page):
    browser = page(cast.ria).get(reverse("people:open_visit", args=[cast.dekker.code]))
    assert "why" not in browser.fields
    browser.submit("Open de bladzijden", why="phoned")
    assert browser.url == PLACE
    assert "Je helpt nu meneer Dekker." in browser.text
    opened = Entry.objects.get(verb="people.visit.opened")
    assert (opened.whose, opened.by, opened.why) == (cast.dekker.id, cast.ria.id, "phoned")


@pytest.mark.parametrize("why", ["", "curious", "\x00"])
def test_opening_without_a_reason_opens_nothing(cast, page, why):
    url = reverse("people:open_visit", args=[cast.dekker.code])
    assert page(cast.ria).post(url, {"why": why}).status == 422
    assert not DeskVisit.objects.exists()


def test_one_at_a_time(cast):
    for resident in (cast.dekker, cast.henk, cast.henk):
        with acting_as(by(cast.ria)):
            actions.open_visit(resident, "came_by", by=by(cast.ria))
    open_ones = DeskVisit.objects.filter(helper=cast.ria, ended_at=None)
    assert [visit.resident for visit in open_ones] == [cast.henk]
    assert DeskVisit.objects.count() == 2
    assert Entry.objects.filter(verb="people.visit.closed", whose=cast.dekker.id).count() == 1


def test_a_forgotten_visit_opens_nothing_and_makes_room(cast, page):
    at_desk(cast.ria, cast.dekker)
    long_ago = timezone.now() - datetime.timedelta(hours=4)
    DeskVisit.objects.update(started_at=long_ago)
    browser = page(cast.ria).get(ME)
    assert "Dekker" not in browser.html
    with acting_as(by(cast.ria)):
        actions.open_visit(cast.dekker, "came_by", by=by(cast.ria))
    assert DeskVisit.objects.filter(ended_at=None).count() == 1
    assert "meneer Dekker" in browser.get(ME).main


def test_closing_leaves_nothing_on_the_screen(cast, page):
    at_desk(cast.ria, cast.dekker)
    browser = page(cast.ria).get(ME)
    browser.press("Klaar – sluit af")
    assert "Dekker" not in browser.html
    assert "Dekker" not in browser.get(ME).html
    assert DeskVisit.objects.get().ended_at is not None
    assert Entry.objects.filter(verb="people.visit.closed", whose=cast.dekker.id).exists()


def test_who_helps_reads_nothing_after_closing(cast):
    acting = at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor:
        cursor.execute("SELECT count(*) FROM people_reachpreference")
        assert cursor.fetchone() == (2,)
    with acting_as(acting):
        actions.close_visit(acting.visit, by=acting)
        actions.close_visit(acting.visit, by=acting)
    with as_web(cast.ria) as cursor:
        cursor.execute("SELECT participant_id FROM people_reachpreference")
        assert cursor.fetchall() == [(cast.ria.id,)]
    assert Entry.objects.filter(verb="people.visit.closed").count() == 1


@pytest.mark.parametrize("who", ["henk", "noor", "douwe", "joke"])
def test_without_the_desk_nobody_opens_or_adds(cast, who):
    actor = getattr(cast, who)
    with acting_as(by(actor)):
        with pytest.raises(NotAllowed):
            actions.open_visit(cast.dekker, "came_by", by=by(actor))
        with pytest.raises(NotAllowed):
            actions.add_participant("Niemand", by=by(actor))


def test_nobody_closes_the_visit_of_another(cast):
    visit = at_desk(cast.ria, cast.dekker).visit
    with acting_as(by(cast.samira)), pytest.raises(NotAllowed):
        actions.close_visit(visit, by=by(cast.samira))


@pytest.mark.parametrize("code", ["ZZZZZZZZZZ", "x" * 300])
def test_somebody_who_is_not_there(cast, page, code):
    assert page(cast.ria).get(f"/balie/mensen/{code}/").status == 404


def test_somebody_of_next_door_is_not_there(cast, page):
    url = reverse("people:open_visit", args=[cast.stranger_resident.code])
    assert page(cast.ria).get(url).status == 404
    assert page(cast.ria).post(url, {"why": "came_by"}).status == 404


# --- door and phone ---


def ring(cast, name="Fatima"):
    return Doorbell.objects.create(
        neighbourhood=cast.here, door="ask", name=name, reach="06 0000 0077", words="iets met taal"
    )


def test_rings_are_answered_and_then_forgotten(cast, page):
    ring(cast)
    browser = page(cast.ria).get(reverse("people:rings"))
    assert "06 0000 0077" in browser.main
    browser.press("We hebben elkaar gesproken Fatima")
    bell = Doorbell.objects.get()
    assert (bell.answered_by, bell.reach, bell.words) == (cast.ria.id, "", "")
    assert "Fatima" not in browser.main
    assert Entry.objects.filter(verb="people.doorbell.answered").count() == 1


def test_who_rang_is_written_down_by_the_name_they_gave(cast, page):
    bell = ring(cast, "Gerda")
    desk = page(cast.ria).get(reverse("people:rings"))
    kept = ReachPreference.objects.count()
    browser = desk.follow("Schrijf samen met Gerda")
    assert "Gerda" not in browser.url
    assert browser.fields["display_name"] == "Gerda"
    browser.submit("Schrijf de naam op")
    assert browser.h1 == "Hoe we je bereiken"
    assert browser.fields["phone"] == "06 0000 0077"
    assert browser.fields["kind"] == "phone"
    assert ReachPreference.objects.count() == kept
    assert Doorbell.objects.get().answered_at is None
    with acting_as(by(cast.ria)):
        actions.answer_doorbell(bell, by=by(cast.ria))
    browser.get(reverse("people:new_person"), {"bel": bell.code})
    assert not browser.fields["display_name"]


@pytest.mark.parametrize("code", ["\x00", "ZZZZZZZZZZ", "x" * 300, "' OR 1=1"])
def test_a_ring_that_is_not_there_fills_nothing_in(cast, page, code):
    Doorbell.objects.create(
        neighbourhood=cast.stranger.neighbourhood, door="ask", name="Overbuur", reach="x"
    )
    browser = page(cast.ria).get(reverse("people:new_person"), {"bel": code})
    assert browser.ok
    assert not browser.fields["display_name"]


@pytest.mark.parametrize("url", ["/balie/", DESK, "/balie/bellen/", "/balie/schrift/"])
def test_lock_and_end_of_shift_are_on_every_page_of_the_desk(cast, page, url):
    browser = page(cast.ria).get(url)
    assert {"Zet het scherm op slot", "Mijn dienst is klaar"} <= set(browser.buttons)
    marked = [a.words for a in browser.document.all("a") if a.get("aria-current")]
    assert marked == ["De balie"]
    browser.press("Zet het scherm op slot")
    assert browser.h1 == "Het scherm is op slot"
    assert "Dit is de dienst van Ria." in browser.main
    browser.submit("Maak open", digits=DESK_DIGITS)
    assert browser.url == url


@pytest.mark.parametrize("count", [1, 3])
def test_rings_ask_the_same_number_of_questions(cast, page, count):
    for number in range(count):
        ring(cast, f"Buur {number}")
    assert len(page(cast.ria).get(reverse("people:rings")).queries) == 9


@pytest.mark.parametrize("who", ["dekker", "noor", "douwe", "bert", "stranger"])
def test_rings_are_for_the_desk_only(cast, who):
    ring(cast)
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute("SELECT count(*) FROM people_doorbell")
        assert cursor.fetchone() == (0,)


def test_call_list_shows_the_number_once_logged_a_day_and_one_click_ends_it(cast, page):
    call_for(cast, cast.dekker)
    browser = page(cast.ria)
    browser.get(reverse("people:calls")).get(reverse("people:calls"))
    assert "06 0000 0013" in browser.main
    assert "bel na tienen" in browser.main
    seen = Entry.objects.get(verb="people.reach.seen", whose=cast.dekker.id)
    assert (seen.by, seen.why) == (cast.ria.id, "call_list")
    browser.press("Gebeld meneer Dekker")
    assert "Dekker" not in browser.main
    assert Notice.objects.get().done_by == cast.ria.id
    assert Entry.objects.filter(verb="people.notice.called", whose=cast.dekker.id).count() == 1


def test_number_of_who_waits_for_no_call_stays_hidden(cast):
    call_for(cast, cast.dekker)
    assert ReachPreference.objects.filter(participant=cast.henk).exists()
    with as_web(cast.ria) as cursor:
        cursor.execute("SELECT participant_id FROM people_reachpreference")
        assert set(cursor.fetchall()) == {(cast.ria.id,), (cast.dekker.id,)}
    with as_web(cast.noor) as cursor:
        cursor.execute("SELECT participant_id FROM people_reachpreference")
        assert cursor.fetchall() == [(cast.noor.id,)]


@pytest.mark.parametrize("count", [1, 3])
def test_calls_ask_the_same_number_of_questions(cast, page, count):
    """One query finds whom to call, one all there is to say to them."""
    for participant in (cast.dekker, cast.henk, cast.tineke)[:count]:
        for _ in range(count):
            call_for(cast, participant)
    browser = page(cast.ria).get(reverse("people:calls"))
    assert len(browser.get(reverse("people:calls")).queries) == 11


def test_one_card_for_each_person_to_call(cast, page):
    """Three calls to one and one to another are two cards, also over two leaves."""
    for _ in range(3):
        call_for(cast, cast.dekker)
    call_for(cast, cast.henk)
    call_for(cast, cast.dekker)
    browser = page(cast.ria).get(reverse("people:calls"))
    assert [h.words for h in browser.document.all("h2")] == ["meneer Dekker", "Henk"]
    assert browser.buttons.count("Gebeld meneer Dekker") == 4
    assert "Nu: 2" in page(cast.ria).get("/balie/").main
    for number in range(20):
        call_for(cast, cast.neighbour(f"Zus {number:02}"))
        call_for(cast, cast.dekker)
    browser.get(reverse("people:calls"))
    assert browser.buttons.count("Gebeld Zus 19") == 0
    browser.follow("Volgende bladzijde")
    assert browser.buttons.count("Gebeld Zus 19") == 1
    assert "Dekker" not in browser.main


def test_a_number_can_be_called_and_the_reason_is_that_they_were_called_back(cast, page):
    call_for(cast, cast.dekker)
    browser = page(cast.ria).get(reverse("people:calls"))
    assert browser.links["06 0000 0013"] == "tel:0600000013"
    browser.follow("Open de bladzijden")
    assert browser.fields["why"] == "called_back"


@pytest.mark.parametrize("channel", ["email", "page"])
def test_a_notice_that_is_no_call_is_not_there_for_the_desk(cast, page, channel):
    notice = Notice.objects.create(
        neighbourhood=cast.here, recipient=cast.dekker.id, kind="people.call.test", channel=channel
    )
    url = reverse("people:notice_done", args=[notice.code])
    assert page(cast.ria).post(url).status == 404
    assert Notice.objects.get().done_at is None


def test_who_does_what(cast, page):
    cast.everybody()
    browser = page(cast.ria).get(reverse("people:who_does_what"))
    assert "buurtverbinder\nSamira" in browser.main
    assert queries.who_does_what(cast.here.id)[0].participant is not None
