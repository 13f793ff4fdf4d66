"""Reporting, one's own reports, and deciding about them (L-20)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.core.errors import NotThere, Refused
from mekaar.core.pages import get, show
from mekaar.people import writing
from mekaar.people.doors import holding
from mekaar.people.looks import looked
from mekaar.people.requests import PersonRequest
from mekaar.places.queries import confidant
from mekaar.reports import actions, queries, reportable
from mekaar.reports.forms import DecisionForm, ReportForm
from mekaar.reports.models import Decision, Report
from mekaar.reports.rules import AGAIN

_decides = holding(*AGAIN, on_shift=True)


def report_new(request: PersonRequest, what: str, code: str) -> HttpResponse:
    """Report what one reads here, in own words; a name only if one likes."""
    thing = reportable.find(what, code, by=request.by)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if page := writing.settled(request, form, title=_("Klopt de melding zo?")):
            return page
        given = form.cleaned_data
        actions.make_report(
            thing, given["words"], name=given["name"], participant=request.resident, by=request.by
        )
        messages.success(request, _("Dank je. Een mens kijkt ernaar. Je hoort wat er besloten is."))
        return redirect("reports:mine")
    return show(
        request,
        "reports/report_new.html",
        title=_("Meld deze woorden"),
        lead=_("Een mens leest het en beslist. Wie het schreef, hoort niet wie het meldde."),
        thing=thing,
        form=form,
    )


def mine(request: PersonRequest) -> HttpResponse:
    """What I reported, and what was decided about words of mine, with the reason."""
    looked(request, "reports.report.seen")
    return show(
        request,
        "reports/mine.html",
        title=_("Meldingen"),
        lead=_("Wat je meldde, en wat er over jouw woorden besloten is."),
        reported=queries.reported_by(request.resident),
        about=queries.decided_about(request.resident),
        is_one_person=queries.is_one_person(),
        confidant=confidant(request.me.neighbourhood),
    )


def _own(request: PersonRequest, code: str) -> Report:
    rows = [one.report for one in queries.reported_by(request.resident) if one.report]
    found = next((one for one in rows if one.code == code), None)
    if found is None:
        raise Refused(_("Deze melding is er niet meer. Er is niets veranderd."))
    return found


@require_POST
def withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Take a report back before anybody decided."""
    report = _own(request, code)
    actions.withdraw(report, participant=request.resident, by=request.by)
    messages.success(request, _("Je melding is weg."))
    return redirect("reports:mine")


@require_POST
def appeal(request: PersonRequest, code: str) -> HttpResponse:
    """ "Ik ben het er niet mee eens": one press."""
    decision = get(Decision.objects.visible_to(request.by), code=code)
    actions.appeal(decision, participant=request.resident, by=request.by)
    messages.success(request, _("Goed. Iemand anders kijkt er nog eens naar."))
    return redirect("reports:mine")


def _nobody_beside(request: PersonRequest) -> None:
    """Raises Refused: who is being helped must not read along about others."""
    if request.visit:
        raise Refused(_("Sluit eerst het gesprek af. Meldingen gaan over andere mensen."))


@_decides
def open_list(request: PersonRequest) -> HttpResponse:
    """What waits for this person: what kind of words, since when. No names."""
    _nobody_beside(request)
    leaf = queries.open_reports(request.by, after=request.GET.get("na", ""))
    return show(
        request,
        "reports/open_list.html",
        title=_("Meldingen"),
        leaf=leaf,
        is_one_person=queries.is_one_person(),
    )


@_decides
def decide(request: PersonRequest, code: str) -> HttpResponse:
    """The words, what was reported, and after an appeal what was decided first; then decide."""
    _nobody_beside(request)
    waiting = queries.waiting(request.by)
    report = next((one for one in queries.some(waiting) if one.code == code), None)
    if report is None:
        raise NotThere("")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.decide(report, given["outcome"], given["reason"], by=request.by)
        messages.success(request, _("Het besluit is opgeschreven. Beiden horen het."))
        return redirect("reports:open_list")
    queries.seen(report, *actions.parties_of(report, by=request.by), by=request.by)
    return show(
        request,
        "reports/decide.html",
        title=_("Beslis over een melding"),
        report=report,
        words=reportable.read(report.kind, report.thing),
        first=queries.first_decision(report),
        form=form,
    )
