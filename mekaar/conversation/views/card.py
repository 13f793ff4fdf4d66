"""The conversation card on screen and on paper: want, can, need, always in this order."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.conversation import actions, queries
from mekaar.conversation.forms import CardForm, CardInMyLanguageForm
from mekaar.conversation.queries import CoreQuestion
from mekaar.conversation.queries.invitation import may_be_invited
from mekaar.core import dates
from mekaar.core.pages import show
from mekaar.people import writing
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest

# Each question with a drawing, for who reads little; our own drawings, no faces.
_PICTURES = {"want": "brug", "can": "soep", "need": "handen"}
_PAPER = {"a4": "conversation/card_a4.html", "a5": "conversation/card_a5.html"}


def card_page(request: PersonRequest) -> HttpResponse:
    """The answers of now, with the first words beside them where they changed (R-C06)."""
    actions.looked(request.resident, "conversation.card.seen", by=request.by)
    questions = queries.core_questions(request.resident)
    return show(
        request,
        "conversation/card_page.html",
        title=_("Mijn gesprekskaart"),
        questions=questions,
        state=queries.state_of(questions),
        may_be_invited=may_be_invited(request.resident, dates.today()),
    )


def card_edit(request: PersonRequest) -> HttpResponse:
    """The three questions on one page."""
    return _edit(request, "conversation/card_edit.html", own_language=False)


def card_simple(request: PersonRequest) -> HttpResponse:
    """The same with drawings and few words (J2)."""
    return _edit(request, "conversation/card_simple.html", own_language=False)


def card_in_my_language(request: PersonRequest) -> HttpResponse:
    """The same with what was said in another language, and the Dutch beside it (J2)."""
    return _edit(request, "conversation/card_edit.html", own_language=True)


def _edit(request: PersonRequest, template: str, *, own_language: bool) -> HttpResponse:
    questions = queries.core_questions(request.resident)
    kind = CardForm
    if own_language or _in_another_language(questions):
        kind = CardInMyLanguageForm
        template = "conversation/card_edit.html"
    form = kind(request.POST or None, questions=questions)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_read_back_title(form)):
            return page
        actions.answer_card(request.resident, form.said(), seen=form.versions_seen(), by=request.by)
        messages.success(request, _("Bewaard. Je kunt het altijd anders zeggen."))
        return redirect("conversation:card_page")
    actions.looked(request.resident, "conversation.card.seen", by=request.by)
    return show(
        request,
        template,
        title=_("Wat wil ik? Wat kan ik? Wat heb ik nodig?"),
        form=form,
        parts=[(_PICTURES[q.key], form[q.key], form[f"{q.key}_unknown"]) for q in questions],
        own_language=kind is CardInMyLanguageForm,
        state=queries.state_of(questions),
    )


def _in_another_language(questions: tuple[CoreQuestion, ...]) -> bool:
    """Whether the answers of now stand in another language too: then they are changed together."""
    return any(question.latest and question.latest.other_words for question in questions)


def _read_back_title(form: CardForm) -> str:
    if any(one.other_words for one in form.said().values()):
        return _("Klopt het zo, in beide talen?")
    return _("Kloppen jouw woorden zo?")


@require_POST
def card_pass(request: PersonRequest) -> HttpResponse:
    """Leave the card open; nobody asks why (K11)."""
    form = forms.Form(request.POST)
    if page := writing.settled(request, form, title=_("Slaan we de kaart over?")):
        return page
    actions.pass_card(request.resident, by=request.by)
    messages.success(request, _("Goed. Je kunt er altijd later op terugkomen."))
    return redirect("conversation:conversation_page")


@for_paper
def card_print(request: PersonRequest) -> HttpResponse:
    """The card with your own words, on A5."""
    actions.looked(request.resident, "conversation.card.seen", by=request.by)
    return _paper(request, "a5", queries.core_questions(request.resident))


@for_paper
def card_blank(request: PersonRequest, size: str) -> HttpResponse:
    """An empty card to fill in with a pen."""
    return _paper(request, size, ())


def _paper(request: PersonRequest, size: str, questions: tuple[CoreQuestion, ...]) -> HttpResponse:
    return show(
        request,
        _PAPER[size],
        title=_("Gesprekskaart"),
        questions=questions or queries.no_answers(),
        is_blank=not questions,
        lines=range(4 if size == "a5" else 5),
    )
