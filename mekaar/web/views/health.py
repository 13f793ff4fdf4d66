"""Is the house alive? For whoever keeps watch over the machine."""

from django.db import connection
from django.http import HttpResponse

from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest


@public
def health(request: PersonRequest) -> HttpResponse:
    """Says "ok" when the web process reaches its database, and nothing more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
