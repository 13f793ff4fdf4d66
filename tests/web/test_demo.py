"""The demo neighbourhood: three stages, and the printed codes open the door for the cast."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mekaar.conversation.models import Encounter
from mekaar.conversation.queries import talks_today
from mekaar.exchange.models import Ask, Idea, Introduction, RoundIdea, RoundOpen
from mekaar.notices.models import Notice
from mekaar.people.actions import cards
from mekaar.people.models import Doorbell, Group, Participant, RoleHeld, SignInCard
from mekaar.places.models import Neighbourhood
from mekaar.web.demo.story import STAGES, bits, tell
from tests.exchange.rounds import make_round_as
from tests.promises.whole_life import without_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def _is_demo(settings):
    settings.DEMO = True


@pytest.mark.parametrize(("stage", "fewest"), [("starting", 30), ("lively", 140), ("quiet", 80)])
@pytest.mark.usefixtures("_is_demo")
def test_a_stage_stands_and_can_be_built_again(stage, fewest):
    for _ in range(2):
        call_command("demo", "--stage", stage, stdout=io.StringIO())
        assert Participant.objects.count() >= fewest


@pytest.mark.usefixtures("_is_demo")
def test_lively_is_alive():
    call_command("demo", "--stage", "lively", stdout=io.StringIO())
    assert Idea.objects.exists()
    assert Introduction.objects.count() >= 5
    assert {"thinking", "ideas_open", "arranged"} <= set(
        Ask.objects.values_list("state", flat=True)
    )
    # Samira can make a round at once: ideas for many, somebody goes round, some asks stay open.
    with without_triggers():  # for the database "now" is the beginning of this transaction
        RoleHeld.objects.update(since=timezone.now() - datetime.timedelta(days=1))
    samira = RoleHeld.objects.filter(role="connector").first().participant
    made = make_round_as(samira)
    assert made.state == "ready"
    assert RoundIdea.objects.count() >= 15
    assert RoundIdea.objects.filter(ring__isnull=False).exists()
    assert RoundOpen.objects.count() > 3


@pytest.mark.usefixtures("_is_demo")
def test_the_desk_has_a_day():
    """A new user sees what the desk is for: who comes, who rang, whom to call, which groups."""
    call_command("demo", "--stage", "lively", stdout=io.StringIO())
    here = Neighbourhood.objects.get(slug="oeverhoek").id
    assert len(talks_today(here)) == 2
    assert Encounter.objects.filter(state="wished").exists()
    assert Doorbell.objects.filter(answered_at=None).count() == 2
    assert Notice.objects.filter(channel="call", done_at=None).exists()
    assert Group.objects.filter(members__isnull=False).exists()


@pytest.mark.usefixtures("_is_demo")
def test_the_printed_codes_open_the_door():
    call_command("demo", "--once", stdout=io.StringIO())
    out = io.StringIO()
    call_command("demo", "--people", stdout=out)
    line = next(line for line in out.getvalue().splitlines() if "meneer Dekker" in line)
    assert SignInCard.objects.filter(digest=cards.digest(line.split()[-1])).exists()
    assert out.getvalue().count("tweede stap") >= 6


def test_without_demo_nothing_is_built():
    with pytest.raises(CommandError, match="geen demo"):
        call_command("demo", "--stage", "lively")
    assert not Participant.objects.exists()


def test_every_stage_tells_of_known_people():
    for stage in STAGES:
        story = tell(stage)
        keys = {person["key"] for person in story.people}
        assert {told["asker"] for told in story.introductions} <= keys
        assert {told["giver"] for told in story.introductions} <= keys
        assert {told["resident"] for told in story.talks} <= keys


def test_dayparts():
    assert bits(["ma-ochtend", "di-avond"]) == 1 | 1 << 6
    assert bits([]) is None
