"""Every write of an arrangement: proposed, agreed, rounded off, given back (R-E06, L-08, L-15)."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.exchange import boundaries, states
from mekaar.exchange.actions import afterwards
from mekaar.exchange.actions.introduction import (
    back_to_ideas,
    gone,
    record_quietly,
    set_pair_aside,
    tell_who_looks_on,
)
from mekaar.exchange.models import Arrangement, Ask, Introduction, Side
from mekaar.exchange.queries import arrangement as queries
from mekaar.exchange.rules import arrangement as rules
from mekaar.exchange.telling import Proposal
from mekaar.journal import actions as journal
from mekaar.notices import actions as notices
from mekaar.people import queries as people
from mekaar.people.by import By, require

State = Arrangement.State

# The same words sent twice within this time are a double click, not two arrangements.
ONE_CLICK = datetime.timedelta(minutes=2)


@transaction.atomic
def propose(side: Side, proposal: Proposal, *, by: By) -> Arrangement:
    """One of two who were introduced proposes something, with an end; the other says yes or not.

    Refused are what is never asked of a volunteer, with the back-up's number (invariant 27), and
    what the asker does alone (R-B04).
    """
    require(rules.may_propose(by, side), _("Een afspraak is tussen twee mensen die elkaar kennen."))
    written = by.written_for(side.participant_id)
    introduction = _locked_contact(side)
    partner = Side.objects.with_other().get(id=side.id).other_id
    if partner is None:
        raise gone()
    require(
        by.id != partner, _("Jij bent zelf een van de twee. Laat iemand anders dit opschrijven.")
    )
    is_asker = side.which == Side.Which.ASKER
    asker, giver = (side.participant_id, partner) if is_asker else (partner, side.participant_id)
    _require_sound(proposal, asker, by)
    if before := _just_proposed(introduction, proposal, by):
        return before
    now = timezone.now()
    arrangement = Arrangement.objects.create(
        neighbourhood_id=by.here,
        introduction=introduction,
        asker_id=asker,
        giver_id=giver,
        asker_yes_at=now if is_asker else None,
        giver_yes_at=None if is_asker else now,
        **proposal,
        **written,
    )
    _record("exchange.arrangement.proposed", arrangement, side, by)
    _tell("exchange.arrangement.proposed", arrangement, side, by)
    return arrangement


def _just_proposed(introduction: Introduction, proposal: Proposal, by: By) -> Arrangement | None:
    just_now = Arrangement.objects.running().filter(
        introduction=introduction, written_by=by.id, made_at__gt=timezone.now() - ONE_CLICK
    )
    return next((one for one in just_now if one.words == proposal["words"]), None)


def _require_sound(proposal: Proposal, asker: uuid.UUID, by: By) -> None:
    require_within_boundaries(proposal, by=by)
    if rules.takes_over(proposal["activity"]) or queries.does_alone(
        asker, proposal["words"], here=by.here
    ):
        raise Refused(
            _("Dit doet iemand zelf. Dat nemen we niet over.")
            + " "
            + _("Alleen die persoon kan dat veranderen, bij “Dit doe ik zelf”.")
        )


def require_within_boundaries(proposal: Proposal, *, by: By) -> None:
    """Refuse what is never asked of a volunteer, and say whom to call instead (L-08).

    Raises Refused.
    """
    crossed = boundaries.crossed(proposal["words"], proposal["place"])
    if crossed is None:
        return
    raise Refused(
        _("Dit vragen we niet van een buur: %(what)s. Bel %(who)s. Samen zoeken we iets anders.")
        % {"what": crossed.what, "who": queries.back_up_to_call(by.here)}
    )


def _locked_contact(side: Side) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",))
    found = rows.filter(id=side.introduction_id, state=Introduction.State.INTRODUCED).first()
    if found is None:
        raise gone()
    return found


@transaction.atomic
def agree(arrangement: Arrangement, *, by: By) -> Arrangement:
    """The yes of the other: then it is agreed. Saying yes twice is saying it once."""
    arrangement = _locked(arrangement)
    mine = _own_yes(arrangement, by)
    if arrangement.state == State.AGREED:
        return arrangement
    states.ARRANGEMENT.require_move(arrangement.state, State.AGREED)
    now = timezone.now()
    if mine == Side.Which.ASKER:
        arrangement.asker_yes_at = arrangement.asker_yes_at or now
    else:
        arrangement.giver_yes_at = arrangement.giver_yes_at or now
    if arrangement.asker_yes_at is None or arrangement.giver_yes_at is None:
        raise Refused(_("Jij zei al ja. Nu is het aan de ander."))
    arrangement.state = State.AGREED
    arrangement.save(update_fields=["asker_yes_at", "giver_yes_at", "state"])
    side = _side(arrangement, mine)
    _record("exchange.arrangement.agreed", arrangement, side, by)
    with db.acting(by.id, by.here, engine=True):
        _arranged(arrangement)
    _tell("exchange.arrangement.agreed", arrangement, side, by)
    return arrangement


def _own_yes(arrangement: Arrangement, by: By) -> str:
    """Whose yes is still open and may be given by this person.

    Raises NotAllowed.
    """
    open_first = sorted(
        (Side.Which.ASKER, Side.Which.GIVER), key=lambda which: _said(arrangement, which)
    )
    for which in open_first:
        if rules.may_say_yes(by, arrangement, as_asker=which == Side.Which.ASKER):
            return str(which)
    require(False, _("Alleen wie het aangaat, zegt hier ja."))
    return ""


def _said(arrangement: Arrangement, which: str) -> bool:
    yes = arrangement.asker_yes_at if which == Side.Which.ASKER else arrangement.giver_yes_at
    return yes is not None


def _arranged(arrangement: Arrangement) -> None:
    ask = Ask.objects.select_for_update(of=("self",)).filter(
        introductions=arrangement.introduction_id, state=Ask.State.INTRODUCED
    )
    for one in ask:
        one.state, one.state_since, one.looking_again = Ask.State.ARRANGED, timezone.now(), False
        one.save(update_fields=["state", "state_since", "looking_again"])


@transaction.atomic
def withdraw_proposal(arrangement: Arrangement, *, by: By) -> Arrangement:
    """Take a proposal back, or say no to it: one step, no reason."""
    arrangement = _locked(arrangement)
    require(rules.is_of_the_two(by, arrangement), _("Dit is een afspraak van anderen."))
    if arrangement.state != State.WITHDRAWN:
        states.ARRANGEMENT.require_move(arrangement.state, State.WITHDRAWN)
        arrangement.state = State.WITHDRAWN
        arrangement.save(update_fields=["state"])
        record_quietly("exchange.arrangement.changed", _own_side(arrangement, by), by)
    return arrangement


@transaction.atomic
def round_off(arrangement: Arrangement, *, by: By) -> Arrangement:
    """It was good: either of the two ends it in one step; then both may be asked the other way."""
    arrangement = _locked(arrangement)
    require(rules.is_of_the_two(by, arrangement), _("Dit is een afspraak van anderen."))
    if arrangement.state == State.ROUNDED_OFF:
        return arrangement
    states.ARRANGEMENT.require_move(arrangement.state, State.ROUNDED_OFF)
    arrangement.state = State.ROUNDED_OFF
    arrangement.save(update_fields=["state"])
    record_quietly("exchange.arrangement.changed", _own_side(arrangement, by), by)
    with db.acting(by.id, by.here, engine=True):
        introduction = Introduction.objects.get(id=arrangement.introduction_id)
        sides = list(Side.objects.filter(introduction=introduction).order_by("which"))
        afterwards.prepare_reverse_questions(introduction, sides)
        afterwards.await_lasting_contact(introduction, sides)
    return arrangement


@transaction.atomic
def give_back(arrangement: Arrangement, *, by: By) -> None:
    """ "Dit is te veel. Je hoeft niet uit te leggen waarom." (R-E06, invariant 21).

    The row is gone, the ask looks on, the coordinator hears of the ask. Nothing is counted, and the
    asker reads only that we look for another way. Giving back twice is doing it once.
    """
    found = Arrangement.objects.select_for_update(of=("self",)).filter(id=arrangement.id).first()
    if found is None:
        return
    require(rules.may_give_back(by, found), _("Alleen wie dit doet, kan het teruggeven."))
    introduction, giver = found.introduction_id, found.giver_id
    found.delete()
    line = by.line("exchange.arrangement.changed", whose=giver)
    journal.record(line, by=by.id, here=by.here)
    with db.acting(by.id, by.here, engine=True):
        of = Introduction.objects.select_related("ask").get(id=introduction)
        set_pair_aside(of)
        others = Arrangement.objects.filter(introduction=of, state=State.AGREED)
        if others.exists():
            Ask.objects.filter(id=of.ask_id).update(looking_again=True)
        else:
            back_to_ideas(of.ask, by=by, looking_again=True)
    tell_who_looks_on(of.ask, by=by)


def _locked(arrangement: Arrangement) -> Arrangement:
    rows = Arrangement.objects.select_for_update(of=("self",)).filter(id=arrangement.id)
    found = rows.first()
    if found is None:
        raise Refused(_("Deze afspraak is er niet meer. Er is niets veranderd."))
    return found


def _own_side(arrangement: Arrangement, by: By) -> Side:
    asks = by.acts_for(arrangement.asker_id) and by.id != arrangement.giver_id
    return _side(arrangement, Side.Which.ASKER if asks else Side.Which.GIVER)


def _side(arrangement: Arrangement, which: str) -> Side:
    return Side.objects.get(introduction_id=arrangement.introduction_id, which=which)


def _record(verb: str, arrangement: Arrangement, side: Side, by: By) -> None:
    line = by.line(verb, whose=side.participant_id, thing=arrangement.id)
    journal.record(line, by=by.id, here=by.here)


def _tell(kind: str, arrangement: Arrangement, side: Side, by: By) -> None:
    other = arrangement.other_than(side.participant_id)
    if not by.acts_for(other):
        channel = people.channel_for(other)
        notices.queue(kind, recipient=other, thing=arrangement.id, channel=channel, by=by)
