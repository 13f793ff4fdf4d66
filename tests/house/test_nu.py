"""The tools that validate pages are there, and notice what is wrong."""

import pytest

from tests import inspection, nu

GOOD = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Hallo · buurt</title></head>'
    "<body><main><h1>Hallo</h1><p>Kom langs.</p></main></body></html>"
)


def test_nu_validator_is_there():
    assert nu.is_there(), "Java and node_modules/vnu-jar: `make test` brings them"


def test_inspection_accepts_a_good_page():
    assert inspection.problems(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<!doctype html>", "", "doctype"),
        (' lang="nl"', "", "lang"),
        ("<h1>Hallo</h1>", "", "0 times h1"),
        ("<h1>Hallo</h1>", "<h1>Hallo</h1><h1>Hallo</h1>", "2 times h1"),
        ("<h1>Hallo</h1>", "<h1>Dag</h1>", "does not open with h1"),
        ("<p>Kom langs.</p>", '<p id="a">1</p><p id="a">2</p>', "twice"),
        ("<p>Kom langs.</p>", "<p>Kom langs.</div>", "is open"),
        ("<p>Kom langs.</p>", '<input name="naam">', "no label"),
        ("<p>Kom langs.</p>", '<label for="weg">Naam</label>', "not there"),
        ("<p>Kom langs.</p>", '<form method="post"><button>Ja</button></form>', "no token"),
        ("<p>Kom langs.</p>", "<button></button>", "has no text"),
        ("<p>Kom langs.</p>", '<a href="/x/"></a>', "link without text"),
        ("<p>Kom langs.</p>", '<img src="/a.svg">', "no alt"),
        ("<p>Kom langs.</p>", '<p style="color:red">x</p>', "has style"),
        ("<p>Kom langs.</p>", '<p onclick="x()">x</p>', "has onclick"),
        ("<p>Kom langs.</p>", "<script>x()</script>", "inline script"),
        ("<p>Kom langs.</p>", '<img alt="" src="https://elders.invalid/a.png">', "leaves"),
        ("<p>Kom langs.</p>", '<img alt="" src="//elders.invalid/a.png">', "leaves"),
        ("<p>Kom langs.</p>", "<p>{{ naam }}</p>", "leftover"),
        ("<p>Kom langs.</p>", "<p><c-note>x</c-note></p>", "leftover"),
        ("<p>Kom langs.</p>", "<p>This field is required.</p>", "English"),
        ("<p>Kom langs.</p>", "<p>Elke cliënt is welkom.</p>", "never use"),
    ],
)
def test_inspection_notices(old, new, says):
    assert any(says in problem for problem in inspection.problems(GOOD.replace(old, new)))


def test_own_words_may_say_anything():
    html = GOOD.replace("<p>Kom langs.</p>", "<blockquote>Ik was cliënt. {{ x }}</blockquote>")
    assert inspection.problems(html) == []


def test_nu_validator_notices():
    pages = nu.Collection()
    pages.add("wrong", GOOD.replace("<p>Kom langs.</p>", "<p><div>x</div></p>"))
    pages.add("good", GOOD)
    found = pages.validate()
    assert found
    assert all(problem.startswith("wrong") for problem in found)
