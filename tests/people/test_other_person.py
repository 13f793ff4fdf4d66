"""A form at the desk is of one person: a second tab or an ended visit changes nobody else."""

import pytest
from django.urls import reverse

from mekaar.exchange.models import Ask
from mekaar.people.models import Participant, ReachPreference
from tests.acting import at_desk
from tests.sealed import saying

ERASE = reverse("people:erase")
REACH = reverse("people:reach")
NEW_ASK = "/mijn/vragen/nieuw/"


@pytest.fixture
def first_tab(cast, page):
    """Ria has a page of meneer Dekker open."""

    def opened(url):
        visit = at_desk(cast.ria, cast.dekker).visit
        return page(cast.ria).get(url), visit

    return opened


@pytest.mark.parametrize("now", ["tineke", "nobody"])
def test_a_stale_tab_erases_nobody(cast, first_tab, now):
    tab, visit = first_tab(ERASE)
    visit.delete()
    if now == "tineke":
        at_desk(cast.ria, cast.tineke)
    tab.submit("Wis alles", sure="on")
    assert tab.status == 409
    assert "hoorde bij iemand anders" in tab.main
    assert "Dekker" not in tab.html
    for who in (cast.dekker, cast.tineke, cast.ria):
        assert Participant.objects.filter(id=who.id).exists()


@pytest.mark.parametrize("now", ["tineke", "nobody"])
@pytest.mark.parametrize(
    ("url", "said"),
    [(REACH, {"kind": "phone", "phone": "06 0000 0099"}), (NEW_ASK, {"words": "Weer kaarten."})],
)
def test_a_stale_tab_writes_for_nobody(cast, first_tab, url, said, now):
    tab, visit = first_tab(url)
    visit.delete()
    if now == "tineke":
        at_desk(cast.ria, cast.tineke)
    tab.submit(None, **said)
    assert tab.status == 409
    assert Ask.objects.count() == 0
    assert saying(ReachPreference, phone="06 0000 0099") == []


@pytest.mark.parametrize("whose", ["", "x", "\x00", None])
def test_a_form_at_the_desk_without_its_person(cast, page, whose):
    at_desk(cast.ria, cast.dekker)
    sent = {"words": "Weer kaarten.", "van_wie": whose or ""}
    assert page(cast.ria).post(NEW_ASK, sent).status == 409
    assert Ask.objects.count() == 0


def test_a_resident_needs_no_such_field(cast, page):
    dekker = page(cast.dekker)
    assert "van_wie" not in dekker.get(NEW_ASK).html
    assert dekker.post(NEW_ASK, {"words": "Weer kaarten.", "van_wie": "anders"}).status == 409
    assert Ask.objects.count() == 0
    assert dekker.post(NEW_ASK, {"words": "Weer kaarten."}).status == 302
    assert Ask.objects.get().participant == cast.dekker
