"""Asks, offers, and how much somebody can carry now."""

import datetime
import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mekaar.core.dates import say_day
from mekaar.core.models import Kept, OnBehalf
from mekaar.core.prepared import any_of
from mekaar.core.sealed import BlindKeys, OwnWords
from mekaar.matching import keys
from mekaar.people.by import By
from mekaar.people.models import GroupMember


class Audience(models.TextChoices):
    """Who may read it; the connector only, unless the owner chooses wider (R-A08)."""

    CONNECTOR = "connector", _("alleen de buurtverbinder")
    GROUP = "group", _("ook één groep")
    NEIGHBOURHOOD = "neighbourhood", _("ook de buurt, zonder mijn naam")


def still_shared(today: datetime.date) -> Q:
    """Until and with its day, or as long as it is open where no day was named (L-02)."""
    return Q(shared_until=None) | Q(shared_until__gte=today)


def _no_day_for_the_connector(name: str) -> models.CheckConstraint:
    """A day belongs to a wider audience: the connector reads as long as it is open (R-A08)."""
    return models.CheckConstraint(
        condition=~Q(audience="connector") | Q(shared_until__isnull=True), name=name
    )


class Wording(Kept, OnBehalf):
    """What an ask and an offer share: words, audience, times (28 dayparts), distance, languages."""

    first_words = OwnWords(max_length=2000)
    words = OwnWords(max_length=2000)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.CONNECTOR)
    # The last day on which more people than the connector read it; empty: as long as it is open.
    shared_until = models.DateField(null=True, blank=True)
    # Bit 4 × weekday + part; parts are morning, afternoon, evening, night. Null: any time.
    times = models.PositiveIntegerField(null=True, blank=True)
    max_distance = models.PositiveIntegerField(null=True, blank=True, help_text="metres")
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    state_since = models.DateTimeField(default=timezone.now)
    # How its words begin and end: two texts about the same share one (engine.py).
    keys = BlindKeys("word", lambda one: keys(one.words))

    class Meta:
        abstract = True

    @property
    def is_wider(self) -> bool:
        """Whether its owner chose more readers than the connector, also when their day is past."""
        return self.audience != Audience.CONNECTOR

    @property
    def sharing_is_over(self) -> bool:
        """Whether only the connector reads it now, because the last day of sharing is past."""
        until = self.shared_until
        return self.is_wider and until is not None and until < timezone.localdate()

    @property
    def is_read_widely(self) -> bool:
        """Whether more people than the connector may read it now."""
        return self.is_wider and not self.sharing_is_over

    @property
    def readers(self) -> str:
        """Whom its owner chose to read along, without the day."""
        return str(Audience(self.audience).label)

    @property
    def who_reads(self) -> str:
        """Who may read it now and until when, as every page says it (L-02)."""
        if self.sharing_is_over:
            return str(Audience.CONNECTOR.label)
        if not self.is_wider or self.shared_until is None:
            return self.readers
        said = {"readers": self.readers, "day": say_day(self.shared_until)}
        return gettext("%(readers)s, tot en met %(day)s") % said


class AskQuerySet(models.QuerySet["Ask"]):
    """Reads of asks."""

    def visible_to(self, by: By) -> Self:
        """The asks on the pages of this person, or of the resident helped now."""
        return self.filter(participant_id__in=by.ids)

    def open(self) -> Self:
        """Neither rounded off nor withdrawn, and spoken about."""
        return self.filter(state__in=Ask.OPEN)

    def addressed_to(self, by: By) -> Self:
        """The open asks a connector reads: each has at least the connector as audience."""
        return self.open() if by.holds("connector") else self.none()

    def on_board(self, by: By) -> Self:
        """What the neighbourhood, or a group of this person, may read without a name.

        Only as long as nobody is being introduced.
        """
        return self.on_board_of(by.ids, timezone.localdate())

    def on_board_of(self, ids: list[uuid.UUID], today: datetime.date) -> Self:
        """The same for these people together, on this day."""
        members = GroupMember.objects.confirmed().filter(any_of("participant_id", ids))
        groups = members.values("group_id")
        readable = Q(audience=Audience.NEIGHBOURHOOD) | Q(audience=Audience.GROUP, group__in=groups)
        others = self.exclude(any_of("participant_id", ids))
        return others.filter(readable, still_shared(today), state__in=Ask.LISTENING)


