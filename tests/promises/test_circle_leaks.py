"""Nobody outside a circle can notice that it is there: the same bytes with it and without it.

Each outsider crawls the house (every address, every link, every form sent empty, the addresses of
the circle itself) twice: once without, once with a circle full of everything. What may differ is
what differs between any two visits: tokens, and numbers that are drawn anew.
"""

import copy
import io
import json
import logging
import re
from dataclasses import dataclass

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from mekaar.core import db
from mekaar.core.logs import OneLine
from mekaar.journal.actions import Line, record
from mekaar.notices.actions import queue
from mekaar.people.models import DeskVisit
from tests.acting import acting_as, by
from tests.circles import whole
from tests.exchange.asks import an_ask, an_offer
from tests.house import doors
from tests.page import Page

pytestmark = pytest.mark.django_db

OUTSIDERS = (
    "nobody", "dekker", "anouk", "peter", "ria", "samira", "bert", "loes", "noor", "douwe",
    "stranger", "stranger_host",
)  # fmt: skip
# One of each kind also sends every form; what is refused is refused to all of that kind alike.
SENDERS = ("nobody", "dekker", "samira", "douwe")
DRAWN = [
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb'"X-CSRFToken": "[^"]*"'),
    re.compile(rb'name="(?:voorgelezen_\w+|eenmaal)" value="[^"]*"'),
    re.compile(rb'"challenge": "[^"]*"'),
    re.compile(rb'data-csrf="[^"]*"'),
    re.compile(rb'name="kept" value="[^"]*"'),
    re.compile(rb"^[A-Za-z0-9]{64}$"),  # the token alone, for a script
    re.compile(rb"nonce-[\w+/=-]+"),
]
# Headers that say something about what was asked, not about when.
HEADERS = ("Location", "Content-Type", "Content-Disposition", "Cache-Control", "Vary", "Allow")
LINK = re.compile(rb'(?:href|action|src)="(/[^"#]*)')
MOST = 400
# Signing out ends the visit; a new secret of the second step is another each time.
NOT_FOLLOWED = re.compile(r"^/(static|afmelden|aanmelden/tweede-stap/app)")


@dataclass
class Answer:
    """What came back, without what is drawn anew each time."""

    status: int
    headers: dict[str, str]
    body: bytes


def _answer(response) -> Answer:
    body = b"".join(response) if response.streaming else response.content
    for drawn in DRAWN:
        body = drawn.sub(b"", body)
    headers = {name: response.headers.get(name, "") for name in HEADERS}
    # Who begins a circle of their own comes to its address, which is drawn.
    headers["Location"] = re.sub(r"^/kring/[^/]+/", "/kring/", headers["Location"])
    return Answer(response.status_code, headers, body)


def _ask(client: Client, method: str, url: str, **sent) -> Answer:
    cookies = copy.deepcopy(client.cookies)
    with db.acting(None, None):
        answer = _answer(getattr(client, method)(url, sent))
    client.cookies = cookies  # whatever it did, the next question is asked by the same browser
    return answer


def _browser(cast, name: str, visit_of=None) -> Client:
    if name == "nobody":
        return Client(headers={"accept": "text/html"})
    person = getattr(cast, name)
    browser = Page(person)
    if visit_of is not None:
        DeskVisit.objects.create(
            neighbourhood=cast.here, helper=person, resident=visit_of, why="came_by"
        )
    return browser.client


def _crawl(client: Client, *, sends: bool) -> dict[tuple[str, str], Answer]:
    """Everything this browser can reach, asked and sent; what it changed is undone."""
    found: dict[tuple[str, str], Answer] = {}
    with transaction.atomic():
        waiting = ["/", "/mijn/", *(door.example for door in doors.all_doors())]
        while waiting and len(found) < MOST:
            url = waiting.pop(0)
            if ("get", url) in found or NOT_FOLLOWED.match(url):
                continue
            found["get", url] = answer = _ask(client, "get", url)
            links = [link.decode() for link in LINK.findall(answer.body)]
            waiting += [link.replace("&amp;", "&") for link in links if link not in waiting]
        for door in doors.all_doors() if sends else ():
            url = door.example
            if not NOT_FOLLOWED.match(url):
                with transaction.atomic():
                    found["post", url] = _ask(client, "post", url)
                    transaction.set_rollback(True)
        transaction.set_rollback(True)
    return found


def _differs(before, after) -> list[str]:
    keys = sorted(set(before) | set(after))
    return [f"{m} {url}" for m, url in keys if before.get((m, url)) != after.get((m, url))]


