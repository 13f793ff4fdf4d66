"""Every verb that the journal records can be read by a neighbour, in Dutch (L-10)."""

import ast
import re

import pytest

from mekaar.journal.words import REASONS, VERBS
from mekaar.people.models import DeskVisit
from tests.house import source

VERB = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+$")


def recorded() -> dict[str, str]:
    """Verb → where it is recorded, for every text that looks like a verb in the rooms."""
    found = {}
    for path in source.python("mekaar"):
        if source.role_of(path) in {"words", "urls"}:
            continue
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                first = node.value.partition(".")[0]
                if VERB.match(node.value) and first in source.ROOMS:
                    found[node.value] = f"{source.name(path)}:{node.lineno}"
    return found


def lines() -> list[ast.Call]:
    """Every `Line(…)` and `by.line(…)` in the rooms."""
    return [
        call
        for path in source.python("mekaar")
        for call in source.calls(path)
        if (source.attribute_chain(call.func) or [""])[-1] in {"Line", "line"}
    ]


def names_in(call: ast.Call) -> set[str]:
    """What the arguments of a call speak about."""
    parts = [node for argument in [*call.args, *[k.value for k in call.keywords]]
             for node in ast.walk(argument)]  # fmt: skip
    return {node.attr for node in parts if isinstance(node, ast.Attribute)} | {
        node.id for node in parts if isinstance(node, ast.Name)
    }


def test_verbs_are_recorded():
    assert len(recorded()) > 20


def test_every_verb_has_dutch_words():
    assert {verb: where for verb, where in recorded().items() if verb not in VERBS} == {}


def test_words_are_for_verbs_that_are_recorded():
    assert sorted(set(VERBS) - set(recorded())) == []


def test_every_reason_of_a_visit_has_words():
    assert {str(why) for why in DeskVisit.Why} <= set(REASONS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_words_read_after_a_name(verb):
    """ "Ria … ": begins with a small letter, ends without a full stop."""
    words = str(VERBS[verb])
    assert words[0].islower()
    assert not words.endswith(".")


def test_a_line_is_never_given_a_text():
    """The journal holds ids and codes: no field of a line is built out of somebody's words."""
    texts = {"words", "display_name", "first_words", "phone", "email", "told", "name"}
    given = {ast.unparse(call): names_in(call) & texts for call in lines()}
    assert {line: bad for line, bad in given.items() if bad} == {}
