"""With a model of meaning beside the pages, or with words alone."""

import pytest

from mekaar.language.embed import Embedder, open_embedder


@pytest.fixture
def model(settings) -> Embedder:
    """The best model that runs here; the child beside this process ends with it."""
    settings.EMBEDDER = "auto"
    found = open_embedder("auto")
    assert found is not None
    return found
