"""Addresses of the top floor."""

from django.urls import path

from mekaar.web.views import desk, health, language, my_place, record, styleguide

app_name = "web"
urlpatterns = [
    path("mijn/", my_place.my_place, name="my_place"),
    path("mijn/bericht/<slug:code>/gelezen/", my_place.notice_read, name="notice_read"),
    path("mijn/alles/", record.record, name="record"),
    path("balie/", desk.desk_home, name="desk_home"),
    path("taal/<slug:code>/", language.language, name="language"),
    path("stijlgids/", styleguide.styleguide, name="styleguide"),
    path("gezond/", health.health, name="health"),
]
