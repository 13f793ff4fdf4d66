"""How long things stay (L-14): rules as data, each a pair of functions in the database.

A room writes its rules in `retention.py`; `migrate` makes of each rule `wall.due_NAME`, which only
reads, and `wall.end_NAME`, which takes away. The terms stand inside these functions, so that who
calls them, also in hand-written SQL of the web role, can never make anything go early (ADR 18).
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = str | Promise

# The beginning of the neighbours' day that lies a term back: what is older is past its term. A day
# is a day in Amsterdam, also when the clock changes, so nothing goes before its whole day is over.
BORDER = (
    "CREATE OR REPLACE FUNCTION wall.border(term interval) RETURNS timestamptz LANGUAGE sql STABLE"
    " AS $wall$ SELECT (wall.today() - term)::date::timestamp"
    f" AT TIME ZONE '{settings.TIME_ZONE}' $wall$"
)
AT_NIGHT = "(wall.engine() AND wall.me() IS NULL)"


@dataclass(frozen=True, slots=True)
class Term:
    """How long, in one unit. `years_of` names the column of the neighbourhood that says it."""

    months: int = 0
    days: int = 0
    years_of: str = ""

    @property
    def sql(self) -> str:
        """This term as SQL."""
        if self.years_of:
            years = f"SELECT {self.years_of} FROM places_neighbourhood WHERE id = wall.here()"  # noqa: S608
            return f"make_interval(years => ({years}))"
        return f"interval '{self.months} months'" if self.months else f"interval '{self.days} days'"

    def words(self, here: object = None) -> str:
        """ "12 maanden"; what a neighbourhood chose is said of that neighbourhood."""
        if self.years_of:
            years = getattr(here, self.years_of, None)
            if years is None:
                return _("2 jaar (5 jaar als een zorgaanbieder verantwoordelijk is)")
            return ngettext("%(n)s jaar", "%(n)s jaar", years) % {"n": years}
        if self.months:
            return ngettext("%(n)s maand", "%(n)s maanden", self.months) % {"n": self.months}
        return ngettext("%(n)s dag", "%(n)s dagen", self.days) % {"n": self.days}


@dataclass(frozen=True, slots=True)
class Rule:
    """What, how long after what, and what happens then.

    `due` is SQL about a row `one`; in it `{border}` is the moment and `{day}` the day where the
    term ends. `locks` are taken before it is looked at a second time; `ends` take away what is in
    `gone` (its own rows, unless said otherwise). With `act` no SQL ends anything: that action is
    called with the ids, and looks again for itself. `everywhere`: the rows are of no neighbourhood.
    """

    name: str
    table: str
    what: Words
    term: Term
    after: Words
    then: Words
    due: str
    key: str = "id"
    kind: str = "uuid"
    order: str = ""
    locks: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    act: Callable[[uuid.UUID, Sequence[uuid.UUID]], int] | None = None
    everywhere: bool = False
    # Told to residents; the machinery of signing in and queueing is not.
    told: bool = True

    def said(self, here: object = None) -> str:
        """The whole rule as one sentence: "Een vraag: 12 maanden nadat …, dan wissen we hem." """
        return _("%(what)s: %(term)s %(after)s. Daarna %(then)s.") % {
            "what": self.what, "term": self.term.words(here), "after": self.after,
            "then": self.then,
        }  # fmt: skip

    def functions(self) -> list[str]:
        """The SQL of the two functions."""
        here = "true" if self.everywhere else "one.neighbourhood_id = wall.here()"
        due = self.due.format(
            border=f"wall.border({self.term.sql})", day=f"(wall.today() - {self.term.sql})::date"
        )
        reads = (
            f"CREATE OR REPLACE FUNCTION wall.due_{self.name}(most integer)"  # noqa: S608
            f" RETURNS SETOF {self.kind} LANGUAGE sql STABLE"
            " SECURITY DEFINER SET search_path = public, pg_temp AS $wall$"
            f" SELECT one.{self.key} FROM {self.table} one WHERE {AT_NIGHT} AND {here} AND ({due})"
            f" ORDER BY one.{self.order or self.key} LIMIT most $wall$"
        )
        return [reads] if self.act else [reads, self._end()]

    def _end(self) -> str:
        mine = f"FROM {self.table} WHERE {self.key} = ANY(gone)"
        steps = [
            f"gone := ARRAY(SELECT wall.due_{self.name}(most))",
            f"PERFORM {mine} FOR UPDATE",
            *self.locks,
            # What changed while we waited for it is not due any more.
            f"gone := ARRAY(SELECT one FROM wall.due_{self.name}(most) AS one"  # noqa: S608
            " WHERE one = ANY(gone))",
            *(self.ends or (f"DELETE {mine}",)),
        ]
        return (
            f"CREATE OR REPLACE FUNCTION wall.end_{self.name}(most integer) RETURNS integer"
            " LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $wall$\n"
            f"DECLARE gone {self.kind}[];\nBEGIN\n"
            f"  IF {AT_NIGHT} IS NOT TRUE THEN\n"
            "    RAISE EXCEPTION 'what is past its term goes at night, by itself'"
            " USING ERRCODE = 'insufficient_privilege';\n  END IF;\n  "
            + ";\n  ".join(steps)
            + ";\n  RETURN cardinality(gone);\nEND $wall$"
        )


def all_rules() -> list[Rule]:
    """Every rule of every room, the highest room first: what hangs from a thing goes before it."""
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("mekaar.")]
    return [
        rule
        for room in reversed(rooms)
        if room != "mekaar.core" and find_spec(f"{room}.retention")
        for rule in import_module(f"{room}.retention").RULES
    ]


def functions() -> list[str]:
    """The SQL of all of them; `walls.raise_all` makes them."""
    return [BORDER, *(sql for rule in all_rules() for sql in rule.functions())]
