"""Ideas and introductions: proposed by the engine, offered by a person, with a double yes."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from mekaar.core.models import Kept
from mekaar.core.sealed import OwnWords, SealedData
from mekaar.exchange.models.ask import Ask, Offer
from mekaar.people.by import By


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Reads of ideas."""

    def visible_to(self, by: By) -> Self:
        """The ideas of this person's asks, or of those of the resident helped now."""
        return self.filter(participant_id__in=by.ids)


class Idea(Kept):
    """One idea for an ask, with its reasons as data. Exists only while ideas are open (R-A13).

    `nth` is the order in which the engine put it; no score is kept and nobody is ranked.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="ideas")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="ideas")
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )
    reasons: "models.Field[Any, Any]" = SealedData(default=list)
    nth = models.PositiveSmallIntegerField(default=0)
    # The asker would like to know more about this one; the connector reads it as a wish.
    wished_at = models.DateTimeField(null=True, blank=True)

    objects = IdeaQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "ask", "offer"], name="exchange_idea_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["neighbourhood", "wished_at", "code"],
                name="exchange_idea_wished",
                condition=models.Q(wished_at__isnull=False),
            )
        ]
        ordering = ["nth"]

    def __str__(self) -> str:
        return str(self.nth)


class IdeaSetAside(Kept):
    """An idea that is not proposed again to these two; it says nothing about either."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="set_aside")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="set_aside")
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "ask", "offer"], name="exchange_set_aside_once"
            ),
        ]

    def __str__(self) -> str:
        return "set aside"


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Reads of introductions."""

    def going_on(self) -> Self:
        """Offered, and not yet answered by both."""
        return self.filter(state__in=Introduction.GOING_ON)

    def handled_by(self, by: By) -> Self:
        """What a connector of this neighbourhood handles; two people need only one of them."""
        return self.filter(neighbourhood_id=by.here) if by.holds("connector") else self.none()


class Introduction(Kept):
    """Two people brought together by a connector after a double yes, one after the other (R-A14).

    What is over (a no, taken back, ended) leaves no row: nobody can count who declined.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("de eerste is gevraagd")
        FIRST_YES = "first_yes", _("de eerste zei ja")
        INTRODUCED = "introduced", _("beiden zeiden ja")
        DECLINED = "declined", _("gaat niet door")
        WITHDRAWN = "withdrawn", _("teruggenomen")
        ENDED = "ended", _("beëindigd")

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="introductions")
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    # Of two people, so of neither: it goes with the introduction.
    sealed_for = "id"

    connector = models.UUIDField()
    meeting_place = models.ForeignKey(
        "places.MeetingPlace", null=True, blank=True, on_delete=models.SET_NULL
    )
    first_meeting = OwnWords(max_length=160, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OFFERED)
    introduced_at = models.DateTimeField(null=True, blank=True)

    GOING_ON = (State.OFFERED, State.FIRST_YES)

    objects = IntroductionQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "ask"],
                condition=models.Q(state__in=["offered", "first_yes"]),
                name="exchange_one_introduction_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["neighbourhood", "state"], name="exchange_intro_state")]

    def __str__(self) -> str:
        return self.state


class PartnerOf(models.Func):
    """The other of a double yes, as the database tells it to one of the two and to nobody else."""

    function = "wall.partner"
    output_field = models.UUIDField()


class SideQuerySet(models.QuerySet["Side"]):
    """Reads of sides."""

    def visible_to(self, by: By) -> Self:
        """The sides on the pages of this person, from the moment they are asked."""
        return self.filter(participant_id__in=by.ids, asked_at__isnull=False)

    def with_other(self) -> Self:
        """Each with `other_id`: who the other is, once both said yes; before that nobody."""
        other = PartnerOf(models.F("introduction_id"), models.F("participant_id"))
        return self.select_related("introduction").annotate(other_id=other)


class Side(Kept):
    """One of the two in an introduction: what they are told, when they were asked, their answer.

    The row exists for its participant only from the moment they are asked; nobody learns of an
    introduction before that. Who wrote the answer down stands with it.
    """

    class Which(models.TextChoices):
        ASKER = "asker"
        GIVER = "giver"

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nee")

    class How(models.TextChoices):
        SCREEN = "screen", _("op het scherm")
        PHONE = "phone", _("aan de telefoon")
        DESK = "desk", _("aan de balie")

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="sides")
    participant = models.ForeignKey(
        "people.Participant", on_delete=models.CASCADE, related_name="sides"
    )
    which = models.CharField(max_length=8, choices=Which)
    told = OwnWords(max_length=1000)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=4, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=8, choices=How, blank=True)
    written_by = models.UUIDField(null=True, blank=True)

    # Only there after `with_other()`.
    other_id: uuid.UUID | None

    objects = SideQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["neighbourhood", "introduction", "which"], name="exchange_two_sides"
            ),
            models.UniqueConstraint(
                fields=["neighbourhood", "introduction", "participant"],
                name="exchange_two_different_people",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="")
                | (models.Q(asked_at__isnull=False) & models.Q(written_by__isnull=False)),
                name="exchange_answer_after_asking",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "participant"], name="exchange_side_person")
        ]

    def __str__(self) -> str:
        return self.which
