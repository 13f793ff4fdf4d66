"""Addresses of this room, in Dutch."""

from mekaar.circles.urls import chairs, meetings, plan, resident

app_name = "circles"

urlpatterns = [*resident.URLS, *chairs.URLS, *meetings.URLS, *plan.URLS]
