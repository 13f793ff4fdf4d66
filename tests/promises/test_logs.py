"""Nothing that somebody sends makes a line of its own in a log, and no word they typed is in it."""

import io
import logging
import logging.config
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mekaar.core.logs import OneLine, one_line
from tests.acting import at_desk
from tests.page import Page

WORD = "Vlindertuin"
HOSTILE = [
    "\n2026-01-01 00:00:00 INFO mekaar alles goed", "\r\nWARNING", "\x1b[2J\x1b[31m", "\x00",
    "\x0b\x0c\x1c\x1d\x1e\x85", "\u2028\u2029", "\u202e\u2066", "\x07\x08\x7f\x9b",
    "%s%n%(message)s", "{0.__class__}", "${jndi:ldap://x}", "\\n\\r", "é" * 5000,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]  # fmt: skip
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def lines():
    """Every line that goes out, as in production: our formatter, on every logger."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.terminator = "\x00\n"
    handler.setFormatter(logging.config.dictConfigClass(settings.LOGGING).configure_formatter(
        dict(settings.LOGGING["formatters"]["line"])
    ))  # fmt: skip
    root = logging.getLogger()
    level, root.level = root.level, logging.INFO
    root.addHandler(handler)
    yield lambda: [line for line in out.getvalue().split("\x00\n") if line]
    root.removeHandler(handler)
    root.level = level


def header(value: str) -> str:
    """As a server would let it through: without a line break, for the rest as it came."""
    return value.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace").decode("latin-1")


def send_everywhere(browser, hostile) -> None:
    """A hostile value with a word, in everything that a request has."""
    value = WORD + hostile
    client = browser.client
    client.raise_request_exception = False
    client.get(f"/{value}/")
    client.get("/balie/mensen/", {"name": value})
    client.get(f"/mijn/vragen/{WORD}/", {value: value})
    for name in ("user-agent", "referer", "origin", "accept-language", "x-forwarded-for", "cookie",
                 "x-csrftoken", "content-type", "hx-current-url", "host"):  # fmt: skip
        client.post("/aanmelden/", {"code": value}, headers={name: header(value)})
    client.post("/ik-heb-een-vraag/", {"words": value, "name": value, "phone": value})
    client.generic(f"X{WORD}", "/")
    client.post("/aanmelden/", value.encode("utf-8", "replace"), content_type=header(value))
    upload = SimpleUploadedFile("x", b"\xff" + value.encode("utf-8", "replace"))
    upload.name = value
    client.post(reverse("exchange:notebook"), {"file": upload})


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_line_of_their_own_and_no_word(cast, page, lines, signed_in):
    at_desk(cast.ria, cast.dekker)
    browser = page(cast.ria) if signed_in else Page()
    browser.client.handler.enforce_csrf_checks = False
    for hostile in HOSTILE:
        send_everywhere(browser, hostile)
    Page(csrf=True).client.post("/aanmelden/", {"code": WORD}, headers={"origin": f"http://{WORD}"})
    said = lines()
    assert len(said) > 3 * len(HOSTILE)
    assert [line for line in said if BREAKS.search(line)] == []
    assert [line for line in said if WORD.lower() in line.lower()] == []
    assert all(re.match(r"\d{4}-\d\d-\d\dT[\d:.]+Z [A-Z]+ [\w.]+ ", line) for line in said)
    assert {"404 GET no page", "400 POST"} <= {" ".join(kind(line)) for line in said}


def kind(line: str) -> list[str]:
    """Status, method and, for what is not ours, that it is no page."""
    words = line.split(" ")[3:]
    return words[:4] if words[2:4] == ["no", "page"] and words[0] == "404" else words[:2]


def test_a_trace_is_one_line_too(lines):
    try:
        raise type("Gebroken\nINFO", (RuntimeError,), {})("een\nINFO twee")
    except RuntimeError as raised:
        error = raised
    logging.getLogger("mekaar.test").error("broken", exc_info=error)
    [line] = lines()
    assert not BREAKS.search(line)
    assert r"in test_a_trace_is_one_line_too\ntests.promises.test_logs.Gebroken\nINFO" in line
    assert "twee" not in line, "what an error says may be what somebody typed"


def test_what_looks_escaped_is_told_from_what_is():
    assert one_line("a\nb") == "a\\nb"
    assert one_line("a\\nb") == "a\\\\nb"
    assert one_line("café €") == "café €"
    assert len(one_line("x" * 99_999)) < 9000


def test_every_handler_of_the_house_writes_this_way():
    assert settings.LOGGING["formatters"]["line"] == {"()": f"{OneLine.__module__}.OneLine"}
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert used == {"line"}
    assert logging.getLogger("django").handlers == []
