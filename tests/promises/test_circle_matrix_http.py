"""Who may do what with a circle, its talks, agenda, plan and goals, in each state, in the browser.

The permission matrix of law-and-rules and the state machines as one table of verb × state; in SQL
it stands in test_circle_matrix.py. Whoever is not in a cell gets what a code that does not exist
gets, and no row changes; whoever is in it gets through, and it is so afterwards (L-06, R-C02).
"""

import contextlib
import re

import pytest
from django.db import connection, transaction
from django.middleware.csrf import CSRF_TOKEN_LENGTH

from tests.acting import at_desk
from tests.circles import whole
from tests.page import Page
from tests.promises import answers
from tests.promises.circle_states import MEMBERS, STEPS, Things, reached
from tests.promises.circle_verbs import VERBS
from tests.promises.test_things_of_others import NOTHING

pytestmark = pytest.mark.django_db

CHAIRS = {"R": ("mark",), "M": MEMBERS, "Z": ("zus",), "F": ("joke",)}
SITTING = ("mark", *MEMBERS, "joke")
# Zus is family, Ellen a professional, Gerda a guest with a code; the others do not sit there.
OUTSIDE = {
    "anouk": "removed by Mark", "peter": "led before Joke", "hanneke": "asked to lead after her",
    "ria": "helps Mark at the desk", "samira": "connector", "ineke": "leads other circles",
    "selam": "has a circle of her own", "colleague": "works with Ellen", "bert": "coordinator",
    "noor": "policy officer", "douwe": "operator", "": "nobody",
}  # fmt: skip

# R resident, M every member, Z only Zus (it is hers), F facilitator; "-": there is no such button;
# "=": with this step nothing of it changes. Whose it was does it now too; all others are asked in
# the last column before it that has letters, and not here again.
TABLE = """
                     sketch inviting deciding days agenda ready phase2 phase3 writing agreed round answered plan paused ended
look                 R      RMF      =        RMF  =      RMF   RMF    =      =       =      RMF   =        RMF  RMF    R
pause                R      R        =        R    =      R     R      =      =       =      R     =        R    -      -
pause-by-phone       -      F        =        F    =      F     F      =      =       =      F     =        F    -      -
resume               -      -        -        -    -      -     -      -      -       -      -     -        -    R      -
stop                 R      R        =        R    =      R     R      =      =       =      R     =        R    R      -
wipe                 -      -        -        -    -      -     -      -      -       -      -     -        -    -      R
take-along           R      R        =        R    =      R     R      =      =       =      R     =        R    R      R
look-at-sketch       R      RF       =        RF   =      RF    RF     =      =       =      RF    =        RF   R      R
draw                 R      R        =        R    =      R     R      =      =       =      R     =        R    -      -
show-answers         R      R        =        R    =      R     R      =      =       =      R     =        R    -      -
hide-sketch          R      R        =        R    =      R     R      =      =       =      R     =        R    R      R
invite               R      R        =        R    =      R     R      =      =       =      R     =        R    -      -
remove-person        -      R        =        R    =      R     R      =      =       =      R     =        R    R      -
ask-facilitator      R      R        =        -    -      -     -      -      -       -      -     -        -    -      -
hand-over            -      -        -        R    =      R     R      =      =       =      R     =        R    -      -
leave                -      MF       =        MF   =      MF    MF     =      =       =      MF    =        MF   MF     -
talk-held            -      F        =        F    =      F     F      =      =       =      F     =        F    -      -
release-line         -      M        =        M    =      M     M      =      =       =      M     =        M    -      -
withdraw-line        -      M        =        M    =      M     M      =      =       =      M     =        M    -      -
say-yes              -      -        RMF      -    -      -     -      -      -       -      -     -        -    -      -
plan-meeting         -      -        -        -    -      -     -      -      -       -      -     -        RF   -      -
propose-days         -      -        -        RF   -      -     -      -      -       -      -     -        -    -      -
answer-poll          -      -        -        RMF  -      -     -      -      -       -      -     -        -    -      -
answer-for-kees      -      -        -        RF   -      -     -      -      -       -      -     -        -    -      -
choose-day           -      -        -        R    -      -     -      -      -       -      -     -        -    -      -
choose-place         -      -        -        R    =      -     -      -      -       -      -     -        -    -      -
add-point            -      -        -        RF   =      -     -      -      -       -      -     -        -    -      -
rather-not           -      -        -        RF   =      -     -      -      -       -      -     -        -    -      -
read-agenda          -      -        -        RF   =      RMF   RMF    =      =       =      RMF   =        RMF  R      R
suggest              -      M        =        M    =      M     M      =      =       =      M     =        M    -      -
let-suggestion-be    -      RZ       =        RZ   =      RZ    RZ     =      =       =      RZ    =        RZ   -      -
take-suggestion-over -      -        -        R    =      -     -      -      -       -      -     -        -    -      -
release-agenda       -      -        -        -    R      -     -      -      -       -      -     -        -    -      -
take-agenda-back     -      -        -        -    -      R     -      -      -       -      -     -        -    -      -
call-off             -      -        -        R    =      R     -      -      -       -      -     -        -    -      -
i-come               -      -        -        -    -      M     -      -      -       -      -     -        -    -      -
kees-comes           -      -        -        -    -      RF    -      -      -       -      -     -        -    -      -
begin-meeting        -      -        -        -    -      RF    -      -      -       -      -     -        -    -      -
open-phase-3         -      -        -        -    -      -     R      -      -       -      -     -        -    -      -
kees-is-there        -      -        -        -    -      -     RF     =      =       =      RF    =        -    -      -
end-meeting          -      -        -        -    -      -     RF     =      =       =      RF    =        -    -      -
read-plan            -      -        -        -    -      -     -      -      RMF     =      RMF   =        RMF  R      R
plan-on-paper        -      -        -        -    -      -     -      -      -       -      -     -        RMF  R      R
begin-plan           -      -        -        -    -      -     -      RF     -       -      -     -        -    -      -
write-agreement      -      -        -        -    -      -     -      -      RF      =      -     -        -    -      -
other-words          -      -        -        -    -      -     -      -      RF      =      -     -        -    -      -
take-agreement       -      -        -        -    -      -     -      -      Z       -      -     -        -    -      -
decline-agreement    -      -        -        -    -      -     -      -      Z       =      Z     =        -    -      -
veto                 -      -        -        -    -      -     -      -      R       =      R     =        R    -      -
remove-agreement     -      -        -        -    -      -     -      -      RF      -      -     -        -    -      -
did-not-work         -      -        -        -    -      -     -      -      -       -      -     -        RZF  -      -
ask-everybody        -      -        -        -    -      -     -      -      -       RF     -     -        -    -      -
consent              -      -        -        -    -      -     -      -      -       -      RM    -        -    -      -
object               -      -        -        -    -      -     -      -      -       -      RM    =        -    -      -
read-to-kees         -      -        -        -    -      -     -      -      -       -      F     -        -    -      -
take-plan-back       -      -        -        -    -      -     -      -      -       -      R     =        -    -      -
let-plan-hold        -      -        -        -    -      -     -      -      -       -      -     RF       -    -      -
goal-in-words        R      R        =        R    =      R     R      =      =       =      R     =        R    R      R
goal-mark            R      R        =        R    =      R     R      =      =       =      R     =        R    R      R
"""  # noqa: E501 - a table is read across

