"""The pages of experiences and questions: which there are, who opens them, what stands there."""

from typing import Any

from mekaar.answers.models import Asked, Experience, Handed, KnownSituation, Question
from mekaar.people.models import Participant
from tests.answers import questions

ONLY_SENT = (
    "experience_keep", "experience_take_back", "question_helps", "question_take_back", "hand_over",
    "ask_person", "known_take_back",
)  # fmt: skip
THINGS: list[tuple[str, dict[str, str]]] = [
    ("/mijn/ervaringen/", {"code": "experience"}),
    ("/mijn/ervaringsvragen/", {"code": "my question"}),
    ("/ervaringsvragen/", {"code": "question of another", "person": "person"}),
    ("/mijn/ken-ik/", {"code": "known"}),
    ("/mijn/gevraagd/", {"code": "asked"}),
    ("/achterwacht/", {"code": "handed"}),
]
OPENED_BY = {
    "answers:back_up_list": "back-up",
    "answers:back_up_answer": "back-up",
    "answers:question_tell": "connector",  # asked of the desk only
}
# As the desk sees it on its shift.
SEEN_BY_MORE = {"connector": ["answers:open_questions"]}
BEHIND = {
    "a question of nothing": (
        "newcomer", "/mijn/ervaringsvragen/nieuw/", {}, ["Bewaar en kijk wat er al is"], 422,
    ),
    "a question before it is asked": (
        "asker", "/mijn/ervaringsvragen/{question before}/", {}, [], 200,
    ),
    "a question that is done": ("asker", "/mijn/ervaringsvragen/{question done}/", {}, [], 200),
    "experiences that were found": (
        "newcomer", "/ervaringen/", {"words": "brief van de deurwaarder"}, ["Zoek ervaringen"],
        200,
    ),
    "a back-up without words": (
        "back-up", "/achterwacht/{handed}/", {}, ["Geef dit antwoord"], 422,
    ),
}  # fmt: skip


def set_answers(town: Any, person: Participant) -> dict[str, str]:
    """Questions in each of their states, somebody who knows it, and an answer of the back-up."""
    of_henk = questions.put(town.henk, audience="table", matter="money")
    for who in (town.tineke, town.wil):
        questions.knows(who)
    questions.says(questions.asked(of_henk, town.tineke, town.samira), "yes")
    questions.asked(of_henk, town.wil, town.samira)
    questions.told_for(
        of_henk,
        town.tineke,
        happened="Ik kreeg een aanmaning van het incassobureau.",
        helped="Bellen, en in delen betalen.",
        matter="money",
        audience="neighbourhood",
    )
    waits = questions.handed(of_henk, town.ria)
    done = questions.closed(questions.put(town.henk, "Wie kende dit ook?"), "neighbours")
    before = questions.written(town.henk, "Wie kreeg een aanmaning van een incassobureau?")
    found = {
        "experience": Experience.objects.get(participant=person),
        "my question": Question.objects.get(participant=person),
        "question of another": of_henk,
        "known": KnownSituation.objects.get(participant=person),
        "asked": Asked.objects.get(participant=person),
        "handed": Handed.objects.get(id=waits.id),
        "question done": done,
        "question before": before,
    }
    return {name: thing.code for name, thing in found.items()}
