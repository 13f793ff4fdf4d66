"""The cast: the same named neighbours in every test, made when a test first names them."""

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from mekaar.core.ids import new_code
from mekaar.people.models import Account, Participant, ReachPreference, RoleHeld
from mekaar.places.models import (
    Building,
    MeetingPlace,
    Neighbourhood,
    OpeningHour,
    Organisation,
    Responsibility,
)

Role = RoleHeld.Role


@dataclass(frozen=True)
class Neighbour:
    """What is fixed about somebody of the cast. Phone numbers are those that nobody has."""

    name: str
    phone: str = ""
    role: str = ""
    reach: dict[str, Any] = field(default_factory=dict)
    language: str = "nl"


PEOPLE = {
    # Who asks and who offers.
    "dekker": Neighbour("meneer Dekker", "06 0000 0013", reach={"words": "bel na tienen"}),
    "selam": Neighbour(
        "Selam", reach={"kind": "via", "words": "via mijn buurvrouw Abeba"}, language="ti"
    ),
    "henk": Neighbour("Henk", "06 0000 0028", reach={"words": "ik zit toch in de schuur"}),
    "tineke": Neighbour("Tineke", "06 0000 0025", reach={"words": "niet tussen twaalf en twee"}),
    "wil": Neighbour("Wil", "06 0000 0026", reach={"words": "vroeg is goed"}),
    # Who sits in a support circle.
    "mark": Neighbour("Mark", "06 0000 0034", reach={"words": "liever geen telefoon"}),
    "zus": Neighbour("Marijke", "06 0000 0035"),
    "ellen": Neighbour("Ellen", "06 0000 0036"),
    "anouk": Neighbour("Anouk", "06 0000 0037"),
    # Who welcomes and who introduces.
    "ria": Neighbour("Ria", "06 0000 0014", Role.HOST),
    "samira": Neighbour("Samira", "06 0000 0015", Role.CONNECTOR),
    # Who holds another role, and so may not look into anybody's record.
    "joke": Neighbour("Joke", "06 0000 0019", Role.PROCESS_FACILITATOR),
    "peter": Neighbour("Peter", "06 0000 0038", Role.PROCESS_FACILITATOR),
    "bert": Neighbour("Bert", "06 0000 0002", Role.VOLUNTEER_COORDINATOR),
    "loes": Neighbour("Loes", "06 0000 0003", Role.BACK_UP),
    "noor": Neighbour("Noor", "06 0000 0020", Role.POLICY_OFFICER),
    "douwe": Neighbour("Douwe", "06 0000 0021", Role.OPERATOR),
}

# People of the neighbourhood next door: whatever they hold there, here they see nothing.
STRANGERS = {
    "stranger": Neighbour("Vreemde Vogel", "06 0000 0090", Role.CONNECTOR),
    "stranger_host": Neighbour("Verre Gast", "06 0000 0091", Role.HOST),
    "stranger_resident": Neighbour("Overbuur Ophelia", "06 0000 0092"),
}

OPENING = [
    (1, "10:00", "12:30", "koffie en vragen"),
    (3, "10:00", "12:30", "koffie en vragen"),
    (4, "16:30", "19:00", "soep en brood"),
]


def make_neighbourhood(name: str = "De Oeverhoek", slug: str = "") -> Neighbourhood:
    """A neighbourhood with what stands on every page: a place, its hours, a phone, who to call."""
    here = Neighbourhood.objects.create(
        name=name,
        slug=slug or f"buurt-{new_code().lower()}",
        town="Waterland aan Zee",
        controller="Stichting De Oeverhoek Samen",
        controller_contact="contactpersoon privacy, 06 0000 0001",
    )
    place = MeetingPlace.objects.create(
        neighbourhood=here,
        name="buurthuis De Linde",
        address="Lindeplein 1",
        phone="06 0000 0010",
        about="Koffie en een tafel bij het raam. De deur is breed en er is geen drempel.",
        x=96450,
        y=531350,
        first=True,
    )
    for weekday, opens, closes, what in OPENING:
        OpeningHour.objects.create(
            neighbourhood=here,
            meeting_place=place,
            weekday=weekday,
            opens=datetime.time.fromisoformat(opens),
            closes=datetime.time.fromisoformat(closes),
            what=what,
        )
    Building.objects.create(neighbourhood=here, name="De Rietkraag", x=95900, y=531900)
    Organisation.objects.create(
        neighbourhood=here,
        name="Welzijn Waterland",
        kind=Organisation.Kind.WELFARE,
        insurance_text="Vrijwilligers zijn verzekerd bij de gemeente.",
    )
    Responsibility.objects.create(
        neighbourhood=here, label="vragen over privacy", phone="06 0000 0001", role="privacy"
    )
    return here


def make_participant(here: Neighbourhood, name: str = "Buur", **more: Any) -> Participant:
    """Somebody of this neighbourhood, who comes by to be reached."""
    role = more.pop("role", "")
    reach = more.pop("reach", {})
    participant = Participant.objects.create(neighbourhood=here, display_name=name, **more)
    ReachPreference.objects.create(neighbourhood=here, participant=participant, **reach)
    if role:
        # Since long: for the database "now" is the beginning of the transaction.
        since = timezone.now() - datetime.timedelta(days=400)
        RoleHeld.objects.create(neighbourhood=here, participant=participant, role=role, since=since)
    return participant


def account_of(participant: Participant) -> Account:
    """The account with which this participant signs in; made when it is not there yet."""
    account, _ = Account.objects.get_or_create(
        participant_id=participant.id,
        defaults={"neighbourhood_id": participant.neighbourhood_id},
    )
    return account


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Set the scene as the owner, also when a test names somebody behind the walls."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, coalesce(current_setting('mekaar.here', true), '')")
        role, here = cursor.fetchone()
        cursor.execute(f"SET LOCAL ROLE \"{settings.OWNER_ROLE}\"; SET LOCAL mekaar.here = ''")
        yield
        cursor.execute(f"SET LOCAL ROLE \"{role}\"; SET LOCAL mekaar.here = '{here}'")


class Cast:
    """Named neighbours as attributes: `cast.dekker`, `cast.samira`, `cast.stranger`."""

    def __init__(self, here: Neighbourhood) -> None:
        self.here = here
        self._there: Neighbourhood | None = None

    @property
    def there(self) -> Neighbourhood:
        """The neighbourhood next door, where the strangers live."""
        if self._there is None:
            self._there = make_neighbourhood("De Overkant")
        return self._there

    @property
    def place(self) -> MeetingPlace:
        """The first meeting place."""
        return MeetingPlace.objects.get(neighbourhood=self.here, first=True)

    def neighbour(self, name: str = "Buur", **more: Any) -> Participant:
        """One more resident without a name that matters."""
        return make_participant(self.here, name, **more)

    def everybody(self) -> list[Participant]:
        """The whole cast of this neighbourhood, made now."""
        return [getattr(self, key) for key in PEOPLE]

    def __getattr__(self, key: str) -> Participant:
        who = PEOPLE.get(key) or STRANGERS.get(key)
        if who is None:
            raise AttributeError(key)
        kind = ReachPreference.Kind.PHONE if who.phone else ReachPreference.Kind.COME_BY
        with as_owner():
            participant = make_participant(
                self.there if key in STRANGERS else self.here,
                who.name,
                role=who.role,
                reach={"kind": kind, "phone": who.phone, **who.reach},
                language=who.language,
            )
        setattr(self, key, participant)
        return participant
