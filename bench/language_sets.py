"""The sets of questions and documents, with typing errors and halves."""

import random
from dataclasses import dataclass
from pathlib import Path

OWN = Path(__file__).parent / "data"
SHARED = ("rijksoverheid-questions", "sick-nl-paraphrase")
NEAR_ON_THE_KEYBOARD = {"a": "qsz", "e": "wrd", "i": "uok", "o": "ipl", "n": "bm", "r": "et"}
SLOTS = {
    "tijd": ["zeven uur", "half acht", "kwart over negen", "drie uur", "tien voor zes"],
    "dag": ["morgen", "maandag", "vrijdag", "zaterdag", "volgende week", "vanavond"],
    "kamer": ["keuken", "slaapkamer", "woonkamer", "badkamer", "gang", "schuur"],
    "stad": ["Utrecht", "Zwolle", "Leiden", "Groningen", "Breda", "Parijs"],
    "afspraak": ["de tandarts", "voetbal", "de vergadering", "zwemles", "de kapper"],
    "ding": ["melk", "bananen", "wc-papier", "kaas", "koekjes", "hondenvoer"],
    "ding2": ["brood", "eieren", "thee"],
    "zanger": ["Andre Hazes", "Queen", "Bach", "Marco Borsato", "Adele"],
    "naam": ["mijn zus", "oma", "Karin", "mijn baas", "meneer de Vries"],
    "gerecht": ["lasagne", "appeltaart", "pizza", "erwtensoep", "nasi"],
}


@dataclass(frozen=True)
class Set:
    name: str
    documents: list[str]
    questions: list[str]
    relevant: list[set[int]]

    def same(self, question: str) -> list[int]:
        """A question that is one of the documents is not its own answer (the paraphrases)."""
        return [place for place, text in enumerate(self.documents) if text == question]


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").split("\n") if line]


def all_sets(data: Path | None) -> list[Set]:
    shared = [shared_set(data / name) for name in SHARED] if data else []
    return [*shared, answers(), utterances("intents", OWN / "intents.tsv"), commands()]


def shared_set(folder: Path) -> Set:
    documents, questions = lines(folder / "corpus.tsv"), lines(folder / "queries.tsv")
    place = {row[0]: number for number, row in enumerate(documents)}
    asked = {row[0]: number for number, row in enumerate(questions)}
    relevant: list[set[int]] = [set() for _ in questions]
    for question, document in lines(folder / "qrels.tsv"):
        if question in asked and document in place:
            relevant[asked[question]].add(place[document])
    return Set(folder.name, [r[1] for r in documents], [r[1] for r in questions], relevant)


def answers() -> Set:
    """Our own invented answers on health, each asked in two ways, some in other languages."""
    documents, questions = lines(OWN / "answers.tsv"), lines(OWN / "questions.tsv")
    place = {row[0]: number for number, row in enumerate(documents)}
    relevant = [{place[row[0]]} for row in questions]
    return Set("answers (own)", [r[1] for r in documents], [r[1] for r in questions], relevant)


def utterances(name: str, path: Path) -> Set:
    """Of each intent every second sentence is asked, and finds the other ones."""
    rows = lines(path)[1:]
    seen: dict[str, int] = {}
    turns = []
    for intent, text in rows:
        seen[intent] = seen.get(intent, -1) + 1
        turns.append((intent, text, seen[intent] % 2 == 1))
    return halved(f"{name} (own)", turns)


def commands() -> Set:
    """Commands to a device out of templates: many words shared by many intents."""
    chance = random.Random(9)
    turns = []
    for intent, template in lines(OWN / "commands.tsv"):
        filled = list(dict.fromkeys(fill(template, chance) for _ in range(14)))
        turns += [(intent, text, text == filled[-1]) for text in filled]
    return halved("commands (own)", turns)


def fill(template: str, chance: random.Random) -> str:
    for slot, words in SLOTS.items():
        template = template.replace("{" + slot + "}", chance.choice(words))
    return template


def halved(name: str, turns: list[tuple[str, str, bool]]) -> Set:
    documents = [(intent, text) for intent, text, asks in turns if not asks]
    questions = [(intent, text) for intent, text, asks in turns if asks]
    relevant = [
        {place for place, (other, _) in enumerate(documents) if other == intent}
        for intent, _ in questions
    ]
    return Set(name, [text for _, text in documents], [text for _, text in questions], relevant)


def with_a_wrong_letter(text: str, seed: int) -> str:
    """One letter left out, doubled, swapped or missed, in one word of four letters or more."""
    chance = random.Random(seed)
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4]
    if not long:
        return text
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(1, len(word))
    kind = chance.randrange(4)
    near = chance.choice(NEAR_ON_THE_KEYBOARD.get(word[at], "e"))
    words[place] = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        word[:at] + near + word[at + 1 :],
    )[kind]
    return " ".join(words)
