"""Signing in by card and by mailed code: forgiving for people, tight for who guesses."""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mekaar.core import db
from mekaar.core.ids import ALPHABET
from mekaar.people import actions
from mekaar.people.actions import limits
from mekaar.people.models import Attempt, MailedCode, SessionOf, SignInCard
from mekaar.people.sessions import stored
from mekaar.people.tasks import mail_code as mail_code_task
from tests.acting import acting_as, by
from tests.cast import account_of
from tests.page import Page

SIGN_IN = reverse("people:sign_in")
MAIL = reverse("people:mail")
MAIL_CODE = reverse("people:mail_code")
ME = reverse("people:me")


def new_card(participant) -> str:
    with acting_as(by(participant)):
        return actions.print_card(participant, by=by(participant)).code


def is_in(browser: Page) -> bool:
    return browser.get(ME).status == 200


def test_card_code_signs_in(cast, public):
    code = new_card(cast.dekker)
    public.post(SIGN_IN, {"code": code})
    assert public.location == "/mijn/"
    assert is_in(public)


@pytest.mark.parametrize("spell", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c}. "])
def test_card_code_may_be_typed_in_any_way(cast, public, spell):
    public.post(SIGN_IN, {"code": spell(new_card(cast.dekker))})
    assert is_in(public)


def test_code_is_long_and_kept_only_as_digest(cast):
    code = new_card(cast.dekker).replace("-", "")
    card = SignInCard.objects.get(account=account_of(cast.dekker))
    assert len(ALPHABET) ** len(code) > 2**56
    assert code not in card.digest
    assert len(card.digest) == 64


def test_newer_card_ends_the_older(cast, public):
    old, new = new_card(cast.dekker), new_card(cast.dekker)
    public.post(SIGN_IN, {"code": old})
    assert not is_in(public)
    public.post(SIGN_IN, {"code": new})
    assert is_in(public)


def test_ended_card_and_unknown_code_get_the_same_answer(cast, public):
    code = new_card(cast.dekker)
    with acting_as(by(cast.dekker)):
        actions.end_card(cast.dekker, by=by(cast.dekker))
    ended = public.post(SIGN_IN, {"code": code})
    unknown = Page().post(SIGN_IN, {"code": "BCDF2345GHJK"})
    assert (ended.status, ended.errors) == (unknown.status, unknown.errors)
    assert len(ended.queries) == len(unknown.queries)
    assert ended.status == 422


def test_session_key_changes_at_sign_in(cast, public):
    public.get(SIGN_IN)
    public.client.get(reverse("people:door_ask"))
    session = public.client.session
    session["something"] = 1
    session.save()
    before = stored(session.session_key)
    assert Session.objects.filter(session_key=before).exists()
    public.post(SIGN_IN, {"code": new_card(cast.dekker)})
    after = stored(public.client.session.session_key)
    assert before != after
    assert not Session.objects.filter(session_key=before).exists()
    assert SessionOf.objects.filter(session_key=after, account=account_of(cast.dekker)).exists()


def test_guessing_in_one_session_stops(cast, public):
    answers = [public.post(SIGN_IN, {"code": f"BCDF234{n}GHJK"}).status for n in range(2, 9)]
    assert answers == [422] * 5 + [429] * 2
    public.post(SIGN_IN, {"code": new_card(cast.dekker)})
    assert public.status == 429
    assert not is_in(public)


def test_guessing_one_card_in_new_sessions_stops(cast, oeverhoek):
    code = new_card(cast.dekker)
    wrong = code[:4] + "22222222"
    answers = [Page().post(SIGN_IN, {"code": wrong}).status for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_somebody_elses_mistakes_do_not_close_my_card(cast, oeverhoek):
    code = new_card(cast.dekker)
    for _ in range(6):
        Page().post(SIGN_IN, {"code": "2222 2222 2222"})
    mine = Page().post(SIGN_IN, {"code": code})
    assert is_in(mine)


def test_waiting_opens_again(cast, public):
    for _ in range(6):
        public.post(SIGN_IN, {"code": "2222 2222 2222"})
    code = new_card(cast.dekker)
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=11), tick=True):
        public.post(SIGN_IN, {"code": code})
    assert public.status == 302


