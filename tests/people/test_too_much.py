"""One account sends no more forms than anybody can type; nothing typed is lost (L-11)."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mekaar.exchange.models import Ask
from mekaar.people.actions import limits
from mekaar.people.models import Attempt
from mekaar.people.too_much import MOST_FORMS
from tests.cast import account_of

NEW_ASK = reverse("exchange:ask_new")
WORDS = "Wie wil er kaarten?"


def sent_already(participant, how_many):
    key = limits.per_text("forms", str(account_of(participant).pk), MOST_FORMS).key
    Attempt.objects.bulk_create(Attempt(key=key) for _ in range(how_many))


def test_a_desk_never_gets_there():
    """Twelve forms a minute, for ten minutes on end."""
    assert MOST_FORMS == 120


def test_the_last_one_counts_and_the_next_one_waits(cast, page):
    sent_already(cast.dekker, MOST_FORMS - 1)
    browser = page(cast.dekker)
    browser.post(NEW_ASK, {"words": WORDS})
    assert (browser.status, Ask.objects.count()) == (302, 1)
    browser.post(NEW_ASK, {"words": f"{WORDS} Op vrijdag."})
    assert (browser.status, browser.h1, Ask.objects.count()) == (429, "Even wachten", 1)

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=True):
        browser.submit("Ga verder")
        assert browser.status in {200, 302}
        assert Ask.objects.count() == 2
        assert Ask.objects.latest("made_at").words == f"{WORDS} Op vrijdag."


def test_words_of_another_site_do_not_come_back_as_ours(cast, page):
    """Else its form would stand on our page, with our token, ready to be sent."""
    sent_already(cast.dekker, MOST_FORMS)
    browser = page(cast.dekker)
    browser.post(NEW_ASK, {"words": WORDS}, headers={"Sec-Fetch-Site": "same-site"})
    assert browser.status == 429
    assert WORDS not in browser.html


def test_another_is_not_in_the_way(cast, page):
    sent_already(cast.dekker, MOST_FORMS)
    assert page(cast.henk).post(NEW_ASK, {"words": WORDS}).status == 302


def test_reading_and_leaving_never_wait(cast, page):
    sent_already(cast.ria, MOST_FORMS)
    desk = page(cast.ria)
    assert desk.get(reverse("people:desk")).ok
    assert desk.post(reverse("people:awake")).status == 204
    assert desk.post(reverse("people:lock")).ok
    assert desk.post(reverse("people:sign_out")).status == 302


@pytest.mark.parametrize("who", ["dekker", "ria"])
def test_whoever_it_is(cast, page, who):
    sent_already(getattr(cast, who), MOST_FORMS)
    browser = page(getattr(cast, who))
    assert browser.post(reverse("people:name"), {"display_name": "Vlinder"}).status == 429
