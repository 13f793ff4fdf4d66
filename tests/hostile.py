"""Surroundings that forgive nothing: no network, and no template variable that is not there."""

import sys
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
HERE_ONLY = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}


class OutsideWorld(RuntimeError):
    """A test tried to reach another machine."""


def _no_network(event: str, details: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = details[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = details[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host not in HERE_ONLY:
        raise OutsideWorld(f"{event} {host}")


_forbidden: list[bool] = []


def forbid_network() -> None:
    """From now on this process reaches no other machine (the database driver is not Python)."""
    if not _forbidden:
        sys.addaudithook(_no_network)
        _forbidden.append(True)


class UndefinedVariable(RuntimeError):
    """A template names something that its view did not give."""


class Undefined(str):
    """What Django puts in the place of a missing variable: in our own templates an error.

    Templates of Django and allauth count on emptiness, and keep it.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s" or str.__contains__(self, str(part))

    def __bool__(self) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        self._fail(name)
        return ""

    def __str__(self) -> str:
        self._fail("a value")
        return ""

    def __html__(self) -> str:
        return self.__str__()

    @staticmethod
    def _fail(name: object) -> None:
        origin = _template_being_rendered()
        if origin is None or Path(origin).is_relative_to(ROOT / "mekaar"):
            _complain(name, origin)


def _complain(name: object, origin: str | None) -> NoReturn:
    raise UndefinedVariable(f"{name} in {origin or 'a template'}")


def _template_being_rendered() -> str | None:
    """The file of the innermost template node on the stack."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            if origin is not None:
                return str(origin.name)
        frame = frame.f_back
    return None
