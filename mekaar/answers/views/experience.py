"""My experiences, told and said yes to; and looking for what others went through (R-A10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.answers import actions, queries
from mekaar.answers.forms.experience import FindForm, ReadersForm, TellForm, YesForm
from mekaar.answers.models import Experience
from mekaar.answers.views.looking import found_for, require_reader
from mekaar.core.pages import get, show
from mekaar.exchange.queries.arrangement import back_up
from mekaar.people import writing
from mekaar.people.requests import PersonRequest


def _own(request: PersonRequest, code: str) -> Experience:
    """What this person told; at the desk looking is written down."""
    own = Experience.objects.visible_to(request.by).select_related("group")
    experience = get(own.filter(participant=request.resident), code=code)
    if request.method == "GET":
        queries.seen_beside([experience], by=request.by)
    return experience


def experiences(request: PersonRequest) -> HttpResponse:
    """What I told, the latest first."""
    rows = queries.my_experiences(request.resident)
    queries.seen_beside(rows, by=request.by)
    return show(
        request,
        "answers/experiences.html",
        title=_("Wat ik meemaakte"),
        lead=_("Een ander kan er iets aan hebben. Jij kiest wie het leest."),
        experiences=rows,
    )


def experience_new(request: PersonRequest) -> HttpResponse:
    """Tell an experience; at the desk it is read back and gets its yes there."""
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Mogen anderen dit zo lezen?")):
            return page
        told = actions.tell(request.resident, form.telling(), by=request.by)
        if not told.is_readable:
            messages.success(request, _("Het is bewaard. Lees het nog eens. Klopt het zo?"))
        else:
            messages.success(request, _("Dank je. Een ander kan er iets aan hebben."))
        return redirect("answers:experience_page", told.code)
    return show(request, "answers/tell.html", title=_("Vertel wat je meemaakte"), form=form)


def experience_words(request: PersonRequest, code: str) -> HttpResponse:
    """Say it otherwise; nobody reads the new words before a new yes."""
    experience = _own(request, code)
    form = TellForm(request.POST or None, initial=TellForm.said(experience))
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Mogen anderen dit zo lezen?")):
            return page
        actions.say_otherwise(experience, form.telling(), by=request.by)
        messages.success(request, _("Het is bewaard."))
        return redirect("answers:experience_page", experience.code)
    return show(
        request,
        "answers/edit.html",
        title=_("Ik vertel het nu zo"),
        form=form,
        experience=experience,
    )


def experience_page(request: PersonRequest, code: str) -> HttpResponse:
    """Exactly as others read it, and the one yes that lets them."""
    experience = _own(request, code)
    at_desk = request.visit is not None
    form = YesForm(
        request.POST or None, initial={"which": actions.mark(experience)}, at_desk=at_desk
    )
    if request.method == "POST" and form.is_valid():
        by = request.by.after_reading_back() if at_desk else request.by
        actions.say_yes(experience, form.cleaned_data["which"], by=by)
        messages.success(request, _("Dank je. Een ander kan er iets aan hebben."))
        return redirect("answers:experience_page", experience.code)
    return show(
        request,
        "answers/experience.html",
        title=_("Mijn ervaring"),
        experience=experience,
        form=form,
        phones=back_up(request.by.here) if experience.needs_back_up else [],
    )


def experience_readers(request: PersonRequest, code: str) -> HttpResponse:
    """Who may read it; narrowing counts in the same request (invariant 20)."""
    experience = _own(request, code)
    said = {"audience": experience.audience, "group": experience.group and experience.group.code}
    form = ReadersForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.choose_readers(experience, given["audience"], given.get("group"), by=request.by)
        messages.success(request, _("Het is bewaard."))
        return redirect("answers:experience_page", experience.code)
    return show(
        request,
        "answers/edit.html",
        title=_("Wie mag mijn ervaring lezen?"),
        form=form,
        experience=experience,
    )


@require_POST
def experience_keep(request: PersonRequest, code: str) -> HttpResponse:
    """It may stay."""
    experience = actions.keep(_own(request, code), by=request.by)
    messages.success(request, _("Fijn. Over een jaar vragen we het nog een keer."))
    return redirect("answers:experience_page", experience.code)


@require_POST
def experience_take_back(request: PersonRequest, code: str) -> HttpResponse:
    """Gone at once, in one step, without a reason."""
    actions.take_back(_own(request, code), by=request.by)
    messages.success(request, _("Je ervaring is weg. Niemand leest die nog."))
    return redirect("answers:experiences")


def find(request: PersonRequest) -> HttpResponse:
    """ "Heeft iemand dit meegemaakt?": one field; what is typed stands in no address or log.

    Raises NotThere for who reads nobody's words (invariant 18).
    """
    require_reader(request)
    form = FindForm(request.POST or None)
    answer = None
    if request.method == "POST" and form.is_valid():
        answer = found_for(request, form.cleaned_data["words"])
    return show(
        request,
        "answers/find.html",
        title=_("Heeft iemand dit meegemaakt?"),
        lead=_("Ervaringen uit de buurt. Zonder namen. Het is geen advies."),
        form=form,
        answer=answer,
        phones=back_up(request.by.here) if answer and answer.needs_back_up else [],
    )
