"""Slow lines and cut lines: nobody waits for another, and a lost answer never makes two."""

import time

from mekaar.people.models import Doorbell
from tests.faults.lines import Swallower, half_sent
from tests.faults.reckoning import settle
from tests.faults.writers import NO_ANSWER, Browser


def test_forty_half_sent_requests_stop_nobody(house, town, crowd, figures):
    with half_sent(house.port, 40) as slow:
        writing = crowd(2)
        begun = time.monotonic()
        writing.wait_for(8, seconds=30)
        took = time.monotonic() - begun
        for one in slow:
            one.sendall(b"x")  # they go on, drop by drop
        writing.wait_for(4, seconds=30)
    book = writing.stop()
    assert set(book.statuses) == {302}
    figures("", settle(town, book) | {"seconds for 8 writes beside 40": round(took, 1)})


def test_an_answer_cut_off_after_the_commit(house, town, crowd, figures):
    line = Swallower(house.port, lose=10_000)
    try:
        writing = crowd(2, port=line.port)
        until = time.monotonic() + 30
        while line.lost < 8 and time.monotonic() < until:
            time.sleep(0.05)
        line.lose = 0
        writing.wait_for(2)
        book = writing.stop()
        assert line.lost >= 8
        assert book.again >= 8
        figures("", settle(town, book) | {"answers cut off": line.lost})
    finally:
        line.close()


def test_a_visitor_whose_answer_was_lost_rings_once(house, town):
    """Ringing has no guard of its own against the same words: the number of the form alone."""
    line = Swallower(house.port, lose=3)
    visitor = Browser(line.port)
    visitor.get(f"/buurt/{town.here.slug}/")  # the neighbourhood that this visitor reads
    sent = visitor.form("/ik-heb-een-vraag/", "words") | {
        "name": "Bo", "reach": "ik kom langs", "words": "Ik zoek iemand met een boor.",
    }  # fmt: skip
    led = ""
    for _ in range(6):
        try:
            led = visitor.post("/ik-heb-een-vraag/", sent).led
        except NO_ANSWER:
            continue
    line.close()
    assert (line.lost, led) == (3, "/bedankt/")
    assert Doorbell.objects.filter(neighbourhood=town.here).count() == 1
