"""Mail goes over a closed line to a server that is who it says; otherwise it waits (L-19)."""

import pytest

from config import environment
from mekaar.notices.registry import WORDS, NoticeWords
from tests.notices import post_office
from tests.notices.test_notices import KIND, queue, work


@pytest.fixture(autouse=True)
def _words():
    WORDS[KIND] = NoticeWords("Er is iets voor je", "Kijk op je plek.")
    yield
    del WORDS[KIND]


@pytest.fixture
def notice(cast):
    reach = cast.dekker.reach
    reach.kind, reach.email = "email", "dekker@voorbeeld.example"
    reach.save()
    return queue(cast, cast.dekker)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Certificates by the name that stands in them."""
    folder = tmp_path_factory.mktemp("papers")
    names = ("localhost", "ergens-anders.example")
    return {name: post_office.certificate(folder, name) for name in names}


@pytest.fixture
def trusting(monkeypatch, papers):
    """This machine trusts the certificates of this test."""

    def trust(name="localhost"):
        monkeypatch.setenv("SSL_CERT_FILE", str(papers[name]))

    return trust


def posting_to(settings, office, tls, password=post_office.PASSWORD):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", office.port
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = tls == "starttls", tls == "tls"
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = post_office.USER, password


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_letter_goes_over_a_closed_line(settings, papers, trusting, notice, tls):
    trusting()
    with post_office.opened(tls, papers["localhost"]) as office:
        posting_to(settings, office, tls)
        work()
    [letter] = office.letters
    assert "Kijk op je plek." in letter
    assert office.signed_in == [post_office.USER]
    assert all(line[:4] in {"ehlo", "STAR", ""} for line in office.in_the_open)
    notice.refresh_from_db()
    assert notice.done_at is not None


WRONG = {
    "a stranger's certificate": ("starttls", "localhost", None),
    "a stranger's certificate from the start": ("tls", "localhost", None),
    "a trusted certificate of another": ("starttls", "ergens-anders.example", True),
    "no closed line at all": ("none", "localhost", True),
}


@pytest.mark.parametrize("what", WRONG)
def test_to_whoever_says_it_is_the_server_goes_nothing(settings, papers, trusting, notice, what):
    """It is tried again, and nothing is lost: once all is right, the letter comes."""
    mode, name, trusted = WRONG[what]
    if trusted:
        trusting(name)
    asked = "tls" if mode == "tls" else "starttls"
    with post_office.opened(mode, papers[name]) as office:
        posting_to(settings, office, asked)
        with pytest.raises(OSError):  # noqa: PT011  # the worker tries again on any of these
            work()
    assert (office.letters, office.signed_in) == ([], [])
    assert not [line for line in office.in_the_open if "dekker" in line or "AUTH" in line]
    notice.refresh_from_db()
    assert (notice.done_at, notice.tries, notice.channel) == (None, 1, "email")

    trusting()
    with post_office.opened(asked, papers["localhost"]) as office:
        posting_to(settings, office, asked)
        work(attempts=1)
    assert len(office.letters) == 1


def test_a_wrong_password_sends_nothing(settings, papers, trusting, notice):
    trusting()
    with post_office.opened("tls", papers["localhost"]) as office:
        posting_to(settings, office, "tls", password="mis")
        with pytest.raises(OSError):  # noqa: PT011
            work()
    notice.refresh_from_db()
    assert (office.letters, notice.done_at) == ([], None)


# --- settings ------------------------------------------------------------------------------------

FAR = {"MEKAAR_EMAIL_HOST": "post.example"}
SIGNS_IN = {"MEKAAR_EMAIL_USER": "mekaar", "MEKAAR_EMAIL_PASSWORD": "x"}


@pytest.mark.parametrize(
    ("given", "tls", "port"),
    [
        ({}, "none", 25),
        (FAR, "starttls", 587),
        (FAR | {"MEKAAR_EMAIL_TLS": "tls"}, "tls", 465),
        (FAR | {"MEKAAR_EMAIL_TLS": "none", "MEKAAR_EMAIL_PORT": "2525"}, "none", 2525),
        (FAR | SIGNS_IN, "starttls", 587),
    ],
)
def test_what_is_not_said_is_the_safe_way(monkeypatch, given, tls, port):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    office = environment.post_office()
    assert (office.tls, office.port) == (tls, port)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"MEKAAR_EMAIL_TLS": "ja"}, "MEKAAR_EMAIL_TLS moet starttls, tls of none zijn"),
        (FAR | SIGNS_IN | {"MEKAAR_EMAIL_TLS": "none"}, "wachtwoord gaat niet open over de lijn"),
        ({"MEKAAR_EMAIL_USER": "mekaar"}, "horen bij elkaar"),
        ({"MEKAAR_EMAIL_PORT": "post"}, "MEKAAR_EMAIL_PORT moet een getal zijn"),
    ],
)
def test_what_cannot_be_stops_with_one_sentence(monkeypatch, capsys, given, sentence):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        environment.post_office()
    assert sentence in capsys.readouterr().err
