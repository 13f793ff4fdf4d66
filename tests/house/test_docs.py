"""Documents that tell the truth: glossary, promises, architecture (house-style 6.12)."""

import ast
import re

import pytest
from django.apps import apps

from tests.house import source
from tests.house.source import ROOMS, ROOT

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/glossary.md",
             "docs/promises.md", "docs/asvs.md", "docs/accessibility.md", "docs/operations.md",
             "publiccode.yml", "LICENSE")  # fmt: skip
MODELS = [m for config in apps.get_app_configs() if config.name.startswith("mekaar.")
          for m in config.get_models()]  # fmt: skip
TEST_NAME = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """The rows of every table of a document."""
    lines = [line for line in read(name).splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not set("".join(row)) <= set("-: ")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_there(name):
    assert len(read(name)) > 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_stands_in_the_glossary(model):
    assert f"`{model.__name__}`" in read("docs/glossary.md")


def test_each_word_of_the_glossary_stands_there_once():
    identifiers = [row[2] for row in rows("docs/glossary.md") if len(row) >= 3 and "`" in row[2]]
    assert [name for name in identifiers if identifiers.count(name) > 1] == []


@pytest.mark.parametrize("room", [*ROOMS, "matching", "language"])
def test_architecture_names_the_room(room):
    assert re.search(rf"`(mekaar/)?{room}`", read("ARCHITECTURE.md"))


def test_every_room_is_known():
    there = {path.parent.name for path in (ROOT / "mekaar").glob("*/__init__.py")}
    assert there == {*ROOMS, "matching", "language"}


def promises() -> list[list[str]]:
    return [row for row in rows("docs/promises.md") if TEST_NAME.search(" ".join(row))]


def test_every_promise_names_its_tests():
    without = [
        row[0]
        for row in rows("docs/promises.md")[1:]
        if re.match(r"\W*(R-|L-|\d|invariant)", row[0]) and not TEST_NAME.search(" ".join(row))
    ]
    assert without == []
    assert len(promises()) >= 20


def test_every_named_test_exists():
    missing = []
    for row in promises():
        for path, function in TEST_NAME.findall(" ".join(row)):
            file = ROOT / path
            if not file.is_file():
                missing.append(path)
            elif function:
                tree = ast.walk(source.tree(file))
                names = {node.name for node in tree if isinstance(node, ast.FunctionDef)}
                missing += [f"{path}::{function}"] if function not in names else []
    assert missing == []


def test_links_between_documents_lead_somewhere():
    broken = []
    for document in [p for p in source.tracked() if p.suffix == ".md"]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                exists = (document.parent / target).exists()
                broken += [] if exists else [f"{source.name(document)}: {target}"]
    assert broken == []


def test_files_named_in_the_architecture_exist():
    named = re.findall(r"`([\w./-]+/)`", read("ARCHITECTURE.md"))
    beside = [name for name in named if not name.startswith(("templates", "house", "promises",
              "journeys", "faults"))]  # fmt: skip
    assert [name for name in beside if not (ROOT / name).is_dir()] == []


def test_module_opens_with_what_belongs_there():
    silent = [
        source.name(path)
        for path in source.python("mekaar", "config", "launch")
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(source.tree(path))
    ]
    assert silent == []
