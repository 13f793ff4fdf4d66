"""The pages of who sits in a circle: member, facilitator, and their own calendar."""

import datetime

import pytest
from django.utils import timezone

from mekaar.circles.models import (
    Agreement,
    CalendarFeed,
    CircleMeeting,
    Consent,
    PlanVersion,
    PreparatoryTalk,
    ReleasedLine,
    SupportCircle,
)
from mekaar.circles.queries.chairs import part_of
from mekaar.journal.models import Entry
from tests.acting import acting_as, by
from tests.circles import scenes
from tests.circles.test_chairs_actions import hand_over
from tests.promises.whole_life import without_triggers

pytestmark = pytest.mark.django_db


def kring(made):
    return f"/kring/{made.circle.code}/"


def rests(made):
    with acting_as(made.mark):
        made.circle.paused_from, made.circle.state = made.circle.state, "paused"
        made.circle.save(update_fields=["state", "paused_from"])


# --- a member ------------------------------------------------------------------------------------


def test_a_member_says_that_no_talk_is_needed_and_writes_a_line(cast, page):
    made = scenes.gathered(cast)
    mine = page(cast.zus).get(kring(made))
    assert "praat je één keer met Joke" in mine.main
    assert "Mijn zin voor de kring" not in mine.main
    mine.press("Dat hoeft niet voor mij")
    mine.follow("Ik wil een zin opschrijven")
    assert mine.submit("Laat de kring dit lezen", words="").status == 422
    mine.submit("Laat de kring dit lezen", words="niet ’s nachts")
    assert "niet ’s nachts" in mine.main
    assert "Joke ook" in mine.main
    mine.press("Haal mijn zin weg").press("Toch wel een voorgesprek")
    assert not ReleasedLine.objects.exists()
    assert not PreparatoryTalk.objects.exists()


def test_the_circle_reads_the_line_that_a_member_lets_it_read(cast, page):
    made = scenes.gathered(cast)
    page(cast.zus).get(kring(made)).press("Dat hoeft niet voor mij")
    readers = [page(one) for one in (cast.mark, cast.ellen, cast.joke)]
    assert all("niet ’s nachts" not in one.get(kring(made)).main for one in readers)
    zus = page(cast.zus).get(f"{kring(made)}zin/")
    zus.submit("Laat de kring dit lezen", words="niet ’s nachts")
    for one in (*readers, zus):
        assert one.get(kring(made)).main.count("niet ’s nachts") == 1
    zus.press("Haal mijn zin weg")
    assert all("niet ’s nachts" not in one.get(kring(made)).main for one in readers)


def test_a_member_sees_the_day_of_the_talk_and_no_talk_of_another(cast, page):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus")
    assert "Wat je vertelde, blijft tussen jullie." in page(cast.zus).get(kring(made)).main
    other = page(cast.ellen).get(kring(made))
    assert "Wat je vertelde" not in other.main


def test_a_professional_reads_that_they_are_a_guest(cast, page):
    made = scenes.gathered(cast)
    assert "Jij bent hier te gast." in page(cast.ellen).get(kring(made)).main
    assert "Jij bent hier te gast." not in page(cast.zus).get(kring(made)).main


def test_a_member_is_asked_whether_the_new_facilitator_may_read(cast, page):
    made = scenes.gathered(cast)
    scenes.talk(made, "zus")
    mine = page(cast.zus).get(f"{kring(made)}zin/")
    mine.submit("Laat de kring dit lezen", words="niet ’s nachts")
    hand_over(made)
    assert "niet ’s nachts" not in page(cast.peter).get(kring(made)).main
    mine.get(kring(made))
    assert "Mag Peter jouw zin lezen?" in mine.main
    mine.press("Ja, dat mag")
    assert "Mag Peter" not in mine.main
    assert "niet ’s nachts" in page(cast.peter).get(kring(made)).main


def test_coming_sometimes_and_leaving_are_one_press(cast, page):
    made = scenes.active(cast)
    mine = page(cast.zus).get(kring(made))
    mine.press("Ik kom alleen soms")
    assert "Jij komt alleen soms." in mine.main
    mine.press("Ik kom altijd als het kan").press("Ik stop met deze kring")
    assert mine.url == "/mijn/"
    assert made.again().seats["zus"].state == "left"
    for url in (kring(made), f"{kring(made)}zin/", f"{kring(made)}kalender/"):
        assert mine.get(url).status == 404


