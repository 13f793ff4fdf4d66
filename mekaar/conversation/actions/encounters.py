"""A talk: wished by the resident, planned by the connector, held; or taken back in one step."""

import datetime
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.conversation import rules, states
from mekaar.conversation.actions.looking import take_turns
from mekaar.conversation.models import Encounter
from mekaar.conversation.said import Wish
from mekaar.core import dates
from mekaar.core.errors import NotThere, Refused
from mekaar.journal.actions import record
from mekaar.notices.actions import queue
from mekaar.people.by import By, require
from mekaar.people.models import Participant, RoleHeld
from mekaar.people.queries import channel_for

State = Encounter.State


def _locked(talk: Encounter, by: By) -> Encounter:
    """The talk as it is now, held until this action is done.

    Raises NotThere.
    """
    found = Encounter.objects.visible_to(by).select_for_update().filter(id=talk.id).first()
    if found is None:
        raise NotThere("")
    return found


def _record(verb: str, talk: Encounter, by: By) -> None:
    line = by.line(verb, whose=talk.participant_id, thing=talk.id)
    record(line, by=by.id, here=by.here)


@transaction.atomic
def wish_encounter(participant: Participant, wish: Wish, *, by: By, now: bool = False) -> Encounter:
    """Say that you want to talk, and where (R-C09). `now` is the lightest form: here and at once.

    Wishing the same twice changes nothing. Raises NotAllowed, Refused.
    """
    require(
        rules.may_write(by, participant.id),
        _("Lees eerst voor waar het gesprek is. Het telt pas na een ja."),
    )
    _require_place(wish)
    take_turns(participant.id)
    state = State.HELD if now else State.WISHED
    mine = Encounter.objects.filter(
        neighbourhood=by.here,
        participant=participant,
        state=state,
        held_on=dates.today() if now else None,
    )
    said = {Wish(one.place, one.by_phone, one.language_helper): one for one in mine}
    if same := said.get(wish):
        return same
    talk = Encounter.objects.create(
        neighbourhood_id=by.here,
        participant=participant,
        state=state,
        held_on=dates.today() if now else None,
        with_whom=by.id if now and by.id != participant.id else None,
        **asdict(wish),
        **by.written_for(participant.id),
    )
    verb = "conversation.encounter.held" if now else "conversation.encounter.wished"
    _record(verb, talk, by)
    return talk


def _require_place(wish: Wish) -> None:
    if not wish.place and not wish.by_phone:
        raise Refused(_("Waar wil je praten? Elke plek is goed, ook de telefoon."))


@transaction.atomic
def change_place(talk: Encounter, wish: Wish, *, by: By) -> Encounter:
    """Choose another place; only the resident does that (R-C09). Raises NotAllowed, Refused."""
    talk = _locked(talk, by)
    if talk.state not in {State.WISHED, State.PLANNED}:
        raise Refused(_("Dit gesprek is al geweest of ingetrokken. Vraag een nieuw gesprek aan."))
    require(rules.may_change_place(by, talk), _("Alleen wie wil praten kiest de plek."))
    _require_place(wish)
    if wish == Wish(talk.place, talk.by_phone, talk.language_helper):
        return talk
    changed = {**asdict(wish), **by.written_for(talk.participant_id)}
    for name, value in changed.items():
        setattr(talk, name, value)
    talk.save(update_fields=list(changed))
    _record("conversation.encounter.changed", talk, by)
    return talk


@transaction.atomic
def plan_encounter(
    talk: Encounter, *, at: datetime.datetime, with_whom: Participant, by: By
) -> Encounter:
    """Agree on a day and on who comes; the place stays the resident's. Raises NotAllowed, Refused.

    Planning again moves the day. The resident hears of it the way they chose.
    """
    talk = _locked(talk, by)
    if talk.state != State.PLANNED:
        states.ENCOUNTER.require_move(talk.state, State.PLANNED)
    require(rules.may_plan(by, talk), _("De buurtverbinder spreekt een dag af."))
    _require_partner(with_whom, by)
    if at <= timezone.now():
        raise Refused(_("Dit moment is al geweest. Kies een moment dat nog komt."))
    if (talk.state, talk.planned_for, talk.with_whom) == (State.PLANNED, at, with_whom.id):
        return talk
    talk.state, talk.planned_for, talk.with_whom = State.PLANNED, at, with_whom.id
    talk.save(update_fields=["state", "planned_for", "with_whom"])
    _record("conversation.encounter.planned", talk, by)
    if not by.acts_for(talk.participant_id):
        queue(
            "conversation.encounter.planned",
            recipient=talk.participant_id,
            channel=channel_for(talk.participant_id),
            by=by,
            thing=talk.id,
        )
    return talk


def _require_partner(with_whom: Participant, by: By) -> None:
    desk = RoleHeld.objects.now().filter(
        neighbourhood=by.here, participant=with_whom, role__in=(rules.HOST, rules.CONNECTOR)
    )
    if not desk.exists():
        raise Refused(_("Kies iemand van de balie of een buurtverbinder."))


@transaction.atomic
def hold_encounter(talk: Encounter, *, by: By) -> Encounter:
    """The talk has been; how long it took is nobody's business (R-C08). Saying it twice is fine.

    Raises NotAllowed, Refused.
    """
    talk = _locked(talk, by)
    if talk.state == State.HELD:
        return talk
    states.ENCOUNTER.require_move(talk.state, State.HELD)
    require(rules.may_hold(by, talk), _("Dat zegt wie zelf bij het gesprek was."))
    if talk.with_whom is None and by.id != talk.participant_id:
        talk.with_whom = by.id
    talk.state, talk.held_on = State.HELD, dates.today()
    talk.save(update_fields=["state", "held_on", "with_whom"])
    _record("conversation.encounter.held", talk, by)
    return talk


@transaction.atomic
def withdraw_encounter(talk: Encounter, *, by: By) -> Encounter:
    """Take the wish back in one step, without a reason. Raises NotAllowed, Refused."""
    talk = _locked(talk, by)
    if talk.state == State.WITHDRAWN:
        return talk
    states.ENCOUNTER.require_move(talk.state, State.WITHDRAWN)
    require(rules.may_withdraw(by, talk), _("Alleen wie wilde praten trekt het gesprek in."))
    talk.state = State.WITHDRAWN
    talk.save(update_fields=["state"])
    _record("conversation.encounter.withdrawn", talk, by)
    if talk.with_whom and talk.with_whom != by.id:
        queue(
            "conversation.encounter.withdrawn",
            recipient=talk.with_whom,
            channel=channel_for(talk.with_whom),
            by=by,
            thing=talk.id,
        )
    return talk
