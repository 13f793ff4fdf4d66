"""The key ring and the seal by themselves: files, wrong keys, and keys that are read anew."""

import json
import uuid

import pytest

from mekaar.core import keyring, seal
from mekaar.core.keyring import Keys, KeysMissing

PLACE = seal.Place("table.column", *(uuid.uuid4().bytes for _ in range(3)))
WORDS = "Zwaluwstaart ሰላም 🦋 \x00 eind"


@pytest.fixture
def ring(tmp_path, monkeypatch):
    """A key ring of its own in a file."""
    keys = Keys(tmp_path / "somewhere" / "keys.json")
    keyring.write(keys.path, keyring.fresh())
    monkeypatch.setattr(seal, "KEYS", keys)
    seal._cipher.cache_clear()
    yield keys
    seal._cipher.cache_clear()


def given(words: str, wrapped: bytes, at: seal.Place = PLACE) -> bytes:
    """As the database gives it (wall.to_open)."""
    return at.row + at.neighbourhood + at.owner + wrapped + seal.close(words, at, wrapped)


def test_what_is_closed_opens(ring):
    wrapped = seal.new_key(PLACE.owner, PLACE.neighbourhood)
    assert seal.open_(given(WORDS, wrapped), "table.column") == WORDS
    assert WORDS.encode()[:5] not in given(WORDS, wrapped)


def test_the_file_is_for_its_owner_only(ring):
    assert ring.path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in ring.path.parent.iterdir()] == ["keys.json"]


def test_who_could_read_the_keys_can_read_the_new_ones(ring):
    """On a server pages and worker read them by group; a weekly backup makes new ones."""
    ring.path.chmod(0o640)
    keyring.write(ring.path, keyring.with_new_key(keyring.read(ring.path)))
    assert ring.path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("length", [0, 10, 47, 48, 132, 147])
def test_too_short_is_broken_and_not_a_trace_of_another_kind(ring, length):
    wrapped = seal.new_key(PLACE.owner, PLACE.neighbourhood)
    with pytest.raises(seal.SealBroken):
        seal.open_(given(WORDS, wrapped)[:length], "table.column")


@pytest.mark.parametrize("place", range(0, 200, 7))
def test_every_byte_counts(ring, place):
    wrapped = seal.new_key(PLACE.owner, PLACE.neighbourhood)
    broken = bytearray(given(WORDS, wrapped))
    broken[place % len(broken)] ^= 1
    with pytest.raises((seal.SealBroken, KeysMissing)):
        seal.open_(bytes(broken), "table.column")


def test_another_column_does_not_open_it(ring):
    wrapped = seal.new_key(PLACE.owner, PLACE.neighbourhood)
    with pytest.raises(seal.SealBroken, match=r"^table\.other$"):
        seal.open_(given(WORDS, wrapped), "table.other")


def test_other_keys_do_not_open_it(ring, tmp_path):
    wrapped = seal.new_key(PLACE.owner, PLACE.neighbourhood)
    closed = given(WORDS, wrapped)
    keyring.write(ring.path, keyring.fresh())
    ring.forget()
    seal._cipher.cache_clear()
    with pytest.raises(seal.SealBroken):
        seal.open_(closed, "table.column")


def test_a_newer_key_is_read_from_the_file_when_it_is_met(ring):
    """Another process rotated: this one goes on without being started again."""
    assert ring.ring.current == 1
    key = seal.unwrap(
        seal.new_key(PLACE.owner, PLACE.neighbourhood), PLACE.owner, PLACE.neighbourhood
    )
    other = Keys(ring.path)
    keyring.write(ring.path, keyring.with_new_key(other.ring))
    other.forget()
    number = other.ring.current
    closed = other.wrapping(number).encrypt(
        key, [b"mekaar owner key 1", PLACE.owner, PLACE.neighbourhood]
    )
    newer = number.to_bytes(4, "big") + closed
    assert (number, ring.ring.current) == (2, 1)
    assert seal.unwrap(newer, PLACE.owner, PLACE.neighbourhood) == key
    assert ring.ring.current == 2


def test_a_key_that_is_nowhere_says_which(ring):
    lost = (9).to_bytes(4, "big") + seal.new_key(PLACE.owner, PLACE.neighbourhood)[4:]
    with pytest.raises(KeysMissing, match="Sleutel 9 staat niet in"):
        seal.unwrap(lost, PLACE.owner, PLACE.neighbourhood)


def test_without_the_old_key_nothing_of_it_opens(ring):
    wrapped = seal.new_key(PLACE.owner, PLACE.neighbourhood)
    keyring.write(ring.path, keyring.only_current(keyring.with_new_key(ring.ring)))
    ring.forget()
    with pytest.raises(KeysMissing):
        seal.unwrap(wrapped, PLACE.owner, PLACE.neighbourhood)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"current": 1, "wrapping": {"1": "AAAA"}, "index": "AAAA"}',
     b'{"current": 1, "wrapping": {"1": "!"}, "index": ""}'],
)  # fmt: skip
def test_a_damaged_file_is_one_sentence(ring, content):
    ring.path.write_bytes(content)
    with pytest.raises(KeysMissing, match="is beschadigd"):
        keyring.read(ring.path)


def test_a_ring_without_its_current_key_is_damaged(ring):
    found = json.loads(ring.path.read_text())
    ring.path.write_text(json.dumps(found | {"current": 2}))
    with pytest.raises(KeysMissing, match="is beschadigd"):
        keyring.read(ring.path)


def test_no_file_is_one_sentence(tmp_path):
    with pytest.raises(KeysMissing, match="niet te lezen"):
        Keys(tmp_path / "nothing.json").ring  # noqa: B018


def test_blind_keys_differ_by_word_purpose_and_neighbourhood(ring):
    here, there = uuid.uuid4().bytes, uuid.uuid4().bytes
    said = ring.ring.blind("name", here, ["an", "anna"])
    assert said == ring.ring.blind("name", here, ["anna", "an", "an"])
    assert len(said) == 2
    others = [ring.ring.blind("word", here, ["an"]), ring.ring.blind("name", there, ["an"])]
    assert not set(said) & {key for keys in others for key in keys}
    assert all(-(2**63) <= key < 2**63 for key in said)


def test_nothing_of_a_key_stands_in_what_is_printed(ring):
    assert repr(ring.ring).startswith("<mekaar.core.keyring.KeyRing object")
