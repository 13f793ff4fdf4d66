"""The closing invitation: no, later (own date) or yes; each is a full answer (R-A12)."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.conversation import rules
from mekaar.conversation.actions.looking import take_turns
from mekaar.conversation.models import ClosingInvitation
from mekaar.conversation.queries.invitation import last_invitation, may_ask_again
from mekaar.conversation.said import Reply
from mekaar.core import dates
from mekaar.core.errors import Refused
from mekaar.journal.actions import record
from mekaar.people.by import By, require
from mekaar.people.models import Participant

Answer = ClosingInvitation.Answer


@transaction.atomic
def answer_invitation(participant: Participant, reply: Reply, *, by: By) -> ClosingInvitation:
    """Keep the answer; after it nobody asks again (after "later": not before its date).

    Raises NotAllowed, Refused.
    """
    require(
        rules.may_write(by, participant.id),
        _("Lees het antwoord eerst voor. Het telt pas na een ja."),
    )
    if (reply.answer == Answer.LATER) != (reply.later_on is not None):
        raise Refused(_("Bij 'later' hoort een dag die jij kiest."))
    if reply.later_on and reply.later_on <= dates.today():
        raise Refused(_("Kies een dag die nog komt. Of kies nee: dat is ook goed."))
    take_turns(participant.id)
    last = last_invitation(participant)
    if last and Reply(last.answer, last.later_on, last.words) == reply:
        return last
    if not may_ask_again(last, dates.today()):
        raise Refused(_("Je hebt hier al antwoord op gegeven. We vragen het niet nog een keer."))
    invitation = ClosingInvitation.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        **asdict(reply),
        **by.written_for(participant.id),
    )
    line = by.line("conversation.invitation.answered", whose=participant.id, thing=invitation.id)
    record(line, by=by.id, here=by.here)
    return invitation
