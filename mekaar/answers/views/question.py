"""My questions, and those of others: asked after looking, answered by telling (R-A10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.answers import actions, queries, rules
from mekaar.answers.forms.experience import TellForm, YesForm
from mekaar.answers.forms.question import AskForm, CloseForm
from mekaar.answers.models import Question
from mekaar.answers.views.looking import found_for, is_at_desk, require_reader
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.exchange.queries.arrangement import back_up
from mekaar.people import writing
from mekaar.people.requests import PersonRequest


def _own(request: PersonRequest, code: str) -> Question:
    """What this person asks; at the desk looking is written down.

    Raises NotThere, also for who reads nobody's words: here stand the words of others.
    """
    require_reader(request)
    own = Question.objects.visible_to(request.by).select_related("group")
    question = get(own.filter(participant=request.resident), code=code)
    if request.method == "GET":
        queries.question_seen_beside([question], by=request.by)
    return question


def questions(request: PersonRequest) -> HttpResponse:
    """What I asked, the latest first."""
    require_reader(request)
    rows = queries.my_questions(request.resident)
    queries.question_seen_beside(rows, by=request.by)
    return show(
        request,
        "answers/questions.html",
        title=_("Wat ik vraag aan wie dit meemaakte"),
        lead=_("Zonder je naam. Jij kiest wie het leest."),
        questions=rows,
    )


def question_new(request: PersonRequest) -> HttpResponse:
    """Write a question down; before it is asked, what others told already is shown."""
    require_reader(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt je vraag zo?")):
            return page
        question = actions.ask(request.resident, form.asking(), by=request.by)
        messages.success(request, _("Het is bewaard. Nog niemand leest het."))
        return redirect("answers:question_page", question.code)
    return show(request, "answers/ask.html", title=_("Vraag het aan wie dit meemaakte"), form=form)


def question_words(request: PersonRequest, code: str) -> HttpResponse:
    """Say it otherwise, or to others; other words wait for a new yes."""
    question = _own(request, code)
    if question.is_closed:
        raise NotThere("")
    form = AskForm(request.POST or None, initial=AskForm.said(question))
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt je vraag zo?")):
            return page
        actions.ask_otherwise(question, form.asking(), by=request.by)
        messages.success(request, _("Het is bewaard."))
        return redirect("answers:question_page", question.code)
    return show(
        request,
        "answers/question_edit.html",
        title=_("Ik vraag het nu zo"),
        form=form,
        question=question,
    )


def question_page(request: PersonRequest, code: str) -> HttpResponse:
    """Before it is asked: what others told already, and the yes. After it: who answered."""
    question = _own(request, code)
    at_desk = request.visit is not None
    which = actions.mark_question(question)
    form = YesForm(request.POST or None, initial={"which": which}, at_desk=at_desk)
    if request.method == "POST" and form.is_valid():
        by = request.by.after_reading_back() if at_desk else request.by
        actions.put(question, form.cleaned_data["which"], by=by)
        messages.success(request, _("Je vraag is gesteld, zonder je naam."))
        return redirect("answers:question_page", question.code)
    if question.state == Question.State.TOLD:
        answer = found_for(request, question.words)
        warns = question.needs_back_up or answer.needs_back_up
        return show(
            request,
            "answers/question_before.html",
            title=_("Mijn vraag"),
            question=question,
            answer=answer,
            form=form,
            phones=back_up(request.by.here) if warns else [],
        )
    return _asked(request, question)


def _asked(request: PersonRequest, question: Question) -> HttpResponse:
    """What came of it."""
    told = queries.told_for(question)
    if is_at_desk(request):
        queries.seen_at_desk(told, by=request.by)
    warns = question.needs_back_up or any(one.needs_back_up for one in told)
    return show(
        request,
        "answers/question.html",
        title=_("Mijn vraag"),
        question=question,
        told=told,
        handed=queries.handed_of([question]).get(question.id),
        people=queries.said_yes(question),
        phones=back_up(request.by.here) if warns else [],
    )


def question_close(request: PersonRequest, code: str) -> HttpResponse:
    """It is done, and who had the answer."""
    question = _own(request, code)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close(question, form.cleaned_data["answered_by"], by=request.by)
        messages.success(request, _("Je vraag is klaar. Niemand anders leest die nog."))
        return redirect("answers:question_page", question.code)
    return show(
        request,
        "answers/question_edit.html",
        title=_("Mijn vraag is klaar"),
        form=form,
        question=question,
    )


@require_POST
def question_helps(request: PersonRequest, code: str) -> HttpResponse:
    """ "Dit helpt mij": what others told was enough, and nothing is asked."""
    question = _own(request, code)
    actions.close(question, Question.AnsweredBy.NEIGHBOURS, by=request.by)
    messages.success(request, _("Fijn. Je vraag is niet gesteld, dat hoefde niet."))
    return redirect("answers:questions")


@require_POST
def question_take_back(request: PersonRequest, code: str) -> HttpResponse:
    """Gone at once, in one step, without a reason."""
    actions.take_question_back(_own(request, code), by=request.by)
    messages.success(request, _("Je vraag is weg. Niemand leest die nog."))
    return redirect("answers:questions")


# --- questions of others -------------------------------------------------------------------------


def open_questions(request: PersonRequest) -> HttpResponse:
    """What others ask of who went through it; nothing about who. The desk reads what is for it."""
    require_reader(request)
    at_desk = is_at_desk(request)
    leaf = queries.open_questions(request.by, at_desk=at_desk, after=request.GET.get("na", ""))
    if at_desk:
        queries.questions_seen(leaf.items, by=request.by)
    handed = queries.handed_of(leaf.items) if at_desk else {}
    people, back_ups = queries.who_had_the_answer() if at_desk else (0, 0)
    return show(
        request,
        "answers/open.html",
        title=_("Vragen aan wie dit meemaakte"),
        lead=_("Maakte jij dit mee? Vertel wat jou hielp. Je naam staat er niet bij."),
        leaf=leaf.of(lambda one: (one, handed.get(one.id))),
        at_desk=at_desk,
        is_connector="connector" in request.roles,
        counted=people + back_ups >= rules.FEWEST_COUNTED,
        share=round(100 * people / (people + back_ups)) if people + back_ups else 0,
        phones=back_up(request.by.here) if at_desk else [],
    )


def question_tell(request: PersonRequest, code: str) -> HttpResponse:
    """Tell what I went through for this question; it goes through my own yes as always."""
    require_reader(request)
    question = _open(request, code)
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Mogen anderen dit zo lezen?")):
            return page
        told = actions.tell(request.resident, form.telling(), by=request.by, question=question)
        if told.is_readable:
            messages.success(request, _("Dank je. Wie het vroeg, leest het nu."))
        else:
            messages.success(request, _("Het is bewaard. Lees het nog eens. Klopt het zo?"))
        return redirect("answers:experience_page", told.code)
    return show(
        request,
        "answers/tell_for.html",
        title=_("Vertel wat je meemaakte"),
        form=form,
        question=question,
    )


def _open(request: PersonRequest, code: str) -> Question:
    """An open question of another that this person reads, or was asked about."""
    asked = (one.question for one in queries.asked_of(request.resident))
    if found := next((one for one in asked if one.code == code), None):
        return found
    return get(Question.objects.read_by(request.by, at_desk=is_at_desk(request)), code=code)
