"""The filter of the journal: one person, a period."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.forms import Day, Line
from mekaar.journal.queries import Period
from mekaar.people.forms.me import CHOOSE
from mekaar.people.looks import Known


class JournalForm(forms.Form):
    """Everything may stay empty."""

    is_search = True
    person = forms.ChoiceField(label=gettext_lazy("Wie"), required=False, error_messages=CHOOSE)
    first = Day(
        label=gettext_lazy("Vanaf welke dag"),
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld 3 maart."),
    )
    last = Day(label=gettext_lazy("Tot en met welke dag"), required=False)
    older = Line(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[Known], **kwargs: Any) -> None:
        """The people to choose from stand in this resident's journal."""
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)  # noqa: S101  # tells mypy its kind
        person.choices = [("", _("iedereen")), *((one.code, one.name) for one in people)]
        self._ids = {one.code: one.id for one in people}

    def who(self) -> uuid.UUID | None:
        """The chosen person, or everybody."""
        return self._ids.get(self.cleaned_data["person"])

    def period(self) -> Period:
        """The chosen days."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])
