"""Every write of vectors, of experiences and of what people know: by the job (ADR 27)."""

import logging
import uuid
from typing import TYPE_CHECKING

from django.conf import settings

from mekaar.answers.models import Experience, KnownSituation, Meaning
from mekaar.core import db
from mekaar.core.seal import SealBroken
from mekaar.exchange.meanings import model as open_model
from mekaar.language import about

if TYPE_CHECKING:
    from mekaar.language.embed import Embedder

# So many are made in one go; whoever signs in or gets mail goes before the next.
AT_ONCE = 100

_log = logging.getLogger("mekaar.meaning")


def keep_meaning(which: uuid.UUID, *, here: uuid.UUID) -> bool:
    """For the job: make and keep the vectors of a readable experience, once for words and model.

    Acts as its teller and holds the row meanwhile: who takes it back waits for this and takes the
    vectors along; what was taken back before has no row, and nothing is made.
    """
    model = open_model()
    if model is None:
        return False
    with db.acting(None, here, engine=True):
        rows = Experience.objects.filter(id=which, state=Experience.State.READABLE)
        teller = rows.values_list("participant", flat=True).first()
    if teller is None:
        return False
    with db.acting(teller, here, engine=True):
        try:
            told = rows.filter(participant=teller).select_for_update(of=("self",)).first()
        except SealBroken as broken:
            _log.warning("No meaning of %s: %s", which, broken)
            return False
        return told is not None and _keep(told, model)


def _keep(told: Experience, model: "Embedder") -> bool:
    kept = Meaning.objects.filter(experience=told)
    if kept.filter(model_id=model.model_id).exists():
        return False
    kept.delete()
    Meaning.objects.create(
        neighbourhood_id=told.neighbourhood_id,
        participant_id=told.participant_id,
        experience=told,
        model_id=model.model_id,
        vector=about.story(model, told.happened, told.whole).tolist(),
    )
    return True


def renew_meanings(*, here: uuid.UUID, most: int = AT_ONCE) -> int:
    """For the job: what is readable and has no vectors of the model of this house gets them.

    In a house that wants words alone no vector stays. Gives how many were made.
    """
    if settings.EMBEDDER == "words":
        with db.acting(None, here, engine=True):
            Meaning.objects.all().delete()
        return 0
    model = open_model()
    if model is None:
        return 0
    with db.acting(None, here, engine=True):
        rows = Experience.objects.filter(state=Experience.State.READABLE)
        left = rows.exclude(meaning__model_id=model.model_id).order_by("id")
        ids = list(left.values_list("id", flat=True)[:most])
    return sum(keep_meaning(one, here=here) for one in ids)


def renew_known_meanings(*, here: uuid.UUID, most: int = AT_ONCE) -> int:
    """For the job: what people know and has no vectors of the model of this house gets them.

    In a house that wants words alone no vector stays. Gives how many were changed.
    """
    words_alone = settings.EMBEDDER == "words"
    model = None if words_alone else open_model()
    if model is None and not words_alone:
        return 0
    with db.acting(None, here, engine=True):
        rows = KnownSituation.objects.exclude(model_id=model.model_id if model else "")
        left = list(rows.order_by("id").values_list("id", "participant_id")[:most])
    return sum(_mean_known(*one, here=here, model=model) for one in left)


def _mean_known(
    which: uuid.UUID, participant: uuid.UUID, *, here: uuid.UUID, model: "Embedder | None"
) -> bool:
    """As the person who knows it; what was taken back meanwhile has no row."""
    with db.acting(participant, here, engine=True):
        try:
            known = KnownSituation.objects.select_for_update(of=("self",)).filter(id=which).first()
        except SealBroken as broken:
            _log.warning("No meaning of %s: %s", which, broken)
            return False
        if known is None:
            return False
        known.model_id = model.model_id if model else ""
        known.vector = about.story(model, known.words, known.words).tolist() if model else []
        known.save(update_fields=["model_id", "vector"])
    return True
