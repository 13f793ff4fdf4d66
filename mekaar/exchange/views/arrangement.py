"""Arrangements between two who were introduced: propose, say yes, round off, give back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import get, show
from mekaar.exchange.actions import arrangement as actions
from mekaar.exchange.forms.arrangement import ArrangementForm
from mekaar.exchange.models import Arrangement, Side
from mekaar.exchange.queries import arrangement as queries
from mekaar.exchange.queries import introduction as introductions
from mekaar.exchange.rules import arrangement as rules
from mekaar.people import writing
from mekaar.people.doors import View
from mekaar.people.queries import name_of
from mekaar.people.requests import PersonRequest


def arrangement_new(request: PersonRequest, code: str) -> HttpResponse:
    """Propose something to the other: what, where, until when, under whose wing."""
    side = get(Side.objects.visible_to(request.by).select_related("introduction"), code=code)
    other = introductions.other_of(side)
    if other is None:
        raise NotThere("")
    form = ArrangementForm(
        request.POST or None,
        wings=queries.wings(request.by.here),
        activities=queries.own_activities(side),
    )
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt de afspraak zo?")):
            return page
        try:
            made = actions.propose(side, form.proposal(), by=request.by)
        except Refused as refusal:
            form.add_error("words", refusal.sentence)
        else:
            messages.success(request, _("Je voorstel is bewaard. De ander zegt ja of nee."))
            return redirect("exchange:arrangement_page", made.code)
    introductions.seen([side], by=request.by)
    return show(
        request,
        "exchange/arrangement_new.html",
        title=_("Spreek iets af met %(name)s") % {"name": other.display_name},
        form=form,
        side=side,
        to_call=queries.to_call(request.by.here),
    )


def arrangement_page(request: PersonRequest, code: str) -> HttpResponse:
    """What we agreed, until when, how insurance stands and whom to call (L-07, L-15)."""
    rows = Arrangement.objects.visible_to(request.by).select_related("wing", "introduction")
    arrangement = get(rows, code=code)
    queries.seen(arrangement, by=request.by)
    me = request.resident.id
    if me not in {arrangement.asker_id, arrangement.giver_id}:
        me = request.by.id
    own = Side.objects.visible_to(request.by).select_related("introduction")
    side = own.filter(introduction=arrangement.introduction_id, participant_id=me).first()
    is_giver = me == arrangement.giver_id
    return show(
        request,
        "exchange/arrangement_page.html",
        title=_("Onze afspraak"),
        arrangement=arrangement,
        other_name=name_of(arrangement.other_than(me)),
        said_yes=arrangement.said_yes(me),
        is_giver=is_giver,
        is_mine=arrangement.proposer_id == me,
        may_give_back=rules.may_give_back(request.by, arrangement),
        insurance=queries.insurance(arrangement.wing),
        to_call=queries.to_call(request.by.here),
        ask=None if is_giver or side is None else introductions.ask_behind(side),
        side=side,
    )


def _button(action: Callable[..., Arrangement], said: Callable[[], str]) -> View[str]:
    """A button of the arrangement's page: do it, say it, come back to the page."""

    @require_POST
    def view(request: PersonRequest, code: str) -> HttpResponse:
        own = Arrangement.objects.visible_to(request.by).filter(code=code).first()
        if own is None:
            raise Refused(_("Deze afspraak is er niet meer. Er is niets veranderd."))
        action(own, by=request.by)
        messages.success(request, said())
        return redirect("exchange:arrangement_page", code)

    return view


arrangement_agree = _button(actions.agree, lambda: _("Fijn, het is afgesproken."))
arrangement_withdraw = _button(actions.withdraw_proposal, lambda: _("Goed. Dit gaat niet door."))
arrangement_round_off = _button(actions.round_off, lambda: _("Afgerond. Dank jullie wel."))


@require_POST
def arrangement_give_back(request: PersonRequest, code: str) -> HttpResponse:
    """ "Dit is te veel. Je hoeft niet uit te leggen waarom." Twice is once (R-E06)."""
    own = Arrangement.objects.visible_to(request.by).filter(code=code).first()
    if own is not None:
        actions.give_back(own, by=request.by)
    messages.success(request, _("Je hoeft hier niets meer voor te doen. Wij zoeken verder."))
    return redirect("web:my_place")
