"""Signing in and out: by card, by mailed code, by passkey; never by password (ADR 0006)."""

import datetime
import uuid

from django.contrib.auth import SESSION_KEY, login, logout
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from mekaar.core import db
from mekaar.core.ids import new_code, tidy_code
from mekaar.journal.actions import Line, record
from mekaar.people import rules, second_step, sessions
from mekaar.people.actions.cards import digest as card_digest
from mekaar.people.actions.cards import end_sessions
from mekaar.people.actions.desk import close_visits_of
from mekaar.people.by import By, require
from mekaar.people.keys import digest
from mekaar.people.models import (
    LONGEST_VISIT_TIME,
    Account,
    MailedCode,
    Participant,
    SessionOf,
    SignInCard,
)

CODE_LASTS = datetime.timedelta(minutes=15)
TRIES = 3
# So long an ended session still says whose it was, so that typed words can be given back.
_NOT_YOURS = gettext_lazy("Ieder meldt zichzelf af. Open eerst een bezoek.")
_IN_SESSION = "mailed_code"


def card_with(typed: str) -> SignInCard | None:
    """The card with this code. One look-up by digest: the same work for right and wrong."""
    return (
        SignInCard.objects.select_related("account")
        .filter(digest=card_digest(typed), ended_at=None, account__is_active=True)
        .first()
    )


def waits_for_desk(card: SignInCard) -> bool:
    """Whether who printed it still has the pages open; a forgotten visit ends by itself.

    So a helper cannot go in with a card that the resident does not have in hand yet.
    """
    return card.made_in is not None and timezone.now() - card.made_at < LONGEST_VISIT_TIME


class Way(models.TextChoices):
    """How somebody came in: the journal keeps it as the reason."""

    CARD = "by_card"
    MAIL = "by_mail"
    PASSKEY = "by_passkey"


@transaction.atomic
def sign_in(request: HttpRequest, account: Account, way: Way, *, shared: bool = False) -> None:
    """Begin a session with a new key; a passkey that asked for finger or PIN is both steps.

    It stands in the journal, so that one can see it when another came in (L-10). Pages that were
    left open at a desk are closed. `shared`: others use this computer too, so it ends soon.
    """
    _leave(request)
    login(request, account)
    request.session.pop(_IN_SESSION, None)
    sessions.begin(request.session, shared=shared)
    if way == Way.PASSKEY:
        second_step.mark(request.session)
    request.session.save()
    _note_session(request, account)
    db.step_in(account.participant_id, account.neighbourhood_id)
    if account.participant_id and account.neighbourhood_id:
        me = account.participant_id
        line = Line("people.account.signed_in", whose=me, why=way)
        record(line, by=me, here=account.neighbourhood_id)
        close_visits_of(me)


def _leave(request: HttpRequest) -> None:
    """Nothing of who was signed in here goes over to who signs in now, but the language."""
    if SESSION_KEY not in request.session:
        return
    language = request.session.get("language")
    _forget_session(request)
    request.session.flush()
    if language:
        request.session["language"] = language


def _note_session(request: HttpRequest, account: Account) -> None:
    key = sessions.stored(request.session.session_key)
    SessionOf.objects.create(account=account, session_key=key)


def _forget_session(request: HttpRequest) -> None:
    SessionOf.objects.filter(session_key=sessions.stored(request.session.session_key)).delete()


@transaction.atomic
def second_step_done(request: HttpRequest, account: Account) -> None:
    """The second step was done: a new key, so that who knew the old one has nothing."""
    _forget_session(request)
    second_step.mark(request.session)
    request.session.cycle_key()
    rotate_token(request)
    _note_session(request, account)


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End this session, and close the pages of whom was being helped in it."""
    close_visits_of(_participant_of(request))
    _forget_session(request)
    logout(request)


@transaction.atomic
def sign_out_everywhere(participant: Participant, *, by: By) -> None:
    """End every session of this person: the library's computer, the lost phone; also at the desk.

    It stands in the journal. One's own session here ends too; a helper's does not.
    """
    require(rules.may_act_for(by, participant.id), str(_NOT_YOURS))
    if by.id == participant.id:
        close_visits_of(by.id)
    account = Account.objects.filter(participant_id=participant.id).first()
    if account:
        end_sessions(account)
    line = by.line("people.account.signed_out_everywhere", whose=participant.id)
    record(line, by=by.id, here=by.here)


def _participant_of(request: HttpRequest) -> uuid.UUID | None:
    return getattr(request.user, "participant_id", None)


@transaction.atomic
def mail_sign_in_code(request: HttpRequest, email: str) -> None:
    """Ask for a code by mail. Known or not: the same row, the same job, the same answer."""
    account = Account.objects.filter(email=email, is_active=True).first()
    _mail_code(request, MailedCode(account=account))


@transaction.atomic
def mail_address_code(request: HttpRequest, account: Account, email: str) -> None:
    """Mail a code to a new address of one's own, to show that it is."""
    _mail_code(request, MailedCode(account=account, email=email))


def _mail_code(request: HttpRequest, row: MailedCode) -> None:
    MailedCode.objects.filter(made_at__lt=timezone.now() - 2 * CODE_LASTS).delete()
    row.save(force_insert=True)
    request.session[_IN_SESSION] = str(row.id)
    app.configure_task("people.mail_code", queue="notices").defer(code_id=str(row.id))


def new_mailed_code(row: MailedCode) -> str:
    """Make the code of this row; only its digest is kept. The worker mails it."""
    code = new_code(8)
    row.digest = digest("mailed", f"{row.id} {code}")
    row.save(update_fields=["digest"])
    return code


@transaction.atomic
def use_mailed_code(request: HttpRequest, typed: str) -> MailedCode | None:
    """The row whose code this is, asked for in this session; three tries, a quarter of an hour.

    A right code works once.
    """
    asked = request.session.get(_IN_SESSION)
    if not asked:
        return None
    fresh = MailedCode.objects.filter(
        id=uuid.UUID(asked), made_at__gt=timezone.now() - CODE_LASTS, tries__lt=TRIES
    )
    row = fresh.select_for_update().first()
    if row is None:
        return None
    if not row.digest or not constant_time_compare(
        row.digest, digest("mailed", f"{row.id} {tidy_code(typed)}")
    ):
        MailedCode.objects.filter(id=row.id).update(tries=F("tries") + 1)
        return None
    row.delete()
    del request.session[_IN_SESSION]
    return row
