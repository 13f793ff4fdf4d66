"""Showing a page, and the one door to an object."""

from typing import Any, TypeVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mekaar.core.errors import NotThere
from mekaar.core.text import has_null

Thing = TypeVar("Thing", bound=models.Model)


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
