"""What every address answers to every role: asked once, written down in snapshots/.

A new address, or another answer, makes `test_every_door.py` fail; look at it, and write the
snapshot anew: `MEKAAR_SNAPSHOTS=write` before the same tests.
"""

import os
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from mekaar.core import db
from mekaar.people.models import Participant
from tests.cast import Cast
from tests.house import doors
from tests.page import Page

FOLDER = Path(__file__).with_name("snapshots")
READ, SEND = "GET", "POST"


@dataclass(frozen=True)
class Role:
    """Who asks: a name of the cast, and how far they came in signing in."""

    who: str = ""
    second_step: bool = True
    shift: bool = True

    def browser(self, cast: Cast) -> Page:
        """A browser in which they are signed in."""
        if not self.who:
            return Page()
        person = getattr(cast, self.who)
        return Page(person, second_step=self.second_step, shift=self.shift)


ROLES = {
    "nobody": Role(),
    "resident": Role("tineke"),
    "resident-next-door": Role("stranger_resident"),
    "connector-next-door": Role("stranger"),
    "host": Role("ria"),
    "connector": Role("samira"),
    "back-up": Role("loes"),
    "facilitator": Role("joke"),
    "policy-officer": Role("noor"),
    "operator": Role("douwe"),
    "connector-without-second-step": Role("samira", second_step=False, shift=False),
    "host-without-shift": Role("ria", shift=False),
}
Answers = dict[tuple[str, str], str]


def ask(browser: Page, method: str, url: str, **data: str) -> HttpResponseBase:
    """One request of which nothing stays: no row, no cookie."""
    with transaction.atomic():
        response = asked(browser, method, url, **data)
        transaction.set_rollback(True)
    return response


def asked(browser: Page, method: str, url: str, **data: str) -> HttpResponseBase:
    """One request; its rows stay, in the browser nothing does."""
    cookies = dict(browser.client.cookies.items())
    # Asked before the walls: to nobody the visit at the desk is not there.
    sent = {**browser._whose(), **data} if method == SEND else data
    with db.acting(None, None):
        response = getattr(browser.client, method.lower())(url, sent)
        response.page = b"".join(response).decode("utf-8", "replace")
    browser.client.cookies.clear()
    browser.client.cookies.update(cookies)
    return response


def cell(response: HttpResponseBase) -> str:
    """The answer in short: its status, and for who is sent on, where to."""
    if "Location" not in response.headers:
        return str(response.status_code)
    path = response.headers["Location"].partition("?")[0]
    try:
        return f"{response.status_code} to {resolve(path).view_name}"
    except Resolver404:
        return f"{response.status_code} to {path}"


def addresses(things: list[tuple[str, str, str]]) -> dict[str, str]:
    """Every door with an address; where a thing of somebody stands behind it, that thing."""
    found = {door.name: door.example for door in doors.all_doors()}
    for name, url, _code in reversed(things):
        found[name] = re.sub(r"left_over", "asker", url)
    return found


def answers_to(browser: Page, where: dict[str, str]) -> Answers:
    """What this browser gets from every door, read and sent."""
    return {
        (name, method): cell(ask(browser, method, url))
        for name, url in where.items()
        for method in (READ, SEND)
    }


def listing(found: dict[str, Answers]) -> list[str]:
    """A line for every door and method: which answer for which roles."""
    lines = []
    for key in sorted(next(iter(found.values()))):
        by_answer: dict[str, list[str]] = defaultdict(list)
        for role, answers in found.items():
            by_answer[answers[key]].append(role)
        told = "; ".join(f"{answer}: {' '.join(by_answer[answer])}" for answer in sorted(by_answer))
        lines.append(f"{key[0]} {key[1]} | {told}")
    return lines


def same_as_kept(name: str, lines: list[str]) -> list[str]:
    """The lines that are not as the snapshot has them; with MEKAAR_SNAPSHOTS=write it is made."""
    kept = FOLDER / name
    if os.environ.get("MEKAAR_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        kept.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    known = kept.read_text(encoding="utf-8").splitlines()
    return [f"- {line}" for line in known if line not in set(lines)] + [
        f"+ {line}" for line in lines if line not in set(known)
    ]


def person_of(cast: Cast, role: Role) -> Participant | None:
    """The neighbour behind a role."""
    return getattr(cast, role.who) if role.who else None
