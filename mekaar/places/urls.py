"""Addresses of the public pages about places."""

from django.urls import path

from mekaar.places import views

app_name = "places"
urlpatterns = [
    path("", views.home, name="home"),
    path("buurt/<slug:slug>/", views.neighbourhood_page, name="neighbourhood"),
    path("wie-doet-wat/", views.who, name="who"),
    path("zorgen/", views.worry, name="worry"),
    path("poster/", views.poster, name="poster"),
    path("beloften/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
]
