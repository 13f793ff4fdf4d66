"""Asking, answering, the back-up and the connector over HTTP: no name, nothing lost, no leak."""

import pytest

from mekaar.answers.models import Asked, Handed, KnownSituation, Question
from mekaar.journal.models import Entry
from mekaar.places.models import Responsibility
from mekaar.reports.models import Report
from tests.acting import at_desk
from tests.answers.questions import (
    KNOWN_AS,
    KNOWS_DEBTS,
    LETTER,
    answered,
    asked,
    closed,
    handed,
    knows,
    put,
    says,
    told_for,
    written,
)
from tests.answers.tellings import COLLECTING, readable
from tests.answers.test_question_actions import tell_all
from tests.reports.scenes import decided

MINE, NEW, OPEN = "/mijn/ervaringsvragen/", "/mijn/ervaringsvragen/nieuw/", "/ervaringsvragen/"
KNOWN, ASKED, BACK_UP = "/mijn/ken-ik/", "/mijn/gevraagd/", "/achterwacht/"
NONE = "We vonden geen ervaring die hierop lijkt"
READ_BACK = "Ja, zo klopt het"


def url(question, more=""):
    return f"{MINE}{question.code}/{more}"


def of_others(question, more):
    return f"{OPEN}{question.code}/{more}"


def count(browser):
    ours = ("answers_", "experiences_near", "who_had_the_answer")
    return sum(any(name in query for name in ours) for query in browser.queries)


# --- from asking to an answer --------------------------------------------------------------------


def test_from_a_question_to_an_answer_without_a_name(cast, page):
    readable(cast.wil, COLLECTING)
    henk = page(cast.henk).get("/mijn/").follow("Wat je vraagt aan wie dit meemaakte")
    henk.follow("Stel een vraag")
    henk.submit(words=LETTER, audience="neighbourhood")
    assert COLLECTING in henk.main
    assert "Waarom dit hier staat" in henk.main
    tineke = page(cast.tineke)
    assert LETTER not in tineke.get(OPEN).main

    henk.submit("Stel mijn vraag")

    assert LETTER in tineke.get(OPEN).main
    assert "Henk" not in tineke.text
    assert str(cast.henk.code) not in tineke.text
    tineke.follow("Vertel wat jij meemaakte")
    tineke.submit(happened="Ik belde ze op.", audience="table")
    assert "Ik belde ze op." not in henk.get(henk.url).main
    tineke.submit("Ja, zo mogen anderen het lezen")
    assert "Ik belde ze op." in henk.get(henk.url).main
    assert "Ervaring, geen advies" in henk.main
    assert "Tineke" not in henk.text
    assert "Ik belde ze op." not in page(cast.wil).get("/ervaringen/").submit(
        "Zoek ervaringen", words="opbellen belde"
    ).main  # fmt: skip


def test_nothing_found_is_said_honestly(cast, page):
    henk = page(cast.henk).get(url(written(cast.henk)))
    assert NONE in henk.main
    assert "Dit helpt mij" not in henk.buttons


def test_this_helps_me_asks_nobody(cast, page):
    readable(cast.wil, COLLECTING)
    henk = page(cast.henk).get(url(written(cast.henk)))

    henk.press("Dit helpt mij")

    question = Question.objects.get()
    assert (question.state, question.answered_by) == ("closed", "neighbours")
    assert LETTER not in page(cast.tineke).get(OPEN).main


def test_a_detail_is_asked_about_before_anything_is_kept(cast, page):
    henk = page(cast.henk).get(NEW).submit(words="Bel mij op 06 1234 5678 over de brief.")
    assert "Mag dit blijven staan?" in henk.main
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("where", "typed", "says"),
    [
        (NEW, {"words": "", "asks_people": "on"}, "Schrijf je vraag op"),
        (KNOWN, {"words": ""}, "Schrijf een paar woorden op"),
    ],
)
def test_nothing_typed_is_a_sentence(cast, page, where, typed, says):
    henk = page(cast.henk).get(where).submit(**typed)
    assert henk.status == 422
    assert says in henk.main


def test_at_the_desk_it_is_read_back_and_asked_after_a_yes_aloud(cast, page):
    at_desk(cast.ria, cast.selam)
    ria = page(cast.ria).get(NEW).submit(words="Wie kent dit?", audience="table")
    assert not Question.objects.exists()
    ria.press(READ_BACK)
    question = Question.objects.get()
    assert (question.state, question.participant) == ("told", cast.selam)
    assert ria.get(url(question)).submit("Stel mijn vraag").status == 422

    ria.submit("Stel mijn vraag", read_aloud="on")

    question.refresh_from_db()
    assert question.is_open
    assert question.read_back_at


