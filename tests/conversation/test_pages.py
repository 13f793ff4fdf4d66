"""All pages of this room: query counts, hostile input, who looked, no compulsory life field."""

import pytest
from django.apps import apps

from mekaar.conversation.models import CoreAnswer, DailyActivity, Encounter
from mekaar.conversation.words import JOURNAL
from mekaar.journal.models import Entry
from tests.acting import at_desk
from tests.conversation import scenes
from tests.conversation.scenes import MY

# Page → number of queries, the same with 1 and with 3 things of each kind.
QUERIES = {
    MY: 10,
    f"{MY}praten/": 6,
    f"{MY}praten/nieuw/": 5,
    f"{MY}kaart/": 7,
    f"{MY}kaart/invullen/": 6,
    f"{MY}kaart/met-plaatjes/": 6,
    f"{MY}kaart/mijn-taal/": 6,
    f"{MY}kaart/papier/": 6,
    f"{MY}kaart/leeg/a4/": 5,
    f"{MY}stappen/": 7,
    f"{MY}doelen/": 6,
    f"{MY}iets-voor-de-buurt/": 6,
    f"{MY}plan/": 8,
}


def _live(cast, times):
    who = cast.dekker
    for number in range(times):
        scenes.says(who, want=f"wens {number}", can=f"kunnen {number}", need=f"nodig {number}")
        scenes.does(who, f"zelf {number}")
        activity = scenes.does(who, f"weer {number}", "to_regain")
        scenes.practises(activity, f"oefenen {number}")
        scenes.does(who, f"over {number}", "left_over")
        scenes.wants(who, f"doel {number}")
        scenes.talk(who, f"plek {number}")


@pytest.mark.parametrize("times", [1, 3])
def test_number_of_queries_does_not_grow(cast, page, times):
    _live(cast, times)
    mine = page(cast.dekker)
    assert {url: len(mine.get(url).queries) for url in QUERIES} == QUERIES


@pytest.mark.parametrize("times", [1, 3])
def test_number_of_queries_of_the_desk_does_not_grow(cast, page, times):
    for number in range(times):
        scenes.talk(cast.neighbour(f"Buur {number}"), f"plek {number}")
    desk = page(cast.samira).get("/balie/gesprekken/")
    assert desk.main.count("plek ") == times
    assert len(desk.queries) == 12
    desk.get("/balie/gesprekken/")  # again the same day: no second line
    assert Entry.objects.filter(verb="conversation.encounter.seen").count() == times


def test_opening_a_talk_is_a_line_each_time(cast, page):
    talk = scenes.talk(cast.dekker, "thuis aan de keukentafel")
    desk = page(cast.samira).get("/balie/gesprekken/")
    for _ in range(2):
        assert "keukentafel" in desk.get(f"/balie/gesprekken/{talk.code}/").main
    assert len(scenes.lines(cast.dekker, "encounter.seen")) == 3


def test_desk_list_stays_one_page_long(cast, page):
    for number in range(23):
        scenes.talk(cast.dekker, f"plek {number}")
    desk = page(cast.samira).get("/balie/gesprekken/")
    assert desk.main.count("plek ") == 20
    onward = desk.links["Volgende bladzijde"]
    assert onward.startswith("/balie/gesprekken/?wens=")
    assert desk.get(onward).main.count("plek ") == 3
    assert desk.get("/balie/gesprekken/?wens=laatste").ok


# --- Invariant 19: every read of a resident's record writes the log -----------------------------


@pytest.mark.parametrize("helper", ["ria", "samira"])
def test_every_page_at_the_desk_writes_one_line(cast, page, helper):
    _live(cast, 1)
    activity = DailyActivity.objects.get(step="to_regain")
    more = [
        f"{MY}dagelijks/{activity.code}/",
        f"{MY}dagelijks/{activity.code}/oefenen/",
        f"{MY}oefenen/{activity.steps.get().code}/",
        f"{MY}praten/{Encounter.objects.get().code}/",
        f"{MY}praten/{Encounter.objects.get().code}/plek/",
    ]
    shows_nothing = {f"{MY}praten/nieuw/", f"{MY}kaart/leeg/a4/", f"{MY}doelen/"}
    who = getattr(cast, helper)
    at_desk(who, cast.dekker)
    desk = page(who)
    for url in [*QUERIES, *more]:
        before = Entry.objects.count()
        assert desk.get(url).ok
        new = Entry.objects.order_by("made_at")[before:]
        assert [(e.by, e.whose, e.why) for e in new] == (
            [] if url in shows_nothing else [(who.id, cast.dekker.id, "came_by")]
        ), url
        assert all(entry.verb.endswith(".seen") and entry.verb in JOURNAL for entry in new)


