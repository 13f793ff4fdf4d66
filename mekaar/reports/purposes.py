"""Why the room of reports keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import LOGGED, SEALED, WALLED, Purpose

PURPOSES = [
    Purpose(
        title="Woorden die een ander pijn doen, laten bekijken",
        tables=("reports_report", "reports_reportparties", "reports_decision"),
        whose="wie iets meldt, en wie de woorden schreef waar het over gaat",
        data="wat er gemeld is, waarom (eigen woorden), wat iemand besliste en waarom",
        readers=(
            "wie meldde; wie mag beslissen zolang dat moet; de schrijver alleen de beslissing;"
            " niemand leest wie wie meldde"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=("reports_decided",),
        stays="zolang niemand beslist heeft, of wie meldde neemt het terug",
    ),
]
