"""Every Dutch text of the screens, out of code and templates."""

import ast
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from tests.house import source

TRANSLATE = re.compile(
    r"""\{%\s*(?:translate|trans)\s+(?P<q>["'])(?P<text>.*?)(?P=q)(?P<more>.*?)%\}""", re.DOTALL
)
BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b(?P<head>.*?)%\}(?P<text>.*?)\{%\s*endblocktrans(?:late)?\s*%\}",
    re.DOTALL,
)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
CONTEXT = re.compile(r"\bcontext\s+[\"'](.+?)[\"']")


@dataclass(frozen=True)
class Text:
    """One msgid with its context and where it stands."""

    words: str
    context: str
    where: str


@functools.cache
def all_texts() -> tuple[Text, ...]:
    """Every msgid of the house."""
    code = [text for path in source.python("mekaar") for text in _in_code(path)]
    pages = [text for path in source.templates() for text in _in_template(path)]
    return (*code, *pages)


def _in_code(path: Path) -> list[Text]:
    found = []
    for call in source.calls(path):
        name = source.attribute_chain(call.func)[-1:]
        at = source.GETTEXT.get(name[0]) if name else None
        if at is None or len(call.args) <= at:
            continue
        plural = 2 if "np" in name[0] or name[0].startswith("ng") else 1
        words = [node.value for node in call.args[at : at + plural] if _is_text(node)]
        context = call.args[0].value if at and _is_text(call.args[0]) else ""
        found += [Text(w, context, f"{source.name(path)}:{call.lineno}") for w in words]
    return found


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _in_template(path: Path) -> list[Text]:
    html = path.read_text(encoding="utf-8")
    found = [
        _text(match["text"], match["more"], path, html[: match.start()])
        for match in TRANSLATE.finditer(html)
    ]
    for match in BLOCK.finditer(html):
        parts = [" ".join(part.split()) for part in PLURAL.split(match["text"])]
        words = [VARIABLE.sub(r"%(\1)s", part) for part in parts]
        found += [_text(text, match["head"], path, html[: match.start()]) for text in words]
    return found


def _text(words: str, head: str, path: Path, before: str) -> Text:
    context = CONTEXT.search(head)
    return Text(
        words, context[1] if context else "", f"{source.name(path)}:{before.count(chr(10)) + 1}"
    )
