"""The pages of meetings, for every chair; for everybody else there is nothing (404)."""

import pytest

from mekaar.circles.actions import agenda as agenda_actions
from mekaar.circles.actions import days as day_actions
from mekaar.circles.actions import meeting as meeting_actions
from mekaar.circles.models import AgendaPoint, CircleMeeting, DayAnswer, Suggestion
from mekaar.journal.models import Entry
from tests.acting import at_desk
from tests.circles import at_table, scenes
from tests.circles.at_table import act

pytestmark = pytest.mark.django_db

CHAIRS = ("mark", "zus", "ellen", "joke")
OUTSIDE = ("ria", "samira", "noor", "douwe", "dekker", "peter", "stranger")
# Queries of the pages, each the same with one thing and with several.
QUERIES = {"": 12, "dagen/": 12, "agenda/": 14, "agenda/papier/": 9}
LIST_QUERIES = 8


def url(made, meeting=None, rest=""):
    base = f"/kring/{made.circle.code}/"
    return f"{base}bijeenkomst/{meeting.code}/{rest}" if meeting else f"{base}bijeenkomsten/{rest}"


def again(meeting):
    return CircleMeeting.objects.get(id=meeting.id)


@pytest.fixture
def made(cast):
    return scenes.active(cast)


def _pages(made, meeting):
    rest = ("", "dagen/", "agenda/", "agenda/papier/", "plek/", "afronden/", "dagen/ik/")
    return [url(made), url(made, rest="nieuw/"), url(made, rest="voorstellen/"),
            *[url(made, meeting, one) for one in rest]]  # fmt: skip


def test_outside_the_circle_there_is_nothing(cast, page, made):
    meeting, days = at_table.asked(made, 5)
    at_table.goes(made, "zus")
    nothing = page(cast.dekker).get("/kring/NIETSHIER/bijeenkomsten/")
    assert nothing.status == 404
    for who in (*(getattr(cast, name) for name in OUTSIDE), cast.zus):
        browser = page(who)
        for there in _pages(made, meeting):
            assert browser.get(there).status == 404, (who, there)
            assert "vijver" not in browser.html
            assert browser.main == nothing.main
        for press in ("klaar/", "beginnen/", "gaat-niet-door/", f"dagen/{days[0].code}/kies/"):
            assert browser.post(url(made, meeting, press)).status == 404
    assert again(meeting).planned_for is None


def test_typed_words_come_back_the_same_with_and_without_a_circle(cast, page, made):
    meeting = scenes.meeting(made)
    real = page(cast.dekker).post(url(made, rest="voorstellen/"), {"words": "mijn woorden"})
    unreal = page(cast.dekker).post(
        "/kring/NIETS/bijeenkomsten/voorstellen/", {"words": "mijn woorden"}
    )
    assert (real.status, real.main) == (404, unreal.main)
    assert "mijn woorden" in real.main
    page(cast.dekker).post(url(made, meeting, "agenda/"), {"words": "x", "sort": "point"})
    assert AgendaPoint.objects.count() == 2
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("name", ["mark", "joke"])
def test_during_a_desk_visit_there_are_no_circle_pages(cast, page, made, name):
    meeting = scenes.meeting(made, "released")
    at_desk(cast.ria, made.mark)
    for there in _pages(made, meeting):
        assert page(cast.ria).get(there).status == 404


@pytest.mark.parametrize(
    "state", ["agenda_draft", "released", "being_there", "thinking_along", "supporting"]
)
@pytest.mark.parametrize("name", CHAIRS)
def test_every_chair_opens_the_pages_that_are_for_it(cast, page, made, name, state):
    meeting = scenes.meeting(made, state)
    browser = page(getattr(cast, name))
    leads, mine = name in ("mark", "joke"), name == "mark"
    expected = {
        "": 200,
        "dagen/": 200,
        "dagen/ik/": 302,
        "agenda/": 404 if not leads else 200 if state == "agenda_draft" else 302,
        "agenda/papier/": 404 if not leads and state == "agenda_draft" else 200,
        "plek/": 200 if mine else 404,
        "afronden/": 404 if not leads else 302 if state in ("agenda_draft", "released") else 200,
    }
    got = {rest: browser.get(url(made, meeting, rest)).status for rest in expected}
    assert got == expected
    assert browser.get(url(made)).ok
    browser.get(url(made, meeting))
    assert ("wie er langskomt" in browser.main) == (leads or state != "agenda_draft")
    assert ("medicijnen" in browser.main) == (leads or state != "agenda_draft")


