"""Addresses of the top floor."""

from django.urls import path

from mekaar.web.views import health, styleguide

app_name = "web"
urlpatterns = [
    path("stijlgids/", styleguide.styleguide, name="styleguide"),
    path("gezond/", health.health, name="health"),
]
