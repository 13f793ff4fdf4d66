"""Participants, how to reach them, the roles they hold, desk visits, and accounts to sign in."""

import datetime
import uuid
from typing import ClassVar, Protocol

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mekaar.core.ids import new_code, new_id
from mekaar.core.models import Kept
from mekaar.core.sealed import BlindKeys, OwnWords, SealedAddress, SealedText
from mekaar.people.names import beginnings

# A desk visit that somebody forgot to close stops opening the record after this time.
LONGEST_VISIT_TIME = datetime.timedelta(hours=3)


class Looker(Protocol):
    """Who looks, as the querysets of this floor need it (by.By is one)."""

    @property
    def here(self) -> uuid.UUID:
        """The neighbourhood in which they act."""

    @property
    def ids(self) -> list[uuid.UUID]:
        """The people whose own pages are open now."""

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is held here now."""


def _works_at_desk(by: Looker) -> bool:
    return by.holds(RoleHeld.Role.HOST, RoleHeld.Role.CONNECTOR)


class AccountManager(BaseUserManager["Account"]):
    """Accounts have no password, so there is nothing to create but the row."""


class Account(AbstractBaseUser):
    """Who may sign in. Sign-in machinery: points to a participant and holds nothing of a life."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=16, unique=True, default=new_code)
    email = SealedAddress(unique=True, null=True, blank=True)
    participant_id = models.UUIDField(unique=True, null=True)
    neighbourhood_id = models.UUIDField(null=True)
    is_active = models.BooleanField(default=True)
    # Digest of the one-time code with which staff may set up their first second step.
    start_digest = models.CharField(max_length=64, blank=True, default="")
    start_made_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "code"
    EMAIL_FIELD = "email"
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.code


class SignInCard(models.Model):
    """A printed card with a code to sign in. Only a keyed digest of the code is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="cards")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # The open desk visit in which a helper printed it: until that is closed, it opens nothing.
    made_in = models.UUIDField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class MailedCode(models.Model):
    """A code that is mailed for signing in, or to show that a new address is really yours.

    The row is made for every address that is typed, known or not, so that nobody can find out who
    has an account; the worker writes the digest and sends the mail. `email` is only for a new one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    email = SealedAddress(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.id)


class SessionOf(models.Model):
    """Which sessions an account has open, so that all can be ended at once (sign out, erase).

    The key stands here as in `django_session`: as a digest (ADR 22).
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.session_key[:4]


class Attempt(models.Model):
    """Tries to sign in per key (a digest of address or session) and moment: the rate limit."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="people_attempt_key")]

    def __str__(self) -> str:
        return self.key


class Answered(models.Model):
    """A form that was sent and done: sent again, it leads where it led and does nothing."""

    key = models.CharField(max_length=64, primary_key=True)
    location = models.BinaryField()  # sealed: an address may hold what was typed
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key


class OwnerKey(models.Model):
    """The key that seals the words of one owner, itself closed by the key ring (ADR 17).

    Of a person, or of a row of nobody known. It goes with them; copies of the words are noise then.
    """

    owner = models.UUIDField(primary_key=True)
    neighbourhood_id = models.UUIDField()
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return str(self.owner)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Reads of people."""

    def visible_to(self, by: Looker) -> "ParticipantQuerySet":
        """The desk sees who lives here by name, no guest; others themselves and whom they help."""
        if _works_at_desk(by):
            return self.filter(neighbourhood_id=by.here).exclude(state=Participant.State.GUEST)
        return self.filter(neighbourhood_id=by.here, id__in=by.ids)


class Participant(Kept):
    """A person known to the neighbourhood; can always ask and offer (R-A07). One type for all.

    Only a name is required, and it may be invented (L-01). No birth date, no BSN (L-05).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("nog niet gesproken")
        KNOWN = "known", _("bekend")
        GUEST = "guest", _("gast in een kring")

    sealed_for = "id"

    display_name = SealedText(max_length=80)
    # How the desk finds the name, which the database cannot read.
    find_keys = BlindKeys("name", lambda person: beginnings(person.display_name))
    state = models.CharField(max_length=8, choices=State, default=State.KNOWN)
    language = models.CharField(max_length=8, default="nl")
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    language_helper = SealedText(max_length=80, blank=True)
    building = models.ForeignKey(
        "places.Building", null=True, blank=True, on_delete=models.SET_NULL
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta(Kept.Meta):
        indexes = [GinIndex(fields=["find_keys"], name="people_find")]

    def __str__(self) -> str:
        return self.display_name


class ReachPreference(Kept):
    """How and when a person wants to be reached, "niet" included, in their own words."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("bel mij")
        EMAIL = "email", _("mail mij")
        VIA = "via", _("via iemand anders")
        COME_BY = "come_by", _("ik kom zelf langs")
        NOT = "not", _("niet")

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="reach")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.COME_BY)
    phone = SealedText(max_length=24, blank=True)
    email = SealedText(max_length=254, blank=True)
    words = OwnWords(blank=True, max_length=200)

    def __str__(self) -> str:
        return self.kind


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    """Reads of roles."""

    def now(self) -> "RoleHeldQuerySet":
        """Roles that have begun and not ended."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=Now()), since__lte=Now())


class RoleHeld(Kept):
    """A role somebody holds in the neighbourhood, at one meeting place or everywhere."""

    class Role(models.TextChoices):
        HOST = "host", _("gastvrouw of gastheer")
        CONNECTOR = "connector", _("buurtverbinder")
        PROCESS_FACILITATOR = "process_facilitator", _("procesbegeleider")
        BACK_UP = "back_up", _("achterwacht")
        VOLUNTEER_COORDINATOR = "volunteer_coordinator", _("coördinator vrijwilligers")
        POLICY_OFFICER = "policy_officer", _("beleidsmedewerker")
        OPERATOR = "operator", _("beheerder")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="roles")
    meeting_place = models.ForeignKey(
        "places.MeetingPlace", null=True, blank=True, on_delete=models.CASCADE
    )
    role = models.CharField(max_length=24, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = RoleHeldQuerySet.as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(fields=["neighbourhood", "participant", "role"], name="people_role_held")
        ]

    def __str__(self) -> str:
        return self.role


