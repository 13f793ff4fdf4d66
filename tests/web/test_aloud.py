"""A page read aloud: by the device, by our own server, or honestly not at all."""

import pytest
from django.urls import reverse

from mekaar.language import speech
from mekaar.people.actions import limits
from mekaar.web.views import aloud as view
from tests.cast import account_of

ALOUD = "/voorlezen/"
needs_voice = pytest.mark.skipif(not speech.is_here(), reason="espeak-ng is not on this machine")


@pytest.fixture
def without_voice(monkeypatch, tmp_path):
    """A machine on which espeak-ng is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


@needs_voice
def test_a_visitor_and_a_resident_are_read_to(cast, page, public):
    for browser in (public, page(cast.dekker)):
        browser.post(ALOUD, {"tekst": "Goedemorgen."})
        assert browser.status == 200
        assert browser.response.content[:4] == b"RIFF"


@needs_voice
def test_every_page_says_where_the_voice_is(cast, page, public):
    dekker, ria = page(cast.dekker), page(cast.ria)
    for browser in (public.get("/"), dekker.get("/mijn/"), ria.get("/balie/")):
        assert 'data-voice-url="/voorlezen/"' in browser.html
        assert browser.html.count("data-read-aloud=") == 1
    assert "leest onze eigen computer voor" in public.get(reverse("places:accessibility")).main


@pytest.mark.usefixtures("without_voice")
def test_without_a_voice_it_is_said_and_no_page_offers_it(public):
    public.post(ALOUD, {"tekst": "Goedemorgen."})
    assert public.status == 503
    assert "Voorlezen lukt hier nu niet." in public.html
    assert "data-voice-url" not in public.get("/").html
    assert "lezen we het voor aan de balie" in public.get(reverse("places:accessibility")).main


def test_nothing_to_say_is_no_sound(public):
    assert public.post(ALOUD, {"tekst": " \x00 "}).status == 204


def test_who_asks_too_often_waits(public, monkeypatch):
    monkeypatch.setattr(view, "MOST_PARTS", 2)
    found = [public.post(ALOUD, {"tekst": "Hoi."}).status for _part in range(3)]
    assert found[-1] == 429
    assert 429 not in found[:2]


def test_reading_aloud_takes_nothing_of_what_a_desk_may_send(cast, page):
    """A page is several parts: they have a count of their own."""
    browser = page(cast.dekker)
    key = limits.per_text("forms", str(account_of(cast.dekker).pk), 1).key
    for name in ("web:aloud", "people:hints"):
        browser.post(reverse(name), {"tekst": "Hoi."}, headers={"hx-request": "true"})
    assert not limits.Attempt.objects.filter(key=key).exists()
