"""Signing out clears what the browser kept, and does not stand in the way of coming back."""

import pytest

from tests.browser import sign_in
from tests.journeys.walking import press, text_of

pytestmark = pytest.mark.browser


def test_out_and_in_again(town, browse):
    page = sign_in(browse(), town.dekker)
    page.goto("/afmelden/")
    with page.expect_response(lambda answer: answer.status == 302) as leaving:
        press(page, "Hier afmelden")
    assert leaving.value.all_headers().get("clear-site-data") == '"cache", "storage"'
    assert "Je bent afgemeld" in text_of(page)
    page.go_back()
    assert "meneer Dekker" not in text_of(page)
    sign_in(page, town.dekker)
    assert page.url.endswith("/mijn/")
    page.goto("/mijn/gegevens/")
    assert "meneer Dekker" in text_of(page)


def test_a_shift_ends_and_the_next_begins(town, browse):
    page = sign_in(browse(), town.ria)
    page.goto("/balie/")
    with page.expect_response(lambda answer: answer.status == 302) as leaving:
        page.get_by_role("button", name="Mijn dienst is klaar").first.click()
    assert "clear-site-data" in leaving.value.all_headers()
    sign_in(page, town.samira)
    page.goto("/balie/")
    assert page.locator("h1").inner_text() == "De balie"
