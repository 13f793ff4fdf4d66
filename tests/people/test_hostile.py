"""Bad input for every form of this room: a clear sentence, the right status, nothing half-saved."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.urls import reverse

from mekaar.people.actions.second_step import new_start_code
from mekaar.people.models import Group, OwnerKey
from tests.acting import at_desk
from tests.cast import account_of
from tests.page import Page

MEGABYTE = "x" * 1_000_000
NULL = "vr\x00olijk"
TURNED = "abc\u202egnorw\u202c"
NASTY = {
    "null byte": NULL,
    "a megabyte": MEGABYTE,
    "only marks": "\u202e\u200b\u2066",
    "half a character": "\ud83d",
    "markup": "<script>alert(1)</script>",
    "template": "{{ request.user }}{% csrf_token %}",
    "sql": "'; DROP TABLE people_participant; --",
    "many lines": "\n" * 5000,
    "zalgo": "a" + "\u0301" * 3000,
}
NEVER_SAVED = ("null byte", "a megabyte")
FORMS = {
    # url name: (who, the fields, which one is attacked)
    "name": ("dekker", {}, "display_name"),
    "reach": ("dekker", {"kind": "phone", "phone": "06 0000 0013"}, "words"),
    "reach ": ("dekker", {"kind": "phone"}, "phone"),
    "reach  ": ("dekker", {"kind": "email"}, "email"),
    "reach   ": ("dekker", {}, "kind"),
    "language": ("dekker", {"language": "nl"}, "language_helper"),
    "language ": ("dekker", {}, "language"),
    "language  ": ("dekker", {"language": "nl"}, "languages"),
    "building": ("dekker", {}, "building"),
    "groups": ("dekker", {"do": "join"}, "group"),
    "mail_address": ("dekker", {}, "email"),
    "mail_address_code": ("dekker", {}, "code"),
    "card": ("dekker", {"chosen": "0"}, "line"),
    "erase": ("dekker", {}, "sure "),
    "passkey_add": ("dekker", {"name": "x"}, "credential"),
    "new_person": ("ria", {}, "display_name"),
    "begin_shift": ("ria", {}, "digits"),
    "unlock": ("ria", {}, "digits"),
    "second_step": ("listed ria", {}, "code"),
    "second_step_set_up": ("half ria", {}, "code"),
    "second_step_app": ("started ria", {}, "code"),
    "sign_in": ("", {}, "code"),
    "mail": ("", {}, "email"),
    "mail_code": ("", {}, "code"),
    "passkey": ("", {}, "credential"),
    "door_ask": ("", {"name": "x"}, "reach"),
    "door_do": ("", {"reach": "x"}, "name"),
    "door_start": ("", {"name": "x", "reach": "x"}, "words"),
}


def rows() -> dict[str, int]:
    """How many rows each own table has."""
    models = apps.get_app_config("people").get_models()
    return {model.__name__: model.objects.count() for model in models if model is not OwnerKey}


def browser_of(cast, who: str) -> Page:
    if not who:
        return Page()
    if who.startswith("listed"):
        RecoveryCodes.activate(account_of(cast.ria))
    if who.startswith("started"):
        code = new_start_code(cast.ria)
        return Page(cast.ria, second_step=False).post(
            reverse("people:second_step_set_up"), {"code": code}
        )
    if " " in who:
        return Page(cast.ria, second_step=False)
    return Page(getattr(cast, who))


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize("form", FORMS)
def test_hostile_text(cast, form, kind):
    who, fields, attacked = FORMS[form]
    Group.objects.create(neighbourhood=cast.here, name="de tafel")
    browser = browser_of(cast, who)
    before = rows()
    value = NASTY[kind].encode("utf-8", "replace").decode()
    browser.post(reverse(f"people:{form.strip()}"), {**fields, attacked: value})
    assert browser.status in {200, 302, 400, 404, 422, 429}, browser.status
    if kind in NEVER_SAVED and form != "erase":
        passkey = form in {"passkey", "passkey_add"}
        assert browser.status in ({302} if passkey else {404, 422}), browser.status
    if browser.status in {400, 404, 422, 429}:
        gained = {t: n - before[t] for t, n in rows().items() if n != before[t]}
        assert set(gained) <= {"Attempt", "Account"}, gained
    if browser.status == 422:
        assert browser.errors or "Dit lukte nog niet" in browser.main


def test_marks_that_turn_text_around_are_taken_out(cast, page):
    browser = page(cast.dekker).get(reverse("people:name"))
    browser.submit("Bewaar", display_name=TURNED)
    assert "\u202e" not in browser.html
    assert "abcgnorw" in browser.main


def test_markup_is_shown_as_it_was_typed(cast, page):
    browser = page(cast.dekker).get(reverse("people:name"))
    browser.submit("Bewaar", display_name="<b>Piet</b>")
    assert "&lt;b&gt;Piet&lt;/b&gt;" in browser.html


@pytest.mark.parametrize("name", ["name", "reach", "erase", "card", "new_person", "sign_out"])
def test_form_without_its_token_is_refused(cast, name):
    browser = Page(cast.ria, csrf=True)
    browser.post(
        reverse(f"people:{name}"), {"display_name": "Sufferd", "kind": "not", "sure": "on"}
    )
    assert browser.status == 403
    assert "te lang open" in browser.main
    assert cast.ria.display_name == "Ria"


def test_two_people_at_once_the_last_word_stays(cast, page):
    """The resident at home and the host at the desk: both are written down, nothing is mixed."""
    at_desk(cast.ria, cast.dekker)
    home, desk = page(cast.dekker), page(cast.ria)
    home.get(reverse("people:name"))
    desk.get(reverse("people:name")).submit("Lees het terug", display_name="Aan de balie")
    home.submit("Bewaar", display_name="Thuis")
    desk.press("Ja, zo klopt het")
    assert "Aan de balie" in home.get(reverse("people:me")).main
    assert home.get(reverse("people:journal")).main.count("veranderde op") == 2


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_other_methods_change_nothing(cast, page, method):
    before = rows()
    browser = page(cast.dekker)
    before = rows()
    getattr(browser.client, method)(reverse("people:erase"))
    assert rows() == before
