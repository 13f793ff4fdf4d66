"""A round: one's own answer, an objection in words, and what is read to who was not there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import consent as actions
from mekaar.circles.forms.plan import AnsweredForm, ObjectionForm
from mekaar.circles.models import Consent, Seat
from mekaar.circles.queries import plan as queries
from mekaar.circles.views.door import Here, enter
from mekaar.circles.views.plan import plan_in, rests
from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import show
from mekaar.people.requests import PersonRequest

Chair = Seat.Chair
Answer = Consent.Answer


def _asked(request: PersonRequest, here: Here) -> queries.Version:
    """The version in the making, for who sits here.

    Raises NotThere, or Refused when nobody is asked now.
    """
    if rests(here):
        raise NotThere("")
    making = queries.plan_page(here.circle, here.seat, by=request.by).making
    if making is None:
        raise Refused(_("Er wordt nu niets gevraagd. Er is niets bewaard."))
    return making


@require_POST
def plan_agree(request: PersonRequest, code: str) -> HttpResponse:
    """ "Ik heb geen bezwaar": one's own, for the words that the page showed."""
    here = enter(request, code, Chair.RESIDENT, Chair.MEMBER)
    plan, seen = plan_in(request, here), request.POST.get("seen", "")
    actions.answer(plan, here.seat, Answer.CONSENT, seen=seen, by=request.by)
    messages.success(request, _("Je antwoord staat erbij."))
    return redirect("circles:plan_page", code)


def plan_object(request: PersonRequest, code: str) -> HttpResponse:
    """An objection in own words; it stands beside the text, and the text is open again."""
    here = enter(request, code, Chair.RESIDENT, Chair.MEMBER)
    version = _asked(request, here)
    form = ObjectionForm(request.POST or None, initial={"seen": version.mark})
    if request.method == "POST" and form.is_valid():
        words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
        try:
            actions.answer(
                version.plan, here.seat, Answer.OBJECTION, words=words, seen=seen, by=request.by
            )
        except Refused as refusal:
            form.add_error("words", refusal.sentence)
            form.seen_now(version.mark)
        else:
            messages.success(request, _("Je bezwaar staat erbij. De kring past de tekst aan."))
            return redirect("circles:plan_page", code)
    return show(
        request,
        "circles/plan_object.html",
        title=_("Jouw bezwaar"),
        form=form,
        chair=here,
        version=version,
    )


def plan_answer(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """The facilitator reads the plan aloud to a member, and writes down the answer (R-C20)."""
    here = enter(request, code, Chair.FACILITATOR)
    version = _asked(request, here)
    answers = [one for one in version.answers if one.may_write_for]
    who = next((one for one in answers if one.seat.code == which), None)
    if who is None:
        raise NotThere("")
    form = AnsweredForm(
        request.POST or None, was_there=who.was_there, initial={"seen": version.mark}
    )
    if request.method == "POST" and form.is_valid():
        data, after = form.cleaned_data, request.by.after_reading_back()
        try:
            actions.answer(
                version.plan, who.seat, data["answer"], words=data["words"], seen=data["seen"],
                by=after,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("answer", refusal.sentence)
            form.seen_now(version.mark)
        else:
            messages.success(request, _("Het antwoord staat erbij."))
            return redirect("circles:plan_page", code)
    return show(
        request,
        "circles/plan_answer.html",
        title=_("Wat zegt %(name)s?") % {"name": who.name},
        form=form,
        chair=here,
        version=version,
    )
