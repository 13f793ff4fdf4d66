"""Why the room of people keeps what it keeps (AVG art. 30)."""

from mekaar.core.purposes import LOGGED, SEALED, WALLED, Purpose

_UNTIL_ERASED = "tot de persoon het verandert of wist"

PURPOSES = [
    Purpose(
        title="Weten wie je bent en hoe je bereikt wilt worden",
        tables=("people_participant", "people_reachpreference", "people_ownerkey"),
        whose=(
            "deelnemers: bewoners, vrijwilligers en medewerkers van de buurt; gasten van elders die"
            " een plek in een kring kregen"
        ),
        data=(
            "een naam (mag verzonnen zijn), hoe en wanneer iemand bereikt wil worden, taal,"
            " taalhulp, complex; nooit BSN, geboortedatum of papieren"
        ),
        readers=(
            "de persoon zelf; gastvrouw en buurtverbinder zien de naam, en de rest alleen in een"
            " open gesprek aan de balie of als de persoon gebeld wil worden; een buur pas na twee"
            " keer ja; van een gast in een kring ziet niemand van de buurt iets"
        ),
        protection=(SEALED, WALLED, LOGGED),
        rules=("guests",),
        stays=_UNTIL_ERASED,
    ),
    Purpose(
        title="Iemand aan de balie helpen",
        tables=("people_deskvisit",),
        whose="deelnemers en wie hen helpt",
        data="wie wie hielp, van wanneer tot wanneer, en waarom (uit een vaste lijst)",
        readers="de persoon zelf en wie hielp",
        protection=(WALLED, LOGGED),
        rules=("visits_over",),
    ),
    Purpose(
        title="Aanbellen zonder account",
        tables=("people_doorbell",),
        whose="wie langs de website aanbelt",
        data="een naam, hoe je te bereiken bent en één regel in eigen woorden",
        readers="gastvrouw en buurtverbinder van de buurt",
        protection=(SEALED, WALLED),
        rules=("doorbells_answered",),
        stays="tot iemand je sprak: dan gaan naam, bereikbaarheid en woorden meteen weg",
    ),
    Purpose(
        title="Weten wie welke taak heeft",
        tables=("people_roleheld",),
        whose="gastvrouwen, buurtverbinders en anderen met een taak",
        data="welke taak, waar, van wanneer tot wanneer",
        readers="de persoon zelf; gastvrouw en buurtverbinder",
        protection=(WALLED,),
        rules=("roles_ended",),
        stays="zolang iemand de taak heeft",
    ),
    Purpose(
        title="Iets vragen aan alleen een groep",
        tables=("people_group", "people_groupmember"),
        whose="deelnemers van een groep",
        data=(
            "dat iemand bij een groep hoort; dat kan iets zeggen over gezondheid, geloof of"
            " herkomst"
        ),
        readers="de persoon zelf; de balie zolang het verzoek open staat",
        protection=(WALLED,),
        stays=_UNTIL_ERASED,
    ),
    Purpose(
        title="Veilig aanmelden",
        tables=(
            "people_account", "people_signincard", "people_mailedcode", "people_attempt",
            "people_sessionof", "people_answered", "django_session", "account_emailaddress",
            "account_emailconfirmation", "mfa_authenticator",
        ),
        whose="wie zich aanmeldt of dat probeert",
        data=(
            "mailadres (als iemand dat koos), controlegetallen van codes en kaarten, sleutels voor"
            " de tweede stap, open aanmeldingen, pogingen (een controlegetal van het adres),"
            " welke formulieren gedaan zijn"
        ),
        readers="niemand; alleen de computer vergelijkt",
        protection=(
            "codes alleen als controlegetal met een sleutel van het huis",
            "mailadressen verzegeld",
            "wie een taak heeft, meldt zich aan in twee stappen",
        ),
        rules=(
            "cards_ended", "mailed_codes", "attempts", "answered", "sessions",
            "sessions_of_accounts",
        ),
        stays="account en tweede stap: tot de persoon alles wist",
    ),
]  # fmt: skip

NOT_ABOUT_PEOPLE = {
    "django_content_type": "namen van tabellen",
    "django_migrations": "welke veranderingen van de database gedaan zijn",
    "auth_group": "leeg: rollen staan in people_roleheld",
    "auth_group_permissions": "leeg",
    "auth_permission": "namen van rechten die niemand heeft",
}
