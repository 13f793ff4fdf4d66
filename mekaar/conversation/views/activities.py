"""The three steps of reablement, in their fixed order (R-B04 to R-B06)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mekaar.conversation import actions, queries
from mekaar.conversation.forms import (
    ActivityForm,
    ChangeActivityForm,
    LookBackForm,
    PracticeForm,
)
from mekaar.conversation.models import DailyActivity, PracticeStep
from mekaar.core import dates
from mekaar.core.errors import NotThere
from mekaar.core.pages import get, show
from mekaar.people import writing
from mekaar.people.requests import PersonRequest

Step = DailyActivity.Step

# The steps as they stand in an address.
STEPS = {"zelf": Step.SELF_DONE, "weer-kunnen": Step.TO_REGAIN, "over": Step.LEFT_OVER}
_SLUGS = {step.value: slug for slug, step in STEPS.items()}
_LEADS = {
    Step.SELF_DONE: gettext_lazy("Wat doe jij zelf, elke dag? Ook het kleine telt."),
    Step.TO_REGAIN: gettext_lazy("Wat wil jij weer kunnen? Een kleine stap is genoeg."),
    Step.LEFT_OVER: gettext_lazy("Wat blijft er over? Daar kijken we samen naar."),
}


def _step(slug: str) -> Step:
    if slug not in STEPS:
        raise NotThere("")
    return STEPS[slug]


def _activity(request: PersonRequest, code: str) -> DailyActivity:
    mine = DailyActivity.objects.visible_to(request.by).filter(
        participant=request.resident, unknown_yet=False
    )
    return get(mine.select_related("participant"), code=code)


def steps_page(request: PersonRequest) -> HttpResponse:
    """The three steps; the third opens after the others."""
    actions.looked(request.resident, "conversation.activity.seen", by=request.by)
    return show(
        request,
        "conversation/steps_page.html",
        title=_("Wat ik zelf doe"),
        lead=_("Eerst wat je zelf doet. Dan wat je weer wilt kunnen. Dan wat er overblijft."),
        steps=[(_SLUGS[one.key], one) for one in queries.three_steps(request.resident)],
        today=dates.today(),
    )


def activity_new(request: PersonRequest, step: str) -> HttpResponse:
    """Put something on a step, in own words."""
    which = _step(step)
    form = ActivityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        actions.add_activity(
            request.resident, form.cleaned_data["words"], step=which, by=request.by
        )
        messages.success(request, _("Bewaard."))
        return redirect("conversation:steps_page")
    return show(
        request,
        "conversation/activity_new.html",
        title=str(which.label),
        lead=str(_LEADS[which]),
        form=form,
    )


@require_POST
def step_pass(request: PersonRequest, step: str) -> HttpResponse:
    """ "Weet ik nog niet" to this step."""
    which = _step(step)
    form = forms.Form(request.POST)
    if page := writing.settled(request, form, title=_("Weet je dit nog niet?")):
        return page
    actions.pass_step(request.resident, step=which, by=request.by)
    messages.success(request, _("Goed. Weet je het later wel? Dan schrijf je het erbij."))
    return redirect("conversation:steps_page")


def activity_edit(request: PersonRequest, code: str) -> HttpResponse:
    """Other words, or another step: only the resident moves it (R-B04)."""
    activity = _activity(request, code)
    form = ChangeActivityForm(
        request.POST or None, initial={"words": activity.words, "step": activity.step}
    )
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        actions.change_activity(activity, **form.cleaned_data, by=request.by)
        messages.success(request, _("Veranderd."))
        return redirect("conversation:steps_page")
    actions.looked(request.resident, "conversation.activity.seen", by=request.by)
    return show(
        request,
        "conversation/activity_edit.html",
        title=_("Veranderen"),
        form=form,
        activity=activity,
    )


@require_POST
def activity_remove(request: PersonRequest, code: str) -> HttpResponse:
    """Take it away; at the desk after reading aloud what goes."""
    activity = _activity(request, code)
    form = ActivityForm({"words": activity.words})
    if form.is_valid() and (page := writing.settled(request, form, title=_("Halen we dit weg?"))):
        if request.POST.get(writing.ANSWER) == "nee":
            return redirect("conversation:activity_edit", code)
        return page
    actions.remove_activity(activity, by=request.by)
    messages.success(request, _("Weggehaald."))
    return redirect("conversation:steps_page")


def practice_new(request: PersonRequest, code: str) -> HttpResponse:
    """A small step, with your own date to look back (R-B05)."""
    activity = _activity(request, code)
    form = PracticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt deze oefenstap zo?")):
            return page
        actions.add_practice(activity, form.practice(), by=request.by)
        messages.success(request, _("Je oefenstap staat erbij."))
        return redirect("conversation:steps_page")
    actions.looked(request.resident, "conversation.activity.seen", by=request.by)
    return show(
        request,
        "conversation/practice_new.html",
        title=_("Een oefenstap"),
        form=form,
        activity=activity,
    )


def practice_look_back(request: PersonRequest, code: str) -> HttpResponse:
    """Houden zo, minder hulp of stoppen."""
    mine = PracticeStep.objects.visible_to(request.by).filter(participant=request.resident)
    step = get(mine.select_related("participant", "activity"), code=code)
    form = LookBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt het zo?")):
            return page
        actions.look_back(step, **form.cleaned_data, by=request.by)
        messages.success(request, _("Bewaard. Jij bepaalt hoe het verder gaat."))
        return redirect("conversation:steps_page")
    actions.looked(request.resident, "conversation.activity.seen", by=request.by)
    return show(
        request,
        "conversation/practice_look_back.html",
        title=_("Terugkijken"),
        form=form,
        step=step,
    )
