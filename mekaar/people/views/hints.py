"""Hints while somebody writes: asked by the page itself, after a pause."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mekaar.people.actions import limits
from mekaar.people.hints import LONGEST, hints
from mekaar.people.requests import PersonRequest

# Somebody who writes for ten minutes on end pauses less often than every three seconds.
MOST_PAUSES = 200


@require_POST
def while_writing(request: PersonRequest) -> HttpResponse:
    """What would help who reads this text. It is not kept, and nobody is told (L-09, L-13).

    Who asks too often gets no hints for a while, and no word about it: it must not be in the way.
    """
    found = []
    if limits.spend_often(limits.per_text("hints", str(request.user.pk), MOST_PAUSES)):
        # As it stands in the field, so that a tap finds there what was found here.
        typed = request.POST.get("tekst", "")[:LONGEST].replace("\r\n", "\n").replace("\x00", " ")
        found = hints(typed, request.resident.language)
    return render(request, "people/_hints.html", {"hints": found})