# Who sits there sees the thing itself, and hears whose it is to do (403), that it is not there for
# them (409), or that the circle rests. Everybody else hears nothing, here too.
TOLD = {
    **dict.fromkeys(
        ("begin-plan", "take-agreement", "decline-agreement", "veto", "remove-agreement",
         "did-not-work", "ask-everybody", "take-plan-back", "let-plan-hold"), ("RMF", 403),
    ),
    "let-suggestion-be": ("M", 409),
}  # fmt: skip
TOLD_AT_REST = {"read-plan": ("MF", 200), "read-agenda": ("MF", 409)}


def _table() -> dict[str, dict[str, str]]:
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {name: dict(zip(head, cells, strict=True)) for name, *cells in rows}


def _letters(row: dict[str, str], state: str) -> str:
    """The letters of a cell; for "=" those of the last column that says more."""
    until = list(row.values())[: list(row).index(state) + 1]
    return next(cell for cell in reversed(until) if cell != "=")


CELLS = _table()
BUTTONS = {verb: set("".join(row.values())) - {*"-="} for verb, row in CELLS.items()}


def _who(letters: str | set[str], made) -> list[str]:
    """The people of these letters, as far as they sit there by now."""
    named = {name for letter in letters for name in CHAIRS[letter]}
    return [name for name in SITTING if name in named and name in made.seats]


# What a code that does not exist gets, by person and verb: the same in every state. It is not there
# (404); nobody is sent to sign in; who helps Mark hears that he types his goals himself.
HELPING = {("ria", "goal-in-words"): 403, ("ria", "goal-mark"): 403}
FOR_NOTHING: dict[tuple[str, str], tuple[int, str, str]] = {}
# In these nothing may change: what the circle is, the goals, and what is written down or sent.
OF_CIRCLE = (*whole.TABLES, "conversation_goal")
KEPT = (*OF_CIRCLE, "journal_entry", "notices_notice")


def _digest(tables: tuple[str, ...] = KEPT) -> tuple[str, ...]:
    """Of every row of these tables, as their owner sees them."""
    row = "SELECT coalesce(md5(string_agg(t::text, chr(10) ORDER BY t.id)), '') FROM {} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(row.format(one) for one in tables))
        return tuple(one for (one,) in cursor.fetchall())


