"""Reading back: what a host types counts after the resident's yes, and only those words (R-C05)."""

import pytest
from django.urls import reverse

from mekaar.people.models import Participant, ReachPreference
from tests.page import filled_in

NAME = reverse("people:name")
REACH = reverse("people:reach")
YES, NO = "Ja, zo klopt het", "Nee, verander"


@pytest.fixture
def desk(cast, page, at_desk):
    """Ria helps meneer Dekker."""
    at_desk(cast.ria, cast.dekker)
    return page(cast.ria)


def name_of(participant) -> str:
    return Participant.objects.get(id=participant.id).display_name


def test_own_typing_needs_no_reading_back(cast, page):
    page(cast.dekker).get(NAME).submit("Bewaar", display_name="Piet")
    assert name_of(cast.dekker) == "Piet"


def test_the_desk_reads_back_first(cast, desk):
    desk.get(NAME).submit("Lees het terug", display_name="Piet de Vries")
    assert desk.h1 == "Klopt je naam zo?"
    assert "Piet de Vries" in desk.main
    assert name_of(cast.dekker) == "meneer Dekker"


def test_yes_saves(cast, desk):
    desk.get(NAME).submit("Lees het terug", display_name="Piet").press(YES)
    assert name_of(cast.dekker) == "Piet"
    assert name_of(cast.ria) == "Ria"


def test_no_gives_the_form_back_filled_in(cast, desk):
    desk.get(REACH).submit(
        "Lees het terug", kind="phone", phone="06-00000013", words="bel na tienen"
    )
    desk.press(NO)
    assert desk.fields["words"] == "bel na tienen"
    assert desk.fields["phone"] == "06-00000013"
    desk.submit("Lees het terug", words="bel na elven").press(YES)
    assert ReachPreference.objects.get(participant=cast.dekker).words == "bel na elven"


def test_choices_are_read_as_words(desk):
    desk.get(reverse("people:language")).submit(
        "Lees het terug", language="tr", languages=["nl", "ar"]
    )
    assert "Turks" in desk.main
    assert "Nederlands, Arabisch" in desk.main


def confirmed(desk) -> dict[str, str]:
    """What the button "ja" of the check page sends."""
    return filled_in(desk.form_with(YES))


def test_other_words_than_were_read_are_read_again(cast, desk):
    sent = confirmed(desk.get(NAME).submit("Lees het terug", display_name="Piet"))
    desk.post(NAME, {**sent, "display_name": "Sufferd"})
    assert desk.h1 == "Klopt je naam zo?"
    assert "Sufferd" in desk.main
    assert name_of(cast.dekker) == "meneer Dekker"


@pytest.mark.parametrize("seal", ["", "x", "0" * 64, "\x00", "é"])
def test_a_yes_without_the_check_page_is_no_yes(cast, desk, seal):
    given = {"display_name": "Sufferd", "voorgelezen": "ja", "voorgelezen_zegel": seal}
    desk.post(NAME, given)
    assert desk.h1 == "Klopt je naam zo?"
    assert name_of(cast.dekker) == "meneer Dekker"


def test_a_yes_counts_once(cast, desk, page):
    sent = confirmed(desk.get(NAME).submit("Lees het terug", display_name="Piet"))
    desk.post(NAME, sent)
    cast.dekker.display_name = "Piet Precies"
    cast.dekker.save()
    desk.post(NAME, sent)
    assert desk.status == 302, "a double click goes where the first went"
    assert name_of(cast.dekker) == "Piet Precies"
    desk.post(NAME, sent | {"eenmaal": "another form"})
    assert desk.status == 409
    assert name_of(cast.dekker) == "Piet Precies"


def test_a_yes_of_one_resident_is_none_for_another(cast, desk, at_desk):
    sent = confirmed(desk.get(NAME).submit("Lees het terug", display_name="Piet"))
    at_desk(cast.ria, cast.henk)
    assert desk.post(NAME, sent).status == 409
    desk.post(NAME, {**sent, "van_wie": cast.henk.code})
    assert desk.h1 == "Klopt je naam zo?"
    assert name_of(cast.henk) == "Henk"


def test_a_yes_of_one_page_is_none_for_another(cast, desk):
    sent = confirmed(desk.get(NAME).submit("Lees het terug", display_name="Piet"))
    desk.post(REACH, {**sent, "kind": "not"})
    assert desk.h1 == "Klopt dit zo?"
    assert ReachPreference.objects.get(participant=cast.dekker).kind == "phone"


def test_confirming_something_wrong_shows_the_form(cast, desk):
    sent = confirmed(desk.get(NAME).submit("Lees het terug", display_name="Piet"))
    desk.post(NAME, {**sent, "display_name": ""})
    assert desk.status == 422
    assert name_of(cast.dekker) == "meneer Dekker"
