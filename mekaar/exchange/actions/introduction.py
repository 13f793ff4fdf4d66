"""Every write of an introduction: offered by a connector, the double yes, taken back, ended."""

import uuid

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mekaar.core import db
from mekaar.core.errors import Refused
from mekaar.core.languages import spoken_here
from mekaar.exchange import states
from mekaar.exchange.actions import afterwards
from mekaar.exchange.actions.ideas import refresh_ideas
from mekaar.exchange.models import (
    Arrangement,
    Ask,
    Idea,
    IdeaSetAside,
    Introduction,
    Offer,
    Side,
)
from mekaar.exchange.queries import introduction as queries
from mekaar.exchange.rules import introduction as rules
from mekaar.exchange.telling import Telling
from mekaar.journal import actions as journal
from mekaar.notices import actions as notices
from mekaar.people import queries as people
from mekaar.people.by import By, require
from mekaar.places.models import MeetingPlace

State = Introduction.State


def gone() -> Refused:
    """The same sentence for whoever asks about an introduction that is not there (any more)."""
    return Refused(_("Deze kennismaking is er niet meer. Er is niets veranderd."))


@transaction.atomic
def offer_introduction(ask: Ask, offer: Offer, telling: Telling, *, by: By) -> Introduction:
    """A connector asks the first of two people, in the connector's own words (R-A14).

    One at a time for an ask; a second click gives the same introduction.
    """
    require(
        rules.may_introduce(by, ask, offer),
        _("Een kennismaking is werk van een buurtverbinder die zelf niet een van de twee is."),
    )
    found = Ask.objects.select_for_update(of=("self",)).filter(id=ask.id).first()
    if found is None:
        raise gone()
    ask = found
    running = Introduction.objects.going_on().filter(ask=ask).first()
    if running and running.offer_id == offer.id:
        return running
    _require_free(ask, offer, running)
    _require_neutral(ask, offer, telling)
    introduction = Introduction.objects.create(
        neighbourhood_id=by.here,
        ask=ask,
        offer=offer,
        connector=by.id,
        meeting_place=telling["meeting_place"],
        first_meeting=telling["first_meeting"],
    )
    sides = _make_sides(introduction, ask, offer, telling)
    _ask_moves(ask, Ask.State.INTRODUCTION_OFFERED)
    first = sides[telling["first"]]
    _record("exchange.introduction.asked", first, by)
    _ask_side(first, by=by)
    return introduction


def _require_free(ask: Ask, offer: Offer, running: Introduction | None) -> None:
    if running:
        raise Refused(_("Er wordt al iemand gevraagd voor deze vraag. Eén tegelijk."))
    states.ASK.require_move(ask.state, Ask.State.INTRODUCTION_OFFERED)
    if not Offer.objects.filter(id=offer.id, state=Offer.State.OPEN).exists():
        raise Refused(_("Wat deze buur wilde doen, kan nu even niet. Kies een ander idee."))
    if IdeaSetAside.objects.filter(ask=ask, offer=offer).exists():
        raise Refused(_("Dit idee is opzij gelegd. Kies een ander idee."))


def _require_neutral(ask: Ask, offer: Offer, telling: Telling) -> None:
    asker, giver = ask.participant, offer.participant
    told = (
        (telling["told_giver"], asker),
        (telling["told_asker"], giver),
        (telling["first_meeting"], asker),
        (telling["first_meeting"], giver),
    )
    place = telling["meeting_place"].name if telling["meeting_place"] else ""
    for words, other in told:
        building = other.building.name if other.building else ""
        if rules.gives_away(words, other.display_name, building=building, place=place):
            raise Refused(
                _("Noem nog geen naam, gebouw, telefoon of mail. Die komen na twee keer ja.")
            )


def _make_sides(
    introduction: Introduction, ask: Ask, offer: Offer, telling: Telling
) -> dict[str, Side]:
    sides = {
        Side.Which.ASKER: (ask.participant_id, telling["told_asker"]),
        Side.Which.GIVER: (offer.participant_id, telling["told_giver"]),
    }
    return {
        which: Side.objects.create(
            neighbourhood_id=introduction.neighbourhood_id,
            introduction=introduction,
            participant_id=participant,
            which=which,
            told=told,
        )
        for which, (participant, told) in sides.items()
    }


def _ask_side(side: Side, *, by: By) -> None:
    """It is this one's turn: from now on the side is on their own page (invariant 16).

    No journal line here: after a first yes it would name the one to the other.
    """
    side.asked_at = timezone.now()
    side.save(update_fields=["asked_at"])
    _tell("exchange.introduction.asked", side.participant_id, side.id, by)


