"""Why the room of answers keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import LOGGED, SEALED, WALLED, Purpose

PURPOSES = [
    Purpose(
        title="Een ervaring vertellen waar een ander iets aan heeft",
        tables=("answers_experience", "answers_meaning"),
        whose="deelnemers die vertellen wat ze meemaakten",
        data=(
            "eigen woorden; daarin kan iets staan over gezondheid of andere bijzondere gegevens"
            " (AVG art. 9); of het over recht, gezondheid of geld gaat; wie het mag lezen; een rij"
            " getallen die zegt waar de woorden over gaan, op deze computer gemaakt"
        ),
        readers=(
            "de persoon zelf; pas na een ja op precies deze woorden, en altijd zonder naam: de"
            " tafel en de balie, en een groep of de buurt als de persoon dat kiest; de rij"
            " getallen leest niemand; wat iemand zoekt, wordt niet bewaard"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=(
            "experiences_to_ask_again",
            "experiences_without_an_answer",
            "experiences_without_a_yes",
        ),
        stays="tot de persoon het terugneemt; dan is het meteen weg",
    ),
]
