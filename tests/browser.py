"""A real browser against the real product: web and worker as processes, as the web role.

A journey asks for `town` (its own neighbourhood with the cast, committed) and `browse`:

    def test_dekker_places_an_ask(town, browse):
        page = browse()
        sign_in(page, town.dekker)
        page.get_by_role("link", name="Mijn vragen").click()
        check_accessible(page)

Every journey runs twice, with and without JavaScript. A console error, a request that failed or one
that leaves this house fails the journey, whatever it asserts.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from mekaar.people.actions import second_step
from mekaar.people.actions.cards import print_card
from mekaar.people.models import Attempt, Participant, RoleHeld
from tests import nu, product
from tests.acting import acting_as, by
from tests.cast import Cast, account_of, make_neighbourhood
from tests.page import AT_DESK, DESK_DIGITS

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Two pages of the address bar, which nobody sees here, cost each window more than ours do.
    # Chromium obeys the last list alone: the rest of it is what Playwright turns off.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,SpareRendererForSitePerProcess",
]  # fmt: skip
NARROWEST = {"width": 320, "height": 640}
PATIENCE = 15_000


class Town(Cast):
    """The cast in a neighbourhood of its own, so that journeys do not meet each other."""

    @property
    def front(self) -> str:
        """The path of the public front page of this neighbourhood."""
        return f"/buurt/{self.here.slug}/"


@pytest.fixture(scope="session")
def served(
    django_db_setup: None, worker_id: str, migrated: str | None
) -> Iterator[product.Product]:
    """The product, started once for this worker, after the test database and so gone before it."""
    with product.running(worker_id, migrated) as running:
        yield running


@pytest.fixture
def town(served: product.Product, django_db_blocker) -> Iterator[Town]:
    """A neighbourhood that the server sees: committed in the database of the product."""
    with django_db_blocker.unblock(), product.connected_to(served.database):
        Attempt.objects.all().delete()  # all journeys come from one address
        yield Town(make_neighbourhood())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser (Playwright's own cannot be downloaded everywhere)."""
    path = os.environ.get("MEKAAR_CHROMIUM", "/usr/bin/chromium")
    # Playwright keeps a loop in this thread, and Django would think that it is called from there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
        # Inside that loop Django keeps connections of their own; left open, they would keep the
        # test database from being taken down.
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts: every journey must go both ways (invariant 25)."""
    return request.param


@pytest.fixture
def browse(
    served: product.Product, chromium: Browser, javascript: bool
) -> Iterator[Callable[..., Page]]:
    """`browse()` opens a browser of somebody nobody knows; call it again for a second person."""
    watches: list[Watch] = []

    def open_browser(**more: object) -> Page:
        options = {"viewport": PHONE, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
        context = chromium.new_context(
            base_url=served.address, java_script_enabled=javascript, **{**options, **more}
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watches.append(Watch(page, served.address, javascript=javascript))
        return page

    yield open_browser
    for watch in watches:
        watch.page.context.close()
    assert [problem for watch in watches for problem in watch.problems] == []


class Watch:
    """What goes wrong in one browser, noticed while it happens."""

    def __init__(self, page: Page, address: str, *, javascript: bool) -> None:
        self.page = page
        self.javascript = javascript
        self.address = address
        self.problems: list[str] = []
        self.documents: dict[str, Response] = {}
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.watch = self

    def _said(self, message: ConsoleMessage) -> None:
        # A page of 404, 409 or 422 is an answer, and the console calls it an error.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"left this house: {request.url}")

    def _failed(self, request: Request) -> None:
        # Going on to a next page stops what the last one was still loading.
        if request.resource_type != "document" and request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.documents[response.url] = response
        elif response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")
        if response.status >= 500:
            self.problems.append(f"{response.status}: {response.url}")


def sign_in(page: Page, participant: Participant) -> Page:
    """Sign in with a printed card; staff do their second step and begin a shift."""
    who = by(participant)
    card = second_codes = None
    with acting_as(who):
        card = print_card(participant, by=who)
        if who.roles:
            second_codes = second_step.make_paper_list(account_of(participant), by=who)
    page.goto("/aanmelden/")
    page.locator("input[name=code]").fill(card.code)
    page.get_by_role("button", name="Aanmelden met de kaart").click()
    if second_codes:
        page.locator("input[name=code]").fill(second_codes[0])
        page.get_by_role("button", name="Verder").first.click()
    if RoleHeld.objects.filter(participant=participant, role__in=AT_DESK).exists():
        page.goto("/balie/dienst/")
        page.locator("main input:not([type=hidden])").first.fill(DESK_DIGITS)
        page.get_by_role("button", name="Begin").click()
    return page


# --- what must be true of every page; tests/every_page.py has the rest ---------------------------


def check_accessible(page: Page) -> None:
    """WCAG 2.2 AA by axe, valid HTML, one h1, nothing sideways at 320 px, targets of 44 px."""
    keep_for_validator(page)
    size = page.viewport_size
    found = at_a_glance(page)
    page.set_viewport_size(NARROWEST)
    found += at_a_glance(page)
    page.set_viewport_size(size)
    assert [*found, *axe(page)] == [], page.url


def keep_for_validator(page: Page) -> None:
    """The HTML as it came; all pages are validated at the end."""
    watch: Watch = page.watch
    if response := watch.documents.get(page.url.partition("#")[0]):
        kind = f"browser {response.status} {response.url.removeprefix(watch.address)}"
        nu.PAGES.add(kind, response.text())


def at_a_glance(page: Page) -> list[str]:
    """One h1, nothing sideways, targets of 44 px: what shows without a script, at this size."""
    return page.evaluate(_LOOK)


def axe(page: Page) -> list[str]:
    """WCAG 2.2 AA. It is a script itself; without scripts the page is the same."""
    if not page.watch.javascript:
        return []
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(product.axe_script())
    return [
        f"{rule}: {words}: {[html[:120] for html in nodes]}"
        for rule, words, nodes in page.evaluate(_VIOLATED, TAGS)
    ]


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Only what is wrong leaves the browser: the whole answer takes as long to hand over as to find.
_VIOLATED = """async tags => {
  const runOnly = {type: 'tag', values: tags};
  const {violations} = await axe.run({runOnly, resultTypes: ['violations']});
  return violations.map(one => [one.id, one.help, one.nodes.map(node => node.html)]);
}"""
_LOOK = """() => {
  const seen = node => node.checkVisibility({checkVisibilityCSS: true, checkOpacity: true});
  const inText = node => node.tagName === 'A' && node.closest('p, li, dd, td, blockquote')
    && node.closest('p, li, dd, td, blockquote').innerText.trim() !== node.innerText.trim();
  const box = node => {
    const label = node.labels && node.labels[0];
    const boxes = [node, label].filter(Boolean).map(part => part.getBoundingClientRect());
    const left = Math.min(...boxes.map(b => b.left)), right = Math.max(...boxes.map(b => b.right));
    const top = Math.min(...boxes.map(b => b.top)), bottom = Math.max(...boxes.map(b => b.bottom));
    return [right - left, bottom - top];
  };
  const titles = document.querySelectorAll('h1').length;
  const wide = document.documentElement.scrollWidth, fits = window.innerWidth;
  const small = [...document.querySelectorAll(
      'a[href], button, select, textarea, summary, input:not([type=hidden])')]
    .filter(node => seen(node) && !inText(node) && !node.closest('.nl-skip-link'))
    .map(node => [node.outerHTML.slice(0, 100), ...box(node)])
    .filter(([html, width, height]) => width && (width < 43.5 || height < 43.5))
    .map(([html, width, height]) =>
      `small target ${Math.round(width)} × ${Math.round(height)}: ${html}`);
  return [
    ...small,
    ...(wide > fits ? [`${wide} pixels wide at ${fits}`] : []),
    ...(titles === 1 ? [] : [`${titles} times h1`]),
  ];
}"""


def check_zoomed(page: Page) -> None:
    """At 200 % text nothing is cut off and nothing goes sideways."""
    page.set_viewport_size(DESK)
    assert zoomed(page) == [], page.url


_TWICE = """() => {
  const root = document.documentElement;
  root.style.setProperty('font-size', `${2 * parseFloat(getComputedStyle(root).fontSize)}px`);
  const cut = [...document.querySelectorAll('main *')].filter(n => n.children.length === 0
    && n.scrollWidth > n.clientWidth + 2 && getComputedStyle(n).overflow === 'hidden'
    && !n.closest('.seen-by-ear'));
  const wide = root.scrollWidth - window.innerWidth;
  root.style.removeProperty('font-size');
  return [...(wide > 0 ? [`${wide} pixels too wide at 200 %`] : []),
    ...cut.map(n => `cut off at 200 %: ${n.outerHTML.slice(0, 100)}`)];
}"""


def zoomed(page: Page) -> list[str]:
    """What does not fit on this screen when the text is twice its size."""
    return page.evaluate(_TWICE)


_LISTEN = """() => {
  const look = node => {
    // A card may show it for the link inside, and a label for its box.
    const around = [node, node.labels && node.labels[0], node.parentElement,
      node.parentElement.parentElement, node.parentElement.parentElement.parentElement];
    return around.filter(Boolean).map(part => {
      const style = getComputedStyle(part);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor];
    }).join();
  };
  const name = node => (node.innerText || node.labels && node.labels[0] && node.labels[0].innerText
    || node.getAttribute('aria-label') || node.name || node.tagName).trim().slice(0, 60);
  const stops = [];
  const note = () => {
    const target = document.activeElement;
    if (target !== document.body) stops.push({target, look: look(target)});
  };
  window.walk = {stops, look, name, note};
  document.addEventListener('focusin', note);
}"""
_NOTE = "() => window.walk.note()"
_ROUND = """() => {
  const {stops} = window.walk;
  return stops.slice(1).some(({target}) => target === stops[0].target);
}"""
_OUT_OF_MAIN = "() => !document.activeElement.closest('main')"
_WALKED = """() => {
  const {stops, look, name} = window.walk;
  document.activeElement.blur();
  const reached = new Set(stops.map(({target}) => target));
  const together = node => [...reached].some(
    other => node.type === 'radio' && other.name === node.name && other.form === node.form);
  const seen = node => node.checkVisibility({checkVisibilityCSS: true}) && !node.disabled;
  const missed = [...document.querySelectorAll('main :is(a[href], button, select, textarea, '
    + 'summary, input:not([type=hidden]))')]
    .filter(node => seen(node) && !reached.has(node) && !together(node));
  const again = stops.findIndex(({target}, place) => place && target === stops[0].target);
  return {
    names: stops.slice(0, again < 0 ? stops.length : again).map(({target}) => name(target)),
    unseen: stops.filter(stop => stop.look === look(stop.target)).map(stop => name(stop.target)),
    missed: missed.map(node => node.outerHTML.slice(0, 100)),
  };
}"""
MOST_STOPS = 400


def walked(page: Page, *, only_main: bool = False) -> dict[str, list[str]]:
    """Tab until the page begins again: what got the focus, where that cannot be seen, what in main
    never got it. `only_main` stops when the focus leaves main, in which it must be now.
    """
    page.evaluate(_LISTEN)
    for _ in range(0, MOST_STOPS, 5):
        for _ in range(5):
            page.keyboard.down("Tab")  # held down it goes on, at half the cost
            if not page.watch.javascript:  # then nobody listens on the page itself
                page.evaluate(_NOTE)
        if page.evaluate(_OUT_OF_MAIN if only_main else _ROUND):
            break
    page.keyboard.up("Tab")
    return page.evaluate(_WALKED)


def walk_by_keyboard(page: Page) -> list[str]:
    """Tab through the page: what had the focus, in order; each must show that it has it."""
    walk = walked(page)
    assert (walk["unseen"], walk["missed"]) == ([], []), page.url
    return walk["names"]
