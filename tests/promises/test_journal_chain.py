"""The journal is a chain: who changes, removes or slips in a line is found out (L-10, NEN 7513)."""

import contextlib
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mekaar.journal import chain, tasks
from mekaar.journal.actions import Line, record
from mekaar.journal.models import Anchor, Entry, Link
from tests.acting import as_web, refused_by_database


def write(cast, times=3):
    for _ in range(times):
        line = Line("people.participant.seen", whose=cast.dekker.id, why="desk")
        record(line, by=cast.ria.id, here=cast.here.id)
    commit()


def commit():
    """What a commit does: the links are made."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@contextlib.contextmanager
def as_a_thief_of_the_owners_key(*tables):
    """Who has the owner's password takes the triggers down; the chain must still tell."""
    commit()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        commit()
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def faults(cast, heads=()):
    return list(chain.faults(cast.here.id, list(heads)))


def verify(*words):
    out = io.StringIO()
    call_command("journal", "verify", *words, stdout=out)
    return out.getvalue()


def test_every_line_has_its_link(cast):
    write(cast)
    assert list(Link.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert set(Link.objects.values_list("entry", flat=True)) == set(
        Entry.objects.values_list("id", flat=True)
    )
    assert faults(cast) == []
    assert "klopt" in verify()


def test_a_neighbourhood_has_a_chain_of_its_own(cast):
    write(cast)
    line = Line("people.participant.seen", whose=cast.stranger.id)
    record(line, by=cast.stranger.id, here=cast.stranger.neighbourhood_id)
    commit()
    assert chain.head(cast.stranger.neighbourhood_id).number == 1
    assert chain.head(cast.here.id).number == 3


@pytest.mark.parametrize(
    "change", ["by = NULL", "verb = 'x.y.z'", "why = ''", "made_at = made_at + interval '1 us'",
               "whose = gen_random_uuid()", "thing = id", "on_behalf_of = whose"]
)  # fmt: skip
def test_a_changed_line_is_found(cast, change):
    write(cast)
    with as_a_thief_of_the_owners_key("journal_entry") as cursor:
        cursor.execute(
            f"UPDATE journal_entry SET {change} WHERE id ="
            " (SELECT entry FROM journal_link WHERE number = 2)"
        )
    assert faults(cast) == ["regel 2 is veranderd"]
    with pytest.raises(CommandError, match="klopt niet"):
        verify()


def test_a_line_taken_out_is_found(cast):
    write(cast)
    with as_a_thief_of_the_owners_key("journal_entry") as cursor:
        cursor.execute(
            "DELETE FROM journal_entry WHERE id = (SELECT entry FROM journal_link WHERE number = 2)"
        )
    assert faults(cast) == ["regel 2 is weggehaald"]


def test_a_link_taken_out_is_found(cast):
    write(cast)
    with as_a_thief_of_the_owners_key("journal_link") as cursor:
        cursor.execute("DELETE FROM journal_link WHERE number = 1")
    assert faults(cast) == ["regel 1 ontbreekt", "regels die niet in de keten staan: 1"]


def test_a_line_slipped_in_is_found(cast):
    with as_a_thief_of_the_owners_key("journal_entry"):
        line = Line("people.participant.seen", whose=cast.dekker.id)
        record(line, by=cast.ria.id, here=cast.here.id)
    assert faults(cast) == ["regels die niet in de keten staan: 1"]


def test_the_last_lines_cut_off_are_found_by_the_anchor(cast):
    write(cast)
    assert tasks.anchor(0) == 1
    with as_a_thief_of_the_owners_key("journal_entry", "journal_link") as cursor:
        cursor.execute("DELETE FROM journal_link WHERE number = 3 RETURNING entry")
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", cursor.fetchone())
    assert faults(cast) == ["regel 3 is er niet meer, wel een ankerpunt"]


def test_a_chain_made_anew_is_found_by_a_head_kept_elsewhere(cast, tmp_path):
    write(cast)
    kept = tmp_path / "heads.txt"
    with kept.open("w") as out:
        call_command("journal", "heads", stdout=out)
    commit()
    assert "klopt" in verify("--heads", str(kept))
    commit()
    with as_a_thief_of_the_owners_key("journal_entry", "journal_link") as cursor:
        cursor.execute("UPDATE journal_entry SET by = NULL")
        before = b""
        for link in Link.objects.order_by("number"):
            before = chain.digest(before, Entry.objects.get(id=link.entry))
            cursor.execute(
                "UPDATE journal_link SET hash = %s WHERE number = %s", [before, link.number]
            )
    assert faults(cast) == []
    with pytest.raises(CommandError, match="regel 3 is niet die van het ankerpunt"):
        verify("--heads", str(kept))


@pytest.mark.parametrize("text", ["niets", "x 1 zz", "\x00", "01a2 3 abcd"])
def test_a_file_that_holds_no_heads_says_so(cast, tmp_path, text):
    kept = tmp_path / "heads.txt"
    kept.write_text(text)
    with pytest.raises(CommandError, match="niet te lezen"):
        verify("--heads", str(kept))


def test_the_head_of_a_day_is_written_once_and_in_the_log(cast, caplog):
    write(cast)
    with caplog.at_level("INFO", "mekaar.journal.head"):
        assert tasks.anchor(0) == 1
        write(cast, 1)
        assert tasks.anchor(0) == 0
    assert Anchor.objects.get().number == 3
    assert [chain.Head.read(line).number for line in caplog.messages] == [3]


@pytest.mark.parametrize("table", ["journal_link", "journal_anchor"])
@pytest.mark.parametrize(
    "statement", ["SELECT * FROM {}", "DELETE FROM {}", "UPDATE {} SET number = 9", "TRUNCATE {}"]
)
@pytest.mark.parametrize("who", ["samira", "noor", "douwe", "dekker"])
def test_nobody_touches_the_chain(cast, table, statement, who):
    write(cast)
    tasks.anchor(0)
    with as_web(getattr(cast, who)) as cursor, refused_by_database("permission denied"):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["journal_link", "journal_anchor"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET number = 9", "TRUNCATE {}"])
def test_the_owner_does_not_either_by_accident(cast, table, statement):
    write(cast)
    tasks.anchor(0)
    commit()
    with connection.cursor() as cursor, refused_by_database("append-only"):
        cursor.execute(statement.format(table))


def test_nobody_writes_the_head_but_the_job(cast):
    write(cast)
    with as_web(cast.douwe) as cursor:
        cursor.execute("SELECT * FROM wall.journal_anchors()")
        assert cursor.fetchall() == []
    assert Anchor.objects.count() == 0
