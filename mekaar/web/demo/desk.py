"""The day of the demo desk: who comes to talk, who rang, which groups there are."""

import datetime

from django.utils import timezone

from mekaar.conversation.models import Encounter
from mekaar.conversation.states import ENCOUNTER
from mekaar.core import dates
from mekaar.people.models import Doorbell, Group, GroupMember
from mekaar.web.demo.built import Built, walk
from mekaar.web.demo.story import Story


def write_groups(built: Built, story: Story) -> None:
    """The groups of the neighbourhood, with who takes part."""
    for told in story.places["group"]:
        group = Group.objects.create(
            neighbourhood=built.here,
            name=told["name"],
            when=told["when"],
            meeting_place=built.places[told["place"]],
        )
        GroupMember.objects.bulk_create(
            GroupMember(
                neighbourhood=built.here,
                group=group,
                participant=built.people[key],
                confirmed_at=timezone.now(),
            )
            for key in told["members"]
            if key in built.people
        )


def fill_desk(built: Built, story: Story) -> None:
    """Who comes to talk today, and who rang: so that the desk has a day."""
    for told in story.talks:
        talk = Encounter.objects.create(
            neighbourhood=built.here,
            participant=built.people[told["resident"]],
            place=told["place"],
            written_by=built.people[told["resident"]].id,
        )
        if "with" in told:
            hour = datetime.time.fromisoformat(told["at"])
            talk.planned_for = timezone.make_aware(datetime.datetime.combine(dates.today(), hour))
            talk.with_whom = built.people[told["with"]].id
            talk.save(update_fields=["planned_for", "with_whom"])
            walk(talk, ENCOUNTER, Encounter.State.PLANNED)
    Doorbell.objects.bulk_create(
        Doorbell(
            neighbourhood=built.here,
            door=told["door"],
            name=told["name"],
            reach=told["reach"],
            words=told["words"],
            made_at=timezone.now() - datetime.timedelta(days=told["days"]),
        )
        for told in story.doorbells
    )
