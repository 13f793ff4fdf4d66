"""What the resident sees and does, from the first page to everything wiped."""

import json
import re

import pytest

from mekaar.circles.actions import circle as circles
from mekaar.circles.actions import shown, sketch
from mekaar.circles.models import Seat, Shown, SketchedPerson, SupportCircle
from mekaar.circles.said import Drawn
from mekaar.journal.models import Entry
from tests.acting import acting_as, at_desk, by
from tests.circles import scenes
from tests.circles.test_seats_actions import ready
from tests.conversation.scenes import says, wants

pytestmark = pytest.mark.django_db


def url(made, rest=""):
    return f"/kring/{made.circle.code}/{rest}"


def test_from_nothing_to_the_first_letter(cast, page):
    mark = page(cast.mark).get("/mijn/").follow("Een steunkring")
    assert "Niemand buiten de kring ziet dat de kring er is." in mark.main
    mark.press("Ik wil een steunkring").follow("Begin met tekenen").follow("Teken iemand erbij")
    mark.submit(name="buurman Kees", ring="1", kind="neighbour")
    assert "buurman Kees, buur" in mark.main
    mark.follow("Terug naar de kring").follow("Vraag iemand")
    mark.submit(name="mijn zus", kind="family")
    assert mark.h1 == "Een brief voor mijn zus"
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", mark.main).group()
    assert "Mark vraagt je voor een steunkring" in mark.main
    assert "/brief/" in mark.main
    mark.follow("Terug naar de mensen").press("Maak een nieuwe brief mijn zus")
    assert code not in mark.main
    assert SupportCircle.objects.get().state == "inviting"
    assert (
        page(cast.mark).get("/mijn/steunkring/").land().url
        == mark.follow("Terug naar de mensen").follow("Terug naar de kring").url
    )


def test_the_letter_is_not_there_for_who_did_not_make_it_just_now(cast, page):
    made = scenes.sketching(cast)
    seat = scenes.ask_member(made, "zus", "mijn zus")
    mark = page(cast.mark).get(url(made, f"mensen/{seat.code}/brief/"))
    assert mark.location == url(made, "mensen/")


def test_drawing_changing_and_taking_away(cast, page):
    made = scenes.sketching(cast)
    mark = page(cast.mark).get(url(made, "tekening/nieuw/"))
    assert mark.submit(name="").status == 422
    mark.submit(name="Kees", ring="3", kind="other").follow("Verander Kees")
    mark.submit(name="Kees van hiernaast", ring="1")
    assert SketchedPerson.objects.get().ring == 1
    assert mark.get(url(made, "tekening/papier/")).ok
    assert "Kees van hiernaast" in mark.main
    mark.get(url(made, "tekening/")).press("Haal weg Kees van hiernaast")
    assert "Nog niemand." in mark.main
    assert "foto" in mark.main


def test_pause_go_on_and_stop_are_one_button_each(cast, page):
    made = scenes.active(cast)
    mark = page(cast.mark).get(url(made)).press("Laat de kring rusten")
    assert mark.buttons.count("Ga weer verder") == 1
    mark.press("Ga weer verder").press("Stop met de kring")
    assert SupportCircle.objects.get().state == "ended"
    assert "Drie maanden" in mark.main


def test_who_else_sits_there_sees_only_that_it_rests(cast, page):
    made = scenes.active(cast)
    with acting_as(cast.mark):
        circles.pause(made.circle, by=by(cast.mark))
    for who in (cast.zus, cast.joke):
        other = page(who).get(url(made))
        assert "De kring rust nu." in other.main
        for word in ("Mark", "Kees", "Ellen", "mijn zus", "Ga weer verder", "Stop met de kring"):
            assert word not in other.main


def test_the_way_says_what_is_missing(cast, page):
    made = scenes.gathered(cast)
    mark = page(cast.mark).get(url(made))
    assert "Nog geen voorgesprek met: mijn zus, buurman Kees, Ellen (FACT)." in mark.main
    scenes.talk(made, "zus", "kees", "ellen")
    mark.get(url(made)).press("Vraag iedereen: beginnen we?")
    assert "Nog geen ja van: Mark, Joke, mijn zus, buurman Kees, Ellen (FACT)." in mark.main
    scenes.everybody_says_yes(made.again())
    mark.get(url(made)).press("We beginnen")
    assert "De kring is begonnen." in mark.main
    assert mark.post(url(made, "stap/beginnen/")).status == 302
    assert mark.post(url(made, "stap/uitnodigen/")).status == 409


