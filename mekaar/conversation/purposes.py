"""Why the room of conversation keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import LOGGED, SEALED, WALLED, Purpose

_OWN_WORDS = (
    "eigen woorden; daarin kan iets staan over gezondheid of andere bijzondere gegevens"
    " (AVG art. 9), alles mag leeg blijven"
)
_WHO_HELPS = "de persoon zelf; gastvrouw of buurtverbinder alleen in een open gesprek aan de balie"

PURPOSES = [
    Purpose(
        title="Een gesprek over wat je wilt, kunt en nodig hebt",
        tables=(
            "conversation_encounter", "conversation_coreanswer", "conversation_dailyactivity",
            "conversation_practicestep", "conversation_closinginvitation",
        ),
        whose="deelnemers die zo'n gesprek willen",
        data=f"plek en dag van het gesprek, {_OWN_WORDS}",
        readers=_WHO_HELPS,
        protection=(SEALED, WALLED, LOGGED),
        stays="tot de persoon het verandert of wist",
    ),
    Purpose(
        title="Eigen doelen",
        tables=("conversation_goal",),
        whose="deelnemers die doelen opschrijven",
        data=_OWN_WORDS,
        readers="alleen de persoon zelf",
        protection=(SEALED, WALLED),
        stays="tot de persoon het verandert of wist",
    ),
]  # fmt: skip
