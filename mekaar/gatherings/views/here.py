"""Which neighbourhood a public page is about: the one in its address."""

from mekaar.core import db
from mekaar.core.errors import NotThere
from mekaar.people.requests import PersonRequest
from mekaar.places.models import Neighbourhood
from mekaar.places.queries import of_visitors


def named(request: PersonRequest, slug: str) -> Neighbourhood:
    """The neighbourhood of this address; who is signed in reads those of the own one.

    Raises NotThere.
    """
    if request.here and request.here.slug == slug:
        return request.here
    found = None if request.me else of_visitors(slug)
    if found is None or found.slug != slug:
        raise NotThere("")
    request.here = found
    db.step_in(None, found.id)
    return found
