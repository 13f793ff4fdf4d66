"""How a journey walks: pressing what a person sees, reading back, and what never shows."""

import re

from playwright.sync_api import Page

from mekaar.people.models import Participant
from tests.browser import DESK, sign_in
from tests.journeys import hands


def press(page: Page, words: str) -> None:
    """Press the button or link with these words; the first, where more for who listens follows."""
    main = page.locator("main")
    target = main.get_by_role("link", name=words)
    longer = re.compile(f"^{re.escape(words)} ")
    for name in (longer, words):
        found = main.get_by_role("button", name=name, exact=True)
        target = found if found.count() else target
    if hands.has_no_mouse(page):
        hands.press_key(page, target.first)
    else:
        target.first.click()
    page.wait_for_load_state()
    never_asks(page)


def write(page: Page, **values: str) -> None:
    """Fill in fields by their name."""
    for name, value in values.items():
        field = page.locator(f"main [name={name}]:not([type=hidden])").first
        if hands.has_no_mouse(page):
            hands.type_in(page, field, value)
        else:
            field.fill(value)


def choose(page: Page, *labels: str) -> None:
    """Tick the boxes and choose the radios with these words."""
    for words in labels:
        target = page.locator("main").get_by_label(words, exact=True).first
        if hands.has_no_mouse(page):
            hands.choose_by_key(page, target)
        else:
            target.check()


def read_back(page: Page, *words: str) -> None:
    """The check page shows these words; the resident says yes aloud."""
    text = page.locator("main").inner_text()
    for said in words:
        assert said in text, page.url
    press(page, "Ja, zo klopt het")


def never_asks(page: Page) -> None:
    """No step asks a mail address, a birth date or a problem, or shows services (J1)."""
    required = page.locator("main input[required][type=email], main input[type=date][required]")
    assert required.count() == 0, page.url
    text = page.locator("main").inner_text().lower()
    for word in ("geboortedatum", "bsn", "probleem", "taalachterstand", "diensten", "punten"):
        assert word not in text, f"{word} on {page.url}"


def text_of(page: Page) -> str:
    """What a person reads on the page."""
    return page.locator("main").inner_text()


def helper_at_desk(browse, helper: Participant) -> Page:
    """A host or connector behind the desk's wide screen."""
    return sign_in(browse(viewport=DESK), helper)


def somebody_new(desk: Page, name: str) -> None:
    """Somebody walks in: only a name is written."""
    desk.goto("/balie/mensen/nieuw/")
    write(desk, display_name=name)
    press(desk, "Schrijf de naam op")


def open_pages(desk: Page, person: Participant) -> None:
    """Open somebody's pages again, with the reason."""
    desk.goto(f"/balie/mensen/{person.code}/")
    desk.locator("main [name=why][value=came_by]").check()
    press(desk, "Open de bladzijden")


def close_pages(desk: Page) -> None:
    """Close them: nothing of the previous person stays on the screen."""
    desk.locator(".helping").get_by_role("button").first.click()
    desk.wait_for_load_state()


def code_in(page: Page) -> str:
    """The public code in the address of this page."""
    return re.findall(r"/([23456789BCDFGHJKMNPQRSTVWXZ]{10})/", page.url)[-1]
