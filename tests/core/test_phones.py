"""A number is kept as it was meant, or it is asked again: never silently another number."""

import pytest
from django import forms

from mekaar.core.forms import Phone, phone_in, tidy_phone
from mekaar.exchange.notebook.understanding import understood


class Reach(forms.Form):
    phone = Phone(required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0612345678", "06 12345678"),
        ("06-1234 56 78", "06 12345678"),
        ("+31 6 12345678", "06 12345678"),
        ("06 0000 0013", "06 0000 0013"),
        ("+32 470 12 34 56", "+32 470 12 34 56"),
        ("0800 1351", "0800 1351"),
    ],
)
def test_a_number_in_any_spelling(typed, kept):
    assert tidy_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["0612-abc", "06-1234 56", "06 1234 5678 9", "bel mij", "0", "06 KLAVER", "+32 12"]
)
def test_what_is_no_number_is_asked_again_and_stays_as_typed(typed):
    form = Reach({"phone": typed})
    assert not form.is_valid()
    assert "Dit telefoonnummer klopt niet." in form.errors["phone"][0]
    assert form["phone"].value() == typed


def test_the_notebook_keeps_an_odd_number_as_words():
    for typed in ("0612-abc", "06-1234 56"):
        row = understood(2, {"name": ["Theo"], "phone": [typed]})
        assert (row.phone, row.reach) == ("", typed)
        assert row.remarks


def test_a_number_among_words():
    assert phone_in("06 0000 0013, na zessen") == ("06 0000 0013", "06 0000 0013")
    assert phone_in("bel bij nummer 12") == ("", "")
