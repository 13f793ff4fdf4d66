"""Every role at every address, read and sent, with things of somebody else (invariant 18).

Generated from the addresses of the house: an address without a row in the snapshot fails.
"""

import pytest
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH, CSRF_SESSION_KEY
from django.template.base import Template
from django.urls import reverse
from django.utils.safestring import SafeString

from tests.house import doors
from tests.page import Page
from tests.promises import answers
from tests.promises.answers import READ, ROLES, SEND
from tests.promises.test_things_of_others import addresses
from tests.promises.whole_life import live, tables

MADE_BY_SIGNING_IN = ("people_account", "people_sessionof")
SIGN_IN = "302 to people:sign_in"
NEEDS_ROLE = {door.name for door in doors.all_doors() if door.roles}
CLOSED = {door.name for door in doors.all_doors() if not door.is_public}
# What a form does that is meant for everybody: it needs its token all the same.
HALVES = [list(ROLES)[::2], list(ROLES)[1::2]]


@pytest.fixture(autouse=True)
def _nothing_drawn(monkeypatch):
    """Which answer it is, counts here; how its page looks, elsewhere. Drawing takes most time."""
    monkeypatch.setattr(Template, "render", lambda _template, _context: SafeString(""))


@pytest.mark.parametrize("roles", HALVES, ids=["even", "odd"])
def test_every_role_at_every_address(cast, roles):
    cast.everybody()
    live(cast)
    where = answers.addresses(addresses(cast.here))
    found = {name: answers.answers_to(ROLES[name].browser(cast), where) for name in roles}
    kept = f"answers-{'even' if roles == HALVES[0] else 'odd'}.txt"
    assert answers.same_as_kept(kept, answers.listing(found)) == []
    for name in roles:
        broken = rules_broken(name, found[name], held(ROLES[name], cast))
        assert broken == {}, name


def held(role, cast) -> frozenset[str]:
    person = answers.person_of(cast, role)
    counts = person is not None and role.second_step
    return frozenset(person.roles.values_list("role", flat=True)) if counts else frozenset()


def rules_broken(name, found, roles):
    """What no snapshot may ever say."""
    open_for = {door.name: door.roles for door in doors.all_doors()}
    broken = {}
    for (door, method), answer in found.items():
        if name == "nobody":
            fits = answer == SIGN_IN if door in CLOSED else not answer.startswith("5")
        elif door in NEEDS_ROLE and not roles & open_for[door]:
            waits = name.endswith("without-second-step") and answer == "302 to people:second_step"
            fits = answer == "404" or waits
        else:
            fits = not answer.startswith("5") and (answer != SIGN_IN or door not in CLOSED)
        if not fits:
            broken[door, method] = answer
    return broken


def test_other_methods_are_not_there(public):
    """PUT, PATCH, DELETE, OPTIONS, TRACE and what somebody makes up: 405, everywhere."""
    answered = {
        (door.name, method): public.client.generic(method, door.example).status_code
        for door in doors.all_doors()
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "VLINDER")
    }
    assert {key for key, status in answered.items() if status != 405} == set()


def test_head_is_get_without_the_page(cast):
    live(cast)
    browser, where = ROLES["connector"].browser(cast), answers.addresses(addresses(cast.here))
    other = {
        name: (head.status_code, got)
        for name, url in where.items()
        if (head := answers.ask(browser, "HEAD", url)).status_code
        != (got := answers.ask(browser, READ, url).status_code)
        or head.page
    }
    assert other == {}


# --- a form without its token --------------------------------------------------------------------


def everything() -> dict[str, str]:
    """A digest of the rows of every table but the sessions."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            if table != "django_session":
                rows = "string_agg(t::text, chr(10) ORDER BY t::text)"
                cursor.execute(f'SELECT md5({rows}) FROM "{table}" t')
                found[table] = cursor.fetchone()[0]
    return found


def test_no_form_counts_without_its_token(cast):
    """As the owner of the things, as who may do most at the desk, and as nobody."""
    life = live(cast)
    where = answers.addresses(addresses(cast.here))
    before = everything()
    let_in = {}
    for person in (life.person, cast.samira, None):
        browser = Page(person, csrf=True)
        if person:
            before = before | {name: everything()[name] for name in MADE_BY_SIGNING_IN}
        for name, url in where.items():
            response = answers.ask(browser, SEND, url, csrfmiddlewaretoken="a" * CSRF_SECRET_LENGTH)
            if response.status_code != 403:
                let_in[name, getattr(person, "display_name", "")] = response.status_code
    assert let_in == {}
    assert {table for table, rows in everything().items() if rows != before[table]} == set()


def test_a_form_of_another_site_does_not_count(cast):
    """Also with the right token: the browser says from where it was sent."""
    browser = Page(cast.dekker, csrf=True)
    secret = "a" * CSRF_SECRET_LENGTH
    session = browser.client.session
    session[CSRF_SESSION_KEY] = secret
    session.save()
    sent = {"csrfmiddlewaretoken": secret, "display_name": "Vlinderman"}
    for origin, status in (("https://ergens.example", 403), ("http://testserver", 302)):
        response = browser.client.post(reverse("people:name"), sent, headers={"origin": origin})
        assert response.status_code == status
