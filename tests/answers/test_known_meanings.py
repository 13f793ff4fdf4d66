"""What people know from the inside is found by meaning; the job makes its vectors (R-A10)."""

from mekaar.answers import finding, queries, tasks
from mekaar.answers.models import KnownSituation
from mekaar.people.models import OwnerKey
from tests.acting import acting_as, as_web, by
from tests.answers.questions import knows, put

# Shares no word and no family of words with the question.
AT_CHRISTMAS = "Met kerst zit ik altijd alleen."
FEASTS = "alleen met de feestdagen"


def _who_knows(cast, question):
    with acting_as(by(cast.samira)):
        found = finding.who_knows(question.words, queries.known_of_others(question))
    return [one.known.participant for one in found]


def test_the_job_lets_a_connector_find_by_meaning(cast, model):
    question = put(cast.henk, FEASTS)
    knows(cast.tineke, AT_CHRISTMAS)
    knows(cast.wil, "Ik heb een bedrijf gehad in fietsen.")
    assert _who_knows(cast, question) == []

    assert tasks.renew_meanings(0) == 2
    assert tasks.renew_meanings(0) == 0

    assert _who_knows(cast, question) == [cast.tineke]


def test_another_model_is_another_vector(cast, model):
    knows(cast.tineke)
    tasks.renew_meanings(0)
    KnownSituation.objects.update(model_id="a model of last year")
    assert tasks.renew_meanings(0) == 1
    assert KnownSituation.objects.get().model_id == model.model_id


def test_where_words_alone_are_to_do_no_vector_stays(cast, model, settings):
    knows(cast.tineke)
    tasks.renew_meanings(0)
    assert list(KnownSituation.objects.get().vector)
    settings.EMBEDDER = "words"
    assert tasks.renew_meanings(0) == 1
    left = KnownSituation.objects.get()
    assert (left.model_id, list(left.vector)) == ("", [])


def test_of_who_is_erased_no_vector_comes_back(cast, model):
    known = knows(cast.tineke)
    tasks.renew_meanings(0)
    with as_web(cast.tineke) as cursor:
        cursor.execute("SELECT wall.erase(%s)", [cast.tineke.id])
    assert tasks.renew_meanings(0) == 0
    assert not KnownSituation.objects.exists()
    assert not OwnerKey.objects.filter(owner=known.id).exists()
