"""The forms of this room: nothing is compulsory but what a form is about."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.conversation.models import (
    ClosingInvitation,
    CoreAnswer,
    DailyActivity,
    Goal,
    PracticeStep,
)
from mekaar.conversation.queries import CoreQuestion
from mekaar.conversation.said import Practice, Reply, Said, Wish
from mekaar.conversation.words import LANGUAGES
from mekaar.core import dates
from mekaar.core.forms import Carried, Clock, Day, Line, Words

Question = CoreAnswer.Question
Mark = PracticeStep.Mark

_CHOOSE = gettext_lazy("Kies een van de antwoorden.")
_YOUR_WORDS = gettext_lazy("Schrijf hier je eigen woorden.")


_UNKNOWN = {
    Question.WANT: gettext_lazy("Ik weet nog niet wat ik wil"),
    Question.CAN: gettext_lazy("Ik weet nog niet wat ik kan"),
    Question.NEED: gettext_lazy("Ik weet nog niet wat ik nodig heb"),
}


class NotYet(forms.ChoiceField):
    """A box to tick: "Ik weet nog niet wat ik wil". Read back as the question, and "Dat weet ik nog
    niet".
    """

    widget = forms.CheckboxInput

    def __init__(self, question: Question, **kwargs: Any) -> None:
        """Never compulsory; `read_as` is the question that is read back (people.writing)."""
        self.read_as = question.label
        not_yet = [("yes", gettext_lazy("Dat weet ik nog niet."))]
        super().__init__(label=_UNKNOWN[question], required=False, choices=not_yet, **kwargs)

    def clean(self, value: object) -> str:
        """Ticked or not."""
        return "yes" if value else ""


class OneOf(forms.ChoiceField):
    """One of a few answers, as large radios."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        """With one Dutch sentence for every wrong choice."""
        kwargs.setdefault("error_messages", {"required": _CHOOSE, "invalid_choice": _CHOOSE})
        super().__init__(**kwargs)


def _to_come(day: datetime.date | None) -> datetime.date | None:
    """A day that is still to come.

    Raises ValidationError.
    """
    if day == dates.today():
        raise ValidationError(_("Dit is vandaag. Kies een dag die nog komt."))
    if day and day < dates.today():
        raise ValidationError(_("Deze dag is al geweest. Kies een dag die nog komt."))
    return day


class TalkForm(forms.Form):
    """Where do you want to talk? (R-C09)"""

    place = Line(
        label=gettext_lazy("Waar wil je praten?"),
        help_text=gettext_lazy(
            "Jij kiest. Bij jou thuis, op een bankje buiten of aan een tafel bij het raam."
            " Elke plek is goed."
        ),
        max_length=200,
        required=False,
    )
    by_phone = forms.BooleanField(
        label=gettext_lazy("Ik praat liever aan de telefoon"), required=False
    )
    language_helper = Line(
        label=gettext_lazy("Wie helpt je met de taal?"),
        help_text=gettext_lazy("Bijvoorbeeld een buurvrouw. Dit geldt alleen voor dit gesprek."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A talk has a place, or the phone."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("place") and not cleaned.get("by_phone"):
            self.add_error("place", _("Kies een plek. Of kies de telefoon."))
        return cleaned

    def wish(self) -> Wish:
        """What was wished."""
        return Wish(**self.cleaned_data)


class PlanTalkForm(forms.Form):
    """On which day, and with whom; the place is not here: it is the resident's."""

    day = Day(
        label=gettext_lazy("Op welke dag?"),
        help_text=gettext_lazy("Bijvoorbeeld %(day)s."),
        ahead=True,
    )
    time = Clock(
        label=gettext_lazy("Hoe laat?"), help_text=gettext_lazy("Bijvoorbeeld 10.30, of half elf.")
    )
    with_whom = OneOf(label=gettext_lazy("Wie praat er mee?"))

    def __init__(self, *args: Any, partners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """`partners` are the people of the desk: code and name."""
        super().__init__(*args, **kwargs)
        self.fields["with_whom"].choices = list(partners)  # type: ignore[attr-defined]  # OneOf

    def clean(self) -> dict[str, Any]:
        """A moment that is still to come."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("time") and self.at() <= timezone.now():
            self.add_error("day", _("Dit moment is al geweest. Kies een moment dat nog komt."))
        return cleaned

    def at(self) -> datetime.datetime:
        """Day and time together."""
        both = datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return timezone.make_aware(both)


class CardForm(forms.Form):
    """The conversation card: want, can, need, in this order; each may stay open (R-C05)."""

    seen = Carried(required=False, widget=forms.HiddenInput, max_length=80)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, questions: Sequence[CoreQuestion] = ()
    ) -> None:
        """`questions` are the answers there are now."""
        latest = {question.key: question.latest for question in questions}
        initial: dict[str, Any] = {"seen": _versions(questions)}
        for key, wording in latest.items():
            if wording:
                initial[key] = wording.words
                initial[f"{key}_unknown"] = "yes" if wording.unknown_yet else ""
                initial[f"{key}_other"] = wording.other_words
                initial.setdefault("language", wording.language_code)
        super().__init__(data, initial=initial)
        for question in Question:
            self._add_question(question)

    def _add_question(self, question: Question) -> None:
        self.fields[question.value] = Words(
            label=question.label, required=False, max_length=4000, rows=4
        )
        self.fields[f"{question}_unknown"] = NotYet(question)

    def clean(self) -> dict[str, Any]:
        """One answer to a question: words, or "weet ik nog niet"; of both what was said now."""
        cleaned = super().clean() or {}
        for question in Question:
            self._say_one(question.value, cleaned)
        return cleaned

    def _say_one(self, key: str, cleaned: dict[str, Any]) -> None:
        ticked, words = f"{key}_unknown", (key, f"{key}_other")
        if not cleaned.get(ticked) or not any(cleaned.get(name) for name in words):
            return
        wrote = any(cleaned.get(name, "") != (self.initial.get(name) or "") for name in words)
        if wrote or self.initial.get(ticked):
            cleaned[ticked] = ""
        else:
            cleaned.update({name: "" for name in words if name in cleaned})

    def said(self) -> dict[str, Said]:
        """What was said to each question."""
        return {question.value: self._said(question.value) for question in Question}

    def _said(self, key: str) -> Said:
        other = self.cleaned_data.get(f"{key}_other", "")
        return Said(
            words=self.cleaned_data[key],
            unknown_yet=bool(self.cleaned_data[f"{key}_unknown"]),
            other_language=self.cleaned_data.get("language", "") if other else "",
            other_words=other,
        )

    def versions_seen(self) -> Mapping[str, int]:
        """Which version of each question the page showed; nonsense counts as none."""
        found = {}
        for part in str(self.cleaned_data.get("seen", "")).split(","):
            key, _colon, version = part.partition(":")
            if version.isascii() and version.isdigit():
                found[key] = int(version)
        return found


def _versions(questions: Iterable[CoreQuestion]) -> str:
    return ",".join(f"{q.key}:{q.latest.version}" for q in questions if q.latest)


class CardInMyLanguageForm(CardForm):
    """The same card, with what was said in another language and the Dutch beside it (J2)."""

    language = forms.ChoiceField(
        label=gettext_lazy("In welke taal is het gezegd?"),
        required=False,
        error_messages={"invalid_choice": _CHOOSE},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, questions: Sequence[CoreQuestion] = ()
    ) -> None:
        """The languages, with none chosen first."""
        super().__init__(data, questions=questions)
        choices = [("", _("Kies een taal")), *LANGUAGES]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]  # ChoiceField

    def _add_question(self, question: Question) -> None:
        self.fields[f"{question}_other"] = Words(
            label=_("%(question)s In je eigen taal") % {"question": question.label},
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        )
        self.fields[question.value] = Words(
            label=_("%(question)s In het Nederlands") % {"question": question.label},
            required=False,
            max_length=4000,
            rows=4,
        )
        self.fields[f"{question}_unknown"] = NotYet(question)

    def clean(self) -> dict[str, Any]:
        """Words in another language name that language."""
        cleaned = super().clean() or {}
        others = [cleaned.get(f"{question}_other") for question in Question]
        if any(others) and not cleaned.get("language") and "language" not in self.errors:
            self.add_error("language", _("Kies de taal van de woorden in je eigen taal."))
        return cleaned


class ActivityForm(forms.Form):
    """Something of daily life, in own words."""

    words = Line(
        max_length=300,
        label=gettext_lazy("In jouw woorden"),
        error_messages={"required": _YOUR_WORDS},
    )


class ChangeActivityForm(ActivityForm):
    """Other words, or another step."""

    step = OneOf(label=gettext_lazy("Waar hoort dit bij?"), choices=DailyActivity.Step.choices)


class PracticeForm(forms.Form):
    """A small step with a date to look back (R-B05)."""

    words = Line(
        max_length=300,
        label=gettext_lazy("Welke kleine stap wil je oefenen?"),
        help_text=gettext_lazy("Bijvoorbeeld: lopen tot de hoek."),
        error_messages={"required": _YOUR_WORDS},
    )
    with_whom = Line(
        label=gettext_lazy("Met wie?"),
        help_text=gettext_lazy("Alleen mag ook. Dan laat je dit leeg."),
        required=False,
    )
    look_back_on = Day(
        label=gettext_lazy("Wanneer kijk je terug?"),
        help_text=gettext_lazy(
            "Jij kiest de dag, bijvoorbeeld %(day)s. Je krijgt er geen bericht over."
        ),
        ahead=True,
        error_messages={"required": gettext_lazy("Kies een dag om terug te kijken.")},
    )

    def clean_look_back_on(self) -> datetime.date | None:
        """A day to come."""
        return _to_come(self.cleaned_data["look_back_on"])

    def practice(self) -> Practice:
        """What was chosen."""
        return Practice(**self.cleaned_data)


class LookBackForm(forms.Form):
    """Keep, less or stop; keep and less with the next date."""

    mark = OneOf(label=gettext_lazy("Hoe wil je verder?"), choices=Mark.choices)
    next_on = Day(
        label=gettext_lazy("Wanneer kijk je weer terug?"),
        help_text=gettext_lazy("Bijvoorbeeld %(day)s. Stop je? Dan hoeft er geen dag."),
        ahead=True,
        required=False,
    )

    def clean_next_on(self) -> datetime.date | None:
        """A day to come."""
        return _to_come(self.cleaned_data["next_on"])

    def clean(self) -> dict[str, Any]:
        """Going on has a date; stopping has none."""
        cleaned = super().clean() or {}
        goes_on = cleaned.get("mark") in {Mark.KEEP, Mark.LESS}
        if goes_on and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Kies een dag om weer terug te kijken."))
        return cleaned


class GoalForm(forms.Form):
    """A goal in own words; nothing else is asked (R-C07)."""

    words = Words(
        max_length=1000,
        label=gettext_lazy("Mijn doel, in mijn woorden"),
        error_messages={"required": _YOUR_WORDS},
    )


class GoalMarkForm(forms.Form):
    """The owner's own view."""

    mark = OneOf(label=gettext_lazy("Hoe gaat het, vind je zelf?"), choices=Goal.Mark.choices)


class InvitationForm(forms.Form):
    """No, later or yes; each is a full answer (R-A12)."""

    answer = OneOf(
        label=gettext_lazy("Wat zeg je?"),
        choices=[
            (ClosingInvitation.Answer.NO, gettext_lazy("Nee. Dat is ook goed.")),
            (ClosingInvitation.Answer.LATER, gettext_lazy("Later misschien")),
            (ClosingInvitation.Answer.YES, gettext_lazy("Ja, graag")),
        ],
    )
    later_on = Day(
        label=gettext_lazy("Later: na welke dag mogen we het weer vragen?"),
        help_text=gettext_lazy("Bijvoorbeeld %(day)s. Je krijgt er geen bericht over."),
        ahead=True,
        required=False,
    )
    words = Words(
        label=gettext_lazy("Ja: wat zou je willen doen?"),
        help_text=gettext_lazy("In wat voor vorm ook. Je mag het ook nog niet weten."),
        max_length=1000,
        rows=3,
        required=False,
    )

    def clean_later_on(self) -> datetime.date | None:
        """A day to come."""
        return _to_come(self.cleaned_data["later_on"])

    def clean(self) -> dict[str, Any]:
        """Later has the resident's own date."""
        cleaned = super().clean() or {}
        later = cleaned.get("answer") == ClosingInvitation.Answer.LATER
        if later and not cleaned.get("later_on") and "later_on" not in self.errors:
            self.add_error("later_on", _("Kies een dag. Of kies nee: dat is ook goed."))
        return cleaned

    def reply(self) -> Reply:
        """The answer with what belongs to it; the rest is not kept."""
        answer = self.cleaned_data["answer"]
        later = answer == ClosingInvitation.Answer.LATER
        yes = answer == ClosingInvitation.Answer.YES
        return Reply(
            answer=answer,
            later_on=self.cleaned_data["later_on"] if later else None,
            words=self.cleaned_data["words"] if yes else "",
        )
