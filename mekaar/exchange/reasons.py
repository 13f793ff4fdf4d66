"""Reasons of the engine as plain Dutch sentences: data in, sentences out."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from mekaar.core import dates
from mekaar.matching import WhyNot
from mekaar.people.forms.me import LANGUAGES

_NAMES = dict(LANGUAGES)
_TOLD = 3
_WORD = re.compile(r"\w+(?:['’-]\w+)*")

Values = Sequence[Any]


def sentences(
    reasons: Iterable[dict[str, Any]], *, words: str, to_connector: bool = False
) -> list[str]:
    """Why this idea is there, for the page of the asker or of the connector.

    `words` are the asker's own: of what both said, only words that stand there are shown, because
    the offer may be for the connector's eyes only.
    """
    own = {word.casefold() for word in _WORD.findall(words)}
    who = _("Zij") if to_connector else _("Jullie")
    made = [_sentence(reason["kind"], reason["values"], who, own) for reason in reasons]
    return [sentence for sentence in made if sentence]


def kind_of(reasons: Iterable[dict[str, Any]]) -> str:
    """What sort of idea it is, out of its reasons: somebody, a thing, a place or a group."""
    kinds = {"thing": _("Een ding om te lenen"), "place": _("Een plek"), "group": _("Een groep")}
    found = [kinds[reason["kind"]] for reason in reasons if reason["kind"] in kinds]
    return found[0] if found else _("Iemand uit de buurt")


def why_not_sentences(found: Iterable[WhyNot]) -> list[str]:
    """Why an ask has no ideas, for the connector: what a table needs to talk about."""
    made = [_WHY_NOT[one.kind](one.values) for one in found if one.kind in _WHY_NOT]
    return [sentence for sentence in made if sentence]


def ring_sentence(names: Sequence[str]) -> str:
    """Who could do something for whom, all the way round."""
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    parts = [_("%(one)s voor %(other)s") % {"one": a, "other": b} for a, b in pairs]
    told = _(" en ").join([", ".join(parts[:-1]), parts[-1]])
    return _("Hier kan het rond: %(parts)s.") % {"parts": told}


def _sentence(kind: str, values: Values, who: str, own: set[str]) -> str:
    if kind == "same_subject":
        if not values:
            return _("Dit lijkt over hetzelfde te gaan, in andere woorden.")
        return _same_subject([str(value) for value in values if str(value).casefold() in own], who)
    make = _REASONS.get(kind)
    return make(values, who) if make else ""


def _same_subject(told: list[str], who: str) -> str:
    if not told:
        return _("Het gaat over hetzelfde.")
    quoted = (f"‘{word}’" for word in told[:_TOLD])
    return _("%(who)s hebben het allebei over %(what)s.") % {"who": who, "what": _and(quoted)}


def _wants_this(_values: Values, _who: str) -> str:
    return _("Deze buur las de vraag en wil dit wel doen.")


def _near(_values: Values, who: str) -> str:
    return _("%(who)s wonen vlak bij elkaar.") % {"who": who}


def _same_daypart(values: Values, _who: str) -> str:
    bits = sum(1 << int(value) for value in list(values)[:_TOLD])
    if not bits:
        return ""
    return _("Allebei op %(when)s.") % {"when": dates.say_dayparts(bits)}


def _same_language(values: Values, who: str) -> str:
    if list(values) == ["nl"]:
        return ""
    by_both = _and(map(language, values))
    return _("%(who)s spreken allebei %(languages)s.") % {"who": who, "languages": by_both}


def _via_helper(_values: Values, who: str) -> str:
    return _("%(who)s spreken een andere taal. Er is een taalhulp die mee kan.") % {"who": who}


_REASONS: dict[str, Callable[[Values, str], str]] = {
    "wants_this": _wants_this,
    "near": _near,
    "same_daypart": _same_daypart,
    "same_language": _same_language,
    "via_language_helper": _via_helper,
}

_WHY_NOT: dict[str, Callable[[Values], str]] = {
    "nobody_offers_this": lambda _values: _("Niemand in de buurt bood iets aan dat hierop lijkt."),
    "profession_wanted": lambda _values: _("Hier hoort een vakmens bij, geen buur."),
    "still_thinking": lambda _values: _("Er zijn nog geen ideeën gevraagd. Luister."),
    "needs_missing": lambda _values: _("Wie het aanbiedt, heeft niet wat er nodig is."),
    "nobody_can_carry_now": lambda _values: _("Wie dit wil doen, heeft nu de handen vol."),
    "all_asked": lambda _values: _("Wie dit kan, staat in deze ronde al bij iets anders."),
    "no_shared_daypart": lambda _values: _("De dagen en tijden vallen niet samen."),
    "no_shared_language": lambda values: (
        _("Niemand die dit aanbiedt, spreekt %(languages)s.")
        % {"languages": _or(map(language, values))}
    ),
    "too_far": lambda values: (
        _("De dichtstbijzijnde woont te ver weg: ongeveer %(metres)s meter.")
        % {"metres": next(iter(values), "")}
    ),
}


# What a table can talk about when an ask stays open: about the ask, never about who did not.
_TO_TALK: dict[str, Callable[[], str]] = {
    "nobody_offers_this": lambda: _("Wie kent iemand die dit kan of leuk vindt?"),
    "profession_wanted": lambda: _("Wie weet een goed vakmens?"),
    "needs_missing": lambda: _("Kan het ook op een andere manier?"),
    "nobody_can_carry_now": lambda: _("Kan het later? Of kan iemand anders een stukje doen?"),
    "all_asked": lambda: _("Kan het later? Of is er nog iemand die dit kan?"),
    "no_shared_daypart": lambda: _("Kan het ook op een andere dag?"),
    "no_shared_language": lambda: _("Wie spreekt deze taal, of kent een taalhulp?"),
    "too_far": lambda: _("Kan het op een plek halverwege? Of kan iemand meerijden?"),
}


def to_talk_about(found: Iterable[WhyNot]) -> list[str]:
    """What a table can talk about, for an ask that stays open."""
    return [_TO_TALK[one.kind]() for one in found if one.kind in _TO_TALK]


def language(code: str) -> str:
    """The name of a language in Dutch, or its code when nobody knows the name."""
    if code in _NAMES:
        return str(_NAMES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def spoken(codes: Iterable[str]) -> str:
    """The names of languages, said one after the other."""
    return _and(map(language, codes))


def _and(words: Iterable[str]) -> str:
    return _join(list(words), _(" en "))


def _or(words: Iterable[str]) -> str:
    return _join(list(words), _(" of "))


def _join(words: list[str], last: str) -> str:
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
