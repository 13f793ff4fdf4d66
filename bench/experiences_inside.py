"""Fill one neighbourhood with experiences and time looking for one; see `bench.experiences`.

Works as the owner in an empty, migrated database and searches as the web role. The vectors are
those of forty real stories with a little noise: what is timed is opening and comparing them.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

import numpy as np  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from mekaar.answers import finding  # noqa: E402
from mekaar.answers.models import Experience, Meaning  # noqa: E402
from mekaar.core import db  # noqa: E402
from mekaar.core.sealed import keys_at_hand  # noqa: E402
from mekaar.language import about  # noqa: E402
from mekaar.language.beside import BESIDE  # noqa: E402
from mekaar.language.embed import open_embedder  # noqa: E402
from mekaar.people.models import Participant  # noqa: E402
from mekaar.places.models import Neighbourhood  # noqa: E402
from tests.acting import by  # noqa: E402
from tests.cast import make_neighbourhood, make_participant  # noqa: E402

DATA = Path(__file__).parent / "data"
AT_ONCE = 1000


def lines(name: str) -> list[list[str]]:
    """The columns of a file of data."""
    return [one.split("\t") for one in (DATA / name).read_text().splitlines()]


def main() -> None:
    """Prints as JSON how long a search and a bare question took, in milliseconds."""
    many, searches = int(sys.argv[1]), int(sys.argv[2])
    here = make_neighbourhood()
    teller, reader = make_participant(here, "Verteller"), make_participant(here, "Lezer")
    code = _fill(here, teller, many)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = [row[1] for row in lines("experience_questions.tsv")]
    found, bare = [], []
    for nth in range(searches + 2):
        found.append(_timed(lambda: _find(reader, asked[nth % len(asked)])))  # noqa: B023
        bare.append(_timed(lambda: _bare(reader, code)))
    BESIDE.stop()
    print(json.dumps({"many": many, "found": found[2:], "bare": bare[2:]}))


def _fill(here: Neighbourhood, teller: Participant, many: int) -> str:
    model, rng = open_embedder("auto"), np.random.default_rng(7)
    told = lines("experiences.tsv")
    base = [about.story(model, row[1], f"{row[1]}\n{row[2]}") for row in told] if model else []
    rows = []
    for nth in range(many):
        _name, happened, helped = told[nth % len(told)]
        rows.append(
            Experience(
                neighbourhood=here, participant=teller, written_by=teller.id, happened=happened,
                helped=helped, audience="neighbourhood",
            )
        )  # fmt: skip
    for start in range(0, many, AT_ONCE):
        some = rows[start : start + AT_ONCE]
        with transaction.atomic(), keys_at_hand([one.id for one in some], here.id):
            Experience.objects.bulk_create(some)
            if model:
                Meaning.objects.bulk_create(
                    Meaning(
                        neighbourhood=here, participant=teller, experience=one,
                        model_id=model.model_id,
                        vector=(base[(start + n) % len(base)]
                                + rng.normal(0, 0.01, len(base[0]))).tolist(),
                    )
                    for n, one in enumerate(some)
                )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE answers_experience DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE answers_experience SET state = 'readable', approved_at = now(),"
            " approved_by = participant_id"
        )
        cursor.execute("ALTER TABLE answers_experience ENABLE TRIGGER USER")
    return rows[len(rows) // 2].code


def _timed(what: Callable[[], None]) -> float:
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def _find(reader: Participant, words: str) -> None:
    with transaction.atomic(), db.acting(reader.id, reader.neighbourhood_id):
        finding.find(words, by=by(reader), at_desk=False)


def _bare(reader: Participant, code: str) -> None:
    """One row by its index, without the house: what a database needs for a question at all."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM answers_experience WHERE neighbourhood_id = %s AND code = %s",
            [reader.neighbourhood_id, code],
        )
        cursor.fetchall()


if __name__ == "__main__":
    main()
