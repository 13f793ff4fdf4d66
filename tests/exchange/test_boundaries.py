"""The "never a volunteer" list (L-08): what crosses and what only sounds like it."""

import pytest

from mekaar.exchange.boundaries import crossed

CROSSED = {
    "medication": [
        "De pillen geven.", "Elke ochtend mijn medicijnen klaarzetten", "insuline spuiten",
        "een prik geven", "Oogdruppels, twee keer per dag", "MEDICATIE uitdelen",
        "medicíjnen geven",
    ],
    "money": [
        "pinnen", "200 euro pinnen voor mevrouw Smit", "Met mijn bankpas naar de winkel",
        "mijn pincode onthouden", "inloggen met DigiD", "geld opnemen bij de bank",
        "Geld van haar pinnen op de markt van de breiclub", "pinpas bewaren", "bankzaken doen",
    ],
    "care": [
        "mevrouw Smit wassen", "Helpen met douchen", "uit bed helpen", "hem optillen na een val",
        "mijn moeder wassen en aankleden", "steunkousen aantrekken",
    ],
    "sole": [
        "dag en nacht klaarstaan", "als enige langskomen", "24/7 bereikbaar", "elke nacht waken",
    ],
    "crisis": ["bij een crisis komen", "praten over zelfmoord", "na haar psychose opvangen"],
    "keys": ["de sleutel bewaren", "een huissleutel bij jou", "mijn sleutelbos"],
}  # fmt: skip

INNOCENT = [
    "Samen kaarten op dinsdag.",
    "Pinnen op de markt van de breiclub",
    "Op de kraam kun je pinnen.",
    "De tent en pinnen meenemen",
    "Ramen wassen en de auto wassen",
    "De hond wassen in de tuin",
    "Helpen met de was ophangen",
    "De bank tillen bij het verhuizen",
    "Praten over de economische crisis van toen",
    "De sleutel van de fiets maken",
    "De sleutel is er, we gaan met z'n tweeën naar binnen",
    "Sleutelen aan fietsen",
    "Zingen in de solsleutel",
    "Naar de apotheek lopen, voor de wandeling",
    "Uitleg over mijn tablet",
    "Een pint drinken in de kantine",
    "Op het bankje zitten en kletsen",
    "Vaatwastabletten halen",
    "Op maandag loopt Lotte een halfuur met Boris. Mieke zet de riem klaar.",
    "Tien dagen water voor de violen, en de post van de mat.",
    "Acht keer op zaterdagochtend een uur wiskunde.",
    "Mijn haar vlechten voor het feest",
    "",
]


@pytest.mark.parametrize(("code", "words"), [(c, w) for c, ws in CROSSED.items() for w in ws])
def test_what_is_never_asked_of_a_volunteer(code, words):
    found = crossed(words)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("words", INNOCENT)
def test_what_only_sounds_like_it_is_fine(words):
    assert crossed(words) is None


def test_the_place_counts_too():
    assert crossed("Even langs", "bij de bank pinnen") is not None


@pytest.mark.parametrize(
    ("words", "crosses"),
    [("p" * 5000, False), ("pin " * 500, True), ("geld " * 400, False), ("geld pin " * 400, True)],
)
def test_hostile_words_are_judged_at_once(words, crosses):
    assert (crossed(words) is not None) == crosses
