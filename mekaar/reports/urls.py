"""Addresses of reports."""

from django.urls import path

from mekaar.reports import views

app_name = "reports"
urlpatterns = [
    path("mijn/melden/<slug:what>/<slug:code>/", views.report_new, name="report_new"),
    path("mijn/meldingen/", views.mine, name="mine"),
    path("mijn/meldingen/<slug:code>/intrekken/", views.withdraw, name="withdraw"),
    path("mijn/meldingen/<slug:code>/niet-mee-eens/", views.appeal, name="appeal"),
    path("meldingen/", views.open_list, name="open_list"),
    path("meldingen/<slug:code>/", views.decide, name="decide"),
]
