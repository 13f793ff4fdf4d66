"""The desk screen: locks by itself, shows nothing of the previous person, loses no typed word."""

import datetime
import json
import time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mekaar.people import shift
from mekaar.people.keys import box
from mekaar.people.models import Participant
from mekaar.people.sessions import SessionStore
from tests.acting import at_desk
from tests.cast import account_of
from tests.page import DESK_DIGITS

BEGIN = reverse("people:begin_shift")
LOCK = reverse("people:lock")
UNLOCK = reverse("people:unlock")
AWAKE = reverse("people:awake")
DESK = reverse("people:desk")
ME = reverse("people:me")
NAME = reverse("people:name")
HOUR = 60 * 60
LOCKED = "Het scherm is op slot"


@pytest.fixture
def desk(cast, page):
    """Ria helps meneer Dekker, with the page about him open."""
    at_desk(cast.ria, cast.dekker)
    return page(cast.ria).get(ME)


def later(seconds):
    return time_machine.travel(timezone.now() + datetime.timedelta(seconds=seconds), tick=True)


@pytest.mark.parametrize("who", ["ria", "samira"])
def test_a_shift_begins_with_four_digits(cast, page, who):
    browser = page(getattr(cast, who), shift=False).get(DESK)
    assert browser.land().h1 == "Je dienst begint"
    browser.submit("Begin", digits="25 80")
    assert browser.url == DESK
    browser.post(LOCK)
    browser.submit("Maak open", digits="2580")
    assert browser.ok
    assert browser.h1 != LOCKED


@pytest.mark.parametrize("digits", ["", "123", "12345", "abcd", "12\x0034", "１２３４", "12.4"])
def test_digits_are_four_digits(cast, page, digits):
    browser = page(cast.ria, shift=False).post(BEGIN, {"digits": digits})
    assert browser.status == 422
    assert browser.get(DESK).location.startswith(BEGIN)


def test_digits_are_kept_as_digest(cast, page):
    browser = page(cast.ria)
    assert DESK_DIGITS not in str(dict(browser.client.session)["shift"]["digits"])


def test_without_a_shift_no_visit_is_open(cast, page):
    at_desk(cast.ria, cast.dekker)
    browser = page(cast.ria, shift=False).get(ME)
    assert "Dekker" not in browser.html


@pytest.mark.parametrize("seconds", [100, 119])
def test_before_two_minutes_it_is_open(desk, seconds):
    with later(seconds):
        assert "meneer Dekker" in desk.get(ME).main


def test_who_types_on_keeps_it_open(desk):
    for seconds in (100, 200, 300):
        with later(seconds):
            assert desk.post(AWAKE).status == 204
    with later(400):
        assert "meneer Dekker" in desk.get(ME).main


def test_too_late_to_stay_awake(desk):
    with later(130):
        assert desk.post(AWAKE).h1 == LOCKED
    with later(131):
        assert "Dekker" not in desk.get(ME).html


def test_without_scripts_a_form_is_not_taken_away_while_somebody_types(desk):
    """A page to read is fetched anew after two minutes; a form only after a quarter of an hour."""
    assert 'http-equiv="refresh" content="121"' in desk.get(ME).html
    assert 'http-equiv="refresh" content="900"' in desk.get(NAME).html


@pytest.mark.parametrize(
    "url", [ME, DESK, NAME, "/", reverse("people:journal"), reverse("people:calls")]
)
def test_after_two_minutes_it_shows_only_the_lock(desk, url):
    with later(125):
        desk.get(url)
    assert desk.h1 == LOCKED
    assert "Dekker" not in desk.html
    assert desk.buttons.count("Maak open") == 1


def test_every_request_begins_the_two_minutes_again(desk):
    with later(100):
        desk.get(ME)
    with later(200):
        assert desk.get(ME).h1 != LOCKED


def test_it_stays_locked(desk):
    with later(125):
        desk.get(ME)
        assert desk.get(ME).h1 == LOCKED
    assert desk.get(DESK).h1 == LOCKED


def test_right_digits_go_back_to_the_page(desk):
    with later(125):
        desk.get(ME)
        desk.submit("Maak open", digits=DESK_DIGITS)
    assert desk.url == ME
    assert "meneer Dekker" in desk.main


def test_wrong_digits_show_nothing_and_five_end_the_session(desk):
    desk.post(LOCK)
    for _ in range(4):
        desk.post(UNLOCK, {"digits": "0000"})
        assert desk.h1 == LOCKED
        assert "Dekker" not in desk.html
    desk.post(UNLOCK, {"digits": "0000"})
    assert desk.location == reverse("people:sign_in")
    assert desk.get(ME).location.startswith(reverse("people:sign_in"))


def test_locking_by_hand(desk):
    desk.get(LOCK)
    assert desk.h1 == LOCKED
    assert "Dekker" not in desk.html
    assert desk.get(ME).h1 == LOCKED


