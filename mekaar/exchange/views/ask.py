"""My asks: asking one thing a page, saying it otherwise, going on at my own pace."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation.actions import looked
from mekaar.conversation.queries import need_words
from mekaar.core.pages import get, show
from mekaar.exchange import actions, queries
from mekaar.exchange.forms.ask import (
    AskAudienceForm,
    AskOverviewForm,
    AskSidesForm,
    AskWhenForm,
    AskWordsForm,
)
from mekaar.exchange.forms.wording import day_said
from mekaar.exchange.models import Ask
from mekaar.exchange.queries.ask import seen
from mekaar.exchange.reasons import spoken
from mekaar.exchange.rules import ask as rules
from mekaar.exchange.words import ASK_MOVES, ASK_NOW, CLOSE_IDEAS, Button
from mekaar.people import writing
from mekaar.people.requests import PersonRequest

ChangeForm = AskWordsForm | AskSidesForm | AskWhenForm | AskAudienceForm

# The pages that follow each other after a new ask; each may be left for later.
_NEXT = {"ask_sides": "ask_when", "ask_when": "ask_page"}


def _own(request: PersonRequest, code: str) -> Ask:
    """The ask on this person's own pages; at the desk looking is written down."""
    own = Ask.objects.visible_to(request.by).select_related("participant", "group")
    ask = get(own.filter(participant=request.resident), code=code)
    if request.method == "GET":
        seen([ask], by=request.by)
    return ask


def ask_list(request: PersonRequest) -> HttpResponse:
    """What I asked, the latest first."""
    asks = queries.my_asks(request.resident)
    seen(asks, by=request.by)
    return show(
        request,
        "exchange/asks.html",
        title=_("Mijn vragen"),
        asks=asks,
        reads_board=rules.may_read_neighbours(request.roles | request.roles_waiting),
    )


def ask_new(request: PersonRequest) -> HttpResponse:
    """Place an ask in own words (R-A08); at the desk everything on one page."""
    at_desk = request.visit is not None
    form = (AskOverviewForm if at_desk else AskWordsForm)(
        request.POST or None, initial=_first_words(request)
    )
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt je vraag zo?")):
            return page
        ask = actions.place_ask(request.resident, form.changes(), by=request.by)
        messages.success(request, _("Je vraag is bewaard. De buurtverbinder leest hem."))
        if at_desk:
            return redirect("exchange:ask_page", ask.code)
        return _to_step("ask_sides", ask)
    return show(request, "exchange/ask_new.html", title=_("Ik heb een vraag"), form=form)


def _first_words(request: PersonRequest) -> dict[str, str]:
    """What the resident's card says is needed, when they come from there to make it an ask."""
    if request.method != "GET" or request.GET.get("van") != "kaart":
        return {}
    looked(request.resident, "conversation.card.seen", by=request.by)
    return {"words": need_words(request.resident)}


def ask_page(request: PersonRequest, code: str) -> HttpResponse:
    """My ask: what I said, what happens now, and exactly the buttons that there are."""
    ask = _own(request, code)
    moves = _moves(ask)
    return show(
        request,
        "exchange/ask.html",
        title=_("Mijn vraag"),
        ask=ask,
        languages=spoken(ask.languages),
        now=ASK_NOW[ask.state],
        first_moves=[move for move in moves if move.kind == "primary"],
        moves=[move for move in moves if move.kind != "primary" and not move.is_end],
        ends=[move for move in moves if move.is_end],
        may_change=rules.may_change(request.by, ask),
        offer_card=ask.state in Ask.LISTENING and not queries.was_offered_card(ask),
    )


def _moves(ask: Ask) -> list[Button]:
    """The buttons: only moves that the asker has from here."""
    found = [ASK_MOVES[target] for target in rules.asker_moves(ask)]
    if ask.state != Ask.State.IDEAS_OPEN:
        return found
    return [CLOSE_IDEAS if move.url == CLOSE_IDEAS.url else move for move in found]


