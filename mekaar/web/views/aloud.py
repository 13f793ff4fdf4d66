"""A page read aloud by the server, for a device without a voice of its own."""

from http import HTTPStatus

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mekaar.core.text import tidy
from mekaar.language import speech
from mekaar.people.actions import limits
from mekaar.people.doors import public
from mekaar.people.requests import PersonRequest

# A page is one to five parts. A library reads with several people behind one address.
MOST_PARTS = 150
_TEXT = "text/plain; charset=utf-8"


@public
def aloud(request: PersonRequest) -> HttpResponse:
    """The sound of a part of the page that somebody looks at; it is made and forgotten (L-19).

    The page itself sends the words it shows, so nobody hears what they could not read. They stand
    in no address, file, cache or log; the sound goes to this browser alone (`no-store`). A visitor,
    whose page holds no token, asks for one first: with a GET.
    """
    if request.method != "POST":
        return HttpResponse(get_token(request), content_type=_TEXT)
    words = tidy(request.POST.get("tekst", "")[: speech.LONGEST])
    if not words:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, content_type=_TEXT)
    if not limits.spend_often(_limit(request)):
        return _sorry(HTTPStatus.TOO_MANY_REQUESTS)
    sound = speech.say(words, get_language() or "")
    if sound is None:
        return _sorry(HTTPStatus.SERVICE_UNAVAILABLE)
    # Said to be packed already: packing sound costs more than it saves.
    return HttpResponse(sound, content_type="audio/wav", headers={"Content-Encoding": "identity"})


def _limit(request: PersonRequest) -> limits.Limit:
    if request.user.is_authenticated:
        return limits.per_text("aloud", str(request.user.pk), MOST_PARTS)
    return limits.per_address(request, "aloud", MOST_PARTS)


def _sorry(status: HTTPStatus) -> HttpResponse:
    sentence = _("Voorlezen lukt hier nu niet. Vraag iemand naast je, of bel ons.")
    return HttpResponse(sentence, content_type=_TEXT, status=status)
