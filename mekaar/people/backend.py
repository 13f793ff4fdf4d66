"""Who a session belongs to, as Django asks it for every page."""

import uuid

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from mekaar.core.prepared import prepared
from mekaar.people.models import Account


class Backend(ModelBackend):
    """Django's own, without a password (ADR 0006) and with its one question prepared."""

    def get_user(self, user_id: uuid.UUID) -> Account | None:
        """The account of this session; None when it is gone or may not sign in any more."""
        found = _account(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@prepared
def _account(one: uuid.UUID) -> QuerySet[Account]:
    return Account.objects.filter(id=one)
