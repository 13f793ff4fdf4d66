"""Every actor at every table: what they may do with one resident's rows (invariants 14, 18, 19).

The same as `test_every_door.py`, one floor lower: generated from the walls, tried in SQL as the web
role. A table without a line fails; look at it, and write the snapshot anew with
`MEKAAR_SNAPSHOTS=write`.
"""

import datetime
from collections import defaultdict
from dataclasses import asdict

from django.db import connection
from django.utils import timezone

from mekaar.conversation.models import ClosingInvitation
from mekaar.core.walls import all_machinery, all_walls
from mekaar.exchange.models import Ask, Introduction, LastingContactCount, NotebookRow
from mekaar.journal.models import Anchor
from mekaar.people.models import RoleHeld
from mekaar.places.models import District
from tests.acting import at_desk
from tests.exchange.pairs import a_pair, offered
from tests.promises import answers, rows
from tests.promises.rows import ADD, CHANGE, READ, REMOVE, Actor
from tests.promises.whole_life import live, tables, without_triggers

ROLES = {
    "host": "ria",
    "connector": "samira",
    "process_facilitator": "joke",
    "back_up": "loes",
    "volunteer_coordinator": "bert",
    "policy_officer": "noor",
    "operator": "douwe",
}
SIGNED_IN = (
    "owner", "double-yes", "neighbour", "host-visited", *(role.replace("_", "-") for role in ROLES),
)  # fmt: skip
WRITES = (ADD, CHANGE, REMOVE)
VERBS = (READ, *WRITES)
# Invariant 18 and R-E: they read nothing that anybody wrote.
READ_NO_WORDS = ("nobody", "policy-officer", "operator", "next-door")
OWN = {"owner", "host-visited"}
IN_HER_CIRCLE = ("her-member", "her-facilitator", "her-guest")
# Words in or about her rows that others write, and why.
WORDS_OF_OTHERS = {
    ("exchange_introduction", "first_meeting"): "where they meet first is said by the connector",
    ("gatherings_harvest", "helped"): "of nobody: the desk writes down what a gathering gave",
    ("gatherings_harvest", "hard"): "of nobody: the desk writes down what a gathering gave",
}
# In her circle: the agenda is also the facilitator's to write, what a member says the member's.
WORDS_IN_HER_CIRCLE = {
    ("circles_agendapoint", "words"): {"her-facilitator"},
    ("circles_circlemeeting", "outcome_words"): {"her-facilitator"},
    ("circles_releasedline", "words"): {"her-member"},
    ("circles_consent", "words"): {"her-member"},
}
# Rows of hers that others may take away, and why.
TAKEN_AWAY = {
    "people_doorbell": {"host", "connector"},  # a ring goes when it was answered
    "exchange_idea": {"connector", "engine"},  # an idea ends with its ask or its offer
    "answers_meaning": {"engine"},  # made anew for another model
    "exchange_meaning": {"engine"},  # made anew for another model
    "exchange_arrangement": {"double-yes"},  # the giver gives back
    "reports_report": {"double-yes"},  # what the other reported of her is the other's
    # What the facilitator of her circle wrote down for it, while it is being made.
    "circles_preparatorytalk": {"her-facilitator"},
    "circles_possibleday": {"her-facilitator"},
    "circles_agendapoint": {"her-facilitator"},
    "circles_agreement": {"her-facilitator"},
    # What a member of her circle said, or has.
    "circles_releasedline": {"her-member"},
    "circles_startyes": {"her-member", "her-facilitator"},  # also by phone: a yes is only lost
    "circles_suggestion": {"her-member"},
    "circles_calendarfeed": {"her-member"},
}  # fmt: skip
# What somebody who is not signed in can write.
OF_A_VISITOR = {("people_doorbell", ADD), ("journal_entry", ADD)}
KEYS_AND_CHAIN = ("people_ownerkey", "journal_link", "journal_anchor")


def actors(cast, life) -> dict[str, Actor]:
    """Everybody who may come to the database through the web role."""
    here = cast.here.id
    helper = cast.neighbour("Greet", role=RoleHeld.Role.HOST)
    at_desk(helper, life.person)
    return {
        "nobody": Actor(None, here),
        "owner": Actor(life.person, here),
        "double-yes": Actor(life.friend, here),
        "neighbour": Actor(cast.tineke, here),
        "host-visited": Actor(helper, here),
        **{role.replace("_", "-"): Actor(getattr(cast, who), here) for role, who in ROLES.items()},
        **{f"her-{name}": Actor(who, here) for name, who in asdict(life.around).items()},
        "next-door": Actor(cast.stranger, cast.there.id),
        "engine": Actor(None, here, engine=True),
    }


