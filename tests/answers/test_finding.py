"""Found by meaning, with and without a model; what was taken back never comes back (R-A10)."""

import pytest
from django.db import connection

from mekaar.answers import actions, finding, tasks
from mekaar.answers.models import Experience, Meaning
from mekaar.language import beside
from mekaar.matching import keys
from mekaar.people.models import OwnerKey
from tests.acting import acting_as, as_web, by, refused_by_database
from tests.answers.tellings import BAILIFF, COLLECTING, DENTIST, HELPED, jobs, readable, told
from tests.promises.whole_life import rows_with

OTHERS = [
    DENTIST,
    "Na het overlijden van mijn man was de zondag het langst.",
    "De buren boven maakten elke nacht lawaai.",
    "Ik raakte mijn baan kwijt en schaamde me.",
    "Onze baby huilde de hele nacht en ik was op.",
    "Mijn dochter werd gepest op school.",
    "Ik brak mijn pols en kon niet koken.",
    "Met kerst zit ik altijd alleen.",
]
# Shares no word and no family of words with any of these.
FEASTS = "alleen met de feestdagen"


def run_jobs():
    return [tasks.keep_meaning(str(which), str(here)) for which, here in jobs()]


def find(who, words, *, at_desk=False):
    with acting_as(who):
        answer = finding.find(words, by=by(who), at_desk=at_desk)
    return [one.experience.happened for one in answer.found], answer


@pytest.fixture
def told_by_many(cast):
    """Nine experiences, each by a neighbour of their own."""
    for nth, words in enumerate([COLLECTING, *OTHERS]):
        readable(cast.neighbour(f"Buur {nth}"), words, helped=HELPED if nth == 0 else "")


def test_a_letter_of_the_bailiff_finds_the_collecting_agency(cast, told_by_many, model):
    assert not keys(BAILIFF) & keys(COLLECTING)
    run_jobs()

    shown, answer = find(cast.dekker, BAILIFF)

    assert shown[0] == COLLECTING
    assert answer.by_meaning
    assert answer.found[0].families == ("schulden en rekeningen",)


def test_and_without_a_model_as_well(cast, told_by_many):
    shown, answer = find(cast.dekker, BAILIFF)

    assert shown == [COLLECTING]
    assert not answer.by_meaning


def test_meaning_finds_what_no_word_and_no_list_can(cast, told_by_many, model):
    assert find(cast.dekker, FEASTS)[0] == []
    run_jobs()

    shown, answer = find(cast.dekker, FEASTS)

    assert shown[0] == "Met kerst zit ik altijd alleen."
    assert answer.found[0].families == ()
    assert answer.found[0].words == ()


@pytest.mark.parametrize("words", ["recept voor appeltaart", "trein naar Groningen", "?", "de"])
def test_says_honestly_that_there_is_none(cast, told_by_many, model, words):
    run_jobs()
    assert find(cast.dekker, words)[0] == []


def test_meaning_finds_nothing_that_one_may_not_read(cast, model):
    readable(cast.henk, COLLECTING, audience="table")
    told(cast.wil, COLLECTING)
    run_jobs()

    assert Meaning.objects.count() == 1
    assert find(cast.dekker, BAILIFF)[0] == []
    assert find(cast.stranger, BAILIFF, at_desk=True)[0] == []
    assert find(cast.henk, BAILIFF)[0] == []
    assert find(cast.ria, BAILIFF, at_desk=True)[0] == [COLLECTING]


# --- what is taken back does not come back ------------------------------------------------------


def test_a_job_that_was_queued_before_it_was_taken_back_makes_nothing(cast, model):
    experience = readable(cast.henk)
    me = by(cast.henk)
    with acting_as(me):
        actions.take_back(experience, by=me)

    assert run_jobs() == [False]
    assert actions.renew_meanings(here=cast.here.id) == 0
    assert not Meaning.objects.exists()
    assert not OwnerKey.objects.filter(owner=experience.id).exists()
    assert find(cast.wil, BAILIFF)[0] == []


