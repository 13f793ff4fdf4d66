"""What is past its term goes, what is not or still runs stays, and nobody can hurry it (L-14)."""

import datetime
import io
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from mekaar.core import db, retention
from mekaar.exchange import actions as exchange_actions
from mekaar.exchange import models as exchange
from mekaar.notices.models import Notice
from mekaar.people.models import Answered, Doorbell, MailedCode, RoleHeld, SignInCard
from mekaar.web import tasks
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.answers.questions import closed, put, written
from tests.answers.tellings import readable, told
from tests.cast import account_of
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import a_pair, agreed, introduced, offered

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
RULES = {rule.name: rule for rule in retention.all_rules()}
A_SECOND = datetime.timedelta(seconds=1)
# On both sides of the days on which the clock changes, and at the end of a short month.
DAYS = ["2026-11-23", "2027-03-28", "2027-03-29", "2027-10-31", "2027-11-01", "2028-02-29"]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def today_is(day):
    """For the database it is this day, until the test is over."""
    sql(f"CREATE OR REPLACE FUNCTION wall.today() RETURNS date LANGUAGE sql STABLE"
        f" AS $$ SELECT date '{day}' $$")  # fmt: skip


def border(rule):
    """The first moment that is not past the term of this rule, computed here and not in SQL."""
    [[today]] = sql("SELECT wall.today()")
    months = today.year * 12 + today.month - 1 - rule.term.months
    first = datetime.date(months // 12, months % 12 + 1, 1)
    following = datetime.date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    last = (following - first).days
    day = first.replace(day=min(today.day, last)) - datetime.timedelta(days=rule.term.days)
    return datetime.datetime.combine(day, datetime.time(), AMSTERDAM)


def move(thing, column, moment):
    sql(f"UPDATE {thing._meta.db_table} SET {column} = %s WHERE {thing._meta.pk.attname} = %s",
        moment, thing.pk)  # fmt: skip


def ids_due(name, here):
    with db.acting(None, None if RULES[name].everywhere else here.id, engine=True):
        return {row[0] for row in sql(f"SELECT wall.due_{name}(NULL)")}


def closed_ask(cast, state="rounded_off"):
    return an_ask(cast.dekker, state=state)


def asked_again(cast):
    return an_offer(cast.henk)


def resting(cast):
    return an_offer(cast.henk, state="resting")


def bell(cast):
    return Doorbell.objects.create(neighbourhood=cast.here, door="ask", name="x", reach="y")


def visit(cast):
    ended = at_desk(cast.ria, cast.dekker).visit
    sql("UPDATE people_deskvisit SET ended_at = now() WHERE id = %s", ended.id)
    return ended


def notice(cast):
    return Notice.objects.create(
        neighbourhood=cast.here, recipient=cast.dekker.id, kind="x", channel="page"
    )


def card(cast):
    return SignInCard.objects.create(account=account_of(cast.dekker), digest=timezone.now())


def code(cast):
    return MailedCode.objects.create(account=account_of(cast.dekker))


def table_round(cast):
    made = exchange.TableRound.objects.create(neighbourhood=cast.here, connector=cast.samira.id)
    for made.state in ("running", "ready"):
        made.save()
    return made


def answered(cast):
    return Answered.objects.create(key=timezone.now().isoformat(), location=b"x")


def experience_asked(cast):
    return readable(cast.henk, timezone.now().isoformat())


def experience_told(cast):
    return told(cast.henk, timezone.now().isoformat())


def question_written(cast):
    return written(cast.henk, timezone.now().isoformat())


def question_put(cast):
    return put(cast.henk, timezone.now().isoformat())


def question_closed(cast):
    return closed(question_put(cast), "nobody")


# By rule: how to make a thing of it, and the column from which its term counts.
KINDS = {
    "closed_asks": (closed_ask, "state_since"),
    "experiences_without_a_yes": (experience_told, "state_since"),
    "experiences_without_an_answer": (experience_asked, "asked_again_at"),
    "questions_never_put": (question_written, "state_since"),
    "questions_put": (question_put, "state_since"),
    "questions_closed": (question_closed, "state_since"),
    "offers_without_a_yes": (asked_again, "asked_again_at"),
    "closed_offers": (resting, "state_since"),
    "doorbells_answered": (bell, "answered_at"),
    "visits_over": (visit, "ended_at"),
    "notices_done": (notice, "done_at"),
    "cards_ended": (card, "ended_at"),
    "mailed_codes": (code, "made_at"),
    "answered": (answered, "made_at"),
    "rounds": (table_round, "made_at"),
}


# Of these something always counts; of the others the third is one that has not begun to.
ALWAYS_SET = {"answered", "closed_asks", "closed_offers", "experiences_without_a_yes",
              "mailed_codes", "questions_closed", "questions_never_put", "questions_put",
              "rounds", "visits_over"}  # fmt: skip
LATER = datetime.timedelta(hours=30)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", KINDS)
def test_a_border_is_a_day_in_amsterdam(cast, name, day):
    """One row on each side of the border, and one that has not begun to count."""
    today_is(day)
    make, column = KINDS[name]
    old, young, fresh = make(cast), make(cast), make(cast)
    move(old, column, border(RULES[name]) - A_SECOND)
    move(young, column, border(RULES[name]))
    move(fresh, column, border(RULES[name]) + LATER if name in ALWAYS_SET else None)
    assert ids_due(name, cast.here) == {old.pk}
    assert tasks.let_go(0) >= 1
    left = set(type(old).objects.values_list("pk", flat=True))
    assert old.pk not in left
    assert {young.pk, fresh.pk} <= left
    assert ids_due(name, cast.here) == set()


def test_every_rule_with_a_clock_is_tried_on_both_sides():
    elsewhere = {
        "attempts", "contacts", "ended_circles", "experiences_to_ask_again", "guests", "jobs_done",
        "journal_lines", "offers_to_ask_again", "reports_decided", "roles_ended", "sessions",
        "sessions_of_accounts", "unpublished_gatherings",
    }  # fmt: skip
    assert set(RULES) - set(KINDS) == elsewhere


def long_ago(things, column):
    for thing in things:
        move(thing, column, timezone.now() - datetime.timedelta(days=4000))


@pytest.mark.parametrize("state", sorted({*exchange.Ask.OPEN, "draft"}))
def test_an_open_ask_never_goes(cast, state):
    """Invariant 17: thinking has no end, and nothing that is open expires."""
    ask = an_ask(cast.dekker, state=state)
    long_ago([ask], "state_since")
    long_ago([ask], "made_at")
    assert ids_due("closed_asks", cast.here) == set()
    tasks.let_go(0)
    assert exchange.Ask.objects.get() == ask


def test_a_closed_ask_stays_as_long_as_two_people_meet_over_it(cast):
    pair = introduced(a_pair(cast))
    agreed(pair)
    with acting_as(pair.asker):
        exchange_actions.round_off_ask(pair.ask, by=by(pair.asker))
    long_ago([pair.ask], "state_since")
    long_ago(exchange.LastingContact.objects.all(), "ask_from")
    tasks.let_go(0)
    assert exchange.Ask.objects.get().state == "rounded_off"
    assert exchange.Arrangement.objects.get().state == "agreed"
    sql("UPDATE exchange_arrangement SET ends_on = wall.today() - 400")
    tasks.let_go(0)
    gone = (exchange.Ask, exchange.Introduction, exchange.Side, exchange.Arrangement)
    assert [model.objects.count() for model in gone] == [0, 0, 0, 0]
    assert exchange.LastingContactCount.objects.get().contacts == 1
    assert exchange.Offer.objects.get() == pair.offer


@pytest.mark.parametrize(("days_over", "stays"), [(0, 1), (1, 0)])
def test_a_contact_goes_a_year_after_it_could_be_told(cast, days_over, stays):
    introduced(a_pair(cast))
    last = border(RULES["contacts"]).date() - datetime.timedelta(days=days_over)
    sql("UPDATE exchange_lastingcontact SET ask_from = %s", last)
    tasks.let_go(0)
    assert exchange.Introduction.objects.count() == stays


def test_everything_that_hangs_from_a_closed_ask_goes_along(cast):
    ask, offer = closed_ask(cast), an_offer(cast.henk)
    exchange.IdeaSetAside.objects.create(
        neighbourhood=cast.here, ask=ask, offer=offer, participant=cast.dekker
    )
    exchange.Offer.objects.filter(id=offer.id).update(for_ask=ask)
    told = notice(cast)
    sql("UPDATE notices_notice SET thing = %s WHERE id = %s", ask.id, told.id)
    long_ago([ask], "state_since")
    tasks.let_go(0)
    offer.refresh_from_db()
    assert offer.for_ask is None
    assert [m.objects.count() for m in (exchange.Ask, exchange.IdeaSetAside, Notice)] == [0, 0, 0]


@pytest.mark.parametrize(("days", "asked"), [(1, 0), (0, 1)])
def test_an_offer_is_asked_again_once(cast, days, asked):
    offer = an_offer(cast.tineke)
    sql("UPDATE exchange_offer SET look_again_on = wall.today() + %s", days)
    for _ in range(2):
        tasks.let_go(0)
    assert Notice.objects.filter(kind="exchange.offer_again", thing=offer.id).count() == asked


def test_a_yes_begins_anew_and_nobody_is_asked_any_more(cast):
    offer = an_offer(cast.tineke)
    sql("UPDATE exchange_offer SET look_again_on = wall.today()")
    tasks.let_go(0)
    long_ago([offer], "asked_again_at")
    with acting_as(cast.tineke):
        exchange_actions.keep_offer(offer, by=by(cast.tineke))
    assert Notice.objects.get().done_at
    tasks.let_go(0)
    offer.refresh_from_db()
    assert (offer.state, offer.asked_again_at) == ("open", None)


def test_who_says_it_otherwise_still_wants_it(cast):
    offer = an_offer(cast.tineke)
    long_ago([offer], "asked_again_at")
    with acting_as(cast.tineke):
        exchange_actions.change_offer(offer, {"words": "Ik bak graag."}, by=by(cast.tineke))
    tasks.let_go(0)
    assert exchange.Offer.objects.get().asked_again_at is None


@pytest.mark.parametrize("state", ["open", "draft"])
def test_an_offer_that_nobody_was_asked_about_stays(cast, state):
    """However old: nothing goes that its giver was not asked about."""
    offer = an_offer(cast.tineke, state=state)
    long_ago([offer], "state_since")
    long_ago([offer], "made_at")
    tasks.let_go(0)
    assert exchange.Offer.objects.get() == offer


@pytest.mark.parametrize("name", ["offers_without_a_yes", "closed_offers"])
def test_an_offer_that_somebody_is_being_introduced_with_stays(cast, name):
    pair = offered(a_pair(cast)) if name == "offers_without_a_yes" else introduced(a_pair(cast))
    if name == "closed_offers":
        sql("UPDATE exchange_offer SET state = 'resting'")
    long_ago([pair.offer], "asked_again_at")
    long_ago([pair.offer], "state_since")
    assert ids_due(name, cast.here) == set()
    tasks.let_go(0)
    assert exchange.Offer.objects.get() == pair.offer


def test_what_still_works_stays(cast):
    """An open bell, a role, a card, a session, waiting work, a notice: however old the row is."""
    kept = [bell(cast), notice(cast), card(cast)]
    long_ago(kept, "made_at")
    assert cast.ria
    sql("UPDATE people_roleheld SET since = since - interval '20 years'")
    sql("INSERT INTO django_session VALUES ('works', '', now() + interval '1 hour')")
    sql("INSERT INTO people_sessionof (account_id, session_key, made_at)"
        " SELECT id, 'works', now() - interval '9 years' FROM people_account LIMIT 1")  # fmt: skip
    for status in ("todo", "doing", "failed"):
        sql("INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('q', 't', '{}', %s::procrastinate_job_status)", status)  # fmt: skip
    sql("UPDATE procrastinate_events SET at = now() - interval '9 years'")
    sql("INSERT INTO procrastinate_events (job_id, type)"
        " SELECT id, 'failed' FROM procrastinate_jobs WHERE status = 'failed'")  # fmt: skip
    assert tasks.let_go(0) == 0


def test_signing_in_and_finished_work_leave_nothing(cast):
    card(cast)
    sql("INSERT INTO django_session VALUES ('over', '', now() - interval '3 days')")
    sql("INSERT INTO people_sessionof (account_id, session_key, made_at)"
        " SELECT id, 'over', now() - interval '3 days' FROM people_account")  # fmt: skip
    sql("INSERT INTO people_attempt (key, at) VALUES ('k', now() - interval '3 days')")
    sql("INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
        " VALUES ('q', 't', '{}', 'succeeded')")  # fmt: skip
    sql("UPDATE procrastinate_events SET at = now() - interval '16 days'")
    sql("UPDATE people_roleheld SET until = now() - interval '3 years'")
    assert cast.ria.roles.count() == 1
    sql("UPDATE people_roleheld SET until = now() - interval '3 years'")
    assert tasks.let_go(0) == 5
    assert RoleHeld.objects.count() == 0


def everything():
    """Every row of every table, as text."""
    names = connection.introspection.table_names()
    return {name: sorted(map(str, sql(f'SELECT one::text FROM "{name}" one'))) for name in names}


def run(*words):
    out = io.StringIO()
    call_command("retention", *words, stdout=out)
    return out.getvalue()


def test_the_dry_run_lists_by_id_and_changes_nothing(cast):
    ask, rung = closed_ask(cast), bell(cast)
    due = an_offer(cast.henk, look_again_on=timezone.localdate())
    long_ago([ask], "state_since")
    long_ago([rung], "answered_at")
    elsewhere = an_ask(cast.stranger_resident, "Woorden van hiernaast.", state="withdrawn")
    long_ago([elsewhere], "state_since")
    before = everything()
    said = run("--dry-run")
    assert everything() == before
    for one in (ask, rung, due, elsewhere):
        assert str(one.id) in said
    assert f"{cast.here.slug}\tclosed_asks\t1" in said
    assert "Woorden" not in said
    assert ask.words not in said
    done = run()
    assert f"{cast.here.slug}\toffers_to_ask_again\t1" in done
    assert exchange.Ask.objects.count() == 0
    assert "niets" in run()


@pytest.mark.parametrize("name", sorted(RULES))
@pytest.mark.parametrize("who", ["dekker", "samira", "douwe"])
def test_nobody_calls_it_by_hand(cast, name, who):
    with as_web(getattr(cast, who), engine=True) as cursor:
        cursor.execute(f"SELECT wall.due_{name}(NULL)")
        assert cursor.fetchall() == []
        if RULES[name].act is None:
            with refused_by_database("by itself"):
                cursor.execute(f"SELECT wall.end_{name}(NULL)")


def test_who_pretends_to_be_the_night_cannot_hurry_it(cast):
    """The web role can set what it likes about itself: the terms are not in its hands."""
    young = [closed_ask(cast), resting(cast)]
    rung, ended = bell(cast), visit(cast)
    sql("UPDATE people_doorbell SET answered_at = now()")
    with as_web(None, here=cast.here.id, engine=True) as cursor:
        for name, rule in RULES.items():
            if rule.act is None:
                cursor.execute(f"SELECT wall.end_{name}(NULL)")
                assert cursor.fetchall() == [(0,)], name
        with refused_by_database():
            cursor.execute("CREATE OR REPLACE FUNCTION wall.today() RETURNS date"
                           " LANGUAGE sql AS $$ SELECT date '2099-01-01' $$")  # fmt: skip
        with refused_by_database("permission denied"):
            cursor.execute("UPDATE places_neighbourhood SET journal_years = 0")
    for one in (*young, rung, ended):
        one.refresh_from_db()


def test_another_neighbourhood_is_not_touched(cast):
    mine, theirs = closed_ask(cast), an_ask(cast.stranger_resident, state="rounded_off")
    long_ago([mine, theirs], "state_since")
    with db.acting(None, cast.here.id, engine=True):
        assert sql("SELECT wall.end_closed_asks(NULL)") == [(1,)]
    assert exchange.Ask.objects.get() == theirs
