"""Where backups lie: what is too old goes with all that needs it, and what is marked is ours."""

import dataclasses
import datetime
import io
import json
import os
import tarfile
import time

import pyrage
import pytest

from launch.backup import command, envelope, keys, moments
from launch.backup.make import Passing
from launch.backup.shelf import Backup, Shelf, kept_days, segment_name, segment_number, timeline
from launch.trouble import LaunchError
from mekaar.core import keyring

SIZE = 16 << 20
NOW = datetime.datetime(2026, 11, 20, 2, tzinfo=datetime.UTC)


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(tmp_path / "shelf", b"mark of this house")
    made.prepare()
    return made


def add(shelf, days, kind="full", after=None, start=10, line=1):
    """A base of so many days ago, and the segment in which it began."""
    at = NOW - datetime.timedelta(days=days)
    name = f"{at:%Y-%m-%d}-{kind}"
    half = shelf.bases / f"{name}.new"
    half.mkdir()
    (half / "base.age").write_bytes(b"closed")
    moment = at.isoformat()
    made = Backup(
        name, kind, after and after.name, moment, moment, "1", 18, line, start, start, SIZE, 6,
        envelope.digest(half / "base.age"), "0", "0.1.0", True, "mekaar", "o", "w", "postgres",
    )  # fmt: skip
    shelf.write(made)
    segment(shelf, start, line)
    return made


def segment(shelf, number, line=1):
    half = shelf.wal / "half"
    half.write_bytes(b"closed")
    shelf.add_segment(segment_name(line, number, SIZE), half, envelope.digest(half))


def numbers(shelf):
    return [segment_number(name, SIZE) for name in shelf.segments()]


def test_a_base_goes_with_all_that_needs_it_and_nothing_older_stays(shelf):
    """What the erase page promises: after so many days nothing is left (L-17)."""
    old = add(shelf, 36, start=10)
    between = add(shelf, 34, "incremental", old, start=20)
    add(shelf, 32, "incremental", between, start=30)
    young = add(shelf, 29, start=40)
    add(shelf, 1, "incremental", young, start=50)
    gone = shelf.clear(35, NOW)
    assert len(gone) == 3
    assert [one.kind for one in shelf.backups()] == ["full", "incremental"]
    assert numbers(shelf) == [40, 50]
    assert not list(shelf.folder.rglob("*.new"))


def test_a_base_of_just_within_the_days_stays_with_what_it_needs(shelf):
    add(shelf, 34, start=10)
    add(shelf, 27, start=20)
    assert shelf.clear(35, NOW) == []
    assert numbers(shelf) == [10, 20]


def test_the_last_full_base_never_goes(shelf):
    add(shelf, 99, start=10)
    assert shelf.clear(35, NOW) == []
    assert len(shelf.backups()) == 1


def test_a_hole_is_found_wherever_it_is(shelf):
    base = add(shelf, 1, start=255)
    for number in (256, 257, 259):
        segment(shelf, number)
    with pytest.raises(LaunchError, match="000000010000000100000002"):
        shelf.since(base)
    segment(shelf, 258)
    assert len(shelf.since(base)) == 5


def test_a_house_put_back_hides_no_hole_and_makes_none(shelf):
    """It goes on with numbers that were used before: each base has its own line of them."""
    before, back = add(shelf, 9, start=10), add(shelf, 8, start=12, line=2)
    for number in (11, 12, 13, 14):
        segment(shelf, number)
    segment(shelf, 14, line=2)
    assert len(shelf.since(before)) == 5
    with pytest.raises(LaunchError, match="00000002000000000000000D"):
        shelf.since(back)
    segment(shelf, 13, line=2)
    assert {timeline(name) for name in shelf.since(back)} == {2}


def test_what_was_written_before_a_house_was_put_back_goes_with_its_base(shelf):
    add(shelf, 36, start=10)
    segment(shelf, 99)  # a later number than the house that was put back has
    add(shelf, 28, start=12, line=2)
    assert len(shelf.clear(35, NOW)) == 1
    assert list(shelf.segments()) == [segment_name(2, 12, SIZE)]


