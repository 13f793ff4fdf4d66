"""Every write of an offer and of how much somebody can carry now."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.exchange import states
from mekaar.exchange.actions.ask import ONE_CLICK
from mekaar.exchange.actions.introduction import offer_is_gone
from mekaar.exchange.models import Ask, Carrying, Offer
from mekaar.exchange.rules import offer as rules
from mekaar.exchange.wording import OfferChanges
from mekaar.journal import actions as journal
from mekaar.notices import actions as notices
from mekaar.people import queries as people
from mekaar.people.by import By, require
from mekaar.people.models import Participant

State = Offer.State


@transaction.atomic
def make_offer(
    participant: Participant, changes: OfferChanges, *, by: By, for_ask: Ask | None = None
) -> Offer:
    """Keep what somebody would like to do; it stays with the connector unless they say otherwise.

    Sending the same words twice gives the one offer. Looked at again after six months (L-14).
    """
    require(by.acts_for(participant.id), _("Iemand zegt dit zelf, of samen aan de balie."))
    written = by.written_for(participant.id)
    Participant.objects.select_for_update(of=("self",)).get(id=participant.id)
    just_now = Offer.objects.visible_to(by).filter(
        participant=participant,
        state=State.OPEN,
        for_ask=for_ask,
        made_at__gt=timezone.now() - ONE_CLICK,
    )
    if before := next((one for one in just_now if one.words == changes["words"]), None):
        return before
    offer = Offer.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        first_words=changes["words"],
        for_ask=for_ask,
        look_again_on=rules.look_again_on(timezone.localdate()),
        **changes,
        **written,
    )
    _record("exchange.offer.made", offer, by)
    _look_for_asks(offer)
    return offer


@transaction.atomic
def confirm_offer(offer: Offer, changes: OfferChanges, *, by: By) -> Offer:
    """An offer out of the notebook counts from the moment its giver says it, in these words."""
    require(rules.may_change(by, offer), _("Dit aanbod is van iemand anders."))
    written = by.written_for(offer.participant_id)
    offer = _locked(offer)
    if offer.state != State.DRAFT:
        raise Refused(_("Dit is al besproken. Kijk nog eens op de bladzijde."))
    _set(offer, {**changes, **written, "first_words": changes["words"]})
    return _open(offer, "exchange.offer.made", by)


@transaction.atomic
def change_offer(offer: Offer, changes: OfferChanges, *, by: By) -> Offer:
    """Say it otherwise; who may read it changes at once (invariant 20)."""
    require(rules.may_change(by, offer), _("Dit aanbod is van iemand anders, of al ingetrokken."))
    written = by.written_for(offer.participant_id)
    offer = _locked(offer)
    if offer.state == State.WITHDRAWN:
        raise Refused(_("Dit is al ingetrokken. Schrijf gerust iets nieuws."))
    _set(offer, {**changes, **written})
    if offer.state == State.OPEN:  # who says it anew, still wants it
        _set(offer, _said_yes())
        _asked_no_more(offer, by)
    _record("exchange.offer.changed", offer, by)
    _look_for_asks(offer)
    return offer


@transaction.atomic
def rest_offer(offer: Offer, *, by: By) -> Offer:
    """ "Even niet": ideas with it are gone at once, and nobody asks until the giver says so."""
    offer = _locked_for(offer, by)
    if offer.state == State.RESTING:
        return offer
    states.OFFER.require_move(offer.state, State.RESTING)
    _set(offer, {"state": State.RESTING, "state_since": timezone.now(), "look_again_on": None})
    _asked_no_more(offer, by)
    _record("exchange.offer.rested", offer, by)
    offer_is_gone(offer, by=by)
    return offer


@transaction.atomic
def reopen_offer(offer: Offer, *, by: By) -> Offer:
    """ "Graag weer": the offer is open again, and looked at again in six months."""
    offer = _locked_for(offer, by)
    if offer.state == State.OPEN:
        return offer
    if offer.state == State.DRAFT:
        raise Refused(_("Praat hier eerst samen over. Daarna telt het."))
    states.OFFER.require_move(offer.state, State.OPEN)
    return _open(offer, "exchange.offer.reopened", by)


@transaction.atomic
def keep_offer(offer: Offer, *, by: By) -> Offer:
    """ "Ja, nog steeds": looked at again in another six months."""
    offer = _locked_for(offer, by)
    if offer.state != State.OPEN:
        raise Refused(_("Dit aanbod staat niet open. Kijk nog eens op de bladzijde."))
    return _open(offer, "exchange.offer.kept", by)


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: By) -> Offer:
    """Take the offer back: one step, any time, no reason (R-A16). Its ideas are gone at once."""
    offer = _locked_for(offer, by)
    if offer.state != State.WITHDRAWN:
        states.OFFER.require_move(offer.state, State.WITHDRAWN)
        now = timezone.now()
        _set(offer, {"state": State.WITHDRAWN, "state_since": now, "look_again_on": None})
        _asked_no_more(offer, by)
        _record("exchange.offer.withdrawn", offer, by)
        offer_is_gone(offer, by=by)
    return offer


@transaction.atomic
def say_carrying(participant: Participant, at_once: int, *, by: By) -> Carrying:
    """How many arrangements somebody can carry at once now; said by that person, any time."""
    require(by.acts_for(participant.id), _("Dat zegt iemand zelf, of samen aan de balie."))
    if not 0 <= at_once <= rules.MOST_AT_ONCE:
        raise Refused(_("Kies hoeveel je nu kunt doen. Niets mag ook."))
    carrying, _made = Carrying.objects.update_or_create(
        participant=participant,
        defaults={"at_once": at_once, "neighbourhood_id": by.here},
    )
    line = by.line("exchange.carrying.said", whose=participant.id)
    journal.record(line, by=by.id, here=by.here)
    return carrying


def _locked_for(offer: Offer, by: By) -> Offer:
    require(rules.may_move(by, offer), _("Dit aanbod is van iemand anders."))
    return _locked(offer)


def _locked(offer: Offer) -> Offer:
    return Offer.objects.select_for_update(of=("self",)).get(id=offer.id)


def _open(offer: Offer, verb: str, by: By) -> Offer:
    _set(offer, {"state": State.OPEN, "state_since": timezone.now(), **_said_yes()})
    _asked_no_more(offer, by)
    _record(verb, offer, by)
    _look_for_asks(offer)
    return offer


def _said_yes() -> dict[str, object]:
    again = rules.look_again_on(timezone.localdate())
    return {"look_again_on": again, "asked_again_at": None}


def _asked_no_more(offer: Offer, by: By) -> None:
    """Who answered is not called or mailed about it any more."""
    notices.finish_about(offer.id, recipient=offer.participant_id, by=by)


def ask_again(here: uuid.UUID, offers: Sequence[uuid.UUID]) -> int:
    """For the job: "Wil je dit nog doen?", once, by the way the giver chose (L-14).

    One transaction for each, as the giver; what was answered meanwhile is not asked.
    """
    return sum(_ask_again(here, one) for one in offers)


def _ask_again(here: uuid.UUID, which: uuid.UUID) -> bool:
    with db.acting(None, here, engine=True):
        giver = Offer.objects.filter(id=which).values_list("participant", flat=True).first()
    if giver is None:
        return False
    with db.acting(giver, here):
        rows = Offer.objects.select_for_update(of=("self",)).select_related("participant")
        offer = rows.filter(id=which, participant_id=giver, asked_again_at=None).first()
        if offer is None or not offer.is_due():
            return False
        offer.asked_again_at = timezone.now()
        offer.save(update_fields=["asked_again_at"])
        by = By(me=offer.participant)
        channel = people.channel_for(giver)
        notices.queue(
            "exchange.offer_again", recipient=giver, channel=channel, by=by, thing=offer.id
        )
    return True


def _look_for_asks(offer: Offer) -> None:
    """Queue the job that sees for which asks this offer is an idea (tasks.py); ids only."""
    app.configure_task("exchange.look_for_asks", queue="ideas").defer(
        offer_id=str(offer.id), here=str(offer.neighbourhood_id)
    )


def _set(offer: Offer, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(offer, name, value)
    offer.save(update_fields=[*values, "keys"])


def _record(verb: str, offer: Offer, by: By) -> None:
    line = by.line(verb, whose=offer.participant_id, thing=offer.id)
    journal.record(line, by=by.id, here=by.here)
