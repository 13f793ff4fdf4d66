"""Telling an experience, choosing who reads it, saying yes to it, and looking for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.answers.models import Audience, Experience, Matter
from mekaar.answers.queries import groups
from mekaar.answers.telling import Telling
from mekaar.core.forms import Carried, Line, Words
from mekaar.people.models import Group


class ReadersForm(forms.Form):
    """Who may read it: the table and the desk only, unless the teller chooses wider."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=Audience.choices,
        initial=Audience.TABLE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Nooit met je naam erbij. Je kunt dit altijd veranderen."),
        error_messages={"invalid_choice": gettext_lazy("Kies wie dit mag lezen.")},
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Welke groep leest mee?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("geen groep"),
        error_messages={"invalid_choice": gettext_lazy("Kies een groep uit de lijst.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The groups of the neighbourhood; the wall shows no others."""
        super().__init__(*args, **kwargs)
        field, who = self.fields["group"], self.fields["audience"]
        if isinstance(field, forms.ModelChoiceField) and isinstance(who, forms.ChoiceField):
            field.queryset = groups()
            field.to_field_name = "code"
            if not field.queryset.exists():  # no choice that leads nowhere
                del self.fields["group"]
                who.choices = [one for one in Audience.choices if one[0] != Audience.GROUP]

    def clean(self) -> dict[str, Any]:
        """A group only belongs with the choice for one group."""
        data = super().clean() or {}
        if data.get("audience") != Audience.GROUP:
            data["group"] = None
        elif not data.get("group") and "group" not in self.errors:
            self.add_error("group", _("Kies welke groep dit mag lezen."))
        return data


class TellForm(ReadersForm):
    """Three things, of which the last two may stay empty."""

    happened = Words(
        label=gettext_lazy("Dit heb ik meegemaakt"),
        help_text=gettext_lazy("In je eigen woorden. Noem geen namen van anderen."),
        error_messages={"required": gettext_lazy("Schrijf op wat je meemaakte. Kort mag ook.")},
        for_others=True,
    )
    helped = Words(label=gettext_lazy("Dit hielp mij"), required=False, rows=3, for_others=True)
    otherwise = Words(
        label=gettext_lazy("Dit zou ik nu anders doen"), required=False, rows=3, for_others=True
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
    field_order = ["happened", "helped", "otherwise", "matter", "audience", "group"]

    @classmethod
    def said(cls, experience: Experience) -> dict[str, Any]:
        """What the form begins with for an experience that is there."""
        return {
            "happened": experience.happened,
            "helped": experience.helped,
            "otherwise": experience.otherwise,
            "matter": experience.matter,
            "audience": experience.audience,
            "group": experience.group and experience.group.code,
        }

    def telling(self) -> Telling:
        """What was told, and for whom."""
        data = self.cleaned_data
        return {
            "happened": data["happened"],
            "helped": data["helped"],
            "otherwise": data["otherwise"],
            "matter": data["matter"],
            "audience": data["audience"],
            "group": data.get("group"),
        }


class YesForm(forms.Form):
    """A yes to the words that the page showed; at the desk after reading them aloud."""

    which = Carried(widget=forms.HiddenInput, max_length=64)
    read_aloud = forms.BooleanField(
        label=gettext_lazy("Ik las het voor, en kreeg een ja"),
        error_messages={"required": gettext_lazy("Lees het eerst voor. Vraag of het zo mag.")},
    )

    def __init__(self, *args: Any, at_desk: bool, **kwargs: Any) -> None:
        """Who sits at their own page reads it there."""
        super().__init__(*args, **kwargs)
        if not at_desk:
            del self.fields["read_aloud"]


class FindForm(forms.Form):
    """What somebody looks for, in own words; kept nowhere."""

    words = Line(
        label=gettext_lazy("Waar zit je mee?"),
        help_text=gettext_lazy("Een paar woorden is genoeg. We bewaren niet wat je zoekt."),
        max_length=300,
        error_messages={"required": gettext_lazy("Schrijf een paar woorden op.")},
    )
