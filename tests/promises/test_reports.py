"""Reports against the database itself: every role with SQL, and two who decide at once (L-20)."""

import pytest
from django.db import connection

from mekaar.exchange.models import Ask
from mekaar.people.models import OwnerKey
from mekaar.reports import actions
from mekaar.reports.models import Decision, Report, ReportParties
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.exchange.asks import an_ask
from tests.promises.whole_life import rows_with
from tests.reports.scenes import COMPLAINT, REASON, appealed, decided, reported, rude_ask

TABLES = ("reports_report", "reports_reportparties", "reports_decision")
OTHERS = ("tineke", "joke", "loes", "noor", "douwe", "stranger", "stranger_host")


@pytest.fixture
def report(cast):
    """Dekker wrote, Henk reported, Samira hid it; Bert and Ria may look again."""
    cast.everybody()
    made = reported(cast)
    decided(made, "hidden", by_whom=cast.samira)
    return made


def rows(who, table) -> int:
    with as_web(who) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def reads(who) -> tuple[int, int, int]:
    return tuple(rows(who, table) for table in TABLES)


def reads_ask(who) -> int:
    return rows(who, "exchange_ask")


def test_who_reads_what_of_an_open_report(cast):
    made = reported(cast)
    cast.everybody()
    assert reads(cast.henk) == (1, 0, 0)  # who reported: the report
    assert reads(cast.dekker) == (0, 0, 0)  # who wrote: nothing yet
    assert reads(cast.samira) == reads(cast.bert) == (1, 0, 0)  # who may decide
    assert reads(cast.ria) == (0, 0, 0)  # who only looks again
    assert [who for who in OTHERS if reads(getattr(cast, who)) != (0, 0, 0)] == []
    with as_web(None, here=cast.here.id) as cursor:
        cursor.execute("SELECT count(*) FROM reports_report")
        assert cursor.fetchone() == (0,)
    assert made.state == "open"


def test_who_reads_what_of_a_decision(cast, report):
    assert reads(cast.henk) == (1, 0, 1)
    assert reads(cast.dekker) == (0, 0, 1)  # the reason, and never the report
    assert reads(cast.samira) == (0, 0, 1)
    assert reads(cast.bert) == reads(cast.ria) == (0, 0, 0)
    assert [who for who in OTHERS if reads(getattr(cast, who)) != (0, 0, 0)] == []


def test_hidden_is_hidden_by_the_wall_in_the_same_transaction(cast):
    made = reported(cast)
    cast.everybody()
    neighbours = (cast.henk, cast.tineke, cast.samira, cast.joke)
    assert [reads_ask(who) for who in neighbours] == [1] * 4
    with acting_as(cast.samira):
        actions.decide(made, "hidden", REASON, by=by(cast.samira))
        assert not Ask.objects.exists()  # for herself, now
    assert [reads_ask(who) for who in neighbours] == [0] * 4
    assert reads_ask(cast.dekker) == 1
    at_desk(cast.ria, cast.dekker)
    assert reads_ask(cast.ria) == 1  # the owner's own page, at the desk


def test_who_decides_reads_along_only_as_long_as_it_waits(cast):
    """Bert, who reads no asks, reads this one; not once it was taken back or decided."""
    ask = rude_ask(cast)
    made = reported(cast, ask)
    assert reads_ask(cast.bert) == 1
    assert reads_ask(cast.ria) == 1  # on the board
    Ask.objects.filter(id=ask.id).update(audience="connector")
    assert (reads_ask(cast.bert), reads_ask(cast.ria)) == (1, 0)
    decided(made, "stays", by_whom=cast.samira)
    assert reads_ask(cast.bert) == 0
    again = reported(cast, rude_ask(cast, cast.tineke))
    Ask.objects.filter(participant=cast.tineke).update(state="withdrawn")
    assert again.state == "open"
    assert reads_ask(cast.bert) == 0


INSERT = (
    "INSERT INTO reports_decision (id, neighbourhood_id, code, made_at, report_id, nth, kind,"
    " thing, outcome, reason, decided_by, appealed_by) VALUES (gen_random_uuid(), %(here)s, 'X',"
    " now(), %(report)s, 1, 'ask', %(thing)s, 'stays', 'x', %(by)s, '')"
)


@pytest.mark.parametrize("who", ["dekker", "henk", "ria", *OTHERS])
def test_who_may_not_decide_cannot_in_sql(cast, who):
    made = reported(cast)
    me = getattr(cast, who)
    values = {"here": cast.here.id, "report": made.id, "thing": made.thing, "by": me.id}
    with as_web(me, here=cast.here.id) as cursor, refused_by_database():
        cursor.execute(INSERT, values)
    with as_web(cast.samira) as cursor, refused_by_database("for another person"):
        cursor.execute(INSERT, {**values, "by": cast.bert.id})


