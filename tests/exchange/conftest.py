"""With a model of meaning, or with words alone."""

import pytest

from mekaar.language.embed import Embedder, open_embedder


@pytest.fixture
def model(settings) -> Embedder | None:
    """The best model that runs here, loaded once for each process."""
    settings.EMBEDDER = "auto"
    return open_embedder("auto")


@pytest.fixture
def words(settings) -> None:
    """No model."""
    settings.EMBEDDER = "words"