def test_at_rest_a_member_can_only_leave(cast, page):
    made = scenes.active(cast)
    rests(made)
    mine = page(cast.zus).get(kring(made))
    assert "Ik kom alleen soms" not in mine.buttons
    assert mine.post(f"{kring(made)}soms/", {"soms": "ja"}).status == 409
    mine.get(kring(made)).press("Ik stop met deze kring")
    assert made.again().seats["zus"].state == "left"


PATHS = ["", "zin/", "kalender/", "telefoon/"]


@pytest.mark.parametrize("who", ["anouk", "peter", "ria", "samira", "noor", "douwe", "stranger"])
def test_for_who_does_not_sit_there_nothing_is_there(cast, page, who):
    made = scenes.active(cast)
    browser = page(getattr(cast, who))
    seat = made.seats["zus"].code
    for path in [*PATHS, f"lid/{seat}/telefoon/", f"lid/{seat}/gesprek/"]:
        real = browser.get(f"{kring(made)}{path}").status
        assert (real, browser.get(f"/kring/NIETS23/{path}").status) == (404, 404)


@pytest.mark.parametrize("path", ["soms/", "weg/", "ja/", "voorgesprek/", "zin/weg/", "bellen/"])
def test_what_a_button_does_is_not_there_for_others(cast, page, path):
    made = scenes.active(cast)
    assert page(cast.anouk).post(f"{kring(made)}{path}").status == 404
    assert made.again().seats["zus"].state == "seated"


# --- the facilitator -----------------------------------------------------------------------------


def test_the_list_holds_what_asked_and_nothing_else(cast, page):
    made = scenes.active(cast)
    theirs = page(cast.peter).get("/kringen/")
    assert "Niemand vroeg jou nu" in theirs.main
    assert "Mark" not in theirs.main
    mine = page(cast.joke).get("/kringen/").follow("De kring van Mark")
    assert mine.url == kring(made)
    for _ in range(2):
        page(cast.joke).get("/kringen/")
    assert Entry.objects.filter(verb="circles.list.seen", whose=cast.mark.id).count() == 1


@pytest.mark.parametrize("who", ["ria", "samira", "noor", "douwe", "zus", "dekker"])
def test_the_list_is_for_facilitators(cast, page, who):
    assert page(getattr(cast, who)).get("/kringen/").status == 404


def test_a_facilitator_who_is_a_member_elsewhere_has_one_list_of_those_who_asked(cast, page):
    made = scenes.gathered(cast)
    scenes.ask_member(made, "peter", "Peter van de overkant")
    scenes.sits_down(made, "peter", cast.peter)
    browser = page(cast.peter)
    assert "Mark" not in browser.get("/kringen/").main
    browser.get(kring(made))
    assert "Mijn voorgesprek" in browser.main
    assert "Kringleden en voorgesprekken" not in browser.main
    assert browser.get(f"{kring(made)}telefoon/").status == 404


def test_saying_yes_asks_one_tick(cast, page):
    made = scenes.sketching(cast).moves_to("inviting")
    scenes.ask_facilitator(made, yes=False)
    mine = page(cast.joke).get("/kringen/").follow("Mark")
    assert page(cast.joke).get(kring(made)).status == 404
    assert mine.submit("Ja, ik wil dit doen").status == 422
    assert "Kies dan voor liever niet" in mine.main
    mine.submit("Ja, ik wil dit doen", is_independent="on")
    assert mine.url == kring(made)
    assert made.again().seats["joke"].state == "seated"


def test_liever_niet(cast, page):
    made = scenes.sketching(cast).moves_to("inviting")
    seat = scenes.ask_facilitator(made, yes=False)
    mine = page(cast.joke).get(f"/kringen/{seat.code}/")
    mine.press("Liever niet")
    assert "Niemand vroeg jou nu" in mine.main
    assert made.again().seats["joke"].state == "declined"
    assert mine.get(f"/kringen/{seat.code}/").status == 404


def test_who_takes_over_sees_only_who_asks_until_the_resident_decides(cast, page):
    made = scenes.active(cast)
    scenes.ask_facilitator(made, "peter", yes=False)
    browser = page(cast.peter).get("/kringen/").follow("Mark")
    browser.submit("Ja, ik wil dit doen", is_independent="on")
    assert "Daarna beslist Mark." in browser.main
    assert browser.get(kring(made)).status == 404
    browser.get("/kringen/").press("Toch liever niet Mark")
    assert made.again().seats["peter"].state == "declined"


