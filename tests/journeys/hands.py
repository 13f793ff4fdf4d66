"""By keyboard only: Tab until it has the focus; then Enter, Space, an arrow, or typing."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 150
_ENTER_MAIN = "() => document.activeElement.closest('main') !== null"
_HAS_FOCUS = "node => node === document.activeElement"
# Tab stops once at a group of radios, wherever it stands in it.
_IN_GROUP = """node => node === document.activeElement || (node.type === 'radio'
  && document.activeElement.type === 'radio' && document.activeElement.name === node.name
  && document.activeElement.form === node.form)"""


def without_mouse(page: Page) -> Page:
    """From now on this browser is used by keyboard only."""
    page.watch.without_mouse = True
    return page


def has_no_mouse(page: Page) -> bool:
    """Whether this browser is used by keyboard only."""
    return getattr(page.watch, "without_mouse", False)


def reach(page: Page, target: Locator, is_there: str = _HAS_FOCUS) -> None:
    """Tab on until it is there: past the link that skips the menu, then through main."""
    _skip_to_main(page)
    node = target.element_handle()
    for _ in range(MOST_STOPS):
        if node.evaluate(is_there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard on {page.url}: {target}")


def _skip_to_main(page: Page) -> None:
    if page.evaluate(_ENTER_MAIN):
        return
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main", page.url
    page.keyboard.press("Enter")


def press_key(page: Page, target: Locator) -> None:
    """Press a button or follow a link, and wait for the page it leads to."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_in(page: Page, target: Locator, words: str) -> None:
    """Type into a field, over what stood there."""
    reach(page, target)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose_by_key(page: Page, target: Locator) -> None:
    """Tick a box, or go through the group of radios to the one that is meant."""
    reach(page, target, _IN_GROUP)
    while not target.is_checked():
        page.keyboard.press("Space" if target.evaluate(_HAS_FOCUS) else "ArrowDown")