BUTTONS = {
    ("agenda_draft", "mark"): {"Ook tijd zonder beroepskrachten",
                               "Deze bijeenkomst gaat niet door"},
    ("agenda_draft", "joke"): set(),
    ("agenda_draft", "zus"): set(),
    ("released", "mark"): {"Ook tijd zonder beroepskrachten", "Deze bijeenkomst gaat niet door",
                           "Verander de agenda, dag of plek", "We zijn bij elkaar: we beginnen"},
    ("released", "joke"): {"We zijn bij elkaar: we beginnen"},
    ("released", "zus"): {"Ik kom", "Ik kom deze keer niet"},
    ("released", "ellen"): {"Ik kom", "Ik kom deze keer niet"},
    ("being_there", "joke"): {"Verder met meedenken", "Is erbij", "Toch niet"},
    ("being_there", "ellen"): set(),
    ("thinking_along", "mark"): {"Verder met steunen", "Ook tijd zonder beroepskrachten",
                                 "Is erbij", "Toch niet"},
    ("thinking_along", "joke"): {"Is erbij", "Toch niet"},
    ("supporting", "zus"): set(),
}  # fmt: skip


@pytest.mark.parametrize(("state", "name"), BUTTONS)
def test_the_page_offers_what_this_chair_may_do(cast, page, made, state, name):
    meeting = scenes.meeting(made, state)
    browser = page(getattr(cast, name)).get(url(made, meeting))
    seen = {button for form in browser.document.first("main").all("form")
            for button in [b.words for b in form.all("button")]}  # fmt: skip
    plain = {words for words in seen if not words.startswith(("Is erbij", "Toch niet"))}
    plain |= {start for start in ("Is erbij", "Toch niet") for w in seen if w.startswith(start)}
    assert plain == BUTTONS[state, name]


# --- from nothing to a meeting that was -----------------------------------------------------------


def test_a_day_by_poll(cast, page, made):
    mark, joke, zus = page(cast.mark), page(cast.joke), page(cast.zus)
    joke.get(url(made, rest="nieuw/")).press("Begin met een bijeenkomst")
    assert joke.h1 == "Welke dag kan iedereen?"
    joke.submit("Zet deze dagen klaar", day_1="morgen", time_1="14.00", day_2="overmorgen",
                time_2="half acht")  # fmt: skip
    meeting = CircleMeeting.objects.get()
    days = list(meeting.days.all())
    zus.get(url(made, meeting)).follow("Bekijk welke dagen kunnen").follow(
        "Zeg welke dagen jij kunt"
    )
    zus.submit("Bewaar", **{f"day_{days[0].code}": "yes", f"day_{days[1].code}": "no"})
    joke.get(url(made, meeting, "dagen/")).follow("Vul in buurman Kees")
    assert joke.h1 == "Welke dagen kan buurman Kees?"
    joke.submit("Bewaar", **{f"day_{days[0].code}": "maybe"})
    assert "als het moet ingevuld door Joke" in zus.get(url(made, meeting, "dagen/")).main.replace(
        "\n", " "
    )
    assert "ingevuld door" not in _row(zus, "mijn zus")
    mark.get(url(made, meeting, "dagen/"))
    mark.post(url(made, meeting, f"dagen/{days[0].code}/kies/")).land()
    assert "14.00 uur" in mark.main
    mark.follow("Kies waar en wanneer").submit("Bewaar", place="bij de vijver")
    assert again(meeting).planned_for == days[0].at


