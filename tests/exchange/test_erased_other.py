"""Who is erased: the other reads that it stops, and nothing else (L-17)."""

import pytest
from django.db import connection

from mekaar.exchange.models import Introduction
from mekaar.exchange.words import NOTICES
from mekaar.notices.models import Notice
from tests.acting import acting_as, as_web, at_desk
from tests.exchange.pairs import (
    a_pair,
    agreed,
    first_yes,
    fresh,
    introduced,
    offered,
    proposed,
    said,
)

ENDED, OFF = "exchange.contact_ended", "exchange.introduction_off"


def erase(person, by=None) -> None:
    with acting_as(by or person), connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [person.id])


def told(person) -> list[tuple[str, str]]:
    found = Notice.objects.filter(recipient=person.id, kind__in=(ENDED, OFF))
    return sorted(found.values_list("kind", "channel"))


def choose(person, kind: str) -> None:
    person.reach.kind = kind
    person.reach.email = "x@voorbeeld.example" if kind == "email" else ""
    person.reach.phone = "06 0000 0011" if kind == "phone" else ""
    person.reach.save()


@pytest.mark.parametrize("which", ["asker", "giver"])
@pytest.mark.parametrize("further", [None, proposed, agreed])
def test_the_other_reads_once_that_the_contact_stopped(cast, which, further):
    pair = introduced(a_pair(cast))
    if further:
        further(pair)
    gone, other = pair.side(which).participant, pair.side(OTHER[which]).participant
    erase(gone)
    assert told(other) == [(ENDED, "page")]
    notice = Notice.objects.get(recipient=other.id, kind=ENDED)
    assert (notice.thing, len(notice.code)) == (None, 10)
    assert not Introduction.objects.exists()


OTHER = {"asker": "giver", "giver": "asker"}


def test_erased_at_the_desk_is_told_as_well(cast):
    pair = introduced(a_pair(cast))
    erase(pair.giver, by=at_desk(cast.ria, pair.giver))
    assert told(pair.asker) == [(ENDED, "page")]


@pytest.mark.parametrize(
    ("reach", "channel"), [("email", "page"), ("phone", "call"), ("come_by", "page")]
)
def test_who_said_yes_hears_that_it_is_off(cast, reach, channel):
    """The giver said yes and the asker, who was asked only, is erased; no mail is made of it."""
    pair = first_yes(a_pair(cast))
    choose(pair.giver, reach)
    erase(pair.asker)
    assert told(pair.giver) == [(OFF, channel)]


def test_who_said_nothing_hears_nothing(cast):
    """Asked only; not asked yet; and in an introduction of others."""
    asked = first_yes(a_pair(cast))
    erase(asked.giver)
    assert told(asked.asker) == []
    not_yet = offered(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    erase(not_yet.giver)
    assert told(not_yet.asker) == []


def test_what_is_over_is_not_told_again(cast):
    pair = said(first_yes(a_pair(cast)), "asker", "no")
    before = told(pair.giver)
    erase(pair.asker)
    assert told(pair.giver) == before


def test_others_hear_nothing(cast):
    pair = introduced(a_pair(cast))
    others = introduced(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    erase(pair.giver)
    assert told(others.asker) == told(others.giver) == told(cast.samira) == []


def test_the_ask_of_the_other_goes_on(cast):
    pair = introduced(a_pair(cast))
    agreed(pair)
    erase(pair.giver)
    ask = fresh(pair.ask)
    assert (ask.state, ask.looking_again) == ("ideas_open", True)


def test_the_page_of_the_other_says_it_and_no_more(cast, page):
    pair = introduced(a_pair(cast))
    agreed(pair)
    name = pair.giver.display_name
    browser = page(pair.asker)
    assert name in browser.get("/mijn/").text
    erase(pair.giver)
    shown = browser.get("/mijn/").text
    assert str(NOTICES[ENDED].body) in shown
    assert name not in shown
    assert "gewist" not in shown


def test_nobody_else_reads_it(cast):
    pair = introduced(a_pair(cast))
    erase(pair.giver)
    for who in (cast.ria, cast.samira, cast.tineke):
        with as_web(who) as cursor:
            cursor.execute("SELECT count(*) FROM notices_notice WHERE kind = %s", [ENDED])
            assert cursor.fetchone() == (0,)
