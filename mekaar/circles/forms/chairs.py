"""What is asked of who sits in a circle, and of the facilitator who writes for who phones."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.circles.forms.scribe import ReadBackForm
from mekaar.circles.queries.chairs import Member
from mekaar.core import dates
from mekaar.core.forms import Day, Line


class FacilitateForm(forms.Form):
    """Yes only from who stands apart from everybody in the circle (R-C13)."""

    is_independent = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Kun je dit niet zeggen? Kies dan voor liever niet.")
        }
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        """`name` is who asks."""
        super().__init__(*args, **kwargs)
        self.fields["is_independent"].label = _(
            "Ik behandel %(name)s niet, en ik geef niemand uit de kring leiding."
        ) % {"name": name}


class TalkForm(forms.Form):
    """On which day they talked; nothing else is kept."""

    day = Day(
        label=gettext_lazy("Op welke dag praatten jullie?"),
        help_text=gettext_lazy("Bijvoorbeeld 3 maart, of vandaag."),
        error_messages={"required": gettext_lazy("Schrijf de dag op, bijvoorbeeld vandaag.")},
    )

    def clean_day(self) -> Any:
        """A talk was held before it is written down.

        Raises ValidationError.
        """
        day = self.cleaned_data["day"]
        if day and day > dates.today():
            raise forms.ValidationError(
                _("Deze dag moet nog komen. Schrijf het op als jullie gepraat hebben.")
            )
        return day


def _line(*, required: bool) -> Line:
    return Line(
        label=gettext_lazy("Eén zin die de kring mag weten"),
        help_text=gettext_lazy("De anderen in de kring lezen deze zin. Geen zin is ook goed."),
        max_length=200,
        required=required,
        for_others=True,
        error_messages={"required": gettext_lazy("Schrijf één zin, of ga terug zonder zin.")},
    )


class LineForm(forms.Form):
    """The one line."""

    words = _line(required=True)


class PhoneForm(ReadBackForm):
    """What a member says on the phone; it counts after reading back."""

    field_order = ("says", "words", "read_back")

    says = forms.ChoiceField(
        label=gettext_lazy("Wat wil je opschrijven?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat je wilt opschrijven.")},
    )
    words = _line(required=False)

    def __init__(self, *args: Any, member: Member, deciding: bool, **kwargs: Any) -> None:
        """Only what this member can say now."""
        super().__init__(*args, **kwargs)
        choices = can_say(member, deciding=deciding)
        cast("forms.ChoiceField", self.fields["says"]).choices = choices
        if "line" not in dict(choices):
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        """A line has words."""
        cleaned = super().clean() or {}
        if cleaned.get("says") == "line" and not cleaned.get("words"):
            self.add_error("words", _("Schrijf de zin op zoals die gezegd is."))
        return cleaned


def can_say(member: Member, *, deciding: bool) -> list[tuple[str, str]]:
    """What can be written down for this member now, in the order in which it comes up."""
    if member.is_asked:
        return [("yes", _("Ja, ik doe mee")), ("no", _("Nee, liever niet"))]
    found = []
    if member.talk is None:
        found.append(("no_talk", _("Een voorgesprek hoeft niet voor mij")))
    else:
        found.append(("line", _("Een zin die de kring mag weten")))
    if member.line:
        found.append(("line_away", _("Haal mijn zin weg")))
    if deciding and not member.said_yes:
        found.append(("begin", _("Ja, wat mij betreft beginnen we")))
    if deciding and member.said_yes:
        found.append(("not_yet", _("Ik neem mijn ja terug")))
    if member.seat.some_meetings_only:
        found.append(("always", _("Ik kom altijd als het kan")))
    else:
        found.append(("sometimes", _("Ik kom alleen soms")))
    return [*found, ("leaves", _("Ik stop met de kring"))]


class RestForm(ReadBackForm):
    """What the resident says on the phone: rest, go on, stop (R-C02)."""

    field_order = ("what", "read_back")

    what = forms.ChoiceField(
        label=gettext_lazy("Wat wil je opschrijven?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat je wilt opschrijven.")},
    )

    def __init__(self, *args: Any, rests: bool, **kwargs: Any) -> None:
        """Rest or go on, and stop."""
        super().__init__(*args, **kwargs)
        first = ("go_on", _("De kring gaat weer verder"))
        if not rests:
            first = ("pause", _("De kring rust een tijd"))
        what = cast("forms.ChoiceField", self.fields["what"])
        what.choices = [first, ("stop", _("De kring stopt"))]


class FeedForm(forms.Form):
    """What a calendar may show."""

    with_place = forms.BooleanField(
        label=gettext_lazy("Laat ook de plek zien"),
        help_text=gettext_lazy("Zonder vinkje staat er alleen een tijd."),
        required=False,
    )
