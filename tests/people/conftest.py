"""Words for the notices that these tests queue."""

from collections.abc import Iterator

import pytest

from mekaar.notices.registry import WORDS, NoticeWords


@pytest.fixture(autouse=True)
def _test_kind() -> Iterator[None]:
    WORDS["people.call.test"] = NoticeWords(
        "Er is iets voor je", "Kijk eens.", "Vraag hoe het gaat."
    )
    yield
    del WORDS["people.call.test"]
