"""Every write of a meaning: made by the job, made anew for another model (ADR 27)."""

import logging
import uuid
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from mekaar.core import db
from mekaar.core.seal import SealBroken
from mekaar.exchange import meanings
from mekaar.exchange.actions.ideas import refresh_ideas
from mekaar.exchange.models import Ask, Meaning, Offer

# So many are made in one go; whoever signs in or gets mail goes before the next.
AT_ONCE = 100

_log = logging.getLogger("mekaar.meaning")


def keep_meaning_of_offer(offer: uuid.UUID, *, here: uuid.UUID) -> bool:
    """For the job: make and keep the vector of an open offer, once for its words and the model.

    Says whether there was something to do. Without a model nothing happens.
    """
    return _keep_meaning(Offer.objects.filter(state=Offer.State.OPEN), offer, here)


def look_by_meaning(ask: uuid.UUID, *, here: uuid.UUID) -> bool:
    """For the job: the ideas of an ask anew, now also what means the same in other words.

    Acts for nobody, only as the engine of this neighbourhood (R-A13: the asker opened ideas).
    """
    made = _keep_meaning(Ask.objects.filter(state=Ask.State.IDEAS_OPEN), ask, here)
    with db.acting(None, here, engine=True):
        if Meaning.objects.filter(ask=ask).exists():
            refresh_ideas(Ask.objects.select_for_update(of=("self",)).get(id=ask), by=None)
    return made


def renew_meanings(*, here: uuid.UUID, most: int = AT_ONCE) -> int:
    """For the job: what is open and has no vector of the model of this house gets one.

    Offers first, so that an ask meets them all. In a house that wants words alone no vector stays.
    Gives how many were made.
    """
    if settings.EMBEDDER == "words":
        with db.acting(None, here, engine=True):
            Meaning.objects.all().delete()
        return 0
    model = meanings.model()
    if model is None:
        return 0
    with db.acting(None, here, engine=True):
        offers = _without(Offer.objects.filter(state=Offer.State.OPEN), model.model_id, most)
        asks = _without(
            Ask.objects.filter(state=Ask.State.IDEAS_OPEN), model.model_id, most - len(offers)
        )
    made = sum(keep_meaning_of_offer(one, here=here) for one in offers)
    return made + sum(look_by_meaning(one, here=here) for one in asks)


def _without(things: QuerySet[Any], model_id: str, most: int) -> list[uuid.UUID]:
    left = things.exclude(meaning__model_id=model_id).order_by("id")
    return list(left.values_list("id", flat=True)[:most])


def _keep_meaning(things: QuerySet[Any], which: uuid.UUID, here: uuid.UUID) -> bool:
    """As whose words they are, who holds the row meanwhile: words that change wait for this."""
    model = meanings.model()
    if model is None:
        return False
    with db.acting(None, here, engine=True):
        owner = things.filter(id=which).values_list("participant", flat=True).first()
    with db.acting(owner, here, engine=True):
        try:
            thing = things.select_for_update(of=("self",)).filter(id=which).first()
        except SealBroken as broken:
            _log.warning("No meaning of %s: %s", which, broken)
            return False
        if thing is None:
            return False
        kept = Meaning.objects.filter(**{type(thing).__name__.lower(): thing})
        if kept.filter(model_id=model.model_id).exists():
            return False
        kept.delete()
        Meaning.objects.create(
            neighbourhood_id=here,
            participant_id=thing.participant_id,
            model_id=model.model_id,
            vector=model.embed([thing.words], "query")[0].tolist(),
            **{type(thing).__name__.lower(): thing},
        )
    return True
