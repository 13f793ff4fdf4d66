"""Addresses of this part of the circle."""

from django.urls import URLPattern, path

from mekaar.circles.views import meeting_agenda as agenda
from mekaar.circles.views import meeting_days as days
from mekaar.circles.views import meetings

_ALL = "kring/<slug:code>/bijeenkomsten/"
_ONE = "kring/<slug:code>/bijeenkomst/<slug:which>/"

URLS: list[URLPattern] = [
    path(_ALL, meetings.meeting_list, name="meeting_list"),
    path(f"{_ALL}nieuw/", meetings.meeting_new, name="meeting_new"),
    path(f"{_ALL}voorstellen/", agenda.suggestions, name="suggestions"),
    path(
        f"{_ALL}voorstellen/<slug:suggestion>/weg/",
        agenda.suggestion_let_be,
        name="suggestion_let_be",
    ),
    path(_ONE, meetings.meeting_page, name="meeting_page"),
    path(f"{_ONE}plek/", meetings.meeting_place, name="meeting_place"),
    path(f"{_ONE}klaar/", meetings.meeting_release, name="meeting_release"),
    path(f"{_ONE}veranderen/", meetings.meeting_take_back, name="meeting_take_back"),
    path(f"{_ONE}gaat-niet-door/", meetings.meeting_call_off, name="meeting_call_off"),
    path(f"{_ONE}beginnen/", meetings.meeting_begin, name="meeting_begin"),
    path(f"{_ONE}meedenken/", meetings.meeting_think_along, name="meeting_think_along"),
    path(f"{_ONE}steunen/", meetings.meeting_support, name="meeting_support"),
    path(f"{_ONE}afronden/", meetings.meeting_end, name="meeting_end"),
    path(f"{_ONE}zonder-beroepskrachten/", meetings.meeting_alone, name="meeting_alone"),
    path(f"{_ONE}met-iedereen/", meetings.meeting_not_alone, name="meeting_not_alone"),
    path(f"{_ONE}dagen/", days.meeting_days, name="meeting_days"),
    path(f"{_ONE}dagen/ik/", days.meeting_answers, name="meeting_my_answers"),
    path(f"{_ONE}dagen/van/<slug:seat>/", days.meeting_answers, name="meeting_answers"),
    path(f"{_ONE}dagen/<slug:day>/kies/", days.meeting_day_choose, name="meeting_day_choose"),
    path(f"{_ONE}dagen/<slug:day>/weg/", days.meeting_day_remove, name="meeting_day_remove"),
    path(f"{_ONE}ik-kom/", days.meeting_i_come, name="meeting_i_come"),
    path(f"{_ONE}ik-kom-niet/", days.meeting_i_stay, name="meeting_i_stay"),
    path(f"{_ONE}komt/<slug:seat>/", days.meeting_comes, name="meeting_comes"),
    path(f"{_ONE}is-er/<slug:seat>/", days.meeting_is_there, name="meeting_is_there"),
    path(f"{_ONE}is-er-niet/<slug:seat>/", days.meeting_is_not_there, name="meeting_is_not_there"),
    path(f"{_ONE}agenda/", agenda.meeting_agenda, name="meeting_agenda"),
    path(f"{_ONE}agenda/papier/", agenda.meeting_agenda_paper, name="meeting_agenda_paper"),
    path(f"{_ONE}agenda/<slug:point>/", agenda.meeting_point, name="meeting_point"),
    path(f"{_ONE}agenda/<slug:point>/eerder/", agenda.meeting_point_up, name="meeting_point_up"),
    path(
        f"{_ONE}agenda/<slug:point>/weg/", agenda.meeting_point_remove, name="meeting_point_remove"
    ),
    path(f"{_ONE}afspraak/<slug:agreement>/", agenda.meeting_bring_back, name="meeting_bring_back"),
    path(
        f"{_ONE}voorstel/<slug:suggestion>/",
        agenda.suggestion_take_over,
        name="suggestion_take_over",
    ),
]
