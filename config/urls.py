"""All addresses of the house, in Dutch. Each room names its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mekaar.places.urls")),
    path("", include("mekaar.people.urls")),
    path("", include("mekaar.conversation.urls")),
    path("", include("mekaar.gatherings.urls")),
    path("", include("mekaar.exchange.urls")),
    path("", include("mekaar.answers.urls")),
    path("", include("mekaar.circles.urls")),
    path("", include("mekaar.reports.urls")),
    path("", include("mekaar.web.urls")),
]

handler400 = "mekaar.web.views.errors.unreadable"
handler404 = "mekaar.web.views.errors.not_found"
handler500 = "mekaar.web.views.errors.broken"
