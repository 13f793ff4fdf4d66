"""Why the room of gatherings keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import WALLED, Purpose

PURPOSES = [
    Purpose(
        title="Bij elkaar komen, en vertellen wat dat opleverde",
        tables=("gatherings_gathering", "gatherings_harvest"),
        whose="niemand in het bijzonder: wie er was, staat nergens",
        data=(
            "wanneer, waar en waarover een bijeenkomst is; hoeveel mensen er waren; wat hielp en"
            " waar het lastig is, zonder namen"
        ),
        readers=(
            "iedereen, als de bijeenkomst openbaar is en de oogst gedeeld is; anders wie"
            " aan de balie werkt"
        ),
        protection=(
            "geen tabel zegt wie er was",
            "de oogst verzegeld met een sleutel per bijeenkomst",
            WALLED,
        ),
        rules=("unpublished_gatherings",),
        stays="een gedeelde oogst blijft, tot iemand van de plek die terugneemt",
    ),
]