def _neighbours(cast) -> None:
    """An ordinary afternoon: things to see for those who may see them."""
    cast.everybody()
    for name in ("anouk", "zus", "ellen", "mark"):
        assert getattr(cast, name)
    an_ask(cast.dekker)
    an_offer(cast.henk)
    for name in OUTSIDERS[1:]:
        Page(getattr(cast, name))  # accounts are there before the first look


def _circle(cast):
    """Everything at once, with its lines in the journal and its notices."""
    made = whole.in_state(cast, "active")
    with acting_as(cast.joke):
        for line in ("circles.circle.seen", "circles.circle.seen"):
            record(Line(line, whose=made.mark.id, thing=made.circle.id), by=cast.joke.id,
                   here=cast.here.id)  # fmt: skip
        for who in (made.mark, cast.zus, cast.ellen):
            queue("circles.goes_on", recipient=who.id, channel="page", by=by(cast.joke),
                  thing=made.circle.id)  # fmt: skip
    return made


def _addresses(code: str) -> tuple[str, ...]:
    """The addresses of one circle: its real code, or one that never was."""
    routes = [door.route for door in doors.all_doors() if door.name.startswith("circles:")]
    with_code = [route for route in routes if "code>" in route]
    return tuple(re.sub(r"<[^>]+>", code, route) for route in with_code)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_byte_differs(cast, name):
    _neighbours(cast)
    client = _browser(cast, name)
    before = _crawl(client, sends=name in SENDERS)
    _circle(cast)
    after = _crawl(client, sends=name in SENDERS)
    assert len(before) > 100
    assert _differs(before, after) == []


@pytest.mark.parametrize("helper", ["ria", "samira"])
def test_no_byte_differs_at_the_desk_with_the_resident_beside(cast, helper):
    """A visit of Mark himself is open: his pages at the desk tell as little."""
    _neighbours(cast)
    client = _browser(cast, helper, visit_of=cast.mark)
    goal = whole.tells(cast)
    before = _crawl(client, sends=False)
    made = whole.in_state(cast, "active", goal=goal)
    after = _crawl(client, sends=False)
    assert _differs(before, after) == []
    assert made.circle.pk


@pytest.mark.parametrize("name", OUTSIDERS)
def test_the_address_of_a_circle_answers_as_one_that_never_was(cast, name):
    _neighbours(cast)
    made = _circle(cast)
    client, real, none = _browser(cast, name), made.circle.code, "BCDFGHJKMNPQ"
    for there, nowhere in zip(_addresses(real), _addresses(none), strict=True):
        for method in ("get", "post"):
            one, other = _ask(client, method, there), _ask(client, method, nowhere)
            one.body, other.body = (
                one.body.replace(real.encode(), b""),
                other.body.replace(none.encode(), b""),
            )
            for answer in (one, other):
                answer.headers["Location"] = re.sub(
                    f"{real}|{none}", "", answer.headers["Location"]
                )
            assert one == other, (method, there)


def test_the_crawl_can_find_a_leak(cast):
    """The same crawl by who sits in the circle differs: the tests above can fail."""
    _neighbours(cast)
    client = _browser(cast, "zus")
    before = _crawl(client, sends=False)
    _circle(cast)
    assert _differs(before, _crawl(client, sends=False))


def test_logs_and_mail_tell_nothing(cast, caplog):
    """What a circle does writes no log line with its code, and no mail that names it."""
    _neighbours(cast)
    with caplog.at_level(logging.DEBUG):
        made = _circle(cast)
        client = _browser(cast, "zus")
        for url in _addresses(made.circle.code):
            _ask(client, "get", url)
    as_written = OneLine()  # what a handler of the house writes, whatever Django put in the record
    said = "\n".join(as_written.format(one) for one in caplog.records if "sql" not in one.name)
    for word in (made.circle.code, str(made.circle.id), "kring", "circle", whole.WORD):
        assert word not in said.lower() or (word == word.lower() and word not in said), word
    assert mail.outbox == []


def _doctor() -> dict[str, object]:
    out = io.StringIO()
    call_command("doctor", stdout=out)
    try:
        return json.loads(out.getvalue())
    except ValueError:
        return {"text": out.getvalue().splitlines()}


def test_the_operator_counts_nothing(cast):
    """What the operator can print is the same, but for how long the journal is (ADR 30)."""
    _neighbours(cast)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before = _doctor()
    _circle(cast)
    assert str(_doctor()) == str(before)
