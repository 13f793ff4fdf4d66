"""Asking a question, closing it, the answer of the back-up, and what people know."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.answers.forms.experience import ReadersForm
from mekaar.answers.models import Asked, Matter, Question
from mekaar.answers.telling import Asking
from mekaar.core.forms import Words


class AskForm(ReadersForm):
    """One question, for whom, and who else may hear it."""

    words = Words(
        label=gettext_lazy("Wat wil je vragen aan wie dit meemaakte?"),
        help_text=gettext_lazy("In je eigen woorden. Noem geen namen, ook niet die van jou."),
        max_length=600,
        error_messages={"required": gettext_lazy("Schrijf je vraag op. Kort mag ook.")},
        for_others=True,
    )
    matter = forms.ChoiceField(
        label=gettext_lazy("Waar gaat het over?"),
        choices=Matter.choices,
        initial=Matter.NONE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Bij recht, gezondheid en geld zetten we het nummer van de achterwacht."
        ),
        error_messages={"invalid_choice": gettext_lazy("Kies waar het over gaat.")},
    )
    asks_people = forms.BooleanField(
        label=gettext_lazy("De buurtverbinder mag het vragen aan iemand die dit kent"),
        required=False,
    )
    asks_back_up = forms.BooleanField(
        label=gettext_lazy("De balie mag het vragen aan de achterwacht. Die weet niet wie je bent"),
        required=False,
    )
    field_order = ["words", "matter", "audience", "group", "asks_people", "asks_back_up"]

    @classmethod
    def said(cls, question: Question) -> dict[str, Any]:
        """What the form begins with for a question that is there."""
        return {
            "words": question.words,
            "matter": question.matter,
            "audience": question.audience,
            "group": question.group and question.group.code,
            "asks_people": question.asks_people,
            "asks_back_up": question.asks_back_up,
        }

    def asking(self) -> Asking:
        """What is asked, and of whom."""
        data = self.cleaned_data
        return {
            "words": data["words"],
            "matter": data["matter"],
            "audience": data["audience"],
            "group": data.get("group"),
            "asks_people": data["asks_people"],
            "asks_back_up": data["asks_back_up"],
        }


class CloseForm(forms.Form):
    """Who had the answer; it is said by the owner and counted without a name."""

    answered_by = forms.ChoiceField(
        label=gettext_lazy("Wie had een antwoord waar je iets aan hebt?"),
        choices=Question.AnsweredBy.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Kies een van de antwoorden."),
            "invalid_choice": gettext_lazy("Kies een van de antwoorden."),
        },
    )


class BackUpForm(forms.Form):
    """What the back-up answers."""

    answer = Words(
        label=gettext_lazy("Jouw antwoord"),
        help_text=gettext_lazy("De balie en wie het vroeg, lezen dit."),
        error_messages={"required": gettext_lazy("Schrijf een antwoord op. Kort mag ook.")},
        for_others=True,
    )


class KnownForm(forms.Form):
    """One situation that somebody knows from the inside."""

    words = Words(
        label=gettext_lazy("Dit ken ik van binnenuit"),
        help_text=gettext_lazy("Een paar woorden, zoals: mantelzorg, schulden, alleen komen."),
        max_length=300,
        rows=3,
        error_messages={"required": gettext_lazy("Schrijf een paar woorden op.")},
    )


class AnswerForm(forms.Form):
    """Yes, later or no; with a yes how this person may be known."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Wil je met deze buur meedenken?"),
        choices=Asked.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Kies ja, later of nee. Nee is ook goed."),
            "invalid_choice": gettext_lazy("Kies ja, later of nee. Nee is ook goed."),
        },
    )
    shown_as = Words(
        label=gettext_lazy("Bij een ja: wat mag deze buur van jou weten?"),
        help_text=gettext_lazy("Bijvoorbeeld: Abeba, op dinsdag aan de tafel. Jij kiest."),
        max_length=300,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A yes says how to find each other; otherwise nothing of this person is kept."""
        data = super().clean() or {}
        if data.get("answer") != Asked.Answer.YES:
            data["shown_as"] = ""
        elif not data.get("shown_as") and "shown_as" not in self.errors:
            self.add_error("shown_as", _("Schrijf op hoe deze buur jou kan vinden."))
        return data
