"""When real people may be in a neighbourhood (L-03, L-07, L-18)."""

from mekaar.places.models import Neighbourhood


def missing(here: Neighbourhood) -> list[str]:
    """What must be there before a neighbourhood goes live, as the Dutch of a command."""
    needed = [
        ("wie verantwoordelijk is voor de gegevens (--controller)", here.controller.strip()),
        ("wie je daarover kunt vragen (--contact)", here.controller_contact.strip()),
        ("op welke dag de DPIA is gedaan (--dpia)", here.dpia_on),
        ("het nummer van de vertrouwenspersoon (--confidant-phone)", here.confidant_id),
    ]
    return [words for words, value in needed if not value]
