"""Form fields that forgive: what can be understood is taken, the rest is asked in plain Dutch."""

import datetime
import re
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import keep_lazy_text
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core import dates, text

# The field with the number of a form: what was done for it is done (people/actions/answered.py).
ONCE = "eenmaal"

_TOO_LONG = gettext_lazy(
    "Dit is te lang: %(show_value)d tekens. Maak het korter dan %(limit_value)d."
)
_NO_ADDRESS = gettext_lazy("Dit mailadres begrijpen we niet. Kijk of er een @ in staat.")


class ShownAgain:
    """A field of text that a page can show again as it was typed, without what HTML cannot hold."""

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  # Django hands it
        """What was typed, without null bytes; `clean` still answers what was really sent."""
        return data.replace("\x00", "") if isinstance(data, str) else data


class Mail(ShownAgain, forms.EmailField):
    """A mail address."""

    def __init__(self, **kwargs: Any) -> None:
        """At most 254 characters (RFC 5321)."""
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("error_messages", {}).setdefault("invalid", _NO_ADDRESS)
        super().__init__(**kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Tidied too: a page cannot hold every character that can be sent."""
        shown = super().bound_data(data, initial)
        return text.tidy_line(shown) if isinstance(shown, str) else shown


class Carried(ShownAgain, forms.CharField):
    """Text that a page takes along, not written by a person in words."""


class Line(ShownAgain, forms.CharField):
    """One line of text, tidied."""

    def __init__(self, *, for_others: bool = False, **kwargs: Any) -> None:
        """At most 80 characters unless told otherwise.

        `for_others`: others will read it, so who writes gets hints (people/hints.py).
        """
        self.for_others = for_others
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("error_messages", {}).setdefault("max_length", _TOO_LONG)
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: object) -> str:
        """Refuse null bytes with a sentence, tidy the rest."""
        raw = super().to_python(value)
        if raw and text.has_null(raw):
            raise ValidationError(
                _("In deze tekst zit een teken dat we niet kunnen bewaren. Typ de tekst opnieuw.")
            )
        return self.tidied(raw or "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Tidied too: a line holds no line feed."""
        shown = super().bound_data(data, initial)
        return self.tidied(shown) if isinstance(shown, str) else shown

    def tidied(self, raw: str) -> str:
        """The text as it is kept."""
        return text.tidy_line(raw)


class Words(Line):
    """Several lines in somebody's own words."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        """At most 2,000 characters unless told otherwise."""
        kwargs.setdefault("max_length", 2000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def tidied(self, raw: str) -> str:
        """The text as it is kept, with its lines."""
        return text.tidy(raw)


class Day(Line):
    """A date as people write it ("3 mrt", "3-3-2027"); gives a date, or None when left open."""

    def __init__(self, *, ahead: bool = False, **kwargs: Any) -> None:
        """With `ahead` a day without a year is the first one to come.

        `%(day)s` in its hint is then a day some weeks from now.
        """
        self.ahead = ahead
        if ahead and "help_text" in kwargs:
            kwargs["help_text"] = _with_example(kwargs["help_text"])
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """ "3 maart 2027", where a form begins with a day."""
        return dates.write_day(value) if isinstance(value, datetime.date) else value

    def clean(self, value: object) -> Any:
        """Understand the date, or ask for it with an example."""
        typed = super().clean(value)
        if not typed:
            return None
        found = dates.parse(typed, ahead=self.ahead)
        if found is None:
            raise ValidationError(
                _("Deze datum begrijpen we niet. Schrijf bijvoorbeeld %(day)s.")
                % {"day": dates.example_ahead() if self.ahead else _("3 maart of 3-3-2027")}
            )
        if not datetime.date(2000, 1, 1) <= found <= datetime.date(2100, 1, 1):
            raise ValidationError(_("Deze datum ligt wel heel ver weg. Kijk het jaar nog eens na."))
        return found


class Clock(Line):
    """A time as people write or say it ("10.30", "half elf"); gives a time."""

    def prepare_value(self, value: Any) -> Any:
        """ "10.30"."""
        return f"{value.hour}.{value:%M}" if isinstance(value, datetime.time) else value

    def clean(self, value: object) -> Any:
        """Understand the time, or ask for it with an example."""
        typed = super().clean(value)
        if not typed:
            return None
        found = dates.parse_time(typed)
        if found is None:
            raise ValidationError(_("Schrijf de tijd zo: 10.30."))
        return found


@keep_lazy_text
def _with_example(hint: str) -> str:
    return hint % {"day": dates.example_ahead()}


class Phone(Line):
    """A phone number in any spelling; kept as people read it ("06 1234 5678")."""

    def clean(self, value: object) -> Any:
        """Understand the number, or ask for it again."""
        typed = super().clean(value)
        if not typed:
            return ""
        found = tidy_phone(typed)
        if found is None:
            raise ValidationError(
                _(
                    "Dit telefoonnummer klopt niet. Schrijf alleen het hele nummer, bijvoorbeeld"
                    " 06 1234 5678."
                )
            )
        return found


# Numbers for stories and tests that nobody has: 06 0000 00xx.
_FICTION = "060000"
_NETHERLANDS, _DUTCH_DIGITS = 31, 9
# A number inside other words: "06 1234 5678 (dochter)".
_NUMBER = re.compile(r"\+?\d[\d\s().-]{7,}\d")


def tidy_phone(typed: str) -> str | None:
    """The number in one spelling, or None when it is none. Dutch unless it starts with + or 00."""
    if any(letter.isalpha() for letter in typed):
        return None
    digits = "".join(letter for letter in typed if letter.isdigit())
    if digits.startswith(_FICTION) and len(digits) == 10:
        return f"{digits[:2]} {digits[2:6]} {digits[6:]}"
    try:
        number = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        return None
    dutch = number.country_code == _NETHERLANDS
    if not _exists(number, dutch=dutch):
        return None
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if dutch
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)


def _exists(number: phonenumbers.PhoneNumber, *, dutch: bool) -> bool:
    """Whether there can be such a number: a Dutch one has nine digits, or is short and known."""
    if dutch:
        whole = len(str(number.national_number)) == _DUTCH_DIGITS
        return whole or phonenumbers.is_valid_number(number)
    return (
        phonenumbers.is_possible_number_with_reason(number)
        == phonenumbers.ValidationResult.IS_POSSIBLE
    )


def phone_in(words: str) -> tuple[str, str]:
    """The first number that stands among words, in one spelling and as it stood there; or ""."""
    for part in _NUMBER.findall(words):
        if found := tidy_phone(part):
            return found, part
    return "", ""


class Dayparts(forms.TypedMultipleChoiceField):
    """Dayparts of a week as 28 bits; nothing chosen means: any time (None)."""

    def __init__(self, **kwargs: Any) -> None:
        """28 choices, Monday morning first."""
        kwargs.setdefault("required", False)
        super().__init__(
            choices=[(bit, bit) for bit in range(28)],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def clean(self, value: object) -> Any:
        """The chosen dayparts as bits."""
        return sum(1 << bit for bit in super().clean(value)) or None

    def prepare_value(self, value: Any) -> Any:
        """Bits back to the choices that are on."""
        if isinstance(value, int):
            return [bit for bit in range(28) if value >> bit & 1]
        return value
