"""Passkeys through allauth and fido2: what a browser gets, and whether its answer is right."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

from mekaar.people.models import Account

# What a wrong or forged answer of a browser makes the libraries raise.
_WRONG = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)


def to_sign_in() -> dict[str, Any]:
    """A question for any key of this house; finger, face or PIN is required."""
    return dict(auth.begin_authentication(None))


def to_add(account: Account) -> dict[str, Any]:
    """A question for a new key that can sign in by itself."""
    return dict(auth.begin_registration(account, passwordless=True))


def whose(answer: dict[str, Any]) -> Account | None:
    """The account whose key answered rightly, or nobody."""
    try:
        handle = websafe_decode(answer["response"]["userHandle"]).decode()
        account = Account.objects.filter(id=handle, is_active=True).first()
        if account is None:
            return None
        found: Authenticator = auth.complete_authentication(account, answer)
    except _WRONG:
        return None
    found.record_usage()
    return account


def add(account: Account, name: str, answer: dict[str, Any]) -> bool:
    """Keep a new key; False when its answer was not right."""
    try:
        auth.complete_registration(answer)
    except _WRONG:
        return False
    auth.WebAuthn.add(account, name, _needed(answer))
    return True


def _needed(answer: dict[str, Any]) -> dict[str, Any]:
    """What is needed to check this key later; whatever else was sent along is not kept."""
    response = answer["response"]
    parts = ("clientDataJSON", "attestationObject")
    return {
        "id": answer["id"],
        "rawId": answer["rawId"],
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {part: response[part] for part in parts},
    }


def all_of(account: Account) -> list[Authenticator]:
    """The keys of this account, the oldest first."""
    kind = Authenticator.Type.WEBAUTHN
    return list(Authenticator.objects.filter(user=account, type=kind).order_by("created_at", "id"))
