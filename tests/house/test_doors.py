"""Which doors are open to whom (6.8). What each answers to whom: promises/test_every_door.py."""

from tests.house import doors
from tests.house.source import ROOT

# Open to somebody nobody knows. A new one is a decision: it shows nothing of anybody.
PUBLIC = {
    "circles:letter", "circles:invitation", "circles:letter_yes", "circles:letter_no",
    "circles:letter_close", "circles:calendar",
    "gatherings:public_list", "gatherings:public_page", "gatherings:calendar",
    "places:home", "places:neighbourhood", "places:who", "places:poster", "places:privacy",
    "places:accessibility", "places:worry",
    "people:door_ask", "people:door_do", "people:door_start", "people:door_thanks",
    "people:sign_in", "people:mail", "people:mail_code", "people:passkey",
    "people:passkey_question", "people:erased",
    "web:aloud", "web:health", "web:language", "web:privacy", "web:security_txt", "web:styleguide",
}  # fmt: skip
WITH_ROLES = [door for door in doors.all_doors() if door.roles]


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
        d.route
        for d in doors.all_doors()
        if not d.route.endswith(("/", ".txt", ".csv", ".json", ".ics", ".pdf"))
    ]
    assert odd == []


def test_there_are_doors_for_roles():
    assert len(WITH_ROLES) > 5


def test_no_door_to_django_admin_or_sign_up():
    text = doors.LIST.read_text(encoding="utf-8")
    assert not any(word in text for word in ("admin", "signup", "registr", "password"))
    assert "django.contrib.admin" not in (ROOT / "config/settings.py").read_text(encoding="utf-8")