@contextlib.contextmanager
def _undone():
    """Nothing stays of what was done in here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Tried:
    """Mark's circle in one state, and everybody's browser."""

    def __init__(self, cast, state: str) -> None:
        self.state = state
        self.made = reached(cast, state)
        at_desk(cast.ria, self.made.mark)
        self.browsers = {
            name: Page(getattr(cast, name) if name else None) for name in (*SITTING, *OUTSIDE)
        }
        self.wrong: list[str] = []

    def ask(self, who: str, name: str, things: Things):
        """One thing done by one person; what changed stays until the cell was looked at."""
        verb = VERBS[name]
        sent = {key.format_map(things): one.format_map(things) for key, one in verb.sent.items()}
        browser, url = self.browsers[who], verb.address.format_map(things)
        return answers.asked(browser, verb.method, url, **sent)

    def bare(self, who: str, response) -> tuple[int, str, str]:
        """An answer without tokens and without the codes of this circle and this person."""
        page = re.sub(rf"[A-Za-z0-9]{{{CSRF_TOKEN_LENGTH}}}", "", response.page)
        page = re.sub(r'name="eenmaal" value="[^"]*"', "", page)
        where = response.headers.get("Location", "")
        people = (self.made.mark, self.browsers[who].participant)
        for code in (*self.made.things.values(), *(one.code for one in people if one)):
            page, where = page.replace(code, NOTHING), where.replace(code, NOTHING)
        return response.status_code, where, page

    def says(self, who: str, name: str, what: object) -> None:
        self.wrong.append(f"{self.state}/{name}/{who or 'nobody'}: {what}")

    def nothing(self, who: str, name: str) -> tuple[int, str, str]:
        """What this person gets where the code is of nothing."""
        if (who, name) not in FOR_NOTHING:
            things = Things(self.made.things | {"circle": NOTHING, "goal": NOTHING})
            got = FOR_NOTHING[who, name] = self.bare(who, self.ask(who, name, things))
            if got[0] != (302 if not who else HELPING.get((who, name), 404)):
                self.says(who, name, f"{got[0]} for nothing")
        return FOR_NOTHING[who, name]

    def hears(self, who: str, name: str) -> int | None:
        """The status with which who sits there is told why not; None for who hears nothing."""
        told = TOLD | (TOLD_AT_REST if self.state == "paused" else {})
        letters, status = told.get(name, ("", None))
        return status if who in _who(letters, self.made) else None

    def refused(self, name: str, may: list[str]) -> None:
        """Everybody else gets nothing, or hears why not; and no row is changed."""
        with _undone():
            before = _digest()
            for who in self.browsers:
                if who in may:
                    continue
                response, status = self.ask(who, name, self.made.things), self.hears(who, name)
                if status is None:
                    if self.bare(who, response) != self.nothing(who, name):
                        self.says(who, name, f"{response.status_code}, and not as for nothing")
                elif response.status_code != status or self.shown(name, response):
                    self.says(who, name, response.status_code)
            if _digest() != before:
                self.says("somebody else", name, "changed something")

    def gets_through(self, name: str, who: str) -> None:
        """It is done, and so it stands in the database; or it is read, and there it stands."""
        with _undone():
            done = VERBS[name].done
            if done and done(self.made, who):
                self.says(who, name, "was so before")
            response = self.ask(who, name, self.made.things)
            if response.status_code != (302 if done else 200):
                self.says(who, name, response.status_code)
            if not (done(self.made, who) if done else self.shown(name, response)):
                self.says(who, name, "did not happen")

    def too_early_or_late(self, name: str) -> None:
        """Who has this button in another state sends its form now: nothing changes.

        Where what it is about is not there yet, there is no address to send it to.
        """
        if NOTHING in VERBS[name].address.format_map(self.made.things):
            return
        with _undone():
            before = _digest(OF_CIRCLE)
            for who in _who(BUTTONS[name], self.made):
                response = self.ask(who, name, self.made.things)
                if response.status_code >= 500 or self.shown(name, response):
                    self.says(who, name, response.status_code)
            if _digest(OF_CIRCLE) != before:
                self.says("somebody", name, "changed something without a button")

    def shown(self, name: str, response) -> bool:
        words = VERBS[name].shows
        return bool(words) and words in response.page


@pytest.mark.parametrize("state", STEPS)
def test_who_may_do_what(cast, state):
    tried = Tried(cast, state)
    for name, row in CELLS.items():
        if row[state] == "-":
            tried.too_early_or_late(name)
            continue
        may = _who(_letters(row, state), tried.made)
        for who in may:
            tried.gets_through(name, who)
        if row[state] != "=":
            tried.refused(name, may)
    assert tried.wrong == []


def test_every_verb_and_every_state_has_a_cell():
    assert set(CELLS) == set(VERBS)
    assert all(set(row) == set(STEPS) for row in CELLS.values())
    assert all(BUTTONS.values())  # no verb that nobody has anywhere
