"""Showing a page, part of a long list, and the one door to an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mekaar.core.errors import NotThere
from mekaar.core.text import has_null

Thing = TypeVar("Thing", bound=models.Model)

A_PAGE = 20
FARTHEST = 500  # pages; nobody leafs further, and each page costs as much as all before it


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    lead: str = "",
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """Render a page; `title` is its one h1. A form with errors answers 422."""
    form = context.get("form")
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(
        request,
        template,
        {"title": title, "lead": lead, **context},
        status=status or (422 if wrong else 200),
    )


def get(visible: models.QuerySet[Thing], **which: Any) -> Thing:
    """The thing out of what this person may see.

    Raises NotThere: not visible is not there, with the same answer as for nothing at all.
    """
    typed = [value for value in which.values() if isinstance(value, str)]
    thing = None if any(map(has_null, typed)) else visible.filter(**which).first()
    if thing is None:
        raise NotThere("")
    return thing


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Thing]):
    """One page of an ordered list. It knows whether more follows, and never counts the table."""

    items: Sequence[Thing]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether this is not the first page."""
        return self.number > 1


def leaf(request: HttpRequest, found: models.QuerySet[Thing]) -> Leaf[Thing]:
    """The page of this list that the address asks for; the first when it asks for nonsense."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) <= len(str(FARTHEST)) else 1
    number = min(max(number, 1), FARTHEST)
    start = (number - 1) * A_PAGE
    rows = list(found[start : start + A_PAGE + 1])
    return Leaf(rows[:A_PAGE], number, has_next=len(rows) > A_PAGE)


def up_to_a_page(found: models.QuerySet[Thing]) -> str:
    """How many there are, as words: "3", or "20+" without counting on."""
    number = found[: A_PAGE + 1].count()
    return str(number) if number <= A_PAGE else f"{A_PAGE}+"
