"""Hints to who writes what others will read: soft, one tap away, and never about private words."""

import pytest
from django.urls import reverse

from mekaar.conversation.models import CoreAnswer
from mekaar.exchange.models import Ask, Introduction, Offer
from mekaar.people.actions import limits
from mekaar.people.models import DeskVisit
from mekaar.people.views.hints import MOST_PAUSES
from tests.cast import account_of
from tests.exchange.asks import an_ask, an_offer

HINTS = "/mijn/schrijfhulp/"
NEW = "/mijn/vragen/nieuw/"
NUMBER = "06 0000 0013"


def while_writing(browser, words):
    return browser.post(HINTS, {"tekst": words}, headers={"hx-request": "true"})


def test_a_personal_detail_is_told_with_one_tap_to_blank_it(cast, page):
    browser = while_writing(page(cast.dekker), f"Bel mij op {NUMBER} of kom langs.")
    assert browser.status == 200
    assert f"Hier staat een telefoonnummer: {NUMBER}." in browser.html
    assert f'type="button" data-blank="{NUMBER}"' in browser.html
    assert 'name="nagekeken" value="phone"' in browser.html
    assert "Namen vinden we niet." in browser.html


def test_a_hard_sentence_is_told_with_a_reason_and_an_easier_word(cast, page):
    words = "Ik heb een indicatie. " + "en dan nog iets " * 7 + "klaar."
    browser = while_writing(page(cast.dekker), words)
    assert "“indicatie” kan makkelijker: besluit of je hulp krijgt." in browser.html
    assert "Deze zin heeft 29 woorden. Maak er twee van." in browser.html
    assert "B1" not in browser.html


def test_plain_words_get_no_hint_at_all(cast, page):
    browser = while_writing(page(cast.dekker), "Wie wil dinsdag met mij kaarten? Ik zet koffie.")
    assert browser.html.strip() == ""


def test_another_language_is_welcome_and_not_judged(cast, page):
    words = "I am looking for somebody to help me with my participation in the neighbourhood."
    browser = while_writing(page(cast.selam), words)
    assert "Dit lijkt Engels. Dat mag." in browser.html
    assert "makkelijker" not in browser.html


def test_few_words_are_in_the_language_of_the_person(cast, page):
    assert "makkelijker" in while_writing(page(cast.dekker), "participatie graag").html
    cast.selam.language = "ti"
    cast.selam.save(update_fields=["language"])
    assert "makkelijker" not in while_writing(page(cast.selam), "participatie graag").html


def test_only_a_form_and_only_who_signed_in(cast, page, public):
    assert page(cast.dekker).get(HINTS).status == 405
    assert public.post(HINTS, {"tekst": NUMBER}).location.startswith("/aanmelden/")


@pytest.mark.parametrize("words", ["", "\x00" * 5000, "a" * 5000, "06 " * 400_000, "\u202e" * 300])
def test_hostile_words_are_an_answer_like_any_other(cast, page, words):
    assert while_writing(page(cast.dekker), words).status == 200


def test_who_asks_too_often_hears_nothing_and_can_still_save(cast, page):
    browser = page(cast.dekker)
    limit = limits.per_text("hints", str(account_of(cast.dekker).pk), MOST_PAUSES)
    for _try in range(MOST_PAUSES):
        limits.spend_often(limit)
    assert while_writing(browser, NUMBER).html.strip() == ""
    assert browser.status == 200
    browser.get(NEW).submit("Bewaar mijn vraag", words="Wie wil er kaarten?")
    assert Ask.objects.count() == 1


# --- Which fields ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "where", "asked"),
    [("dekker", NEW, True), ("dekker", "/mijn/aanbod/nieuw/", True),
     ("dekker", "/mijn/gesprek/kaart/invullen/", False), ("dekker", "/mijn/gegevens/naam/", False)],
)  # fmt: skip
def test_only_words_that_others_will_read_ask_for_hints(cast, page, who, where, asked):
    """The core questions and notes are nobody's business (L-09)."""
    browser = page(getattr(cast, who)).get(where)
    assert browser.status == 200
    assert "textarea" in browser.html or not asked or "input" in browser.html
    assert ("data-hx-post" in browser.html) is asked
    assert ('class="hints"' in browser.html) is asked


def test_core_answers_are_kept_without_a_question(cast, page):
    browser = page(cast.dekker).get("/mijn/gesprek/kaart/invullen/")
    name = next(field for field in browser.fields if "want" in field and "unknown" not in field)
    browser.submit("Bewaar mijn kaart", **{name: f"Bel {NUMBER} voor de indicatie."})
    assert CoreAnswer.objects.filter(participant=cast.dekker).exists()
    assert "Mag dit blijven staan" not in browser.html


# --- Without a script -----------------------------------------------------------------------------