def test_who_decided_first_cannot_look_again_in_sql(cast, report):
    appealed(Decision.objects.get(), by_whom=cast.dekker)
    values = {"here": cast.here.id, "report": report.id, "thing": report.thing}
    with as_web(cast.samira) as cursor, refused_by_database("for another person"):
        cursor.execute(INSERT, {**values, "by": cast.samira.id})
    with as_web(cast.ria) as cursor:
        cursor.execute(INSERT, {**values, "by": cast.ria.id})
    assert list(Decision.objects.order_by("nth").values_list("nth", "decided_by")) == [
        (1, cast.samira.id),
        (2, cast.ria.id),
    ]


ALTER = {
    "unhide": "UPDATE reports_decision SET replaced_at = now()",
    "other outcome": "UPDATE reports_decision SET outcome = 'stays'",
    "take away": "DELETE FROM reports_decision",
    "open again": "UPDATE reports_report SET state = 'open'",
    "other writer": "UPDATE reports_reportparties SET writer = NULL",
}


@pytest.mark.parametrize("what", ALTER)
@pytest.mark.parametrize("who", ["dekker", "henk", "samira", "bert", "noor"])
def test_nobody_changes_what_was_decided(cast, report, who, what):
    with as_web(getattr(cast, who)) as cursor, refused_by_database("permission denied"):
        cursor.execute(ALTER[what])


@pytest.mark.parametrize("who", ["tineke", "samira", "bert", "noor", "douwe", "stranger"])
def test_only_the_two_disagree(cast, report, who):
    with as_web(getattr(cast, who), here=cast.here.id) as cursor:
        cursor.execute("SELECT wall.appeal(%s)", [report.id])
        assert cursor.fetchone() == (False,)
    assert Report.objects.get().state == "decided"


def test_nobody_reports_what_they_do_not_read_or_wrote_themselves(cast):
    hidden = an_ask(cast.dekker, "Alleen voor de verbinder.")
    insert = (
        "INSERT INTO reports_report (id, neighbourhood_id, code, made_at, kind, thing, words, name,"
        " state) VALUES (%s, %s, 'Y', now(), 'ask', %s, 'x', '', 'open')"
    )
    new = [Report().id, cast.here.id]
    with as_web(cast.henk) as cursor, refused_by_database("only what one reads"):
        cursor.execute(insert, [*new, hidden.id])
    with as_web(cast.henk) as cursor, refused_by_database("only what one reads"):
        cursor.execute(insert, [*new, cast.dekker.id])
    parties = (
        "INSERT INTO reports_reportparties (id, neighbourhood_id, code, made_at, report_id,"
        " participant_id, written_by, writer) VALUES (gen_random_uuid(), %s, 'Z', now(), %s, %s,"
        " %s, %s)"
    )
    with as_web(cast.dekker) as cursor, refused_by_database("about words of another"):
        cursor.execute(insert, [*new, hidden.id])
        mine = [cast.here.id, new[0], cast.dekker.id, cast.dekker.id, cast.henk.id]
        cursor.execute(parties, mine)
    with as_web(cast.henk) as cursor, refused_by_database("row-level security"):
        cursor.execute(parties, [cast.here.id, reported(cast).id, cast.wil.id, cast.henk.id, None])


def test_who_the_words_are_of_is_filled_in_by_the_database(cast):
    made = reported(cast)
    assert ReportParties.objects.get(report=made).writer == cast.dekker.id


# --- erasing -------------------------------------------------------------------------------------


def erase(person):
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [person.id])


def test_erasing_the_writer_takes_every_report_of_their_words(cast, report):
    erase(cast.dekker)
    assert (Report.objects.count(), Decision.objects.count()) == (0, 0)
    assert set(rows_with(str(cast.dekker.id))) <= {"journal_entry"}
    assert rows_with(COMPLAINT, REASON) == {}


def test_erasing_who_reported_leaves_the_decision_and_not_the_words(cast, report):
    open_one = reported(cast, rude_ask(cast, cast.tineke))
    erase(cast.henk)
    assert rows_with(COMPLAINT) == {}
    assert list(Report.objects.values_list("id", "words")) == [(report.id, "")]
    assert not OwnerKey.objects.filter(owner__in=[report.id, open_one.id]).exists()
    assert set(rows_with(str(cast.henk.id))) <= {"journal_entry"}
    assert reads_ask(cast.tineke) == 1  # her own; Dekker's stays hidden
    appealed(Decision.objects.get(), by_whom=cast.dekker)
    assert decided(Report.objects.get(), "stays", by_whom=cast.bert).nth == 2


def test_erasing_who_decided_leaves_the_decision(cast, report):
    erase(cast.samira)
    assert Decision.objects.get().decided_by is None
    assert reads_ask(cast.tineke) == 0
