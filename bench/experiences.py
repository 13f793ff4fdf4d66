"""Experiences: what is found, and how long it takes: `python -m bench.experiences [10000] [50]`.

Found: 39 questions with an experience among 40 and 35 without one (`data/experiences.tsv`,
`data/experience_questions.tsv`), by each model and by words alone. Written for this, beside the
list of families and the limit; so these figures are not blind. Time: 95 in 100 searches in one
neighbourhood with so many experiences stay under this, as a ratio to a bare indexed SQL question in
the same run.
"""

import json
import sys
from pathlib import Path

import numpy as np

from bench.house import database, run, say, server
from mekaar.language import about
from mekaar.language.about import OF_FAMILY, OF_WORDS, WITHOUT_MEANING
from mekaar.language.embed import open_embedders
from mekaar.language.families import families
from mekaar.matching import keys, said_by_both

SHOWN = 5  # as on the page (mekaar/answers/finding.py)
DATA = Path(__file__).parent / "data"


def main() -> int:
    """Both, printed as Markdown."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    searches = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    say("| by | shown first | shown | nothing shown | shown though there is none |")
    say("| --- | --- | --- | --- | --- |")
    stories, asked = _lines("experiences.tsv"), _lines("experience_questions.tsv")
    by_words = np.array([[_by_words(q[1], f"{s[1]}\n{s[2]}") for s in stories] for q in asked])
    _tell("words", WITHOUT_MEANING + by_words, stories, asked)
    for model in open_embedders("auto"):
        rows = np.array([about.story(model, s[1], f"{s[1]}\n{s[2]}") for s in stories])
        near = np.array([about.nearness(model, q[1], rows) for q in asked])
        _tell(model.model_id, near + by_words, stories, asked)
    _time(many, searches)
    return 0


def _lines(name: str) -> list[list[str]]:
    return [one.split("\t") for one in (DATA / name).read_text().splitlines()]


def _by_words(question: str, told: str) -> float:
    """As `mekaar/answers/finding.py` counts them."""
    has = keys(question)
    share = min(1.0, len(said_by_both(question, told)) / len(has)) if has else 0.0
    return OF_WORDS * share + OF_FAMILY * bool({*families(question)} & {*families(told)})


def _tell(name: str, fits: np.ndarray, stories: list[list[str]], asked: list[list[str]]) -> None:
    first = shown = silent = wrong = 0
    for row, (right, _question) in zip(fits, asked, strict=True):
        best = [at for at in np.argsort(-row)[:SHOWN] if row[at] >= about.ABOUT_FROM]
        names = [stories[at][0] for at in best]
        if right == "-":
            wrong += bool(names)
        else:
            first += names[:1] == [right]
            shown += right in names
            silent += not names
    there = sum(right != "-" for right, _ in asked)
    none = len(asked) - there
    say(f"| {name} | {first}/{there} | {shown}/{there} | {silent}/{there} | {wrong}/{none} |")


def _time(many: int, searches: int) -> None:
    with server() as at, database(at, "bench_experiences") as here:
        run(["launch.migrate"], here.owner)
        told = json.loads(run(["bench.experiences_inside", str(many), str(searches)], here.owner))
    found, bare = (np.percentile(told[name], [50, 95]) for name in ("found", "bare"))
    say(
        f"\n{many} experiences: a search {found[0]:.0f} ms, 95 in 100 under {found[1]:.0f} ms;"
        f" a bare indexed question {bare[0]:.2f} and {bare[1]:.2f} ms;"
        f" ratio of the 95 in 100: {found[1] / bare[1]:.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
