"""Addresses of this room, in Dutch."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from mekaar.conversation.views import activities, card, desk, goals, invitation, overview, talks

app_name = "conversation"


class PaperConverter(StringConverter):
    """The two sizes of paper."""

    regex = "a4|a5"


register_converter(PaperConverter, "papier")

_MY = "mijn/gesprek/"

_talks: list[URLPattern] = [
    path(f"{_MY}praten/", talks.talk_list, name="talk_list"),
    path(f"{_MY}praten/nieuw/", talks.talk_new, name="talk_new"),
    path(f"{_MY}praten/<slug:code>/", talks.talk_page, name="talk_page"),
    path(f"{_MY}praten/<slug:code>/plek/", talks.talk_place, name="talk_place"),
    path(f"{_MY}praten/<slug:code>/geweest/", talks.talk_held, name="talk_held"),
    path(f"{_MY}praten/<slug:code>/intrekken/", talks.talk_withdraw, name="talk_withdraw"),
    path("balie/gesprekken/", desk.talks, name="desk_talks"),
    path("balie/gesprekken/<slug:code>/", desk.talk_plan, name="talk_plan"),
    path("balie/gesprekken/<slug:code>/geweest/", desk.talk_was_held, name="talk_was_held"),
]

_card: list[URLPattern] = [
    path(f"{_MY}kaart/", card.card_page, name="card_page"),
    path(f"{_MY}kaart/invullen/", card.card_edit, name="card_edit"),
    path(f"{_MY}kaart/met-plaatjes/", card.card_simple, name="card_simple"),
    path(f"{_MY}kaart/mijn-taal/", card.card_in_my_language, name="card_in_my_language"),
    path(f"{_MY}kaart/overslaan/", card.card_pass, name="card_pass"),
    path(f"{_MY}kaart/papier/", card.card_print, name="card_print"),
    path(f"{_MY}kaart/leeg/<papier:size>/", card.card_blank, name="card_blank"),
]

_steps: list[URLPattern] = [
    path(f"{_MY}stappen/", activities.steps_page, name="steps_page"),
    path(f"{_MY}stappen/<slug:step>/nieuw/", activities.activity_new, name="activity_new"),
    path(f"{_MY}stappen/<slug:step>/weet-ik-niet/", activities.step_pass, name="step_pass"),
    path(f"{_MY}dagelijks/<slug:code>/", activities.activity_edit, name="activity_edit"),
    path(
        f"{_MY}dagelijks/<slug:code>/weghalen/", activities.activity_remove, name="activity_remove"
    ),
    path(f"{_MY}dagelijks/<slug:code>/oefenen/", activities.practice_new, name="practice_new"),
    path(f"{_MY}oefenen/<slug:code>/", activities.practice_look_back, name="practice_look_back"),
]

_goals: list[URLPattern] = [
    path(f"{_MY}doelen/", goals.goal_list, name="goal_list"),
    path(f"{_MY}doelen/nieuw/", goals.goal_new, name="goal_new"),
    path(f"{_MY}doelen/<slug:code>/", goals.goal_page, name="goal_page"),
    path(f"{_MY}doelen/<slug:code>/woorden/", goals.goal_edit, name="goal_edit"),
    path(f"{_MY}doelen/<slug:code>/hoe-gaat-het/", goals.goal_mark, name="goal_mark"),
    path(f"{_MY}doelen/<slug:code>/afsluiten/", goals.goal_close, name="goal_close"),
    path(f"{_MY}doelen/<slug:code>/openen/", goals.goal_reopen, name="goal_reopen"),
]

urlpatterns: list[URLPattern] = [
    path(_MY, overview.conversation_page, name="conversation_page"),
    *_talks,
    *_card,
    *_steps,
    *_goals,
    path(f"{_MY}iets-voor-de-buurt/", invitation.invitation, name="invitation"),
    path(f"{_MY}plan/", overview.personal_plan, name="personal_plan"),
]