def test_a_name_is_optional(cast, page):
    made = scenes.sketching(cast)
    mark = page(cast.mark).get(url(made)).follow("Een naam voor de kring").submit(name="")
    assert mark.h1 == "Jouw steunkring"
    assert mark.follow("Een naam voor de kring").submit(name="de bank").h1 == "de bank"


def test_a_child_gets_no_letter(cast, page):
    made = scenes.sketching(cast)
    mark = page(cast.mark).get(url(made, "mensen/nieuw/"))
    mark.submit(name="Sem", kind="family", is_child="on")
    assert mark.url == url(made, "mensen/")
    assert not any("brief" in one for one in mark.buttons)


def test_removing_is_one_button(cast, page):
    made = scenes.active(cast)
    page(cast.mark).get(url(made, "mensen/")).press("Doet niet meer mee mijn zus")
    assert Seat.objects.get(id=made.seats["zus"].id).state == "removed"
    assert page(cast.zus).get(url(made)).status == 404


def test_asking_a_facilitator_and_another(cast, page):
    made = scenes.sketching(cast)
    assert {cast.joke.display_name, cast.peter.display_name} == {"Joke", "Peter"}
    mark = page(cast.mark).get(url(made, "begeleider/")).press("Vraag Joke")
    assert "Vraag Peter" not in mark.buttons
    mark.press("Toch liever niet Joke").press("Vraag Peter")
    assert Seat.objects.get(state="asked").participant == cast.peter
    assert page(cast.mark).post(url(made, f"begeleider/vraag/{cast.samira.code}/")).status == 404


def test_joke_falls_ill(cast, page):
    made = scenes.active(cast)
    ready(made)
    mark = page(cast.mark).get(url(made, "begeleider/")).follow("Ik zeg ja")
    assert mark.submit(why="", on="gisteren").status == 422
    assert mark.submit(why="ziek", on="1 januari 2099").status == 422
    mark.submit(why="ziek", on="vandaag")
    assert "Peter is nu de procesbegeleider" in mark.text
    assert page(cast.joke).get(url(made)).status == 404


def test_showing_and_taking_away(cast, page):
    made = scenes.active(cast)
    says(cast.mark, want="rust van instanties")
    wants(cast.mark, "zelf bepalen wie er langskomt")
    mark, zus = page(cast.mark).get(url(made, "laten-zien/")), page(cast.zus)
    assert "rust van instanties" not in zus.get(url(made)).main
    mark.press("Laat zien Wat ik wil").press("Laat zien zelf bepalen wie er langskomt")
    zus.get(url(made))
    assert "rust van instanties" in zus.main
    assert "zelf bepalen wie er langskomt" in zus.main
    mark.press("Haal weg zelf bepalen wie er langskomt").press("Haal weg Wat ik wil")
    zus.get(url(made))
    assert "rust van instanties" not in zus.main
    assert "zelf bepalen" not in zus.main
    assert not Shown.objects.exists()
    assert mark.post(url(made, "laten-zien/toon/goal/")).status == 404
    assert mark.post(url(made, "laten-zien/toon/NIETS/")).status == 404


def test_the_facilitator_reads_the_sketch_only_while_it_is_shown(cast, page):
    made = scenes.gathered(cast)
    with acting_as(cast.mark):
        sketch.draw(made.circle, Drawn("buurman Kees", "neighbour", 1), by=by(cast.mark))
    joke, zus = page(cast.joke), page(cast.zus)
    assert joke.get(url(made, "tekening/")).status == 404
    with acting_as(cast.mark):
        shown.show_circle(made.circle, "sketch", by=by(cast.mark))
    for _ in range(2):
        assert "buurman Kees" in joke.get(url(made, "tekening/")).main
    assert "Verander" not in joke.main
    assert Entry.objects.filter(verb="circles.sketch.seen", whose=cast.mark.id).count() == 1
    assert zus.get(url(made, "tekening/")).status == 404
    assert joke.get(url(made, "tekening/nieuw/")).status == 404


