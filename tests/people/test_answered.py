"""A form counts once: clicked twice, sent again, or answered into nothing."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from mekaar.core.forms import ONCE
from mekaar.exchange.models import Ask
from mekaar.people.actions import answered
from mekaar.people.models import Answered, Doorbell
from mekaar.web import tasks
from tests.acting import at_desk
from tests.page import Page, filled_in

NEW_ASK = "/mijn/vragen/nieuw/"
WORDS = "Wie wil er kaarten op dinsdag?"

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast, page):
    """Meneer Dekker's open form, and what his browser would send."""
    browser = page(cast.dekker).get(NEW_ASK)
    return browser, filled_in(browser.form_with()) | {"words": WORDS}


def test_sent_again_it_leads_where_it_led(form):
    browser, sent = form
    first = browser.post(NEW_ASK, sent).location
    assert first.startswith("/mijn/vragen/")
    assert browser.post(NEW_ASK, sent).location == first
    assert browser.post(NEW_ASK, sent).location == first
    assert Ask.objects.count() == 1


def test_back_and_other_words_is_not_a_double_click(form):
    browser, sent = form
    browser.post(NEW_ASK, sent)
    browser.post(NEW_ASK, sent | {"words": "Wie wil er schaken?"})
    assert {ask.words for ask in Ask.objects.all()} == {WORDS, "Wie wil er schaken?"}


def test_a_form_that_was_refused_is_not_done(form):
    browser, sent = form
    assert browser.post(NEW_ASK, sent | {"words": ""}).status == 422
    assert Answered.objects.count() == 0
    assert browser.post(NEW_ASK, sent).status == 302
    assert Ask.objects.count() == 1


def test_another_session_learns_nothing_from_a_form_it_found(cast, page, form):
    browser, sent = form
    mine = browser.post(NEW_ASK, sent).location
    other = page(cast.henk).post(NEW_ASK, sent)
    assert other.location != mine
    assert Ask.objects.filter(participant=cast.henk).count() == 1


def test_after_signing_in_again_the_form_of_before_is_not_done_for_it(cast, page, form):
    browser, sent = form
    browser.post(NEW_ASK, sent)
    assert Client().post(NEW_ASK, sent).headers["Location"].startswith("/aanmelden/")


def test_yes_after_reading_back_counts_once_and_leads_on(cast, page):
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(NEW_ASK).submit(None, words=WORDS)
    said = filled_in(desk.form_with("Ja, zo klopt het"))
    first = desk.post(NEW_ASK, said)
    assert first.status == 302
    led = first.location
    assert desk.post(NEW_ASK, said).location == led
    assert Ask.objects.count() == 1


def test_who_is_sent_to_sign_in_leaves_no_row(public):
    """A visitor may send as many forms to closed doors as they like: nothing of it is kept."""
    for number in range(3):
        assert public.post(NEW_ASK, {ONCE: f"{number}", "words": WORDS}).status == 302
    assert Answered.objects.count() == 0


def test_a_visitor_rings_once(oeverhoek):
    visitor = Page().get("/ik-heb-een-vraag/")
    sent = filled_in(visitor.form_with()) | {
        "name": "Bo",
        "reach": "ik kom langs",
        "words": "Ik zoek iemand.",
    }
    led = [visitor.post("/ik-heb-een-vraag/", sent).location for _ in range(2)]
    assert led == ["/bedankt/", "/bedankt/"]
    assert Doorbell.objects.count() == 1


def test_nothing_typed_stands_in_what_is_kept(cast, page, form):
    browser, sent = form
    where = browser.post(NEW_ASK, sent).location
    row = Answered.objects.get()
    assert where.encode() not in bytes(row.location)
    assert sent["eenmaal"] not in row.key


def test_after_two_days_it_is_forgotten(form):
    browser, sent = form
    browser.post(NEW_ASK, sent)
    tasks.let_go(0)
    assert Answered.objects.count() == 1
    Answered.objects.update(made_at=timezone.now() - datetime.timedelta(days=3))
    tasks.let_go(0)
    assert Answered.objects.count() == 0


def test_a_file_that_was_mended_is_another_form():
    """The same name and as many bytes, but other words: not what was done before."""
    ours = {"session": SimpleNamespace(session_key="x"), "get_full_path": lambda: "/"}

    def key(content: bytes) -> str:
        files = MultiValueDict({"file": [SimpleUploadedFile("schrift.csv", content)]})
        post = QueryDict(f"{ONCE}=1")
        request = SimpleNamespace(method="POST", POST=post, FILES=files, **ours)
        made = answered.key_of(request)
        assert files["file"].read() == content, "who comes after reads it from its beginning"
        return made

    assert key(b"Henk;06 0000 0028") != key(b"Henk;06 0000 0029")
    assert key(b"Henk;06 0000 0028") == key(b"Henk;06 0000 0028")
