"""Addresses of gatherings, in Dutch."""

from django.urls import path

from mekaar.gatherings.views import desk, public

app_name = "gatherings"

_OURS = "balie/bijeenkomsten/"
_HERE = "buurt/<slug:slug>/bijeenkomsten/"

urlpatterns = [
    path(_HERE, public.public_list, name="public_list"),
    path(f"{_HERE}agenda.ics", public.calendar, name="calendar"),
    path(f"{_HERE}<slug:code>/", public.public_page, name="public_page"),
    path(_OURS, desk.desk_list, name="desk_list"),
    path(f"{_OURS}nieuw/", desk.gathering_new, name="gathering_new"),
    path(f"{_OURS}<slug:code>/", desk.gathering_page, name="gathering_page"),
    path(f"{_OURS}<slug:code>/veranderen/", desk.gathering_edit, name="gathering_edit"),
    path(f"{_OURS}<slug:code>/oogst/", desk.harvest, name="harvest"),
    path(f"{_OURS}<slug:code>/beginnen/", desk.begin, name="begin"),
    path(f"{_OURS}<slug:code>/afzeggen/", desk.cancel, name="cancel"),
    path(f"{_OURS}<slug:code>/publiceren/", desk.publish, name="publish"),
    path(f"{_OURS}<slug:code>/terughalen/", desk.take_back, name="take_back"),
]