def _edit(request: PersonRequest, ask: Ask, form: ChangeForm, *, title: str) -> HttpResponse:
    """One page of an ask; after a new ask it leads on to the next page."""
    step = request.resolver_match.url_name if request.resolver_match else ""
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        ask = actions.change_ask(ask, form.changes(), by=request.by)
        messages.success(request, _("Het is bewaard."))
        if "nieuw" in request.GET and step in _NEXT:
            return _to_step(_NEXT[step], ask)
        return redirect("exchange:ask_page", ask.code)
    return show(request, "exchange/ask_edit.html", title=title, form=form, ask=ask)


def _to_step(step: str, ask: Ask) -> HttpResponse:
    answer = redirect(f"exchange:{step}", ask.code)
    if step != "ask_page":
        answer["Location"] += "?nieuw"
    return answer


def ask_words(request: PersonRequest, code: str) -> HttpResponse:
    """Say it otherwise; the first wording stays beside it (R-C06)."""
    ask = _own(request, code)
    form = AskWordsForm(request.POST or None, initial={"words": ask.words})
    return _edit(request, ask, form, title=_("Ik zeg het nu zo"))


def ask_sides(request: PersonRequest, code: str) -> HttpResponse:
    """What I do myself, and who stands next to me (R-A04)."""
    ask = _own(request, code)
    said = {"self_part": ask.self_part, "beside_me": ask.beside_me}
    form = AskSidesForm(request.POST or None, initial=said)
    return _edit(request, ask, form, title=_("Wat ik zelf doe, en wie er naast me staat"))


def ask_when(request: PersonRequest, code: str) -> HttpResponse:
    """When, how far, in which languages; nothing is compulsory."""
    ask = _own(request, code)
    said = {
        "times": ask.times,
        "max_distance": ask.max_distance,
        "languages": ask.languages,
    }
    form = AskWhenForm(request.POST or None, initial=said)
    return _edit(request, ask, form, title=_("Wanneer, hoe ver en in welke taal"))


def ask_audience(request: PersonRequest, code: str) -> HttpResponse:
    """Who may read it and until when; narrowing counts in the same request (invariant 20)."""
    ask = _own(request, code)
    said = {"audience": ask.audience, "group": ask.group and ask.group.code, **day_said(ask)}
    form = AskAudienceForm(request.POST or None, initial=said)
    return _edit(request, ask, form, title=_("Wie mag mijn vraag lezen?"))


def ask_hand(request: PersonRequest, code: str) -> HttpResponse:
    """An ask out of the notebook: read it, change what is not right, and say that it is yours."""
    ask = _own(request, code)
    form = AskWordsForm(request.POST or None, initial={"words": ask.words})
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt je vraag zo?")):
            return page
        ask = actions.hand_to_connector(ask, form.changes(), by=request.by)
        messages.success(request, _("Je vraag is bewaard. De buurtverbinder leest hem."))
        return _to_step("ask_sides", ask)
    return show(
        request, "exchange/ask_edit.html", title=_("Is dit jouw vraag?"), form=form, ask=ask
    )


@require_POST
def ask_pass_card(request: PersonRequest, code: str) -> HttpResponse:
    """Pass the three core questions by."""
    return _press(request, code, actions.pass_card, _("Dat is goed. Het kan later nog altijd."))


def _press(
    request: PersonRequest, code: str, action: Callable[..., Ask], said: str
) -> HttpResponse:
    ask = action(_own(request, code), by=request.by)
    messages.success(request, said)
    return redirect("exchange:ask_page", ask.code)


@require_POST
def ask_think(request: PersonRequest, code: str) -> HttpResponse:
    """Think it over; ideas that were open are closed again."""
    return _press(request, code, actions.think_it_over, _("Dat is goed."))


@require_POST
def ask_round_off(request: PersonRequest, code: str) -> HttpResponse:
    """It is good as it is."""
    return _press(request, code, actions.round_off_ask, _("Je vraag is afgerond."))


@require_POST
def ask_withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Take it back, in one step, without a reason (R-A16)."""
    return _press(
        request, code, actions.withdraw_ask, _("Je vraag is ingetrokken. Dat is helemaal goed.")
    )
