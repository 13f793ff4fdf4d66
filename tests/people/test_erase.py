"""Erasing: everything at once, by oneself or at the desk, and nothing of anybody else (L-17)."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse

from mekaar.core.errors import NotAllowed
from mekaar.journal.models import Entry
from mekaar.people import actions
from mekaar.people.models import (
    Account,
    DeskVisit,
    Group,
    GroupMember,
    MailedCode,
    Participant,
    ReachPreference,
    SignInCard,
)
from mekaar.people.sessions import stored
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.cast import account_of
from tests.people.authenticator import Key
from tests.people.test_passkeys import with_key

ERASE = reverse("people:erase")
WIPE = "Wis alles"


def full_life(cast, page, participant):
    """Everything that this floor can know of somebody."""
    with acting_as(by(participant)):
        actions.print_card(participant, by=by(participant))
    browser = page(participant)
    with_key(browser, Key(id=participant.id.bytes))
    table, _new = Group.objects.get_or_create(neighbourhood=cast.here, name="de tafel")
    GroupMember.objects.create(neighbourhood=cast.here, group=table, participant=participant)
    MailedCode.objects.create(account=account_of(participant), email="x@voorbeeld.example")
    DeskVisit.objects.create(
        neighbourhood=cast.here, helper=cast.samira, resident=participant, ended_at="2026-01-01T00Z"
    )
    return browser


def left_of(participant, account_id) -> list[str]:
    """Every row of every table that still points to this participant or account."""
    found = []
    for model in apps.get_models():
        if model == Entry:
            continue
        for name in ("participant", "participant_id", "resident", "recipient", "user", "account"):
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            is_account = isinstance(field, models.ForeignKey) and field.related_model is Account
            key = account_id if is_account else participant.id
            if model.objects.filter(**{name: key}).exists():
                found.append(f"{model.__name__}.{name}")
    return found


def test_own_erasure_leaves_nothing(cast, page):
    browser = full_life(cast, page, cast.dekker)
    account = account_of(cast.dekker).id
    assert len(left_of(cast.dekker, account)) >= 7
    browser.get(ERASE).submit(WIPE, sure="on")
    assert browser.url == reverse("people:erased")
    assert left_of(cast.dekker, account) == []
    assert not Participant.objects.filter(id=cast.dekker.id).exists()
    assert not Account.objects.filter(id=account).exists()


def test_neighbour_keeps_everything(cast, page):
    full_life(cast, page, cast.henk)
    before = left_of(cast.henk, account_of(cast.henk).id)
    full_life(cast, page, cast.dekker).get(ERASE).submit(WIPE, sure="on")
    assert left_of(cast.henk, account_of(cast.henk).id) == before
    assert Participant.objects.filter(id=cast.henk.id).exists()


def test_signed_out_everywhere(cast, page):
    browser, library = page(cast.dekker), page(cast.dekker)
    keys = [stored(b.client.session.session_key) for b in (browser, library)]
    assert Session.objects.filter(session_key__in=keys).count() == 2
    browser.get(ERASE).submit(WIPE, sure="on")
    assert not Session.objects.filter(session_key__in=keys).exists()
    assert library.get(reverse("people:me")).location.startswith(reverse("people:sign_in"))


def test_page_says_what_goes_and_until_when_backups_hold_it(cast, page):
    browser = page(cast.dekker).get(ERASE)
    assert "In reservekopieën staat het nog tot" in browser.main
    assert "Je naam" in browser.main
    assert browser.links["Terug, niets wissen"] == reverse("people:me")
    assert "button-danger" in browser.form_with(WIPE).all("button")[0].get("class")


def test_nothing_goes_without_the_tick(cast, page):
    browser = page(cast.dekker).get(ERASE).submit(WIPE)
    assert browser.status == 422
    assert Participant.objects.filter(id=cast.dekker.id).exists()


def test_looking_at_the_page_erases_nothing(cast, page):
    page(cast.dekker).get(ERASE, {"sure": "on"})
    assert Participant.objects.filter(id=cast.dekker.id).exists()


def test_at_the_desk_the_visit_ends_and_the_helper_stays(cast, page):
    full_life(cast, page, cast.dekker)
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(ERASE)
    desk.submit(WIPE, sure="on")
    assert desk.url == reverse("people:desk")
    assert "Dekker" not in desk.html
    assert not Participant.objects.filter(id=cast.dekker.id).exists()
    assert Participant.objects.filter(id=cast.ria.id).exists()
    assert not SignInCard.objects.exists()


def test_erased_while_the_desk_still_has_the_page_open(cast, page):
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(reverse("people:name"))
    page(cast.dekker).get(ERASE).submit(WIPE, sure="on")
    desk.get(reverse("people:me"))
    assert "Dekker" not in desk.html
    assert desk.ok


@pytest.mark.parametrize("who", ["ria", "samira", "henk", "noor", "douwe", "stranger"])
def test_nobody_erases_another(cast, who):
    actor = getattr(cast, who)
    with acting_as(by(actor)), pytest.raises(NotAllowed):
        actions.erase(cast.dekker, by=by(actor))
    with as_web(actor) as cursor, refused_by_database("not yours to erase"):
        cursor.execute("SELECT wall.erase(%s)", [cast.dekker.id])
    assert ReachPreference.objects.filter(participant=cast.dekker).exists()


def test_nobody_signed_in_erases_nobody(cast):
    with as_web(None, here=cast.dekker.neighbourhood_id) as cursor, refused_by_database():
        cursor.execute("SELECT wall.erase(%s)", [cast.dekker.id])
    assert Participant.objects.filter(id=cast.dekker.id).exists()


def test_journal_keeps_that_it_happened_without_a_name(cast, page):
    page(cast.dekker).get(ERASE).submit(WIPE, sure="on")
    line = Entry.objects.get(verb="people.participant.erased")
    assert (line.whose, line.by) == (cast.dekker.id, cast.dekker.id)
