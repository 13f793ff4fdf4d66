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
    Purpose(
        title="Een vraag aan wie dit meemaakte",
        tables=("answers_question", "answers_handed"),
        whose="deelnemers die iets willen vragen",
        data=(
            "eigen woorden; daarin kan iets staan over gezondheid of andere bijzondere gegevens"
            " (AVG art. 9); wie het mag lezen; van wie het antwoord kwam; een antwoord van de"
            " achterwacht"
        ),
        readers=(
            "de persoon zelf; pas na een ja op precies deze woorden, en altijd zonder naam: de"
            " tafel en de balie, en een groep of de buurt als de persoon dat kiest; de"
            " achterwacht leest alleen de woorden, en alleen als de persoon dat goed vindt"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=("questions_never_put", "questions_put", "questions_closed"),
        stays="tot de persoon de vraag terugneemt; dan is die meteen weg",
    ),
    Purpose(
        title="Iemand vragen die dit van binnenuit kent",
        tables=("answers_knownsituation", "answers_asked"),
        whose="deelnemers die opschrijven wat ze van binnenuit kennen",
        data=(
            "eigen woorden; daarin kan iets staan over gezondheid of andere bijzondere gegevens"
            " (AVG art. 9); een rij getallen die zegt waar de woorden over gaan, op deze computer"
            " gemaakt; dat iemand gevraagd is, en ja, later of nee"
        ),
        readers=(
            "de persoon zelf en de buurtverbinder; wie de vraag stelt, leest alleen bij een ja wat"
            " de persoon daarvoor koos"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=(),
        stays="tot de persoon het weghaalt; wie gevraagd is, gaat weg met de vraag",
    ),
]
