"""Every write of an idea: made when the asker wants to hear them, wished for, set aside."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.exchange import engine, queries
from mekaar.exchange.models import Ask, Idea, IdeaSetAside
from mekaar.exchange.rules import ask as rules
from mekaar.journal import actions as journal
from mekaar.people.by import By, require


@transaction.atomic
def open_ideas(ask: Ask, *, by: By) -> Ask:
    """ "Ik wil ideeën horen": only the asker says so, and only then ideas are made (R-A13).

    The three core questions were offered first: answered, or passed by (R-A02).
    """
    require(rules.may_move(by, ask), _("Alleen wie de vraag stelt, vraagt om ideeën."))
    ask = Ask.objects.select_for_update().get(id=ask.id)
    if ask.state == Ask.State.IDEAS_OPEN:
        return ask
    if Ask.State.IDEAS_OPEN not in rules.asker_moves(ask):
        raise Refused(_("Dit kan nu niet. Kijk nog eens op de bladzijde van je vraag."))
    if not queries.was_offered_card(ask):
        raise Refused(_("Eerst zijn er drie korte vragen. Je mag ze ook overslaan."))
    ask.state, ask.state_since = Ask.State.IDEAS_OPEN, timezone.now()
    ask.save(update_fields=["state", "state_since"])
    refresh_ideas(ask, by=by)
    line = by.line("exchange.ideas.opened", whose=ask.participant_id, thing=ask.id)
    journal.record(line, by=by.id, here=by.here)
    return ask


def refresh_ideas(ask: Ask, *, by: By | None, came: uuid.UUID | None = None) -> int:
    """Make the ideas of an ask anew: after a change of the ask, or of an offer that may fit.

    Wished ideas stay as long as they can be; the code of an idea that stays is the same. Without
    open ideas there are none. `by` is None for the job, which looks by meaning too and is queued
    here for a person; with `came` only that offer is weighed against the ideas there are. Gives
    how many ideas there are.
    """
    if ask.state != Ask.State.IDEAS_OPEN:
        return 0
    with db.acting(by.id if by else None, ask.neighbourhood_id, engine=True):
        kept = {idea.offer_id: idea for idea in Idea.objects.filter(ask=ask)}
        found = engine.ideas_for(ask, by=by, among=[*kept, came] if came else None)
        wished = [one for one in found if _is_wished(kept.get(one.offer))]
        others = [one for one in found if not _is_wished(kept.get(one.offer))]
        chosen = [*wished, *others[: max(0, engine.TOP - len(wished))]]
        Idea.objects.filter(ask=ask).delete()
        Idea.objects.bulk_create(
            _idea(ask, one, nth, kept.get(one.offer)) for nth, one in enumerate(chosen)
        )
    if by:
        _look_by_meaning(ask)
    return len(chosen)


def _look_by_meaning(ask: Ask) -> None:
    """Queue the job that looks for what means the same in other words; ids only."""
    app.configure_task("exchange.look_by_meaning", queue="ideas").defer(
        ask_id=str(ask.id), here=str(ask.neighbourhood_id)
    )


def _is_wished(idea: Idea | None) -> bool:
    return idea is not None and idea.wished_at is not None


def _idea(ask: Ask, found: engine.Found, nth: int, before: Idea | None) -> Idea:
    idea = Idea(
        neighbourhood_id=ask.neighbourhood_id,
        ask=ask,
        offer_id=found.offer,
        participant_id=ask.participant_id,
        reasons=found.reasons,
        nth=nth,
    )
    if before:
        idea.code, idea.wished_at, idea.made_at = before.code, before.wished_at, before.made_at
    return idea


@transaction.atomic
def look_again_for_ideas(ask: Ask, *, by: By) -> int:
    """The connector's button: make the ideas of an open ask anew."""
    require(rules.may_read_addressed(by), _("Alleen de buurtverbinder kijkt opnieuw naar ideeën."))
    ask = Ask.objects.select_for_update().get(id=ask.id)
    if ask.state != Ask.State.IDEAS_OPEN:
        raise Refused(_("Deze buur vraagt nog geen ideeën. Luister."))
    there_are = refresh_ideas(ask, by=by)
    line = by.line("exchange.ideas.looked_again", whose=ask.participant_id, thing=ask.id)
    journal.record(line, by=by.id, here=by.here)
    return there_are


def _own_idea(idea: Idea, by: By) -> Idea:
    require(by.acts_for(idea.participant_id), _("Dit idee is voor iemand anders."))
    found = Idea.objects.select_for_update().filter(id=idea.id).first()
    if found is None:
        raise Refused(_("Dit idee is er niet meer. Kijk nog eens op de bladzijde."))
    return found


@transaction.atomic
def wish_for(idea: Idea, *, by: By) -> Idea:
    """ "Hier wil ik meer van weten": a wish that the connector reads; wishing twice is one wish."""
    idea = _own_idea(idea, by)
    if idea.wished_at is None:
        idea.wished_at = timezone.now()
        idea.save(update_fields=["wished_at"])
        _record("exchange.idea.wished", idea.participant_id, idea.ask_id, by)
    return idea


@transaction.atomic
def set_aside(idea: Idea, *, by: By) -> None:
    """ "Deze niet": not proposed again to these two; the giver never knows of it."""
    idea = _own_idea(idea, by)
    with db.acting(by.id, by.here, engine=True):  # nobody reads what was set aside, the asker too
        IdeaSetAside.objects.get_or_create(
            neighbourhood_id=idea.neighbourhood_id,
            ask_id=idea.ask_id,
            offer_id=idea.offer_id,
            defaults={"participant_id": idea.participant_id},
        )
    idea.delete()
    _record("exchange.idea.set_aside", idea.participant_id, idea.ask_id, by)


def _record(verb: str, whose: uuid.UUID, thing: uuid.UUID, by: By) -> None:
    journal.record(by.line(verb, whose=whose, thing=thing), by=by.id, here=by.here)


def refresh_ideas_around(offer: uuid.UUID, *, here: uuid.UUID) -> int:
    """For the job: make the ideas anew of the asks that an opened or changed offer touches.

    Acts for nobody, only as the engine of this neighbourhood. Each ask is a transaction of its own,
    so that nobody waits for all of them. Gives how many asks were touched.
    """
    touched = engine.asks_around(offer, here=here)
    for one in touched:
        with db.acting(None, here, engine=True):
            ask = Ask.objects.select_for_update(of=("self",)).filter(id=one.ask).first()
            if ask:
                refresh_ideas(ask, by=None, came=None if one.was_idea else offer)
    return len(touched)
