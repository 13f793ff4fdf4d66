"""Ideas: for the asker who wants to hear them, and for the connector who listens first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation.queries import wished
from mekaar.core.errors import NotThere
from mekaar.core.leaf import how_many
from mekaar.core.pages import get, show
from mekaar.exchange import actions, queries
from mekaar.exchange.models import Ask, Idea
from mekaar.exchange.queries.ask import seen
from mekaar.exchange.queries.desk import LISTS
from mekaar.exchange.reasons import spoken
from mekaar.exchange.rules import ask as rules
from mekaar.people.doors import connector
from mekaar.people.forms.desk import FindForm
from mekaar.people.requests import PersonRequest


def _own_ask(request: PersonRequest, code: str) -> Ask:
    own = Ask.objects.visible_to(request.by).select_related("participant")
    return get(own.filter(participant=request.resident), code=code)


def _own_idea(request: PersonRequest, code: str, idea: str) -> Idea:
    own = Idea.objects.visible_to(request.by).filter(participant=request.resident)
    return get(own.select_related("ask"), ask__code=code, code=idea)


@require_POST
def ideas_open(request: PersonRequest, code: str) -> HttpResponse:
    """ "Ik wil ideeën horen"; the three core questions come first, and may be passed by (R-A02)."""
    ask = _own_ask(request, code)
    if "overslaan" in request.POST:
        ask = actions.pass_card(ask, by=request.by)
    if not queries.was_offered_card(ask):
        return show(request, "exchange/card_first.html", title=_("Eerst drie vragen"), ask=ask)
    actions.open_ideas(ask, by=request.by)
    return redirect("exchange:ideas", ask.code)


def ideas(request: PersonRequest, code: str) -> HttpResponse:
    """The ideas for my ask: what it is and why, never who (R-A13, R-A14).

    Raises NotThere as long as the asker did not ask for ideas, and for who reads nobody's words.
    """
    ask = _own_ask(request, code)
    if not rules.may_read_neighbours(request.roles | request.roles_waiting):
        raise NotThere("")
    if ask.state not in {Ask.State.IDEAS_OPEN, Ask.State.INTRODUCTION_OFFERED}:
        raise NotThere("")
    seen([ask], by=request.by)
    return show(
        request,
        "exchange/ideas.html",
        title=_("Ideeën bij mijn vraag"),
        ask=ask,
        ideas=queries.ideas_of(ask),
        may_close=Ask.State.THINKING in rules.asker_moves(ask),
    )


@require_POST
def idea_wish(request: PersonRequest, code: str, idea: str) -> HttpResponse:
    """ "Hier wil ik meer van weten": the connector reads it and comes back to it."""
    actions.wish_for(_own_idea(request, code, idea), by=request.by)
    messages.success(request, _("De buurtverbinder leest dit en praat er met je over."))
    return redirect("exchange:ideas", code)


@require_POST
def idea_set_aside(request: PersonRequest, code: str, idea: str) -> HttpResponse:
    """ "Deze niet": it is gone, and does not come back."""
    actions.set_aside(_own_idea(request, code, idea), by=request.by)
    messages.success(request, _("Dat is goed. Dit idee komt niet terug."))
    return redirect("exchange:ideas", code)


@connector
def overview(request: PersonRequest) -> HttpResponse:
    """Who wants to talk, and what else waits for the connector, in the order of entry."""
    desk = queries.connector_desk(request.by.here)
    queries.saw_asked(desk.lists, by=request.by)
    return show(
        request,
        "exchange/overview.html",
        title=_("Verbinden"),
        desk=desk,
        wishes=how_many(wished(request.by)),
    )


@connector
def overview_list(request: PersonRequest, key: str) -> HttpResponse:
    """One of the lists, page after page."""
    if key not in LISTS:
        raise NotThere("")
    found = queries.waiting_list(key, request.by.here, after=request.GET.get("na", ""))
    queries.saw_asked([found], by=request.by)
    return show(request, "exchange/overview_list.html", title=found.title, found=found)


@connector
def asked_back(request: PersonRequest) -> HttpResponse:
    """In how many contacts the reverse question was asked; about us, never about a resident."""
    return show(
        request,
        "exchange/asked_back.html",
        title=_("De vraag terug"),
        lead=_("Vragen we mensen die geholpen zijn ook wat zij zelf zouden willen doen?"),
        share=queries.reverse_question_share(request.by),
    )


def _addressed(request: PersonRequest, code: str) -> Ask:
    asks = Ask.objects.addressed_to(request.by).select_related("participant", "group")
    return get(asks, code=code)


@connector
def connector_ask(request: PersonRequest, code: str) -> HttpResponse:
    """An ask as the connector reads it: listen; the list of ideas is closed until asked for."""
    ask = _addressed(request, code)
    seen([ask], by=request.by)
    return show(
        request,
        "exchange/connector_ask.html",
        title=_("De vraag van %(name)s") % {"name": ask.participant.display_name},
        ask=ask,
        languages=spoken(ask.languages),
        listen=ask.state in Ask.LISTENING and ask.state != Ask.State.IDEAS_OPEN,
        ideas_are_open=ask.state in {Ask.State.IDEAS_OPEN, Ask.State.INTRODUCTION_OFFERED},
        may_begin=ask.state == Ask.State.WITH_CONNECTOR
        and rules.may_begin_encounter(request.by, ask),
    )


@connector
@require_POST
def encounter(request: PersonRequest, code: str) -> HttpResponse:
    """The connector and the asker talk."""
    ask = actions.begin_encounter(_addressed(request, code), by=request.by)
    messages.success(request, _("Neem de tijd en luister. De buur zegt hoe het verder gaat."))
    return redirect("exchange:connector_ask", ask.code)


@connector
def connector_ideas(request: PersonRequest, code: str) -> HttpResponse:
    """All ideas with their reasons, rings, why there are none, and somebody one thinks of oneself.

    Raises NotThere as long as the asker did not ask for ideas (R-A13).
    """
    ask = _addressed(request, code)
    if ask.state not in {Ask.State.IDEAS_OPEN, Ask.State.INTRODUCTION_OFFERED}:
        raise NotThere("")
    form = FindForm(request.GET or None)
    typed = form.cleaned_data["name"] if form.is_valid() else ""
    return show(
        request,
        "exchange/connector_ideas.html",
        title=_("Ideeën voor %(name)s") % {"name": ask.participant.display_name},
        ask=ask,
        found=queries.connector_ideas(ask, by=request.by),
        form=form,
        typed=typed,
        thought_of=queries.thought_of(ask, typed, by=request.by) if typed else [],
        may_introduce=ask.state == Ask.State.IDEAS_OPEN,
    )


@connector
@require_POST
def ideas_again(request: PersonRequest, code: str) -> HttpResponse:
    """Make the ideas anew."""
    ask = _addressed(request, code)
    actions.look_again_for_ideas(ask, by=request.by)
    messages.success(request, _("Er is opnieuw gekeken."))
    return redirect("exchange:connector_ideas", ask.code)
