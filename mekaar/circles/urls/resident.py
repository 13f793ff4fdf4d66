"""Addresses of this part of the circle."""

from django.urls import URLPattern

URLS: list[URLPattern] = []
