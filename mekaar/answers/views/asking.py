"""What I know from the inside, whom a connector asks, and what the back-up answers (R-A10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.answers import actions, finding, queries, rules
from mekaar.answers.forms.question import AnswerForm, BackUpForm, KnownForm
from mekaar.answers.models import Asked, KnownSituation, Question
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.people import writing
from mekaar.people.doors import connector, desk, holding
from mekaar.people.models import RoleHeld
from mekaar.people.requests import PersonRequest


def known(request: PersonRequest) -> HttpResponse:
    """What I know from the inside; private, and read by the connector to ask me."""
    form = KnownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        actions.add_known(request.resident, form.cleaned_data["words"], by=request.by)
        messages.success(request, _("Het is bewaard. Alleen de buurtverbinder leest het."))
        return redirect("answers:known")
    rows = queries.my_known(request.resident)
    if request.method == "GET":
        queries.known_beside(rows, by=request.by)
    return show(
        request,
        "answers/known.html",
        title=_("Wat ik van binnenuit ken"),
        lead=_("Alleen de buurtverbinder leest dit, om jou iets te vragen. Nee is ook goed."),
        form=form,
        known=rows,
    )


@require_POST
def known_take_back(request: PersonRequest, code: str) -> HttpResponse:
    """Gone at once."""
    own = KnownSituation.objects.visible_to(request.by).filter(participant=request.resident)
    actions.take_known_back(get(own, code=code), by=request.by)
    messages.success(request, _("Het is weg."))
    return redirect("answers:known")


# --- the connector -------------------------------------------------------------------------------


def _for_connector(request: PersonRequest, code: str) -> Question:
    """Raises NotThere, also for an own question and beside its owner."""
    question = get(Question.objects.read_by(request.by, at_desk=True), code=code)
    if not rules.may_look_for_people(request.by, question):
        raise NotThere("")
    return question


@connector
def who_knows(request: PersonRequest, code: str) -> HttpResponse:
    """Who might be asked; each look at what somebody knows is written down with that person."""
    question = _for_connector(request, code)
    found = finding.who_knows(question.words, queries.known_of_others(question))
    queries.known_seen([one.known for one in found], by=request.by)
    asked = queries.asked_about(question)
    return show(
        request,
        "answers/who_knows.html",
        title=_("Wie kun je dit vragen?"),
        lead=_("Wie de vraag stelde, hoort hier niets van. Tot iemand ja zegt."),
        question=question,
        rows=[(one, asked.get(one.known.participant_id)) for one in found],
    )


@connector
@require_POST
def ask_person(request: PersonRequest, code: str, person: str) -> HttpResponse:
    """Ask this one; it stands on that person's own page."""
    question = _for_connector(request, code)
    knows = get(queries.people_who_know(question), code=person)
    actions.ask_person(question, knows, by=request.by)
    messages.success(request, _("Het staat nu op de plek van deze buur. Vraag het zelf ook."))
    return redirect("answers:who_knows", question.code)


# --- who was asked -------------------------------------------------------------------------------


def asked_list(request: PersonRequest) -> HttpResponse:
    """What I was asked to think along with."""
    return show(
        request,
        "answers/asked.html",
        title=_("Wat jou gevraagd is"),
        lead=_("Nee is ook goed. Wie het vraagt, hoort het niet."),
        asked=queries.asked_of(request.resident),
    )


def asked_page(request: PersonRequest, code: str) -> HttpResponse:
    """Yes, later or no; with a yes how I want to be known."""
    own = Asked.objects.visible_to(request.by).filter(participant=request.resident)
    open_ones = own.filter(question__state=Question.State.OPEN).select_related("question")
    asked = get(open_ones, code=code)
    said = {"answer": asked.answer, "shown_as": asked.shown_as}
    form = AnswerForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        given = form.cleaned_data
        actions.answer_asked(asked, given["answer"], given["shown_as"], by=request.by)
        messages.success(request, _("Dank je. Je kunt dit altijd veranderen."))
        return redirect("answers:asked_list")
    return show(
        request, "answers/asked_page.html", title=_("Wil je meedenken?"), form=form, asked=asked
    )


# --- the back-up ---------------------------------------------------------------------------------


@desk
@require_POST
def hand_over(request: PersonRequest, code: str) -> HttpResponse:
    """Lay the words before the back-up, and nothing of a person."""
    question = get(Question.objects.read_by(request.by, at_desk=True), code=code)
    actions.hand_to_back_up(question, by=request.by)
    messages.success(request, _("De achterwacht leest deze woorden nu, zonder naam."))
    return redirect("answers:open_questions")


@holding(RoleHeld.Role.BACK_UP)
def back_up_list(request: PersonRequest) -> HttpResponse:
    """What waits for an answer of the back-up."""
    return show(
        request,
        "answers/back_up.html",
        title=_("Vragen aan de achterwacht"),
        lead=_("Je leest de vraag, en niet van wie die is."),
        leaf=queries.before_back_up(after=request.GET.get("na", "")),
    )


@holding(RoleHeld.Role.BACK_UP)
def back_up_answer(request: PersonRequest, code: str) -> HttpResponse:
    """Answer one question, once."""
    handed = get(queries.handed_waiting(), code=code)
    form = BackUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.looked_over(request, form, title=_("Klopt het zo?")):
            return page
        actions.answer_as_back_up(handed, form.cleaned_data["answer"], by=request.by)
        messages.success(request, _("Dank je. De balie en wie het vroeg, lezen je antwoord."))
        return redirect("answers:back_up_list")
    return show(
        request,
        "answers/back_up_answer.html",
        title=_("Antwoord als achterwacht"),
        form=form,
        handed=handed,
    )
