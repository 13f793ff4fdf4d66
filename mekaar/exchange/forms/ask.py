"""Asking in own words, one thing a page; at the desk everything on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Words
from mekaar.exchange.forms.wording import SharingForm, WhenForm
from mekaar.exchange.models.ask import Audience
from mekaar.exchange.queries.ask import groups
from mekaar.exchange.wording import AskChanges
from mekaar.people.models import Group


class AskWordsForm(forms.Form):
    """The ask, in own words; no category."""

    words = Words(
        label=gettext_lazy("Wat is je vraag?"),
        help_text=gettext_lazy("Schrijf het zoals je het zou zeggen. Het hoeft niet mooi."),
        error_messages={"required": gettext_lazy("Schrijf je vraag op. Eén zin is genoeg.")},
        for_others=True,
    )

    def changes(self) -> AskChanges:
        """The words."""
        return {"words": self.cleaned_data["words"]}


class AskSidesForm(forms.Form):
    """The two sides of an ask: what I do myself, and who stands next to me (R-A04)."""

    self_part = Words(
        label=gettext_lazy("Wat doe je zelf?"),
        rows=3,
        required=False,
        max_length=1000,
        for_others=True,
    )
    beside_me = Words(
        label=gettext_lazy("Wie staat er naast je?"),
        help_text=gettext_lazy("Bijvoorbeeld je zus, of een buur. Niemand is ook een antwoord."),
        rows=3,
        required=False,
        max_length=1000,
        for_others=True,
    )

    def changes(self) -> AskChanges:
        """The two sides."""
        data = self.cleaned_data
        return {"self_part": data["self_part"], "beside_me": data["beside_me"]}


class AskWhenForm(WhenForm):
    """When, how far and in which languages, for an ask."""

    def changes(self) -> AskChanges:
        """What was said about when, where and how."""
        said = super().changes()
        return {
            "times": said["times"],
            "max_distance": said["max_distance"],
            "languages": said["languages"],
        }


class AskAudienceForm(SharingForm):
    """Who may read it: the connector only, unless the asker chooses wider (R-A08)."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Wie mag je vraag lezen?"),
        choices=Audience.choices,
        initial=Audience.CONNECTOR,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Delen hoeft nooit om hulp te krijgen. Je kunt dit altijd veranderen. Het geldt meteen."
        ),
        error_messages={"invalid_choice": gettext_lazy("Kies wie je vraag mag lezen.")},
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Welke groep?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("geen groep"),
        error_messages={"invalid_choice": gettext_lazy("Kies een groep uit de lijst.")},
    )
    field_order = ["audience", "group", "shared_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The groups of the neighbourhood; the wall shows no others."""
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = groups()
            field.to_field_name = "code"
            if not field.queryset.exists():  # no choice that leads nowhere
                del self.fields["group"]
                who = self.fields["audience"]
                if isinstance(who, forms.ChoiceField):
                    who.choices = [one for one in Audience.choices if one[0] != Audience.GROUP]

    def clean(self) -> dict[str, Any]:
        """A group only belongs with the choice for one group."""
        data = super().clean() or {}
        if data.get("audience") != Audience.GROUP:
            data["group"] = None
        elif not data.get("group") and "group" not in self.errors:
            self.add_error("group", _("Kies welke groep je vraag mag lezen."))
        return data

    def changes(self) -> AskChanges:
        """Who may read it, and until when."""
        data = self.cleaned_data
        return {
            "audience": data["audience"],
            "group": data.get("group"),
            "shared_until": data["shared_until"],
        }


class AskOverviewForm(AskWordsForm, AskSidesForm, AskWhenForm, AskAudienceForm):
    """Everything on one page, for at the desk; only the words are needed."""

    field_order = ["words", "self_part", "beside_me", "times", "max_distance", "languages",
                   "audience", "group", "shared_until"]  # fmt: skip

    def changes(self) -> AskChanges:
        """Everything that was said."""
        return {
            **AskWordsForm.changes(self),
            **AskSidesForm.changes(self),
            **AskWhenForm.changes(self),
            **AskAudienceForm.changes(self),
        }