def test_other_words_are_read_by_nobody_until_a_new_yes(cast, page):
    question = put(cast.henk)
    henk = page(cast.henk).get(url(question, "woorden/"))
    henk.submit(words="Ik vraag het nu zo.")
    assert "Ik vraag het nu zo." not in page(cast.wil).get(OPEN).main
    assert LETTER not in page(cast.wil).get(OPEN).main


def test_taken_back_it_is_gone_from_every_page(cast, page):
    question = put(cast.henk)
    stale = page(cast.henk).get(url(question))

    page(cast.henk).get(url(question)).press("Neem mijn vraag terug")

    assert LETTER not in page(cast.wil).get(OPEN).main
    assert stale.post(url(question, "terugnemen/")).status == 404
    assert stale.get(url(question)).status == 404
    assert page(cast.wil).get(of_others(question, "vertel/")).status == 404


def test_it_is_done_when_its_owner_says_so(cast, page):
    henk = page(cast.henk).get(url(put(cast.henk), "klaar/"))
    assert henk.submit().status == 422
    henk.submit(answered_by="desk")
    assert "Je vraag is klaar" in henk.main
    assert LETTER not in page(cast.wil).get(OPEN).main


def test_the_house_says_that_there_is_an_answer_until_it_is_done(cast, page):
    question = put(cast.henk)
    told_for(question, cast.tineke)
    tell_all()
    henk = page(cast.henk).get("/mijn/")
    assert "Er is een antwoord op jouw vraag" in henk.main
    closed(question, "neighbours")
    assert "Er is een antwoord op jouw vraag" not in henk.get("/mijn/").main


def test_a_report_hides_a_question(cast, page):
    put(cast.henk)
    page(cast.wil).get(OPEN).follow("Melden").submit(words="Dit gaat over mij.")
    decided(Report.objects.get(), "hidden", by_whom=cast.samira)
    assert LETTER not in page(cast.tineke).get(OPEN).main


@pytest.mark.parametrize("who", ["wil", "ria", "samira", "loes", "stranger", "noor", "douwe"])
def test_the_pages_of_another_are_not_there(cast, page, who):
    question, known = put(cast.henk), knows(cast.tineke)
    row = asked(question, cast.tineke, cast.samira)
    browser = page(getattr(cast, who))
    for there in (url(question), url(question, "woorden/"), url(question, "klaar/"),
                  f"{ASKED}{row.code}/"):  # fmt: skip
        assert browser.get(there).status == 404
        assert browser.post(there, {"which": "x", "answer": "yes"}).status == 404
    for there in (
        url(question, "terugnemen/"),
        url(question, "helpt/"),
        f"{KNOWN}{known.code}/weg/",
    ):
        assert browser.post(there).status == 404
    assert Question.objects.get().is_open
    assert KnownSituation.objects.exists()
    assert Asked.objects.get().answer == ""


@pytest.mark.parametrize("who", ["noor", "douwe"])
def test_who_reads_nobody_reads_no_question(cast, page, who):
    question = put(cast.henk)
    for there in (MINE, NEW, OPEN, of_others(question, "vertel/")):
        assert page(getattr(cast, who)).get(there).status == 404


def test_what_is_asked_of_the_desk_is_read_on_a_shift_and_written_down_once(cast, page):
    put(cast.henk, audience="table")
    assert LETTER not in page(cast.wil).get(OPEN).main
    assert LETTER not in page(cast.ria, shift=False).get(OPEN).main
    ria = page(cast.ria)
    assert LETTER in ria.get(OPEN).main
    assert LETTER in ria.get(OPEN).main
    seen = Entry.objects.filter(verb="answers.question.seen")
    assert list(seen.values_list("by", "whose", "why")) == [
        (cast.ria.id, cast.henk.id, "told_desk")
    ]


