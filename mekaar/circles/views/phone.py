"""What the facilitator does in a circle: talks, writing for who phones, the friendly call."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mekaar.circles.actions import chairs, decision, talks
from mekaar.circles.actions import circle as circles
from mekaar.circles.forms.chairs import PhoneForm, RestForm, TalkForm
from mekaar.circles.models import Seat, SupportCircle
from mekaar.circles.queries.chairs import Member, member_of
from mekaar.circles.views.door import Here, enter
from mekaar.core.errors import NotThere
from mekaar.core.pages import show
from mekaar.people.by import By
from mekaar.people.requests import PersonRequest

_State = SupportCircle.State


def _with_member(request: PersonRequest, code: str, seat: str) -> tuple[Here, Member]:
    here = enter(request, code, Seat.Chair.FACILITATOR)
    member = member_of(here.circle, seat, request.by)
    if member is None:
        raise NotThere("")
    return here, member


def _back(here: Here) -> HttpResponse:
    return redirect("circles:circle_page", here.circle.code)


def talk_held(request: PersonRequest, code: str, seat: str) -> HttpResponse:
    """That a talk was held, and when; there is no place for what was said."""
    here, member = _with_member(request, code, seat)
    day = member.talk.held_on if member.talk else None
    form = TalkForm(request.POST or None, initial={"day": day})
    if request.method == "POST" and form.is_valid():
        talks.talk_held(here.circle, member.seat, form.cleaned_data["day"], by=request.by)
        messages.success(request, _("Bewaard. Wat jullie zeiden, blijft tussen jullie."))
        return _back(here)
    return show(
        request,
        "circles/talk_held.html",
        title=_("Voorgesprek met %(name)s") % {"name": member.name},
        lead=_("We bewaren alleen dat het geweest is, en de dag."),
        form=form,
        circle=here.circle,
        member=member,
    )


@require_POST
def talk_not_held(request: PersonRequest, code: str, seat: str) -> HttpResponse:
    """Written down by mistake."""
    here, member = _with_member(request, code, seat)
    talks.talk_not_held(here.circle, member.seat, by=request.by)
    messages.success(request, _("Weggehaald."))
    return _back(here)


_Saying = Callable[[SupportCircle, Seat, str, By], None]
_SAYINGS: dict[str, _Saying] = {
    "yes": lambda c, s, _w, by: chairs.answers_by_phone(c, s, yes=True, by=by),
    "no": lambda c, s, _w, by: chairs.answers_by_phone(c, s, yes=False, by=by),
    "no_talk": lambda c, s, _w, by: talks.waive_talk(c, s, by=by),
    "line": lambda c, s, words, by: talks.release_line(c, s, words, by=by),
    "line_away": lambda c, s, _w, by: talks.take_back_line(c, s, by=by),
    "begin": lambda c, s, _w, by: decision.say_yes(c, s, by=by),
    "not_yet": lambda c, s, _w, by: decision.take_back_yes(c, s, by=by),
    "sometimes": lambda c, s, _w, by: chairs.comes_sometimes(c, s, only=True, by=by),
    "always": lambda c, s, _w, by: chairs.comes_sometimes(c, s, only=False, by=by),
    "leaves": lambda c, s, _w, by: chairs.leaves_by_phone(c, s, by=by),
}


def member_phones(request: PersonRequest, code: str, seat: str) -> HttpResponse:
    """The facilitator writes down what a member says aloud, and reads it back (R-C05)."""
    here, member = _with_member(request, code, seat)
    deciding = here.circle.state == _State.START_DECISION
    form = PhoneForm(request.POST or None, member=member, deciding=deciding)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        saying = _SAYINGS[said["says"]]
        saying(here.circle, member.seat, said.get("words", ""), request.by.after_reading_back())
        messages.success(request, _("Opgeschreven voor %(name)s.") % {"name": member.name})
        return _back(here)
    return show(
        request,
        "circles/phones.html",
        title=_("%(name)s zegt het aan de telefoon") % {"name": member.name},
        lead=_("Jij schrijft het op. Lees het voor. Het telt pas na een ja."),
        form=form,
        circle=here.circle,
    )


_RESTING = {"pause": circles.pause, "go_on": circles.go_on, "stop": circles.stop}


def resident_phones(request: PersonRequest, code: str) -> HttpResponse:
    """The resident says on the phone: rest, go on, stop. One step, no reason (R-C02)."""
    here = enter(request, code, Seat.Chair.FACILITATOR)
    rests = here.circle.state == _State.PAUSED
    form = RestForm(request.POST or None, rests=rests)
    if request.method == "POST" and form.is_valid():
        what = form.cleaned_data["what"]
        _RESTING[what](here.circle, by=request.by.after_reading_back())
        messages.success(request, _("Opgeschreven."))
        return redirect("circles:circle_list") if what == "stop" else _back(here)
    return show(
        request,
        "circles/phones.html",
        title=_("De persoon van wie de kring is, belt"),
        lead=_("Vraag niet waarom. Schrijf op wat je hoort, en lees het voor."),
        form=form,
        circle=here.circle,
    )


@require_POST
def propose_call(request: PersonRequest, code: str) -> HttpResponse:
    """ "Zal ik over een week of vier eens bellen?" Nothing is planned or sent."""
    here = enter(request, code, Seat.Chair.FACILITATOR)
    chairs.propose_call(here.circle, by=request.by)
    messages.success(request, _("Voorgesteld. Je leest hier of het mag."))
    return _back(here)