def test_wrong_form_at_the_desk_shows_the_record_and_writes_it_down(cast, page):
    _live(cast, 1)
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).post(f"{MY}kaart/invullen/", {"want": "x" * 5000})
    assert desk.status == 422
    assert len(scenes.lines(cast.dekker, "card.seen")) == 1


def test_own_pages_write_no_line(cast, page):
    _live(cast, 1)
    before = Entry.objects.count()
    for url in QUERIES:
        page(cast.dekker).get(url)
    assert Entry.objects.count() == before


# --- Invariant 23: no compulsory life field -----------------------------------------------------


def test_own_words_are_never_compulsory_in_the_schema():
    """Every text about a life may be empty, or is what its row is about (a goal, an activity)."""
    about_itself = {"Goal.words", "Goal.first_words", "PracticeStep.words"}
    compulsory = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("conversation").get_models()
        for field in model._meta.concrete_fields
        if type(field).__name__ == "OwnWords" and not field.blank
    }
    assert compulsory == about_itself


# --- Doors, and hostile input -------------------------------------------------------------------


def test_nothing_of_this_room_is_open_without_signing_in(cast, public):
    scenes.says(cast.dekker, want="geheime wens")
    for url in [*QUERIES, "/balie/gesprekken/"]:
        assert public.get(url).status == 302
        assert "/aanmelden/" in public.location


@pytest.mark.parametrize(
    "url",
    [
        f"{MY}kaart/overslaan/",
        f"{MY}stappen/zelf/weet-ik-niet/",
        f"{MY}praten/AAAA/intrekken/",
        f"{MY}praten/AAAA/geweest/",
        f"{MY}dagelijks/AAAA/weghalen/",
        f"{MY}doelen/AAAA/afsluiten/",
        f"{MY}doelen/AAAA/openen/",
    ],
)
def test_a_link_changes_nothing(cast, page, url):
    assert page(cast.dekker).client.get(url).status_code == 405


FORMS = {
    f"{MY}praten/nieuw/": "place",
    f"{MY}kaart/invullen/": "want",
    f"{MY}kaart/mijn-taal/": "want",
    f"{MY}stappen/zelf/nieuw/": "words",
    f"{MY}doelen/nieuw/": "words",
    f"{MY}iets-voor-de-buurt/": "words",
}


@pytest.mark.parametrize("url", FORMS)
@pytest.mark.parametrize("bad", ["null\x00byte", "a" * 1_000_000], ids=["null", "1 MB"])
def test_hostile_text_is_answered_with_a_dutch_sentence(cast, page, url, bad):
    mine = page(cast.dekker).post(url, {FORMS[url]: bad, "answer": "yes"})
    assert mine.status == 422
    assert "teken dat we niet kunnen bewaren" in mine.main or "Dit is te lang" in mine.main
    assert not Entry.objects.exists()


@pytest.mark.parametrize("url", [url for url in FORMS if "buurt" not in url])
def test_marks_that_turn_reading_around_are_taken_out(cast, page, url):
    mine = (
        page(cast.dekker).post(url, {FORMS[url]: "ne\u202eet \u200b=HYPERLINK(1)<script>"}).land()
    )
    assert mine.ok
    assert "\u202e" not in mine.html
    assert "<script>HYPER" not in mine.html
    mine.get(MY)


def test_arabic_words_are_kept_as_they_were_said(cast, page):
    page(cast.selam).post(f"{MY}kaart/invullen/", {"want": "أريد أن أتعلم", "seen": ""})
    assert CoreAnswer.objects.get().words == "أريد أن أتعلم"


@pytest.mark.parametrize("seen", ["want:99999999999999999999", "want:-1", "x", ":,:,", "want:²"])
def test_tampered_version_counts_as_none(cast, page, seen):
    scenes.says(cast.dekker, want="kaarten")
    page(cast.dekker).post(f"{MY}kaart/invullen/", {"want": "schaken", "seen": seen})
    assert list(CoreAnswer.objects.values_list("version", "words")) == [
        (1, "kaarten"),
        (2, "schaken"),
    ]


@pytest.mark.parametrize("code", ["AAAA", "' OR 1=1 --", "%00", "x" * 300])
def test_wrong_codes_are_not_there(cast, page, code):
    mine = page(cast.dekker)
    for where in ("praten", "doelen", "dagelijks", "oefenen"):
        assert mine.get(f"{MY}{where}/{code}/").status == 404


def test_form_without_token_saves_nothing(cast, page):
    mine = page(cast.dekker, csrf=True).post(f"{MY}kaart/invullen/", {"want": "kaarten"})
    assert mine.status == 403
    assert not CoreAnswer.objects.exists()
