"""The look: every value is answered, colours can be read, and nothing weighs too much."""

import gzip
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError

from frontend import assemble
from mekaar.web.views import errors
from tests import inspection

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("mekaar/*/templates/**/*.html"))
BORROWED = tomllib.loads((ROOT / "frontend" / "borrowed.toml").read_text())
# Text and what it stands on; WCAG 2.2 AA asks 4.5, and 3 for the edge of what can be used.
READ = [
    ("ink", "paper"), ("ink", "card"), ("ink", "sand"), ("ink", "leaf"), ("ink", "blush"),
    ("ink", "straw"), ("soft-ink", "paper"), ("soft-ink", "card"), ("soft-ink", "sand"),
    ("green", "paper"), ("green", "card"), ("green", "leaf"), ("deep-green", "sand"),
    ("terracotta", "paper"), ("terracotta", "card"), ("terracotta", "blush"), ("paper", "green"),
    ("paper", "deep-green"), ("paper", "ink"),
]  # fmt: skip
SEEN = [("edge", "card"), ("edge", "paper"), ("green", "card"), ("focus", "ink")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything put together anew, in a folder of this test."""
    folder = tmp_path_factory.mktemp("static")
    environment = {"MEKAAR_STATIC": str(folder), "PATH": ""}
    subprocess.run([sys.executable, assemble.__file__], env=environment, check=True)
    return folder / "assembled" / "mekaar"


@pytest.fixture(scope="module")
def css(built: Path) -> str:
    return (built / "mekaar.css").read_text()


def test_every_variable_has_a_value(css):
    assert len(assemble.declared(css)) > 100
    assert assemble.unanswered(css) == set()


@pytest.mark.parametrize(
    ("style", "missing"),
    [
        ("a{color:var(--x)}", {"--x"}),
        ("a{color:var(--x,var(--y))}", {"--y"}),
        ("a{color:var(--x,red)}", set()),
        (":root{--x:1px}a{inset:calc(var(--x) + var(--y, var(--z)))}", {"--z"}),
        (":root{--x:var(--y)}a{color:var(--x)}", {"--y"}),
    ],
)
def test_a_missing_value_is_found(style, missing):
    assert assemble.unanswered(style) == missing


def test_pruning_keeps_only_what_we_use():
    style = ".a,.b:hover{color:red}.b{top:0}@media print{.b{top:1px}.a{top:2px}}.a:invalid{top:3px}"
    assert assemble.prune(style, {"a"}) == ".a{color:red}\n@media print{.a{top:2px}}"


def test_templates_use_only_classes_that_are_there(css):
    used = {
        name
        for file in TEMPLATES
        for name in re.findall(r"\b(?:utrecht|nl)-[a-z-]+(?:--[a-z-]+)?", file.read_text())
        if not name.endswith("-")
    }
    assert used
    assert {name for name in used if f".{name}" not in css} == set()


def test_icons_and_drawings_are_there(built):
    source = "\n".join(file.read_text() for file in TEMPLATES)
    icons = set(re.findall(r"{% icon ['\"]([\w-]+)['\"]", source))
    icons |= set(re.findall(r"\bicon=['\"]([\w-]+)['\"]", source))
    drawings = set(re.findall(r"(?:{% picture |\bpicture=)['\"]([\w-]+)['\"]", source))
    assert icons
    assert drawings
    sprite = (built / "icons.svg").read_text()
    assert {name for name in icons if f'<symbol id="{name}"' not in sprite} == set()
    assert {name for name in drawings if not (built / "pictures" / f"{name}.svg").exists()} == set()


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(css: str, one: str, other: str) -> float:
    known = assemble.declared(css.split("@media", 1)[0])
    light, dark = sorted((luminance(known[f"--{name}"]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), READ)
def test_words_can_be_read(text, ground):
    assert contrast((ROOT / "frontend/css/tokens.css").read_text(), text, ground) >= 4.5


@pytest.mark.parametrize(("line", "ground"), SEEN)
def test_edges_can_be_seen(line, ground):
    assert contrast((ROOT / "frontend/css/tokens.css").read_text(), line, ground) >= 3


def test_a_first_visit_is_light(built):
    """At most 60 KB without the font, with every drawing we have; the font at most 40 KB."""
    files = [file for file in built.rglob("*") if file.is_file() and file.suffix != ".woff2"]
    assert {"mekaar.css", "mekaar.js", "htmx.js", "icons.svg"} <= {file.name for file in files}
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 45_000
    assert (built / "noto-sans.woff2").stat().st_size <= 40_960


def test_nothing_comes_from_elsewhere(built):
    for file in built.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", file.read_text())
    for file in built.rglob("*.svg"):
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|<script|<image|<style|\son\w+=", text)


def test_the_lock_names_no_addresses():
    lock = (ROOT / "package-lock.json").read_text()
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_every_component_says_what_it_is_for():
    for file in sorted((ROOT / "mekaar/core/templates/cotton").rglob("*.html")):
        opening = file.read_text().split("{% endcomment %}")[0]
        assert opening.startswith("{% comment %}"), file
        for word in ("Purpose:", "Inputs:", "Example: <c-"):
            assert word in opening, (file, word)


def test_every_component_is_in_the_style_guide():
    """In the guide itself, or inside a component that is."""
    folder = ROOT / "mekaar/core/templates/cotton"
    shown = (ROOT / "mekaar/web/templates/web/styleguide.html").read_text()
    names = {
        str(file.relative_to(folder))
        .removesuffix(".html")
        .replace("/", ".")
        .replace("_", "-"): file
        for file in folder.rglob("*.html")
    }
    found: set[str] = set()
    # What every page has around it is shown by this page too.
    waiting = [shown, (ROOT / "mekaar/core/templates/base.html").read_text()]
    while waiting:
        text = waiting.pop()
        for name in re.findall(
            r"<c-([\w.-]+)", re.sub(r"(?s){% comment.*?endcomment %}", "", text)
        ):
            if name in names and name not in found:
                found.add(name)
                waiting.append(names[name].read_text())
    assert set(names) - found == set()


def test_the_page_for_our_own_mistake_asks_nothing_of_the_database(rf):
    """pytest-django refuses every query here: this test has no database."""
    request = rf.get("/")
    request.number = "ab12cd34"
    answer = errors.broken(request)
    assert answer.status_code == 500
    assert "ab12cd34" in answer.content.decode()
    assert inspection.problems(answer.content.decode()) == []


@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("server closed the connection: words"), 503),
     (InterfaceError("connection already closed"), 503), (ValueError("words"), 500)],
)  # fmt: skip
def test_the_page_when_the_database_is_away(rf, caplog, error, status):
    request = rf.get("/")
    request.number = "ab12cd34"
    try:
        raise error
    except type(error):
        answer = errors.broken(request)
    assert answer.status_code == status
    assert inspection.problems(answer.content.decode()) == []
    if status == 503:
        assert answer.headers["Retry-After"] == "30"
        assert "ab12cd34" in caplog.text
    assert "words" not in caplog.text