def test_a_right_code_gives_the_tries_back(cast, public):
    public.post(SIGN_IN, {"code": "2222 2222 2222"})
    public.post(SIGN_IN, {"code": new_card(cast.dekker)})
    for key in Attempt.objects.values_list("key", flat=True):
        assert len(key) == 64, "keys are digests"
    assert Attempt.objects.count() <= 3


@pytest.mark.parametrize(
    ("asked", "lands"),
    [
        ("/mijn/inkijk/", "/mijn/inkijk/"),
        ("https://ergens.example/", "/mijn/"),
        ("//ergens.example/", "/mijn/"),
        ("javascript:alert(1)", "/mijn/"),
        ("", "/mijn/"),
    ],
)
def test_goes_on_to_the_page_that_was_asked_for(cast, public, asked, lands):
    public.post(SIGN_IN, {"code": new_card(cast.dekker), "verder": asked})
    assert public.location == lands


def test_closed_page_leads_here_and_back(cast, public):
    code = new_card(cast.dekker)
    public.get(ME).land()
    assert public.h1 == "Aanmelden"
    public.submit("Aanmelden met de kaart", code=code)
    assert public.url == ME


def test_sign_out_ends_the_session(cast, page):
    browser = page(cast.dekker)
    key = stored(browser.client.session.session_key)
    assert Session.objects.filter(session_key=key).exists()
    assert SessionOf.objects.filter(session_key=key).exists()
    browser.post(reverse("people:sign_out"))
    assert not is_in(browser)
    assert not Session.objects.filter(session_key=key).exists()
    assert not SessionOf.objects.filter(session_key=key).exists()


def test_sign_out_everywhere_ends_the_others(cast, page):
    here, library, ria = page(cast.dekker), page(cast.dekker), page(cast.ria)
    here.post(reverse("people:sign_out"), {"overal": "ja"})
    assert [is_in(here), is_in(library), is_in(ria)] == [False, False, True]


# --- by mail ---


def with_mail(participant, email="dekker@voorbeeld.example"):
    account = account_of(participant)
    account.email = email
    account.save()
    return account


def work() -> None:
    """The worker mails the codes that were asked for."""
    with db.acting(None, None):
        for row in list(MailedCode.objects.values_list("id", flat=True)):
            mail_code_task(code_id=str(row))


def code_in_mail() -> str:
    return mail.outbox[-1].body.split("\n\n")[2]


def test_mailed_code_signs_in(cast, public):
    with_mail(cast.dekker)
    public.get(SIGN_IN).submit("Stuur mij een code", email="Dekker@Voorbeeld.example")
    assert public.url.startswith(MAIL_CODE)
    work()
    public.submit("Aanmelden", code=code_in_mail().lower())
    assert is_in(public)
    assert mail.outbox[0].to == ["dekker@voorbeeld.example"]
    assert "Dekker" not in mail.outbox[0].body


def test_unknown_address_gets_the_same_answer_and_work(cast, public):
    with_mail(cast.dekker)
    public.post(MAIL, {"email": "dekker@voorbeeld.example"})
    known = (public.status, public.location, len(public.queries))
    unknown = Page().post(MAIL, {"email": "niemand@voorbeeld.example"})
    assert (unknown.status, unknown.location, len(unknown.queries)) == known
    work()
    assert [m.to for m in mail.outbox] == [["dekker@voorbeeld.example"]]


def test_job_carries_no_address(cast, public):
    with_mail(cast.dekker)
    public.post(MAIL, {"email": "dekker@voorbeeld.example"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args::text FROM procrastinate_jobs WHERE task_name='people.mail_code'"
        )
        [(arguments,)] = cursor.fetchall()
    row = MailedCode.objects.get()
    assert arguments == f'{{"code_id": "{row.id}"}}'
    assert row.email == ""


def test_mailed_code_works_once_in_its_own_session(cast, public):
    with_mail(cast.dekker)
    public.post(MAIL, {"email": "dekker@voorbeeld.example"})
    work()
    other = Page().post(MAIL_CODE, {"code": code_in_mail()})
    assert not is_in(other)
    public.post(MAIL_CODE, {"code": code_in_mail()})
    assert is_in(public)
    public.post(reverse("people:sign_out"))
    public.post(MAIL_CODE, {"code": code_in_mail()})
    assert not is_in(public)


def test_three_wrong_codes_end_it(cast, public):
    with_mail(cast.dekker)
    public.post(MAIL, {"email": "dekker@voorbeeld.example"})
    work()
    for _ in range(3):
        public.post(MAIL_CODE, {"code": "22222222"})
    public.post(MAIL_CODE, {"code": code_in_mail()})
    assert public.status == 422
    assert not is_in(public)


def test_old_code_is_too_old(cast, public):
    with_mail(cast.dekker)
    public.post(MAIL, {"email": "dekker@voorbeeld.example"})
    work()
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=16), tick=True):
        public.post(MAIL_CODE, {"code": code_in_mail()})
    assert public.status == 422


