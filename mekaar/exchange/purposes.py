"""Why the room of exchange keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import LOGGED, SEALED, WALLED, Purpose

_OWN_WORDS = (
    "eigen woorden; daarin kan iets staan over gezondheid of andere bijzondere gegevens"
    " (AVG art. 9)"
)

PURPOSES = [
    Purpose(
        title="Een vraag stellen",
        tables=("exchange_ask",),
        whose="deelnemers met een vraag",
        data=(
            f"{_OWN_WORDS}; wie het mag lezen en tot wanneer, tijden, afstand, talen, hoe ver de"
            " vraag is"
        ),
        readers=(
            "de persoon zelf en de buurtverbinder; een groep of de buurt (zonder naam) alleen als"
            " de persoon dat kiest, tot en met de dag die de persoon noemt"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=("closed_asks",),
        stays="zolang de vraag open is",
    ),
    Purpose(
        title="Zeggen wat je voor een ander wilt doen",
        tables=("exchange_offer", "exchange_carrying"),
        whose="deelnemers die iets willen doen",
        data=(
            f"{_OWN_WORDS}; wie het mag lezen en tot wanneer, tijden, afstand, talen, hoeveel"
            " iemand nu aankan"
        ),
        readers=(
            "de persoon zelf en de buurtverbinder; er is geen lijst waar anderen in kijken; een"
            " buur die ideeën wil horen (zonder naam) alleen als de persoon dat kiest, tot en met"
            " de dag die de persoon noemt"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=("offers_to_ask_again", "offers_without_a_yes", "closed_offers"),
        stays="hoeveel iemand aankan: tot de persoon het verandert of wist",
    ),
    Purpose(
        title="Ideeën bij een vraag",
        tables=("exchange_idea", "exchange_ideasetaside", "exchange_meaning"),
        whose="deelnemers die ideeën willen horen, en wie iets wil doen",
        data=(
            "welk aanbod bij welke vraag past en waarom; geen score, geen rangorde, geen profiel;"
            " van elke open vraag en elk open aanbod een rij getallen die zegt waar de woorden"
            " over gaan, op deze computer gemaakt"
        ),
        readers="wie de vraag stelde en de buurtverbinder; de rij getallen leest niemand",
        protection=(SEALED, WALLED),
        rules=("closed_asks",),
        stays=(
            "zolang de persoon ideeën wil horen; de rij getallen zolang de vraag of het aanbod"
            " open is en de woorden dezelfde zijn"
        ),
    ),
    Purpose(
        title="Een ronde van ideeën voor een tafel van de buurt",
        tables=("exchange_tableround", "exchange_roundidea", "exchange_roundopen"),
        whose="deelnemers die ideeën willen horen, en wie iets wil doen",
        data=(
            "welk aanbod op dit moment bij welke vraag past en waarom, en waarom een vraag open"
            " blijft; geen woorden, geen score, geen rangorde, niets over wie gaf of kreeg"
        ),
        readers="de buurtverbinder, en alleen wat op dat moment nog klopt",
        protection=(SEALED, WALLED, LOGGED),
        rules=("rounds",),
    ),
    Purpose(
        title="Twee buren aan elkaar voorstellen, na twee keer ja",
        tables=("exchange_introduction", "exchange_side"),
        whose="wie gevraagd is om kennis te maken",
        data="wat er is verteld, wie gevraagd is, ja of nee, plek en dag van de eerste keer",
        readers=(
            "ieder de eigen kant; de buurtverbinder; naam en nummer van de ander pas na twee keer"
            " ja"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=("contacts",),
        stays="wat niet doorgaat of stopt, is meteen weg",
    ),
    Purpose(
        title="Samen iets afspreken",
        tables=("exchange_arrangement",),
        whose="twee buren die elkaar kennen",
        data="wat, waar, tot wanneer of hoe vaak, onder de vleugels van welke organisatie",
        readers="de twee, en wie een van hen aan de balie helpt",
        protection=(SEALED, WALLED, LOGGED),
        rules=("contacts",),
        stays='zolang de afspraak loopt; "dit is te veel" wist haar meteen',
    ),
    Purpose(
        title="De vraag andersom, en zien of contacten blijven",
        tables=("exchange_reversequestion", "exchange_lastingcontact"),
        whose="buren die elkaar leerden kennen",
        data="een antwoord uit een vaste lijst, of nog niets",
        readers="alleen de persoon zelf",
        protection=(WALLED,),
        rules=("contacts",),
        stays=(
            "blijvend contact: tot beiden iets zeiden, dan blijft alleen een getal per kwartaal;"
            " het antwoord op de vraag andersom: tot de persoon alles wist"
        ),
    ),
]

NOT_ABOUT_PEOPLE = {
    "exchange_lastingcontactcount": "een getal per kwartaal en buurt, zonder personen",
    "exchange_notebookrow": "een controlegetal van een overgenomen regel, zonder persoon",
}
