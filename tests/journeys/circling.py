"""How a journey walks through a support circle: letters, chairs, what Joke writes down."""

from playwright.sync_api import Page

from mekaar.people.models import Participant
from tests.browser import sign_in
from tests.journeys import hands
from tests.journeys.walking import choose, press, text_of, write

READ_BACK = "Ik heb het voorgelezen. Het antwoord was ja."
READ_ANSWER = "Ik heb het voorgelezen. Dit is het antwoord."


class Browsers:
    """Each person has a browser of their own; with scripts it is walked by keyboard only."""

    def __init__(self, browse, *, keys: bool) -> None:
        self.browse, self.keys = browse, keys

    def of(self, participant: Participant | None = None) -> Page:
        """The browser of this person, signed in; or of somebody who is not known here."""
        page = self.browse()
        if participant is not None:
            sign_in(page, participant)
        return hands.without_mouse(page) if self.keys else page


def begins(mark: Page) -> None:
    """From one's own place to a circle of one's own."""
    mark.goto("/mijn/")
    press(mark, "Een steunkring")
    press(mark, "Ik wil een steunkring")


def invites(mark: Page, name: str, kind: str) -> str:
    """From the circle's page: a letter for somebody. Gives its code, and goes back."""
    press(mark, "Vraag iemand")
    write(mark, name=name)
    choose(mark, kind)
    press(mark, "Maak de brief")
    assert f"Beste {name}," in text_of(mark)
    code = mark.locator(".card-a5__code").inner_text()
    press(mark, "Terug naar de mensen")
    assert name in text_of(mark)
    press(mark, "Terug naar de kring")
    return code


def opens_letter(page: Page, code: str) -> None:
    """The code of the letter is typed; then it says who asks what."""
    page.goto("/brief/")
    write(page, code=code)
    press(page, "Open de brief")
    assert "Dit vragen we je niet" in text_of(page)


def comes_as_guest(page: Page, code: str, name: str) -> None:
    """Somebody without a card: a name is enough; the own card is shown once."""
    opens_letter(page, code)
    press(page, "Ja, ik doe mee")
    write(page, name=name)
    press(page, "Ja, ik doe mee als gast")
    assert page.locator(".card-a5__code").inner_text()
    press(page, "Ik heb de code. Naar de kring")


def circle_of(page: Page, name: str) -> None:
    """From one's own place to the circle of somebody."""
    page.goto("/mijn/")
    press(page, f"De kring van {name}")


def accepts(joke: Page, name: str) -> None:
    """The facilitator says yes, standing apart from everybody."""
    circle_of(joke, name)
    press(joke, name)
    choose(joke, f"Ik behandel {name} niet, en ik geef niemand uit de kring leiding.")
    press(joke, "Ja, ik wil dit doen")


def phones(joke: Page, who: str, says: str) -> None:
    """From the circle's page: what somebody says on the phone, read back first."""
    press(joke, f"Schrijf op wat dit kringlid zegt {who}")
    choose(joke, says, READ_BACK)
    press(joke, "Schrijf het op")
