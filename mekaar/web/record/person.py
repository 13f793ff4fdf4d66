"""Of the record: who somebody is, how to reach them, how they sign in, what waits for them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mekaar.exchange.reasons import spoken
from mekaar.notices.queries import all_waiting_for, words_of
from mekaar.people import passkeys, queries
from mekaar.people.details import way_of
from mekaar.people.models import Account, Participant
from mekaar.people.rules import is_guest
from mekaar.web.record.items import Item, day, day_and_time


def about(resident: Participant) -> Iterator[list[Item]]:
    """Name, languages, building, way to be reached, groups and roles."""
    others = [code for code in resident.languages if code != resident.language]
    guest, known = is_guest(resident), str(resident.get_state_display())
    yield [
        Item(_("Naam"), resident.display_name),
        Item(_("Je bent hier") if guest else _("Bekend bij de buurt"), known),
        Item(_("Taal"), spoken([resident.language])),
        Item(_("Spreekt ook"), spoken(others)),
        Item(_("Taalhulp"), resident.language_helper),
        Item(_("Waar je woont"), resident.building.name if resident.building else ""),
        *_reach(resident),
        *_groups(resident),
        *_roles(resident),
    ]
    for bell in queries.rung_by(resident.id):
        yield [
            Item(_("Je belde aan"), f"{bell.get_door_display()}, {day_and_time(bell.made_at)}"),
            Item(_("Jouw naam aan de deur"), bell.name),
            Item(_("Zo te bereiken"), bell.reach),
            Item(_("In eigen woorden"), bell.words),
        ]


def _reach(resident: Participant) -> Iterator[Item]:
    reach = queries.reach_of(resident.id)
    if reach:
        words = [way_of(resident, reach), reach.phone, reach.email, reach.words]
        yield Item(_("Bereikbaarheid"), ", ".join(word for word in words if word))


def _groups(resident: Participant) -> Iterator[Item]:
    for membership in queries.groups_for(resident):
        if membership.takes_part:
            yield Item(_("Groep"), membership.group.name)
        elif membership.wished:
            yield Item(_("Groep waar je bij wilt"), membership.group.name)


def _roles(resident: Participant) -> Iterator[Item]:
    for held in queries.roles_of(resident.id):
        days = {"from": day(held.since), "until": day(held.until)}
        when = _("van %(from)s tot %(until)s") if held.until else _("vanaf %(from)s")
        place = held.meeting_place.name if held.meeting_place else ""
        said = [str(held.get_role_display()), place, when % days]
        yield Item(_("Taak in de buurt"), ", ".join(part for part in said if part))


def ways_in(resident: Participant) -> Iterator[list[Item]]:
    """Mail address, card and keys to sign in with; the codes themselves are never kept."""
    account = Account.objects.filter(participant_id=resident.id).first()
    if account is None:
        return
    yield [
        Item(_("Met je mail"), account.email or ""),
        *(Item(_("Met een kaart"), day(card.made_at)) for card in queries.cards_of(account)),
        *(Item(_("Met een sleutel"), str(key)) for key in passkeys.all_of(account)),
    ]


def waiting(resident: Participant) -> Iterator[list[Item]]:
    """Messages that wait, whichever way they go, in their words."""
    for notice in all_waiting_for(resident.id):
        words = words_of(notice)
        yield [Item(f"{words.subject} ({day(notice.made_at)})", str(words.body))]
