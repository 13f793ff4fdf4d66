"""Nothing of what somebody types before they send it is kept, and nothing that is read aloud."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from mekaar.language import speech
from tests.acting import at_desk
from tests.page import Page
from tests.promises.test_logs import lines  # noqa: F401  # every line that goes out

WORD = "Vlindertuin"
TYPED = f"Bel mij over de {WORD} op 06 0000 0013 of mail {WORD.lower()}@voorbeeld.nl"
ASKS = ("people:hints", "web:aloud")
# A try of a limit: the digest of who asks, and when. No row of it says what was typed.
COUNTED = {"people_attempt"}
# The session is sealed and says when somebody was last there; what is in it, is opened below.
OF_THE_SESSION = {"django_session"}


def everything() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = sorted(row[0] for row in cursor.fetchall())
        rows = {}
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            rows[name] = sorted(row[0] for row in cursor.fetchall())
    return rows


def send(browser, name, words):
    return browser.post(reverse(name), {"tekst": words}, headers={"hx-request": "true"})


@pytest.mark.parametrize("name", ASKS)
@pytest.mark.parametrize("who", ["dekker", "ria", "samira"])
def test_no_table_knows_that_something_was_typed(cast, page, who, name):
    if who == "ria":
        at_desk(cast.ria, cast.dekker)
    browser = page(getattr(cast, who))
    browser.get("/mijn/")
    before, session = everything(), dict(browser.client.session)
    for _pause in range(3):
        send(browser, name, TYPED)
        assert browser.status in {200, 503}
    after = everything()
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= COUNTED | OF_THE_SESSION
    assert changed & COUNTED, "the limit counts, so the request came through"
    assert set(browser.client.session.keys()) == set(session)
    assert WORD.lower() not in repr(dict(browser.client.session)).lower()
    said = "\n".join(row for rows in after.values() for row in rows)
    assert WORD.lower() not in said.lower()
    assert "06 0000 0013" not in said


@pytest.mark.parametrize("name", ASKS)
def test_no_line_of_a_log_and_no_cache_knows(cast, page, lines, name, monkeypatch):  # noqa: F811
    kept = []
    monkeypatch.setattr(type(caches["default"]), "set", lambda *args, **_m: kept.append(args))
    browser = page(cast.dekker)
    for words in (TYPED, TYPED + "\x00", TYPED * 500):
        send(browser, name, words)
    browser.client.get(reverse(name))
    browser.client.post(reverse(name), {"tekst": TYPED})
    assert WORD.lower() not in "\n".join(lines()).lower()
    assert WORD.lower() not in repr(kept).lower()


@pytest.mark.parametrize("name", ASKS)
def test_no_browser_and_no_machine_between_keeps_the_answer(cast, page, name):
    browser = send(page(cast.dekker), name, TYPED)
    assert browser.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ASKS)
def test_another_site_gets_no_word_and_no_sound(cast, name):
    """Without the token of the page nothing is looked at and nothing is said."""
    for browser in (Page(csrf=True), Page(cast.dekker, csrf=True)):
        browser.post(reverse(name), {"tekst": TYPED})
        assert browser.status in {302, 403}
        assert "06 0000 0013" not in browser.html


@pytest.mark.skipif(not speech.is_here(), reason="espeak-ng is not on this machine")
@pytest.mark.django_db
def test_a_visitor_gets_a_token_first_and_then_the_sound():
    browser = Page(csrf=True)
    token = browser.get(reverse("web:aloud")).html
    browser.post(reverse("web:aloud"), {"tekst": "Hoi."}, headers={"x-csrftoken": token})
    assert browser.response.headers["Content-Type"] == "audio/wav"