def test_an_agenda_that_is_released(cast, page, made):
    meeting = act(cast.mark, meeting_actions.plan_meeting, made.circle)
    act(cast.mark, meeting_actions.place_meeting, meeting, "bij de vijver", at_table.soon())
    mark, zus = page(cast.mark).get(url(made, meeting)), page(cast.zus)
    mark.follow("Maak de agenda").submit("Zet op de agenda", words="wie er langskomt")
    mark.submit("Zet op de agenda", words="medicijnen", sort="rather_not")
    mark.press("De agenda is klaar")
    assert "medicijnen" in zus.get(url(made, meeting)).main
    zus.press("Ik kom")
    assert "Je zei: ik kom." in zus.main


def test_a_meeting_that_ends_after_being_there(cast, page, made):
    meeting = scenes.meeting(made, "released")
    joke, zus = page(cast.joke), page(cast.zus)
    joke.get(url(made, meeting)).follow("Vul in voor buurman Kees").submit("Bewaar", comes="no")
    assert "buurman Kees: komt deze keer niet (ingevuld door Joke)" in " ".join(joke.main.split())
    joke.press("We zijn bij elkaar: we beginnen")
    joke.post(url(made, meeting, f"is-er/{made.seats['zus'].code}/"))
    joke.get(url(made, meeting)).follow("Klaar voor vandaag")
    joke.submit("Bewaar", outcome="unknown_yet", words="het was fijn")
    assert again(meeting).state == "written"
    text = zus.get(url(made, meeting)).main
    assert "We weten het nog niet." in text
    assert "het was fijn" in text
    assert "Erbij zijn is meedoen." in text
    assert "mijn zus" in text.partition("Wie erbij waren")[2]


def _row(browser, name):
    rows = [row.words for row in browser.document.all("tr")]
    return next(row for row in rows if row.startswith(name))


def test_the_resident_says_where_and_when_at_once(cast, page, made):
    mark = page(cast.mark).get(url(made, rest="nieuw/"))
    mark.submit("Ga verder", place="thuis", day="morgen", time="14.00")
    meeting = CircleMeeting.objects.get()
    assert (meeting.place, meeting.planned_for is None) == ("thuis", False)
    assert mark.url == url(made, meeting)
    assert mark.get(url(made, rest="nieuw/")).location == url(made, meeting)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "morgen"}, "Hoe laat"),
        ({"time": "14.00"}, "Op welke dag"),
        ({"day": "3 maart 2020", "time": "10.00"}, "al geweest"),
        ({"day": "ooit", "time": "10.00"}, "begrijpen we niet"),
        ({"place": "x" * 300}, "te lang"),
    ],
)
def test_a_wrong_moment_is_asked_again(cast, page, made, typed, sentence):
    mark = page(cast.mark).get(url(made, rest="nieuw/")).submit("Ga verder", **typed)
    assert mark.status == 422
    assert any(sentence in error for error in mark.errors)
    assert {name: mark.fields[name] for name in typed} == typed
    assert not CircleMeeting.objects.exists()


def test_the_name_of_whose_talk_is_missing_is_for_two(cast, page, made):
    meeting = scenes.meeting(made, "released")
    scenes.ask_member(made, "anouk", "nicht Anouk")
    scenes.sits_down(made, "anouk", cast.anouk)
    for name in ("mark", "joke"):
        browser = page(getattr(cast, name)).get(url(made, meeting))
        assert "Eerst nog een voorgesprek: nicht Anouk." in browser.main
        assert "We zijn bij elkaar: we beginnen" not in browser.buttons
    for name in ("zus", "ellen"):
        assert "voorgesprek" not in page(getattr(cast, name)).get(url(made, meeting)).main


