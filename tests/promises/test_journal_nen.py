"""NEN 7513: every line says what, when, of whom, by whom, for whom, why and from where (L-10).

The table in docs/promises.md maps the fields to columns. Who reads the journal stands in it.
"""

import ast
import io

import pytest
from django.core.management import call_command

from mekaar.exchange import actions as exchange
from mekaar.journal.models import Entry, Link
from mekaar.journal.words import REASONS, VERBS
from mekaar.people.models import RoleHeld
from tests.acting import acting_as, at_desk, by
from tests.cast import account_of
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import a_pair, introduced, offered
from tests.house import source
from tests.house.test_docs import rows
from tests.house.test_journal_words import lines as calls_of_lines
from tests.promises.test_journal_chain import commit
from tests.reports.scenes import decided, reported, rude_ask

# Of nobody in particular: no client. Everything else is about somebody.
OF_NOBODY = {
    "people.group.written": "which groups there are",
    "people.doorbell.rung": "somebody who is not known",
    "people.doorbell.answered": "somebody who is not known",
    "people.sessions.ended": "everybody who was signed in",
    "journal.chain.seen": "the journal of a neighbourhood",
    "journal.heads.seen": "the journal of a neighbourhood",
    **dict.fromkeys(
        [
            "gatherings.gathering.planned", "gatherings.gathering.changed",
            "gatherings.gathering.begun", "gatherings.gathering.cancelled",
            "gatherings.harvest.written", "gatherings.harvest.published",
            "gatherings.harvest.taken_back",
        ],
        "a gathering, in which nobody is named",
    ),
    "answers.handed.answered": "the back-up does not know whose question it is",
    "exchange.round.made": "a table; who is in it has a line of their own",
}  # fmt: skip
FIELDS = {"verb", "made_at", "whose", "by", "on_behalf_of", "why", "neighbourhood"}


