"""People who go on writing while the house breaks, and the book of what they were told.

A write is acknowledged when the browser saw where it leads on. Without an answer the same form is
sent again, as a browser does, until somebody says yes.
"""

import http.client
import itertools
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.page import filled_in
from tests.tree import Document

FORMS = {"ask": "/mijn/vragen/nieuw/", "offer": "/mijn/aanbod/nieuw/"}
NO_ANSWER = (OSError, http.client.HTTPException)


class Away(ConnectionError):
    """The house said that it is away; the page it said it with."""


@dataclass
class Answer:
    """One answer as a browser gets it."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def led(self) -> str:
        """Where it leads on: the sign that something was kept."""
        return urlsplit(self.headers.get("location", "")).path if self.status == 302 else ""


class Browser:
    """A session of its own over real HTTP: cookies, forms with their marks, no more."""

    def __init__(self, port: int, *, patience: float = 20) -> None:
        self.port, self.patience = port, patience
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def _caller(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)

    @property
    def origin(self) -> str:
        """What it says it comes from."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, url: str, sent: dict[str, str] | None = None) -> Answer:
        """One request on a connection of its own."""
        caller = self._caller()
        headers = {"Accept": "text/html", "Connection": "close", **self.headers}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers.setdefault("Origin", self.origin)
        body = urlencode(sent, doseq=True) if sent is not None else None
        try:
            caller.request(method, url, body, headers)
            got = caller.getresponse()
            text = got.read().decode(errors="replace")
        finally:
            caller.close()
        for name, value in got.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, _rest = value.partition(";")
                key, _, kept = cookie.partition("=")
                self.cookies[key] = kept
        return Answer(got.status, {name.lower(): v for name, v in got.getheaders()}, text)

    def get(self, url: str) -> Answer:
        return self.ask("GET", url)

    def post(self, url: str, sent: dict[str, str]) -> Answer:
        return self.ask("POST", url, sent)

    def form(self, url: str, name: str = "words") -> dict[str, str]:
        """The form with this field, as it stands on the page."""
        page = self.get(url)
        if page.status != 200:
            raise Away(page.text)
        for form in Document(page.text).all("form"):
            if name in (filled := filled_in(form)):
                return filled
        raise AssertionError(f"no field {name} on {url}: {page.text[:300]}")

    def sign_in(self, code: str) -> "Browser":
        """With a printed card."""
        sent = self.form("/aanmelden/", "code") | {"code": code}
        led = self.post("/aanmelden/", sent).led
        assert led == "/mijn/", led
        return self


@dataclass
class Book:
    """What was sent, and what was acknowledged, by its words."""

    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    again: int = 0
    pages: list[str] = field(default_factory=list)

    def __add__(self, other: "Book") -> "Book":
        return Book(
            self.sent | other.sent,
            self.acknowledged | other.acknowledged,
            self.statuses + other.statuses,
            self.again + other.again,
            self.pages + other.pages,
        )


class Writer(threading.Thread):
    """One person who writes asks and offers in turn, until told to stop."""

    def __init__(self, browser: Browser, name: str) -> None:
        super().__init__(daemon=True, name=name)
        self.browser, self.book = browser, Book()
        self.enough = threading.Event()
        self.trouble: BaseException | None = None

    def run(self) -> None:
        for number, kind in zip(itertools.count(1), itertools.cycle(FORMS)):
            if self.enough.is_set():
                return
            try:
                self.write(kind, f"Wie wil er samen kaarten? {self.name} {number}")
            except Away as page:
                self.book.pages.append(str(page))
                time.sleep(0.1)
            except NO_ANSWER:
                time.sleep(0.1)  # no form to be had
            except BaseException as error:  # noqa: BLE001  # told by `done`
                self.trouble = error
                return

    def write(self, kind: str, words: str, *, seconds: float = 60) -> str:
        """Fill in a new form and send it until it is acknowledged; where it leads."""
        sent = self.browser.form(FORMS[kind]) | {"words": words}
        self.book.sent[words] = kind
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                answer = self.browser.post(FORMS[kind], sent)
            except NO_ANSWER:
                self.book.again += 1
                time.sleep(0.2)
                continue
            self.book.statuses.append(answer.status)
            if answer.led:
                assert re.match(r"/mijn/(vragen|aanbod)/", answer.led), answer.led
                self.book.acknowledged[words] = answer.led
                return answer.led
            assert answer.status in {502, 503}, f"{answer.status}: {answer.text[:1500]}"
            self.book.pages.append(answer.text)
            self.book.again += 1
            time.sleep(0.2)
        return ""

    def done(self) -> Book:
        """Stop, and give the book."""
        self.enough.set()
        self.join(90)
        assert not self.is_alive(), "a writer never came back"
        if self.trouble:
            raise self.trouble
        return self.book
