"""Which doors are open to whom: every address of the house, attacked by everybody else (6.8)."""

import pytest
from django.urls import reverse

from tests.house import doors
from tests.house.source import ROOT

# Open to somebody nobody knows. A new one is a decision: it shows nothing of anybody.
PUBLIC = {
    "places:home", "places:neighbourhood", "places:who", "places:poster", "places:privacy",
    "places:accessibility", "places:worry",
    "people:door_ask", "people:door_do", "people:door_start", "people:door_thanks",
    "people:sign_in", "people:mail", "people:mail_code", "people:passkey",
    "people:passkey_question", "people:erased",
    "web:health", "web:language", "web:privacy", "web:security_txt", "web:styleguide",
}  # fmt: skip
ROLE_HOLDERS = ("ria", "samira", "joke", "bert", "loes", "noor", "douwe")
CLOSED = [door for door in doors.all_doors() if not door.is_public]
WITH_ROLES = [door for door in CLOSED if door.roles]


def name(door) -> str:
    return door.name


def test_the_list_of_doors_is_the_list_we_know():
    known = doors.LIST.read_text(encoding="utf-8")
    assert doors.listing() == known, "look at it, then: python -m tests.house.doors"


def test_exactly_these_doors_are_public():
    assert {door.name for door in doors.all_doors() if door.is_public} == PUBLIC


def test_every_door_has_its_own_name():
    names = [door.name for door in doors.all_doors()]
    assert [n for n in names if n.endswith(":None") or n == "None" or names.count(n) > 1] == []


def test_addresses_are_dutch_and_end_with_a_slash():
    odd = [
        d.route for d in doors.all_doors() if not d.route.endswith(("/", ".txt", ".csv", ".json"))
    ]
    assert odd == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", CLOSED, ids=name)
def test_closed_door_sends_a_visitor_to_sign_in(public, door, method):
    getattr(public, method)(door.example)
    assert (public.status, public.location.partition("?")[0]) == (302, reverse("people:sign_in"))


@pytest.mark.parametrize("who", ["dekker", *ROLE_HOLDERS])
def test_role_door_is_not_there_for_others(cast, page, who):
    participant = getattr(cast, who)
    held = set(participant.roles.values_list("role", flat=True))
    browser = page(participant)
    answers = {
        door.name: browser.get(door.example).status for door in WITH_ROLES if not held & door.roles
    }
    assert {name: status for name, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("who", ["ria", "samira"])
def test_role_door_is_not_there_before_the_second_step(cast, page, who):
    browser = page(getattr(cast, who), second_step=False, shift=False)
    answers = {door.name: browser.get(door.example).status for door in WITH_ROLES}
    assert {name: status for name, status in answers.items() if status == 200} == {}


def test_there_are_doors_for_roles():
    assert len(WITH_ROLES) > 5


def test_no_door_to_django_admin_or_sign_up():
    text = doors.LIST.read_text(encoding="utf-8")
    assert not any(word in text for word in ("admin", "signup", "registr", "password"))
    assert "django.contrib.admin" not in (ROOT / "config/settings.py").read_text(encoding="utf-8")