def test_without_a_script_it_is_asked_once_and_may_stay(cast, page):
    browser = page(cast.dekker).get(NEW)
    browser.submit("Bewaar mijn vraag", words=f"Wie kaart er? Bel {NUMBER}.")
    assert browser.h1 == "Mag dit blijven staan?"
    assert f"Hier staat een telefoonnummer: {NUMBER}." in browser.main
    assert Ask.objects.count() == 0

    browser.submit("Bewaar het zo")
    assert Ask.objects.get().words == f"Wie kaart er? Bel {NUMBER}."


def test_one_button_gives_the_form_back_without_the_detail(cast, page):
    browser = page(cast.dekker).get(NEW)
    browser.submit("Bewaar mijn vraag", words=f"Bel {NUMBER} of mail ria@voorbeeld.nl.")
    browser.submit("Haal het telefoonnummer weg")
    assert browser.fields["words"] == "Bel … of mail ria@voorbeeld.nl."
    assert Ask.objects.count() == 0

    browser.submit("Bewaar")
    assert browser.h1 == "Mag dit blijven staan?"
    browser.submit("Haal het mailadres weg").submit("Bewaar")
    assert Ask.objects.get().words == "Bel … of mail …."


def test_change_gives_the_form_back_as_it_was(cast, page):
    browser = page(cast.dekker).get(NEW)
    browser.submit("Bewaar mijn vraag", words=f"Bel {NUMBER}.").submit("Verander mijn tekst")
    assert browser.fields["words"] == f"Bel {NUMBER}."
    browser.submit("Bewaar", words="Kom langs.")
    assert Ask.objects.get().words == "Kom langs."


def test_what_was_told_while_typing_is_not_asked_again(cast, page):
    """The hints under the field send along which kinds were told; one more is a new question."""
    browser = page(cast.dekker).get(NEW)
    once = {**browser.fields, "words": f"Bel {NUMBER}.", "nagekeken": "phone"}
    browser.post(NEW, {**once, "words": f"Bel {NUMBER} of 06 0000 0014."})
    assert browser.h1 == "Mag dit blijven staan?"
    browser.post(NEW, once)
    assert Ask.objects.get().words == f"Bel {NUMBER}."


def test_hard_words_alone_are_never_in_the_way(cast, page):
    browser = page(cast.dekker).get(NEW)
    browser.submit("Bewaar mijn vraag", words="Ik wil participeren met mijn indicatie. " * 5)
    assert Ask.objects.count() == 1


def test_an_offer_and_a_changed_ask_are_asked_too(cast, page):
    ask = an_ask(cast.dekker, "Wie kaart er?")
    browser = page(cast.dekker).get(f"/mijn/vragen/{ask.code}/woorden/")
    assert browser.submit("Bewaar", words=f"Bel {NUMBER}.").h1 == "Mag dit blijven staan?"
    browser = page(cast.henk).get("/mijn/aanbod/nieuw/")
    browser.submit("Bewaar", words=f"Ik klus. Bel {NUMBER}.")
    browser.submit("Haal het telefoonnummer weg").submit("Bewaar")
    assert Offer.objects.get(participant=cast.henk).words == "Ik klus. Bel …."


def test_at_the_desk_the_hints_stand_beside_what_is_read_back(cast, page):
    DeskVisit.objects.create(neighbourhood=cast.here, helper=cast.ria, resident=cast.dekker)
    browser = page(cast.ria).get(NEW)
    browser.submit("Lees het terug", words=f"Bel {NUMBER} over mijn indicatie.")
    assert browser.h1 == "Klopt je vraag zo?"
    assert f"Hier staat een telefoonnummer: {NUMBER}." in browser.main
    assert "“indicatie” kan makkelijker" in browser.main
    browser.submit("Haal het telefoonnummer weg")
    assert browser.fields["words"] == "Bel … over mijn indicatie."
    browser.submit("Lees het terug").submit("Ja, zo klopt het")
    ask = Ask.objects.get()
    assert (ask.words, ask.written_by) == ("Bel … over mijn indicatie.", cast.ria.id)


def test_a_connector_is_asked_before_two_are_told(cast, page):
    """The field says: no name, phone or address yet."""
    ask = an_ask(cast.dekker, "Wie kaart er?", state="ideas_open")
    offer = an_offer(cast.henk, "Ik kaart graag.")
    where = reverse("exchange:introduction_new", args=[ask.code, offer.code])
    browser = page(cast.samira).get(where)
    browser.submit(
        "Vraag de eerste", told_giver=f"Een buur kaart, {NUMBER}.", told_asker="Een buur."
    )
    assert browser.h1 == "Mag dit blijven staan?"
    assert Introduction.objects.count() == 0
    browser.submit("Haal het telefoonnummer weg")
    assert browser.fields["told_giver"] == "Een buur kaart, …."
    browser.submit("Bewaar")
    assert Introduction.objects.count() == 1
