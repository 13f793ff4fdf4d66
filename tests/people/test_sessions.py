"""Sessions: keys of no use to a thief, an end by stillness and by the clock (ADR 22)."""

import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from mekaar.exchange.models import Ask
from mekaar.journal.models import Entry
from mekaar.people import sessions
from mekaar.people.models import RoleHeld, SessionOf
from mekaar.web.tasks import let_go
from tests.acting import at_desk
from tests.cast import account_of
from tests.page import Page
from tests.people.test_sign_in import MAIL, MAIL_CODE, code_in_mail, new_card, with_mail, work

SIGN_IN = reverse("people:sign_in")
SIGN_OUT = reverse("people:sign_out")
GO_ON = reverse("people:go_on")
ME, NAME, DOOR = reverse("people:me"), reverse("people:name"), reverse("people:door_ask")
NEW_ASK = "/mijn/vragen/nieuw/"
WORDS = "Wie gaat er mee naar de vlindertuin?"
MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


def later(seconds):
    return time_machine.travel(timezone.now() + datetime.timedelta(seconds=seconds), tick=True)


def is_in(browser) -> bool:
    return browser.get(ME).status == 200


def of_kind(kind, cast, page):
    """A browser signed in as a resident at home, at a shared computer, or as staff."""
    if kind == "staff":
        return page(cast.samira, shift=False).get(ME)
    browser = Page()
    shared = {"shared": "on"} if kind == "shared" else {}
    return browser.post(SIGN_IN, {"code": new_card(cast.dekker), **shared})


# --- what the database knows ---------------------------------------------------------------------


def test_no_key_of_a_session_stands_in_the_database(cast, page):
    browser = page(cast.dekker)
    key = browser.client.cookies["sessionid"].value
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM django_session")
        rows = cursor.fetchall()
        cursor.execute("SELECT session_key FROM people_sessionof")
        rows += cursor.fetchall()
    assert [row for row in rows if key in str(row)] == []
    assert [row[0] for row in rows] == [sessions.stored(key)] * 2


def test_what_stands_in_the_database_opens_nothing(cast, page):
    page(cast.dekker)
    thief = Page()
    thief.client.cookies["sessionid"] = SessionOf.objects.get().session_key
    assert thief.get(ME).location.startswith(SIGN_IN)


def test_a_session_that_cannot_be_kept_because_the_database_is_away_is_no_broken_request(
    cast, page, monkeypatch
):
    """R-B03: who was on their way hears that we are away, not that they sent too much."""
    browser = page(cast.dekker)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=5), tick=True):
        monkeypatch.setattr(Session, "save", _gone)
        seen = browser.client.get(ME)
    assert (seen.status_code, seen.headers["Retry-After"]) == (503, "30")
    assert "We zijn even weg" in seen.content.decode()


def _gone(*_, **__):
    raise OperationalError("server closed the connection")


# --- how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "idle"), [("own", DAY), ("staff", HOUR), ("shared", 15 * MINUTE)])
def test_stillness_ends_it(cast, page, kind, idle):
    browser = of_kind(kind, cast, page)
    with later(idle - 30):
        assert is_in(browser)
    with later(2 * idle):
        assert not is_in(browser)


@pytest.mark.parametrize(
    ("kind", "step", "absolute"),
    [
        ("own", 20 * HOUR, 7 * DAY),
        ("staff", 50 * MINUTE, 12 * HOUR),
        ("shared", 14 * MINUTE, 2 * HOUR),
    ],
)
def test_the_end_of_the_day_comes_however_busy_one_is(cast, page, kind, step, absolute):
    browser = of_kind(kind, cast, page)
    for moment in range(step, absolute, step):
        with later(moment):
            assert is_in(browser), moment
    with later(absolute + 5):
        assert not is_in(browser)


@pytest.mark.parametrize(("kind", "stays"), [("own", True), ("staff", False), ("shared", False)])
def test_closing_the_browser(cast, page, kind, stays):
    cookie = of_kind(kind, cast, page).client.cookies["sessionid"]
    assert bool(cookie["max-age"]) is stays
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_looking_around_writes_the_session_seldom(cast, page):
    browser = page(cast.dekker).get(ME)
    with later(10 * MINUTE):
        assert [q for q in browser.get(ME).queries if "django_session" in q] == [
            q for q in browser.queries if q.startswith("SELECT") and "django_session" in q
        ]
    with later(2 * HOUR):
        assert [q for q in browser.get(ME).queries if q.startswith('UPDATE "django_session"')]


def test_a_role_makes_it_as_short_as_for_staff_at_once(cast, page):
    """Somebody came in with a passkey, and gets a role while signed in."""
    browser = page(cast.dekker).get(ME)
    RoleHeld.objects.create(
        participant=cast.dekker, neighbourhood=cast.here, role=RoleHeld.Role.CONNECTOR
    )
    browser.get(ME)
    with later(61 * MINUTE):
        assert not is_in(browser)


