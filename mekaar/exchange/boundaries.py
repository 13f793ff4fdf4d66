"""The "never a volunteer" list (L-08, R-E06): what neighbours do not ask of each other.

One list of Dutch expressions for both keepers: the action asks `crossed` and explains; an
arrangement is judged again whenever it is saved, and the database refuses the row when it crosses
one. What only sounds like it is taken out first. Who is refused wrongly gets a person on the phone,
not a dead end.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Boundary:
    """One thing that is never asked of a volunteer, and how people say it."""

    code: str
    what: str | Promise
    said: tuple[str, ...]


_SOMEBODY = (
    r"(mij|me|mezelf|zich|hem|mevrouw( \w+)?|meneer( \w+)?"
    r"|(mijn|je|haar|zijn) (moeder|vader|man|vrouw|oma|opa)|rug|benen|voeten)"
)

BOUNDARIES = (
    Boundary(
        "medication",
        _("medicijnen en medische zorg"),
        (
            r"\bmedicijn\w*", r"\bmedicatie\w*", r"\bmedicament\w*", r"\bgeneesmiddel\w*",
            r"\bpil(len|letjes?)?\b", r"\bpillendoos", r"\btabletten\b", r"\binsuline\w*",
            r"\binjecties?\b", r"\binjecteren\b", r"\b(spuit|prik)(je)?s? (geven|zetten)\b",
            r"\bbloedsuiker\w*", r"\bbloed prikken\b", r"\bwond\w* (verzorgen|verbinden)\b",
            r"\bkatheter\w*", r"\bstoma\b", r"\bstomazakje\w*", r"\bsondevoeding\b",
            r"\boogdruppel\w*", r"\bmorfine\w*", r"\bantibiotica\b",
        ),
    ),
    Boundary(
        "money",
        _("pinnen, bankpas en DigiD"),
        (
            r"\bpin(nen)?\b", r"\bpin ?code\w*", r"\bpin ?pas\w*", r"\bbank ?pas\w*",
            r"\bbetaalpas\w*", r"\bcredit ?card\w*", r"\bdigi ?d\b", r"\bdigi-d\b",
            r"\b(internet|telefonisch |mobiel )?bankieren\b", r"\bbankzaken\b",
            r"\bgeld (opnemen|overmaken|overschrijven|van de bank)\b", r"\brekeningen betalen\b",
        ),
    ),
    Boundary(
        "care",
        _("tillen en wassen van iemand"),
        (
            rf"\b{_SOMEBODY}\b[^.]{{0,20}}\b((op)?tillen|wassen)\b", r"\btillift\b",
            r"\b(uit|in) (het |haar |zijn |mijn )?bed (helpen|tillen|leggen|halen)\b",
            r"\b(helpen|hulp) (met|bij) (het )?(wassen|douchen|aankleden|omkleden|toilet)\b",
            r"\bhelpen (wassen|douchen|aankleden)\b", r"\bdouchen\b", r"\bin bad (doen|helpen)\b",
            r"\bwassen en aankleden\b", r"\bsteunkous\w*", r"\bincontinentie\w*",
        ),
    ),
    Boundary(
        "sole",
        _("de enige zijn op wie iemand rekent"),
        (
            r"\b(als|de) enige (hulp|steun|zijn|die)\b", r"\bals enige\b", r"\bdag en nacht\b",
            r"\b24 ?/ ?7\b", r"\b24 uur per dag\b", r"\baltijd (klaar ?staan|bereikbaar)\b",
            r"\bmantelzorg overnemen\b", r"\belke nacht\b",
        ),
    ),
    Boundary(
        "crisis",
        _("iemand in een crisis"),
        (
            r"\bcrisis\w*", r"\bzelfmoord\w*", r"\bsuicid\w*", r"\bzelfdoding\w*", r"\bpsychose\w*",
            r"\boverdosis\b", r"\bhuiselijk geweld\b",
        ),
    ),
    Boundary(
        "keys",
        _("de sleutel van iemands huis"),
        (r"\b(huis|voordeur|reserve)?sleutel(s|bos)?\b",),
    ),
)  # fmt: skip

# With money beside it, pinning is always somebody's money.
ALWAYS = (
    r"\b(geld|euro|rekening)\b.{0,60}\bpin(nen|t)?\b|\bpin(nen|t)?\b.{0,60}\b(geld|euro|rekening)\b"
)

# What only sounds like it: a stall, a tent, a bicycle, a song, the news.
INNOCENT = "|".join(
    (
        r"\b(kun|kunt|kan) (je|men|u) (er |daar |ook |hier )*pinnen\b",
        r"\bpinnen (op|bij|aan) (de|een) (markt|kraam|braderie|bazaar) van (de|het|onze) \w+",
        r"\b(tent|haringen|punaises|naalden|spelden|breinaalden) en pinnen\b",
        r"\bpinnen (van|voor) (de|een) (tent|luifel|partytent|breiclub)\b",
        r"\bpin op (mijn|je|zijn|haar|een) (jas|trui|tas|pet)\b",
        r"\b(economische |financiele )crisis\b|\bcrisisjaren\b|\bwooncrisis\b|\bwoningcrisis\b",
        r"\bsleutels? (van|voor) (de|het|mijn|zijn|haar|je|een)"
        r" (fiets|schuur|schuurtje|kast|auto|buurthuis|zaal|brievenbus|tuin)\b",
        r"\bsleutel[^.]{0,40}\bmet (z'n|zijn) tweeen\b",
        r"\bmet (z'n|zijn) tweeen\b[^.]{0,40}\bsleutels?\b",
        r"\b(hond|hondje|kat|poes|paard)\b.{0,20}\b(wassen|douchen|tillen)\b",
        r"\bdouchen van de hond\b|\bde sleutel tot\b|\bpillen voor de vaatwasser\b",
        r"\b(in|uit|na) de crisis van de jaren\b",
    )
)

_COMBINING = "[\u0300-\u036f]"


def _plain(text: str) -> str:
    """Small letters without accents: "tweeën" is "tweeen", and "DigiD" is "digid"."""
    spread = unicodedata.normalize("NFKD", text.lower())
    return " ".join(re.sub(_COMBINING, "", spread).replace("’", "'").split())


def crossed(*texts: str) -> Boundary | None:
    """The first boundary that these words cross, or None. Pure: it reads nothing but the words."""
    whole = _plain(" ".join(texts))
    if re.search(ALWAYS, whole):
        return next(boundary for boundary in BOUNDARIES if boundary.code == "money")
    left = re.sub(INNOCENT, " ", whole)
    for boundary in BOUNDARIES:
        if any(re.search(said, left) for said in boundary.said):
            return boundary
    return None