class DeskVisit(Kept):
    """A host or connector helping one resident now, with the reason: opens that record, and closes.

    The wall `wall.helping()` reads it: without an open visit there is no reading (R-A15, L-10).
    """

    class Why(models.TextChoices):
        CAME_BY = "came_by", _("kwam langs aan de balie")
        PHONED = "phoned", _("belde zelf")
        CALLED_BACK = "called_back", _("is teruggebeld, zoals afgesproken")
        AGREED_TALK = "agreed_talk", _("we hadden een gesprek afgesproken")
        FIRST_TALK = "first_talk", _("eerste gesprek na het schrift")

    helper = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="visits_given")
    resident = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="visits")
    why = models.CharField(max_length=16, choices=Why, default=Why.CAME_BY)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "helper"],
                condition=models.Q(ended_at=None),
                name="people_one_visit_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(helper=models.F("resident")), name="people_visit_of_another"
            ),
        ]

    def __str__(self) -> str:
        return self.why

    def is_over(self) -> bool:
        """Closed, or forgotten so long ago that it opens nothing any more (walls.py)."""
        return self.ended_at is not None or timezone.now() - self.started_at > LONGEST_VISIT_TIME


class DoorbellQuerySet(models.QuerySet["Doorbell"]):
    """Reads of who rang."""

    def visible_to(self, by: Looker) -> "DoorbellQuerySet":
        """Host and connector of the place."""
        return self.filter(neighbourhood_id=by.here) if _works_at_desk(by) else self.none()


class Doorbell(Kept):
    """Someone without an account rings: a name, how to reach them, one line (R-D22, R-A15).

    Goes to host and connector; leads to a meeting, never to an account by itself (R-C04).
    """

    class Door(models.TextChoices):
        ASK = "ask", _("Ik heb een vraag")
        DO = "do", _("Ik wil iets voor iemand doen")
        START = "start", _("Ik wil iets beginnen")

    # Who rings may be nobody that is known: each row has a key of its own.
    sealed_for = "id"

    door = models.CharField(max_length=8, choices=Door)
    name = SealedText(max_length=80)
    reach = OwnWords(max_length=200)
    words = OwnWords(blank=True, max_length=1000)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    # Of who was signed in, so that erasing that person finds it.
    rung_by = models.UUIDField(null=True)

    objects = DoorbellQuerySet.as_manager()

    class Meta(Kept.Meta):
        indexes = [
            models.Index(
                fields=["neighbourhood", "made_at", "code"],
                name="people_doorbell_waits",
                condition=models.Q(answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.door


class GroupQuerySet(models.QuerySet["Group"]):
    """Reads of groups."""

    def visible_to(self, by: Looker) -> "GroupQuerySet":
        """Everybody who is known here may know which groups there are; nobody sees the members."""
        return self.filter(neighbourhood_id=by.here)


class Group(Kept):
    """A group somebody can choose as audience, such as the women's table. No public member list."""

    name = models.CharField(max_length=80)
    meeting_place = models.ForeignKey(
        "places.MeetingPlace", null=True, blank=True, on_delete=models.SET_NULL
    )
    when = models.CharField(max_length=80, blank=True)

    objects = GroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    """Reads of who takes part."""

    def confirmed(self) -> "GroupMemberQuerySet":
        """Of whom somebody of the desk said that they belong there: they read what is asked."""
        return self.filter(confirmed_at__isnull=False)

    def wished(self, by: Looker) -> "GroupMemberQuerySet":
        """Who would like to take part; for the desk."""
        if not _works_at_desk(by):
            return self.none()
        return self.filter(neighbourhood_id=by.here, confirmed_at=None)


class GroupMember(Kept):
    """Somebody takes part in a group: by their own yes, and by that of a person who knows.

    Without the second yes one press would open what is asked of the women's table (R-A08).
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="groups")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "group", "participant"], name="people_member_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.group_id)
