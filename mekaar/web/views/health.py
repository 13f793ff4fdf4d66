"""Is the house well? For whoever keeps watch over the machine."""

from http import HTTPStatus

from django.http import HttpResponse

from mekaar.core import ready
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest


@public
def health(request: PersonRequest) -> HttpResponse:
    """200 when pages can be served and 503 when not: database, tables, walls; in numbers only.

    A worker that stopped does not stop the pages: its last sign of life is told in seconds.
    """
    found = ready.look()
    said = ["ok" if found.is_so else "not ready", *found.lines]
    return HttpResponse(
        "\n".join([*said, ""]),
        content_type="text/plain; charset=utf-8",
        status=HTTPStatus.OK if found.is_so else HTTPStatus.SERVICE_UNAVAILABLE,
    )