def test_who_looks_is_written_down_once_a_day(cast, page):
    made = scenes.active(cast)
    for who in (cast.mark, cast.zus, cast.zus, cast.joke):
        assert page(who).get(url(made)).ok
    lines = Entry.objects.filter(verb="circles.circle.seen", whose=cast.mark.id)
    assert {one.by for one in lines} == {cast.zus.id, cast.joke.id}
    assert lines.count() == 2
    shown = page(cast.mark).get("/mijn/inkijk/").main
    assert "mijn zus keek op" in shown
    assert "Joke keek op" in shown
    assert "buurtgenoot" not in shown


def test_everything_to_take_along_and_then_wiped(cast, page):
    made = scenes.active(cast)
    meeting = scenes.meeting(made, "supporting")
    scenes.plan(made, meeting)
    mark = page(cast.mark).get(url(made)).press("Stop met de kring")
    mark.follow("Alles van de kring op papier")
    for words in ("buurman Kees", "bij de vijver", "wie er langskomt", "medicijnen", "Joke"):
        assert words in mark.main
    told = json.loads(b"".join(mark.get(url(made, "alles.json")).response))
    assert "buurman Kees" in json.dumps(told)
    assert "no-store" in mark.response["Cache-Control"]
    assert "kring" not in mark.response["Content-Disposition"]
    text = b"".join(mark.get(url(made, "alles.txt")).response).decode()
    assert "Waar: bij de vijver" in text
    mark.get(url(made)).press("Wis alles van deze kring")
    assert "Alles van de kring is gewist." in mark.text
    assert not SupportCircle.objects.exists()
    mark.press("Ik wil een steunkring")
    assert SupportCircle.objects.count() == 1


def test_after_stopping_nobody_else_finds_it(cast, page):
    made = scenes.active(cast)
    with acting_as(cast.mark):
        circles.stop(made.circle, by=by(cast.mark))
    for who in (cast.zus, cast.joke):
        assert page(who).get(url(made)).status == 404


PAGES = (
    "", "naam/", "tekening/", "tekening/papier/", "tekening/nieuw/", "mensen/",
    "mensen/nieuw/", "begeleider/", "laten-zien/", "alles/", "alles.json", "alles.txt",
)  # fmt: skip


@pytest.mark.parametrize("who", ["samira", "ria", "noor", "douwe", "peter", "anouk", "stranger"])
def test_from_outside_every_page_is_not_there(cast, page, who):
    made = scenes.active(cast)
    other = page(getattr(cast, who))
    for rest in PAGES:
        there, nowhere = (
            other.get(f"/kring/{code}/{rest}").status for code in (made.circle.code, "BCDFGHJKMN")
        )
        assert (there, nowhere) == (404, 404), rest


def test_only_the_resident_opens_the_resident_s_pages(cast, page):
    made = scenes.active(cast)
    for who in (cast.zus, cast.joke):
        other = page(who)
        assert {rest: other.get(url(made, rest)).status for rest in PAGES[1:]} == dict.fromkeys(
            PAGES[1:], 404
        )
        for rest in ("pauze/", "verder/", "stop/", "wissen/", "stap/beginnen/"):
            assert other.post(url(made, rest)).status == 404


def test_during_a_visit_no_circle_is_there_also_not_of_the_host(cast, page):
    made = scenes.active(cast)
    scenes.ask_member(made, "ria", "Ria")
    scenes.sits_down(made, "ria", cast.ria)
    ria = page(cast.ria)
    assert ria.get(url(made)).ok
    at_desk(cast.ria, cast.mark)
    assert ria.get(url(made)).status == 404
    assert ria.post("/mijn/steunkring/begin/").status == 404


# Page → number of queries, the same with few and with many.
QUERIES = {"": 19, "tekening/": 9, "mensen/": 11, "begeleider/": 12, "laten-zien/": 9}


@pytest.mark.parametrize("times", [1, 4])
def test_number_of_queries_does_not_grow(cast, page, times):
    made = scenes.gathered(cast)
    for number in range(times):
        scenes.ask_member(made, f"x{number}", f"buur {number}")
        wants(cast.mark, f"doel {number}")
        with acting_as(cast.mark):
            sketch.draw(made.circle, Drawn(f"wie {number}", "other", 2), by=by(cast.mark))
    mark = page(cast.mark)
    assert {rest: len(mark.get(url(made, rest)).queries) for rest in QUERIES} == QUERIES
