"""After a contact: the reverse question, and "zien jullie elkaar nog?"."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.errors import Refused
from mekaar.core.pages import get, show
from mekaar.exchange.actions import afterwards as actions
from mekaar.exchange.actions.introduction import gone
from mekaar.exchange.forms.afterwards import LastingContactForm, ReverseQuestionForm
from mekaar.exchange.models import LastingContact, ReverseQuestion, Side
from mekaar.exchange.queries import introduction as introductions
from mekaar.people import writing
from mekaar.people.doors import desk
from mekaar.people.queries import name_of
from mekaar.people.requests import PersonRequest


def reverse_question(request: PersonRequest, code: str) -> HttpResponse:
    """The question the other way: no, later and yes are full answers (R-A07, R-A17)."""
    question = get(ReverseQuestion.objects.visible_to(request.by), code=code)
    form = ReverseQuestionForm(request.POST or None, which=question.which)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het?"), skip=True):
            return page
        said, later_on = form.cleaned_data["answer"], form.cleaned_data["later_on"]
        actions.answer_reverse_question(question, said, by=request.by, later_on=later_on)
        return _after(request, question, said)
    return show(
        request,
        "exchange/reverse_question_page.html",
        title=_("Een vraag aan jou"),
        form=form,
        is_open=question.answer in {"", ReverseQuestion.Answer.LATER},
    )


def _after(request: PersonRequest, question: ReverseQuestion, said: str) -> HttpResponse:
    """A yes leads on; for every other answer that was all."""
    if said != ReverseQuestion.Answer.YES:
        messages.success(request, _("Dank je. Dat is goed."))
        return redirect("web:my_place")
    is_giver = question.which == ReverseQuestion.Which.GIVER
    return redirect("exchange:ask_new" if is_giver else "exchange:offer_new")


@desk
@require_POST
def reverse_question_ask(request: PersonRequest, code: str) -> HttpResponse:
    """The connector asks it, with the resident at the desk (R-A17)."""
    own = Side.objects.visible_to(request.by).select_related("introduction")
    side = own.filter(code=code).first()
    if side is None:
        raise gone()
    question = actions.ask_reverse_question(side, by=request.by)
    return redirect("exchange:reverse_question", question.code)


def lasting_contact(request: PersonRequest, code: str) -> HttpResponse:
    """ "Zien jullie elkaar nog?" Counted when both said it, and then forgotten (R-A18)."""
    own = LastingContact.objects.visible_to(request.by)
    if request.method == "POST":
        return _say(request, own.filter(code=code).first())
    return _ask_lasting(request, get(own, code=code), LastingContactForm())


def _say(request: PersonRequest, contact: LastingContact | None) -> HttpResponse:
    if contact is None:
        raise Refused(_("Dit is al gezegd en vergeten. Je hoeft niets te doen."))
    form = LastingContactForm(request.POST)
    if not form.is_valid():
        return _ask_lasting(request, contact, form)
    if actions.say_lasting(contact, form.cleaned_data["says"], by=request.by):
        messages.success(request, _("Dank je. We vergeten nu dat jullie elkaar via ons kennen."))
    else:
        messages.success(request, _("Dank je. De ander hoort niet wat jij zei."))
    return redirect("web:my_place")


def _ask_lasting(
    request: PersonRequest, contact: LastingContact, form: LastingContactForm
) -> HttpResponse:
    own = Side.objects.visible_to(request.by).with_other()
    side = get(own, introduction_id=contact.introduction_id, participant_id=contact.participant_id)
    introductions.seen([side], by=request.by)
    return show(
        request,
        "exchange/lasting_contact_page.html",
        title=_("Zien jullie elkaar nog?"),
        form=form,
        name=name_of(side.other_id) if side.other_id else "",
        is_open=contact.says == "",
    )
