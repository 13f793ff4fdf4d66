"""Dutch is the source language, and must not be mistaken for the English of a framework (6.7)."""

import gettext
import re
from pathlib import Path

import allauth
import django

from launch.messages import entries
from launch.place import ROOT
from tests.house.texts import all_texts

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"


def framework_catalogue() -> set[str]:
    """Every msgid that Django or allauth translates into Dutch."""
    found: set[str] = set()
    for package in (django, allauth):
        folder = Path(package.__file__).parent
        for path in folder.rglob("locale/nl/LC_MESSAGES/*.mo"):
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog
            found |= {key[0] if isinstance(key, tuple) else key for key in catalogue}
    return found - {""}


def test_there_are_texts():
    assert len(all_texts()) > 100


def test_no_text_is_translated_by_the_framework():
    theirs = framework_catalogue()
    assert "Home" in theirs
    mistaken = {
        text.where: text.words
        for text in all_texts()
        if (f"{text.context}\4{text.words}" if text.context else text.words) in theirs
    }
    assert mistaken == {}


def test_placeholders_have_names():
    unnamed = {
        text.where: text.words
        for text in all_texts()
        if re.search(r"%[sdf]\b|\{\}|\{0", text.words)
    }
    assert unnamed == {}


def test_texts_hold_no_markup():
    markup = re.compile(r"<(div|p|span|br|ul)\b|\sclass=")
    assert {t.where: t.words for t in all_texts() if markup.search(t.words)} == {}


def test_texts_have_no_double_spaces():
    assert {t.where: t.words for t in all_texts() if "  " in t.words} == {}


def test_english_is_complete():
    """Every Dutch text has its English, with the same things filled in (product decision 7)."""
    messages = [entry for entry in entries(ENGLISH.read_text(encoding="utf-8")) if entry["msgid"]]
    said = {
        (entry.get("msgctxt", ""), entry[key])
        for entry in messages
        for key in ("msgid", "msgid_plural")
        if key in entry
    }
    assert {(text.context, text.words) for text in all_texts()} - said == set()
    wrong = []
    for entry in messages:
        strings = [value for key, value in entry.items() if key.startswith("msgstr")]
        asked = set(PLACEHOLDER.findall(entry["msgid"] + entry.get("msgid_plural", "")))
        found = set(PLACEHOLDER.findall("".join(strings)))
        if not all(strings) or asked != found:
            wrong.append(entry["msgid"])
    assert wrong == []
