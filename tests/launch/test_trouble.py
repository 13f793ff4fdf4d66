"""Missing or wrong things give one clear Dutch sentence and a non-zero exit."""

import gettext
import os
import socket
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from launch import messages, prepare, supervise
from launch.licences import allowed
from launch.place import ROOT
from launch.run import Door, alone, household
from launch.trouble import LaunchError, room_left

NOBODY = "postgresql://naam:geheim@"


def run(folder, **environment):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_")}
    return subprocess.run(
        [sys.executable, "-m", "launch.run"],
        cwd=ROOT,
        env=kept | {"MEKAAR_DATA": str(folder), "PORT": "18437"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def assert_one_sentence(done, words):
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("version", "sentence"),
    [((3, 9, 2), "dit is 3.9."), ((3, 10), "dit is 3.10."), ((2, 7), "dit is 2.7.")],
)
def test_old_python_is_told_what_is_needed(version, sentence):
    said = prepare.refusal(version)
    assert said.startswith("Mekaar heeft Python 3.11 of nieuwer nodig;")
    assert sentence in said


@pytest.mark.parametrize("version", [(3, 11), (3, 13, 0), (4, 0)])
def test_new_python_will_do(version):
    assert prepare.refusal(version) is None


def test_a_program_that_is_no_python_is_passed_over():
    assert prepare.version_of("/bin/false") is None
    assert prepare.version_of("/nowhere/python3") is None
    assert prepare.version_of(sys.executable) == sys.version_info[:2]


def test_taken_port(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_one_sentence(
            run(folder / "data", PORT=port), f"Poort {port} op 127.0.0.1 is niet vrij"
        )


@pytest.mark.parametrize("port", ["0", "65536", "acht", "-1", "٣", ""])
def test_port_that_is_none(folder, port):
    assert_one_sentence(
        run(folder / "data", PORT=port), "PORT moet een getal van 1 tot en met 65535"
    )


def test_file_where_the_data_folder_should_be(folder):
    (folder / "data").write_text("")
    assert_one_sentence(run(folder / "data"), "er staat een bestand met die naam")


def test_data_folder_under_a_file(folder):
    (folder / "data").write_text("")
    assert_one_sentence(run(folder / "data" / "deep"), "een deel van het pad is geen map")


def test_full_disk(folder):
    with pytest.raises(LaunchError, match=r"^Er is te weinig plaats op de schijf van .* MB\.$"):
        room_left(folder, 2**70)
    room_left(folder, 1)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://naam@localhost/mekaar", "is geen goed adres"),
        ("zomaar iets", "is geen goed adres"),
        (f"{NOBODY}localhost", "is geen goed adres"),
        (f"{NOBODY}127.0.0.1:1/mekaar", "(127.0.0.1:1/mekaar): daar luistert geen database"),
        (f"{NOBODY}machine.invalid/mekaar", "die machine bestaat niet"),
        (f"{NOBODY}/mekaar?host=/nowhere", "daar luistert geen database"),
    ],
)
def test_wrong_database_url(folder, url, why):
    start = time.monotonic()
    done = run(folder / "data", DATABASE_URL=url)
    assert_one_sentence(done, why)
    assert "geheim" not in done.stderr
    assert time.monotonic() - start < 60


def test_second_run_on_the_same_data(folder):
    with alone(folder):
        assert_one_sentence(run(folder), f"Mekaar draait al met de gegevens in {folder}")
    with alone(folder):
        pass


def test_child_that_keeps_dying_is_given_up(folder, monkeypatch):
    monkeypatch.setattr(supervise, "AGAIN_PER_MINUTE", 1)
    log = folder / "web.log"
    child = supervise.Child("webserver", [sys.executable, "-c", "print('au'); exit(1)"], {}, log)
    home = supervise.Household([child], lambda: None)
    with pytest.raises(LaunchError, match="De webserver stopt steeds weer"):
        home.watch(lambda: False, seconds=30)
    assert log.read_text().splitlines() == ["au", "au"]


def test_child_that_dies_because_of_another_is_waited_for(folder, monkeypatch):
    """A worker whose database is away for long: the house stays, and the worker comes back."""
    monkeypatch.setattr(supervise, "AGAIN_PER_MINUTE", 1)
    monkeypatch.setattr(supervise, "WAIT_FOR_OTHERS", 0.1)
    log, tried = folder / "worker.log", []
    child = supervise.Child(
        "werker", [sys.executable, "-c", "print('weg'); exit(1)"], {}, log,
        to_blame=lambda: tried.append(1),
    )  # fmt: skip
    home = supervise.Household([child], lambda: None)
    assert home.watch(lambda: len(tried) >= 2, seconds=60)
    home.stop()


def test_child_that_does_not_listen_is_forced(folder):
    deaf = "import signal, time; signal.signal(2, 1); print(1, flush=True); time.sleep(60)"
    log = folder / "deaf.log"
    child = supervise.Child("werker", [sys.executable, "-c", deaf], {}, log)
    home = supervise.Household([child], lambda: None)
    assert home.watch(lambda: log.exists() and log.read_text() == "1\n", seconds=20)
    home.stop(seconds=0.3)
    assert child.process.returncode == -9


def test_catalogue_reads_back_as_gettext_reads_it(folder):
    source = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "één vraag"\nmsgid_plural "%(n)d vragen"\n'
        'msgstr[0] "one ask"\nmsgstr[1] "%(n)d asks"\n\n'
        'msgctxt "knop"\nmsgid "Ja"\nmsgstr "Yes"\n\n'
        'msgid ""\n"lange "\n"regel"\nmsgstr ""\n"long "\n"line"\n\n'
        '#, fuzzy\nmsgid "oud"\nmsgstr "old"\n\nmsgid "leeg"\nmsgstr ""\n'
    )
    messages.compile_all(folder)
    with source.with_suffix(".mo").open("rb") as stream:
        read = gettext.GNUTranslations(stream)
    assert read.ngettext("één vraag", "%(n)d vragen", 1) == "one ask"
    assert read.ngettext("één vraag", "%(n)d vragen", 3) == "%(n)d asks"
    assert read.pgettext("knop", "Ja") == "Yes"
    assert read.gettext("lange regel") == "long line"
    assert (read.gettext("oud"), read.gettext("leeg")) == ("oud", "leeg")


@pytest.mark.parametrize(
    ("licence", "tool", "fits"),
    [
        ("MIT", False, True),
        ("LGPL-3.0-only", False, True),
        ("Apache-2.0 OR BSD-3-Clause", False, True),
        ("GPL-3.0-or-later OR MIT", False, True),
        ("GPL-3.0-or-later", False, False),
        ("GPL-3.0-or-later", True, True),
        ("MIT AND Proprietary", False, False),
        ("MIT License; Other/Proprietary License", True, False),
        ("CC-BY-NC-4.0", False, False),
        ("UNKNOWN", True, False),
        ("", True, False),
    ],
)
def test_licences_that_fit(licence, tool, fits):
    assert allowed(licence, tool=tool) is fits


def test_the_web_server_takes_in_no_more_than_the_proxy_would(tmp_path):
    """Anybody can send a file to any form, and it would stand on the disk first (ASVS 5.2.1)."""
    around = SimpleNamespace(
        variables=lambda owner: {}, reachable=lambda: True, keep_running=lambda: None
    )
    where = Door("127.0.0.1", 8000)
    web = household(around, where, tmp_path).children[0]
    assert f"--max-request-body-size={4 * 1024 * 1024}" in web.command
    assert "client_max_body_size 4m;" in (ROOT / "deploy/nginx.conf").read_text()
