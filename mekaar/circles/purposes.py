"""Why the room of the support circle keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import LOGGED, SEALED, WALLED, Purpose

_WORDS = (
    "eigen woorden; daarin kan iets staan over gezondheid of andere bijzondere gegevens"
    " (AVG art. 9), alles mag leeg blijven"
)

PURPOSES = [
    Purpose(
        title="Een steunkring, met bijeenkomsten en het ene plan",
        tables=(
            "circles_supportcircle", "circles_seat", "circles_sketchedperson", "circles_shown",
            "circles_preparatorytalk", "circles_releasedline", "circles_startyes",
            "circles_circlemeeting", "circles_possibleday", "circles_dayanswer",
            "circles_presence", "circles_agendapoint", "circles_suggestion",
            "circles_planversion", "circles_agreement", "circles_consent",
        ),
        whose="bewoners die een steunkring willen, en wie zij daarvoor vragen",
        data=f"namen, dagen, dat een voorgesprek geweest is, {_WORDS}",
        readers="alleen de bewoner en wie in de kring zit; geen organisatie, balie of gemeente",
        protection=(SEALED, WALLED, LOGGED),
        rules=("ended_circles",),
        stays="tot de bewoner stopt of het wist",
    ),
    Purpose(
        title="Bijeenkomsten in je eigen agenda",
        tables=("circles_calendarfeed",),
        whose="kringleden die dat willen",
        data="een geheim adres; het laat alleen tijd en plek zien",
        readers="wie het adres heeft",
        protection=(WALLED,),
        stays="tot die persoon het weghaalt, of tot de kring stopt",
    ),
]  # fmt: skip
