"""Groups at the desk: written down by who helps, never with who takes part (R-A08)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mekaar.journal.models import Entry
from mekaar.people.models import Group, GroupMember
from tests.acting import as_web, refused_by_database

NEW = "/balie/groepen/nieuw/"


def test_a_host_writes_a_group_down_and_selam_can_choose_it(cast, page):
    ria = page(cast.ria).get("/balie/").follow("Groepen")
    assert "Er zijn nog geen groepen" in ria.main
    ria.follow("Een groep opschrijven")
    ria.submit("Bewaar", name="vrouwentafel", when="woensdagochtend", meeting_place=cast.place.code)
    group = Group.objects.get()
    assert (group.name, group.when, group.meeting_place) == (
        "vrouwentafel", "woensdagochtend", cast.place
    )  # fmt: skip
    assert Entry.objects.get(verb="people.group.written").by == cast.ria.id
    assert "vrouwentafel" in page(cast.selam).get(reverse("people:groups")).main


def test_the_same_name_twice_keeps_what_was_typed(cast, page):
    Group.objects.create(neighbourhood=cast.here, name="vrouwentafel")
    ria = page(cast.ria).get(NEW)
    ria.submit("Bewaar", name="Vrouwentafel", when="elke woensdag")
    assert ria.status == 422
    assert "Deze groep staat er al." in ria.main
    assert "elke woensdag" in str(ria.html)
    assert Group.objects.count() == 1


def test_saying_it_otherwise_keeps_who_takes_part(cast, page):
    group = Group.objects.create(neighbourhood=cast.here, name="vrouwentafel")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=group, participant=cast.selam, confirmed_at=timezone.now()
    )
    ria = page(cast.ria).get("/balie/groepen/").follow("vrouwentafel")
    ria.submit("Bewaar", name="vrouwentafel De Ark")
    assert Group.objects.get().name == "vrouwentafel De Ark"
    assert group.members.count() == 1
    assert cast.selam.display_name not in ria.get("/balie/groepen/").main


@pytest.mark.parametrize("name", ["", "\x00", "x" * 81, "   "])
def test_a_name_that_is_none(cast, page, name):
    ria = page(cast.ria)
    assert ria.post(NEW, {"name": name}).status == 422
    assert Group.objects.count() == 0


@pytest.mark.parametrize("who", ["dekker", "noor", "bert", "stranger"])
def test_others_write_no_group(cast, page, who):
    person = getattr(cast, who)
    if who != "stranger":  # a connector, of another neighbourhood
        assert page(person).get(NEW).status == 404
    with as_web(person) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "INSERT INTO people_group (id, code, made_at, neighbourhood_id, name, \"when\")"
            " VALUES (gen_random_uuid(), 'XYZ', now(), %s, 'x', '')", [cast.here.id]
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(cast, page, count):
    for number in range(count):
        group = Group.objects.create(
            neighbourhood=cast.here, name=f"groep {number}", meeting_place=cast.place
        )
        GroupMember.objects.create(neighbourhood=cast.here, group=group, participant=cast.selam)
    assert len(page(cast.samira).get("/balie/groepen/").queries) == 10


def test_a_wish_that_does_not_fit_is_not_called_leaving(cast, page):
    """Nobody was taken out of a group they never were in; the journal names no group."""
    group = Group.objects.create(neighbourhood=cast.here, name="vrouwentafel")
    member = GroupMember.objects.create(
        neighbourhood=cast.here, group=group, participant=cast.dekker
    )
    page(cast.ria).post(reverse("people:group_member", args=[member.code]), {"do": "decline"})
    assert not GroupMember.objects.exists()
    journal = page(cast.dekker).get("/mijn/inkijk/").main
    assert "dat je niet bij een groep hoort" in journal
    assert "vrouwentafel" not in journal
    assert "haalde" not in journal