def test_moments_are_those_of_the_neighbours_on_any_machine(monkeypatch):
    monkeypatch.setenv("TZ", "America/Lima")
    time.tzset()
    try:
        for text in ("2026-07-01 14:00", "01-07-2026 14:00:00"):
            assert moments.said(moments.asked(text)) == "01-07-2026 14:00:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_carries_no_mark_of_this_house_is_not_ours(shelf):
    add(shelf, 1)
    other = dataclasses.replace(shelf, mark=b"mark of another house")
    with pytest.raises(LaunchError, match="niet van dit huis"):
        other.backups()
    name, file = next(iter(shelf.segments().items()))
    assert shelf.whole(name, file) == file
    with pytest.raises(LaunchError, match="niet van dit huis"):
        other.whole(name, file)
    moved = segment_name(1, 11, SIZE)
    with pytest.raises(LaunchError, match="niet van dit huis"):
        shelf.whole(moved, file.rename(file.with_name(file.name.replace(name, moved))))


@pytest.mark.parametrize(
    "told",
    ["[" * 200_000, "[]", "1", '{"mark": null}', '{"mark": "\\ud800"}', "\x00", "backup", "NAME"],
    ids=["deep", "a list", "a number", "nothing", "half a sign", "null", "no JSON", "odd name"],
)
def test_what_somebody_else_laid_there_is_one_sentence(shelf, told):
    """It must not end the run that makes backups each few minutes."""
    made = add(shelf, 1)
    if told == "NAME":
        told = json.dumps(dataclasses.asdict(made) | {"name": "\ud800", "mark": "x"})
    (shelf.bases / made.name / "backup.json").write_text(told)
    with pytest.raises(LaunchError, match="De reservekopie is beschadigd"):
        shelf.backups()


def test_renewing_wrapping_keys_does_not_change_the_mark():
    ring = keyring.fresh()
    assert envelope.house_mark(keyring.with_new_key(ring)) == envelope.house_mark(ring)
    assert envelope.house_mark(keyring.fresh()) != envelope.house_mark(ring)


@pytest.mark.parametrize("given", ["0", "13", "-1", "veel", "³⁵"])
def test_too_few_days_are_refused(monkeypatch, given):
    """A full base is made each seven days: with fewer there would be nothing to go back to."""
    monkeypatch.setenv("MEKAAR_BACKUP_DAYS", given)
    with pytest.raises(LaunchError, match="14 of meer"):
        kept_days()


@pytest.mark.parametrize("given", ["", "age1onzin", "postgresql://x"])
def test_without_a_recipient_nothing_is_made(monkeypatch, tmp_path, given):
    monkeypatch.setenv("MEKAAR_BACKUP_RECIPIENT", given)
    with pytest.raises(LaunchError, match="MEKAAR_BACKUP_RECIPIENT"):
        command.backup([str(tmp_path)])
    assert list(tmp_path.iterdir()) == []


def test_wrong_words_are_one_sentence():
    for words in ([], ["map", "--wat"], ["map", "--full", "--wal"]):
        with pytest.raises(LaunchError, match=r"^Gebruik: mekaar backup MAP"):
            command.backup(words)


def test_the_copy_of_the_keys_never_lies_with_the_backups(shelf, monkeypatch):
    monkeypatch.setenv("MEKAAR_KEY_COPY", str(shelf.wal / ".." / "keys.age"))
    with pytest.raises(LaunchError, match="andere schijf"):
        keys.copy_place(shelf)


def test_closing_and_opening_takes_parts_and_gives_the_same(tmp_path):
    identity = pyrage.x25519.Identity.generate()
    plain = os.urandom(300_000) + bytes(700_000)
    closed = envelope.close(io.BytesIO(plain), tmp_path / "x.age", [identity.to_public()])
    assert closed.digest == envelope.digest(tmp_path / "x.age")
    with (tmp_path / "plain").open("xb") as file:
        sparse = envelope.Sparse(file)
        envelope.open_into(tmp_path / "x.age", sparse, [identity])
        sparse.end()
    assert (tmp_path / "plain").read_bytes() == plain
    with pytest.raises(FileExistsError):
        envelope.close(io.BytesIO(b""), tmp_path / "x.age", [identity.to_public()])


def test_the_list_of_files_is_taken_out_of_the_tar_that_passes(tmp_path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, size in (("a", 5000), ("empty", 0), ("backup_manifest", 70_001), ("z", 512)):
            told = tarfile.TarInfo(name)
            told.size = size
            tar.addfile(told, io.BytesIO(bytes([65]) * size))
    for step in (100, 512, 1 << 18):
        passing = Passing(io.BytesIO(packed.getvalue()))
        seen = b"".join(iter(lambda p=passing, s=step: p.read(s), b""))
        assert seen == packed.getvalue()
        assert bytes(passing.manifest) == b"A" * 70_001
