"""`mekaar import`: the same file as at the desk, with a sentence and an exit code."""

import pytest
from django.core.management import ManagementUtility, call_command
from django.core.management.base import CommandError

from mekaar.exchange.models import Ask, NotebookRow, Offer
from mekaar.people.models import Participant
from tests.cast import account_of
from tests.exchange.notebooks import HEADING, ROWS, csv_of, xlsx_of


def imported() -> list[str]:
    drafts = Participant.objects.filter(state=Participant.State.DRAFT)
    return sorted(drafts.values_list("display_name", flat=True))


@pytest.fixture
def host(cast) -> str:
    """The mail address of Ria."""
    account = account_of(cast.ria)
    account.email = "ria@oeverhoek.example"
    account.save()
    return account.email


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "schrift.xlsx"
    path.write_bytes(xlsx_of(HEADING, *ROWS))
    return path


def test_without_by_it_only_shows_what_was_understood(notebook, host, capsys):
    call_command("import", str(notebook))
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "    3  Yusuf | 06 0000 0032 | fietsen maken | 12-1-2026  (begrepen)"
    assert said[-1] == "Er is nog niets overgenomen. Doe dat met --by en een mailadres."
    assert imported() == []


def test_it_takes_over_once_and_again_changes_nothing(cast, notebook, host, capsys):
    call_command("import", str(notebook), by=host.upper())
    assert "Overgenomen: 3. Stond er al: 0." in capsys.readouterr().out
    assert imported() == ["Corrie", "Yusuf", "mevrouw Bakker"]
    call_command("import", str(notebook), by=account_of(cast.ria).code)
    assert "Overgenomen: 0. Stond er al: 3." in capsys.readouterr().out
    counts = [model.objects.count() for model in (Ask, Offer, NotebookRow)]
    assert (len(imported()), counts) == (3, [2, 2, 3])


def test_rows_not_taken_stand_beside_the_notebook_with_why(tmp_path, host, capsys):
    notebook = tmp_path / "schrift.csv"
    notebook.write_text(csv_of(HEADING, ["", "", "=1+1"], ROWS[1]), encoding="cp1252")
    call_command("import", str(notebook), by=host)
    call_command("import", str(notebook), by=host)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["schrift.csv", "schrift.niet-overgenomen.csv", "schrift.niet-overgenomen2.csv"]
    rest = (tmp_path / "schrift.niet-overgenomen.csv").read_text(encoding="utf-8-sig")
    assert rest.splitlines()[1] == ";;'=1+1;;;;Er staat geen naam."
    assert "Niet overgenomen: 1. Zie " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"PK\x03\x04", "Dit bestand kunnen we niet lezen."),
        (b"\x00\x01", "Dit is geen tekstbestand."),
        (b"a;b\nc;d\n", "We zien geen kolom met namen."),
        (b"a" * 3_000_001, "Dit bestand is te groot."),
    ],
)
def test_file_that_is_no_notebook_is_one_sentence(tmp_path, host, content, sentence):
    path = tmp_path / "schrift.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import", str(path), by=host)
    assert imported() == []


@pytest.mark.parametrize("name", ["er-is-niets.csv", "."])
def test_file_that_cannot_be_read_is_one_sentence(tmp_path, host, name):
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("import", str(tmp_path / name), by=host)


def test_nobody_known_takes_nothing_over(notebook, host):
    with pytest.raises(CommandError, match="We kennen niemand"):
        call_command("import", str(notebook), by="wie@oeverhoek.example")
    assert imported() == []


@pytest.mark.parametrize("who", ["dekker", "noor", "douwe"])
def test_who_is_no_host_or_connector_takes_nothing_over(cast, notebook, host, who):
    with pytest.raises(CommandError, match="Alleen een gastvrouw"):
        call_command("import", str(notebook), by=account_of(getattr(cast, who)).code)
    assert imported() == []


@pytest.mark.parametrize(("words", "code"), [(["er-is-niets.csv"], 1), ([], 2), (["a", "b"], 2)])
def test_exit_codes(host, words, code, capsys):
    with pytest.raises(SystemExit) as ended:
        ManagementUtility(["mekaar", "import", *words]).execute()
    assert (ended.value.code, "Traceback" in capsys.readouterr().err) == (code, False)
