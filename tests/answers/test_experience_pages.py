"""Telling and finding over HTTP: label, no name, the number beside it, the same answer for all."""

import pytest
from django.utils import timezone

from mekaar.answers.models import Experience
from mekaar.journal.models import Entry
from mekaar.places.models import Responsibility
from mekaar.reports.models import Decision, Report
from tests.acting import at_desk
from tests.answers.tellings import COLLECTING, DENTIST, HELPED, readable, told
from tests.promises.whole_life import rows_with
from tests.reports.scenes import decided

OWN, NEW, FIND = "/mijn/ervaringen/", "/mijn/ervaringen/nieuw/", "/ervaringen/"
LABEL = "Ervaring, geen advies"
NONE = "We vonden geen ervaring die hierop lijkt"
LOOK = "Zoek ervaringen"
YES = "Ja, zo mogen anderen het lezen"
LIST_QUERIES, PAGE_QUERIES, FIND_QUERIES = 1, 1, 2


def count(browser):
    return sum("answers_" in query or "experiences_near" in query for query in browser.queries)


def found(browser, words):
    return browser.get(FIND).submit(LOOK, words=words)


def url(experience):
    return f"{OWN}{experience.code}/"


def test_from_telling_to_being_found_without_a_name(cast, page):
    henk = page(cast.henk).get("/mijn/").follow("Wat je meemaakte")
    henk.follow("Vertel wat je meemaakte")
    henk.submit(happened=COLLECTING, helped=HELPED, matter="money", audience="neighbourhood")
    assert LABEL in henk.main
    assert COLLECTING in henk.main
    wil = page(cast.wil)
    assert NONE in found(wil, "incassobureau").main

    henk.submit(YES)

    assert COLLECTING in found(wil, "een brief van de deurwaarder").main
    assert LABEL in wil.main
    assert HELPED in wil.main
    assert "schulden en rekeningen" in wil.main
    assert "Henk" not in wil.text
    assert str(cast.henk.code) not in wil.text


def test_a_detail_is_asked_about_before_anything_is_kept(cast, page):
    henk = page(cast.henk).get(NEW)
    henk.submit(happened="Bel mij op 06 1234 5678 over mijn schuld.")
    assert "Mag dit blijven staan?" in henk.main
    assert not Experience.objects.exists()

    henk.submit("Haal het telefoonnummer weg")
    henk.submit()

    assert "1234" not in Experience.objects.get().happened


def test_nothing_typed_is_a_sentence_and_what_was_typed_stays(cast, page):
    henk = page(cast.henk).get(NEW).submit(happened="", helped=HELPED)
    assert henk.status == 422
    assert "Schrijf op wat je meemaakte" in henk.main
    assert HELPED in henk.main
    assert page(cast.henk).get(FIND).submit(LOOK, words="").status == 422


def test_at_the_desk_the_reading_back_is_the_yes(cast, page):
    at_desk(cast.ria, cast.selam)
    ria = page(cast.ria).get(NEW)
    ria.submit(happened=DENTIST, audience="table")
    assert DENTIST in ria.main
    assert "Mogen anderen dit zo lezen?" in ria.main
    assert not Experience.objects.exists()

    ria.press("Ja, zo klopt het")

    experience = Experience.objects.get()
    assert experience.is_readable
    assert experience.participant == cast.selam


def test_what_another_typed_alone_gets_its_yes_at_the_desk_after_reading_aloud(cast, page):
    experience = told(cast.selam)
    at_desk(cast.ria, cast.selam)
    ria = page(cast.ria).get(url(experience))
    assert ria.submit(YES).status == 422
    ria.submit(YES, read_aloud="on")

    experience.refresh_from_db()
    assert experience.is_readable
    assert experience.read_back_at


@pytest.mark.parametrize("matter", ["law", "health", "money"])
def test_the_number_of_the_back_up_stands_beside_it(cast, page, matter):
    Responsibility.objects.create(
        neighbourhood=cast.here, label="achterwacht", phone="06 0000 0033", role="back_up"
    )
    readable(cast.henk, matter=matter)
    readable(cast.henk, DENTIST)

    assert "06 0000 0033" in found(page(cast.wil), "incassobureau").main
    assert "06 0000 0033" not in found(page(cast.wil), "tandarts").main


def test_without_such_a_number_the_desk_is_named(cast, page):
    readable(cast.henk, matter="money")
    assert "Vraag aan de balie wie je kunt bellen" in found(page(cast.wil), "incassobureau").main


