"""kill -9 in the middle of writing: of the web, of the worker, of the database."""

import time

import pytest

from tests.faults.reckoning import away_in_words, settle

# Who dies more than five times in a minute is given up (launch/supervise.py).
PAUSE = 12


@pytest.mark.parametrize("who", ["web", "worker", "database"])
def test_killed_while_people_write(house, town, crowd, rounds, figures, who):
    writing = crowd(3)
    for number in range(rounds):
        if number:
            time.sleep(PAUSE)
        writing.wait_for(4)
        before = house.kill(who)
        house.back(who, before)
    writing.wait_for(4)
    book = writing.stop()
    figures(who, settle(town, book))
    assert len(book.acknowledged) >= 4 * (rounds + 1)
    away_in_words(book)
    assert "Traceback" not in house.log("web")
