"""What somebody would like to do, one thing a page; at the desk everything on one page."""

from django import forms
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Words
from mekaar.exchange.forms.wording import SharingForm, WhenForm
from mekaar.exchange.models import Offer
from mekaar.exchange.models.ask import Audience
from mekaar.exchange.wording import OfferChanges

AUDIENCES = [
    (Audience.CONNECTOR, gettext_lazy("alleen de buurtverbinder")),
    (
        Audience.NEIGHBOURHOOD,
        gettext_lazy("ook een buur die ideeën wil horen, zonder mijn naam"),
    ),
]
AT_ONCE = [
    (0, gettext_lazy("nu even niets")),
    (1, gettext_lazy("één ding")),
    (2, gettext_lazy("twee dingen")),
    (3, gettext_lazy("drie dingen")),
    (4, gettext_lazy("vier dingen")),
    (5, gettext_lazy("vijf dingen")),
]


class OfferWordsForm(forms.Form):
    """What somebody would like to do, in own words, and what sort of thing it is."""

    words = Words(
        label=gettext_lazy("Wat wil je doen, lenen of delen?"),
        help_text=gettext_lazy("Schrijf het zoals je het zou zeggen. Klein is goed."),
        error_messages={
            "required": gettext_lazy("Schrijf op wat je wilt doen. Eén zin is genoeg.")
        },
        for_others=True,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        choices=Offer.Kind.choices,
        initial=Offer.Kind.PERSON,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Kies wat het is.")},
    )

    def changes(self) -> OfferChanges:
        """The words and the kind."""
        return {"words": self.cleaned_data["words"], "kind": self.cleaned_data["kind"]}


class OfferWhenForm(WhenForm):
    """When, how far and in which languages, for an offer."""

    def changes(self) -> OfferChanges:
        """What was said about when, where and how."""
        said = super().changes()
        return {
            "times": said["times"],
            "max_distance": said["max_distance"],
            "languages": said["languages"],
        }


class OfferAudienceForm(SharingForm):
    """Who may read it; there is no list of offers for anybody (R-B07)."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=AUDIENCES,
        initial=Audience.CONNECTOR,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Delen hoeft nooit om hulp te krijgen. Je kunt dit altijd veranderen. Het geldt meteen."
        ),
        error_messages={"invalid_choice": gettext_lazy("Kies wie dit mag lezen.")},
    )
    field_order = ["audience", "shared_until"]

    def changes(self) -> OfferChanges:
        """Who may read it, and until when."""
        data = self.cleaned_data
        return {"audience": data["audience"], "shared_until": data["shared_until"]}


class CarryingForm(forms.Form):
    """How much somebody can carry at once now; zero is a good answer."""

    at_once = forms.TypedChoiceField(
        label=gettext_lazy("Hoeveel kun je nu tegelijk doen?"),
        choices=AT_ONCE,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Dit geldt voor alles samen. Je kunt het elke dag veranderen."),
        error_messages={
            "required": gettext_lazy("Kies hoeveel je nu kunt doen. Niets mag ook."),
            "invalid_choice": gettext_lazy("Kies een antwoord uit de lijst."),
        },
    )


class OfferOverviewForm(OfferWordsForm, OfferWhenForm, OfferAudienceForm):
    """Everything on one page, for at the desk; only the words are needed."""

    field_order = [
        "words",
        "kind",
        "times",
        "max_distance",
        "languages",
        "audience",
        "shared_until",
    ]

    def changes(self) -> OfferChanges:
        """Everything that was said."""
        return {
            **OfferWordsForm.changes(self),
            **OfferWhenForm.changes(self),
            **OfferAudienceForm.changes(self),
        }
