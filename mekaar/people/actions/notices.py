"""Ticking off calls at the desk."""

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.journal.actions import Line, record
from mekaar.notices import actions as notices
from mekaar.notices.models import Notice
from mekaar.people import rules
from mekaar.people.by import By, require


@transaction.atomic
def finish_notice(notice: Notice, *, by: By) -> None:
    """Called; doing it twice changes nothing."""
    require(rules.may_work_at_desk(by), _("Dit doet een gastvrouw, gastheer of buurtverbinder."))
    if notices.finish(notice, by=by):
        record(
            Line("people.notice.called", whose=notice.recipient, thing=notice.id),
            by=by.id,
            here=by.here,
        )