@transaction.atomic
def answer(side: Side, said: str, *, by: By) -> Introduction | None:
    """Yes or no of the person who was asked; another may only write down what that person said.

    The second yes opens the contact for both. A no ends it quietly: nothing remains that tells who
    said it (None). Saying the same twice has one effect.
    """
    require(
        rules.how_answered(by, side) is not None,
        _("Alleen wie gevraagd is, zegt ja of nee."),
    )
    with db.acting(by.id, by.here, engine=True):
        introduction = _locked(side.introduction_id)
        sides = {one.id: one for one in Side.objects.filter(introduction=introduction)}
        side = sides.pop(side.id)
        other = next(iter(sides.values()))
        side.introduction = introduction
        if side.answer == said:
            return introduction
        how = _require_answer(side, other, said, by)
        side.answer, side.answered_at = said, timezone.now()
        side.how, side.written_by = how, by.id
        side.save(update_fields=["answer", "answered_at", "how", "written_by"])
        _was_answered(side)
        record_quietly("exchange.introduction.answered", side, by)
        if said == Side.Answer.NO:
            _decline(introduction, other, by)
            return None
        _go_on(introduction, side, other, by)
    return introduction


def _was_answered(side: Side) -> None:
    """The notice that asked is done: nobody calls or writes about it any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.was_answered(%s)", [side.id])


def _require_answer(side: Side, other: Side, said: str, by: By) -> str:
    how = rules.how_answered(by, side, other=other.participant_id)
    require(
        how is not None,
        _("Jij bent zelf een van de twee. Laat iemand anders dit opschrijven."),
    )
    if not rules.may_answer(side, said):
        raise gone()
    return str(how)


def _go_on(introduction: Introduction, side: Side, other: Side, by: By) -> None:
    if other.asked_at is None:
        _moves(introduction, State.FIRST_YES)
        _ask_side(other, by=by)
        return
    _moves(introduction, State.INTRODUCED)
    _ask_moves(introduction.ask, Ask.State.INTRODUCED)
    afterwards.await_lasting_contact(introduction, [side, other])
    for one in (side, other):
        _record("exchange.introduction.introduced", one, by)
    _tell("exchange.introduction.introduced", other.participant_id, other.id, by)


def _decline(introduction: Introduction, other: Side, by: By) -> None:
    _moves(introduction, State.DECLINED)
    set_pair_aside(introduction)
    if other.answer == Side.Answer.YES:
        _tell("exchange.introduction_off", other.participant_id, None, by)
    ask = introduction.ask
    afterwards.forget(introduction)
    back_to_ideas(ask, by=by)


@transaction.atomic
def take_back(ask: Ask, *, by: By) -> None:
    """The asker or a connector takes an introduction back before the second yes.

    Doing it twice is doing it once; who said yes already hears only that it is off.
    """
    require(
        rules.may_take_back(by, ask),
        _("Alleen wie de vraag stelt of een buurtverbinder neemt dit terug."),
    )
    let_go(ask, by=by)
    with db.acting(by.id, by.here, engine=True):
        ask = Ask.objects.select_for_update(of=("self",)).get(id=ask.id)
        if ask.state == Ask.State.INTRODUCTION_OFFERED:
            back_to_ideas(ask, by=by)


def let_go(ask: Ask, *, by: By) -> None:
    """What still goes on for this ask is over; for an ask that moves on."""
    with db.acting(by.id, by.here, engine=True):
        running = Introduction.objects.going_on().filter(ask=ask)
        introduction = running.select_for_update(of=("self",)).first()
        if introduction is None:
            return
        line = by.line("exchange.introduction.taken_back", whose=ask.participant_id, thing=ask.id)
        journal.record(line, by=by.id, here=by.here)
        _is_off(introduction, by)


def offer_is_gone(offer: Offer, *, by: By) -> None:
    """Nobody is asked any longer for an offer that was taken back or rests (R-A16).

    The asker hears only that it is off, and only after an own yes; never by whom.
    """
    with db.acting(by.id, by.here, engine=True):
        running = Introduction.objects.going_on().filter(offer=offer).select_related("ask")
        for introduction in running.select_for_update(of=("self",)).order_by("id"):
            ask = introduction.ask
            _is_off(introduction, by)
            back_to_ideas(ask, by=by)


def _is_off(introduction: Introduction, by: By) -> None:
    waiting = Side.objects.filter(introduction=introduction, answer=Side.Answer.YES)
    told = [side for side in waiting if not by.acts_for(side.participant_id)]
    _moves(introduction, State.WITHDRAWN)
    for side in told:
        _tell("exchange.introduction_off", side.participant_id, None, by)
    afterwards.forget(introduction)


@transaction.atomic
def end_contact(side: Side, *, by: By) -> None:
    """Either of the two ends the contact: name and way to reach are gone in this very request.

    What still ran ends with it; a giver thereby gives it back. The other reads that it ended, on
    their page only, without a reason.
    """
    require(by.acts_for(side.participant_id), _("Alleen een van jullie twee kan stoppen."))
    with db.acting(by.id, by.here, engine=True):
        introduction = _locked(side.introduction_id)
        side.introduction = introduction
        if not rules.may_end(by, side):
            raise gone()
        gave_back = side.which == Side.Which.GIVER and _is_running(introduction)
        ask = introduction.ask
        others = Side.objects.filter(introduction=introduction).exclude(id=side.id)
        record_quietly("exchange.arrangement.changed", side, by)
        for other in others:
            notices.queue(
                "exchange.contact_ended", recipient=other.participant_id, channel="page", by=by
            )
        set_pair_aside(introduction)
        afterwards.count_contact(introduction, still=False)
        _moves(introduction, State.ENDED)
        afterwards.forget(introduction)
        back_to_ideas(ask, by=by, looking_again=gave_back)
    if gave_back:
        tell_who_looks_on(ask, by=by)


def _is_running(introduction: Introduction) -> bool:
    rows = Arrangement.objects.filter(introduction=introduction)
    return rows.filter(state=Arrangement.State.AGREED).exists()


def set_pair_aside(introduction: Introduction) -> None:
    """These two are not proposed again for this; it does not say who wanted that."""
    ask, offer = introduction.ask, introduction.offer_id
    if offer is None:
        return
    IdeaSetAside.objects.get_or_create(
        neighbourhood_id=introduction.neighbourhood_id,
        ask=ask,
        offer_id=offer,
        defaults={"participant_id": ask.participant_id},
    )
    Idea.objects.filter(ask=ask, offer_id=offer).delete()


def back_to_ideas(ask: Ask, *, by: By, looking_again: bool = False) -> None:
    """The ask goes on as it was before: ideas are open, and made anew."""
    ask = Ask.objects.select_for_update(of=("self",)).get(id=ask.id)
    if ask.state in {
        Ask.State.INTRODUCTION_OFFERED,
        Ask.State.INTRODUCED,
        Ask.State.ARRANGED,
    }:
        _ask_moves(ask, Ask.State.IDEAS_OPEN, looking_again=looking_again)
        refresh_ideas(ask, by=by)


def _ask_moves(ask: Ask, target: str, *, looking_again: bool = False) -> None:
    states.ASK.require_move(ask.state, target)
    ask.state, ask.state_since, ask.looking_again = target, timezone.now(), looking_again
    ask.save(update_fields=["state", "state_since", "looking_again"])


def _moves(introduction: Introduction, target: str) -> None:
    states.INTRODUCTION.require_move(introduction.state, target)
    introduction.state = target
    if target == State.INTRODUCED:
        introduction.introduced_at = timezone.now()
    introduction.save(update_fields=["state", "introduced_at"])


def _locked(introduction: uuid.UUID) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("ask")
    found = rows.filter(id=introduction).first()
    if found is None:
        raise gone()
    return found


def _record(verb: str, side: Side, by: By) -> None:
    line = by.line(verb, whose=side.participant_id, thing=side.introduction_id)
    journal.record(line, by=by.id, here=by.here)


def record_quietly(verb: str, side: Side, by: By) -> None:
    """A line that names no thing: together with other lines it tells of no no (ADR 10)."""
    journal.record(by.line(verb, whose=side.participant_id), by=by.id, here=by.here)


def tell_who_looks_on(ask: Ask, *, by: By) -> None:
    """Something was given back: the volunteer coordinator hears which ask, never from whom (R-E06).

    Without a coordinator it is the back-up.
    """
    told = queries.role_holders("volunteer_coordinator") or queries.role_holders("back_up")
    for recipient in told:
        channel = people.channel_for(recipient)
        notices.queue(
            "exchange.looking_on",
            recipient=recipient,
            thing=ask.id,
            channel=channel,
            by=by,
        )


def _tell(kind: str, recipient: uuid.UUID, thing: uuid.UUID | None, by: By) -> None:
    if by.acts_for(recipient):
        return
    channel = people.channel_for(recipient)
    notices.queue(kind, recipient=recipient, thing=thing, channel=channel, by=by)


def neutral_words(ask: Ask, offer: Offer, place: MeetingPlace | None) -> dict[str, str]:
    """What a connector may begin with: about nobody in particular, each in their own language."""
    with translation.override(spoken_here(offer.participant.language)):
        told_giver = _told(_("Iemand in de buurt vraagt iets dat bij jou kan passen."), place)
    with translation.override(spoken_here(ask.participant.language)):
        told_asker = _told(
            _("Er is iemand in de buurt die misschien iets voor je kan doen."), place
        )
    return {"told_giver": told_giver, "told_asker": told_asker}


def _told(begin: str, place: MeetingPlace | None) -> str:
    where = _(" De eerste keer kan in %(place)s.") % {"place": place.name} if place else ""
    return begin + where + _(" Wil je kennismaken?")
