"""The commands `plain` and `hide`: lines in, lines out; what cannot be used is one sentence."""

import io
import subprocess
import sys

import pytest

from mekaar.language.__main__ import main
from mekaar.language.plain import hardness


@pytest.fixture
def command(monkeypatch, capfdbinary):
    """Runs a command with these bytes on standard input: exit code, output, errors."""

    def run(name: str, given: bytes) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main([name])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_a_score_for_every_line_also_an_empty_one(command):
    text = "De tuin wordt gerealiseerd.\n\nWij maken de tuin.\n"
    code, out, _err = command("plain", text.encode())
    scores = [float(line) for line in out.splitlines()]
    assert code == 0
    assert scores[1] == 0
    assert scores[0] > scores[2]
    assert scores[0] == pytest.approx(hardness("De tuin wordt gerealiseerd."), abs=1e-6)


def test_line_for_line_without_details(command):
    code, out, _err = command("hide", b"Bel 06 0000 0013\r\n\nof niet\n")
    assert (code, out) == (0, "Bel …\n\nof niet\n")


UNUSABLE = {
    "nothing": b"",
    "null byte": b"ja\nnee\x00\n",
    "not UTF-8": b"ja \xff\xfe",
    "endless word": b"ja\n" + b"a" * 5000,
    "endless line": b"ja " * 50_000,
    "enormous": b"ja\n" * 11_000_000,
}


@pytest.mark.parametrize("given", UNUSABLE.values(), ids=UNUSABLE)
@pytest.mark.parametrize("name", ["plain", "hide"])
def test_what_cannot_be_used_is_one_sentence(command, name, given):
    code, out, err = command(name, given)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.endswith(".\n")
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [[], ["dance"], ["plain", "--how"]])
def test_a_command_that_is_not_there_is_one_sentence(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_importing_loads_nothing_heavy():
    """The web process starts without numpy, eldc and the tables of phone numbers (ADR 25)."""
    code = (
        "import sys, mekaar.language.plain, mekaar.language.hide, mekaar.language.which,"
        " mekaar.language.speech, mekaar.language.__main__ as m;"
        " m.main(['plain']);"
        " print([n for n in ('numpy', 'eldc', 'phonenumbers', 'django', 'numba')"
        " if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"Hallo.\n", capture_output=True, check=True
    )
    assert done.stdout.endswith(b"[]\n")
