"""Every write of an ask: placed, said otherwise, moved on by its asker, talked about."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mekaar.core.errors import Refused
from mekaar.exchange import states
from mekaar.exchange.actions.ideas import refresh_ideas
from mekaar.exchange.actions.introduction import let_go
from mekaar.exchange.models import Ask
from mekaar.exchange.models.ask import Audience
from mekaar.exchange.rules import ask as rules
from mekaar.exchange.wording import AskChanges
from mekaar.journal import actions as journal
from mekaar.people.by import By, require
from mekaar.people.models import Participant

State = Ask.State

# The same words sent twice within this time are a double click, not two asks.
ONE_CLICK = datetime.timedelta(minutes=2)

_ONLY_THE_ASKER = gettext_lazy("Alleen wie de vraag stelt, zegt wat ermee gebeurt.")


@transaction.atomic
def place_ask(participant: Participant, changes: AskChanges, *, by: By) -> Ask:
    """Place an ask in own words; it goes to the connector only, unless the asker says otherwise.

    Sending the same words twice gives the one ask (R-A08).
    """
    require(by.acts_for(participant.id), _("Een vraag stelt iemand zelf, of samen aan de balie."))
    written = by.written_for(participant.id)
    Participant.objects.select_for_update(of=("self",)).get(id=participant.id)
    just_now = Ask.objects.visible_to(by).filter(
        participant=participant,
        state=State.WITH_CONNECTOR,
        made_at__gt=timezone.now() - ONE_CLICK,
    )
    if before := next((one for one in just_now if one.words == changes["words"]), None):
        return before
    ask = Ask.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        first_words=changes["words"],
        **changes,
        **written,
    )
    _record("exchange.ask.placed", ask, by)
    return ask


@transaction.atomic
def hand_to_connector(ask: Ask, changes: AskChanges, *, by: By) -> Ask:
    """An ask out of the notebook counts from the moment its asker says it, in these words."""
    require(rules.may_change(by, ask), _("Deze vraag is van iemand anders."))
    written = by.written_for(ask.participant_id)
    ask = _locked(ask)
    states.ASK.require_move(ask.state, State.WITH_CONNECTOR)
    _set(ask, {**changes, **written, "first_words": changes["words"]})
    _go(ask, State.WITH_CONNECTOR)
    _record("exchange.ask.placed", ask, by)
    return ask


@transaction.atomic
def change_ask(ask: Ask, changes: AskChanges, *, by: By) -> Ask:
    """Say it otherwise: the first wording stays beside the later one (R-C06).

    Who may read it changes at once, in this very transaction (invariant 20).
    """
    require(rules.may_change(by, ask), _("Deze vraag is van iemand anders, of al afgerond."))
    written = by.written_for(ask.participant_id)
    ask = _locked(ask)
    if ask.state not in {State.DRAFT, *Ask.OPEN}:
        raise Refused(_("Deze vraag is al afgerond of ingetrokken. Stel gerust een nieuwe."))
    _set(ask, {**changes, **written})
    refresh_ideas(ask, by=by)
    _record("exchange.ask.changed", ask, by)
    return ask


@transaction.atomic
def stop_sharing_ask(ask: Ask, *, by: By) -> Ask:
    """Only the connector reads it from this very request on; the ask stays what it is (L-02).

    No word is said, so at the desk nothing is read back first. Doing it twice is doing it once.
    """
    require(rules.may_change(by, ask), str(_ONLY_THE_ASKER))
    ask = _locked(ask)
    if ask.is_wider:
        _set(ask, {"audience": Audience.CONNECTOR, "group": None})
        _record("exchange.ask.sharing_stopped", ask, by)
    return ask


@transaction.atomic
def pass_card(ask: Ask, *, by: By) -> Ask:
    """The resident passes the three core questions by, for this ask (R-A02, K11)."""
    require(rules.may_change(by, ask), _("Alleen wie de vraag stelt, slaat de vragen over."))
    if ask.card_passed_at is None:
        ask.card_passed_at = timezone.now()
        ask.save(update_fields=["card_passed_at"])
        _record("exchange.ask.card_passed", ask, by)
    return ask


@transaction.atomic
def begin_encounter(ask: Ask, *, by: By) -> Ask:
    """The connector and the asker talk: between an ask and any support stands a meeting (R-C03)."""
    require(
        rules.may_begin_encounter(by, ask),
        _("Alleen een buurtverbinder begint een gesprek hierover."),
    )
    ask = _locked(ask)
    if ask.state != State.ENCOUNTER:
        states.ASK.require_move(ask.state, State.ENCOUNTER)
        _go(ask, State.ENCOUNTER)
        _record("exchange.ask.encounter", ask, by)
    return ask


@transaction.atomic
def think_it_over(ask: Ask, *, by: By) -> Ask:
    """ "Ik denk nog na": nothing happens until the asker says so, and nothing expires (R-A13).

    Closes ideas that were open; they are gone.
    """
    return _move(ask, State.THINKING, "exchange.ask.thinking", by)


@transaction.atomic
def round_off_ask(ask: Ask, *, by: By) -> Ask:
    """It is good as it is now. Introductions that were still being asked are taken back."""
    return _end(ask, State.ROUNDED_OFF, "exchange.ask.rounded_off", by)


@transaction.atomic
def withdraw_ask(ask: Ask, *, by: By) -> Ask:
    """Take the ask back: one step, any time, no reason (R-A16)."""
    return _end(ask, State.WITHDRAWN, "exchange.ask.withdrawn", by)


def _end(ask: Ask, target: str, verb: str, by: By) -> Ask:
    require(rules.may_move(by, ask), str(_ONLY_THE_ASKER))
    let_go(ask, by=by)
    return _move(ask, target, verb, by)


def _move(ask: Ask, target: str, verb: str, by: By) -> Ask:
    """The asker goes on; being there already is fine (a second click)."""
    require(rules.may_move(by, ask), str(_ONLY_THE_ASKER))
    ask = _locked(ask)
    if ask.state == target:
        return ask
    states.ASK.require_move(ask.state, target)
    _go(ask, target)
    _record(verb, ask, by)
    return ask


def _locked(ask: Ask) -> Ask:
    return Ask.objects.select_for_update(of=("self",)).get(id=ask.id)


def _set(ask: Ask, values: dict[str, object]) -> None:
    if values.get("audience") == Audience.CONNECTOR:
        values = {**values, "shared_until": None}
    for name, value in values.items():
        setattr(ask, name, value)
    ask.save(update_fields=[*values, "keys"])


def _go(ask: Ask, target: str) -> None:
    ask.state, ask.state_since = target, timezone.now()
    ask.save(update_fields=["state", "state_since"])


def _record(verb: str, ask: Ask, by: By) -> None:
    line = by.line(verb, whose=ask.participant_id, thing=ask.id)
    journal.record(line, by=by.id, here=by.here)
