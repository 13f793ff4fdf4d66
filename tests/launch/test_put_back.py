"""Which keys a house gets that is put back: those of now, or, when asked, those of then."""

import uuid

import pytest

from launch.backup import checks
from launch.trouble import LaunchError
from mekaar.people.models import OwnerKey
from tests.cast import Cast, make_neighbourhood

pytestmark = pytest.mark.django_db


@pytest.fixture
def owners():
    """Twenty people and more, each with a key."""
    cast = Cast(make_neighbourhood())
    for number in range(20):
        cast.neighbour(f"Buur {number}")
    return {row.owner: bytes(row.wrapped) for row in OwnerKey.objects.all()}


def in_words(keys):
    return {str(owner): key.hex() for owner, key in keys.items()}


def test_who_has_no_key_now_gets_none_back(owners):
    """R-B03: erased after the backup was made, so erased in what is put back."""
    gone, *_ = owners
    newest = {owner: b"closed anew" for owner in owners if owner != gone}
    told = {"keys": in_words(newest | {uuid.uuid4(): b"of later"}), "erased": []}
    assert checks._keys(told) == {gone}
    assert {row.owner: bytes(row.wrapped) for row in OwnerKey.objects.all()} == newest


def test_a_house_that_lost_most_keys_is_asked_and_stays_as_it_was(owners):
    with pytest.raises(LaunchError, match="geef dan --keys-of-then"):
        checks._keys({"keys": in_words(dict([*owners.items()][:5])), "erased": []})
    assert OwnerKey.objects.count() == len(owners)


def test_with_the_keys_of_then_only_who_was_erased_stays_away(owners):
    gone, *_ = owners
    assert checks._keys({"keys": "then", "erased": [str(gone)]}) == {gone}
    assert set(OwnerKey.objects.values_list("owner", flat=True)) == set(owners) - {gone}


def test_at_the_end_nothing_is_asked(owners):
    assert checks._keys({"keys": "same", "erased": [str(one) for one in owners]}) == set()
    assert OwnerKey.objects.count() == len(owners)
