"""Addresses of the top floor."""

from django.urls import path

from mekaar.web.views import (
    aloud,
    desk,
    health,
    language,
    my_place,
    privacy,
    record,
    security,
    sharing,
    styleguide,
)

app_name = "web"
urlpatterns = [
    path("mijn/", my_place.my_place, name="my_place"),
    path("mijn/bericht/<slug:code>/gelezen/", my_place.notice_read, name="notice_read"),
    path("mijn/delen/", sharing.sharing, name="sharing"),
    path("mijn/alles/", record.record, name="record"),
    path("mijn/alles.json", record.record_file, name="record_file"),
    path("balie/", desk.desk_home, name="desk_home"),
    path("taal/<slug:code>/", language.language, name="language"),
    path("voorlezen/", aloud.aloud, name="aloud"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("stijlgids/", styleguide.styleguide, name="styleguide"),
    path(".well-known/security.txt", security.security_txt, name="security_txt"),
    path("gezond/", health.health, name="health"),
]