def test_pages_cost_the_same_however_much_was_asked(cast, page):
    for nth in range(6):
        question = put(cast.henk, f"{LETTER} {nth}")
        told_for(question, cast.tineke, happened=f"Zo ging het {nth}.")
        handed(question, cast.ria)
        knows(cast.tineke, f"{KNOWS_DEBTS} {nth}")
    assert count(page(cast.henk).get(MINE)) == 1
    assert count(page(cast.henk).get(url(question))) == 4
    assert count(page(cast.wil).get(OPEN)) == 1
    assert count(page(cast.ria).get(OPEN)) == 3
    assert count(page(cast.tineke).get(KNOWN)) == 1
    assert count(page(cast.loes).get(BACK_UP)) == 1
    assert count(page(cast.samira).get(of_others(question, "wie/"))) == 3


# --- the back-up ---------------------------------------------------------------------------------


def test_the_back_up_answers_words_and_no_person(cast, page):
    Responsibility.objects.create(
        neighbourhood=cast.here, label="achterwacht", phone="06 0000 0033", role="back_up"
    )
    question = put(cast.henk, audience="table", matter="money")
    ria = page(cast.ria).get(OPEN)
    assert "06 0000 0033" in ria.main
    ria.press("Vraag het de achterwacht")
    assert "Ligt bij de achterwacht" in ria.main
    assert "Ligt bij de achterwacht" in page(cast.henk).get(url(question)).main

    assert "Achterwacht" not in page(cast.ria).get("/mijn/").links
    loes = page(cast.loes).get("/mijn/").follow("Achterwacht")
    assert (loes.url, LETTER in loes.main) == (BACK_UP, True)
    loes.follow(LETTER)
    assert "Henk" not in loes.text
    for code in (cast.henk.code, question.code):
        assert code not in loes.text
    assert loes.submit(answer="").status == 422
    loes.submit(answer="Bel het wijkteam.")

    assert LETTER not in loes.main
    for browser in (page(cast.henk).get(url(question)), page(cast.ria).get(OPEN)):
        assert "Bel het wijkteam." in browser.main
        assert "Antwoord van de achterwacht" in browser.main
    assert "Bel het wijkteam." not in page(cast.wil).get(OPEN).main
    assert (
        "jouw vraag, zonder je naam, aan de achterwacht"
        in page(cast.henk).get("/mijn/inkijk/").main
    )


@pytest.mark.parametrize("who", ["henk", "wil", "ria", "samira", "noor", "stranger"])
def test_only_the_back_up_has_those_pages(cast, page, who):
    row = handed(put(cast.henk), cast.ria)
    for there in (BACK_UP, f"{BACK_UP}{row.code}/"):
        assert page(getattr(cast, who)).get(there).status == 404
        assert page(getattr(cast, who)).post(there, {"answer": "x"}).status == 404
    assert not Handed.objects.get().answer


def test_what_its_owner_keeps_here_is_not_handed_over(cast, page):
    question = put(cast.henk, asks_back_up=False)
    ria = page(cast.ria).get(OPEN)
    assert "Vraag het de achterwacht" not in ria.buttons
    assert ria.post(of_others(question, "achterwacht/")).status == 403
    assert not Handed.objects.exists()


@pytest.mark.parametrize(
    ("people", "back_up", "says"),
    [
        (4, 0, "nog te weinig"),
        (4, 1, "kreeg 80 procent antwoord"),
        (3, 3, "kreeg 50 procent antwoord"),
    ],
)
def test_who_had_the_answer_is_a_number_for_the_desk_beside_another(
    cast, page, people, back_up, says
):
    for nth in range(people + back_up):
        question = put(cast.henk, f"Vraag {nth}?")
        closed(question, ("neighbours", "desk")[nth % 2] if nth < people else "back_up")
    main = page(cast.ria).get(OPEN).main
    assert says in main
    assert "Oudorp" in main
    assert "geen doel" in main
    assert "Oudorp" not in page(cast.wil).get(OPEN).main
    assert "Oudorp" not in page(cast.ria, shift=False).get(OPEN).main


# --- who knows this from the inside --------------------------------------------------------------


