"""Typed reading of environment variables; a missing or wrong one fails with one sentence."""

import ipaddress
import os
import sys
from typing import Any, NoReturn
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
