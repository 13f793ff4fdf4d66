"""The record of processing (AVG art. 30), printed from what the code itself says (L-02).

What the controller alone knows is left open, clearly marked, unless the neighbourhood says it.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings

from mekaar.core.purposes import Purpose, all_purposes
from mekaar.core.retention import all_rules
from mekaar.places.models import Neighbourhood, Responsibility

OPEN = "**[zelf invullen]**"


def markdown(here: Neighbourhood | None = None) -> str:
    """The whole record; of a neighbourhood with what is known of who answers for it."""
    return "\n".join([*_head(here), *_table(here), *_after()]) + "\n"


def _head(here: Neighbourhood | None) -> Iterator[str]:
    yield "# Register van verwerkingen"
    yield ""
    yield "Gemaakt door `mekaar privacy register` uit wat er in de code staat, niet met de hand."
    yield "Wat hier open staat, vult de verwerkingsverantwoordelijke in de eigen kopie in."
    yield ""
    yield "| Wat | Wie of wanneer |"
    yield "| --- | --- |"
    for label, value in _who(here):
        yield f"| {label} | {value or OPEN} |"
    yield ""


def _who(here: Neighbourhood | None) -> Iterable[tuple[str, str]]:
    confidant: Responsibility | None = here.confidant if here else None
    return [
        ("Buurt", here.name if here else ""),
        ("Verwerkingsverantwoordelijke", here.controller if here else ""),
        ("Contact over gegevens", here.controller_contact if here else ""),
        ("Functionaris gegevensbescherming (als die er is)", ""),
        ("Verwerkers (hosting, mail), met datum van de overeenkomst", ""),
        ("Grondslag per verwerking (AVG art. 6 en 9)", ""),
        ("DPIA gedaan op", here.dpia_on.isoformat() if here and here.dpia_on else ""),
        ("Vertrouwenspersoon", f"{confidant.name or confidant.label}, {confidant.phone}"
         if confidant else ""),
    ]  # fmt: skip


def _table(here: Neighbourhood | None) -> Iterator[str]:
    terms = {rule.name: rule for rule in all_rules()}
    for number, one in enumerate(all_purposes(), 1):
        kept = [terms[name].said(here) for name in one.rules]
        yield f"## {number}. {one.title}"
        yield ""
        yield f"- **Van wie:** {one.whose}."
        yield f"- **Welke gegevens:** {one.data}."
        yield f"- **Wie leest het:** {one.readers}."
        yield f"- **Naar buiten de EU of naar derden:** nee, tenzij een verwerker dat doet: {OPEN}."
        yield from _how_long(one, kept)
        yield f"- **Hoe beschermd:** {'; '.join(one.protection)}."
        yield f"- **Tabellen:** {', '.join(f'`{table}`' for table in one.tables)}."
        yield ""


def _how_long(one: Purpose, kept: list[str]) -> Iterator[str]:
    stays = [f"{one.stays[:1].upper()}{one.stays[1:]}."] if one.stays else []
    yield f"- **Hoe lang:** {' '.join([*stays, *kept])}"


def _after() -> Iterator[str]:
    yield "## Voor alles geldt"
    yield ""
    yield (
        "- De persoon kan zelf alles zien, meenemen, verbeteren en wissen, ook aan de balie."
        " Wissen vernietigt ook de sleutel waarmee de woorden verzegeld zijn."
    )
    yield (
        f"- Reservekopieën bewaren nog {settings.BACKUP_DAYS} dagen een versie die zonder de"
        " sleutels van het huis niet te lezen is."
    )
    yield "- Er is geen profiel, geen rangorde en geen besluit door een computer (AVG art. 22)."
    yield "- Gemeente, verzekeraar en verhuurder kunnen niet in de gegevens kijken."
