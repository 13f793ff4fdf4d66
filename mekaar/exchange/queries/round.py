"""Reads of a round for a table: how far it is, and what of it holds at this moment.

The walls show only rows that still hold (at_table.py); here they become what a table talks about.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from mekaar.core.leaf import Leaf
from mekaar.exchange import engine, reasons
from mekaar.exchange.models import Ask, Offer, RoundIdea, RoundOpen, TableRound
from mekaar.exchange.queries import ask as asks
from mekaar.exchange.queries import offer as offers
from mekaar.journal.models import Entry
from mekaar.matching import WhyNot
from mekaar.people.by import By

# So many ideas and open asks stand on one leaf of the paper.
ON_LEAF = 60
_SEEN = ("exchange.ask.seen", "exchange.offer.seen")


@dataclass(frozen=True, slots=True)
class RoundNow:
    """The round that was asked for last, and the last one of which something came."""

    latest: TableRound | None
    ready: TableRound | None


@dataclass(frozen=True, slots=True)
class TableIdea:
    """One idea as a table talks about it."""

    asker: str
    giver: str
    asked: str
    offered: str
    kind: str
    reasons: list[str]
    ask_code: str
    offer_code: str
    instead: str
    instead_words: str
    instead_code: str


@dataclass(frozen=True, slots=True)
class Together:
    """Ideas that are talked about together; who goes round stands in one sentence above them."""

    sentence: str
    ideas: list[TableIdea]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper: who goes round, people, or things, places and groups."""

    kind: str
    together: list[Together]


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """One ask without an idea: why, and what a table can talk about."""

    asker: str
    asked: str
    why: list[str]
    to_talk: list[str]
    ask_code: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One leaf of a round."""

    parts: list[Part]
    open: list[OpenAsk]
    leaf: Leaf[int]
    has_changed: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it."""
        return not self.parts and not self.open


class _InsteadFits(models.Func):
    """Whether the other offer of an idea still fits; the database looks at this moment."""

    function = "wall.instead_fits"
    output_field = models.BooleanField()


def round_now(by: By) -> RoundNow:
    """The rounds of this neighbourhood, for its connector."""
    found = list(TableRound.objects.filter(neighbourhood=by.here).order_by("-made_at")[:5])
    ready = [one for one in found if one.state == TableRound.State.READY]
    return RoundNow(found[0] if found else None, ready[0] if ready else None)


def paper(of: TableRound, *, by: By, after: str = "") -> Paper:
    """What of this round holds now, from this place on.

    Rows are numbered without gaps: where one is missing, it no longer holds. A leaf looks at its
    own numbers only, so it costs the same however long the round is. Writes down for each person
    shown that they were looked at, once a day (L-10).
    """
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    end = min(start + ON_LEAF, of.many)
    on_leaf = {"neighbourhood": of.neighbourhood_id, "round": of, "nth__gt": start, "nth__lte": end}
    ideas, rest = list(_ideas(**on_leaf)), list(_open(**on_leaf))
    instead = _instead(ideas)
    _seen(ideas, rest, instead.values(), by=by)
    is_whole = len(ideas) + len(rest) == max(0, end - start)
    return Paper(
        parts=_parts(of, ideas, instead),
        open=[_open_ask(one) for one in rest],
        leaf=Leaf([], str(end) if end < of.many else ""),
        has_changed=not is_whole or _has_new(of),
    )


def _ideas(**on_leaf: object) -> models.QuerySet[RoundIdea]:
    people = ("participant__display_name", "giver__display_name")
    words = ("ask__code", "ask__words", "offer__code", "offer__words", "offer__kind")
    return (
        RoundIdea.objects.filter(**on_leaf)
        .annotate(instead_fits=_InsteadFits(models.F("id")))
        .select_related("ask", "offer", "participant", "giver")
        .only("nth", "ring", "reasons", "instead", *people, *words)
        .order_by("nth")
    )


def _open(**on_leaf: object) -> models.QuerySet[RoundOpen]:
    shown = ("nth", "why", "ask__code", "ask__words", "participant__display_name")
    rows = RoundOpen.objects.filter(**on_leaf).select_related("ask", "participant")
    return rows.only(*shown).order_by("nth")


def _has_new(of: TableRound) -> bool:
    """Whether an ask or offer came that the engine has not read."""
    came = {"neighbourhood": of.neighbourhood_id, "state_since__gt": of.read_at}
    asks_now = Ask.objects.filter(state=Ask.State.IDEAS_OPEN, **came)
    return asks_now.exists() or Offer.objects.filter(**came).fresh().exists()


