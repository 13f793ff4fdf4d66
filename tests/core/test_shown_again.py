"""What was typed is shown again, without what a page cannot hold."""

import pytest
from django import forms

from mekaar.core.forms import Line, Mail, Words


class Every(forms.Form):
    mail, line, words = Mail(), Line(), Words()


@pytest.mark.parametrize("field", ["mail", "line", "words"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [("cafe\u0301@x", "caf\u00e9@x"), ("a\x01b", "ab"), ("a\x85b", "ab"), ("a\ufffeb", "ab"),
     ("a\x00b", "ab"), ("a\ufdd0b", "ab"), ("gewoon", "gewoon")],
)  # fmt: skip
def test_a_page_can_hold_what_it_shows_again(field, typed, shown):
    assert Every({field: typed})[field].value() == shown
