"""Many people at once, from a process of their own: `python -m bench.crowd PORT CLIENTS SECONDS`.

Reads on stdin what `bench.neighbourhood` printed. Each client does a mix of journeys, page after
page, as fast as the house answers. Prints as JSON: how many answers, how long they took, what was
no page, and every ask of which the house said that it is kept.
"""

import itertools
import json
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from bench.visits import Browser

# Of ten steps six read, one writes (a form and its answer), two are at the desk, one is for ideas.
READ = ["/mijn/", "/mijn/vragen/", "/mijn/buurtvragen/", "/mijn/gesprek/", "/mijn/gegevens/",
        "/mijn/inkijk/"]  # fmt: skip
WRITE = "/mijn/vragen/nieuw/"
DESK = ["/balie/", "/balie/mensen/?name=An"]


class Client(threading.Thread):
    """One person who goes from page to page until the time is over."""

    def __init__(self, number: int, port: int, asked: dict[str, Any], until: float) -> None:
        super().__init__()
        self.number, self.until = number, until
        crowd = asked["crowd"]
        self.resident = Browser(port, crowd[number % len(crowd)])
        self.host = Browser(port, asked["sessions"]["host"])
        self.connector = Browser(port, asked["sessions"]["connector"])
        self.ideas = next(url for url in asked["pages"]["connector"] if url.endswith("/ideeen/")
                          and "/vraag/" in url)  # fmt: skip
        self.took: list[float] = []
        self.wrong: list[str] = []
        self.kept: list[str] = []

    def run(self) -> None:
        """The mix, each client beginning at another place of it."""
        for kind, url in itertools.islice(itertools.cycle(self.steps()), self.number % 10, None):
            if time.monotonic() > self.until:
                return
            began = time.perf_counter()
            self.step(kind, url)
            self.took.append(time.perf_counter() - began)

    def steps(self) -> Iterator[tuple[str, str]]:
        """One round of the mix."""
        yield from (("resident", url) for url in READ)
        yield "write", WRITE
        yield from (("host", url) for url in DESK)
        yield "connector", self.ideas

    def step(self, kind: str, url: str) -> None:
        """One page, or one form with its answer."""
        if kind == "write":
            words = f"Wie wil er samen kaarten? {time.time_ns()}"  # the same words are the same ask
            answer = self.resident.post(url, words=words)
            if answer.status == 302:
                self.kept.append(words)
        else:
            answer = getattr(self, kind).get(url)
        if answer.status not in {200, 302}:
            self.wrong.append(f"{url} {answer.status}")


def main() -> int:
    """Let them in all at once."""
    port, clients, seconds = (int(word) for word in sys.argv[1:])
    asked, until = json.load(sys.stdin), time.monotonic() + seconds
    everybody = [Client(number, port, asked, until) for number in range(clients)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    told = {
        "took": [took for one in everybody for took in one.took],
        "wrong": [wrong for one in everybody for wrong in one.wrong],
        "kept": [words for one in everybody for words in one.kept],
    }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