def test_a_shared_computer_stays_shared_for_staff(cast, page):
    browser = page(cast.samira, shift=False)
    session = browser.client.session
    sessions.begin(session, shared=True)
    session.save()
    browser.get(ME)
    with later(16 * MINUTE):
        assert not is_in(browser)


# --- a new key at every step ---------------------------------------------------------------------


def test_a_planted_key_is_nobodys(cast, public):
    """Fixation: the attacker knows the key before, and signs in nowhere with it."""
    public.get(SIGN_IN)
    planted = public.client.cookies["sessionid"].value
    public.post(SIGN_IN, {"code": new_card(cast.dekker)})
    attacker = Page()
    attacker.client.cookies["sessionid"] = planted
    assert is_in(public)
    assert not is_in(attacker)


def test_a_key_that_does_not_exist_is_not_taken_over(cast, public):
    public.client.cookies["sessionid"] = "a" * 32
    public.post(SIGN_IN, {"code": new_card(cast.dekker)})
    assert public.client.cookies["sessionid"].value != "a" * 32
    assert is_in(public)


def test_signing_in_again_gives_a_new_key_and_nothing_of_who_was_there(cast, page):
    browser = page(cast.samira)
    before = browser.client.cookies["sessionid"].value
    session = browser.client.session
    session["second_step_start"] = session["once_card"] = "of Samira"
    session.save()
    browser.post(SIGN_IN, {"code": new_card(cast.dekker)})
    assert browser.client.cookies["sessionid"].value != before
    left = set(browser.client.session.keys())
    assert not {"second_step", "second_step_start", "once_card", "shift"} & left
    assert not SessionOf.objects.filter(session_key=sessions.stored(before)).exists()


def test_the_second_step_gives_a_new_key(cast, page):
    browser = page(cast.samira, second_step=False, shift=False)
    account = account_of(cast.samira)
    account.start_digest = "x"
    account.save()
    session = browser.client.session
    session["second_step_start"] = "x"
    session.save()
    before = browser.client.cookies["sessionid"].value
    browser.post(reverse("people:second_step_list"))
    after = browser.client.cookies["sessionid"].value
    assert before != after
    kept = SessionOf.objects.filter(account=account).values_list("session_key", flat=True)
    assert list(kept) == [sessions.stored(after)]
    old = Page()
    old.client.cookies["sessionid"] = before
    assert not is_in(old)


def test_after_signing_out_the_old_key_opens_nothing(cast, page):
    browser = page(cast.dekker)
    key = browser.client.cookies["sessionid"].value
    browser.post(SIGN_OUT)
    browser.client.cookies["sessionid"] = key
    assert not is_in(browser)


# --- everywhere ----------------------------------------------------------------------------------


def test_everywhere_is_one_step_and_counts_at_once(cast, page):
    here, phone, library, ria = *(page(cast.dekker) for _ in range(3)), page(cast.ria)
    here.get(reverse("people:ways"))
    assert here.main.count(" uur") == 3, "where one is signed in, told by moment"
    here.press("Meld mij overal af")
    assert [is_in(b) for b in (here, phone, library, ria)] == [False, False, False, True]
    assert Entry.objects.get(verb="people.account.signed_out_everywhere").by == cast.dekker.id
    assert "overal af" in page(cast.dekker).get(reverse("people:journal")).main


def test_everywhere_at_the_desk_for_who_lost_a_phone(cast, page):
    phone, lost = page(cast.dekker), page(cast.dekker)
    at_desk(cast.ria, cast.dekker)
    ria = page(cast.ria).get(ME).press("Meld overal af, op elk apparaat")
    assert [is_in(phone), is_in(lost)] == [False, False]
    assert ria.ok
    line = Entry.objects.get(verb="people.account.signed_out_everywhere")
    assert (line.whose, line.by) == (cast.dekker.id, cast.ria.id)


# --- what was typed is not lost ------------------------------------------------------------------


def typed_too_long(cast, page):
    """Meneer Dekker typed an ask, and his session was over before he sent it."""
    browser = of_kind("shared", cast, page)
    browser.get(NEW_ASK)
    clock = later(16 * MINUTE)
    clock.start()
    browser.post(NEW_ASK, {"words": WORDS})
    return browser, clock


