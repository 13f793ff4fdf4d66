"""The web process stays light: the client of all tests of pages sees to it."""

import importlib
import os
import subprocess
import sys

import pytest
from django.http import HttpResponse

from tests.house.source import ROOT
from tests.light import HEAVY, nothing_heavy

LOADED = (
    "import sys, config.wsgi, config.urls; from django.urls import get_resolver;"
    " get_resolver().url_patterns;"
    f" print({set(HEAVY)!r} & set(sys.modules))"
)


@pytest.mark.parametrize("embedder", ["auto", "words"])
def test_a_web_process_starts_without_anything_heavy(embedder):
    """All addresses and views, with the engines on and off."""
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "MEKAAR_EMBEDDER": embedder,
    }
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


def test_the_guard_sees_what_was_loaded_before():
    import numpy  # noqa: F401, PLC0415

    with nothing_heavy():
        importlib.import_module("json")
        with pytest.raises(AssertionError, match="a page imports numpy"):
            importlib.import_module("numpy.linalg")
        with pytest.raises(AssertionError, match="a page imports scipy"):
            from scipy import optimize  # noqa: F401, PLC0415


def test_a_page_that_loads_it_is_found(page, monkeypatch):
    """The client that all tests of pages use."""

    def heavy(_request):
        import numpy  # noqa: PLC0415

        return HttpResponse(str(numpy.pi))

    monkeypatch.setattr("tests.page.Client.get", lambda *_one, **_more: heavy(None))
    with pytest.raises(AssertionError, match="a page imports numpy"):
        page().get("/")