def test_the_connector_asks_and_only_a_yes_is_known(cast, page):
    question = put(cast.henk)
    page(cast.tineke).get(KNOWN).submit(words=KNOWS_DEBTS)
    page(cast.wil).get(KNOWN).submit(words="Ik heb altijd graag gekookt.")
    samira = page(cast.samira).get(OPEN).follow("Wie kun je dit vragen?")
    assert KNOWS_DEBTS in samira.main
    assert "Waarom dit hier staat" in samira.main
    assert "gekookt" not in samira.main
    assert "wat jij van binnenuit kent, omdat" in page(cast.tineke).get("/mijn/inkijk/").main

    samira.press("Vraag het aan Tineke")
    assert "Er is nog geen antwoord" in samira.main
    henk = page(cast.henk)
    before = henk.get(url(question)).main
    tineke = page(cast.tineke).get("/mijn/")
    assert "Wil jij met een buur meedenken?" in tineke.main
    tineke.get(KNOWN).follow("Wat jou gevraagd is").follow(LETTER)
    assert tineke.submit(answer="yes").status == 422
    tineke.submit(answer="later")
    assert henk.get(url(question)).main == before

    tineke.get(ASKED).follow(LETTER).submit(answer="yes", shown_as=KNOWN_AS)

    assert KNOWN_AS in henk.get(url(question)).main
    assert "Tineke" not in henk.text


@pytest.mark.parametrize("who", ["henk", "wil", "ria", "loes", "noor", "stranger"])
def test_only_the_connector_sees_who_knows(cast, page, who):
    question = put(cast.henk)
    knows(cast.tineke)
    browser = page(getattr(cast, who))
    assert browser.get(of_others(question, "wie/")).status == 404
    assert browser.post(of_others(question, f"wie/{cast.tineke.code}/")).status == 404
    assert not Asked.objects.exists()


def test_not_of_an_own_question_nor_beside_its_owner_nor_without_a_yes(cast, page):
    knows(cast.tineke)
    own, kept = put(cast.samira, "Van mij?"), put(cast.wil, "Niet verder?", asks_people=False)
    of_henk = put(cast.henk)
    samira = page(cast.samira)
    assert samira.get(of_others(of_henk, "wie/")).status == 200
    at_desk(cast.samira, cast.henk)
    for question in (own, kept, of_henk):
        assert samira.get(of_others(question, "wie/")).status == 404


def test_who_said_nothing_about_it_is_not_asked(cast, page):
    question = put(cast.henk)
    there = of_others(question, f"wie/{cast.wil.code}/")
    assert page(cast.samira).post(there).status == 404
    knows(cast.henk)
    assert page(cast.samira).post(of_others(question, f"wie/{cast.henk.code}/")).status == 404


def test_at_the_desk_an_answer_is_read_back(cast, page):
    knows(cast.tineke)
    row = asked(put(cast.henk), cast.tineke, cast.samira)
    at_desk(cast.ria, cast.tineke)
    ria = page(cast.ria).get(f"{ASKED}{row.code}/").submit(answer="yes", shown_as=KNOWN_AS)
    assert KNOWN_AS in ria.main
    assert Asked.objects.get().answer == ""
    ria.press(READ_BACK)
    row.refresh_from_db()
    assert (row.answer, row.written_by) == ("yes", cast.ria.id)
    assert row.read_back_at


def test_who_was_asked_can_tell_instead(cast, page):
    question = put(cast.henk, audience="table")
    knows(cast.tineke)
    row = asked(question, cast.tineke, cast.samira)
    tineke = page(cast.tineke).get(f"{ASKED}{row.code}/").follow("Liever vertel ik het")
    tineke.submit(happened="Ik belde ze op.", audience="table")
    tineke.submit("Ja, zo mogen anderen het lezen")
    assert "Ik belde ze op." in page(cast.henk).get(url(question)).main


def test_it_stops_from_the_page_that_says_who_reads(cast, page):
    put(cast.henk)
    knows(cast.henk, "De Voedselbank.")
    henk = page(cast.henk).get("/mijn/delen/")
    assert "De buurtverbinder" in henk.main
    henk.submit("Haal dit weg De Voedselbank.")
    henk.get("/mijn/delen/")
    henk.submit(next(one for one in henk.buttons if one.startswith("Neem de vraag terug")))
    assert not Question.objects.exists()
    assert not KnownSituation.objects.exists()


def test_a_yes_stands_after_the_question_is_done_and_answers_stay(cast, page):
    question = put(cast.henk)
    knows(cast.tineke)
    says(asked(question, cast.tineke, cast.samira), "yes")
    answered(handed(question, cast.ria), cast.loes)
    closed(question, "back_up")
    henk = page(cast.henk).get(url(question))
    assert KNOWN_AS in henk.main
    assert "Bel het wijkteam." in henk.main
    assert page(cast.tineke).get(ASKED).main.count(LETTER) == 0
