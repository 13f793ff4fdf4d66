"""Does a result keep to the instance: every broken promise as one sentence."""

import json
from typing import Any

from mekaar.matching.conditions import broken, pair
from mekaar.matching.ideas import idea_of, meaning_of
from mekaar.matching.index import Index
from mekaar.matching.model import BadInstance, Instance
from mekaar.matching.why_not import why_not
from mekaar.matching.writing import as_json, result_data

_PARTS = frozenset({"ideas", "unserved"})
_PARTS_OF_IDEA = frozenset({"ask", "offer", "fit", "reasons"})


def check(instance: Instance, result: object) -> list[str]:
    """What is wrong with a result, one sentence each; empty when it holds.

    Checks each idea for itself: known, allowed, with the fit and the reasons that hold. It does
    not say that no better idea was left out; a round says that of itself (`rounds.checking`).
    """
    ideas = _list(_result(result), "ideas")
    wrong = check_ideas(instance, ideas)
    served: set[object] = {idea["ask"] for idea in ideas}
    index = Index(instance.offers)
    for entry in _list(_result(result), "unserved"):
        wrong.extend(_wrong_unserved(instance, entry, served, index))
    return wrong


def check_ideas(instance: Instance, ideas: list[Any]) -> list[str]:
    """What is wrong with ideas, each looked at by itself."""
    seen: set[tuple[str, str]] = set()
    wrong: list[str] = []
    for number, idea in enumerate(ideas, start=1):
        ask_id, offer_id = _pair_of(idea, number)
        if (ask_id, offer_id) in seen:
            wrong.append(f"The idea {offer_id!r} for ask {ask_id!r} stands there twice.")
        else:
            seen.add((ask_id, offer_id))
            wrong.extend(_wrong_with(instance, ask_id, offer_id, idea))
    return wrong


def _wrong_with(instance: Instance, ask_id: str, offer_id: str, told: dict[str, Any]) -> list[str]:
    if ask_id not in instance.asks_by_id or offer_id not in instance.offers_by_id:
        return [f"The idea {offer_id!r} for ask {ask_id!r} is not about this instance."]
    ask, offer = instance.ask(ask_id), instance.offers_by_id[offer_id]
    name = f"The idea {offer_id!r} for ask {ask_id!r}"
    wrong = [f"{name} breaks the condition {one}." for one in broken(pair(instance, ask, offer))]
    if not ask.ideas_open:
        wrong.append(f"{name} comes before the asker wants to hear ideas.")
    if not meaning_of(ask, offer, instance.model):
        wrong.append(f"{name} shares no meaning with it.")
    idea = idea_of(instance, ask, offer)
    if idea is not None:
        holds = json.loads(as_json(result_data(ask_id, [idea], [])["ideas"][0]))
        wrong.extend(
            f"{name} has another {part} than the one that holds."
            for part in ("fit", "reasons")
            if holds[part] != told[part]
        )
    return wrong


def _wrong_unserved(
    instance: Instance, entry: object, served: set[object], index: Index
) -> list[str]:
    if not isinstance(entry, dict) or not isinstance(entry.get("ask"), str):
        raise BadInstance("Each entry of 'unserved' must be an object with an ask.")
    ask_id = entry["ask"]
    if ask_id not in instance.asks_by_id:
        return [f"The unserved ask {ask_id!r} is not in this instance."]
    if ask_id in served:
        return [f"The ask {ask_id!r} has ideas and stands among the unserved."]
    if not why_not(instance, ask_id, index=index):
        return [f"The ask {ask_id!r} stands among the unserved, and there is an idea for it."]
    return []


def _result(result: object) -> dict[str, Any]:
    if not isinstance(result, dict) or not result.keys() <= _PARTS or "ideas" not in result:
        raise BadInstance("The result must be an object with 'ideas' and 'unserved' only.")
    return result


def _list(result: dict[str, Any], part: str) -> list[Any]:
    found = result.get(part, [])
    if not isinstance(found, list):
        raise BadInstance(f"The part {part!r} of the result must be a list.")
    return found


def _pair_of(idea: object, number: int) -> tuple[str, str]:
    if not isinstance(idea, dict) or idea.keys() != _PARTS_OF_IDEA:
        raise BadInstance(f"Idea {number} of the result must have ask, offer, fit and reasons.")
    ask_id, offer_id = idea["ask"], idea["offer"]
    if not isinstance(ask_id, str) or not isinstance(offer_id, str):
        raise BadInstance(f"Idea {number} of the result must name its ask and offer as text.")
    return ask_id, offer_id