class Ask(Wording):
    """What a resident asks, with beside it what the resident does (R-A04). No category."""

    class State(models.TextChoices):
        DRAFT = "draft", _("nog niet besproken")
        WITH_CONNECTOR = "with_connector", _("bij de buurtverbinder")
        ENCOUNTER = "encounter", _("we praten samen")
        THINKING = "thinking", _("ik denk nog na")
        IDEAS_OPEN = "ideas_open", _("ik wil ideeën horen")
        INTRODUCTION_OFFERED = "introduction_offered", _("iemand wordt gevraagd")
        INTRODUCED = "introduced", _("jullie kennen elkaar")
        ARRANGED = "arranged", _("afgesproken")
        ROUNDED_OFF = "rounded_off", _("afgerond")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="asks"
    )
    self_part = OwnWords(blank=True, max_length=1000)
    beside_me = OwnWords(blank=True, max_length=1000)
    group = models.ForeignKey("people.Group", null=True, blank=True, on_delete=models.SET_NULL)
    profession_wanted = models.BooleanField(default=False)
    looking_again = models.BooleanField(default=False)
    # The three core questions were offered first, and the resident passed them by (R-A02, K11).
    card_passed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=24, choices=State, default=State.WITH_CONNECTOR)

    LISTENING = (State.WITH_CONNECTOR, State.ENCOUNTER, State.THINKING, State.IDEAS_OPEN)
    OPEN = (*LISTENING, State.INTRODUCTION_OFFERED, State.INTRODUCED, State.ARRANGED)

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="withdrawn")
                | Q(written_by=models.F("participant_id"))
                | Q(read_back_at__isnull=False),
                name="exchange_ask_read_back",
            ),
            _no_day_for_the_connector("exchange_ask_no_day_for_connector"),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="exchange_ask_participant"),
            models.Index(
                fields=["neighbourhood", "state", "state_since"], name="exchange_ask_state"
            ),
            models.Index(
                fields=["neighbourhood", "made_at", "code"],
                name="exchange_ask_board",
                condition=Q(audience__in=["neighbourhood", "group"]),
            ),
            GinIndex(fields=["keys"], name="exchange_ask_keys", condition=Q(state="ideas_open")),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def readers(self) -> str:
        """The group by its name, where it is for one group."""
        is_for_one = self.audience == Audience.GROUP and self.group is not None
        return self.group.name if is_for_one and self.group else super().readers


class OfferQuerySet(models.QuerySet["Offer"]):
    """Reads of offers. There is no list of offers for anybody but their giver (R-B07)."""

    def visible_to(self, by: By) -> Self:
        """The offers on the pages of this person, or of the resident helped now."""
        return self.filter(participant_id__in=by.ids)

    def kept_by(self, by: By) -> Self:
        """What a connector may read: offers that are open or resting."""
        kept = self.filter(state__in=Offer.KEPT)
        return kept if by.holds("connector") else self.none()

    def readable_by_neighbours(self) -> Self:
        """Whose words neighbours may read inside an idea."""
        return self.fresh().filter(
            still_shared(timezone.localdate()), audience=Audience.NEIGHBOURHOOD
        )

    def fresh(self) -> Self:
        """Open, and not grown stale: not yet time to look at it again with the giver."""
        not_due = Q(look_again_on=None) | Q(look_again_on__gt=timezone.localdate())
        return self.filter(not_due, state=Offer.State.OPEN)


class Offer(Wording):
    """What a resident would like to do for others, or a thing, place or group. No public list."""

    class Kind(models.TextChoices):
        PERSON = "person", _("ik doe iets")
        THING = "thing", _("een ding om te lenen")
        PLACE = "place", _("een plek")
        GROUP = "group", _("een groep waar je bij kunt")

    class State(models.TextChoices):
        DRAFT = "draft", _("nog niet besproken")
        OPEN = "open", _("graag")
        RESTING = "resting", _("even niet")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="offers"
    )
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PERSON)
    for_ask = models.ForeignKey(
        Ask, null=True, blank=True, on_delete=models.SET_NULL, related_name="answered_by"
    )
    look_again_on = models.DateField(null=True, blank=True)
    # "Wil je dit nog doen?" was asked, once; empty again after a yes (L-14).
    asked_again_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)

    KEPT = (State.OPEN, State.RESTING)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            *Kept.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(audience="group"), name="exchange_offer_has_no_group"
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="withdrawn")
                | Q(written_by=models.F("participant_id"))
                | Q(read_back_at__isnull=False),
                name="exchange_offer_read_back",
            ),
            _no_day_for_the_connector("exchange_offer_no_day_for_connector"),
        ]
        indexes = [
            models.Index(
                fields=["neighbourhood", "participant"], name="exchange_offer_participant"
            ),
            models.Index(fields=["neighbourhood", "state"], name="exchange_offer_state"),
            models.Index(
                fields=["neighbourhood", "look_again_on", "code"],
                name="exchange_offer_again",
                condition=Q(state="open"),
            ),
            GinIndex(fields=["keys"], name="exchange_offer_keys", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def is_read_widely(self) -> bool:
        """Only while it is open and fresh: who rests, or was not asked again, shares nothing."""
        return super().is_read_widely and self.state == self.State.OPEN and not self.is_due()

    def is_due(self, today: datetime.date | None = None) -> bool:
        """Whether it is time to look at it again with the giver."""
        if self.state != self.State.OPEN or self.look_again_on is None:
            return False
        return self.look_again_on <= (today or timezone.localdate())


class Carrying(Kept):
    """How many arrangements somebody can carry at once, said by that person, changed any time."""

    participant = models.OneToOneField(
        "people.Participant", on_delete=models.CASCADE, related_name="carrying"
    )
    at_once = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(self.at_once)
