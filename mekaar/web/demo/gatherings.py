"""Gatherings of the demo: the weekly table, and what one of them harvested."""

import datetime

from django.utils import timezone

from mekaar.core import dates
from mekaar.gatherings import states
from mekaar.gatherings.models import Gathering, Harvest
from mekaar.web.demo.built import Built, walk
from mekaar.web.demo.story import Told


def gather(built: Built, told: Told) -> None:
    """One gathering, or the same for some weeks; with a harvest it is shared."""
    for week in range(told["weeks"]):
        one = _gathering(
            built, told, dates.today() + datetime.timedelta(days=told["days"] + 7 * week)
        )
        if "hard" in told:
            walk(one, states.GATHERING, "harvested")
            Harvest.objects.create(
                neighbourhood=built.here,
                gathering=one,
                helped=told["helped"],
                hard=told["hard"],
                head_count=told["head_count"],
            )
            walk(one, states.GATHERING, "published")


def _gathering(built: Built, told: Told, day: datetime.date) -> Gathering:
    def moment(time: str) -> datetime.datetime:
        on = datetime.datetime.combine(day, datetime.time.fromisoformat(time))
        return timezone.make_aware(on)

    return Gathering.objects.create(
        neighbourhood=built.here,
        kind=told["kind"],
        title=told["title"],
        meeting_place=built.places[told["place"]],
        starts_at=moment(told["starts"]),
        ends_at=moment(told["ends"]),
        is_public=True,
        about=told["about"],
        agenda="\n".join(told["agenda"]),
        rounds="\n".join(told["rounds"]),
    )
