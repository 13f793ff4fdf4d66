"""After a leak: what stays in a browser when somebody leaves, and sessions ended by command."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from mekaar.journal.models import Entry
from mekaar.people.models import DeskVisit, SessionOf
from tests.acting import at_desk
from tests.page import Page

ME = reverse("people:me")
CLEARED = '"cache", "storage"'


def clears(browser) -> str | None:
    return browser.response.headers.get("Clear-Site-Data")


LEAVING = {
    "here": ("dekker", "people:sign_out", {}),
    "everywhere": ("dekker", "people:sign_out", {"overal": "1"}),
    "everywhere, from the page": ("dekker", "people:sign_out_everywhere", {}),
    "at the end of the shift": ("ria", "people:end_shift", {}),
    "by erasing": ("dekker", "people:erase", {"sure": "on"}),
}


@pytest.mark.parametrize("way", LEAVING)
def test_who_leaves_leaves_no_copy_in_the_browser(cast, page, way):
    who, where, sent = LEAVING[way]
    browser = page(getattr(cast, who)).get(ME)
    assert clears(browser) is None
    browser.post(reverse(where), sent)
    assert (browser.status, clears(browser)) == (302, CLEARED)
    assert clears(browser.get(reverse("people:sign_in"))) is None


def test_five_wrong_digits_leave_no_copy_either(cast, page):
    desk = page(cast.ria)
    desk.post(reverse("people:lock"))
    for _ in range(5):
        desk.post(reverse("people:unlock"), {"digits": "9999"})
    assert (desk.status, clears(desk)) == (302, CLEARED)


def is_in(browser) -> bool:
    return browser.get(ME).status == 200


def test_everybody_out_by_command(cast, page, capsys):
    """A line in each neighbourhood says so; open visits close."""
    browsers = [page(cast.dekker), page(cast.ria, shift=False), page(cast.stranger, shift=False)]
    at_desk(cast.ria, cast.henk)
    call_command("sessions", "end", "--all")
    assert "3 sessies zijn beëindigd" in capsys.readouterr().out
    assert (Session.objects.count(), SessionOf.objects.count()) == (0, 0)
    assert not any(is_in(browser) for browser in browsers)
    assert DeskVisit.objects.filter(ended_at=None).count() == 0
    lines = Entry.objects.filter(verb="people.sessions.ended")
    assert {(line.neighbourhood_id, line.by, line.why) for line in lines} == {
        (here.id, None, "by_command") for here in (cast.here, cast.there)
    }


def test_one_account_out_by_command(cast, page, capsys):
    dekker, other, henk = page(cast.dekker), page(cast.dekker), page(cast.henk)
    call_command("sessions", "end", "--account", cast.dekker.code.lower())
    assert "2 sessies zijn beëindigd" in capsys.readouterr().out
    assert (is_in(dekker), is_in(other), is_in(henk)) == (False, False, True)
    line = Entry.objects.get(verb="people.account.signed_out_everywhere")
    assert (line.whose, line.by, line.why) == (cast.dekker.id, None, "by_command")
    assert (
        "jou overal af, op verzoek van de buurt"
        in page(cast.dekker).get(reverse("people:journal")).text
    )


@pytest.mark.parametrize("typed", [[], ["--account", "XXXX"], ["--account", ""]])
def test_who_is_not_there_is_not_signed_out(cast, page, typed):
    browser = page(cast.dekker)
    with pytest.raises(CommandError):
        call_command("sessions", "end", *typed)
    assert is_in(browser)


def test_a_visitor_who_was_never_in_clears_nothing(public):
    assert clears(public.post(reverse("people:sign_out"))) is None
    assert clears(Page().get("/")) is None
