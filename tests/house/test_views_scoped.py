"""Who reads does it through `visible_to`; who writes does it in an action (6.2, 6.8)."""

import ast

import pytest

from mekaar.core.walls import all_walls
from tests.house import source

# What may follow `.objects` in a view, a form, a template tag: only what asks who is looking.
SCOPED = {"visible_to", "none"}
# Where one can come is for everybody to know: the walls of these are open too.
PUBLIC_KNOWLEDGE = {
    wall.model.partition(".")[2] for wall in all_walls() if wall.model.startswith("places.")
}
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "aupdate",
    "acreate", "save", "asave", "delete", "adelete", "update",
}  # fmt: skip
READERS = ("views", "forms", "templatetags", "context", "urls")
# Files outside actions that write, with the reason.
MAY_WRITE = {
    "mekaar/web/management": "the demo neighbourhood sets a scene, as the owner",
    "mekaar/web/demo": "the demo neighbourhood sets a scene, as the owner",
    "mekaar/people/sessions.py": "where Django keeps sessions: it is asked to write by Django",
}
# `.save()` and `.update()` of things that are no rows.
NO_ROWS = {"session", "cookies", "headers", "context", "attrs", "VERBS", "REASONS", "WORDS"}


def unscoped(tree: ast.AST) -> list[str]:
    """Each `Model.objects.<something>` that does not ask who is looking (`visible_to`, or `by`)."""
    told = {
        id(call.func)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and any(source.attribute_chain(argument)[-1:] == ["by"] for argument in call.args)
    }
    return [
        f"{node.lineno}: {'.'.join(source.attribute_chain(node))}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"objects", "_default_manager", "_base_manager"}
        and node.attr not in SCOPED
        and id(node) not in told
        and not set(source.attribute_chain(node.value)) & PUBLIC_KNOWLEDGE
    ]


def writes(tree: ast.AST) -> list[str]:
    """Each call that writes a row."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        *before, verb = source.attribute_chain(node.func) or [""]
        is_query = bool(set(before) & {"objects", "filter", "exclude", "visible_to"})
        plain = verb in {"update", "delete", "create"} and not is_query
        if verb in WRITES and not plain and not set(before) & NO_ROWS:
            found.append(f"{node.lineno}: {'.'.join([*before, verb])}")
    return found


@pytest.mark.parametrize("path", source.with_role(*READERS), ids=source.name)
def test_reading_asks_who_is_looking(path):
    assert unscoped(source.tree(path)) == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in source.python("mekaar")
        if source.role_of(path) not in {"actions", ""}
        and not source.name(path).startswith(tuple(MAY_WRITE))
    ],
    ids=source.name,
)
def test_writing_is_in_actions(path):
    assert writes(source.tree(path)) == []


@pytest.mark.parametrize("path", source.with_role("models"), ids=source.name)
def test_models_have_no_signals_and_no_save(path):
    names = {n.name for n in ast.walk(source.tree(path)) if isinstance(n, ast.FunctionDef)}
    imports = {n.module for n in ast.walk(source.tree(path)) if isinstance(n, ast.ImportFrom)}
    assert not names & {"save", "delete"}
    assert "django.db.models.signals" not in imports


def test_views_catch_nothing_but_refusals_for_a_form():
    caught = {
        source.name(path): [ast.unparse(node.type) if node.type else "everything"]
        for path in source.with_role("views")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ExceptHandler)
        and ast.unparse(node.type or ast.Constant("all")).rpartition(".")[2] != "Refused"
    }
    assert caught == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Ask.objects.get(code=code)", 1),
        ("Ask.objects.visible_to(by).filter(code=code)", 0),
        ("Ask.objects.on_board(request.by)", 0),
        ("MeetingPlace.objects.filter(first=True)", 0),
        ("models.Ask.objects.filter(x=1).visible_to(by)", 1),
        ("[a for a in Ask.objects.all()]", 1),
    ],
)
def test_the_rule_of_reading_finds_it(code, found):
    assert len(unscoped(ast.parse(code))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("ask.save()", 1),
        ("Ask.objects.filter(x=1).update(state='x')", 1),
        ("Ask.objects.create(x=1)", 1),
        ("seen.update({1: 2})", 0),
        ("request.session.save()", 0),
    ],
)
def test_the_rule_of_writing_finds_it(code, found):
    assert len(writes(ast.parse(code))) == found
