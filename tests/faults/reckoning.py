"""The reckoning: what people were told, held against what the database has."""

from collections import Counter

from django.db import connection

from mekaar.exchange.models import Ask, Offer
from mekaar.journal import chain
from mekaar.journal.models import Entry
from tests.cast import Cast
from tests.faults.writers import Book
from tests.inspection import problems
from tests.tree import Document

PLACED = {Ask: "exchange.ask.placed", Offer: "exchange.offer.made"}


def _jobs() -> Counter[str]:
    """For each offer how many jobs were queued for it (at making it)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'offer_id' FROM procrastinate_jobs"
            " WHERE task_name = 'exchange.look_for_asks'"
        )
        return Counter(one for (one,) in cursor.fetchall())


def settle(town: Cast, book: Book) -> dict[str, int]:
    """Nothing lost, nothing twice, nothing by halves; gives the figures."""
    connection.close()
    found: Counter[str] = Counter()
    jobs = _jobs()
    for model, verb in PLACED.items():
        rows = {row.id: row for row in model.objects.filter(neighbourhood=town.here)}
        found.update(row.words for row in rows.values())
        lines = Counter(
            Entry.objects.filter(neighbourhood=town.here, verb=verb).values_list("thing", flat=True)
        )
        assert lines == Counter(dict.fromkeys(rows, 1)), (
            f"{verb}: lines without rows or rows without"
        )
        if model is Offer:
            assert {str(one): jobs[str(one)] for one in rows} == {str(one): 1 for one in rows}
    lost = [words for words in book.acknowledged if found[words] != 1]
    assert lost == [], f"acknowledged and not there once: {[(w, found[w]) for w in lost]}"
    twice = [words for words, times in found.items() if times > 1]
    assert twice == []
    strange = set(found) - set(book.sent)
    assert strange == set()
    assert list(chain.faults(town.here.id, [])) == []
    return {
        "sent": len(book.sent),
        "acknowledged": len(book.acknowledged),
        "there": sum(found.values()),
        "sent again": book.again,
    }


def away_in_words(book: Book) -> None:
    """Whoever got no answer to a form got one plain page, in Dutch."""
    for page in book.pages:
        text = Document(page).text
        assert "We zijn even weg" in text
        assert "Doe dat gerust nog eens: het telt één keer." in text
        assert problems(page) == []
