"""The worker's part of signing in by mail: making the code and sending it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.notices import mail
from mekaar.people.actions.sign_in import CODE_LASTS, new_mailed_code
from mekaar.people.models import MailedCode


@transaction.atomic
def mail_code(code_id: str) -> None:
    """Mail a code to the new address, or to the account's; to nobody when there is no account.

    Sent again after a crash it holds a new code, and only the last one works.
    """
    fresh = MailedCode.objects.filter(id=code_id, made_at__gt=timezone.now() - CODE_LASTS)
    row = fresh.select_related("account").first()
    if row is None or row.account is None:
        return
    to = row.email or row.account.email
    if not to:
        return
    code = new_mailed_code(row)
    mail.send(
        to,
        subject=_("Je code om je aan te melden"),
        paragraphs=[
            _("Hallo,"),
            _("Typ deze code op de bladzijde die je open hebt:"),
            code,
            _("De code werkt een kwartier. Vroeg je hier niet om? Dan hoef je niets te doen."),
        ],
    )
