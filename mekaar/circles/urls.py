"""Addresses of this room, in Dutch."""

from django.urls import URLPattern

app_name = "circles"

urlpatterns: list[URLPattern] = []
