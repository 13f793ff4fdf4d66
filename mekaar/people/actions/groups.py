"""Writing down which groups there are, and taking part in one by one's own yes."""

from django.db import transaction
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
    """Take part in a group; saying it twice changes nothing."""
    require(rules.may_act_for(by, participant.id), _("Alleen je eigen ja telt."))
    member, new = GroupMember.objects.get_or_create(
        participant=participant,
        group=group,
        neighbourhood_id=participant.neighbourhood_id,
    )
    if new:
        line = by.line("people.group.joined", whose=participant.id, thing=group.id)
        record(line, by=by.id, here=by.here)
    return member


@transaction.atomic
def leave_group(participant: Participant, group: Group, *, by: By) -> None:
    """Leave a group, in one step and without a reason."""
    require(rules.may_act_for(by, participant.id), _("Alleen je eigen nee telt."))
    gone, _which = GroupMember.objects.filter(participant=participant, group=group).delete()
    if gone:
        line = by.line("people.group.left", whose=participant.id, thing=group.id)
        record(line, by=by.id, here=by.here)
