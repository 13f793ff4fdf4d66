"""J1: a widower of 78 without e-mail, helped by a connector at the community centre."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page

from mekaar.exchange.actions.arrangement import round_off
from mekaar.exchange.models import Ask, Introduction, LastingContact, LastingContactCount, Offer
from mekaar.journal.models import Entry
from mekaar.people.models import Participant
from tests import thief
from tests.acting import acting_as, by
from tests.browser import check_accessible, sign_in
from tests.exchange.asks import an_offer
from tests.exchange.pairs import a_pair, agreed, introduced
from tests.journeys.walking import (
    close_pages,
    helper_at_desk,
    open_pages,
    press,
    read_back,
    somebody_new,
    text_of,
    write,
)
from tests.sealed import named

pytestmark = pytest.mark.browser


def test_nothing_needs_to_be_registered(town, browse):
    """1. Host Ria explains a letter; that leaves nothing behind."""
    ria = town.ria
    before = Participant.objects.filter(neighbourhood=town.here).count()
    desk = helper_at_desk(browse, ria)
    desk.goto("/balie/")
    check_accessible(desk)
    assert Participant.objects.filter(neighbourhood=town.here).count() == before


def test_dekker_plays_cards_again(town, browse):
    """2 to 7, one after the other, behind one desk."""
    cards = an_offer(town.tineke, "Wij klaverjassen en zoeken een derde en vierde.", kind="group")
    desk = helper_at_desk(browse, town.samira)
    somebody_new(desk, "meneer Dekker")
    dekker = named("meneer Dekker", neighbourhood=town.here)
    he_talks_at_the_table(desk)
    ask = he_asks_and_thinks(desk, dekker)
    he_opens_ideas(desk, dekker, ask)
    both_say_yes_by_phone(desk, ask, cards)
    he_gives_something_too(desk, dekker)
    a_thief_reads_nothing_of_it()
    he_takes_it_all_and_erases(desk, dekker)
    assert not Participant.objects.filter(id=dekker.id).exists()


def a_thief_reads_nothing_of_it() -> None:
    """What the desk typed and read back stands sealed, also what the browser's session holds."""
    with connection.cursor() as cursor:
        stolen = thief.of_people(thief.dump(cursor))
    assert thief.reads(stolen, "meneer Dekker", "klaverjassen", "bij het raam") == {}
    sessions = str([one.get_decoded() for one in Session.objects.all()]).encode()
    assert thief.reads({"sessions": sessions}, "meneer Dekker", "klaverjassen") == {}


def he_talks_at_the_table(desk: Page) -> None:
    """2, 3. Place in his words; want, can, need; written, read back; how to reach him; a card."""
    desk.goto("/mijn/gesprek/praten/nieuw/")
    write(desk, place="aan de tafel bij het raam")
    press(desk, "We praten nu")
    read_back(desk, "aan de tafel bij het raam")
    desk.goto("/mijn/gesprek/kaart/invullen/")
    check_accessible(desk)
    write(desk, want="weer eens klaverjassen", can="koken gaat goed")
    desk.locator("main [name=need_unknown]").check()
    press(desk, "Lees het terug")
    read_back(desk, "weer eens klaverjassen", "koken gaat goed")
    assert "weer eens klaverjassen" in text_of(desk)
    desk.goto("/mijn/gegevens/bereik/")
    desk.locator("main [name=kind][value=phone]").check()
    write(desk, phone="06-0000 0013", words="bel na tienen")
    press(desk, "Lees het terug")
    read_back(desk, "bel na tienen")
    desk.goto("/balie/kaart/")
    check_accessible(desk)


def he_asks_and_thinks(desk: Page, dekker: Participant) -> Ask:
    """4. Still thinking: nothing happens, and the connector's list is closed."""
    desk.goto("/mijn/vragen/nieuw/")
    write(desk, words="Weer eens klaverjassen. De avonden zijn lang.")
    press(desk, "Lees het terug")
    read_back(desk, "Weer eens klaverjassen. De avonden zijn lang.")
    ask = Ask.objects.get(participant=dekker)
    desk.goto(f"/verbinden/vraag/{ask.code}/")
    assert "De lijst met ideeën is dicht" in text_of(desk)
    press(desk, "We praten samen")
    desk.goto(f"/mijn/vragen/{ask.code}/")
    press(desk, "Ik denk nog na")
    assert "Neem de tijd. Er gebeurt niets tot jij het zegt." in text_of(desk)
    close_pages(desk)
    ask.refresh_from_db()
    assert ask.state == "thinking"
    return ask


