"""Templates: what they hold and what they never hold (house-style 6.5)."""

import re

import pytest

from tests.house import source

TEMPLATES = source.templates()
COMPONENTS = [path for path in TEMPLATES if "cotton" in path.parts]
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]


def without_comments(path) -> str:
    html = path.read_text(encoding="utf-8")
    html = re.sub(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", "", html, flags=re.DOTALL)
    return re.sub(r"\{#.*?#\}", "", html)


def test_there_are_components():
    assert len(COMPONENTS) >= 10


@pytest.mark.parametrize("path", COMPONENTS, ids=source.name)
def test_component_says_what_it_is_for(path):
    opening = re.match(
        r"\{% comment %\}\s*\nPurpose: .+\n(.+\n)*?Inputs: .+\n(.+\n)*?Example: .*<c-",
        path.read_text(encoding="utf-8"),
    )
    assert opening, "opens with a comment: Purpose, Inputs, Example"


@pytest.mark.parametrize("path", COMPONENTS, ids=source.name)
def test_component_stands_in_the_style_guide(path):
    name = "-".join(path.relative_to(path.parents[-2]).with_suffix("").parts)
    guide = "".join(
        p.read_text(encoding="utf-8") for p in PAGES if "styleguide" in p.as_posix()
    ) + "".join(p.read_text(encoding="utf-8") for p in COMPONENTS)
    inside = path.as_posix().split("/cotton/")[1].removesuffix(".html").replace("/", ".")
    assert re.search(rf"<c-{re.escape(inside.replace('_', '-'))}\b", guide), name


@pytest.mark.parametrize("path", PAGES, ids=source.name)
def test_template_holds_no_code_and_no_style(path):
    html = without_comments(path)
    if "emails" not in path.parts:
        assert not re.search(r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=|\shx-on|javascript:", html)


@pytest.mark.parametrize("path", PAGES, ids=source.name)
def test_template_asks_nothing_of_the_database(path):
    html = without_comments(path)
    queries = r"\.objects\b|\.all\b|\.count\b|\.exists\b|_set\b|\.filter\b"
    assert not re.search(rf"\{{[{{%][^}}]*({queries})", html)


@pytest.mark.parametrize("path", TEMPLATES, ids=source.name)
def test_template_leaves_nothing_unescaped(path):
    assert not re.search(r"\|\s*safe\b|autoescape off", without_comments(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=source.name)
def test_block_translations_are_trimmed(path):
    heads = re.findall(r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}", without_comments(path))
    assert [head for head in heads if "trimmed" not in head] == []


@pytest.mark.parametrize("path", PAGES, ids=source.name)
def test_text_is_marked_for_translation(path):
    """What a reader sees stands in `translate`: nothing that looks like a sentence stands bare."""
    html = without_comments(path)
    html = re.sub(
        r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}", "", html, flags=re.DOTALL
    )
    html = re.sub(r"<(script|svg|title|code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", html, flags=re.DOTALL)
    bare = re.sub(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", "\n", bare)
    found = [
        line.strip() for line in bare.splitlines() if re.search(r"[a-zà-ü]{2,} [a-zà-ü]{2,}", line)
    ]
    if "styleguide" not in path.as_posix():
        assert found == []