def test_what_was_typed_waits_for_the_same_person(cast, page):
    browser, clock = typed_too_long(cast, page)
    try:
        assert browser.status == 403
        assert browser.h1 == "Aanmelden"
        assert "vlindertuin" not in browser.html
        card = new_card(cast.dekker)
        browser.submit("Aanmelden met de kaart", code=card)
        assert browser.url == GO_ON
        assert "vlindertuin" in browser.html
        assert browser.get(GO_ON).ok, "also after loading it again"
        browser.press("Ga verder")
        assert Ask.objects.get().words == WORDS
    finally:
        clock.stop()


def test_another_person_sees_nothing_of_it(cast, page):
    browser, clock = typed_too_long(cast, page)
    try:
        browser.submit("Aanmelden met de kaart", code=new_card(cast.henk))
        assert browser.url == "/mijn/"
        assert "vlindertuin" not in browser.html + browser.get(GO_ON).land().html
    finally:
        clock.stop()


def test_it_also_goes_along_by_mail(cast, page):
    with_mail(cast.dekker)
    browser, clock = typed_too_long(cast, page)
    try:
        browser.submit("Stuur mij een code", email="dekker@voorbeeld.example")
        assert browser.url == MAIL
        work()
        browser.submit("Aanmelden", code=code_in_mail())
        assert browser.url == GO_ON
        assert "vlindertuin" in browser.html
    finally:
        clock.stop()
    assert MAIL_CODE != MAIL


def test_a_session_that_somebody_ended_keeps_nothing(cast, page):
    lost, here = page(cast.dekker), page(cast.dekker)
    here.post(SIGN_OUT, {"overal": "ja"})
    lost.post(NEW_ASK, {"words": WORDS})
    assert lost.location.startswith(SIGN_IN)


def test_words_sent_by_another_site_are_not_carried(cast, page):
    browser = of_kind("shared", cast, page)
    with later(16 * MINUTE):
        browser.post(NEW_ASK, {"words": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
        assert "kept" not in browser.fields


def test_signing_out_after_the_end_is_simply_out(cast, page):
    browser = of_kind("shared", cast, page)
    with later(16 * MINUTE):
        assert browser.post(SIGN_OUT).location == "/"


def test_what_was_typed_at_the_desk_waits_for_that_visit(cast, page):
    at_desk(cast.ria, cast.dekker)
    ria = page(cast.ria).get(NAME)
    with later(3 * MINUTE):
        ria.submit("Lees het terug", display_name="Vlinderman")
        assert ria.h1 == "Het scherm is op slot"
    with later(70 * MINUTE):
        ria.submit("Maak open", digits="2468")
        assert ria.h1 == "Aanmelden"
        ria.submit("Aanmelden met de kaart", code=new_card(cast.ria))
        # The helper's own page is not where it goes.
        session = ria.client.session
        session["second_step"] = True
        session.save()
        assert "Vlinderman" not in ria.get(GO_ON).html
        ria.post(NAME, {"display_name": "Vlinderman", "van_wie": cast.dekker.code})
        assert ria.status == 409
        ria.post(reverse("people:begin_shift"), {"digits": "2468"})
        address = reverse("people:open_visit", args=[cast.dekker.code])
        ria.post(address, {"why": "came_by"})
        assert ria.land().url == GO_ON
        assert "Vlinderman" in ria.html
        ria.post(address, {"why": "came_by"})
        assert ria.location == "/mijn/", "told once"


def test_a_visitor_who_typed_for_a_day_loses_nothing(oeverhoek):
    browser = Page(csrf=True).get(DOOR)
    sent = {"words": WORDS, "csrfmiddlewaretoken": browser.fields["csrfmiddlewaretoken"]}
    with later(2 * DAY):
        ours = {"headers": {"Sec-Fetch-Site": "same-origin"}}
        browser.post(DOOR, sent, **ours)
        assert browser.status == 403
        assert browser.fields["words"] == WORDS
        browser.post(DOOR, sent, headers={"Sec-Fetch-Site": "cross-site"})
        assert (browser.status, "vlindertuin" in browser.html) == (403, False)


# --- what is over goes ---------------------------------------------------------------------------


def test_each_night_ended_sessions_go_after_their_day(cast, page):
    page(cast.henk)
    of_kind("shared", cast, page)
    now = timezone.now()
    ended = Session.objects.filter(expire_date__lt=now + datetime.timedelta(hours=1))
    assert ended.count() == 1, "the shared one ends first"
    ended.update(expire_date=now - datetime.timedelta(minutes=5))
    let_go(0)
    assert Session.objects.count() == 2, "whose it was is still known for a day"
    SessionOf.objects.update(made_at=now - datetime.timedelta(days=9))
    Session.objects.filter(expire_date__lt=now).update(expire_date=now - datetime.timedelta(days=3))
    let_go(0)
    kept = {row.account.participant_id for row in SessionOf.objects.select_related("account")}
    assert kept == {cast.henk.id}
    assert Session.objects.count() == 1
