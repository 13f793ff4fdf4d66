"""From JSON to an Instance; whatever is wrong becomes one BadInstance with one sentence."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from mekaar.matching.agreement import MODELS
from mekaar.matching.fields import Fields
from mekaar.matching.model import KINDS, Ask, BadInstance, Instance, Offer, Participant

_Made = TypeVar("_Made", Participant, Offer, Ask)
_PARTS = frozenset({"participants", "offers", "asks", "declined", "model"})


def parse(content: bytes | str) -> Any:
    """JSON without NaN, infinity, a name given twice or a nesting without end."""
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise BadInstance("The input is not text in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise BadInstance(f"The input is not JSON: line {error.lineno} is wrong.") from error
    except ValueError as error:
        raise BadInstance("The input has a number with too many digits.") from error
    except RecursionError as error:
        raise BadInstance("The input is nested too deeply.") from error


def read_instance(data: object) -> Instance:
    """The instance in parsed JSON. Unknown fields are refused: a slip in `apart_from` may not
    silently bring two people together."""
    if not isinstance(data, dict):
        raise BadInstance("The input must be an object with participants, offers and asks.")
    unknown = sorted(repr(name) for name in data.keys() - _PARTS)
    if unknown:
        raise BadInstance(f"The input has an unknown part {unknown[0][:60]}.")
    participants = _read_all(data, "participants", read_participant)
    offers = _read_all(data, "offers", read_offer)
    asks = _read_all(data, "asks", read_ask)
    people = {person.id for person in participants}
    _all_known(people, ((f"offer {one.id!r}", one.participant) for one in offers))
    _all_known(people, ((f"ask {one.id!r}", one.participant) for one in asks))
    _all_known(
        people,
        (
            (f"apart_from of participant {one.id!r}", other)
            for one in participants
            for other in sorted(one.apart_from)
        ),
    )
    _same_length([*offers, *asks])
    declined = _read_declined(data.get("declined", []), asks, offers)
    return Instance(participants, offers, asks, declined, _read_model(data))


def read_participant(fields: Fields) -> Participant:
    """One participant."""
    x, y = fields.coordinate("x"), fields.coordinate("y")
    if (x is None) != (y is None):
        raise fields.wrong("x", "must be given together with y")
    return Participant(
        id=fields.id("id"),
        x=x,
        y=y,
        languages=fields.words("languages"),
        has=fields.words("has"),
        can_carry=fields.whole("can_carry", 1, -1000, 1000),
        apart_from=fields.ids("apart_from"),
        language_helper=fields.yes_no("language_helper"),
    )


def read_offer(fields: Fields) -> Offer:
    """One offer."""
    return Offer(
        id=fields.id("id"),
        participant=fields.id("participant"),
        text=fields.text("text"),
        vector=fields.vector("vector"),
        kind=fields.one_of("kind", KINDS),
        times=fields.times("times"),
        max_distance=fields.metres("max_distance"),
        wants=fields.words("wants"),
    )


def read_ask(fields: Fields) -> Ask:
    """One ask."""
    return Ask(
        id=fields.id("id"),
        participant=fields.id("participant"),
        text=fields.text("text"),
        vector=fields.vector("vector"),
        times=fields.times("times"),
        max_distance=fields.metres("max_distance"),
        needs=fields.words("needs"),
        soon=fields.whole("soon", 0, 0, 2),
        waiting_days=fields.whole("waiting_days", 0, 0, 36500),
        ideas_open=fields.yes_no("ideas_open"),
        profession_wanted=fields.yes_no("profession_wanted"),
    )


def _read_all(
    data: dict[str, Any], part: str, read: Callable[[Fields], _Made]
) -> tuple[_Made, ...]:
    records = data.get(part)
    if not isinstance(records, list):
        raise BadInstance(f"The input must have a list {part!r}.")
    made: dict[str, _Made] = {}
    for number, record in enumerate(records, start=1):
        fields = Fields(record, f"Number {number} of {part}")
        one = read(fields)
        fields.refuse_unknown()
        if one.id in made:
            raise BadInstance(f"The id {one.id!r} stands twice in {part}.")
        made[one.id] = one
    return tuple(made.values())


def _all_known(people: set[str], named: Iterable[tuple[str, str]]) -> None:
    for where, person in named:
        if person not in people:
            raise BadInstance(f"The {where} names participant {person!r}, who is not there.")


def _same_length(things: list[Offer | Ask]) -> None:
    lengths = {len(thing.vector) for thing in things if thing.vector is not None}
    if len(lengths) > 1:
        raise BadInstance(
            f"All vectors must have one length; there are {min(lengths)} and {max(lengths)}."
        )


def _read_model(data: dict[str, Any]) -> str | None:
    """A slip in the name of a model would make its cosines mean something else."""
    model = data.get("model")
    if model is None or (isinstance(model, str) and model in MODELS):
        return model
    raise BadInstance(f"The part 'model' must be one of {', '.join(MODELS)}.")


def _read_declined(
    pairs: object, asks: tuple[Ask, ...], offers: tuple[Offer, ...]
) -> frozenset[tuple[str, str]]:
    if not isinstance(pairs, list):
        raise BadInstance("The part 'declined' must be a list of [ask, offer].")
    asked, offered = {ask.id for ask in asks}, {offer.id for offer in offers}
    declined = set()
    for number, two in enumerate(pairs, start=1):
        match two:
            case [str(ask), str(offer)] if ask in asked and offer in offered:
                declined.add((ask, offer))
            case _:
                raise BadInstance(
                    f"Number {number} of declined is not the id of an ask and of an offer."
                )
    return frozenset(declined)


def _refuse_constant(name: str) -> float:
    raise BadInstance(f"The input has the number {name}, which is none.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInstance(f"The field {twice[:60]!r} stands twice in one object.")
    return made
