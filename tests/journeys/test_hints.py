"""Hints while writing, and a page that reads itself aloud: with and without a script."""

import pytest

from mekaar.exchange.models import Ask
from mekaar.language import speech
from tests.browser import check_accessible, sign_in
from tests.journeys.walking import press, text_of, write

pytestmark = pytest.mark.browser

NUMBER = "06 0000 0013"
TYPED = f"Wie kaart er met mij? Bel {NUMBER} over mijn indicatie."
BLANKED = "Wie kaart er met mij? Bel … over mijn indicatie."


def words_of(cast):
    return Ask.objects.get(participant=cast.dekker).words


def test_one_tap_takes_a_number_out_of_an_ask(town, browse, javascript):
    dekker = sign_in(browse(), town.dekker)
    dekker.goto("/mijn/vragen/nieuw/")
    if javascript:
        asked = []
        dekker.on("request", lambda r: asked.append(r.post_data) if "hulp" in r.url else None)
        field = dekker.locator("main textarea")
        field.press_sequentially(TYPED, delay=5)
        box = dekker.locator(".hints")
        box.get_by_text("Hier staat een telefoonnummer").wait_for()
        assert "“indicatie” kan makkelijker: besluit of je hulp krijgt." in box.inner_text()
        assert len(asked) == 1, "after a pause, not on every key"
        assert "eenmaal" not in asked[0], "this one text goes along and nothing else of the form"
        check_accessible(dekker)
        dekker.keyboard.press("Tab")  # by keyboard, without looking for it
        dekker.keyboard.press("Enter")
        assert field.input_value() == BLANKED
        assert field.evaluate("field => field === document.activeElement")
        box.get_by_text("Hier staat een telefoonnummer").wait_for(state="detached")
        press(dekker, "Bewaar mijn vraag")
    else:
        write(dekker, words=TYPED)
        press(dekker, "Bewaar mijn vraag")
        assert "Mag dit blijven staan?" in text_of(dekker)
        check_accessible(dekker)
        press(dekker, "Haal het telefoonnummer weg")
        assert dekker.locator("main textarea").input_value() == BLANKED
        press(dekker, "Bewaar")
    assert words_of(town) == BLANKED


def test_who_leaves_it_is_not_asked_twice(town, browse, javascript):
    dekker = sign_in(browse(), town.dekker)
    dekker.goto("/mijn/vragen/nieuw/")
    write(dekker, words=TYPED)
    if javascript:
        dekker.locator(".hints").get_by_text("Hier staat een telefoonnummer").wait_for()
    press(dekker, "Bewaar mijn vraag")
    if not javascript:
        press(dekker, "Bewaar het zo")
    assert "Wat ik zelf doe" in text_of(dekker)
    assert words_of(town) == TYPED


@pytest.mark.skipif(not speech.is_here(), reason="espeak-ng is not on this machine")
def test_where_the_device_has_no_voice_the_server_reads(town, browse, javascript):
    """The browser of the tests has no voice of its own; a visitor and a resident are read to."""
    visitor = browse()
    visitor.goto(town.front)
    resident = sign_in(browse(), town.dekker)
    resident.goto("/mijn/")
    for page in (visitor, resident):
        button = page.get_by_role("button", name="Lees voor")
        if not javascript:
            assert button.count() == 0
            continue
        with page.expect_response(lambda answer: answer.request.method == "POST") as got:
            button.click()
        assert got.value.headers["content-type"] == "audio/wav"
        assert page.locator("main h1").inner_text().split()[0] in spoken(got.value.request)
        page.get_by_role("button", name="Stop met voorlezen").click()
        assert page.get_by_role("button", name="Lees voor").is_visible()
        check_accessible(page)


def spoken(request) -> str:
    return request.post_data_json["tekst"] if request.post_data else ""
