"""What a helper at the desk cannot do with the open pages of another: become them, or stay."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mekaar.conversation.models import Goal
from mekaar.core.errors import Refused
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people import actions
from mekaar.people.actions.second_step import new_start_code
from mekaar.people.models import DeskVisit, Doorbell, SessionOf, SignInCard
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.cast import account_of
from tests.house import source
from tests.page import DESK_DIGITS, Page
from tests.promises.whole_life import PHONE, WORD, live, rows_with

SIGN_IN = reverse("people:sign_in")
SET_UP = reverse("people:second_step_set_up")
LIST = reverse("people:second_step_list")
APP = reverse("people:second_step_app")
CARD = reverse("people:card")
REACH = reverse("people:reach")
OUT = reverse("people:sign_out")
NAME = "Roerdomp"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def card_of(participant, helper=None) -> str:
    """The code of a card: made by the person, or by a helper whose visit is open."""
    who = at_desk(helper, participant) if helper else by(participant)
    with acting_as(who):
        return actions.print_card(participant, by=who).code


def came_in_with(code: str) -> Page:
    return Page().post(SIGN_IN, {"code": code})


def opened(helper, resident) -> bool:
    return DeskVisit.objects.filter(helper=helper, resident=resident, ended_at=None).exists()


# --- a helper does not become somebody with a role ------------------------------------------------


def test_desk_prints_no_card_for_who_holds_a_role(cast, page):
    at_desk(cast.ria, cast.samira)
    thief = page(cast.ria).get(CARD).submit("Maak de kaart")
    assert thief.status == 409
    assert not CODE.search(thief.html)
    assert not SignInCard.objects.exists()
    helping = at_desk(cast.ria, cast.noor)
    with acting_as(helping), pytest.raises(Refused):
        actions.print_card(cast.noor, by=helping)


def test_card_alone_sets_up_no_second_step(cast):
    new_start_code(cast.samira)
    thief = came_in_with(card_of(cast.samira))
    assert thief.post(LIST).location == reverse("people:second_step")
    assert thief.get(APP).location == reverse("people:second_step")
    assert thief.get(reverse("people:ways")).status == 409
    assert thief.get(reverse("people:passkey_add_question")).status == 409
    assert not Authenticator.objects.exists()
    assert thief.get("/verbinden/").status == 302


def test_without_a_start_code_given_nothing_starts(cast):
    thief = came_in_with(card_of(cast.samira))
    for code in ("", "BCDF-2345-GHJK"):
        assert thief.post(SET_UP, {"code": code}).status == 422
    assert thief.post(LIST).location == reverse("people:second_step")


def test_start_code_works_for_its_own_account_and_once(cast, capsys):
    call_command("role", "give", cast.dekker.code, "host")
    code = CODE.search(capsys.readouterr().out)[0]
    assert came_in_with(card_of(cast.samira)).post(SET_UP, {"code": code}).status == 422
    mine = came_in_with(card_of(cast.dekker)).get(SET_UP).submit("Verder", code=code)
    assert mine.h1 == "Kies je tweede stap"
    mine.post(LIST)
    assert Authenticator.objects.filter(user=account_of(cast.dekker)).count() == 1
    assert account_of(cast.dekker).start_digest == ""
    call_command("role", "give", cast.dekker.code, "connector")
    assert "Startcode" not in capsys.readouterr().out


def test_guessing_a_start_code_stops(cast):
    new_start_code(cast.samira)
    thief = came_in_with(card_of(cast.samira))
    answers = [thief.post(SET_UP, {"code": f"BCDF-2345-GHJ{n}"}).status for n in range(2, 11)]
    assert answers == [422] * 8 + [429]


def test_key_and_session_from_before_the_role_do_not_count(cast, page):
    """Who had the card of a resident could have left a key, for the day that they get a role."""
    Authenticator.objects.create(user=account_of(cast.dekker), type="webauthn", data={})
    thief = page(cast.dekker)
    call_command("role", "give", cast.dekker.code, "host")
    assert not Authenticator.objects.exists()
    assert thief.get(reverse("people:desk")).location.startswith(SIGN_IN)


# --- a helper does not become the resident unseen -------------------------------------------------


def test_card_of_the_desk_opens_nothing_while_the_pages_are_open(cast, page):
    with acting_as(cast.dekker):
        Goal.objects.create(
            neighbourhood=cast.here, participant=cast.dekker, written_by=cast.dekker.id,
            first_words=WORD, words=WORD,
        )  # fmt: skip
    code = card_of(cast.dekker, cast.ria)
    thief = came_in_with(code)
    assert thief.status == 422
    assert "zodra de balie klaar is" in thief.main
    assert WORD not in thief.get("/mijn/gesprek/doelen/").land().html
    page(cast.ria).post(reverse("people:end_visit"))
    assert came_in_with(code).get("/mijn/gesprek/doelen/").ok


def test_forgotten_visit_does_not_hold_the_card_for_ever(cast):
    code = card_of(cast.dekker, cast.ria)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=3, minutes=1), tick=True):
        assert came_in_with(code).status == 302


def test_every_sign_in_stands_in_the_journal_of_who_it_was(cast, page):
    assert came_in_with(card_of(cast.dekker)).status == 302
    line = Entry.objects.get(verb="people.account.signed_in")
    assert (line.whose, line.by, line.why) == (cast.dekker.id, cast.dekker.id, "by_card")
    told = page(cast.dekker).get(reverse("people:journal")).main
    assert re.search(r"Jij kwam op .* uur binnen, met de code van jouw kaart\.", told)


# --- what was opened, closes ----------------------------------------------------------------------


def test_new_or_ended_card_ends_old_sessions(cast, page):
    finder = came_in_with(card_of(cast.dekker))
    assert finder.get(REACH).ok
    card_of(cast.dekker, cast.ria)
    assert finder.get(REACH).location.startswith(SIGN_IN)
    with_new = came_in_with(card_of(cast.dekker))
    at_desk(cast.ria, cast.dekker)
    page(cast.ria).get(CARD).press("Maak de code ongeldig")
    assert with_new.get(REACH).location.startswith(SIGN_IN)
    assert not SessionOf.objects.filter(account=account_of(cast.dekker)).exists()


def test_own_session_stays_when_one_makes_a_card(cast, page):
    finder, mine = came_in_with(card_of(cast.dekker)), page(cast.dekker)
    assert CODE.search(mine.get(CARD).submit("Maak de kaart").main)
    assert mine.get(REACH).ok
    assert finder.get(REACH).location.startswith(SIGN_IN)
    mine.get(CARD).press("Maak de code ongeldig")
    assert mine.get(REACH).ok


@pytest.mark.parametrize("how", [{}, {"overal": "ja"}])
def test_sign_out_closes_the_pages(cast, page, how):
    at_desk(cast.ria, cast.dekker)
    page(cast.ria).post(OUT, how)
    assert not opened(cast.ria, cast.dekker)
    assert Entry.objects.filter(verb="people.visit.closed", whose=cast.dekker.id).count() == 1
    assert "Dekker" not in page(cast.ria).get("/mijn/").html


def test_five_wrong_digits_close_the_pages(cast, page):
    at_desk(cast.ria, cast.dekker)
    browser = page(cast.ria)
    browser.post(reverse("people:lock"))
    wrong = str(int(DESK_DIGITS) + 1)
    for _ in range(5):
        browser.post(reverse("people:unlock"), {"digits": wrong})
    assert browser.location == SIGN_IN
    assert not opened(cast.ria, cast.dekker)


def test_sign_in_finds_no_pages_open(cast):
    code = card_of(cast.ria)
    at_desk(cast.ria, cast.dekker)
    at_desk(cast.samira, cast.tineke)
    came_in_with(code)
    assert not opened(cast.ria, cast.dekker)
    assert opened(cast.samira, cast.tineke), "of another helper"


def test_empty_digits_open_nothing(cast, page):
    at_desk(cast.ria, cast.dekker)
    browser = page(cast.ria)
    browser.post(reverse("people:lock"))
    assert browser.post(reverse("people:unlock")).status == 422
    assert "Dekker" not in browser.html


def test_cards_are_made_one_after_the_other(cast):
    """Two tabs at once leave one card that works: each holds the account till it is done."""
    with acting_as(cast.dekker), CaptureQueriesContext(connection) as captured:
        actions.print_card(cast.dekker, by=by(cast.dekker))
    asked = [query["sql"] for query in captured]
    locks = [n for n, sql in enumerate(asked) if 'FROM "people_account"' in sql and "FOR UP" in sql]
    ends = [n for n, sql in enumerate(asked) if 'UPDATE "people_signincard"' in sql]
    assert locks
    assert locks[0] < ends[0]


# --- who rang ---------------------------------------------------------------------------------


def test_erasing_takes_what_one_rang_for(cast, page):
    page(cast.wil).post(reverse("people:door_start"), {"words": WORD})
    at_desk(cast.ria, cast.tineke)
    page(cast.ria).post(reverse("people:door_start"), {"words": f"{WORD} namens Tineke"})
    assert Doorbell.objects.count() == 2
    for who in (cast.wil, cast.tineke):
        with acting_as(who):
            actions.erase(who, by=by(who))
    assert not Doorbell.objects.exists()
    assert rows_with(WORD) == {}


def test_answered_ring_keeps_no_name(cast):
    bell = Doorbell.objects.create(
        neighbourhood=cast.here, door="start", name=WORD, reach=PHONE, words=WORD,
        rung_by=cast.wil.id,
    )  # fmt: skip
    with acting_as(cast.ria):
        actions.answer_doorbell(bell, by=by(cast.ria))
    bell.refresh_from_db()
    assert (bell.name, bell.reach, bell.words, bell.rung_by) == ("", "", "", None)


def test_nobody_rings_for_another(cast):
    ring = (
        "INSERT INTO people_doorbell (id, neighbourhood_id, code, made_at, door, name, reach,"
        " words, rung_by) VALUES (gen_random_uuid(), %s, 'ZZ', now(), 'ask', 'x', 'x', '', %s)"
    )
    for who in (cast.henk, None):
        with (
            as_web(who, here=cast.here.id) as cursor,
            refused_by_database("row-level security"),
        ):
            cursor.execute(ring, [cast.here.id, cast.wil.id])


# --- every look is a line ---------------------------------------------------------------------


def addresses() -> list[str]:
    """The pages of a resident that need no code, and the desk's way to the card."""
    listed = (source.ROOT / "tests/house/doors.txt").read_text().splitlines()
    paths = [line.split("\t")[0] for line in listed]
    ours = ("/mijn/", "/balie/kaart/")
    return [path for path in paths if path.startswith(ours) and "<" not in path]


def test_own_words_are_never_read_without_a_line(cast, page):
    life = live(cast)
    Notice.objects.all().delete()  # of a kind that no room says in words
    life.person.display_name = NAME  # which stands on every page of the visit
    life.person.save()
    at_desk(cast.ria, life.person)
    browser = page(cast.ria)
    about = Entry.objects.filter(whose=life.person.id)
    shown, unseen = set(), []
    for path in addresses():
        before = about.count()
        browser.get(path)
        if not browser.is_html or browser.status != 200:
            continue
        held = [str(value) for value in browser.fields.values()]
        texts = [browser.main, *held]
        if NAME in held or any(word in text for word in (WORD, PHONE) for text in texts):
            shown.add(path)
            unseen += [path] if about.count() == before else []
    assert {CARD, "/balie/kaart/", reverse("people:name"), reverse("people:language")} <= shown
    assert unseen == []
