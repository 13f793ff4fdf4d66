"""A print page as a tagged PDF (PDF/UA-1), where this machine can make one.

It needs libraries of the machine (docs/operations.md). Without them nothing else changes: pages
offer no PDF, and the page for the printer remains (R-A15). What makes it is heavy, so it is loaded
for the first PDF and not when a process starts.
"""

import ctypes
import importlib
import threading
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
"""Of the machine, not of Python; they bring fontconfig and the rest along."""

_FILES = ("lib{}.so.0", "lib{}.dylib", "lib{}-0.dll")

# The fonts are shared between requests, and two processor cores are also for who only wants a page.
_one_at_a_time = threading.Lock()


@cache
def available() -> bool:
    """Whether this machine can make a PDF; found out without making one."""
    return find_spec("weasyprint") is not None and all_here(LIBRARIES)


def all_here(libraries: Iterable[str]) -> bool:
    """Whether the machine has each of these libraries."""
    return all(any(_opens(file.format(name)) for file in _FILES) for name in libraries)


def _opens(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def pdf(html: SafeString, *, title: str, language: str) -> bytes:
    """What a template of ours made of the inside of a page, on A4 under `title`.

    A text that no template made is shown as it was typed.

    About itself it says title, language and program: no name, and no moment of making.
    """
    page = render_to_string(
        "paper.html",
        {
            "title": title,
            "page_language": language,
            "right_to_left": language.partition("-")[0] in settings.LANGUAGES_BIDI,
            "content": html,
        },
    )
    typesetting = importlib.import_module("mekaar.core.typesetting")
    with _one_at_a_time:
        made: bytes = typesetting.typeset(page)
    return made
