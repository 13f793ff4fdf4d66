"""Introductions: a connector brings two together; each says yes or no, one after the other."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import get, show
from mekaar.exchange.actions import introduction as actions
from mekaar.exchange.forms.introduction import AnswerForm, TellingForm
from mekaar.exchange.models import Ask, Introduction, Offer, Side
from mekaar.exchange.queries import afterwards, arrangement
from mekaar.exchange.queries import ask as asks
from mekaar.exchange.queries import introduction as queries
from mekaar.exchange.queries import offer as offers
from mekaar.exchange.rules import introduction as rules
from mekaar.people import writing
from mekaar.people.doors import connector
from mekaar.people.requests import PersonRequest

_SAID = {"ja": Side.Answer.YES, "nee": Side.Answer.NO}
_WANTS_IDEAS = (Ask.State.IDEAS_OPEN, Ask.State.INTRODUCTION_OFFERED)


# --- The connector --------------------------------------------------------------------------------


@connector
def introduction_new(request: PersonRequest, ask: str, offer: str) -> HttpResponse:
    """Say what each side is told, and who is asked first; one at a time (R-A14)."""
    wanted = Ask.objects.addressed_to(request.by).filter(state__in=_WANTS_IDEAS)
    the_ask = get(wanted.select_related("participant"), code=ask)
    kept = Offer.objects.kept_by(request.by).select_related("participant")
    the_offer = get(kept, code=offer)
    place = queries.first_place(request.by.here)
    begin = actions.neutral_words(the_ask, the_offer, place)
    form = TellingForm(
        request.POST or None,
        here=request.by.here,
        initial={**begin, "meeting_place": place.id if place else None},
    )
    if request.method == "POST" and form.is_valid():
        if page := writing.looked_over(request, form, title=_("Breng twee buren samen")):
            return page
        try:
            made = actions.offer_introduction(the_ask, the_offer, form.telling(), by=request.by)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("De eerste is gevraagd. Daarna komt de ander."))
            return redirect("exchange:introduction_desk", made.code)
    asks.seen([the_ask], by=request.by)
    offers.seen([the_offer], by=request.by)
    return show(
        request,
        "exchange/introduction_new.html",
        title=_("Breng twee buren samen"),
        form=form,
        ask=the_ask,
        offer=the_offer,
        may_introduce=rules.may_introduce(request.by, the_ask, the_offer),
    )


def _handled(request: PersonRequest, code: str) -> queries.OpenIntroduction:
    going_on = Introduction.objects.handled_by(request.by).going_on()
    return queries.handled(get(going_on, code=code))


@connector
def introduction_desk(request: PersonRequest, code: str) -> HttpResponse:
    """What goes on between two people: who is asked now, and what each was told."""
    found = _handled(request, code)
    asked = [side for side in (found.giver, found.asker) if side.asked_at]
    queries.seen(asked, by=request.by)
    return show(
        request,
        "exchange/introduction_desk.html",
        title=_("Kennismaking van %(asker)s en %(giver)s")
        % {
            "asker": found.asker.participant.display_name,
            "giver": found.giver.participant.display_name,
        },
        found=found,
        sides=[found.giver, found.asker],
    )


@connector
def introduction_phone(request: PersonRequest, code: str, side: str, said: str) -> HttpResponse:
    """Write down what somebody said on the phone, after one more question (R-A14)."""
    introduction = get(Introduction.objects.handled_by(request.by), code=code)
    the_side = get(queries.asked_sides(introduction), code=side)
    if said not in _SAID:
        raise NotThere("")
    name = the_side.participant.display_name
    if request.method == "POST":
        actions.answer(the_side, _SAID[said], by=request.by)
        messages.success(request, _("Het is opgeschreven. Dank je."))
        return redirect("exchange:overview")
    queries.seen([the_side], by=request.by)
    return show(
        request,
        "exchange/introduction_phone.html",
        title=_("Zei %(name)s dit zelf, aan de telefoon?") % {"name": name},
        side=the_side,
        introduction=introduction,
        is_yes=_SAID[said] == Side.Answer.YES,
    )


@connector
@require_POST
def introduction_take_back(request: PersonRequest, code: str) -> HttpResponse:
    """The connector takes it back before the second yes."""
    going_on = Introduction.objects.handled_by(request.by).going_on().select_related("ask")
    found = going_on.filter(code=code).first()
    if found is None:
        raise actions.gone()
    actions.take_back(found.ask, by=request.by)
    messages.success(request, _("Het is teruggenomen. Niemand hoort waarom."))
    return redirect("exchange:overview")


# --- The two themselves ---------------------------------------------------------------------------


def introduction_page(request: PersonRequest, code: str) -> HttpResponse:
    """My page of an introduction: what I was told; the other only after the double yes."""
    sides = Side.objects.visible_to(request.by).with_other()
    side = get(sides.select_related("introduction__meeting_place"), code=code)
    queries.seen([side], by=request.by)
    other = queries.other_of(side) if side.other_id else None
    if other is None:
        return show(
            request,
            "exchange/introduction_asked.html",
            title=_("Wil je kennismaken?"),
            side=side,
            introduction=side.introduction,
        )
    queries.seen_contact(other, side, by=request.by)
    is_giver = side.which == Side.Which.GIVER
    return show(
        request,
        "exchange/introduction_page.html",
        title=_("Jij en %(name)s kennen elkaar nu") % {"name": other.display_name},
        side=side,
        introduction=side.introduction,
        other=other,
        reach=getattr(other, "reach", None),
        ask=queries.ask_behind(side) if is_giver else None,
        arrangements=arrangement.arrangements_of(side),
        question=afterwards.question_of(side),
    )


def _own(request: PersonRequest, code: str) -> Side:
    """My side, for a button. What is over and what never was give the same plain answer."""
    own = Side.objects.visible_to(request.by).select_related("introduction")
    side = own.filter(code=code).first()
    if side is None:
        raise actions.gone()
    return side


@require_POST
def introduction_answer(request: PersonRequest, code: str) -> HttpResponse:
    """ "Ja, graag" or "Nee, liever niet. Je hoeft niet uit te leggen waarom." """
    side = _own(request, code)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Kies ja of nee. Er is nog niets veranderd."))
    said = form.cleaned_data["answer"]
    goes_on = actions.answer(side, said, by=request.by)
    if goes_on is None:
        messages.success(request, _("Goed. Het gaat niet door. Niemand hoort waarom."))
        return redirect("web:my_place")
    if goes_on.state == Introduction.State.INTRODUCED:
        messages.success(request, _("Jullie zeiden allebei ja."))
    else:
        messages.success(request, _("Fijn. Nu vragen we de ander."))
    return redirect("exchange:introduction_page", code)


@require_POST
def introduction_end(request: PersonRequest, code: str) -> HttpResponse:
    """ "Stoppen. Je hoeft geen reden te geven." """
    actions.end_contact(_own(request, code), by=request.by)
    messages.success(request, _("Het contact is gestopt. Jullie gegevens zijn bij elkaar weg."))
    return redirect("web:my_place")


@require_POST
def introduction_recall(request: PersonRequest, code: str) -> HttpResponse:
    """The asker takes it back before the second yes."""
    ask = get(Ask.objects.visible_to(request.by), code=code)
    actions.take_back(ask, by=request.by)
    messages.success(request, _("Goed. Er wordt nu niemand gevraagd."))
    return redirect("exchange:ask_page", ask.code)
