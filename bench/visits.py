"""Asking the real web process for pages: what goes over the wire, and how long it takes."""

import http.client
import re
import statistics
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

BARE = "/gezond/"
ROUNDS = 30
_TOKEN = re.compile(r"name=\"csrfmiddlewaretoken\" value=\"(\w+)\"")
_IN_STYLE = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_IN_SCRIPT = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*[\"'](\.{0,2}/[^\"']+)")


@dataclass(frozen=True)
class Answer:
    """One answer: its status, what it is, its bytes with headers, its text."""

    status: int
    kind: str
    size: int
    text: str


@dataclass
class Visit:
    """A first visit to one page: the page, everything it needs, and the font apart."""

    who: str
    url: str
    status: int
    page: int
    others: int = 0
    font: int = 0
    foreign: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        """Bytes of a first visit without the font."""
        return self.page + self.others


class Needed(HTMLParser):
    """The addresses that a browser fetches by itself for this page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "link" and {"stylesheet", "icon", "preload"} & set(named.get("rel", "").split()):
            self.found.append(named.get("href", ""))
        if tag in {"img", "script", "iframe", "source", "video", "audio", "embed"}:
            self.found.append(named.get("src", ""))
        if tag in {"use", "image"}:
            self.found.append(named.get("href", ""))


class Browser:
    """A client that asks as a browser does, over one connection."""

    def __init__(self, port: int, session: str = "") -> None:
        self.at = f"http://127.0.0.1:{port}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Accept-Encoding": "gzip", "Accept": "text/html,*/*"}
        if session:
            self.headers["Cookie"] = f"sessionid={session}"

    def get(self, url: str) -> Answer:
        """Ask for one address."""
        self.connection.request("GET", url, headers=self.headers)
        return self._answer()

    def post(self, url: str, **values: str) -> Answer:
        """Send the form of a page, as it stands there but for these values."""
        token = _TOKEN.search(self.get(url).text)
        sent = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **values})
        typed = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.at + url}
        self.connection.request("POST", url, sent, self.headers | typed)
        return self._answer()

    def _answer(self) -> Answer:
        """The answer that comes; headers count as well."""
        response = self.connection.getresponse()
        body = response.read()
        head = 17 + sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        packed = response.headers.get("Content-Encoding") == "gzip"
        plain = zlib.decompress(body, 31) if packed else body
        kind = response.headers.get_content_type()
        text = "" if kind.startswith("font/") else plain.decode(errors="replace")
        return Answer(response.status, kind, head + len(body), text)

    def visit(self, who: str, url: str) -> Visit:
        """A first visit: the page and, once each, everything that it asks for."""
        return self._with_others(Visit(who, url, 0, 0), self.get(url))

    def visit_after(self, who: str, url: str, **values: str) -> Visit:
        """The same for the page that comes when a form is sent."""
        return self._with_others(Visit(who, f"{url} (sent)", 0, 0), self.post(url, **values))

    def _with_others(self, visit: Visit, answer: Answer) -> Visit:
        visit.status, visit.page = answer.status, answer.size
        url = visit.url
        waiting = [urljoin(self.at + url, one) for one in Needed(answer.text).found]
        seen: set[str] = set()
        while waiting:
            address = waiting.pop().partition("#")[0]
            if not address or address in seen or address.startswith("data:"):
                continue
            seen.add(address)
            if not address.startswith(f"{self.at}/"):
                visit.foreign.add(urlsplit(address).netloc)
                continue
            waiting += self._fetch(visit, address)
        return visit

    def _fetch(self, visit: Visit, address: str) -> Iterable[str]:
        """Count one resource; gives what it asks for in turn."""
        answer = self.get(address.removeprefix(self.at))
        if answer.status != http.client.OK:
            visit.status = answer.status
        if answer.kind.startswith("font/") or address.endswith(".woff2"):
            visit.font += answer.size
            return []
        visit.others += answer.size
        pattern = {"text/css": _IN_STYLE, "text/javascript": _IN_SCRIPT}.get(answer.kind)
        return [urljoin(address, one) for one in pattern.findall(answer.text)] if pattern else []


def timed(
    browsers: dict[str, Browser], asked: list[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """Per page the median time as a ratio to a bare view asked for in between, in the same run."""
    times: dict[tuple[str, str], list[float]] = {page: [] for page in asked}
    bare: list[float] = []
    for _ in range(ROUNDS):
        for who, url in asked:
            bare.append(_seconds(browsers[""], BARE))
            times[who, url].append(_seconds(browsers[who], url))
    middle = statistics.median(bare)
    return {page: statistics.median(took) / middle for page, took in times.items()}


def _seconds(browser: Browser, url: str) -> float:
    began = time.perf_counter()
    browser.get(url)
    return time.perf_counter() - began
