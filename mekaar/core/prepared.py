"""Questions whose SQL is made once: for what nearly every page asks (ADR 24).

Django makes the SQL of a query set anew each time, which takes more of the processor than all the
rest of a short question: its way, PostgreSQL's answer and making the rows. Here the function that
builds the query set is called once for each kind of values, with values that stand for others; from
then on only the values differ.
"""

import datetime
import itertools
import uuid
from collections.abc import Callable, Iterator
from copy import copy
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.postgresql.compiler import SQLCompiler
from django.db.models import F, Lookup, Model, Prefetch, QuerySet, prefetch_related_objects

Values = ParamSpec("Values")
Thing = TypeVar("Thing", bound=Model)
Row = TypeVar("Row")

# Of each kind as many as a question needs, different in every part, so that what is made of a value
# (its year, its first letters) differs as well.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    uuid.UUID: lambda n: uuid.uuid4(),  # noqa: ARG005  # different by itself
    datetime.datetime: lambda n: datetime.datetime(
        1 + n, 1 + n % 12, 1 + n % 28, n % 24, n % 60, n % 60, 1 + n, tzinfo=datetime.UTC
    ),
    datetime.date: lambda n: datetime.date(1 + n, 1 + n % 12, 1 + n % 28),
    str: lambda n: chr(0xE000 + n) * (9 + n),
    list: lambda n: [uuid.uuid4() for _ in range(2 + n)],
}
_NEVER_FIXED = (uuid.UUID, datetime.date, list)
MOST_SHAPES = 20


class NotPreparable(TypeError):
    """The SQL depends on a value in another way than holding it as it is: ask with a query set."""


def prepared(ask: Callable[Values, "QuerySet[Thing, Row]"]) -> Callable[Values, list[Row]]:
    """Ask what this function's query set asks, and give the rows.

    Its values are UUIDs and lists of them (see `any_of`), moments, days and texts, and for each
    number, boolean or None there is other SQL; nothing else may change it. The function is called
    twice with different stand-ins: raises NotPreparable at the first question when that shows other
    SQL or other values of its own, and when a day, moment or UUID stands in the SQL that was not
    given (today's date would stay today's for ever).
    """
    made: dict[tuple[Any, ...], _Question[Row]] = {}

    @wraps(ask)
    def answer(*values: Values.args, **named: Values.kwargs) -> list[Row]:
        given = (*values, *named.values())
        shape = (len(values), *named, *map(_kind, given))
        if shape not in made:
            if len(made) == MOST_SHAPES:
                raise NotPreparable(f"{ask.__qualname__}: too many different numbers")
            made[shape] = _make(ask, values, named)
        return made[shape].rows(given)

    return answer


class _AnyOf(Lookup):
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One value, where `IN` has one for each."""
        sql, values = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s)", (*values, self.rhs)


def any_of(field: str, ids: list[uuid.UUID]) -> "Lookup[bool]":
    """That this field is one of these ids, however many there are."""
    return _AnyOf(F(field), ids)


def _kind(value: Any) -> Any:
    """The type that a stand-in has; numbers, True, False and None are asked for apart."""
    if value is None or isinstance(value, int):
        return type(value), value
    found = next((kind for kind in _STAND_INS if isinstance(value, kind)), None)
    if found is None:
        raise NotPreparable(f"a value of {type(value)}")
    return found


def _make(
    ask: Callable[..., "QuerySet[Thing, Row]"], values: tuple[Any, ...], named: dict[str, Any]
) -> "_Question[Row]":
    numbers = itertools.count()
    one, other = _Attempt(ask, values, named, numbers), _Attempt(ask, values, named, numbers)
    places = [one.place_of(held) for held in one.held]
    if one.sql != other.sql or places != [other.place_of(held) for held in other.held]:
        raise NotPreparable(ask.__qualname__)
    fixed = [*one.fixed(places), *one.along()]
    if fixed != [*other.fixed(places), *other.along()]:
        raise NotPreparable(ask.__qualname__)
    if any(isinstance(value, _NEVER_FIXED) for value in fixed):
        raise NotPreparable(ask.__qualname__)
    return _Question(one, places)


class _Attempt(Generic[Row]):
    """The SQL of a query set that was built with stand-ins."""

    def __init__(
        self,
        ask: Callable[..., "QuerySet[Any, Row]"],
        values: tuple[Any, ...],
        named: dict[str, Any],
        numbers: Iterator[int],
    ) -> None:
        first = [_stand_in(value, numbers) for value in values]
        rest = {name: _stand_in(value, numbers) for name, value in named.items()}
        self.given = [*first, *rest.values()]
        self.found = ask(*first, **rest)
        self.compiler = self.found.query.get_compiler(self.found.db)
        try:
            self.sql, self.held = self.compiler.as_sql()
        except EmptyResultSet as nothing:
            raise NotPreparable(ask.__qualname__) from nothing

    def place_of(self, held: Any) -> int | None:
        """Which of the given values this parameter is."""
        return next(
            (n for n, one in enumerate(self.given) if type(one) is type(held) and one == held), None
        )

    def fixed(self, places: list[int | None]) -> list[Any]:
        """What stands in the SQL and was not given."""
        return [held for held, at in zip(self.held, places, strict=True) if at is None]

    def along(self) -> Iterator[Any]:
        """What stands in the SQL of rows that are fetched along (Prefetch): kept as it is."""
        found: Any = self.found
        for one in found._prefetch_related_lookups:
            if isinstance(one, Prefetch) and one.queryset is not None:
                sql, held = one.queryset.query.sql_with_params()
                yield from (sql, *held)


def _stand_in(value: Any, numbers: Iterator[int]) -> Any:
    kind = _kind(value)
    return _STAND_INS[kind](next(numbers)) if isinstance(kind, type) else value


class _Ready(SQLCompiler):
    """A compiler that has done its work: its SQL, values and converters are there."""

    ready: tuple[str, tuple[Any, ...]]
    converters: dict[int, Any]

    def as_sql(self, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        """The SQL that was made before, with the values of now."""
        return self.ready

    def get_converters(self, _expressions: Any) -> dict[int, Any]:
        """What was found before."""
        return self.converters


class _Question(Generic[Row]):
    """The SQL of one question, and how to make its rows."""

    def __init__(self, made: _Attempt[Row], places: list[int | None]) -> None:
        self._sql, self._held, self._places = made.sql, made.held, places
        self._found: Any = made.found  # what its rows are made with is private to Django
        self._compiler = made.compiler
        compiler = made.compiler
        selected = [one[0] for one in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(selected)

    def rows(self, given: tuple[Any, ...]) -> list[Row]:
        """The rows for these values."""
        values = (
            held if at is None else given[at]
            for held, at in zip(self._held, self._places, strict=True)
        )
        compiler = _Ready.__new__(_Ready)
        compiler.__dict__ |= self._compiler.__dict__  # made by another thread, for its connection
        compiler.connection = connections[self._found.db]
        compiler.ready, compiler.converters = (self._sql, tuple(values)), self._converters
        query = copy(self._found.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler
        found = type(self._found)(self._found.model, query=query, using=self._found.db)
        found._fields = self._found._fields
        rows: list[Any] = list(self._found._iterable_class(found))
        prefetch_related_objects(rows, *self._found._prefetch_related_lookups)
        return rows
