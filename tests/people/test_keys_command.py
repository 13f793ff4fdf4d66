"""`mekaar keys`: new wrapping keys while the house is open, and whether everything opens."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from mekaar.core import keyring, seal
from mekaar.core.keyring import Keys, KeysMissing
from mekaar.core.sealed import ensure_keys
from mekaar.exchange.models import Ask
from mekaar.people.actions import keys as actions_keys
from mekaar.people.models import OwnerKey, Participant
from tests.exchange.asks import an_ask


@pytest.fixture
def ring(tmp_path, monkeypatch):
    """The keys of this run in a file that a test may change."""
    keys = Keys(tmp_path / "keys.json")
    keyring.write(keys.path, seal.KEYS.ring)
    monkeypatch.setattr(seal, "KEYS", keys)
    yield keys
    seal._cipher.cache_clear()


def said(*words):
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue()


def numbers():
    return {int.from_bytes(bytes(one.wrapped)[:4], "big") for one in OwnerKey.objects.all()}


def test_rotating_closes_every_key_anew_and_changes_no_words(cast, ring, page):
    ask = an_ask(cast.dekker, "Ramen lappen")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM exchange_ask")
        before = cursor.fetchall()
    assert numbers() == {1}
    assert "sleutels opnieuw gesloten" in said("rotate")
    assert (numbers(), sorted(ring.ring.wrapping)) == ({2}, [1, 2])
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM exchange_ask")
        assert cursor.fetchall() == before
    assert "Ramen lappen" in page(cast.dekker).get(f"/mijn/vragen/{ask.code}/").main
    said("forget")
    assert sorted(ring.ring.wrapping) == [2]
    seal._cipher.cache_clear()
    assert Ask.objects.get().words == "Ramen lappen"


def test_who_still_closes_with_the_old_key_is_closed_anew_before_it_is_forgotten(cast, ring):
    """A process that has not met the new key yet goes on with the old one."""
    assert cast.dekker
    said("rotate")
    slow = keyring.KeyRing(1, ring.ring.wrapping, ring.ring.index)
    ring._ring = slow
    assert cast.henk
    assert numbers() == {1, 2}
    said("forget")
    assert numbers() == {2}
    assert sorted(one.display_name for one in Participant.objects.all()) == [
        "Henk",
        "meneer Dekker",
    ]


def test_a_process_that_runs_for_weeks_never_closes_with_a_key_that_is_forgotten(cast, ring):
    """It met no newer key, but the file is new: what it closes now must open after forgetting."""
    assert cast.dekker
    assert ring.newest().current == 1
    keyring.write(ring.path, keyring.with_new_key(ring.ring))
    assert ring.ring.current == 1
    assert cast.henk
    assert numbers() == {1, 2}


def test_closing_takes_the_newest_key_that_is_in_the_file_and_leaves_no_older_row(cast, ring):
    assert cast.dekker
    keyring.write(ring.path, keyring.with_new_key(ring.ring))
    actions_keys.close_anew()
    assert numbers() == {2}


def test_check_says_how_many_and_where_it_does_not_open(cast, ring):
    an_ask(cast.dekker, "Ramen lappen")
    assert "Alles gaat open" in said("check")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_ask SET words = 'x'")
    with pytest.raises(CommandError, match=r"exchange_ask\.words: 1"):
        said("check")


def test_a_house_with_words_does_not_get_new_keys(cast, ring):
    assert cast.dekker
    ring.path.unlink()
    with pytest.raises(KeysMissing, match="is weg"):
        ensure_keys()
    assert not ring.path.exists()


def test_keys_of_another_house_are_refused(cast, ring):
    assert cast.dekker
    keyring.write(ring.path, keyring.fresh())
    ring.forget()
    with pytest.raises(KeysMissing, match="horen niet bij deze database"):
        ensure_keys()


def test_an_empty_house_gets_its_keys_once(db, ring):
    ring.path.unlink()
    ensure_keys()
    made = ring.path.read_bytes()
    ensure_keys()
    assert ring.path.read_bytes() == made
