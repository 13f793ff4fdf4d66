"""One request, one transaction; refusals become pages; GET writes nothing; headers."""

import re
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

from mekaar.core import db
from mekaar.core.errors import Refusal

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# What a page that only shows something may still write: who looked, and the session.
_MAY_WRITE = re.compile(
    r'(INSERT INTO "journal_entry"|(INSERT INTO|UPDATE|DELETE FROM) "django_session")'
)
_READS = re.compile(
    r"[\s(]*(SELECT|SET LOCAL|SAVEPOINT|RELEASE|ROLLBACK|DECLARE|FETCH|CLOSE|EXPLAIN|WITH"
    r"(?!.*\b(INSERT|UPDATE|DELETE|MERGE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)

# What writes although it is asked with SELECT; a test lays this beside what the database has.
_WRITES = re.compile(
    r"\bwall\.(appeal|circle_at_desk|confirm_member|end_\w+|erase|forget|journal_anchors|keys_for"
    r"|refuse_letter|take_report|take_seat|tell_circle|tell_resident|was_answered"
    r"|welcome_guest|wipe_circle)\s*\("
)

ALIVE = "/gezond/leeft/"


class WroteWhileReading(RuntimeError):
    """A GET or HEAD tried to write: a bug, stopped before it harms."""


def _only_reads(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    """Refuse a writing statement on a connection that serves a GET."""
    text = str(sql)
    if not _reads(text):
        raise WroteWhileReading(text.split(maxsplit=3)[:3])
    return execute(sql, params, many, context)


@lru_cache(maxsize=2048)
def _reads(text: str) -> bool:
    if _READS.match(text) and not _WRITES.search(text):
        return True
    return bool(_MAY_WRITE.match(text.lstrip()))


class OneTransaction:
    """Everything a request does happens, or nothing does.

    Starts as nobody in no neighbourhood; people.middleware says who and where. An unexpected error
    and a refusal roll back; the actions inside are savepoints.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request inside one transaction."""
        request.number = uuid.uuid4().hex[:8]  # type: ignore[attr-defined]  # core.requests names it
        with transaction.atomic():
            db.step_in(None, None, patience=True)
            if request.method in {"GET", "HEAD", "OPTIONS"}:
                with connection.execute_wrapper(_only_reads):
                    response = self.get_response(request)
            else:
                response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "refused", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal becomes a page with its sentence and the right status."""
        if not isinstance(error, Refusal):
            return None
        request.refused = True  # type: ignore[attr-defined]  # read above, in the same class
        return render(
            request,
            f"refused_{error.status}.html",
            {"sentence": error.sentence},
            status=error.status,
        )


def alive(get_response: GetResponse) -> GetResponse:
    """Answers whether this process lives, before anything that needs a database (R-A15).

    Who keeps watch must be able to tell a dead process from a dead database; `/gezond/` says more.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == ALIVE:
            return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware


def known_methods(get_response: GetResponse) -> GetResponse:
    """Only the methods this house knows: a page is read or a form is sent. The rest is 405."""
    allowed = ["GET", "HEAD", "POST"]

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method in allowed:
            return get_response(request)
        return HttpResponseNotAllowed(allowed, content_type="text/plain; charset=utf-8")

    return middleware


def security_headers(get_response: GetResponse) -> GetResponse:
    """Headers Django does not set: no powers for the page, no copy left in a shared browser."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"
        )
        # No page of another site may load or embed anything of ours, a picture neither.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            # A desk screen is shared: the back button must not show the previous person.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
