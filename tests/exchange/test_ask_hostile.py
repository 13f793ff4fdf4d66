"""What people and machines may type: a clear sentence, the right status, nothing half-saved."""

import pytest

from mekaar.exchange.models import Ask, Carrying, Offer
from tests.exchange.asks import an_ask, an_offer

LONG = "x" * 2001
NULL = "Ik vraag\x00iets"
TURNED = "Ik vraag \u202egnalretca\u202c iets\u200b"
MARKUP = "<script>alert(1)</script> & {{ ask }} {% now %}"

WRONG_WORDS = ["", "   ", "\n\t ", "\u200b\u202e", NULL, LONG, "x" * 1_000_000]


@pytest.mark.parametrize("words", WRONG_WORDS)
def test_wrong_words_of_an_ask_are_answered_with_a_sentence(cast, page, words):
    browser = page(cast.dekker).post("/mijn/vragen/nieuw/", {"words": words})

    assert browser.status == 422
    assert browser.errors
    assert not Ask.objects.exists()


@pytest.mark.parametrize("words", WRONG_WORDS)
def test_wrong_words_of_an_offer_are_answered_with_a_sentence(cast, page, words):
    browser = page(cast.henk).post("/mijn/aanbod/nieuw/", {"words": words, "kind": "person"})

    assert browser.status == 422
    assert browser.errors
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (TURNED, "Ik vraag gnalretca iets"),
        (MARKUP, MARKUP),
        ("=1+1|cmd' /C calc'!A0", "=1+1|cmd' /C calc'!A0"),
        ("Ik vraag\r\niets\r\n\r\n\r\n\r\nanders ", "Ik vraag\niets\n\nanders"),
        ("e\u0301e\u0301n", "één"),
        ("مرحبا 👋", "مرحبا 👋"),
        ("'; DROP TABLE exchange_ask; --", "'; DROP TABLE exchange_ask; --"),
    ],
)
def test_odd_words_are_kept_and_shown_as_they_are(cast, page, typed, kept):
    browser = page(cast.dekker).post("/mijn/vragen/nieuw/", {"words": typed})
    ask = Ask.objects.get()
    browser.get(f"/mijn/vragen/{ask.code}/")

    assert ask.words == kept
    assert "<script>alert" not in browser.html
    assert " ".join(kept.split()) in " ".join(browser.main.split())


WHEN = [
    {"times": "28"},
    {"times": "-1"},
    {"times": "maandag"},
    {"times": ["1", "999999999999999999999"]},
    {"max_distance": "-5"},
    {"max_distance": "12"},
    {"max_distance": "1e9"},
    {"max_distance": "ver"},
    {"languages": "xx"},
    {"languages": ["nl", "<b>"]},
    {"languages": "n\x00l"},
]


@pytest.mark.parametrize("typed", WHEN)
@pytest.mark.parametrize("thing", ["vragen", "aanbod"])
def test_wrong_when_where_and_how(cast, page, typed, thing):
    made = an_ask(cast.dekker) if thing == "vragen" else an_offer(cast.dekker)
    browser = page(cast.dekker).post(f"/mijn/{thing}/{made.code}/wanneer/", typed)

    assert browser.status == 422
    assert browser.errors
    made.refresh_from_db()
    assert (made.times, made.max_distance, made.languages) == (None, None, [])


@pytest.mark.parametrize(
    "typed",
    [
        {"audience": "iedereen"},
        {"audience": ""},
        {"audience": "group"},
        {"audience": "group", "group": "NIETS"},
        {"audience": "group", "group": "x\x00"},
    ],
)
def test_wrong_audience_of_an_ask(cast, page, typed):
    ask = an_ask(cast.dekker)
    browser = page(cast.dekker).post(f"/mijn/vragen/{ask.code}/wie-leest-mee/", typed)

    assert browser.status == 422
    assert browser.errors
    ask.refresh_from_db()
    assert ask.audience == "connector"


def test_offer_has_no_group_as_audience(cast, page):
    offer = an_offer(cast.henk)
    browser = page(cast.henk).post(
        f"/mijn/aanbod/{offer.code}/wie-leest-mee/", {"audience": "group"}
    )

    assert browser.status == 422


@pytest.mark.parametrize("typed", ["", "-1", "6", "veel", "1.5", "\x00", "9" * 400])
def test_wrong_number_to_carry(cast, page, typed):
    browser = page(cast.henk).post("/mijn/aanbod/hoeveel/", {"at_once": typed})

    assert browser.status == 422
    assert browser.errors
    assert not Carrying.objects.exists()


@pytest.mark.parametrize("kind", ["", "robot", "PERSON", "x" * 5000])
def test_wrong_kind(cast, page, kind):
    browser = page(cast.henk).post("/mijn/aanbod/nieuw/", {"words": "Soep.", "kind": kind})

    assert browser.status == 422
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "extra",
    [
        {"participant": "x", "state": "ideas_open", "written_by": "x"},
        {"id": "1", "code": "AAAA", "neighbourhood": "x", "keys": "x"},
        {"audience": "neighbourhood", "read_back_at": "2020-01-01"},
    ],
)
def test_fields_that_the_form_does_not_have_do_nothing(cast, page, extra):
    page(cast.dekker).post("/mijn/vragen/nieuw/", {"words": "Klaverjassen.", **extra})

    ask = Ask.objects.get()
    assert (ask.participant, ask.state, ask.audience) == (
        cast.dekker,
        "with_connector",
        "connector",
    )


@pytest.mark.parametrize(
    "code", ["NIETS", "x" * 500, "1", "00000000-0000-0000-0000-000000000000", "nieuw2"]
)
@pytest.mark.parametrize("thing", ["vragen", "aanbod"])
def test_code_that_is_nobodys(cast, page, code, thing):
    an_ask(cast.dekker), an_offer(cast.dekker)

    assert page(cast.dekker).get(f"/mijn/{thing}/{code}/").status == 404


def test_voor_of_an_ask_that_is_not_on_the_board(cast, page):
    ask = an_ask(cast.dekker, "Geheim.")
    for code in (ask.code, "NIETS", "\x00", "x" * 3000):
        assert page(cast.wil).get("/mijn/aanbod/nieuw/", {"voor": code}).status == 404


def test_form_without_its_token_saves_nothing(cast, page):
    browser = page(cast.dekker, csrf=True)

    assert browser.post("/mijn/vragen/nieuw/", {"words": "Klaverjassen."}).status == 403
    assert not Ask.objects.exists()
