"""The source of the house, for tests that read code: files, functions, texts."""

import ast
import functools
import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = (
    "core",
    "journal",
    "notices",
    "places",
    "people",
    "conversation",
    "gatherings",
    "circles",
    "exchange",
    "answers",
    "reports",
    "web",
)


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def python(*folders: str) -> list[Path]:
    """Every Python file of these folders, without migrations (which Django writes)."""
    found = itertools.chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders)
    return sorted(path for path in found if "migrations" not in path.parts)


def role_of(path: Path) -> str:
    """Which role a file of a room has: `views` for views.py and everything in views/."""
    inside = path.relative_to(ROOT / "mekaar").parts
    return Path(inside[1]).stem if len(inside) > 1 else ""


def with_role(*roles: str) -> list[Path]:
    """Every file of the rooms with one of these roles."""
    return [path for path in python("mekaar") if role_of(path) in roles]


def templates() -> list[Path]:
    """Every template of our own."""
    return sorted((ROOT / "mekaar").glob("*/templates/**/*.*"))


def name(path: Path) -> str:
    """How a file is called in a message."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def attribute_chain(node: ast.expr) -> list[str]:
    """`Ask.objects.filter(x).get` as ["Ask", "objects", "filter", "get"]."""
    match node:
        case ast.Attribute():
            return [*attribute_chain(node.value), node.attr]
        case ast.Call():
            return attribute_chain(node.func)
        case ast.Name():
            return [node.id]
        case ast.Subscript():
            return attribute_chain(node.value)
    return []


@functools.cache
def tracked() -> list[Path]:
    """Every file that belongs to the repository: known to git, or not ignored by it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


GETTEXT = {
    "_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0,
    "pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1,
}  # fmt: skip
