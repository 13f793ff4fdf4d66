"""A request on this floor: which neighbourhood it is about."""

from django.http import HttpRequest

from mekaar.places.models import Neighbourhood


class HereRequest(HttpRequest):
    """A request after `WhoAndWhere`; a visitor's neighbourhood is the chosen or the only one."""

    here: Neighbourhood | None
