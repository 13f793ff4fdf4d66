"""One agreement of the plan: written down, a yes or a no, struck, not worked out (R-C21)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import agreements as actions
from mekaar.circles.forms.plan import AgreementForm, SaidForm
from mekaar.circles.models import Agreement, PlanVersion, Seat
from mekaar.circles.queries import plan as queries
from mekaar.circles.queries.seats import names
from mekaar.circles.rules import plan as rules
from mekaar.circles.views.door import Here, enter
from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import get, show
from mekaar.people.requests import PersonRequest

Chair = Seat.Chair
Said = Agreement.State
_LEADS = (Chair.RESIDENT, Chair.FACILITATOR)


def _agreement(request: PersonRequest, here: Here, which: str) -> Agreement:
    agreements = Agreement.objects.visible_to(request.by).filter(circle=here.circle)
    return get(agreements.select_related("plan__meeting", "circle"), code=which)


def agreement_new(request: PersonRequest, code: str) -> HttpResponse:
    """In the third phase: one agreement more; or one of before, asked again."""
    here = enter(request, code, *_LEADS)
    plans = PlanVersion.objects.visible_to(request.by).filter(circle=here.circle)
    making = (PlanVersion.State.DRAFT, PlanVersion.State.CONSENT_ROUND)
    plan = get(plans.filter(state__in=making).select_related("circle"))
    again = _again(request, here)
    form = AgreementForm(
        request.POST or None,
        people=queries.may_do(here.circle, by=request.by),
        initial=again,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(plan, form.told(), by=request.by)
        except Refused as refusal:
            form.add_error("what", refusal.sentence)
        else:
            messages.success(request, _("De afspraak staat erbij. Nu is het wachten op een ja."))
            return redirect("circles:plan_page", code)
    return show(
        request, "circles/agreement_edit.html", title=_("Een afspraak"), form=form, chair=here
    )


def _again(request: PersonRequest, here: Here) -> dict[str, object]:
    """The words of an agreement that is over or came back, to begin with."""
    which = request.GET.get("weer", "")
    if not which:
        return {}
    one = _agreement(request, here, which)
    return {name: getattr(one, name) for name in ("what", "when", "how_we_know", "otherwise")}


def agreement_edit(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """Other words: then the yes is asked anew. What another wrote meanwhile is shown."""
    here = enter(request, code, *_LEADS)
    one = _agreement(request, here, which)
    people = queries.may_do(here.circle, by=request.by)
    seats = {seat.id: seat.code for seat, _name in people}
    words = {name: getattr(one, name) for name in ("what", "when", "how_we_know", "otherwise")}
    form = AgreementForm(
        request.POST or None,
        people=people,
        initial={
            **words, "until": one.until, "seat": seats.get(one.seat_id, ""), "seen": rules.mark(one)
        },
    )  # fmt: skip
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword(one, form.told(), seen=form.cleaned_data["seen"], by=request.by)
        except Refused as refusal:
            stale = form.cleaned_data["seen"] != rules.mark(one)
            form.add_error("what", refusal.sentence)
            form.seen_now(rules.mark(one))
        else:
            messages.success(request, _("Bewaard. De afspraak wacht weer op een ja."))
            return redirect("circles:plan_page", code)
    return show(
        request,
        "circles/agreement_edit.html",
        title=_("In andere woorden"),
        form=form,
        chair=here,
        now=one if stale else None,
    )


def agreement_say(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """The facilitator reads it aloud and writes down the answer of a member (R-C05)."""
    here = enter(request, code, Chair.FACILITATOR)
    one = _agreement(request, here, which)
    seat = get(Seat.objects.visible_to(request.by).filter(circle=here.circle), id=one.seat_id)
    if not (rules.may_write_for(here.seat, seat) and rules.may_say(one.plan, one)):
        raise NotThere("")
    form = SaidForm(request.POST or None, initial={"seen": rules.mark(one)})
    if request.method == "POST" and form.is_valid():
        data, after = form.cleaned_data, request.by.after_reading_back()
        try:
            actions.say(one, data["answer"], seen=data["seen"], by=after)
        except Refused as refusal:
            form.add_error("answer", refusal.sentence)
            form.seen_now(rules.mark(one))
        else:
            messages.success(request, _("Het antwoord staat erbij."))
            return redirect("circles:plan_page", code)
    return show(
        request,
        "circles/agreement_say.html",
        title=_("Wat zegt %(name)s?") % {"name": names([seat])[seat.id]},
        form=form,
        chair=here,
        one=one,
    )


Act = Callable[[Agreement, PersonRequest], object]


def _button(act: Act, said: Callable[[], str]) -> Callable[..., HttpResponse]:
    """A button of an agreement: do it, say it, come back to the page."""

    @require_POST
    def view(request: PersonRequest, code: str, which: str) -> HttpResponse:
        here = enter(request, code)
        act(_agreement(request, here, which), request)
        messages.success(request, said())
        return redirect("circles:plan_page", code)

    return view


def _says(answer: str) -> Act:
    def act(one: Agreement, request: PersonRequest) -> Agreement:
        return actions.say(one, answer, seen=request.POST.get("seen", ""), by=request.by)

    return act


agreement_yes = _button(_says(Said.AGREED), lambda: _("Fijn. Je ja staat erbij."))
agreement_no = _button(_says(Said.DECLINED), lambda: _("Goed. Je hoeft niet te zeggen waarom."))
agreement_veto = _button(
    lambda one, request: actions.veto(one, by=request.by), lambda: _("Doorgestreept.")
)
agreement_broken = _button(
    lambda one, request: actions.did_not_work(one, by=request.by),
    lambda: _("Goed dat je het zegt. Dit komt terug in de kring."),
)


@require_POST
def agreement_remove(request: PersonRequest, code: str, which: str) -> HttpResponse:
    """Out of the version in the making. Twice is once."""
    here = enter(request, code)
    agreements = Agreement.objects.visible_to(request.by).filter(circle=here.circle, code=which)
    if one := agreements.select_related("circle").first():
        actions.remove(one, by=request.by)
    messages.success(request, _("De afspraak is weg."))
    return redirect("circles:plan_page", code)
