"""Writing down which groups there are, and taking part in one by one's own yes."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mekaar.core.errors import Refused
from mekaar.journal.actions import record
from mekaar.people import rules
from mekaar.people.by import By, require
from mekaar.people.details import GroupWording
from mekaar.people.models import Group, GroupMember, Participant


@transaction.atomic
def write_group(wording: GroupWording, *, by: By, group: Group | None = None) -> Group:
    """A host or connector writes down a group, or says it otherwise; two have not one name."""
    require(by.holds("host", "connector"), _("Dat doet iemand van de balie."))
    same = Group.objects.visible_to(by).filter(name__iexact=wording.name)
    if group:
        same = same.exclude(id=group.id)
    if same.exists():
        raise Refused(_("Deze groep staat er al."))
    group = group or Group(neighbourhood_id=by.here)
    group.name, group.when = wording.name, wording.when
    group.meeting_place = wording.meeting_place
    group.save()
    record(by.line("people.group.written", thing=group.id), by=by.id, here=by.here)
    return group


@transaction.atomic
def join_group(participant: Participant, group: Group, *, by: By) -> GroupMember:
    """Say that you take part in a group; it counts when somebody of the desk says so too.

    Who is helped at the desk says it there, so it counts at once. Saying it twice changes nothing.
    """
    require(rules.may_act_for(by, participant.id), _("Alleen je eigen ja telt."))
    at_desk = by.is_at_desk_for(participant.id)
    member, new = GroupMember.objects.get_or_create(
        participant=participant,
        group=group,
        neighbourhood_id=participant.neighbourhood_id,
        defaults={"confirmed_at": timezone.now() if at_desk else None},
    )
    if new:
        verb = "people.group.joined" if at_desk else "people.group.wished"
        line = by.line(verb, whose=participant.id, thing=group.id)
        record(line, by=by.id, here=by.here)
    elif at_desk and member.confirmed_at is None:
        confirm_member(member, by=by)
    return member


@transaction.atomic
def confirm_member(member: GroupMember, *, by: By) -> None:
    """Somebody of the desk says that this other person belongs to the group; once."""
    require(by.holds("host", "connector"), _("Dat doet iemand van de balie."))
    if member.participant_id == by.id:
        raise Refused(_("Of je zelf bij een groep hoort, zegt een ander van de balie."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.confirm_member(%s)", [member.id])
        confirmed = cursor.fetchone()[0]
    if confirmed:
        line = by.line("people.group.joined", whose=member.participant_id, thing=member.group_id)
        record(line, by=by.id, here=by.here)


@transaction.atomic
def decline_member(member: GroupMember, *, by: By) -> None:
    """The wish goes, and nothing says that it was there; somebody of the desk tells why."""
    require(by.holds("host", "connector"), _("Dat doet iemand van de balie."))
    gone, _which = GroupMember.objects.wished(by).filter(id=member.id).delete()
    if gone:
        line = by.line("people.group.declined", whose=member.participant_id, thing=member.group_id)
        record(line, by=by.id, here=by.here)


@transaction.atomic
def leave_group(participant: Participant, group: Group, *, by: By) -> None:
    """Leave a group, in one step and without a reason."""
    require(rules.may_act_for(by, participant.id), _("Alleen je eigen nee telt."))
    gone, _which = GroupMember.objects.filter(participant=participant, group=group).delete()
    if gone:
        line = by.line("people.group.left", whose=participant.id, thing=group.id)
        record(line, by=by.id, here=by.here)
