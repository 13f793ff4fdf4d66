"""What the walls hold, tried over HTTP: forms with more in them than their page asks for."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mekaar.conversation.models import Encounter
from mekaar.exchange.models import Ask
from mekaar.exchange.models.ask import Audience
from mekaar.people.models import Group, GroupMember, Participant, RoleHeld
from tests.conversation import scenes
from tests.exchange.asks import an_ask

BOARD = reverse("exchange:board")
PLACE = "aan de tafel bij het raam"
MORE = {
    "place": "spreekkamer 2", "by_phone": "on", "participant": "x", "state": "held",
    "neighbourhood": "x", "read_back_at": "2026-01-01",
}  # fmt: skip


@pytest.mark.parametrize("who", ["samira", "ria"])
def test_who_plans_a_talk_does_not_choose_its_place(cast, page, who):
    """R-C09: the form of the desk has no place; one that is sent along counts for nothing."""
    talk = scenes.talk(cast.dekker, PLACE)
    desk = page(getattr(cast, who))
    plan = {"day": f"{scenes.tomorrow(3):%d-%m-%Y}", "time": "10:30", "with_whom": cast.samira.code}
    desk.post(reverse("conversation:talk_plan", args=[talk.code]), plan | MORE)
    desk.post(reverse("conversation:talk_place", args=[talk.code]), MORE)
    assert desk.status == 404
    talk.refresh_from_db()
    assert (talk.place, talk.by_phone, talk.participant_id) == (PLACE, False, cast.dekker.id)
    assert talk.state == (Encounter.State.PLANNED if who == "samira" else Encounter.State.WISHED)


def test_an_ask_for_a_group_is_on_no_page_of_who_only_wishes_to_belong(cast, page):
    """R-A08: the wish, and what a wish sends along, make nobody a member."""
    table = Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=table, participant=cast.wil, confirmed_at=timezone.now()
    )
    words = "Wie vlecht er mijn haar voor het feest?"
    an_ask(cast.selam, words, state="ideas_open", audience=Audience.GROUP, group=table)
    assert words in page(cast.wil).get(BOARD).html
    tineke = page(cast.tineke)
    tineke.post(reverse("people:groups"), {
        "group": table.code, "do": "join", "confirmed_at": "2026-01-01", "state": "confirmed",
    })  # fmt: skip
    wish = GroupMember.objects.get(participant=cast.tineke)
    assert tineke.post(reverse("people:group_member", args=[wish.code])).status == 404
    wish.refresh_from_db()
    assert wish.confirmed_at is None
    for address in ("/mijn/", BOARD, reverse("people:groups")):
        assert words not in tineke.get(address).html


def test_no_form_gives_itself_a_role_a_neighbourhood_or_a_writer(cast, page):
    """Mass assignment: only what the page asks for is kept (ASVS 15.3.3)."""
    cast.stranger  # noqa: B018  # the neighbourhood next door is there
    dekker = page(cast.dekker)
    more = {
        "role": "connector", "roles": "connector", "is_active": "0", "state": "known",
        "neighbourhood": str(cast.there.id), "neighbourhood_id": str(cast.there.id),
        "participant": cast.henk.code, "participant_id": str(cast.henk.id),
        "written_by": str(cast.henk.id), "audience": "neighbourhood", "id": str(cast.henk.id),
    }  # fmt: skip
    dekker.post(reverse("people:name"), {"display_name": "Dekker"} | more)
    dekker.post(reverse("exchange:ask_new"), {"words": "Wie wil er kaarten?"} | more)
    ask = Ask.objects.get()
    assert (ask.participant_id, ask.written_by) == (cast.dekker.id, cast.dekker.id)
    assert (ask.neighbourhood_id, ask.audience) == (cast.here.id, Audience.CONNECTOR)
    assert not RoleHeld.objects.filter(participant=cast.dekker).exists()
    assert Participant.objects.get(id=cast.dekker.id).neighbourhood_id == cast.here.id
    assert Participant.objects.get(id=cast.henk.id).display_name == "Henk"


def test_of_a_field_sent_twice_one_counts_and_the_address_is_no_field(cast, page):
    """Parameter pollution: one value counts, and never out of the query (ASVS 15.3.7)."""
    dekker = page(cast.dekker)
    name = reverse("people:name")
    sent = {"van_wie": cast.dekker.code, "display_name": ["Piet", "Dekker"]}
    dekker.client.post(f"{name}?display_name=Vlinder&van_wie={cast.henk.code}", sent)
    assert Participant.objects.get(id=cast.dekker.id).display_name == "Dekker"
    dekker.client.post(f"{name}?display_name=Vlinder", {"van_wie": cast.dekker.code})
    assert Participant.objects.get(id=cast.dekker.id).display_name == "Dekker"
