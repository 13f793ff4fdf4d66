"""Questions whose SQL is made once: the same rows as the query set gives, or a refusal."""

import datetime
import itertools
import threading
import uuid

import pytest
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mekaar.core.prepared import MOST_SHAPES, NotPreparable, any_of, prepared
from mekaar.exchange.models import Ask, Offer
from mekaar.people.models import Participant, RoleHeld
from tests.acting import acting_as
from tests.exchange.asks import an_ask

pytestmark = pytest.mark.django_db


def people(one: uuid.UUID) -> QuerySet[Participant]:
    return Participant.objects.select_related("neighbourhood", "building").filter(id=one)


def names(one: uuid.UUID) -> QuerySet[Participant, tuple[uuid.UUID, str]]:
    return Participant.objects.filter(id=one).values_list("id", "display_name")


def everybody(ids: list[uuid.UUID]) -> QuerySet[Participant]:
    found = Participant.objects.filter(any_of("id", ids)).order_by("code")
    return found.prefetch_related("roles")


def asks(one: uuid.UUID, *, whole: bool, most: int | None, since: datetime.datetime | None):
    found = Ask.objects.filter(participant=one).order_by("made_at")
    found = found if whole else found.exclude(state=Ask.State.WITHDRAWN)
    return (found.filter(made_at__gte=since) if since else found)[:most]


def same(question, *values, **named):
    """The rows, the same as those of the query set by itself, asked twice."""
    expected = list(question(*values, **named))
    answer = prepared(question)
    for _ in range(2):
        assert answer(*values, **named) == expected
    return expected


def test_every_value_has_its_own_rows(cast):
    answer = prepared(people)
    for who in (cast.henk, cast.tineke, cast.henk):
        with acting_as(who):
            assert [row.display_name for row in answer(who.id)] == [who.display_name]


def test_one_question_for_the_row_and_what_hangs_on_it(cast, django_assert_num_queries):
    answer = prepared(people)
    with acting_as(cast.henk), django_assert_num_queries(1):
        assert answer(cast.henk.id)[0].neighbourhood.name == "De Oeverhoek"


def test_rows_are_those_of_the_query_set(cast):
    ids = [cast.henk.id, cast.ria.id]
    with acting_as(cast.henk):
        assert same(names, cast.henk.id) == [(cast.henk.id, cast.henk.display_name)]
        assert len(same(everybody, ids)) >= 1
        assert same(everybody, []) == []
        assert same(people, uuid.uuid4()) == []


def test_what_hangs_on_many_rows_comes_along(cast, django_assert_num_queries):
    answer = prepared(everybody)
    with acting_as(cast.ria):
        answer([cast.ria.id])
        with django_assert_num_queries(2):
            assert [role.role for row in answer([cast.ria.id]) for role in row.roles.all()]


def test_numbers_booleans_and_nothing_are_other_sql(cast):
    """One prepared question for all of them: what was made for one does not answer another."""
    for state in ("with_connector", "withdrawn", "thinking"):
        an_ask(cast.henk, state=state)
    a_day = datetime.timedelta(days=1)
    ways = [
        {"whole": whole, "most": most, "since": since}
        for whole in (True, False)
        for most in (1, None)
        for since in (None, timezone.now() - a_day, timezone.now() + a_day)
    ]
    answer = prepared(asks)
    with acting_as(cast.henk):
        found = [answer(cast.henk.id, **way) for way in ways]
        assert found == [list(asks(cast.henk.id, **way)) for way in ways]
    assert {len(rows) for rows in found} == {0, 1, 2, 3}


def test_the_walls_hold(cast):
    answer = prepared(people)
    with acting_as(cast.henk):
        answer(cast.henk.id)
    with acting_as(cast.tineke):
        assert answer(cast.henk.id) == []
    with acting_as(None):
        assert answer(cast.henk.id) == []


def test_another_thread_asks_on_its_own_connection(cast):
    answer, asked_there = prepared(people), []
    with acting_as(cast.henk):
        assert len(answer(cast.henk.id)) == 1

    def elsewhere():
        with CaptureQueriesContext(connection) as asked:
            assert answer(cast.henk.id) == []  # not committed, so only its own connection sees it
        asked_there.append(len(asked))
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert asked_there == [1]


_numbers = itertools.cycle([1, 10])
REFUSED = {
    "today": lambda one: Offer.objects.filter(
        participant=one, look_again_on__lte=timezone.localdate()
    ),
    "now": lambda one: Offer.objects.filter(participant=one, made_at__lte=timezone.now()),
    "somebody by itself": lambda one: Offer.objects.filter(
        participant=uuid.UUID(int=one.int and 7)
    ),
    "a part of a value": lambda one: Offer.objects.filter(code=str(one)[:4]),
    "other SQL for another value": lambda one: Offer.objects.filter(
        *[Q(participant=one)] * len(str(next(_numbers)))
    ),
    "somebody in what comes along": lambda one: Participant.objects.prefetch_related(
        Prefetch("roles", RoleHeld.objects.filter(participant=one))
    ),
    "today in what comes along": lambda one: Participant.objects.filter(id=one).prefetch_related(
        Prefetch("roles", RoleHeld.objects.filter(made_at__gt=timezone.now()))
    ),
    "nothing at all": lambda one: Offer.objects.none(),
}


@pytest.mark.parametrize("question", REFUSED.values(), ids=REFUSED)
def test_refused(question):
    with pytest.raises(NotPreparable):
        prepared(question)(uuid.uuid4())


CHANGED = {
    "part of a text": (lambda text: Ask.objects.filter(code__contains=text), "A"),
    "first letter": (lambda text: Ask.objects.filter(code=text[:1]), "A"),
    "length": (lambda text: Ask.objects.all()[: len(text)], "A"),
    "year": (lambda day: Ask.objects.filter(made_at__year=day.year), datetime.date(2026, 3, 3)),
    "month": (lambda day: Ask.objects.filter(made_at__month=day.month), datetime.date(2026, 3, 3)),
    "day as moment": (lambda day: Ask.objects.filter(made_at__gt=day), datetime.date(2026, 3, 3)),
    "hour": (lambda at: Ask.objects.filter(made_at__hour=at.hour), timezone.now()),
    "first of many": (lambda ids: Ask.objects.filter(id=ids[0]), [uuid.uuid4()]),
    "each of many": (lambda ids: Ask.objects.filter(id__in=ids), [uuid.uuid4()]),
}


@pytest.mark.parametrize(("question", "value"), CHANGED.values(), ids=CHANGED)
@pytest.mark.filterwarnings("ignore:DateTimeField")
def test_what_is_changed_on_its_way_is_refused(question, value):
    with pytest.raises(NotPreparable):
        prepared(question)(value)


@pytest.mark.parametrize("value", [1.5, b"x", {"a": 1}, ("a",)], ids=str)
def test_values_without_a_stand_in_are_refused(value):
    with pytest.raises(NotPreparable):
        prepared(lambda one: Ask.objects.filter(code=one))(value)


def test_not_for_endlessly_many_numbers():
    answer = prepared(lambda most: Ask.objects.all()[:most])
    for most in range(1, MOST_SHAPES + 1):
        answer(most)
    with pytest.raises(NotPreparable):
        answer(MOST_SHAPES + 1)
