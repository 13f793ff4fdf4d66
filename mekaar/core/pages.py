"""Showing a page, and the one door to an object."""

import hashlib
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language

from mekaar.core import pdf
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


def paper(request: HttpRequest, template: str, *, title: str, **context: Any) -> HttpResponse:
    """What a template makes of the inside of a page, as a PDF to keep; `title` is its one h1.

    Raises NotThere where this machine makes none: ask `pdf.available()` before offering it.
    """
    if not pdf.available():
        raise NotThere("")
    inside = render_to_string(template, {"title": title, **context}, request)
    made = pdf.pdf(inside, title=title, language=get_language() or settings.LANGUAGE_CODE)
    return private_file(made, kind="application/pdf", name=title, ending="pdf")


def private_file(content: bytes, *, kind: str, name: str, ending: str) -> HttpResponse:
    """A file to save, of one person: no cache on the way keeps it.

    Its name is made of plain letters, whatever was typed in `name`.
    """
    file = f"{slugify(name)[:60].strip('-_') or 'mekaar'}.{ending}"
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=file) or "",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def public_file(request: HttpRequest, content: bytes, *, kind: str) -> HttpResponse:
    """What a program fetches again and again, the same for everybody: 304 while nothing changed."""
    response = HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-cache"})
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    return cast("HttpResponse", get_conditional_response(request, etag=tag, response=response))


def get(visible: models.QuerySet[Thing], **which: Any) -> Thing:
    """The thing out of what this person may see.

    Raises NotThere: not visible is not there, with the same answer as for nothing at all.
    """
    typed = [value for value in which.values() if isinstance(value, str)]
    thing = None if any(map(has_null, typed)) else visible.filter(**which).first()
    if thing is None:
        raise NotThere("")
    return thing
