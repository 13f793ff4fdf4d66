"""What was never shared goes a year after its day; what is shared stays."""

import datetime

import pytest
from django.utils import timezone

from mekaar.core.retention import all_rules
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.people.models import OwnerKey
from tests.acting import as_web
from tests.gatherings.scenes import harvested, planned, published

[RULE] = [rule for rule in all_rules() if rule.name == "unpublished_gatherings"]


def night(cast) -> int:
    with as_web(None, here=cast.here.id, engine=True) as cursor:
        cursor.execute("SELECT wall.end_unpublished_gatherings(100)")
        return cursor.fetchone()[0]


def ago(one: Gathering, days: int) -> None:
    end = timezone.now() - datetime.timedelta(days=days)
    Gathering.objects.filter(id=one.id).update(
        starts_at=end - datetime.timedelta(hours=1), ends_at=end
    )


@pytest.mark.parametrize("make", [planned, harvested])
def test_what_was_not_shared_goes_after_a_year(cast, make):
    one = make(cast)
    ago(one, 360)
    assert night(cast) == 0
    ago(one, 370)
    assert night(cast) == 1
    assert not Gathering.objects.exists()
    assert not Harvest.objects.exists()


def test_with_a_harvest_goes_its_key(cast):
    one = harvested(cast)
    key = OwnerKey.objects.filter(owner=Harvest.objects.get().id)
    assert key.exists()
    ago(one, 370)
    night(cast)
    assert not key.exists()


def test_what_is_shared_stays(cast):
    ago(published(cast), 4000)
    assert night(cast) == 0
    assert Harvest.objects.get().hard


def test_the_term_is_told(cast):
    assert RULE.said() == (
        "Een bijeenkomst waarvan de oogst niet gedeeld is: 12 maanden na de dag zelf. Daarna wissen"
        " we die, met wat erover opgeschreven is."
    )
