"""The process beside the pages, and what it compares with."""

import json
import time

import numpy as np
import pytest

from mekaar.language import about, beside
from mekaar.language.embed import open_embedder
from mekaar.language.families import families

STORIES = ["Ik kreeg een aanmaning en kon niet betalen.", "Mijn poes was weg."]


@pytest.fixture(scope="module")
def model():
    return open_embedder("auto")


@pytest.fixture(scope="module")
def one():
    found = beside.Beside()
    yield found
    found.stop()


def packed(model):
    return [about.story(model, text, text).astype("<f2").tobytes() for text in STORIES]


def test_says_what_the_library_says(model, one):
    asked = "ik heb schulden"
    rows = np.array([np.frombuffer(row, "<f2") for row in packed(model)], np.float32)
    expected = about.nearness(model, asked, rows)

    near = one.near(asked, packed(model), choice="auto", model=model.model_id)

    assert list(near) == pytest.approx(list(expected), abs=0.001)
    assert near[0] > near[1]


def test_nothing_for_vectors_of_another_model_or_for_none(model, one):
    assert one.near("x", packed(model), choice="auto", model="another") is None
    assert one.near("x", packed(model), choice="words", model=model.model_id) is None
    assert one.near("x", [], choice="auto", model=model.model_id) is None


def test_a_child_that_went_home_is_followed_by_another(model, one):
    assert one.near("kat", packed(model), choice="auto", model=model.model_id)
    one._child.kill()
    one._child.wait()
    assert one.near("kat", packed(model), choice="auto", model=model.model_id)


def test_a_child_that_hangs_holds_no_page(model, monkeypatch):
    monkeypatch.setattr(beside, "PATIENCE", 0.5)
    hangs = beside.Beside(["-c", "import time; time.sleep(60)"])
    began = time.monotonic()
    assert hangs.near("x", packed(model), choice="auto", model=model.model_id) is None
    assert time.monotonic() - began < 5
    assert hangs._child is None


def test_a_child_is_told_nothing_of_the_house(model, monkeypatch, tmp_path):
    monkeypatch.setenv("MEKAAR_SECRET", "geheim")
    seen = tmp_path / "seen.json"
    told = (
        f"import json, os, sys; json.dump([dict(os.environ), sys.argv], open({str(seen)!r}, 'w'))"
    )
    beside.Beside(["-c", told]).near("mijn vraag", packed(model), choice="auto", model="m")
    around, _words = json.loads(seen.read_text())
    assert not [name for name in around if name.startswith(("MEKAAR", "DJANGO"))]
    assert "mijn vraag" not in seen.read_text()


def test_families_of_words():
    assert families("Een brief van de deurwaarder") == ("schulden en rekeningen",)
    assert families("AANMANINGEN van het incassobureau") == ("schulden en rekeningen",)
    assert families("De loonstrook, de poezen en een kater") == ("poes",)
    assert families("wij staan rood staan") == ("schulden en rekeningen",)
    assert families("een recept voor appeltaart") == ()
    assert families("") == ()
