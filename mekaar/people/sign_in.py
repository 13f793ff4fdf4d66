"""What allauth does here: keep keys, apps and paper lists. Its pages do not exist (ADR 0006)."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from mekaar.people.keys import box
from mekaar.people.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made at the desk after meeting (R-C04), so nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth gives it
        """Nobody signs up by form: the first contact is a person."""
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of apps and paper lists are sealed; a key carries no name of a person."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return box("mfa").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return box("mfa").decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Account) -> str:
        """What the app shows: the code of the account."""
        return user.code

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, object]:
        """What a key keeps: the code of the account, no name and no address."""
        return {"id": user.id.hex.encode(), "display_name": user.code, "name": user.code}
