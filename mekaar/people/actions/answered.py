"""A form counts once: a double click, a page sent again and a lost answer never make two.

Every form that saves carries a number of its own (`form_marks`). What was done for that number, in
this session, at this address, with exactly these words, leads where it led the first time.
"""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from mekaar.core.forms import ONCE
from mekaar.people.doors import CSRF
from mekaar.people.keys import box, digest
from mekaar.people.models import Answered


def key_of(request: HttpRequest) -> str:
    """What makes this form this form; nothing for what carries no number."""
    if request.method != "POST" or not request.POST.get(ONCE):
        return ""
    typed = sorted((name, values) for name, values in request.POST.lists() if name != CSRF)
    files = sorted(
        (name, str(file), _content(file))
        for name, file in request.FILES.items()
        if isinstance(file, UploadedFile)
    )
    whole = (request.session.session_key, request.get_full_path(), typed, files)
    return digest("answered", repr(whole))


def _content(file: "UploadedFile[Any]") -> str:
    found = hashlib.sha256()
    for part in file.chunks():
        found.update(part)
    file.seek(0)
    return found.hexdigest()


def before(key: str) -> HttpResponse | None:
    """Where this form led before; None when it was not done yet.

    The second of two at the same moment waits here until the first is committed or undone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [key])
    where = Answered.objects.filter(key=key).values_list("location", flat=True).first()
    if where is None:
        return None
    return HttpResponseRedirect(box("answered").decrypt(bytes(where)).decode())


def keep(key: str, response: HttpResponseBase) -> None:
    """Remember where it led, in the transaction of what was done.

    A page is no answer yet, and whoever has to sign in first did nothing: of that no row is made.
    """
    if isinstance(response, HttpResponseRedirect) and not _to_sign_in(response):
        where = box("answered").encrypt(response.url.encode())
        Answered.objects.create(key=key, location=where)


def _to_sign_in(response: HttpResponseRedirect) -> bool:
    return urlsplit(response.url).path == reverse(settings.LOGIN_URL)