def test_the_facilitator_writes_the_day_of_a_talk(cast, page):
    made = scenes.gathered(cast)
    mine = page(cast.joke).get(kring(made)).follow("We hebben gepraat mijn zus")
    assert mine.submit("Bewaar de dag", day="morgen").status == 422
    assert mine.fields["day"] == "morgen"
    mine.submit("Bewaar de dag", day="vandaag")
    assert "Voorgesprek geweest op" in mine.main
    mine.follow("Andere dag mijn zus").press("Dit gesprek is niet geweest")
    assert not PreparatoryTalk.objects.exists()


def test_the_facilitator_writes_for_who_phones_after_reading_back(cast, page):
    made = scenes.gathered(cast)
    mine = page(cast.joke).get(kring(made))
    mine.follow("Schrijf op wat dit kringlid zegt buurman Kees")
    assert mine.submit("Schrijf het op", says="no_talk").status == 422
    assert "Lees het eerst voor." in mine.main
    assert not PreparatoryTalk.objects.exists()
    mine.submit("Schrijf het op", says="no_talk", read_back="on")
    mine.follow("Schrijf op wat dit kringlid zegt buurman Kees")
    assert mine.submit("Schrijf het op", says="line", read_back="on").status == 422
    mine.submit("Schrijf het op", says="line", words="ik rij graag", read_back="on")
    assert "ik rij graag" in mine.main
    mine.follow("Schrijf op wat dit kringlid zegt buurman Kees")
    mine.submit("Schrijf het op", says="leaves", read_back="on")
    assert made.again().seats["kees"].state == "left"


def test_the_resident_phones_to_rest_go_on_and_stop(cast, page):
    made = scenes.active(cast)
    mine = page(cast.joke).get(f"{kring(made)}telefoon/")
    assert mine.submit("Schrijf het op", what="pause").status == 422
    mine.submit("Schrijf het op", what="pause", read_back="on")
    assert made.again().circle.state == "paused"
    mine.get(f"{kring(made)}telefoon/").submit("Schrijf het op", what="go_on", read_back="on")
    assert made.again().circle.state == "active"
    mine.get(f"{kring(made)}telefoon/").submit("Schrijf het op", what="stop", read_back="on")
    assert made.again().circle.state == "ended"
    assert mine.url == "/kringen/"
    assert "Mark" not in mine.main
    assert mine.get(kring(made)).status == 404


def test_a_facilitator_who_cannot_go_on_leaves(cast, page):
    made = scenes.active(cast)
    page(cast.joke).get(kring(made)).press("Ik kan niet meer")
    made.again()
    assert (made.seats["joke"].state, made.circle.state) == ("left", "active")


def in_force(made):
    """A plan to which everybody said yes."""
    cast = made.cast
    plan = scenes.plan(made, scenes.meeting(made, "supporting"))
    with acting_as(cast.joke):
        one = Agreement.objects.create(
            **made.row, plan=plan, seat=made.seats["zus"], what="wandelen", when="op dinsdag"
        )
    with acting_as(cast.zus):
        one.state, one.said_by = "agreed", cast.zus.id
        one.save(update_fields=["state", "said_by"])
    with acting_as(cast.joke):
        plan.state, plan.round = "consent_round", 1
        plan.save(update_fields=["state", "round"])
        Consent.objects.create(
            **made.row, plan=plan, seat=made.seats["kees"], round=1, answer="heard",
            written_by=cast.joke.id, read_back_at=timezone.now(),
        )  # fmt: skip
    for name in ("mark", "zus", "ellen"):
        me = getattr(cast, name)
        with acting_as(me):
            Consent.objects.create(
                **made.row, plan=plan, seat=made.seats[name], round=1, answer="consent",
                written_by=me.id,
            )  # fmt: skip
    with acting_as(made.mark):
        plan.state = "in_force"
        plan.save(update_fields=["state"])
    return PlanVersion.objects.get(id=plan.id)


