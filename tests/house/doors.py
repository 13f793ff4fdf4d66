"""Every address of the house with its door. `python -m tests.house.doors` writes doors.txt anew."""

import functools
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

LIST = Path(__file__).with_name("doors.txt")
EXAMPLES = {
    "slug": "geen-buurt",
    "uuid": str(uuid.UUID(int=7)),
    "int": "1",
    "string": "BCDFGHJKMN",
    "path": "a",
}


@dataclass(frozen=True)
class Door:
    """One address: its name, route, who it opens for, and an example that leads to nothing."""

    name: str
    route: str
    view: Callable[..., object]
    example: str

    @property
    def is_public(self) -> bool:
        """Open to everybody."""
        return getattr(self.view, "login_required", True) is False

    @property
    def roles(self) -> frozenset[str]:
        """The roles it asks; none asked: any resident."""
        return frozenset(getattr(self.view, "roles", ()))

    @property
    def opens_for(self) -> str:
        """Who may come in, for the list."""
        if self.is_public:
            return "everybody"
        return " or ".join(sorted(self.roles)) or "who signed in"

    @property
    def line(self) -> str:
        """The door in the list."""
        return f"{self.route}\t{self.name}\t{self.opens_for}"


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, route, inner)
        elif isinstance(entry, URLPattern):
            example = route
            for name, converter in _converters(entry, resolver):
                example = re.sub(rf"<(?:\w+:)?{name}>", _example(converter), example)
            yield Door(f"{space}{entry.name}", f"/{route}", entry.callback, f"/{example}")


def _example(converter: object) -> str:
    kind = type(converter).__name__.removesuffix("Converter").lower()
    return EXAMPLES.get(kind) or str(getattr(converter, "regex", "")).partition("|")[0]


def _converters(entry: URLPattern, resolver: URLResolver) -> list[tuple[str, object]]:
    return [
        *getattr(resolver.pattern, "converters", {}).items(),
        *entry.pattern.converters.items(),
    ]


@functools.cache
def all_doors() -> tuple[Door, ...]:
    """Every address of the house."""
    return tuple(sorted(_walk(get_resolver(settings.ROOT_URLCONF), "", ""), key=lambda d: d.line))


def listing() -> str:
    """The list as it should stand in doors.txt."""
    return "".join(f"{door.line}\n" for door in all_doors())


if __name__ == "__main__":
    django.setup()
    LIST.write_text(listing(), encoding="utf-8")
