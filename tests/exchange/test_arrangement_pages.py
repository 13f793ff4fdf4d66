"""Arrangements in the browser: propose, agree, round off, give back, refused with a number."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from mekaar.core import dates
from mekaar.exchange.models import Arrangement, ReverseQuestion
from mekaar.places.models import Organisation, Responsibility
from tests.acting import at_desk
from tests.exchange.pairs import (
    SECRET_WORDS,
    a_pair,
    agreed,
    first_yes,
    fresh,
    introduced,
    proposed,
)
from tests.exchange.test_arrangement_actions import an_activity, helpers

FORM = {"words": "Samen kaarten.", "place": "", "ends_on": "", "times_agreed": "4", "wing": ""}


def new_url(pair, which: str = "asker") -> str:
    return reverse("exchange:arrangement_new", args=[pair.side(which).code])


def url(arrangement: Arrangement, name: str = "page") -> str:
    return reverse(f"exchange:arrangement_{name}", args=[arrangement.code])


def test_propose_agree_and_round_off(cast, page):
    helpers(cast)
    pair = introduced(a_pair(cast))
    dekker = page(cast.dekker).get(new_url(pair))
    dekker.submit("Stel dit voor", words="Samen kaarten op dinsdag.", times_agreed="4")
    assert dekker.h1 == "Onze afspraak"
    assert "Nu is de ander aan de beurt" in dekker.main
    arrangement = Arrangement.objects.get()
    henk = page(cast.henk).get(url(arrangement)).press("Ja, afgesproken")
    assert "4 keer" in henk.main
    assert "tussen buren onderling" in henk.main
    assert "aansprakelijkheidsverzekering" in henk.main
    assert "Confidant: 06 0000 0004" in " ".join(henk.main.split())
    assert "Je hoeft niet uit te leggen waarom." in henk.main
    assert fresh(pair.ask).state == "arranged"
    dekker.get(url(arrangement))
    assert "te veel" not in dekker.main
    dekker.press("Rond de afspraak af")
    assert "Is je vraag hiermee ook klaar?" in dekker.main
    assert ReverseQuestion.objects.count() == 2


def test_between_neighbours_is_chosen_and_organisations_are_folded_away(cast, page):
    pair = introduced(a_pair(cast))
    wing = Organisation.objects.get(neighbourhood=cast.here)
    dekker = page(cast.dekker).get(new_url(pair))
    wings = [i for i in dekker.document.all("input") if i.get("name") == "wing"]
    assert [
        (i.get("value"), "checked" in i.attributes, bool(i.inside("details"))) for i in wings
    ] == [
        ("", True, False),
        (wing.code, False, True),
    ]
    assert "open" not in dekker.document.first("details").attributes
    labels = [one.words for one in dekker.document.all("label")]
    assert "Tot wanneer?" in labels
    assert "Hoe vaak?" in labels
    assert "Waar? (mag leeg blijven)" in labels
    dekker.submit("Stel dit voor", words="", wing=wing.code)
    assert dekker.status == 422
    assert "open" in dekker.document.first("details").attributes


def test_a_day_without_a_year_is_the_next_one(cast, page):
    pair = introduced(a_pair(cast))
    dekker = page(cast.dekker).get(new_url(pair))
    yesterday = dates.today() - datetime.timedelta(days=1)
    dekker.submit("Stel dit voor", words="Kaarten.", ends_on=f"{yesterday.day}-{yesterday.month}")
    assert Arrangement.objects.get().ends_on > dates.today()


def test_under_a_wing_stands_what_that_organisation_says(cast, page):
    pair = introduced(a_pair(cast))
    wing = Organisation.objects.get(neighbourhood=cast.here)
    dekker = page(cast.dekker).get(new_url(pair))
    dekker.submit("Stel dit voor", words="Samen kaarten.", ends_on="31-12-2099", wing=wing.code)
    assert "Welzijn Waterland" in dekker.main
    assert wing.insurance_text in dekker.main


BAD = {
    "no end": ({"times_agreed": ""}, "Wanneer houdt het op?"),
    "not a number": ({"times_agreed": "vier"}, "Schrijf een getal"),
    "zero": ({"times_agreed": "0"}, "Schrijf een getal"),
    "minus": ({"times_agreed": "-3"}, "Schrijf een getal"),
    "very many": ({"times_agreed": "99999999999999999999"}, "heel vaak"),
    "no day": ({"ends_on": "sint juttemis"}, "Deze datum begrijpen we niet"),
    "past": ({"ends_on": "1-1-2020"}, "al voorbij"),
    "no words": ({"words": ""}, "Schrijf op wat jullie afspreken"),
    "null": ({"words": "\x00"}, "teken dat we niet kunnen bewaren"),
    "too long": ({"words": "x" * 1001}, "te lang"),
    "long place": ({"place": "x" * 201}, "te lang"),
    "no such wing": ({"wing": "ZZZZZZZZZZ"}, "Kies er een uit de lijst"),
    "pinning": ({"words": "200 euro pinnen"}, "Bel Loes, 06 0000 0003"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_said_in_a_plain_sentence(cast, page, case):
    helpers(cast)
    pair = introduced(a_pair(cast))
    more, sentence = BAD[case]
    dekker = page(cast.dekker).post(new_url(pair), {**FORM, **more})
    assert dekker.status == 422
    assert sentence in dekker.main
    assert Arrangement.objects.count() == 0


def test_markup_in_words_is_shown_and_not_done(cast, page):
    pair = introduced(a_pair(cast))
    dekker = page(cast.dekker).post(new_url(pair), {**FORM, "words": "<b>hoi</b> {{ 7 }}"}).land()
    assert "&lt;b&gt;hoi" in dekker.html


def test_nobody_takes_over_what_i_do_myself(cast, page):
    """R-B04, J9.3: the form says whose mark it is."""
    pair = introduced(a_pair(cast))
    alone = an_activity(cast.dekker, "koken", "self_done")
    dekker = page(cast.dekker).get(new_url(pair))
    dekker.submit(
        "Stel dit voor", words="Elke dag warm eten.", times_agreed="2", activity=alone.code
    )
    assert dekker.status == 422
    assert "Dit doe je zelf. Dat neemt niemand over." in dekker.main
    assert Arrangement.objects.count() == 0


def test_the_giver_sees_no_list_of_the_asker(cast, page):
    pair = introduced(a_pair(cast))
    an_activity(cast.dekker, "steunkousen aandoen", "self_done")
    henk = page(cast.henk).get(new_url(pair, "giver"))
    assert "activity" not in henk.fields
    assert "steunkousen" not in henk.html


def test_too_much_and_a_second_click(cast, page):
    """J4.2: it goes back at once; the asker reads only that we look for another way."""
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    henk = page(cast.henk)
    for _click in range(2):
        henk.post(url(arrangement, "give_back")).land()
        assert henk.ok
        assert "Wij zoeken verder" in henk.text
    dekker = page(cast.dekker).get(reverse("exchange:ask_page", args=[pair.ask.code]))
    assert "We zoeken een andere manier." in dekker.main
    for trace in ("te veel", "terug", "Henk"):
        assert trace not in dekker.main.replace("Terug naar mijn vragen", "")
    assert dekker.get(url(arrangement)).status == 404


def test_clicks_twice_and_clicks_too_late_get_a_sentence(cast, page):
    arrangement = agreed(introduced(a_pair(cast)))
    dekker = page(cast.dekker)
    assert dekker.post(url(arrangement, "round_off")).land().ok
    assert dekker.post(url(arrangement, "round_off")).land().ok
    for late in ("agree", "withdraw"):
        assert dekker.post(url(arrangement, late)).status == 409
        assert "iets veranderd" in dekker.main
    assert Arrangement.objects.get().state == "rounded_off"


def test_at_the_desk_the_words_are_read_back_first(cast, page):
    pair = introduced(a_pair(cast))
    at_desk(cast.samira, cast.dekker)
    samira = page(cast.samira).get(new_url(pair))
    samira.submit("Lees het terug", words="Samen kaarten.", times_agreed="2")
    assert Arrangement.objects.count() == 0
    samira.press("Ja, zo klopt het")
    made = Arrangement.objects.get()
    assert (made.written_by, made.read_back_at is None) == (cast.samira.id, False)


@pytest.mark.parametrize(
    "key", ["tineke", "samira", "ria", "joke", "bert", "loes", "noor", "douwe", "stranger"]
)
def test_an_arrangement_is_not_there_for_others(cast, page, key):
    arrangement = agreed(introduced(a_pair(cast)))
    client = page(getattr(cast, key))
    assert client.get(url(arrangement)).status == 404
    assert "kaarten" not in client.main
    for name in ("agree", "withdraw", "round_off"):
        assert client.post(url(arrangement, name)).status == 409
        assert client.get(url(arrangement, name)).status == 405
    client.post(url(arrangement, "give_back"))
    assert Arrangement.objects.get().state == "agreed"


def test_the_asker_does_not_give_back_for_the_giver(cast, page):
    arrangement = agreed(introduced(a_pair(cast)))
    assert page(cast.dekker).post(url(arrangement, "give_back")).status == 403
    assert Arrangement.objects.count() == 1


def test_before_the_double_yes_there_is_no_page_to_propose(cast, page):
    pair = first_yes(a_pair(cast))
    henk = page(cast.henk)
    assert henk.get(new_url(pair, "giver")).status == 404
    assert henk.post(new_url(pair, "giver"), FORM).status == 404
    assert SECRET_WORDS not in henk.html


def test_the_contact_page_takes_as_many_queries_with_three_arrangements(cast, page):
    pair = introduced(a_pair(cast))
    proposed(pair)
    there = reverse("exchange:introduction_page", args=[pair.side("giver").code])
    before = len(page(cast.henk).get(there).queries)
    for words in ("Soep eten.", "Naar de markt lopen."):
        proposed(pair, words=words)
    assert len(page(cast.henk).get(there).queries) == before


def test_the_day_is_shown_as_one_says_it(cast, page):
    day = timezone.localdate() + datetime.timedelta(days=10)
    arrangement = proposed(introduced(a_pair(cast)), ends_on=day, times_agreed=None)
    assert f"{day.day} " in page(cast.henk).get(url(arrangement)).main
    assert Responsibility.objects.exists()


def test_read_back_as_sentences_with_wing_and_insurance(cast, page):
    pair = introduced(a_pair(cast))
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(new_url(pair))
    desk.submit("Lees het terug", words="Samen kaarten.", times_agreed="2")
    assert "Hoe vaak?\n2 keer" in desk.main
    assert "tussen buren onderling" in desk.main
    assert "Dan geldt je eigen aansprakelijkheidsverzekering." in desk.main
    assert "Tot wanneer?" not in desk.main
    assert "Waar?" not in desk.main


def test_read_back_names_the_organisation_and_its_insurance(cast, page):
    wing = Organisation.objects.get(neighbourhood=cast.here)
    wing.insurance_text = "Wij verzekeren wie meedoet."
    wing.save()
    pair = introduced(a_pair(cast))
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(new_url(pair))
    desk.submit("Lees het terug", words="Samen kaarten.", times_agreed="1", wing=wing.code)
    assert wing.name in desk.main
    assert "Wij verzekeren wie meedoet." in desk.main
    assert "tussen buren onderling" not in desk.main
    assert "1 keer" in desk.main
