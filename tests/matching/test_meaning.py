"""Dutch texts that must find each other, and texts that must not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mekaar.matching import Index, Offer, ideas, keys
from mekaar.matching.meaning import words_meaning
from mekaar.matching.words import WORDS_READ, read_words, stem
from tests.matching.neighbours import two_texts

FIND_EACH_OTHER = [
    ("weer eens klaverjassen", "wij zoeken een derde en vierde voor het kaarten, klaverjassen"),
    ("hulp met brief van de waterleiding", "brieven uitleggen"),
    ("Wie kan mijn fiets maken?", "Ik repareer graag fietsen"),
    ("iemand die soep kookt", "SOEP KOKEN"),
    ("ik wil leren fietsen", "fietsles voor vrouwen"),
    ("een maatje om mee te wandelen", "ik wandel elke dag in het park"),
    ("mijn moestuin", "werken in de tuin"),
    ("een koor", "ons vrouwenkoor"),
    ("boormachine", "Mijn boor mag je lenen"),
    ("oppas voor mijn kinderen", "ik pas graag op een kind"),
    ("Nederlandse taal oefenen", "taalmaatje"),
    ("verhalen over vroeger", "ik vertel een verhaal"),
    ("een wandelingetje", "wandelingen maken"),
    ("klaverjasen", "klaverjassen"),
    ("schaakt er iemand?", "schaken"),
    ("foto's ordenen", "een foto inlijsten"),
    ("Café bezoeken", "cafe in de hoek"),
    ("gordijnen naaien", "wie naait gordijnen"),
    ("computers", "hulp bij je computer"),
]
DO_NOT = [
    ("De avonden zijn lang", "Ik klus graag, ook als het lang duurt"),
    ("een lange, zware wandeling", "zware dozen sjouwen, een lange dag"),
    ("een rustige vaste plek", "rustige fietstocht op een vast moment"),
    ("iets moeilijks lezen, dat is lastig", "lastige moeilijke klusjes"),
    ("hulp met de tuin", "hulp met brieven"),
    ("iemand om samen te koken", "samen wandelen met iemand uit de buurt"),
    ("fiets repareren", "computers repareren"),
    ("boormachine lenen", "ladder uitlenen"),
    ("soep koken", "soepel bewegen"),
    ("wandelen", "handelen in oude munten"),
    ("koffie drinken", "koffer lenen"),
    ("gitaar leren spelen", "leren breien"),
    ("vrijwilliger gezocht voor dinsdagavond", "vrijwilliger op dinsdag"),
    ("haar knippen", "hartproblemen bespreken"),
    ("maan kijken", "mannen onder elkaar"),
    ("lezen", "zwemles"),
    ("", "brieven uitleggen"),
    ("???", "???"),
    ("12 34 56", "12 34 56"),
]


@pytest.mark.parametrize(("asked", "offered"), FIND_EACH_OTHER)
def test_texts_about_the_same_find_each_other(asked, offered):
    assert [idea.offer for idea in ideas(two_texts(asked, offered), "ask")] == ["offer"]


@pytest.mark.parametrize(("asked", "offered"), DO_NOT)
def test_texts_about_something_else_do_not(asked, offered):
    assert ideas(two_texts(asked, offered), "ask") == []


@pytest.mark.parametrize(
    "forms",
    [
        "koken kookt kook",
        "brief brieven briefje briefjes",
        "lezen leest lees",
        "huis huizen",
        "tuin tuinen tuintje tuintjes",
        "verhaal verhalen verhaaltje",
        "taal talen",
        "wandelen wandelt wandel wandeling wandelingen",
        "klus klusje klusjes klussen",
        "kaart kaarten kaartje kaartjes",
        "repareren repareert repareer",
        "boom bomen boompje",
        "kind kinderen",
        "bal ballen balletje",
        "leen lenen leent",
        "poes poezen",
        "telefoon telefoons telefoontje",
        "naai naaien naait",
        "klaverjas klaverjassen klaverjast",
        "oma oma's oma’s",
        "groot grote",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("maan", "man"), ("les", "lezen"), ("kaart", "kaas"), ("boom", "bom"), ("kast", "kas")],
)
def test_other_words_have_another_stem(one, other):
    assert stem(one) != stem(other)


def test_of_an_endless_text_the_first_words_are_read():
    syllables = ["ba", "do", "fi", "ku", "le", "mo"]
    endless = " ".join(a + b + c + "l" for a in syllables for b in syllables for c in syllables)
    words = read_words(endless)
    assert len(words.spelled) == WORDS_READ
    assert ideas(two_texts(endless + " soep", "soep"), "ask") == []


def test_more_in_common_fits_better():
    little = ideas(two_texts("soep en brood bakken", "brood en spelletjes"), "ask")
    much = ideas(two_texts("soep en brood bakken", "soep, brood en taart bakken"), "ask")
    assert little[0].fit < much[0].fit


def test_a_long_story_about_one_wish_still_finds_it():
    story = "Sinds mijn verhuizing uit Groningen ken ik niemand hier. " * 3 + "Ik mis het dammen."
    assert [idea.offer for idea in ideas(two_texts(story, "dammen"), "ask")] == ["offer"]


DUTCH = (
    "taal moedertaal taalmaatje tuin tuinman moestuin klaverjassen klaverjasen fietsen fietst "
    "verhaal verhalen kaas kaasboer brieven brief lenen repareren schaak schaken école"
)
WORD = st.sampled_from(DUTCH.split()) | st.text("aeiknrst", min_size=2, max_size=9)
TEXT = st.lists(WORD, max_size=6).map(" ".join)


@given(TEXT, TEXT)
def test_texts_that_share_meaning_share_a_key(one, other):
    if words_meaning(read_words(one), read_words(other)):
        assert keys(one) & keys(other)


@given(TEXT, st.lists(TEXT, min_size=1, max_size=8))
@example("aaak", ["schaak"])
def test_index_finds_what_comparing_one_by_one_finds(asked, offered):
    offers = [Offer(str(number), "giver", text) for number, text in enumerate(offered)]
    ask = two_texts(asked, "").ask("ask")
    one_by_one = {
        offer.id: words_meaning(read_words(asked), read_words(offer.text)) for offer in offers
    }
    found = {key: value for key, value in one_by_one.items() if value}
    assert Index(offers).meanings(ask, None) == found


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_read(asked, offered):
    for idea in ideas(two_texts(asked, offered), "ask"):
        assert 0 < idea.fit <= 1
