"""Headers of every kind of answer: one expected set, and nothing that tells too much."""

import json
import subprocess
import sys

import pytest
from django.core.files.storage import storages
from django.test import Client, override_settings
from django.urls import reverse

from mekaar.places import views as places
from tests.house import doors
from tests.house.source import ROOT
from tests.promises import answers
from tests.promises.answers import READ, ROLES

POLICY = (
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PRIVATE = {"Cache-Control": "no-store"}
NEVER = {"Server", "X-Powered-By", "Access-Control-Allow-Origin"}


def parted(policy: str) -> set[str]:
    return {part.strip() for part in policy.split(";")}


def wrong(response, expected) -> dict[str, str | None]:
    """The headers that are not as they should be."""
    found = {}
    for name, value in expected.items():
        given = response.headers.get(name)
        same = parted(given or "") == parted(value) if "Policy" in name else given == value
        if not same:
            found[name] = given
    has_text = response.headers.get("Content-Type", "").startswith("text/")
    if has_text and "charset" not in response.headers["Content-Type"]:
        found["charset"] = response.headers["Content-Type"]
    return found | {name: "is there" for name in NEVER if name in response.headers}


def test_every_address(cast):
    """As nobody and as who opens most doors; redirects, refusals and files too."""
    kinds, bad = set(), {}
    for role in ("nobody", "host"):
        browser = ROLES[role].browser(cast)
        for door in doors.all_doors():
            response = answers.ask(browser, READ, door.example)
            kinds.add((response.status_code, response.headers.get("Content-Type", "")))
            if found := wrong(response, ALWAYS | PRIVATE):
                bad[role, door.name] = found
    assert bad == {}
    assert {200, 302, 404, 405} <= {status for status, _ in kinds}
    assert {"application/json", "text/html; charset=utf-8"} <= {kind for _, kind in kinds}


def broken(_request):
    raise RuntimeError("broken")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (404, lambda c: c.get("/vlinder/")),
        (405, lambda c: c.put("/")),
        (403, lambda c: Client(enforce_csrf_checks=True).post(reverse("people:sign_in"))),
        (400, lambda c: c.get("/", headers={"host": "ergens.example"})),
        (400, lambda c: c.post("/aanmelden/", {"code": "x" * 2_000_000})),
        (429, lambda c: [c.post("/aanmelden/", {"code": "2222 2222 2222"}) for _ in range(7)][-1]),
    ],
    ids=["404", "405", "403", "400 host", "400 too large", "429"],
)
def test_errors_have_them_too(status, asked):
    response = asked(Client())
    assert response.status_code == status
    assert wrong(response, ALWAYS | PRIVATE) == {}


def test_our_own_mistake_tells_nothing(cast, monkeypatch):
    def breaks(*_args, **_more):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(places, "show", breaks)
    client = Client(raise_request_exception=False)
    response = client.get(reverse("places:privacy"))
    assert response.status_code == 500
    assert wrong(response, ALWAYS | PRIVATE) == {}
    assert "secret of the house" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


@pytest.mark.django_db
def test_static_files_have_them_and_may_be_kept(tmp_path):
    (tmp_path / "x.css").write_text("a{}")
    with override_settings(
        STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=False
    ):
        assert storages["staticfiles"]
        response = Client().get("/static/x.css")
        assert response.status_code == 200
        assert wrong(response, ALWAYS) == {}
        assert Client().get("/static/").status_code == 404


def test_with_tls():
    """As in production: a year of TLS for every host below, cookies with a prefix."""
    code = (
        "import os, json; os.environ['MEKAAR_HTTPS']='1'; import config.settings_test as s;"
        "print(json.dumps([s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS,"
        "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.DEBUG]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert json.loads(done.stdout) == [31536000, True, True, "__Host-mekaar", True, False]