def test_a_page_that_was_still_being_made_does_not_open_it_again(desk):
    """A request keeps the whole session, also one that began before the lock and ends after."""
    older = SessionStore(desk.client.cookies["sessionid"].value)
    assert not shift.is_locked(older)
    desk.post(LOCK)
    with later(11):
        shift.touch(older)
        older.save()
        assert desk.get(DESK).h1 == LOCKED
        desk.submit("Maak open", digits=DESK_DIGITS)
        assert desk.get(DESK).h1 != LOCKED
        desk.post(LOCK)
        assert desk.get(DESK).h1 == LOCKED


def test_whoever_forgot_the_digits_signs_out_and_begins_anew(cast, desk):
    desk.post(LOCK)
    assert "Dit is de dienst van Ria." in desk.main
    assert "Cijfers vergeten?" in desk.main
    desk.press("Meld mij af")
    assert desk.get(ME).location.startswith(reverse("people:sign_in"))


def test_what_was_typed_is_not_lost_and_not_readable(cast, desk):
    desk.get(NAME)
    with later(125):
        desk.submit("Lees het terug", display_name="Piet Geheim")
        assert desk.h1 == LOCKED
        assert "Geheim" not in desk.html
        desk.submit("Maak open", digits=DESK_DIGITS)
        assert desk.h1 == "Je bent er weer"
        desk.press("Ga verder")
    assert desk.h1 == "Klopt je naam zo?"
    assert "Piet Geheim" in desk.main


def test_wrong_digits_do_not_lose_it_either(desk):
    desk.get(NAME)
    with later(125):
        desk.submit("Lees het terug", display_name="Piet Geheim")
        desk.submit("Maak open", digits="0000").submit("Maak open", digits=DESK_DIGITS)
        assert desk.fields["display_name"] == "Piet Geheim"


@pytest.mark.parametrize("token", ["", "x", "gAAAAA", "é", "x" * 100_000])
def test_forged_typing_leads_to_the_desk(desk, token):
    desk.post(LOCK)
    desk.post(UNLOCK, {"digits": DESK_DIGITS, "kept": token})
    assert desk.location == DESK
    assert desk.get(DESK).h1 != LOCKED


def typed_by(desk, age=0, purpose="lock"):
    """What the page of a locked screen would carry, sealed so many seconds ago."""
    whole = [str(account_of(desk.participant).pk), NAME, [["display_name", "Piet Geheim"]]]
    sealed = int(time.time()) - age
    return box(purpose).encrypt_at_time(json.dumps(whole).encode(), sealed).decode()


@pytest.mark.parametrize(
    ("age", "purpose", "opens"),
    [(2 * HOUR, "lock", True), (3 * HOUR + 60, "lock", False), (-HOUR, "lock", False),
     (0, "answered", False), (0, "mfa", False)],
)  # fmt: skip
def test_what_was_typed_grows_old_and_is_of_one_purpose(desk, age, purpose, opens):
    """ASVS 9.2.1 and 9.2.2."""
    desk.post(LOCK)
    desk.post(UNLOCK, {"digits": DESK_DIGITS, "kept": typed_by(desk, age, purpose)})
    assert (desk.status == 200 and "Piet Geheim" in desk.html) is opens
    assert opens or desk.location == DESK


def test_null_byte_keeps_it_locked(desk):
    desk.post(LOCK)
    assert desk.post(UNLOCK, {"digits": DESK_DIGITS, "kept": "\x00"}).status == 422
    assert desk.get(DESK).h1 == LOCKED


def test_typing_of_one_helper_is_not_for_another(cast, desk, page):
    desk.get(NAME)
    with later(125):
        desk.submit("Lees het terug", display_name="Piet Geheim")
        other = page(cast.samira).post(LOCK)
        other.post(UNLOCK, {"digits": DESK_DIGITS, "kept": desk.fields["kept"]})
    assert other.location == DESK


def test_locked_screen_saves_nothing(cast, desk):
    with later(125):
        desk.post(NAME, {"display_name": "Piet", "voorgelezen": "ja"})
    assert Participant.objects.get(id=cast.dekker.id).display_name == "meneer Dekker"


def test_end_of_the_shift_closes_everything(cast, desk):
    desk.post(reverse("people:end_shift"))
    assert desk.get(ME).location.startswith(reverse("people:sign_in"))
    assert cast.dekker.visits.get().ended_at is not None


@pytest.mark.parametrize("url", [BEGIN, reverse("people:end_shift")])
def test_a_resident_has_no_shift(cast, page, url):
    assert page(cast.dekker).get(url).status == 404


@pytest.mark.parametrize("url", [LOCK, UNLOCK])
def test_a_resident_has_no_lock(cast, page, url):
    browser = page(cast.dekker).get(url).land()
    assert browser.status == 404
    assert browser.get(ME).ok