def of(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("made_at")


def why_words(entry: Entry) -> str:
    return str(REASONS.get(entry.why, ""))


# --- the fields ----------------------------------------------------------------------------------


def test_every_line_in_the_code_names_whose_record_it_is():
    without = set()
    for call in calls_of_lines():
        first = call.args[0] if call.args else None
        names = {keyword.arg for keyword in call.keywords}
        if isinstance(first, ast.Constant) and "whose" not in names:
            without.add(first.value)
    assert without <= set(OF_NOBODY)
    assert set(OF_NOBODY) <= set(VERBS)


def test_the_document_maps_every_field_to_a_column():
    table = [row for row in rows("docs/promises.md") if len(row) == 3 and "`" in row[1]]
    named = {name for row in table for name in FIELDS if f"`{name}`" in row[1]}
    assert named == FIELDS
    columns = {field.name for field in Entry._meta.fields}
    assert columns >= FIELDS


def look_at_everything(cast, page) -> None:
    """Everybody whose work it is looks at somebody else, each in another way."""
    an_ask(cast.selam)
    an_offer(cast.wil)
    pair = introduced(a_pair(cast))
    running = offered(a_pair(cast, asker=cast.tineke, giver=cast.wil))
    samira = page(cast.samira)
    for url in (
        "/verbinden/", f"/verbinden/vraag/{running.ask.code}/",
        f"/verbinden/vraag/{running.ask.code}/ideeen/", f"/verbinden/aanbod/{running.offer.code}/",
        f"/verbinden/kennismaking/{running.introduction.code}/", "/balie/", "/balie/bellen/",
    ):  # fmt: skip
        assert samira.get(url).ok, url
    page(cast.henk).get(f"/mijn/kennismaking/{pair.side('giver').code}/")
    report = reported(cast, rude_ask(cast, cast.joke), by_whom=cast.tineke)
    samira.get(f"/meldingen/{report.code}/")
    decided(report, "stays", by_whom=cast.bert)
    at_desk(cast.ria, cast.dekker)
    ria = page(cast.ria)
    for url in ("/mijn/", "/mijn/alles/", "/mijn/inkijk/", f"/mijn/vragen/{pair.ask.code}/",
                f"/mijn/kennismaking/{pair.side('asker').code}/", "/mijn/meldingen/",
                "/mijn/gesprek/", "/mijn/gesprek/kaart/", "/mijn/alles.json"):  # fmt: skip
        assert ria.get(url).ok, url


def test_each_look_at_another_has_every_field(cast, page):
    look_at_everything(cast, page)
    looks = [e for e in Entry.objects.filter(verb__endswith=".seen") if e.by != e.whose]
    assert len({entry.verb for entry in looks}) >= 10
    for entry in looks:
        assert entry.whose, entry.verb
        assert entry.by, entry.verb
        assert entry.made_at, entry.verb
        assert entry.neighbourhood_id == cast.here.id
        assert why_words(entry), entry.verb
        if entry.by == cast.ria.id:
            assert entry.on_behalf_of == cast.dekker.id, entry.verb


def test_a_write_at_the_desk_has_every_field(cast):
    helping = at_desk(cast.ria, cast.dekker)
    with acting_as(helping):
        exchange.place_ask(cast.dekker, {"words": "Wie kaart er mee?"}, by=helping)
    one = of("exchange.ask.placed")
    assert (one.whose, one.by, one.on_behalf_of) == (cast.dekker.id, cast.ria.id, cast.dekker.id)
    assert why_words(one) == "omdat je aan de balie kwam"
    assert one.made_at


def test_a_command_has_every_field_and_nobody_of_the_neighbourhood(cast):
    call_command("role", "give", cast.henk.code, "host", stdout=io.StringIO())
    one = of("people.role.given")
    assert (one.whose, one.by, one.why) == (cast.henk.id, None, "by_command")
    assert RoleHeld.objects.filter(id=one.thing).exists()


def test_a_job_writes_as_nobody_else(cast):
    """Jobs act for the person they were queued for: none writes a line as somebody else."""
    tasks = [path for path in source.python("mekaar") if source.role_of(path) == "tasks"]
    assert len(tasks) >= 3
    writing = [p.name for p in tasks if "record(" in p.read_text(encoding="utf-8")]
    assert writing == []
    exchange.refresh_ideas_around(an_offer(cast.wil).id, here=cast.here.id)
    assert Entry.objects.exclude(by=None).exclude(by=cast.wil.id).count() == 0


# --- who reads the journal -----------------------------------------------------------------------


def test_reading_about_oneself_needs_no_line(cast, page):
    page(cast.dekker).get("/mijn/inkijk/")
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("url", ["/mijn/inkijk/", "/mijn/inkijk/?alles=ja"])
def test_a_helper_who_opens_it_stands_in_it(cast, page, url):
    at_desk(cast.ria, cast.dekker)
    ria = page(cast.ria).get(url)
    one = of("people.journal.seen")
    assert (one.by, one.whose, one.why) == (cast.ria.id, cast.dekker.id, "came_by")
    read = page(cast.dekker).get("/mijn/inkijk/?alles=ja").main
    assert "wie er in jouw gegevens keek, omdat je aan de balie kwam" in read
    assert ria.ok


@pytest.mark.parametrize("url", ["/mijn/alles/", "/mijn/alles.json"])
def test_who_takes_the_whole_record_stands_in_it(cast, page, url):
    """The whole record holds the journal."""
    at_desk(cast.ria, cast.dekker)
    page(cast.ria).get(url)
    assert Entry.objects.filter(by=cast.ria.id, whose=cast.dekker.id).count() == 1


@pytest.mark.parametrize(
    ("do", "verb"), [("verify", "journal.chain.seen"), ("heads", "journal.heads.seen")]
)
def test_the_operator_who_reads_it_stands_in_it_everywhere(cast, page, do, verb):
    for who in (cast.dekker, cast.stranger_resident):
        account_of(who)
        with acting_as(who):
            exchange.place_ask(who, {"words": "Wie kaart er mee?"}, by=by(who))
    commit()
    out = io.StringIO()
    call_command("journal", do, stdout=out)
    found = Entry.objects.filter(verb=verb).values_list("neighbourhood", "by", "whose", "why")
    assert sorted(found) == sorted(
        (here.id, None, None, "by_command") for here in (cast.here, cast.there)
    )
    # What the operator reads holds no line of anybody.
    for told in (cast.dekker, cast.stranger_resident):
        assert str(told.id) not in out.getvalue()
    commit()
    assert Link.objects.count() == 4
