"""The Page client: a browser without a screen, which inspects every page that it gets."""

import functools
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404

from mekaar.core import db
from mekaar.people import second_step as people_second_step
from mekaar.people import sessions as people_sessions
from mekaar.people import shift as people_shift
from mekaar.people.models import DeskVisit, Participant, RoleHeld, SessionOf
from tests import inspection, light, nu
from tests.cast import account_of
from tests.tree import Document, Node

AT_DESK = (RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR)
# The four digits that unlock the screen of a shift in a test.
DESK_DIGITS = "2468"
REDIRECTS = {301, 302, 303, 307, 308}
HOUSEKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "BEGIN", "COMMIT")


class Page:
    """Somebody's browser. Every method gives the browser itself, so calls can be chained.

    `get` and `post` stop at a redirect (`.status`, `.location`); `submit`, `press`, `follow` and
    `land` go on to the page behind it, as a person would.
    """

    def __init__(
        self,
        participant: Participant | None = None,
        *,
        csrf: bool = False,
        second_step: bool = True,
        shift: bool = True,
    ) -> None:
        self.client = Client(enforce_csrf_checks=csrf, headers={"accept": "text/html"})
        self.participant = participant
        self.response: HttpResponseBase | None = None
        self.url = ""
        self.queries: list[str] = []
        if participant:
            self.sign_in(participant, second_step=second_step, shift=shift)

    def sign_in(
        self, participant: Participant, *, second_step: bool = True, shift: bool = True
    ) -> Self:
        """Sign in without the forms: code done, and for staff the second step and the shift."""
        account = account_of(participant)
        self.client.force_login(account)
        session = self.client.session
        if second_step:
            people_second_step.mark(session)
        if shift and RoleHeld.objects.filter(participant=participant, role__in=AT_DESK).exists():
            people_shift.begin(session, DESK_DIGITS)
        people_sessions.begin(session, shared=False)
        session.save()
        SessionOf.objects.get_or_create(
            session_key=people_sessions.stored(session.session_key), defaults={"account": account}
        )
        return self

    # --- going somewhere -----------------------------------------------------------------------

    def get(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> Self:
        """Ask for a page."""
        return self._request("get", url, data, more)

    def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> Self:
        """Send a form without having seen it, for who is being helped now."""
        return self._request("post", url, {**self._whose(), **(data or {})}, more)

    def _whose(self) -> dict[str, str]:
        if self.participant is None:
            return {}
        visit = DeskVisit.objects.filter(helper=self.participant, ended_at=None).first()
        return {"van_wie": (visit.resident if visit else self.participant).code}

    def _request(self, method: str, url: str, data: Any, more: dict[str, Any]) -> Self:
        # The request steps into the web role inside the transaction of the test; `acting` puts
        # everything back as it was, so that the test goes on as the owner.
        with (
            db.acting(None, None),
            CaptureQueriesContext(connection) as captured,
            light.nothing_heavy(),
        ):
            self.response = getattr(self.client, method)(url, data or {}, **more)
        self.queries = [
            query["sql"] for query in captured if not query["sql"].upper().startswith(HOUSEKEEPING)
        ]
        self.url = url
        self._inspect()
        return self

    def _inspect(self) -> None:
        seen = self.status not in {*REDIRECTS, HTTPStatus.METHOD_NOT_ALLOWED}
        if self.is_html and seen and not self._is_partial:
            found = inspection.problems_of(self.document)
            assert not found, f"{self.url}: " + "; ".join(found)
            nu.PAGES.add(f"{self._kind} {self.status}", self.html)

    @property
    def _kind(self) -> str:
        """Which view answered: pages of one view and status are validated once."""
        try:
            match = getattr(self.response, "resolver_match", None)
            name = match.view_name if match else "no view"
        except Resolver404:  # no address of this house: Django looks it up only when asked
            name = "no view"
        return name

    def land(self) -> Self:
        """Go to the page behind the redirect."""
        for _ in range(5):
            if self.status not in REDIRECTS:
                return self
            self.get(self.location)
        raise AssertionError(f"{self.url} keeps sending on")

    def follow(self, text: str) -> Self:
        """Follow the link with this text."""
        links = [(inspection.accessible_name(a), a.get("href")) for a in self.document.all("a")]
        found = [href for name, href in links if name == text]
        found += [href for name, href in links if text in name]
        assert found, f"no link {text!r} on {self.url}; there are {sorted(self.links)}"
        return self.get(found[0]).land()

    def form_with(self, button: str | None = None) -> Node:
        """The form with this button, or the only form of the page that saves something."""
        forms = [f for f in self.document.all("form") if f.inside("main") or button]
        if button is not None:
            forms = [f for f in forms if button in [b.words for b in f.all("button")]]
        else:
            forms = [f for f in forms if f.get("method").lower() == "post"]
        assert len(forms) >= 1, f"no form with button {button!r} on {self.url}: {self.buttons}"
        assert button is not None or len(forms) == 1, f"which form? {self.buttons}"
        return forms[0]

    def submit(self, _button: str | None = None, /, **values: Any) -> Self:
        """Fill in the form of this page and send it: `page.submit("Opslaan", words="…")`.

        What is not named keeps what the page already showed. A field that is not there is an error.
        """
        form = self.form_with(_button)
        sent = filled_in(form)
        unknown = set(values) - _field_names(form)
        assert not unknown, f"no field {sorted(unknown)} in the form on {self.url}: {sorted(sent)}"
        sent.update({name: value for name, value in values.items() if value is not None})
        sent = {name: value for name, value in sent.items() if values.get(name, "") is not None}
        pressed = [b for b in form.all("button") if _button in (None, b.words) and b.get("name")]
        if pressed and _button is not None:
            sent[pressed[0].get("name")] = pressed[0].get("value")
        method = form.get("method").lower()
        return self._request(method, form.get("action") or self.url, sent, {}).land()

    def press(self, button: str) -> Self:
        """Press the button of a form that asks nothing."""
        return self.submit(button)

    # --- looking -------------------------------------------------------------------------------

    @property
    def status(self) -> int:
        """The status of the last answer."""
        assert self.response is not None, "no page was asked for yet"
        return self.response.status_code

    @property
    def ok(self) -> bool:
        """Whether the last answer was a page."""
        return self.status == HTTPStatus.OK

    @property
    def location(self) -> str:
        """Where the last answer sends to."""
        parts = urlsplit(self.response.headers.get("Location", "")) if self.response else None
        return parts._replace(scheme="", netloc="").geturl() if parts else ""

    @property
    def is_html(self) -> bool:
        """Whether the last answer is a page and not a file."""
        return bool(self.response) and self.response["Content-Type"].startswith("text/html")

    @property
    def _is_partial(self) -> bool:
        return "HTTP_HX_REQUEST" in self.response.request

    @property
    def html(self) -> str:
        """The source of the page."""
        assert self.response is not None
        return b"".join(self.response).decode()

    @property
    def document(self) -> Document:
        """The page as a tree."""
        return _read(self.html)

    @property
    def title(self) -> str:
        """What stands on the tab."""
        found = self.document.first("title")
        return " ".join("".join(map(str, found.children)).split()) if found else ""

    @property
    def h1(self) -> str:
        """The one heading of the page."""
        found = self.document.first("h1")
        return found.words if found else ""

    @property
    def text(self) -> str:
        """Everything a reader sees, one line for each block."""
        return self.document.text

    @property
    def main(self) -> str:
        """What a reader sees between header and footer."""
        found = self.document.first("main")
        return found.text if found else ""

    @property
    def links(self) -> dict[str, str]:
        """The links: text to address."""
        return {inspection.accessible_name(a): a.get("href") for a in self.document.all("a")}

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons in forms: what can be done here."""
        return [b.words for b in self.document.all("button") if b.inside("form")]

    @property
    def forms(self) -> list[Node]:
        """The forms."""
        return self.document.all("form")

    @property
    def fields(self) -> dict[str, Any]:
        """What the forms of the page hold now: field name to value."""
        return {name: value for form in self.forms for name, value in filled_in(form).items()}

    @property
    def errors(self) -> list[str]:
        """The sentences that say what is wrong with the form."""
        summary = [node for node in self.document.walk() if node.get("id") == "errors"]
        return [item.words for node in summary for item in node.all("li")]


@functools.lru_cache(maxsize=4)
def _read(html: str) -> Document:
    """A page is read once, however often a test looks at it."""
    return Document(html)


def _field_names(form: Node) -> set[str]:
    return {node.get("name") for node in form.all("input", "select", "textarea")}


def filled_in(form: Node) -> dict[str, Any]:
    """What a browser would send if nobody typed anything."""
    sent: dict[str, Any] = {}
    for node in form.all("input", "select", "textarea"):
        name, kind = node.get("name"), node.get("type")
        if not name or "disabled" in node.attributes or kind in {"submit", "button", "file"}:
            continue
        if kind in {"checkbox", "radio"}:
            _choose(sent, node)
        elif node.tag == "select":
            sent[name] = _selected(node)
        elif node.tag == "textarea":
            sent[name] = "".join(map(str, node.children)).removeprefix("\n")
        else:
            sent[name] = node.get("value")
    return sent


def _choose(sent: dict[str, Any], node: Node) -> None:
    name, value = node.get("name"), node.get("value", "on")
    if "checked" not in node.attributes:
        return
    if node.get("type") == "checkbox" and name in sent:
        sent[name] = [*([sent[name]] if isinstance(sent[name], str) else sent[name]), value]
    else:
        sent[name] = value


def _selected(node: Node) -> Any:
    options = node.all("option")
    chosen = [o for o in options if "selected" in o.attributes]
    if "multiple" in node.attributes:
        return [o.get("value", o.words) for o in chosen]
    chosen = chosen or options[:1]
    return chosen[0].get("value", chosen[0].words) if chosen else ""