def he_opens_ideas(desk: Page, dekker: Participant, ask: Ask) -> None:
    """5. He comes back; he reads why, not who."""
    open_pages(desk, dekker)
    desk.goto(f"/mijn/vragen/{ask.code}/")
    press(desk, "Ik wil ideeën horen")
    desk.goto(f"/mijn/vragen/{ask.code}/ideeen/")
    check_accessible(desk)
    assert "Tineke" not in text_of(desk)
    press(desk, "Hier wil ik meer van weten")
    close_pages(desk)


def both_say_yes_by_phone(desk: Page, ask: Ask, cards: Offer) -> None:
    """5. Introduction by Samira: phone yes from them, then from him."""
    desk.goto(f"/verbinden/vraag/{ask.code}/ideeen/")
    check_accessible(desk)
    assert "Tineke" in text_of(desk)
    desk.goto(f"/verbinden/{ask.code}/{cards.code}/kennismaking/")
    check_accessible(desk)
    write(desk, told_giver="Een man in de buurt wil weer kaarten.")
    write(desk, told_asker="Twee mensen kaarten op dinsdag en zoeken er nog twee.")
    press(desk, "Vraag de eerste")
    introduction = Introduction.objects.get(ask=ask)
    for state in ("introduction_offered", "introduced"):
        desk.goto(f"/verbinden/kennismaking/{introduction.code}/")
        check_accessible(desk)
        press(desk, "Zei ja aan de telefoon")
        press(desk, "Ja, dat zei deze buur zelf")
        ask.refresh_from_db()
        assert ask.state == state


def he_gives_something_too(desk: Page, dekker: Participant) -> None:
    """6. The reverse question, and soup."""
    open_pages(desk, dekker)
    desk.goto("/mijn/")
    check_accessible(desk)
    press(desk, "Jij en Tineke")
    assert "06 0000 0025" in text_of(desk)
    press(desk, "Stel de vraag de andere kant op")
    desk.goto("/mijn/")
    press(desk, "Is er iets wat je zelf graag voor iemand zou doen?")
    desk.locator("main [name=answer][value=yes]").check()
    press(desk, "Dit is mijn antwoord")
    if desk.get_by_role("button", name="Ja, zo klopt het").count():
        read_back(desk)
    desk.goto("/mijn/aanbod/nieuw/")
    write(desk, words="soep maken")
    press(desk, "Lees het terug")
    read_back(desk, "soep maken")
    assert dekker.offers.get().words == "soep maken"


def he_takes_it_all_and_erases(desk: Page, dekker: Participant) -> None:
    """7. His whole record and who looked at it on paper; with one sentence he has it erased."""
    desk.goto("/mijn/alles/")
    check_accessible(desk)
    record = text_of(desk)
    for words in ("weer eens klaverjassen", "soep maken", "bel na tienen", "Samira"):
        assert words in record
    desk.goto("/mijn/wissen/")
    desk.locator("main [name=sure]").check()
    press(desk, "Wis alles")
    assert not Ask.objects.filter(participant_id=dekker.id).exists()
    assert Entry.objects.filter(whose=dekker.id).exists()  # ids only: that it happened


def test_after_a_while_they_still_see_each_other(town, browse):
    """6. "Zien jullie elkaar nog?": both say so on an own page; counted, then forgotten."""
    pair = introduced(a_pair(town))
    arrangement = agreed(pair)
    with acting_as(pair.asker):
        round_off(arrangement, by=by(pair.asker))
    LastingContact.objects.filter(neighbourhood=town.here).update(
        ask_from=timezone.localdate() - datetime.timedelta(days=1)
    )
    for person in (pair.asker, pair.giver):
        page = sign_in(browse(), person)
        press(page, "Zien jullie elkaar nog?")
        check_accessible(page)
        page.locator("main [name=says][value=yes]").check()
        press(page, "Dit is mijn antwoord")
    assert LastingContactCount.objects.get(neighbourhood=town.here).how_many == 1
    assert not LastingContact.objects.filter(neighbourhood=town.here).exists()