def _instead(ideas: list[RoundIdea]) -> dict[uuid.UUID, Offer]:
    """By idea the offer that could be instead, as long as it fits as well."""
    fitting = {one.id: one.instead_id for one in ideas if getattr(one, "instead_fits", False)}
    rows = Offer.objects.filter(id__in=set(fitting.values())).select_related("participant")
    shown = rows.only("code", "words", "participant__display_name")
    there = {offer.id: offer for offer in (shown if fitting else [])}
    return {idea: there[which] for idea, which in fitting.items() if which in there}


def _seen(
    ideas: list[RoundIdea], rest: list[RoundOpen], instead: Iterable[Offer], *, by: By
) -> None:
    shown_asks = [one.ask for one in [*ideas, *rest]]
    shown_offers = [*(one.offer for one in ideas), *instead]
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    things = [one.id for one in [*shown_asks, *shown_offers]]
    lines = Entry.objects.filter(by=by.id, verb__in=_SEEN, thing__in=things, made_at__gte=today)
    known = set(lines.values_list("thing", flat=True)) if things else set()
    asks.seen([one for one in shown_asks if one.id not in known], by=by)
    once = {offer.id: offer for offer in shown_offers if offer.id not in known}
    offers.seen(once.values(), by=by)


def _parts(of: TableRound, ideas: list[RoundIdea], instead: dict[uuid.UUID, Offer]) -> list[Part]:
    whole = _whole_rings(of, {one.ring for one in ideas if one.ring is not None})
    rings: dict[int | None, list[TableIdea]] = {}
    others: dict[str, list[TableIdea]] = {"people": [], "things": []}
    for one in ideas:
        told = _table_idea(one, instead.get(one.id))
        if one.ring in whole:
            rings.setdefault(one.ring, []).append(told)
        else:
            others[_kind(one.offer)].append(told)
    parts = [Part("ring", [Together(whole[ring], told) for ring, told in rings.items()])]
    parts += [Part(kind, [Together("", told)] if told else []) for kind, told in others.items()]
    return [part for part in parts if part.together]


def _kind(offer: Offer) -> str:
    return "people" if offer.kind == Offer.Kind.PERSON else "things"


def _whole_rings(of: TableRound, rings: set[int]) -> dict[int | None, str]:
    """The sentence of each of these rings in which every idea still holds."""
    if not rings:
        return {}
    rows = RoundIdea.objects.filter(neighbourhood=of.neighbourhood_id, round=of, ring__in=rings)
    names = rows.select_related("participant", "giver").order_by("nth")
    found: dict[int, list[RoundIdea]] = {}
    for one in names.only("ring", "participant__display_name", "giver__display_name"):
        found.setdefault(one.ring or 0, []).append(one)
    return {
        ring: reasons.ring_sentence([one.giver.display_name for one in ideas])
        for ring, ideas in found.items()
        if _goes_round(ideas)
    }


def _goes_round(ideas: list[RoundIdea]) -> bool:
    """Each helps the next, and the last the first; no one of them is gone."""
    turns = zip(ideas, [*ideas[1:], ideas[0]], strict=True)
    return len(ideas) > 1 and all(one.participant_id == after.giver_id for one, after in turns)


def _table_idea(idea: RoundIdea, other: Offer | None) -> TableIdea:
    return TableIdea(
        asker=idea.participant.display_name,
        giver=idea.giver.display_name,
        asked=idea.ask.words,
        offered=idea.offer.words,
        kind=capfirst(idea.offer.get_kind_display()),
        reasons=_reasons(idea),
        ask_code=idea.ask.code,
        offer_code=idea.offer.code,
        instead=other.participant.display_name if other else "",
        instead_words=other.words if other else "",
        instead_code=other.code if other else "",
    )


def _reasons(idea: RoundIdea) -> list[str]:
    """The sentences; what both said is looked up anew, a round keeps no words."""
    told = [
        {**one, "values": engine.words_in_both(idea.ask.words, idea.offer.words)}
        if one["kind"] == "same_subject"
        else one
        for one in idea.reasons
    ]
    return reasons.sentences(told, words=f"{idea.ask.words}\n{idea.offer.words}", to_connector=True)


def _open_ask(one: RoundOpen) -> OpenAsk:
    why = [WhyNot(each["kind"], tuple(each["values"])) for each in one.why]
    return OpenAsk(
        asker=one.participant.display_name,
        asked=one.ask.words,
        why=reasons.why_not_sentences(why),
        to_talk=reasons.to_talk_about(why),
        ask_code=one.ask.code,
    )
