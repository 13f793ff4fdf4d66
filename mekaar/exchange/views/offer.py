"""My offers: what I would like to do, how much of it now, and whether I still want it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation.actions import looked
from mekaar.conversation.queries.invitation import words_for_the_neighbourhood
from mekaar.core.pages import get, show
from mekaar.exchange import actions, queries
from mekaar.exchange.candidates import CARRIES
from mekaar.exchange.forms.offer import (
    CarryingForm,
    OfferAudienceForm,
    OfferOverviewForm,
    OfferWhenForm,
    OfferWordsForm,
)
from mekaar.exchange.forms.wording import day_said
from mekaar.exchange.models import Ask, Offer
from mekaar.exchange.queries.offer import seen
from mekaar.exchange.reasons import spoken
from mekaar.exchange.rules import offer as rules
from mekaar.exchange.words import OFFER_MOVES, OFFER_NOW, Button
from mekaar.people import writing
from mekaar.people.doors import connector
from mekaar.people.requests import PersonRequest

ChangeForm = OfferWordsForm | OfferWhenForm | OfferAudienceForm


def _own(request: PersonRequest, code: str) -> Offer:
    """The offer on this person's own pages; at the desk looking is written down."""
    own = Offer.objects.visible_to(request.by).select_related("participant")
    offer = get(own.filter(participant=request.resident), code=code)
    if request.method == "GET":
        seen([offer], by=request.by)
    return offer


def offer_list(request: PersonRequest) -> HttpResponse:
    """What I would like to do; no counters, and no list of what others ask (J13)."""
    offers = queries.my_offers(request.resident)
    seen(offers, by=request.by)
    return show(
        request,
        "exchange/offers.html",
        title=_("Wat ik wil doen"),
        offers=offers,
        at_once=queries.my_carrying(request.resident),
    )


def offer_new(request: PersonRequest) -> HttpResponse:
    """Say what I would like to do; from the board it is for one ask."""
    at_desk = request.visit is not None
    code = request.GET.get("voor", "")
    ask = get(Ask.objects.on_board(request.by), code=code) if code else None
    form = (OfferOverviewForm if at_desk else OfferWordsForm)(
        request.POST or None, initial=_first_words(request)
    )
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        offer = actions.make_offer(request.resident, form.changes(), by=request.by, for_ask=ask)
        messages.success(request, _("Dank je. Het is bewaard. De buurtverbinder leest het."))
        if at_desk:
            return redirect("exchange:offer_page", offer.code)
        answer = redirect("exchange:offer_when", offer.code)
        answer["Location"] += "?nieuw"
        return answer
    title = _("Dat wil ik wel doen") if ask else _("Ik wil iets voor iemand doen")
    return show(request, "exchange/offer_new.html", title=title, form=form, ask=ask)


def _first_words(request: PersonRequest) -> dict[str, str]:
    """What the resident said to the invitation, when they come from there to write it down."""
    if request.method != "GET" or request.GET.get("van") != "uitnodiging":
        return {}
    looked(request.resident, "conversation.invitation.seen", by=request.by)
    return {"words": words_for_the_neighbourhood(request.resident)}


def offer_page(request: PersonRequest, code: str) -> HttpResponse:
    """My offer, what happens now, and exactly the buttons that there are."""
    offer = _own(request, code)
    return show(
        request,
        "exchange/offer.html",
        title=_("Dit wil ik doen"),
        offer=offer,
        languages=spoken(offer.languages),
        now=OFFER_NOW[offer.state],
        moves=_moves(offer),
        may_change=rules.may_change(request.by, offer),
        is_quiet=offer.state == Offer.State.OPEN and not queries.was_asked(offer),
        at_once=queries.my_carrying(request.resident),
    )


def _moves(offer: Offer) -> list[Button]:
    """The buttons; a draft is opened on a page of its own."""
    found = [target for target in rules.giver_moves(offer) if target in OFFER_MOVES]
    is_draft = offer.state == Offer.State.DRAFT
    return [OFFER_MOVES[target] for target in found if not (is_draft and target == "open")]


def _edit(request: PersonRequest, offer: Offer, form: ChangeForm, *, title: str) -> HttpResponse:
    """One page of an offer."""
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        offer = actions.change_offer(offer, form.changes(), by=request.by)
        messages.success(request, _("Het is bewaard."))
        if "nieuw" in request.GET:
            return redirect("exchange:carrying")
        return redirect("exchange:offer_page", offer.code)
    return show(request, "exchange/offer_edit.html", title=title, form=form, offer=offer)


