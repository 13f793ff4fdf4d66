"""The reverse question and lasting contact in the browser and at the desk (J1.6)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from mekaar.exchange.models import (
    Introduction,
    LastingContact,
    LastingContactCount,
    ReverseQuestion,
)
from tests.acting import at_desk
from tests.exchange.pairs import a_pair, introduced
from tests.exchange.test_afterwards_actions import a_while_later, question_of, rounded_off, says


def url(question: ReverseQuestion) -> str:
    return reverse("exchange:reverse_question", args=[question.code])


def lasting_url(who) -> str:
    code = LastingContact.objects.get(participant=who).code
    return reverse("exchange:lasting_contact", args=[code])


def test_the_giver_is_asked_and_a_yes_leads_to_an_ask(cast, page):
    pair = rounded_off(introduced(a_pair(cast)))
    henk = page(cast.henk).get(url(question_of(pair.giver)))
    assert "En heb jij ook een vraag?" in henk.main
    henk.submit("Dit is mijn antwoord", answer="yes")
    assert henk.url == reverse("exchange:ask_new")


def test_the_asker_is_asked_and_a_no_is_good(cast, page):
    pair = rounded_off(introduced(a_pair(cast)))
    question = question_of(pair.asker)
    dekker = page(cast.dekker).get(url(question))
    assert "Is er iets wat je zelf graag voor iemand zou doen? Nee is ook goed." in dekker.main
    dekker.submit("Dit is mijn antwoord", answer="no")
    assert "Dat is goed" in dekker.text
    assert "al op geantwoord" in dekker.get(url(question)).main
    assert dekker.post(url(question), {"answer": "yes"}).status == 409


def test_samira_asks_it_at_the_desk_and_the_yes_leads_to_soup(cast, page):
    """J1.6."""
    pair = introduced(a_pair(cast))
    at_desk(cast.samira, cast.dekker)
    there = reverse("exchange:introduction_page", args=[pair.side("asker").code])
    samira = page(cast.samira).get(there).press("Stel de vraag de andere kant op")
    assert "Nee is ook goed" in samira.main
    samira.submit("Dit is mijn antwoord", answer="yes")
    assert samira.url == reverse("exchange:offer_new")
    question = ReverseQuestion.objects.get()
    assert (question.asked_by, question.answer) == (cast.samira.id, "yes")


def test_asking_at_the_desk_needs_somebody_at_the_desk(cast, page):
    pair = introduced(a_pair(cast))
    there = reverse("exchange:reverse_question_ask", args=[pair.side("asker").code])
    assert page(cast.samira).post(there).status == 409
    assert page(cast.dekker).post(there).status == 404
    assert page(cast.dekker).get(there).status in {404, 405}
    assert ReverseQuestion.objects.count() == 0


BAD = [
    {"answer": ""},
    {"answer": "misschien"},
    {"answer": "later", "later_on": "ooit"},
    {"answer": "later", "later_on": "1-1-2020"},
    {"answer": "later", "later_on": "\x00"},
]


@pytest.mark.parametrize("sent", BAD)
def test_what_is_no_answer_is_asked_again(cast, page, sent):
    pair = rounded_off(introduced(a_pair(cast)))
    henk = page(cast.henk).post(url(question_of(pair.giver)), sent)
    assert henk.status == 422
    assert question_of(pair.giver).answer == ""


def test_later_with_an_own_date(cast, page):
    pair = rounded_off(introduced(a_pair(cast)))
    day = timezone.localdate() + datetime.timedelta(days=40)
    page(cast.henk).post(
        url(question_of(pair.giver)), {"answer": "later", "later_on": day.isoformat()}
    )
    assert question_of(pair.giver).later_on == day


@pytest.mark.parametrize("key", ["dekker", "tineke", "samira", "noor", "stranger"])
def test_a_question_is_for_one_person(cast, page, key):
    pair = rounded_off(introduced(a_pair(cast)))
    a_while_later()
    client = page(getattr(cast, key))
    there, lasting = url(question_of(pair.giver)), lasting_url(pair.giver)
    assert client.get(there).status == 404
    assert client.post(there, {"answer": "yes"}).status == 404
    assert client.get(lasting).status == 404
    assert client.post(lasting, {"says": "yes"}).status == 409
    assert question_of(pair.giver).answer == ""


def test_both_say_it_and_it_is_counted_and_forgotten(cast, page):
    pair = rounded_off(introduced(a_pair(cast)))
    a_while_later()
    dekker = page(cast.dekker).get(lasting_url(cast.dekker))
    assert dekker.h1 == "Zien jullie elkaar nog?"
    assert "Dit gaat over jou en Henk." in dekker.main
    dekker.submit("Dit is mijn antwoord", says="yes")
    assert "De ander hoort niet wat jij zei" in dekker.text
    there = lasting_url(cast.henk)
    henk = page(cast.henk).get(there)
    henk.submit("Dit is mijn antwoord", says="yes")
    assert "We vergeten nu" in henk.text
    assert henk.post(there, {"says": "yes"}).status == 409
    assert "al gezegd en vergeten" in henk.main
    assert Introduction.objects.count() == 0
    assert LastingContactCount.objects.get().how_many == 1
    assert pair.ask.participant == cast.dekker


def test_who_said_it_already_reads_that(cast, page):
    rounded_off(introduced(a_pair(cast)))
    a_while_later()
    says(cast.dekker, "no")
    dekker = page(cast.dekker).get(lasting_url(cast.dekker))
    assert "je hebt het al gezegd" in dekker.main
    assert dekker.post(lasting_url(cast.dekker), {}).status == 422
    assert dekker.post(lasting_url(cast.dekker), {"says": "yes"}).land().ok
    assert LastingContact.objects.get(participant=cast.dekker).says == "no"


def test_at_the_desk_it_is_said_as_well(cast, page):
    rounded_off(introduced(a_pair(cast)))
    a_while_later()
    at_desk(cast.ria, cast.dekker)
    ria = page(cast.ria).get(lasting_url(cast.dekker))
    ria.submit("Dit is mijn antwoord", says="rather_not")
    assert LastingContact.objects.get(participant=cast.dekker).says == "rather_not"


def test_the_connector_reads_whether_it_is_asked_and_never_of_whom(cast, page):
    introduced(a_pair(cast))
    samira = page(cast.samira).get("/verbinden/").follow("Vragen we ook")
    assert "nog te weinig contacten" in samira.main
    LastingContactCount.objects.create(
        neighbourhood=cast.here, quarter="2026-Q1", contacts=19, asked_back=12
    )
    samira.get("/verbinden/wedervraag/")
    assert "Bij 60 van de 100 contacten" in samira.main
    assert cast.dekker.display_name not in samira.main
    assert cast.henk.display_name not in samira.main


@pytest.mark.parametrize("key", ["dekker", "ria", "noor"])
def test_the_share_is_for_the_connector(cast, page, key):
    assert page(getattr(cast, key)).get("/verbinden/wedervraag/").status == 404