def test_taken_back_it_is_gone_from_every_page(cast, page):
    experience = readable(cast.henk)
    wil = page(cast.wil)
    assert COLLECTING in found(wil, "incassobureau").main
    stale = page(cast.henk).get(url(experience))

    page(cast.henk).get(url(experience)).press("Neem mijn ervaring terug")

    assert NONE in found(wil, "incassobureau").main
    assert stale.post(f"{url(experience)}terugnemen/").status == 404
    assert stale.get(url(experience)).status == 404
    assert "no-store" in wil.response.headers["Cache-Control"]


def test_it_stops_from_the_page_that_says_who_reads(cast, page):
    readable(cast.henk)
    henk = page(cast.henk).get("/mijn/delen/")
    assert COLLECTING in henk.main
    henk.submit("Neem het terug Ik kreeg een aanmaning van het incassobureau en durfde niet…")
    assert not Experience.objects.exists()


@pytest.mark.parametrize("who", ["noor", "douwe"])
def test_who_reads_nobody_finds_nothing_here(cast, page, who):
    readable(cast.henk)
    assert page(getattr(cast, who)).get(FIND).status == 404
    assert page(getattr(cast, who), second_step=False).get(FIND).status == 404


def test_nobody_next_door_finds_it(cast, page):
    readable(cast.henk)
    assert NONE in found(page(cast.stranger_resident), "incassobureau").main


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "stranger"])
def test_the_pages_of_another_are_not_there(cast, page, who):
    experience = readable(cast.henk)
    browser = page(getattr(cast, who))
    for there in ("", "woorden/", "wie/"):
        assert browser.get(f"{url(experience)}{there}").status == 404
    for there in ("", "terugnemen/", "blijft/"):
        assert browser.post(f"{url(experience)}{there}", {"which": "x"}).status == 404
    assert Experience.objects.get().is_readable


def test_what_the_desk_may_read_is_found_on_a_shift_only_and_written_down_once(cast, page):
    readable(cast.henk, audience="table")

    assert NONE in found(page(cast.wil), "incassobureau").main
    assert NONE in found(page(cast.ria, shift=False), "incassobureau").main
    ria = page(cast.ria)
    assert COLLECTING in found(ria, "incassobureau").main
    assert COLLECTING in found(ria, "incassobureau").main

    seen = Entry.objects.filter(verb="answers.experience.seen")
    assert list(seen.values_list("by", "whose", "why")) == [
        (cast.ria.id, cast.henk.id, "told_desk")
    ]
    assert "Ria las op" in page(cast.henk).get("/mijn/inkijk/").main


def test_a_neighbour_who_reads_leaves_no_line(cast, page):
    """Who looks for debts is nobody's business."""
    readable(cast.henk)
    found(page(cast.wil), "incassobureau")
    assert not Entry.objects.filter(by=cast.wil.id).exists()


def test_what_one_looks_for_stands_nowhere(cast, page):
    word = "Zilvervliesrijst"
    wil = found(page(cast.wil), f"ik zoek {word}")
    assert NONE in wil.main
    assert rows_with(word) == {}
    assert word not in wil.url


def test_a_report_hides_it_and_other_words_with_a_new_yes_show_it_again(cast, page):
    experience = readable(cast.henk)
    wil = found(page(cast.wil), "incassobureau").follow("Melden")
    wil.submit(words="Dit gaat over mij.")
    decided(Report.objects.get(), "hidden", by_whom=cast.samira)
    assert NONE in found(page(cast.tineke), "incassobureau").main

    henk = page(cast.henk).get(f"{url(experience)}woorden/")
    henk.submit(happened="Een aanmaning van een incassobureau.")
    henk.submit(YES)

    assert "Een aanmaning van een" in found(page(cast.tineke), "incassobureau").main
    assert Decision.objects.get().lifted_at


def test_pages_cost_the_same_however_much_was_told(cast, page):
    for nth in range(6):
        readable(cast.henk, f"{COLLECTING} {nth}")
        readable(cast.tineke, f"{COLLECTING} {nth}")
    henk = page(cast.henk)
    assert count(henk.get(OWN)) == LIST_QUERIES
    assert count(henk.get(url(Experience.objects.first()))) == PAGE_QUERIES
    henk.get(FIND)
    assert count(henk) == 0
    found(henk, "incassobureau")
    assert count(henk) == FIND_QUERIES
    assert henk.main.count(LABEL) == 5


def test_asked_again_stands_on_the_page(cast, page):
    experience = readable(cast.henk)
    Experience.objects.update(look_again_on=timezone.localdate())
    henk = page(cast.henk).get(OWN)
    assert "Mag dit er nog staan?" in henk.main
    henk.get(url(experience)).press("Ja, het mag blijven")
    assert "Mag het er nog staan?" not in henk.main
