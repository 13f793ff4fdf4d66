"""Two people click at the same moment: exactly one effect, and a plain sentence for the other."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import close_old_connections, connection, transaction
from django.test import Client

from mekaar.core.errors import Refused
from mekaar.exchange.actions import introduction as actions
from mekaar.exchange.models import Ask, Introduction
from mekaar.journal import chain
from mekaar.journal.actions import Line, record
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people.actions import limits, mail_address
from mekaar.people.models import Participant
from mekaar.reports import actions as reports
from mekaar.reports.models import Decision
from tests.acting import acting_as, by
from tests.cast import Cast, account_of, make_neighbourhood
from tests.exchange.asks import an_offer
from tests.exchange.pairs import a_pair, first_yes, fresh, offered, telling
from tests.page import Page, filled_in
from tests.reports.scenes import REASON, reported

APPEND_ONLY = ("journal_entry", "journal_link", "journal_anchor")
KEPT = ("django_migrations", "django_content_type")


@pytest.fixture
def cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """A neighbourhood that is really committed, so that two connections see it; taken away after.

    The journal refuses to be emptied, so the owner of its table lifts that for the cleaning.
    """
    with django_db_blocker.unblock():
        _empty()
        yield Cast(make_neighbourhood("De Oeverhoek", "oeverhoek"))
        _empty()


def _empty() -> None:
    tables = [name for name in connection.introspection.table_names() if name not in KEPT]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


def at_once(*clicks: tuple[Participant, Callable[[], object]]) -> list[str]:
    """Each click in its own thread and connection, let go at the same moment."""
    gate = threading.Barrier(len(clicks))
    said: list[str] = []

    def click(who: Participant, action: Callable[[], object]) -> None:
        try:
            with acting_as(who):
                gate.wait(5)
                action()
            said.append("ok")
        except Refused as refusal:
            said.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=one) for one in clicks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    close_old_connections()
    return sorted(said)


def test_a_double_click_on_yes(cast):
    pair = offered(a_pair(cast))
    side, me = pair.side("giver"), by(cast.henk)
    yes = (cast.henk, lambda: actions.answer(side, "yes", by=me))
    assert at_once(yes, yes) == ["ok", "ok"]
    assert Entry.objects.filter(verb="exchange.introduction.answered").count() == 1
    assert Notice.objects.filter(recipient=cast.dekker.id).count() == 1


def test_yes_on_the_screen_and_no_on_the_phone(cast):
    pair = offered(a_pair(cast))
    side, me, samira = pair.side("giver"), by(cast.henk), by(cast.samira)
    said = at_once(
        (cast.henk, lambda: actions.answer(side, "yes", by=me)),
        (cast.samira, lambda: actions.answer(side, "no", by=samira)),
    )
    # A no after the yes is a yes taken back; a yes after the no comes too late.
    assert said in (
        ["ok", "ok"],
        ["Deze kennismaking is er niet meer. Er is niets veranderd.", "ok"],
    )
    assert Introduction.objects.count() == 0
    assert fresh(pair.ask).state == "ideas_open"


def test_the_second_yes_and_taking_back(cast):
    pair = first_yes(a_pair(cast))
    side, me, samira = pair.side("asker"), by(cast.dekker), by(cast.samira)
    said = at_once(
        (cast.dekker, lambda: actions.answer(side, "yes", by=me)),
        (cast.samira, lambda: actions.take_back(pair.ask, by=samira)),
    )
    assert "ok" in said
    state = fresh(pair.ask).state
    assert (state, Introduction.objects.count()) in {("introduced", 1), ("ideas_open", 0)}


def test_two_connectors_ask_two_people_for_one_ask(cast):
    pair = a_pair(cast)
    other = an_offer(cast.wil, "Ik kaart ook.")
    also = cast.neighbour("Tweede verbinder", role="connector")
    one, two = by(cast.samira), by(also)
    said = at_once(
        (cast.samira,
         lambda: actions.offer_introduction(pair.ask, pair.offer, telling(cast), by=one)),
        (also, lambda: actions.offer_introduction(pair.ask, other, telling(cast), by=two)),
    )  # fmt: skip
    assert said == ["Er wordt al iemand gevraagd voor deze vraag. Eén tegelijk.", "ok"]
    assert Introduction.objects.count() == 1


def test_lines_of_many_at_once_are_one_chain(cast):
    def looks(who: Participant) -> Callable[[], object]:
        line = Line("people.participant.seen", whose=cast.dekker.id)
        return lambda: [record(line, by=who.id, here=cast.here.id) for _ in range(5)]

    helpers = [cast.ria, cast.samira, cast.neighbour("Derde", role="host")]
    assert at_once(*[(who, looks(who)) for who in helpers]) == ["ok"] * 3
    assert chain.head(cast.here.id).number == 15
    assert list(chain.faults(cast.here.id, [])) == []


def test_one_mail_address_for_two_accounts(cast):
    accounts = {who.id: account_of(who) for who in (cast.dekker, cast.henk)}

    def takes(who: Participant) -> tuple[Participant, Callable[[], object]]:
        me, account = by(who), accounts[who.id]
        return who, lambda: mail_address.change(account, "samen@voorbeeld.invalid", by=me)

    assert at_once(takes(cast.dekker), takes(cast.henk)) == [
        "Met dit mailadres meldt iemand anders zich al aan. Kies een ander adres.",
        "ok",
    ]


def test_a_double_click_on_a_form_of_the_browser(cast):
    """The second waits for the first, and goes where the first went (invariant: never two)."""
    browser = Page(cast.dekker).get("/mijn/vragen/nieuw/")
    sent = filled_in(browser.form_with()) | {"words": "Wie wil er kaarten?"}
    gate, led = threading.Barrier(3), []

    def click() -> None:
        tab = Client()
        tab.cookies = browser.client.cookies
        try:
            gate.wait(5)
            led.append(tab.post(browser.url, sent).headers["Location"])
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(3)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(20)
    close_old_connections()
    assert len(led) == 3
    assert len(set(led)) == 1
    assert Ask.objects.count() == 1


def test_a_code_that_opens_once_opens_once_for_two(cast):
    mine = limits.per_text("used second step", "one code", 1)
    taken: list[bool] = []

    def spends() -> None:
        taken.append(limits.spend(mine))

    assert at_once((cast.ria, spends), (cast.samira, spends)) == ["ok", "ok"]
    assert sorted(taken) == [False, True]


def test_two_decide_about_one_report(cast):
    made, samira, bert = reported(cast), by(cast.samira), by(cast.bert)
    said = at_once(
        (cast.samira, lambda: reports.decide(made, "hidden", REASON, by=samira)),
        (cast.bert, lambda: reports.decide(made, "stays", REASON, by=bert)),
    )
    assert said == [
        "Hierover is al beslist, of het is er niet meer. Er is niets veranderd.",
        "ok",
    ]
    assert Decision.objects.count() == 1
