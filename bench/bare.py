"""What a page is measured against: a Django view that reads a session and says one word.

Nothing of the house: no room, no walls, no templates. It reads the same table of sessions of the
same database on the same web server: `bench.bare:application`.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import environment

settings.configure(
    SECRET_KEY=os.environ["MEKAAR_SECRET_KEY"],
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": environment.database(os.environ["DATABASE_URL"])},
    INSTALLED_APPS=["django.contrib.sessions"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
)


def bare(request: HttpRequest) -> HttpResponse:
    """One session, one word."""
    request.session.get("nothing")
    return HttpResponse("<h1>Ja</h1>")


urlpatterns = [path("gezond/", bare)]
application = get_wsgi_application()