def test_taken_back_after_the_job_leaves_no_vector_and_no_byte(cast, model):
    experience = readable(cast.henk, "Mijn Wielewaalzang is weg.")
    assert run_jobs() == [True]
    me = by(cast.henk)
    with acting_as(me):
        actions.take_back(experience, by=me)

    assert run_jobs() == [False]
    assert not Meaning.objects.exists()
    assert rows_with("Wielewaalzang") == {}
    assert find(cast.wil, "wielewaalzang")[0] == []


def test_erasing_its_teller_takes_it_along(cast, model):
    experience = readable(cast.henk)
    run_jobs()
    with as_web(cast.henk) as cursor:
        cursor.execute("SELECT wall.erase(%s)", [cast.henk.id])

    run_jobs()
    assert not Experience.objects.exists()
    assert not Meaning.objects.exists()
    assert not OwnerKey.objects.filter(owner=experience.id).exists()


def test_old_words_leave_no_vector_and_new_ones_get_theirs_after_the_yes(cast, model):
    experience = readable(cast.henk)
    run_jobs()
    me = by(cast.henk)
    said = {
        "happened": DENTIST, "helped": "", "otherwise": "", "matter": "none",
        "audience": "neighbourhood", "group": None,
    }  # fmt: skip
    with acting_as(me):
        actions.say_otherwise(experience, said, by=me)
    assert run_jobs() == [False]
    with acting_as(me):
        experience.refresh_from_db()
        actions.say_yes(experience, actions.mark(experience), by=me)

    assert run_jobs() == [True, False]
    assert find(cast.wil, BAILIFF)[0] == []
    assert find(cast.wil, "mijn kind is bang voor de tandarts")[0] == [DENTIST]


# --- models -------------------------------------------------------------------------------------


def test_another_model_is_another_vector(cast, model):
    experience = readable(cast.henk)
    old = {
        "participant": cast.henk,
        "experience": experience,
        "model_id": "a model of last year",
        "vector": [0.5],
    }
    Meaning.objects.create(neighbourhood=cast.here, **old)
    assert find(cast.wil, BAILIFF)[0] == [COLLECTING]

    assert tasks.renew_meanings(0) == 1
    assert tasks.renew_meanings(0) == 0

    assert Meaning.objects.get().model_id == model.model_id


def test_when_there_are_many_the_job_goes_on_in_pieces(cast, model, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    readable(cast.henk)
    assert tasks.renew_meanings(0) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'answers.renew_meanings'"
        )
        assert cursor.fetchone() == (1,)


def test_where_words_alone_are_to_do_no_vector_stays(cast, settings):
    experience = readable(cast.henk)
    kept = {"participant": cast.henk, "experience": experience, "model_id": "m", "vector": [0.5]}
    Meaning.objects.create(neighbourhood=cast.here, **kept)
    tasks.renew_meanings(0)
    assert not Meaning.objects.exists()


def test_when_nobody_can_say_what_it_means_words_do(cast, told_by_many, model, monkeypatch):
    run_jobs()
    broken = beside.Beside(["-c", "raise SystemExit(1)"])
    monkeypatch.setattr(finding, "BESIDE", broken)

    shown, answer = find(cast.dekker, BAILIFF)

    assert shown == [COLLECTING]
    assert not answer.by_meaning


# --- vectors are read by nobody -----------------------------------------------------------------


@pytest.mark.parametrize("who", ["henk", "ria", "samira", "noor", "douwe", "wil", "stranger"])
def test_vectors_are_read_through_the_door_by_who_reads_the_words(cast, who):
    experience = readable(cast.henk, audience="table")
    Meaning.objects.create(
        neighbourhood=cast.here,
        participant=cast.henk,
        experience=experience,
        model_id="m",
        vector=[0.5],
    )

    for engine in (False, True):
        with as_web(getattr(cast, who), engine=engine) as cursor:
            cursor.execute("SELECT vector FROM answers_meaning")
            may = engine and who in {"henk", "ria", "samira"}
            assert bool(cursor.fetchall()) == may


@pytest.mark.parametrize("who", ["ria", "wil", "stranger"])
def test_nobody_makes_a_vector_of_the_words_of_another(cast, who):
    experience = readable(cast.henk)

    with acting_as(getattr(cast, who), engine=True), refused_by_database():
        Meaning.objects.create(
            neighbourhood=cast.here,
            participant=cast.henk,
            experience=experience,
            model_id="m",
            vector=[0.5],
        )
