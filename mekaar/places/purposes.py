"""Why the room of places keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import Purpose

PURPOSES = [
    Purpose(
        title="Wie je kunt bellen",
        tables=("places_responsibility",),
        whose="wie een verantwoordelijkheid draagt",
        data="een taak, een nummer, en een naam alleen als die persoon dat goed vindt",
        readers="iedereen: het staat op de website",
        protection=("alleen de beheerder schrijft het, met een opdracht",),
        stays="zolang iemand die verantwoordelijkheid heeft",
    ),
]

NOT_ABOUT_PEOPLE = {
    "places_district": "namen van wijken",
    "places_neighbourhood": "de buurt, en wie voor de gegevens verantwoordelijk is",
    "places_building": "namen van complexen",
    "places_organisation": "namen van organisaties",
    "places_meetingplace": "plekken om langs te komen",
    "places_openinghour": "openingstijden",
}
