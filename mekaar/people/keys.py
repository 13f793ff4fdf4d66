"""Keys for sign-in machinery, each derived from SECRET_KEY for one purpose."""

import base64

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac


def digest(purpose: str, text: str) -> str:
    """A keyed digest: who reads the database cannot find the text back by trying."""
    return salted_hmac(f"mekaar.people.{purpose}", text, algorithm="sha256").hexdigest()


def box(purpose: str) -> Fernet:
    """Seals text so that nobody else can read or change it."""
    key = salted_hmac(f"mekaar.people.{purpose}", "box", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
