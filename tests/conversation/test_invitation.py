"""The closing invitation: asked once, every answer is a full answer (R-A12)."""

import datetime

import pytest

from mekaar.conversation import actions
from mekaar.conversation.models import ClosingInvitation
from mekaar.conversation.queries import invitation
from mekaar.conversation.said import Reply
from mekaar.core import dates
from mekaar.core.errors import NotAllowed, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as, at_desk, by
from tests.conversation import scenes
from tests.conversation.scenes import MY, YES
from tests.exchange.asks import an_offer

BUURT = f"{MY}iets-voor-de-buurt/"
QUESTION = "Zou je iets voor de buurt willen doen?"


def _in(days):
    return dates.today() + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("answer", "later_in", "asked_in", "may"),
    [
        (None, None, 0, True),
        ("no", None, 0, False),
        ("no", None, 4000, False),
        ("yes", None, 4000, False),
        ("later", 30, 29, False),
        ("later", 30, 30, True),
        ("later", 30, 31, True),
    ],
)
def test_may_be_invited(cast, answer, later_in, asked_in, may):
    if answer:
        scenes.replies(cast.dekker, answer, later_on=_in(later_in) if later_in else None)
    with acting_as(cast.dekker):
        assert invitation.may_be_invited(cast.dekker, _in(asked_in)) is may


def test_after_the_own_date_it_is_asked_again(cast):
    scenes.replies(cast.dekker, "later", later_on=_in(5))
    ClosingInvitation.objects.update(later_on=dates.today())
    scenes.replies(cast.dekker, "no")
    assert [one.answer for one in ClosingInvitation.objects.order_by("asked_at")] == ["later", "no"]


def test_same_answer_twice_changes_nothing_and_another_is_refused(cast):
    scenes.replies(cast.dekker, "no")
    scenes.replies(cast.dekker, "no")
    with pytest.raises(Refused, match="niet nog een keer"):
        scenes.replies(cast.dekker, "yes", words="soep")
    assert ClosingInvitation.objects.count() == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply("later"),
        Reply("no", later_on=datetime.date(2099, 1, 1)),
        Reply("later", later_on=datetime.date(2020, 1, 1)),
    ],
)
def test_later_and_a_date_to_come_belong_together(cast, reply):
    with acting_as(cast.dekker), pytest.raises(Refused):
        actions.answer_invitation(cast.dekker, reply, by=by(cast.dekker))
    assert not ClosingInvitation.objects.exists()


@pytest.mark.parametrize("who", ["ria", "samira", "bert", "noor", "henk"])
def test_nobody_answers_for_another(cast, who):
    acts = by(getattr(cast, who))
    with acting_as(acts), pytest.raises(NotAllowed):
        actions.answer_invitation(cast.dekker, Reply("yes", words="klussen"), by=acts)
    assert not ClosingInvitation.objects.exists()


def test_asked_at_the_end_of_the_card_and_after_no_never_again(cast, page):
    scenes.says(cast.dekker, want="klaverjassen")
    mine = page(cast.dekker).get(f"{MY}kaart/").follow(QUESTION)
    mine.submit("Dit is mijn antwoord", answer="no")
    assert "Jij zei nee. Dat is goed." in mine.main
    assert "answer" not in mine.fields
    assert QUESTION not in mine.get(f"{MY}kaart/").main
    assert not Notice.objects.exists()


def test_not_asked_before_the_card_was_begun_or_passed(cast, page):
    assert QUESTION not in page(cast.dekker).get(f"{MY}kaart/").main


def test_later_asks_for_the_own_date(cast, page):
    mine = page(cast.dekker).get(BUURT).submit("Dit is mijn antwoord", answer="later")
    assert mine.status == 422
    mine.submit("Dit is mijn antwoord", answer="later", later_on="1-9-2099")
    assert "Voor" in mine.main
    assert "1 september 2099" in mine.main


def test_yes_keeps_the_free_words_for_the_offer(cast, page):
    mine = page(cast.dekker).get(BUURT)
    mine.submit("Dit is mijn antwoord", answer="yes", words="soep maken", later_on="1-9-2099")
    assert "soep maken" in mine.main
    with acting_as(cast.dekker):
        assert invitation.words_for_the_neighbourhood(cast.dekker) == "soep maken"


def test_no_keeps_no_words(cast, page):
    page(cast.dekker).post(BUURT, {"answer": "no", "words": "laat maar"})
    assert ClosingInvitation.objects.get().words == ""


def test_second_tab_gets_a_sentence(cast, page):
    page(cast.dekker).post(BUURT, {"answer": "no"})
    mine = page(cast.dekker).post(BUURT, {"answer": "yes", "words": "toch wel"})
    assert mine.status == 409
    assert ClosingInvitation.objects.get().answer == "no"


def test_answer_at_the_desk_is_read_back(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(BUURT)
    desk.submit("Lees het terug", answer="yes", words="soep maken")
    assert not ClosingInvitation.objects.exists()
    desk.press(YES)
    assert ClosingInvitation.objects.get().written_by == cast.samira.id
    assert scenes.lines(cast.dekker, "invitation.answered")[0].on_behalf_of == cast.dekker.id


def test_words_go_along_to_the_offer_and_nobody_asks_again(cast, page):
    scenes.replies(cast.dekker, "yes", words="soep maken")
    mine = page(cast.dekker).get(BUURT).follow("Schrijf op wat ik wil doen")
    assert mine.fields["words"] == "soep maken"
    mine.submit("Bewaar")
    mine.get(BUURT)
    assert "Het is opgeschreven." in mine.main
    assert "Schrijf op wat ik wil doen" not in mine.links


def test_an_offer_of_before_or_of_another_leaves_the_invitation_to_write(cast, page):
    an_offer(cast.dekker, "Een oud aanbod.")
    scenes.replies(cast.dekker, "yes", words="soep maken")
    an_offer(cast.henk, "Iets van een ander.")
    mine = page(cast.dekker).get(BUURT)
    assert "Schrijf op wat ik wil doen" in mine.links


def test_words_of_the_invitation_go_along_only_from_there(cast, page):
    scenes.replies(cast.dekker, "yes", words="soep maken")
    assert page(cast.dekker).get("/mijn/aanbod/nieuw/").fields["words"] == ""
    assert page(cast.henk).get("/mijn/aanbod/nieuw/?van=uitnodiging").fields["words"] == ""
