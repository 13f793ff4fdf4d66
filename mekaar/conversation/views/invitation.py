"""The one open invitation at the end of a conversation (R-A12)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mekaar.conversation import actions
from mekaar.conversation.forms import InvitationForm
from mekaar.conversation.queries.invitation import (
    has_offered_since,
    last_invitation,
    may_ask_again,
)
from mekaar.core import dates
from mekaar.core.pages import show
from mekaar.people import writing
from mekaar.people.requests import PersonRequest


def invitation(request: PersonRequest) -> HttpResponse:
    """Asked once; what was answered is shown, and not asked again."""
    last = last_invitation(request.resident)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt dit antwoord?")):
            return page
        actions.answer_invitation(request.resident, form.reply(), by=request.by)
        messages.success(request, _("Dank je. Elk antwoord is goed."))
        return redirect("conversation:invitation")
    actions.looked(request.resident, "conversation.invitation.seen", by=request.by)
    return show(
        request,
        "conversation/invitation.html",
        title=_("Zou je iets voor de buurt willen doen?"),
        last=last,
        has_offered=has_offered_since(last),
        form=form if may_ask_again(last, dates.today()) else None,
    )