def test_the_friendly_call_is_proposed_answered_and_told_after_about_four_weeks(cast, page):
    made = scenes.active(cast)
    mine, marks = page(cast.joke).get(kring(made)), page(cast.mark)
    assert "Later eens bellen" not in mine.main
    plan = in_force(made)
    mine.get(kring(made)).press("Stel dat voor")
    marks.get(kring(made)).press("Ja, dat mag")
    assert "Het mag: je belt over een week of vier eens." in mine.get(kring(made)).main
    weeks_ago = timezone.now() - datetime.timedelta(weeks=4)
    with without_triggers():
        PlanVersion.objects.filter(id=plan.id).update(in_force_since=weeks_ago)
    assert "Je zou nu bellen" in mine.get(kring(made)).main
    marks.get(kring(made)).press("Nee, dat hoeft niet")
    assert "Je zou nu bellen" not in mine.get(kring(made)).main
    assert SupportCircle.objects.get().friendly_call is False


def more_members(made, many):
    for number in range(many):
        name = f"lid {number}"
        scenes.ask_member(made, name, name)
        scenes.sits_down(made, name, made.cast.neighbour(name))


@pytest.mark.parametrize("many", [0, 4])
def test_the_number_of_queries_does_not_grow(cast, page, many, django_assert_num_queries):
    made = scenes.deciding(cast)
    more_members(made, many)
    for name, queries in (("joke", 6), ("zus", 6), ("mark", 3)):
        me = by(getattr(cast, name))
        with acting_as(me), django_assert_num_queries(queries):
            part_of(made.circle, made.seats[name], me)
    mine = page(cast.joke)
    mine.get("/kringen/")
    assert len(mine.get("/kringen/").queries) == 7


# --- one's own calendar --------------------------------------------------------------------------


def made_feed(browser, made, **with_place):
    browser.get(f"{kring(made)}kalender/").submit("Maak een geheim adres", **with_place)
    address = next(node.words for node in browser.document.all("code"))
    return "/" + address.split("/", 3)[3]


def unfolded(browser):
    return browser.response.content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("who", ["zus", "joke", "mark"])
def test_a_calendar_shows_the_time_and_no_name(cast, page, public, who):
    made = scenes.active(cast)
    scenes.meeting(made, "released")
    url = made_feed(page(getattr(cast, who)), made)
    public.get(url)
    assert public.response["Content-Type"].startswith("text/calendar")
    text = unfolded(public)
    assert "SUMMARY:Afspraak" in text
    assert text.count("BEGIN:VEVENT") == 1
    for secret in ("vijver", "LOCATION", "kring", "Mark", "Joke", made.circle.code,
                   str(made.circle.id), str(CircleMeeting.objects.get().id)):  # fmt: skip
        assert secret.casefold() not in text.casefold()


def test_with_the_place_when_its_owner_wants_that(cast, page, public):
    made = scenes.active(cast)
    scenes.meeting(made, "released")
    mine = page(cast.zus)
    url = made_feed(mine, made, with_place="on")
    assert "LOCATION:bij de vijver" in unfolded(public.get(url))
    mine.press("Laat alleen de tijd zien")
    assert "LOCATION" not in unfolded(public.get(url))


def test_the_address_is_shown_once_and_kept_as_a_digest(cast, page, public):
    made = scenes.active(cast)
    mine = page(cast.zus)
    url = made_feed(mine, made)
    secret = url.removeprefix("/agenda/").removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in mine.get(f"{kring(made)}kalender/").html
    assert CalendarFeed.objects.get().digest != secret
    second = made_feed(mine, made)
    assert (public.get(url).status, public.get(second).status) == (404, 200)
    mine.press("Stop met dit adres")
    assert public.get(second).status == 404


def test_a_draft_and_what_is_called_off_are_not_in_it(cast, page, public):
    made = scenes.active(cast)
    scenes.meeting(made)
    url = made_feed(page(cast.zus), made)
    assert "VEVENT" not in unfolded(public.get(url))


def test_at_rest_the_calendar_is_empty_and_after_leaving_it_is_gone(cast, page, public):
    made = scenes.active(cast)
    scenes.meeting(made, "released")
    mine = page(cast.zus)
    url = made_feed(mine, made)
    rests(made)
    assert public.get(url).status == 200
    assert "VEVENT" not in unfolded(public)
    mine.get(kring(made)).press("Ik stop met deze kring")
    assert public.get(url).status == 404


def test_an_unknown_address_is_not_there(cast, public):
    assert public.get("/agenda/niets.ics").status == 404