def test_children_stand_there_by_first_name(cast, page, made):
    scenes.ask_member(made, "noa", "Noa", is_child=True, state="seated")
    meeting = scenes.meeting(made, "released")
    browser = page(cast.zus).get(url(made, meeting))
    assert "Noa" in browser.main.partition("Kinderen")[2]
    assert not any(
        row.words.startswith("Noa")
        for row in browser.get(url(made, meeting, "dagen/")).document.all("tr")
    )


def test_time_without_professionals_stands_on_the_agenda(cast, page, made):
    meeting = scenes.meeting(made, "released")
    mark = page(cast.mark).get(url(made, meeting)).press("Ook tijd zonder beroepskrachten")
    assert "Toch geen tijd zonder beroepskrachten" in mark.buttons
    paper = page(cast.ellen).get(url(made, meeting, "agenda/papier/"))
    for words in ("bij de vijver", "wie er langskomt", "medicijnen", "tijd zonder beroepskrachten"):
        assert words in paper.main
    mark.press("Toch geen tijd zonder beroepskrachten")
    assert "zonder beroepskrachten" not in paper.get(paper.url).main


# --- two at once, stale pages -----------------------------------------------------------------


def test_words_stay_when_the_circle_stopped_meanwhile(cast, page, made):
    zus = page(cast.zus).get(url(made, rest="voorstellen/"))
    at_table.rests(made, "ended")
    zus.post(zus.url, {"words": "over de sleutel"})
    assert (zus.status, "over de sleutel" in zus.main) == (404, True)
    assert not Suggestion.objects.exists()


def test_words_stay_when_the_circle_rests_meanwhile(cast, page, made):
    meeting = scenes.meeting(made)
    at_table.rests(made)
    for who, there, more in (
        (cast.zus, url(made, rest="voorstellen/"), {}),
        (cast.joke, url(made, meeting, "agenda/"), {"sort": "point"}),
    ):
        browser = page(who).post(there, {"words": "over de sleutel", **more})
        assert (browser.status, "over de sleutel" in browser.main) == (409, True)
        assert "De kring rust nu." in browser.main
    mark = page(cast.mark).post(
        url(made, meeting, "agenda/"), {"words": "nog iets", "sort": "point"}
    )
    assert (mark.status, "nog iets" in mark.html) == (422, True)
    assert not Suggestion.objects.exists()
    assert AgendaPoint.objects.count() == 2


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_the_resident_reads_on_but_changes_nothing(cast, page, made, state):
    meeting = scenes.meeting(made, "released")
    at_table.rests(made, state)
    mark = page(cast.mark).get(url(made, meeting))
    assert "bij de vijver" in mark.main
    assert not [form for form in mark.forms if form.inside("main")]
    zus = page(cast.zus).get(url(made, meeting))
    assert zus.status == (409 if state == "paused" else 404)
    assert "vijver" not in zus.main


def test_words_stay_when_the_agenda_was_released_meanwhile(cast, page, made):
    meeting = scenes.meeting(made)
    joke = page(cast.joke).get(url(made, meeting, "agenda/"))
    page(cast.mark).post(url(made, meeting, "klaar/"))
    joke.submit("Zet op de agenda", words="de tuin")
    assert joke.status == 422
    assert "Intussen is de agenda klaar" in " ".join(joke.errors)
    assert joke.fields["words"] == "de tuin"
    assert AgendaPoint.objects.count() == 2


def test_days_that_changed_meanwhile_keep_nothing_half(cast, page, made):
    meeting, days = at_table.asked(made, 5, 6)
    zus = page(cast.zus).get(url(made, meeting, "dagen/ik/"))
    act(cast.joke, day_actions.remove_day, days[0])
    zus.submit("Bewaar", **{f"day_{one.code}": "yes" for one in days})
    assert zus.status == 422
    assert "Intussen zijn de dagen veranderd" in " ".join(zus.errors)
    assert not DayAnswer.objects.exists()


