"""Every page of the house in a browser, looked at in every way (R-A15, L-11).

The list comes out of the addresses themselves: a new page is in it the moment it has an address.
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from mekaar.core.ids import new_code
from tests import product
from tests.browser import NARROWEST, Town, at_a_glance, walk_by_keyboard
from tests.cast import make_neighbourhood
from tests.every_page import faults_of
from tests.house import doors
from tests.journeys import visits

pytestmark = pytest.mark.browser

VISITS = visits.all_visits()
PARTS = sorted({visit.part for visit in VISITS})


@pytest.fixture(scope="module")
def scene(served, django_db_blocker):
    """One neighbourhood for all visits: looking changes nothing."""
    with django_db_blocker.unblock(), product.connected_to(served.database):
        yield visits.set_scene(Town(make_neighbourhood()))


def test_the_exceptions_are_addresses_of_this_house():
    known = {door.name for door in doors.all_doors()}
    more = [name for names in visits.SEEN_BY_MORE.values() for name in names]
    named = {*visits.NO_PAGE, *visits.OPENED_BY, *more}
    assert named - known == set()


def test_every_address_is_visited():
    """A new page is looked at without a word here; one with a part that differs needs a thing."""
    assert {visit.door for visit in VISITS} == set(doors.all_doors())
    assert [one.door.line for one in VISITS if "" in one.which.values()] == [], "visits.THINGS"
    assert {visit.who for visit in VISITS} <= set(visits.COMES_IN)


# Everything that can be wrong, on one page, and by which words each must be reported.
BROKEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :focus-visible { outline: none !important; box-shadow: none !important; }
    main p { color: #ccc !important; inline-size: 50rem; transition: color 1s; }
    main button { border: 0 !important; font-size: 8px; padding: 0; }
    @media print {
      main p { display: none; }
      main { background: #000; }
      .menu { display: block !important; }
    }`);
  document.adoptedStyleSheets = [sheet];
  const main = document.querySelector('main');
  main.insertAdjacentHTML('beforeend',
    '<h1>Nog een</h1><button tabindex="-1">x</button><div><p>Lang verhaal</p></div>');
}"""
REPORTED = (
    "focus cannot be seen", "not reached by keyboard", "small target", "wide at 320", "2 times h1",
    "color-contrast", "too wide at 200 %", "printed, but only for a screen", "not printed",
    "dark on paper", "too light on paper", "too wide for A4", "no edge in own colours", "moves",
)  # fmt: skip


def test_every_fault_is_reported(town, browse, javascript):
    page = browse(viewport=NARROWEST)
    page.goto(town.front)
    page.goto("/ik-heb-een-vraag/")
    page.evaluate(BROKEN)
    said = "\n".join(faults_of(page))
    glance = {"small target", "wide at 320", "2 times h1"}
    expected = set(REPORTED) if javascript else glance
    assert {words for words in REPORTED if words in said} == expected


@pytest.mark.parametrize("part", PARTS)
def test_every_page(scene, browse, javascript, part):
    mine = [visit for visit in VISITS if visit.part == part]
    page = come_in(browse, javascript, mine[0].who, scene)
    found = []
    for visit in sorted(mine, key=lambda one: one.is_page, reverse=True):
        path = visit.path(scene)
        faults = looked_at(page, path) if visit.is_page else asked(page, path, visit)
        found += [f"{visit.who} {visit.door.name} {path}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("javascript", [True], ids=["with-js"])
@pytest.mark.parametrize("part", PARTS)
def test_every_page_in_english(scene, browse, part):
    """Other words are longer: they must fit as well, and be said to be English. The words are the
    same without scripts."""
    mine = [visit for visit in VISITS if visit.part == part and visit.is_page]
    page = come_in(browse, False, mine[0].who, scene)  # axe stays at home: it costs most of a page
    page.goto("/taal/en/?verder=/beloften/")
    found = []
    for path in [visit.path(scene) for visit in mine]:
        page.goto(path)
        faults = at_a_glance(page)
        if page.locator("html").get_attribute("lang") != "en":
            faults.append("not in English")
        found += [f"{path}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", visits.BEHIND)
def test_every_page_behind_a_button(scene, browse, javascript, name):
    who, path, typed, buttons, status = visits.BEHIND[name]
    page = come_in(browse, javascript, who, scene)
    answer = page.goto(path.format(**scene.things))
    for field, words in typed.items():
        page.locator(f"main [name={field}]").fill(words.format(new=new_code()))
    faults = [] if buttons else faults_of(page)
    for button in buttons:
        with page.expect_navigation() as going:
            page.locator("main").get_by_role("button", name=button).first.click()
        answer = going.value
        faults += faults_of(page)
    assert (answer.status, faults) == (status, [])


def test_menu_and_foot_by_keyboard(scene, browse, javascript):
    """While somebody is helped there are most ways around; each can be walked to and be seen."""
    page = come_in(browse, javascript, "helping", scene)
    page.goto("/mijn/")
    assert {"De balie", "Afmelden", "Klaar – sluit af", "Wie doet wat"} <= set(
        walk_by_keyboard(page)
    )


def come_in(browse, javascript, who, scene):
    """The browser of this person, as narrow as it gets."""
    page = browse(viewport=NARROWEST)
    visits.COMES_IN[who](page, scene)
    if javascript:
        page.add_init_script(product.axe_script())
    return page


def looked_at(page, path):
    """The faults of one page; it must be the page itself, and not what it leads to."""
    try:
        answer = page.goto(path)
    except Error as error:  # an answer without a body; see visits.NO_PAGE
        return [error.message.splitlines()[0]]
    landed = urlsplit(page.url).path
    if (answer.status, landed) != (200, path):
        return [f"{answer.status} at {landed}"]
    return faults_of(page)


def asked(page, path, visit):
    """Whether an address that is no page is what it is said to be."""
    answer = page.request.get(path, max_redirects=0)
    kind = answer.headers.get("content-type", "")
    is_so = {
        visits.ONLY_SENT: answer.status == 405,
        visits.LEADS_ON: answer.status == 302,
        visits.FOR_A_SCRIPT: answer.ok and not kind.startswith("text/html"),
        visits.NOT_NAMED: answer.status == 404,
    }[visits.NO_PAGE[visit.door.name]]
    return [] if is_so else [f"{answer.status} {kind}: not {visits.NO_PAGE[visit.door.name]!r}"]
