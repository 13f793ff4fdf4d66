"""Passkeys: adding one, signing in with it, taking it away."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.cast import account_of
from tests.page import Page
from tests.people.authenticator import Key

ADD = reverse("people:passkey_add")
ADD_QUESTION = reverse("people:passkey_add_question")
SIGN_IN = reverse("people:passkey")
QUESTION = reverse("people:passkey_question")


def question(browser: Page, url: str) -> dict:
    browser.get(url)
    return json.loads(browser.html)


def with_key(browser: Page, key: Key | None = None) -> Key:
    key = key or Key()
    answer = key.create(question(browser, ADD_QUESTION))
    browser.post(ADD, {"name": "Mijn telefoon", "credential": answer}).land()
    return key


def is_in(browser: Page) -> bool:
    return browser.get(reverse("people:me")).status == 200


def test_add_and_sign_in(cast, page, public):
    browser = page(cast.dekker)
    key = with_key(browser)
    assert "Mijn telefoon" in browser.main
    public.post(SIGN_IN, {"credential": key.get(question(public, QUESTION))})
    assert is_in(public)


def test_key_of_staff_is_both_steps(cast, page, public):
    key = with_key(page(cast.samira))
    public.post(SIGN_IN, {"credential": key.get(question(public, QUESTION))})
    assert public.location == "/mijn/"
    assert public.get(reverse("people:desk")).location.startswith(reverse("people:begin_shift"))


def test_key_holds_no_name(cast, page):
    user = question(page(cast.dekker), ADD_QUESTION)["publicKey"]["user"]
    account = account_of(cast.dekker)
    assert (user["name"], user["displayName"]) == (account.code, account.code)


def test_key_without_finger_or_pin_is_refused(cast, page, public):
    key = with_key(page(cast.dekker))
    key.verifies = False
    public.post(SIGN_IN, {"credential": key.get(question(public, QUESTION))})
    assert not is_in(public)


def test_old_answer_is_no_answer(cast, page, public):
    key = with_key(page(cast.dekker))
    answer = key.get(question(public, QUESTION))
    public.post(SIGN_IN, {"credential": answer})
    public.post(reverse("people:sign_out"))
    question(public, QUESTION)
    public.post(SIGN_IN, {"credential": answer})
    assert not is_in(public)


def test_another_key_with_my_name_is_refused(cast, page, public):
    with_key(page(cast.dekker))
    forged = Key(user=account_of(cast.dekker).id.hex.encode())
    public.post(SIGN_IN, {"credential": forged.get(question(public, QUESTION))})
    assert not is_in(public)


BROKEN = [
    "", "x", "{}", "[]", "null", "1", '{"response": 1}', '{"response": {"userHandle": 7}}',
    '{"response": {"userHandle": "____"}}', '{"id": "x", "response": {}}', '"\\u0000"',
]  # fmt: skip


@pytest.mark.parametrize("answer", BROKEN)
def test_broken_answer_signs_nobody_in(cast, page, public, answer):
    with_key(page(cast.dekker))
    question(public, QUESTION)
    public.post(SIGN_IN, {"credential": answer})
    assert public.location == reverse("people:sign_in")
    assert not is_in(public)


@pytest.mark.parametrize("answer", BROKEN)
def test_broken_answer_adds_no_key(cast, page, answer):
    browser = page(cast.dekker)
    question(browser, ADD_QUESTION)
    browser.post(ADD, {"name": "Sleutel", "credential": answer}).land()
    assert browser.ok
    assert not Authenticator.objects.exists()


def test_remove(cast, page, public):
    browser = page(cast.dekker)
    key = with_key(browser)
    browser.press("Haal weg Mijn telefoon")
    assert not Authenticator.objects.exists()
    public.post(SIGN_IN, {"credential": key.get(question(public, QUESTION))})
    assert not is_in(public)


def test_key_of_another_cannot_be_removed(cast, page):
    with_key(page(cast.dekker))
    number = Authenticator.objects.get().id
    henk = page(cast.henk).post(reverse("people:passkey_remove", args=[number]))
    assert henk.status == 404
    assert Authenticator.objects.exists()


def test_staff_add_no_key_before_their_second_step(cast, page):
    with_key(page(cast.samira))
    browser = page(cast.samira, second_step=False)
    assert browser.get(ADD_QUESTION).status == 409