def test_an_answer_too_late_is_a_sentence(cast, page, made):
    meeting, days = at_table.asked(made, 5)
    zus = page(cast.zus).get(url(made, meeting, "dagen/ik/"))
    act(cast.mark, day_actions.choose_day, days[0])
    zus.submit("Bewaar", **{f"day_{days[0].code}": "yes"})
    assert zus.status == 422
    assert "Intussen is er een dag gekozen" in " ".join(zus.errors)


def test_the_outcome_is_written_once(cast, page, made):
    meeting = scenes.meeting(made, "being_there")
    joke = page(cast.joke).get(url(made, meeting, "afronden/"))
    page(cast.mark).get(url(made, meeting, "afronden/")).submit("Bewaar", outcome="good")
    joke.submit("Bewaar", outcome="further", words="we gaan wandelen")
    assert joke.status == 422
    assert joke.fields["words"] == "we gaan wandelen"
    assert again(meeting).outcome == "good"


# --- suggestions ------------------------------------------------------------------------------


def test_a_member_suggests_and_only_the_resident_reads_it(cast, page, made):
    meeting = scenes.meeting(made)
    zus = page(cast.zus).get(url(made)).follow("Ik wil het ergens over hebben")
    zus.submit("Geef dit aan Mark", words='over "de sleutel" {{ x }}')
    assert page(cast.joke).get(url(made, rest="voorstellen/")).status == 404
    assert "sleutel" not in page(cast.joke).get(url(made, meeting, "agenda/")).main
    assert "sleutel" not in page(cast.ellen).get(url(made, rest="voorstellen/")).main
    mark = page(cast.mark).get(url(made, meeting, "agenda/"))
    assert "mijn zus" in mark.main
    one = Suggestion.objects.get()
    mark.post(url(made, meeting, f"voorstel/{one.code}/")).land()
    assert 'over "de sleutel" {{ x }}' in mark.main
    assert "Dit komt op de agenda." in zus.get(zus.url).main


def test_an_agreement_that_did_not_work_out_is_offered(cast, page, made):
    meeting = scenes.meeting(made, "supporting")
    at_table.plan_in_force(made, meeting)
    act(cast.joke, meeting_actions.end, meeting, "further", "")
    at_table.breaks(made)
    draft = act(cast.joke, meeting_actions.plan_meeting, made.circle)
    joke = page(cast.joke).get(url(made, draft, "agenda/"))
    assert "Een afspraak die anders liep" in joke.main
    joke.press("Zet op de agenda afspraak 1")
    assert "Onze afspraak: elke week samen wandelen" in joke.main
    assert "Een afspraak die anders liep" not in joke.main


# --- who looked, how many queries ---------------------------------------------------------------


def test_who_looks_stands_in_the_journal_once_a_day(cast, page, made):
    meeting = scenes.meeting(made, "released")
    before = Entry.objects.count()
    for name in ("zus", "joke", "mark"):
        for rest in ("", "dagen/", "agenda/papier/"):
            page(getattr(cast, name)).get(url(made, meeting, rest))
    new = Entry.objects.order_by("made_at")[before:]
    assert [(one.verb, one.by, one.whose) for one in new] == [
        ("circles.meeting.seen", cast.zus.id, made.mark.id),
        ("circles.meeting.seen", cast.joke.id, made.mark.id),
    ]


@pytest.mark.parametrize("times", [1, 4])
def test_number_of_queries_does_not_grow(cast, page, made, times):
    meeting, days = at_table.asked(made, *range(5, 5 + times))
    for number in range(times):
        at_table.point(made, meeting, f"punt {number}")
        act(cast.zus, agenda_actions.suggest, made.circle, f"voorstel {number}")
    for name in ("mark", "zus", "joke")[:times]:
        act(getattr(cast, name), day_actions.answer_days, meeting, made.seats[name],
            {one.id: "yes" for one in days})  # fmt: skip
    mark = page(cast.mark)
    assert {rest: len(mark.get(url(made, meeting, rest)).queries) for rest in QUERIES} == QUERIES
    assert len(mark.get(url(made)).queries) == LIST_QUERIES