def every_table(cast, life) -> list[rows.Table]:
    """Her whole life, what that leaves empty, and every state that something of hers can be in."""
    here, her = {"neighbourhood": cast.here}, life.person
    District.objects.create(name="Noord")
    Anchor.objects.create(**here, day=timezone.localdate(), number=1, hash=b"x")
    LastingContactCount.objects.create(**here, quarter="2026-1")
    NotebookRow.objects.create(**here, digest="c" * 64)
    ago = [timezone.now() - datetime.timedelta(days=days) for days in (9, 1)]
    RoleHeld.objects.create(**here, participant=her, role="host", since=ago[0], until=ago[1])
    pair = a_pair(cast, asker=her, giver=cast.neighbour("Kees"))
    offered(pair, first="asker", told_giver="Iemand zoekt gezelschap.")
    with without_triggers():
        open_ask = Ask.objects.filter(participant=her, state="ideas_open").first()
        given = {"offer": pair.offer, "connector": cast.samira.id, "state": "offered"}
        Introduction.objects.create(**here, ask=open_ask, **given)
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        ClosingInvitation.objects.update(answer="later", later_on=yesterday)
        for table in rows.filled(her):
            rows.in_every_state(table)
    return rows.filled(her)


def test_every_actor_at_every_table(cast):
    life = live(cast)
    cast.everybody()
    people, every = actors(cast, life), every_table(cast, life)
    assert [table.name for table in every if not table.rows] == []
    found, words = defaultdict(dict), {}
    for name, actor in people.items():
        with actor.at_work() as cursor:
            for table in every:
                for verb, may in rows.what_may(cursor, table, actor.me).items():
                    found[table.name, verb][name] = may
            if name in READ_NO_WORDS:
                words[name] = rows.words_read(cursor, actor, cast.here.id)
    assert answers.same_as_kept("rows.txt", [*listing(every, found), *without_walls()]) == []
    assert words == {name: [] for name in READ_NO_WORDS}
    assert list(rules_broken(every, found)) == []


def rules_broken(every, found):
    """What no snapshot may ever say."""
    for table in every:
        may = {verb: {a for a, what in found[table.name, verb].items() if what} for verb in VERBS}
        yield from (
            (table.name, what)
            for what, broken in {
                "words changed by another": words_changed(table, found[table.name, CHANGE]),
                "taken away": may[REMOVE] - OWN - TAKEN_AWAY.get(table.name, set()),
                "a goal of another": table.name == "conversation_goal"
                and set().union(*may.values()) != {"owner"},
                "the journal changes": table.name == "journal_entry" and may[CHANGE] | may[REMOVE],
                "a circle is seen outside it": table.is_of_circle
                and set().union(*may.values()) - {"owner", *IN_HER_CIRCLE},
                "a key or the chain": table.name in KEYS_AND_CHAIN and any(may.values()),
                "by a visitor": {(table.name, verb) for verb in WRITES if "nobody" in may[verb]}
                - OF_A_VISITOR,
                "from next door": [verb for verb in WRITES if "next-door" in may[verb]],
            }.items()
            if broken
        )


def words_changed(table, columns_of):
    return [
        (actor, column)
        for actor, columns in columns_of.items()
        for column in table.sealed & set(columns.split())
        if actor not in OWN | WORDS_IN_HER_CIRCLE.get((table.name, column), set())
        and (table.name, column) not in WORDS_OF_OTHERS
    ]


def listing(every, found):
    """A line for each table and verb: what, and who."""
    lines = []
    for table in every:
        whose = "of nobody" if table.of_nobody else "hers"
        for verb in VERBS:
            by = defaultdict(list)
            for actor, may in found[table.name, verb].items():
                if may:
                    by[may].append(actor)
            told = "; ".join(f"{may}: {together(who)}" for may, who in by.items())
            lines.append(f"{table.name} ({whose}) {verb} | {told or '-'}")
    return lines


def together(who: list[str]) -> str:
    """In one word for all who are signed in here, so that a line can be read."""
    if set(SIGNED_IN) <= set(who):
        who = [*(name for name in who if name not in SIGNED_IN), "everybody-signed-in-here"]
    return " ".join(who)


def without_walls():
    """The other tables: machinery of signing in and of the queue, and what is closed."""
    machinery = {row.table: f"{row.verbs} | {row.reason}" for row in all_machinery()}
    walled = {wall.table for wall in all_walls()}
    for table in tables():
        if table not in walled:
            yield f"{table} (no wall) {machinery.get(table) or closed(table)}"


def closed(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege('mekaar_web', %s, verb))"
            " FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) verb",
            [table],
        )
        return "OPEN without a reason" if cursor.fetchone()[0] else "| closed for the web role"


def test_every_role_is_an_actor():
    assert set(ROLES) == set(RoleHeld.Role.values)
