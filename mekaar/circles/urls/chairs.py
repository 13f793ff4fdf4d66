"""Addresses of this part of the circle: letters, chairs, the facilitator's list, calendars."""

from django.urls import URLPattern, path

from mekaar.circles.views import calendar, facilitating, letter, member, phone

_SEAT = "kring/<slug:code>/lid/<slug:seat>/"

URLS: list[URLPattern] = [
    path("brief/", letter.letter, name="letter"),
    path("brief/lezen/", letter.invitation, name="invitation"),
    path("brief/ja/", letter.letter_yes, name="letter_yes"),
    path("brief/nee/", letter.letter_no, name="letter_no"),
    path("brief/dicht/", letter.letter_close, name="letter_close"),
    path("brief/kaart/", letter.guest_card, name="guest_card"),
    path("kringen/", facilitating.circle_list, name="circle_list"),
    path("kringen/<slug:code>/", facilitating.facilitate, name="facilitate"),
    path("kringen/<slug:code>/nee/", facilitating.rather_not, name="rather_not"),
    path("agenda/<str:secret>.ics", calendar.calendar, name="calendar"),
    path("kring/<slug:code>/kalender/", calendar.feed_page, name="feed"),
    path("kring/<slug:code>/kalender/plek/", calendar.feed_place, name="feed_place"),
    path("kring/<slug:code>/kalender/stop/", calendar.feed_stop, name="feed_stop"),
    path("kring/<slug:code>/voorgesprek/", member.talk, name="talk"),
    path("kring/<slug:code>/zin/", member.line, name="line"),
    path("kring/<slug:code>/zin/laten-lezen/", member.line_share, name="line_share"),
    path("kring/<slug:code>/zin/weg/", member.line_away, name="line_away"),
    path("kring/<slug:code>/soms/", member.sometimes, name="sometimes"),
    path("kring/<slug:code>/ja/", member.start_yes, name="start_yes"),
    path("kring/<slug:code>/weg/", member.leave, name="leave"),
    path(f"{_SEAT}gesprek/", phone.talk_held, name="talk_held"),
    path(f"{_SEAT}gesprek/niet/", phone.talk_not_held, name="talk_not_held"),
    path(f"{_SEAT}telefoon/", phone.member_phones, name="member_phones"),
    path("kring/<slug:code>/telefoon/", phone.resident_phones, name="resident_phones"),
    path("kring/<slug:code>/bellen/", phone.propose_call, name="propose_call"),
    path("kring/<slug:code>/bellen/antwoord/", member.answer_call, name="answer_call"),
]
