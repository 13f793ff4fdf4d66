"""granian behind nginx, as deploy/ says: signing in, writing, files, and who means no good."""

import contextlib
import http.client
import re
import signal
import threading
import time
from pathlib import Path

import pytest

from mekaar.exchange.models import Ask
from mekaar.people.models import Attempt
from tests.deploy import behind as behinds
from tests.faults.lines import HALF_BODY, HALF_HEAD
from tests.faults.writers import NO_ANSWER

NEW_ASK = "/mijn/vragen/nieuw/"


def test_sign_in_and_write_and_what_every_answer_says(server, town, visitor):
    dekker = visitor(town.dekker)
    sent = dekker.form(NEW_ASK) | {"words": "Wie wil er kaarten?"}
    assert dekker.post(NEW_ASK, sent).led.startswith("/mijn/vragen/")
    assert dekker.post(NEW_ASK, sent).led.startswith("/mijn/vragen/")  # sent again: still one
    assert Ask.objects.filter(neighbourhood=town.here).count() == 1
    page = dekker.get("/mijn/vragen/")
    assert "Wie wil er kaarten?" in page.text
    said = page.headers
    assert said["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'none'" in said["content-security-policy"]
    assert (said["x-frame-options"], said["x-content-type-options"]) == ("DENY", "nosniff")
    assert said["cache-control"] == "no-store"
    assert said["server"] == "nginx"
    cookie = visitor().get("/aanmelden/").headers["set-cookie"]
    assert {"Secure", "HttpOnly"} <= {part.strip() for part in cookie.split(";")}


def test_static_files_come_from_the_proxy_and_stay_for_a_year(server, visitor):
    page = visitor().get("/aanmelden/")
    [style] = re.findall(r'href="(/static/mekaar/mekaar\.[0-9a-f]+\.css)"', page.text)
    file = visitor().get(style)
    assert (file.status, file.headers["content-type"]) == (200, "text/css")
    assert "immutable" in file.headers["cache-control"]
    assert file.headers["x-content-type-options"] == "nosniff"
    # The last one a browser hears counts: it must not take back what the pages say.
    tls, policy = "strict-transport-security", "content-security-policy"
    assert file.headers[tls] == page.headers[tls] == "max-age=31536000; includeSubDomains"
    assert {"object-src 'none'", "base-uri 'none'"} <= set(file.headers[policy].split("; "))
    assert visitor().get("/static/../launch/run.py").status in {400, 404}
    assert visitor().get("/static/").status in {403, 404}


def test_plain_http_leads_to_tls(server):
    caller = http.client.HTTPConnection("127.0.0.1", server.plain, timeout=10)
    caller.request("GET", "/mijn/?a=1", headers={"Host": "127.0.0.1"})
    answer = caller.getresponse()
    assert answer.status == 308
    assert answer.headers["Location"] == f"https://127.0.0.1:{server.secure}/mijn/?a=1"
    answer.read()
    for path in ("/gezond/", "/static/x.css", "/aanmelden/sleutel/vraag/"):
        caller.request("GET", path, headers={"Host": "127.0.0.1"})
        answer = caller.getresponse()
        assert (path, answer.status) == (path, 404)  # a program notices it (ASVS 4.1.2)
        answer.read()


def test_what_is_too_large_is_said_in_one_page(server, visitor):
    answer = visitor().post("/aanmelden/", {"code": "x" * 5_000_000})
    assert answer.status == 413
    assert "Dit is te groot" in answer.text


def test_forty_half_sent_requests_stop_nobody_and_are_let_go(server, town, visitor):
    dekker = visitor(town.dekker)
    with contextlib.ExitStack() as opened:
        slow = [opened.enter_context(server.slow()) for _ in range(40)]
        begun = time.monotonic()
        for number, line in enumerate(slow):
            line.sendall(HALF_HEAD if number % 2 else HALF_BODY)
        for _ in range(5):
            assert dekker.get("/mijn/").status == 200
        sent = dekker.form(NEW_ASK) | {"words": "Wie leent mij een ladder?"}
        assert dekker.post(NEW_ASK, sent).led
        assert time.monotonic() - begun < 9  # before the proxy lets the slow ones go
        drops = threading.Thread(target=drip, args=(slow,), daemon=True)
        drops.start()
        drops.join(14)
        assert all(ended(line) for line in slow)


def drip(slow):
    """A byte a second: a head that never ends is still late after ten seconds."""
    for _ in range(12):
        time.sleep(1)
        for line in slow[1::2]:
            with contextlib.suppress(OSError):
                line.sendall(b"x")


def ended(line):
    line.settimeout(3)
    with contextlib.suppress(ConnectionError, OSError):
        while said := line.recv(4096):
            assert b"408" in said or b"400" in said or said
    with contextlib.suppress(TimeoutError, OSError):
        line.sendall(b"x" * 10)
        line.sendall(b"x" * 10)
        return line.recv(10) == b""
    return True


def test_an_address_that_somebody_made_up_is_not_believed(server, town, visitor):
    """A limit of tries an address is not passed by naming another one each time."""
    Attempt.objects.all().delete()
    keys = set()
    for number in range(3):
        guest = visitor()
        guest.headers = {
            "X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}",
            "Forwarded": f"for=203.0.113.{number}",
        }  # fmt: skip
        sent = guest.form("/aanmelden/", "code") | {"code": "BCDF-2345-GHJK"}
        assert guest.post("/aanmelden/", sent).status == 422
        keys.add(frozenset(Attempt.objects.values_list("key", flat=True)))
    # Each try counts for its own session, and for the one address: 3 sessions, 2 of the address.
    assert len(set().union(*keys)) == 3 + 2


def test_plain_traffic_cannot_call_itself_tls(server):
    caller = http.client.HTTPConnection("127.0.0.1", server.plain, timeout=10)
    caller.request("GET", "/mijn/", headers={"Host": "127.0.0.1", "X-Forwarded-Proto": "https"})
    assert caller.getresponse().status == 308


def test_new_code_is_taken_up_while_people_go_on(server, town, visitor):
    """`systemctl reload mekaar-web`: processes are replaced, and no request fails."""
    dekker, statuses, stop = visitor(town.dekker), [], threading.Event()

    def looks():
        while not stop.is_set():
            try:
                statuses.append(dekker.get("/mijn/").status)
            except NO_ANSWER as error:
                statuses.append(type(error).__name__)

    looking = threading.Thread(target=looks)
    looking.start()
    server.web.send_signal(signal.SIGHUP)
    time.sleep(6)
    stop.set()
    looking.join(20)
    assert set(statuses) == {200}
    assert len(statuses) > 5


def test_the_house_is_away_and_the_proxy_says_so(server, visitor):
    moved = server.folder / "elsewhere.sock"
    (server.folder / "web.sock").rename(moved)
    try:
        answer = visitor().get("/")
    finally:
        moved.rename(server.folder / "web.sock")
    assert (answer.status, answer.headers["retry-after"]) == (503, "30")
    assert "includeSubDomains" in answer.headers["strict-transport-security"]
    assert "We zijn even weg" in answer.text
    assert visitor().get("/aanmelden/").status == 200


def test_the_code_could_not_be_written(server):
    if not behinds.can_be_read_only():
        pytest.skip("only root may make disks read only for one process (unshare --mount)")
    told = Path(f"/proc/{server.web.pid}/mounts").read_text().splitlines()
    options = {line.split()[1]: line.split()[3].split(",") for line in told}
    assert "ro" in options["/"]
    assert "ro" in options[str(behinds.ROOT)]
    assert not (behinds.DEPLOY / "written").exists()
