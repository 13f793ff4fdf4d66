"""How many forms one account may send: more than anybody can type, and few enough for the house."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.core.pages import show
from mekaar.people.actions import limits
from mekaar.people.lock import from_elsewhere, name_of, typed_in
from mekaar.people.requests import PersonRequest

# A busy desk sends about four forms a minute for whom it helps: find, open, write, read back. This
# is three times as many, for ten minutes on end. A whole notebook is two forms.
MOST_FORMS = 120
# They write nothing of anybody, and locking or leaving must never have to wait. Hints while writing
# and reading aloud count for themselves.
_NEVER_TOO_MUCH = {"people:awake", "people:hints", "web:aloud",
                   "people:lock", "people:unlock", "people:end_shift",
                   "people:sign_out", "people:sign_out_everywhere"}  # fmt: skip


def too_much(request: PersonRequest) -> HttpResponse | None:
    """A page with what was typed, when this account sent too many forms in ten minutes (L-11).

    A form that was refused counts for nothing; one that waits to be read back does.
    """
    if request.method != "POST" or request.me is None or name_of(request) in _NEVER_TOO_MUCH:
        return None
    if limits.spend_often(limits.per_text("forms", str(request.user.pk), MOST_FORMS)):
        return None
    return show(
        request,
        "people/too_much.html",
        title=_("Even wachten"),
        status=HTTPStatus.TOO_MANY_REQUESTS,
        path=request.get_full_path(),
        carried=[] if from_elsewhere(request) else typed_in(request),
        files=bool(request.FILES),
        home=str(settings.LOGIN_REDIRECT_URL),
    )
