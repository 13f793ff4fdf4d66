"""Typed reading of environment variables; a missing or wrong one fails with one sentence."""

import ipaddress
import os
import sys
from typing import Any, NamedTuple, NoReturn
from urllib.parse import parse_qs, unquote, urlsplit


def _stop(sentence: str) -> NoReturn:
    """End the process with one sentence: a wrong setting is not a bug to trace."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(2)


# The settings that were asked for, by name: for `mekaar doctor`, which tells no value.
ASKED: set[str] = set()


def text(name: str, default: str | None = None) -> str:
    """The variable as text; without a default it must be there."""
    ASKED.add(name)
    value = os.environ.get(name, default)
    if value is None:
        _stop(f"De instelling {name} ontbreekt. Zie docs/operations.md.")
    return value


def switch(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no: 1 or 0."""
    ASKED.add(name)
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        _stop(f"De instelling {name} moet 0 of 1 zijn, niet {value!r}.")
    return value == "1"


def one_of(name: str, default: str, *others: str) -> str:
    """The variable as one of a few words."""
    value = text(name, default)
    if value not in {default, *others}:
        known = ", ".join([default, *others])
        _stop(f"De instelling {name} moet een van deze zijn: {known}. Niet {value!r}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    ASKED.add(name)
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def proxies(name: str) -> list[str]:
    """The variable as a list of addresses and networks, or `unix`."""
    named = words(name)
    for one in named:
        try:
            ipaddress.ip_network(one if one != "unix" else "127.0.0.1")
        except ValueError:
            _stop(f"De instelling {name} kent alleen adressen, netwerken en unix, niet {one!r}.")
    return named


class PostOffice(NamedTuple):
    """The mail server: where it is, how the way to it is closed, and who we say we are."""

    host: str
    port: int
    tls: str
    user: str
    password: str


_USUAL_PORT = {"none": "25", "starttls": "587", "tls": "465"}
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def post_office() -> PostOffice:
    """The mail server; only to one on this machine mail may go without TLS unless it is said.

    With TLS its certificate is always checked. A password never goes over an open line.
    """
    host = text("MEKAAR_EMAIL_HOST", "localhost")
    tls = text("MEKAAR_EMAIL_TLS", "none" if host in _THIS_MACHINE else "starttls")
    if tls not in _USUAL_PORT:
        _stop(f"De instelling MEKAAR_EMAIL_TLS moet starttls, tls of none zijn, niet {tls!r}.")
    user, password = text("MEKAAR_EMAIL_USER", ""), text("MEKAAR_EMAIL_PASSWORD", "")
    if bool(user) != bool(password):
        _stop("De instellingen MEKAAR_EMAIL_USER en MEKAAR_EMAIL_PASSWORD horen bij elkaar.")
    if password and tls == "none" and host not in _THIS_MACHINE:
        _stop(
            "Een wachtwoord gaat niet open over de lijn. Zet MEKAAR_EMAIL_TLS op starttls of tls."
        )
    port = text("MEKAAR_EMAIL_PORT", _USUAL_PORT[tls])
    if not port.isdigit():
        _stop(f"De instelling MEKAAR_EMAIL_PORT moet een getal zijn, niet {port!r}.")
    return PostOffice(host, int(port), tls, user, password)


def database(url: str) -> dict[str, Any]:
    """Django's settings for a `postgresql://` address; `?host=` may name a socket directory."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        _stop("De instelling DATABASE_URL moet met postgresql:// beginnen.")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": {"connect_timeout": 5, **options},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
