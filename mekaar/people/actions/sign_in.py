"""Signing in and out: by card, by mailed code, by passkey; never by password (ADR 0006)."""

import datetime
import uuid

from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from procrastinate.contrib.django import app

from mekaar.core.ids import new_code, tidy_code
from mekaar.people import second_step, shift
from mekaar.people.actions.cards import digest as card_digest
from mekaar.people.keys import digest
from mekaar.people.models import Account, MailedCode, SessionOf, SignInCard

CODE_LASTS = datetime.timedelta(minutes=15)
TRIES = 3
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_IN_SESSION = "mailed_code"


def account_of_card(typed: str) -> Account | None:
    """Whose card has this code. One look-up by digest: the same work for right and wrong."""
    card = (
        SignInCard.objects.select_related("account")
        .filter(digest=card_digest(typed), ended_at=None, account__is_active=True)
        .first()
    )
    return card.account if card else None


@transaction.atomic
def sign_in(request: HttpRequest, account: Account, *, both_steps: bool = False) -> None:
    """Begin a session with a new key; a passkey that asked for finger or PIN is both steps."""
    login(request, account, backend=_BACKEND)
    shift.end(request.session)
    request.session.pop(_IN_SESSION, None)
    request.session.pop("second_step", None)
    if both_steps:
        second_step.mark(request.session)
    request.session.save()
    SessionOf.objects.create(account=account, session_key=request.session.session_key or "")


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End this session."""
    SessionOf.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


@transaction.atomic
def sign_out_everywhere(request: HttpRequest, account: Account) -> None:
    """End every session of this account: the library's computer, the lost phone."""
    open_ones = SessionOf.objects.filter(account=account)
    Session.objects.filter(session_key__in=open_ones.values("session_key")).delete()
    open_ones.delete()
    logout(request)


@transaction.atomic
def mail_sign_in_code(request: HttpRequest, email: str) -> None:
    """Ask for a code by mail. Known or not: the same row, the same job, the same answer."""
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
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
