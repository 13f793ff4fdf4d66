"""Two people answer one letter at the same moment: one sits down, the other reads a sentence."""

from functools import partial

from mekaar.circles import letters
from mekaar.circles.actions import letter as actions
from mekaar.circles.models import Seat
from tests.acting import by
from tests.circles.test_letter_pages import asked
from tests.promises.test_two_at_once import at_once, cast

__all__ = ["cast"]  # the fixture whose neighbourhood two connections see


def test_two_people_with_one_letter(cast):  # the fixture
    _made, code = asked(cast)
    digest = letters.digest(code)
    me = {who: by(who) for who in (cast.henk, cast.wil)}
    clicks = [(who, partial(actions.take_seat, digest, by=me[who])) for who in me]
    assert at_once(*clicks) == [
        "Op deze brief is intussen geantwoord. Er is niets veranderd.",
        "ok",
    ]
    assert Seat.objects.filter(chair="member", state="seated").count() == 1


def test_yes_and_no_with_one_letter(cast):  # the fixture
    _made, code = asked(cast)
    digest, henk = letters.digest(code), by(cast.henk)
    said = at_once(
        (cast.henk, lambda: actions.take_seat(digest, by=henk)),
        (cast.wil, lambda: actions.refuse(digest)),
    )
    assert said == ["Op deze brief is intussen geantwoord. Er is niets veranderd.", "ok"]
    assert not Seat.objects.filter(state="asked").exists()
