"""Addresses of experiences."""

from django.urls import path

from mekaar.answers import views

app_name = "answers"
urlpatterns = [
    path("ervaringen/", views.find, name="find"),
    path("mijn/ervaringen/", views.experiences, name="experiences"),
    path("mijn/ervaringen/nieuw/", views.experience_new, name="experience_new"),
    path("mijn/ervaringen/<slug:code>/", views.experience_page, name="experience_page"),
    path("mijn/ervaringen/<slug:code>/woorden/", views.experience_words, name="experience_words"),
    path("mijn/ervaringen/<slug:code>/wie/", views.experience_readers, name="experience_readers"),
    path("mijn/ervaringen/<slug:code>/blijft/", views.experience_keep, name="experience_keep"),
    path(
        "mijn/ervaringen/<slug:code>/terugnemen/",
        views.experience_take_back,
        name="experience_take_back",
    ),
]
