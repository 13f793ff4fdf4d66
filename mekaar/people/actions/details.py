"""Changing what is known of a person: by that person, or at the desk after reading back (R-A15)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.journal.actions import record
from mekaar.people import rules
from mekaar.people.by import By, require
from mekaar.people.details import Languages, Reach
from mekaar.people.models import Participant, ReachPreference
from mekaar.places.models import Building


def _require_own(participant: Participant, by: By) -> None:
    require(
        rules.may_change_details(by, participant.id),
        _("Dit verandert alleen de persoon zelf. Aan de balie lees je het eerst voor."),
    )


def _changed(participant: Participant, verb: str, *, by: By) -> None:
    record(by.line(verb, whose=participant.id, thing=participant.id), by=by.id, here=by.here)


@transaction.atomic
def rename(participant: Participant, name: str, *, by: By) -> Participant:
    """Take another name to be called by; it may be invented (L-01)."""
    _require_own(participant, by)
    participant.display_name = name
    participant.save(update_fields=["display_name", "find_keys"])
    _changed(participant, "people.participant.changed", by=by)
    return participant


@transaction.atomic
def change_reach(participant: Participant, reach: Reach, *, by: By) -> ReachPreference:
    """Choose how to be reached; also "niet"."""
    _require_own(participant, by)
    kept, _made = ReachPreference.objects.update_or_create(
        participant=participant,
        defaults={
            "neighbourhood_id": participant.neighbourhood_id,
            "kind": reach.kind,
            "phone": reach.phone,
            "email": reach.email,
            "words": reach.words,
        },
    )
    _changed(participant, "people.reach.changed", by=by)
    return kept


@transaction.atomic
def change_languages(participant: Participant, languages: Languages, *, by: By) -> Participant:
    """Say which languages one speaks, and who helps."""
    _require_own(participant, by)
    participant.language = languages.language
    participant.languages = languages.others
    participant.language_helper = languages.helper
    participant.save(update_fields=["language", "languages", "language_helper"])
    _changed(participant, "people.participant.changed", by=by)
    return participant


@transaction.atomic
def change_building(participant: Participant, building: Building | None, *, by: By) -> Participant:
    """Say in which building one lives, or nothing."""
    _require_own(participant, by)
    participant.building = building
    participant.save(update_fields=["building"])
    _changed(participant, "people.participant.changed", by=by)
    return participant


@transaction.atomic
def become_known(participant: Participant, *, by: By) -> Participant:
    """Somebody from the notebook was spoken with and said yes: no draft any more."""
    require(rules.may_act_for(by, participant.id), _("Eerst praten, dan pas opschrijven."))
    if participant.state == Participant.State.DRAFT:
        participant.state = Participant.State.KNOWN
        participant.save(update_fields=["state"])
        _changed(participant, "people.participant.known", by=by)
    return participant