def offer_words(request: PersonRequest, code: str) -> HttpResponse:
    """Say it otherwise."""
    offer = _own(request, code)
    said = {"words": offer.words, "kind": offer.kind}
    form = OfferWordsForm(request.POST or None, initial=said)
    return _edit(request, offer, form, title=_("Ik zeg het nu zo"))


def offer_when(request: PersonRequest, code: str) -> HttpResponse:
    """When, how far, in which languages; nothing is compulsory."""
    offer = _own(request, code)
    said = {
        "times": offer.times,
        "max_distance": offer.max_distance,
        "languages": offer.languages,
    }
    form = OfferWhenForm(request.POST or None, initial=said)
    return _edit(request, offer, form, title=_("Wanneer, hoe ver en in welke taal"))


def offer_audience(request: PersonRequest, code: str) -> HttpResponse:
    """Who may read it and until when; narrowing counts in the same request (invariant 20)."""
    offer = _own(request, code)
    said = {"audience": offer.audience, **day_said(offer)}
    form = OfferAudienceForm(request.POST or None, initial=said)
    return _edit(request, offer, form, title=_("Wie mag dit lezen?"))


def offer_confirm(request: PersonRequest, code: str) -> HttpResponse:
    """An offer out of the notebook: read it, change what is not right, say that it is yours."""
    offer = _own(request, code)
    said = {"words": offer.words, "kind": offer.kind}
    form = OfferWordsForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        offer = actions.confirm_offer(offer, form.changes(), by=request.by)
        messages.success(request, _("Dank je. Het is bewaard. De buurtverbinder leest het."))
        return redirect("exchange:offer_page", offer.code)
    return show(
        request, "exchange/offer_edit.html", title=_("Wil je dit doen?"), form=form, offer=offer
    )


def carrying(request: PersonRequest) -> HttpResponse:
    """How much I can carry now, all together."""
    before = queries.my_carrying(request.resident)
    said = {"at_once": CARRIES if before is None else before}
    form = CarryingForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        actions.say_carrying(request.resident, form.cleaned_data["at_once"], by=request.by)
        messages.success(request, _("Het is bewaard."))
        return redirect("exchange:offers")
    return show(request, "exchange/carrying.html", title=_("Hoeveel kan ik nu doen?"), form=form)


def offer_still(request: PersonRequest, code: str) -> HttpResponse:
    """ "Nog steeds?": shown to the giver when half a year has gone by."""
    offer = _own(request, code)
    return show(
        request,
        "exchange/offer_still.html",
        title=_("Wil je dit nog steeds?"),
        offer=offer,
        is_open=offer.state == Offer.State.OPEN,
    )


def _press(
    request: PersonRequest, code: str, action: Callable[..., Offer], said: str
) -> HttpResponse:
    offer = action(_own(request, code), by=request.by)
    messages.success(request, said)
    return redirect("exchange:offer_page", offer.code)


@require_POST
def offer_keep(request: PersonRequest, code: str) -> HttpResponse:
    """Yes, still."""
    return _press(request, code, actions.keep_offer, _("Fijn. Over een half jaar kijken we weer."))


@require_POST
def offer_rest(request: PersonRequest, code: str) -> HttpResponse:
    """Not for a while."""
    return _press(request, code, actions.rest_offer, _("Goed. Niemand vraagt je hier nu voor."))


@require_POST
def offer_reopen(request: PersonRequest, code: str) -> HttpResponse:
    """Gladly again."""
    return _press(request, code, actions.reopen_offer, _("Fijn dat het weer kan."))


@require_POST
def offer_withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Take it back, in one step, without a reason (R-A16)."""
    return _press(
        request, code, actions.withdraw_offer, _("Het is ingetrokken. Dat is helemaal goed.")
    )


@connector
def connector_offer(request: PersonRequest, code: str) -> HttpResponse:
    """One offer for the connector, to look at again together with the giver."""
    kept = Offer.objects.kept_by(request.by).select_related("participant")
    offer = get(kept, code=code)
    seen([offer], by=request.by)
    return show(
        request,
        "exchange/connector_offer.html",
        title=_("Wat %(name)s wil doen") % {"name": offer.participant.display_name},
        offer=offer,
        languages=spoken(offer.languages),
    )
