"""The address behind a proxy counts, and only a proxy we named may tell it."""

import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse

from mekaar.core.proxy import real_address
from tests.house.source import ROOT
from tests.page import Page

SIGN_IN = reverse("people:sign_in")


def seen(proxies, remote, forwarded="", **more):
    """What the rest of the house sees."""
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **more)
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    with override_settings(PROXIES=proxies):
        real_address(lambda _request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (["10.0.0.1"], "10.0.0.1", "198.51.100.7", "198.51.100.7"),
        (["10.0.0.1"], "10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.1", "1.2.3.4, 198.51.100.7, 10.9.9.9", "198.51.100.7"),
        (["::1"], "::1", "2001:db8::7", "2001:db8::7"),
        (["unix"], "", "198.51.100.7", "198.51.100.7"),
        (["unix"], "localhost", "198.51.100.7", "198.51.100.7"),
        (["10.0.0.1"], "10.0.0.1", "", "10.0.0.1"),
        (["10.0.0.1"], "10.0.0.1", "nonsense", "nonsense"),
        (["10.0.0.1"], "198.51.100.9", "1.2.3.4", "198.51.100.9"),
        (["unix"], "198.51.100.9", "1.2.3.4", "198.51.100.9"),
        ([], "127.0.0.1", "1.2.3.4", "127.0.0.1"),
        ([], "", "1.2.3.4", ""),
    ],
)
def test_whose_address_counts(proxies, remote, forwarded, address):
    assert seen(proxies, remote, forwarded).META["REMOTE_ADDR"] == address


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_only_a_proxy_says_that_it_came_over_tls():
    said = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert seen(["10.0.0.1"], "10.0.0.1", **said).is_secure()
    assert not seen(["10.0.0.1"], "198.51.100.9", **said).is_secure()


def tries(*, proxies, forwarded):
    """Answers to wrong codes from one machine that says it is others."""
    with override_settings(PROXIES=proxies):
        return [
            Page()
            .post(SIGN_IN, {"code": "BCDF 2222 2222"}, headers={"X-Forwarded-For": address})
            .status
            for address in forwarded
        ]


def test_a_spoofed_address_gets_no_more_tries(cast):
    told = [f"198.51.100.{number}" for number in range(7)]
    assert tries(proxies=["10.0.0.1"], forwarded=told) == [422] * 5 + [429] * 2


def test_behind_our_proxy_each_address_has_its_own_tries(cast):
    one, other = ["198.51.100.1"] * 6, ["198.51.100.2"]
    assert tries(proxies=["127.0.0.1"], forwarded=one + other) == [422] * 5 + [429, 422]


def test_in_front_of_the_real_address_one_may_write_what_one_likes(cast):
    told = [f"192.0.2.{number}, 198.51.100.1" for number in range(7)]
    assert tries(proxies=["127.0.0.1"], forwarded=told) == [422] * 5 + [429] * 2


def test_a_wrong_setting_is_one_sentence():
    code = "import os; os.environ['MEKAAR_PROXIES']='overal'; import config.settings_test"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.strip().count("\n") == 0
    assert "MEKAAR_PROXIES" in done.stderr
