"""Cleaning what people type: what cannot be seen or printed goes, everything else stays."""

import re
import unicodedata

# Marks that turn the reading direction around unseen (Trojan source) and other invisible controls.
_UNSEEN = re.compile(
    r"[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]"
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MANY_BREAKS = re.compile(r"\n{3,}")


def has_null(text: str) -> bool:
    """Whether the text holds a null byte, which PostgreSQL cannot keep."""
    return "\x00" in text


def tidy(text: str) -> str:
    """The text as it will be kept: one spelling of letters, no unseen marks, no loose spaces."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _UNSEEN.sub("", text.replace("\x00", "")))
    return _MANY_BREAKS.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def tidy_line(text: str) -> str:
    """The same for one line: every run of white space is one space."""
    return " ".join(tidy(text).split())