def test_code_before_it_was_mailed_is_no_code(cast, public):
    with_mail(cast.dekker)
    public.post(MAIL, {"email": "dekker@voorbeeld.example"})
    public.post(MAIL_CODE, {"code": "."})
    assert public.status == 422
    assert not is_in(public)


def test_mail_is_sent_three_times_at_most(cast, oeverhoek):
    with_mail(cast.dekker)
    answers = [Page().post(MAIL, {"email": "dekker@voorbeeld.example"}).status for _ in range(4)]
    assert answers == [302, 302, 302, 429]


@pytest.mark.parametrize(
    "typed",
    [
        "\r\nBcc: dief@ergens.example",
        "%0aBcc:x@y.nl",
        ",dief@ergens.example",
        " dief@ergens.example",
    ],
)
def test_a_mail_address_is_one_address(cast, public, typed):
    """ASVS 1.3.11."""
    with_mail(cast.dekker)
    typed = f"dekker@voorbeeld.example{typed}"
    assert public.post(MAIL, {"email": typed}).status == 422
    work()
    assert mail.outbox == []


def test_nobody_is_kept_from_their_mail_by_who_asks_for_codes(cast, oeverhoek):
    """Who knows an address asks for codes for ever; its owner still gets one (ASVS 6.1.1)."""
    with_mail(cast.dekker)
    asked = {"email": "dekker@voorbeeld.example"}
    far = [Page().post(MAIL, asked, REMOTE_ADDR="203.0.113.9").status for _ in range(4)]
    assert far == [302, 302, 302, 429]
    assert Page().post(MAIL, asked).status == 302


def test_a_letter_box_is_not_filled_from_many_places(cast, oeverhoek):
    with_mail(cast.dekker)
    key = limits.per_text("mail", "dekker@voorbeeld.example", 1).key
    Attempt.objects.bulk_create(Attempt(key=key) for _ in range(30))
    assert Page().post(MAIL, {"email": "dekker@voorbeeld.example"}).status == 429


# --- a mail address of one's own ---


def test_new_address_counts_after_its_code(cast, page):
    browser = page(cast.dekker)
    browser.get(reverse("people:mail_address"))
    browser.submit("Stuur de code", email="piet@voorbeeld.example")
    assert account_of(cast.dekker).email is None
    work()
    browser.submit("Klaar", code=code_in_mail())
    assert account_of(cast.dekker).email == "piet@voorbeeld.example"
    browser.press("Haal dit mailadres weg")
    assert account_of(cast.dekker).email is None


def test_code_for_a_new_address_does_not_sign_in(cast, page):
    browser = page(cast.dekker)
    browser.post(reverse("people:mail_address"), {"email": "piet@voorbeeld.example"})
    work()
    browser.post(MAIL_CODE, {"code": code_in_mail()})
    assert browser.status == 422


def test_address_of_another_account_is_refused(cast, page):
    with_mail(cast.henk, "henk@voorbeeld.example")
    browser = page(cast.dekker)
    browser.post(reverse("people:mail_address"), {"email": "HENK@voorbeeld.example"})
    work()
    browser.post(reverse("people:mail_address_code"), {"code": code_in_mail()})
    assert browser.status == 409
    assert account_of(cast.dekker).email is None


@pytest.mark.parametrize("name", ["ways", "mail_address", "mail_address_code"])
def test_at_the_desk_nobody_changes_how_the_other_signs_in(cast, page, at_desk, name):
    at_desk(cast.ria, cast.dekker)
    assert page(cast.ria).get(reverse(f"people:{name}")).status == 409


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/", "/accounts/signup/", "/accounts/email/", "/accounts/password/reset/",
        "/login/", "/signup/", "/aanmelden/signup/", "/admin/", "/accounts/2fa/",
    ],
)  # fmt: skip
def test_pages_of_allauth_do_not_exist(cast, page, path):
    assert page(cast.dekker).get(path).status == 404
