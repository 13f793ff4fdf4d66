"""Addresses of what the resident does with a circle."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from mekaar.circles.views import circle, facilitator, seats, shown, sketch, start, take_along


class StepConverter(StringConverter):
    """One step on the way, in Dutch."""

    regex = "|".join(circle.STEPS)


class TurnConverter(StringConverter):
    """Show it, or not any more."""

    regex = "toon|weg"


register_converter(StepConverter, "kringstap")
register_converter(TurnConverter, "toon")

_KRING = "kring/<slug:code>/"

URLS: list[URLPattern] = [
    path("mijn/steunkring/", start.start, name="start"),
    path("mijn/steunkring/begin/", start.begin, name="begin"),
    path(_KRING, circle.circle_page, name="circle_page"),
    path(f"{_KRING}naam/", circle.name, name="name"),
    path(f"{_KRING}pauze/", circle.pause, name="pause"),
    path(f"{_KRING}verder/", circle.go_on, name="go_on"),
    path(f"{_KRING}stop/", circle.stop, name="stop"),
    path(f"{_KRING}wissen/", circle.wipe, name="wipe"),
    path(f"{_KRING}stap/<kringstap:to>/", circle.step, name="step"),
    path(f"{_KRING}tekening/", sketch.sketch, name="sketch"),
    path(f"{_KRING}tekening/papier/", sketch.sketch_print, name="sketch_print"),
    path(f"{_KRING}tekening/nieuw/", sketch.draw, name="draw"),
    path(f"{_KRING}tekening/<slug:one>/", sketch.redraw, name="redraw"),
    path(f"{_KRING}tekening/<slug:one>/weg/", sketch.rub_out, name="rub_out"),
    path(f"{_KRING}mensen/", seats.people, name="people"),
    path(f"{_KRING}mensen/nieuw/", seats.invite, name="invite"),
    path(f"{_KRING}mensen/<slug:one>/brief/", seats.letter, name="letter_page"),
    path(f"{_KRING}mensen/<slug:one>/brief/nieuw/", seats.write_letter, name="write_letter"),
    path(f"{_KRING}mensen/<slug:one>/weg/", seats.remove, name="remove"),
    path(f"{_KRING}begeleider/", facilitator.facilitator, name="facilitator"),
    path(f"{_KRING}begeleider/vraag/<slug:who>/", facilitator.ask, name="facilitator_ask"),
    path(f"{_KRING}begeleider/<slug:one>/weg/", facilitator.withdraw, name="facilitator_away"),
    path(f"{_KRING}begeleider/<slug:one>/overdracht/", facilitator.hand_over, name="hand_over"),
    path(f"{_KRING}laten-zien/", shown.shown, name="shown"),
    path(f"{_KRING}laten-zien/<toon:how>/<slug:what>/", shown.turn, name="turn"),
    path(f"{_KRING}alles/", take_along.print_page, name="take_along"),
    path(f"{_KRING}alles.json", take_along.as_json, name="take_along_json"),
    path(f"{_KRING}alles.txt", take_along.as_text, name="take_along_text"),
]
