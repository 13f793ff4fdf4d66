"""The letter of an invitation: who has the code answers, and nobody learns more (R-C12, L-16)."""

import pytest

from mekaar.circles import letters
from mekaar.circles.actions import letter as actions
from mekaar.circles.actions import seats
from mekaar.circles.models import Seat
from mekaar.core.errors import Refused
from mekaar.core.ids import new_code
from mekaar.journal.models import Entry
from mekaar.people.models import Account, Participant
from tests.acting import acting_as, at_desk, by
from tests.circles import scenes
from tests.page import Page
from tests.promises.test_guessing import shape

pytestmark = pytest.mark.django_db
BRIEF = "/brief/"
UNKNOWN = "Deze code kennen we niet. Kijk nog eens goed in je brief."


def asked(cast, name="mijn nicht", *, made=None):
    """Mark asks somebody by a letter; the code stands on paper only."""
    made = made or scenes.sketching(cast).moves_to("inviting")
    scenes.ask_member(made, name, name, "family")
    with acting_as(cast.mark):
        return made, seats.write_letter(made.seats[name], by=by(cast.mark))


def opened(browser, code):
    return browser.get(BRIEF).submit("Open de brief", code=code)


# --- reading -------------------------------------------------------------------------------------


def test_the_letter_tells_who_asks_what_is_asked_and_what_is_not(cast, public):
    _made, code = asked(cast)
    opened(public, code.lower().replace("-", " "))
    assert public.url == "/brief/lezen/"
    assert public.h1 == "Mark vraagt je voor een steunkring"
    for words in ("mijn nicht", "Er zijn. Dat is al veel.", "Geen geld.", "blijft in de kring",
                  "Je mag elke dag stoppen", "Nee, dank je"):  # fmt: skip
        assert words in public.main
    assert public.response.headers["Cache-Control"] == "no-store"
    assert code not in public.html
    assert letters.digest(code) not in public.html


def test_wrong_answered_and_never_there_are_one_answer(cast):
    made, used = asked(cast)
    _made, away = asked(cast, "Henk", made=made)
    _made, ended = asked(cast, "Wil", made=made)
    digest = letters.digest(used)
    with acting_as(cast.zus):
        actions.take_seat(digest, by=by(cast.zus))
    actions.refuse(letters.digest(away))
    with acting_as(cast.mark):
        seats.remove(made.seats["Wil"], by=by(cast.mark))
    answers = [shape(Page(), BRIEF, {"code": c}) for c in (used, away, ended, new_code(12))]
    assert UNKNOWN in answers[0][2]
    assert all(one == answers[0] for one in answers)
    assert answers[0][1] == 422


def test_a_letter_of_a_circle_that_rests_is_as_unknown(cast, public):
    made, code = asked(cast)
    with acting_as(cast.mark):
        made.circle.paused_from, made.circle.state = "inviting", "paused"
        made.circle.save(update_fields=["state", "paused_from"])
    assert UNKNOWN in opened(public, code).main


def test_after_five_guesses_even_the_right_code_waits(cast, public):
    _made, code = asked(cast)
    for _ in range(5):
        assert opened(public, new_code(12)).status == 422
    assert opened(public, code).status == 429
    assert "Wacht tien minuten" in public.main


def test_a_letter_that_was_closed_is_not_read_by_the_next(cast, public):
    _made, code = asked(cast)
    opened(public, code).press("Nu niet. Doe de brief dicht")
    assert public.get("/brief/lezen/").location == BRIEF
    assert Seat.objects.filter(state="asked").exists()


@pytest.mark.parametrize("url", [BRIEF, "/brief/lezen/", "/brief/ja/"])
def test_during_a_visit_there_are_no_letters(cast, page, url):
    desk = page(cast.ria)
    at_desk(cast.ria, cast.dekker)
    assert desk.get(url).status == 404


# --- no ------------------------------------------------------------------------------------------


def test_no_thank_you_keeps_nothing_of_who_says_it(cast, public):
    made, code = asked(cast)
    people = Participant.objects.count()
    opened(public, code).press("Nee, dank je")
    assert "Van jou is niets bewaard." in public.main
    seat = made.again().seats["mijn nicht"]
    assert (seat.state, seat.participant_id, seat.letter_digest) == ("declined", None, None)
    assert Participant.objects.count() == people
    assert UNKNOWN in opened(public, code).main


def test_no_of_who_is_signed_in_is_nobodys_too(cast, page):
    made, code = asked(cast)
    opened(page(cast.henk), code).press("Nee, dank je")
    seat = made.again().seats["mijn nicht"]
    assert (seat.state, seat.participant_id) == ("declined", None)
    assert not Entry.objects.filter(by=cast.henk.id).exists()


# --- yes -----------------------------------------------------------------------------------------


def test_who_is_signed_in_sits_down_as_themselves(cast, page):
    made, code = asked(cast)
    mine = opened(page(cast.henk), code)
    assert "aangemeld als Henk" in mine.main
    mine.press("Ja, ik doe mee")
    assert mine.url == f"/kring/{made.circle.code}/"
    seat = made.again().seats["mijn nicht"]
    assert (seat.state, seat.participant_id, seat.letter_digest) == ("seated", cast.henk.id, None)
    assert Entry.objects.get(verb="circles.seat.taken").whose == cast.mark.id


def test_who_has_a_card_signs_in_and_comes_back_to_the_letter(cast, public):
    from tests.people.test_sign_in import new_card  # noqa: PLC0415

    made, code = asked(cast)
    card = new_card(cast.henk)
    opened(public, code).follow("Ja, ik doe mee").follow("Ik meld me aan")
    assert code not in public.url
    public.submit("Aanmelden met de kaart", code=card)
    assert public.url == "/brief/lezen/"
    public.press("Ja, ik doe mee")
    assert made.again().seats["mijn nicht"].participant_id == cast.henk.id


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("mark", "Deze brief is van jou zelf."), ("zus", "Je zit al in deze kring."),
     ("joke", "Je zit al in deze kring."), ("stranger_resident", "hoort bij een andere buurt")],
)  # fmt: skip
def test_who_cannot_sit_down_reads_why(cast, page, who, sentence):
    made = scenes.gathered(cast)
    _made, code = asked(cast, made=made)
    me = getattr(cast, who)
    mine = opened(page(me), code)
    assert sentence in mine.main
    assert "Ja, ik doe mee" not in mine.buttons
    assert mine.post("/brief/ja/").status == 409
    assert made.again().seats["mijn nicht"].state == "asked"


def test_the_journey_of_a_guest(cast, public):
    made, code = asked(cast)
    opened(public, code).follow("Ja, ik doe mee")
    assert public.submit("Ja, ik doe mee als gast", name="").status == 422
    public.submit("Ja, ik doe mee als gast", name="Annelies")
    assert public.url == "/brief/kaart/"
    card = next(node for node in public.document.all("code")).words
    guest = Participant.objects.get(state="guest")
    assert guest.display_name == "Annelies"
    assert made.again().seats["mijn nicht"].participant_id == guest.id
    assert card not in public.follow("Ik heb de code. Naar de kring").html
    public.press("Dat hoeft niet voor mij")
    assert "een voorgesprek hoeft niet voor mij" in public.main
    scenes.ask_facilitator(made)
    made.moves_to("preparing", "start_decision")
    public.get(f"/kring/{made.circle.code}/").press("Ja, wat mij betreft beginnen we")
    assert "Jij zei ja." in public.main
    again = Page()
    again.get("/aanmelden/").submit("Aanmelden met de kaart", code=card)
    again.get(f"/kring/{made.circle.code}/")
    assert "Jij zei ja." in again.main
    assert again.post("/mijn/steunkring/begin/").status == 403
    assert "De kring van Mark" in again.get("/mijn/").main
    again.get(f"/kring/{made.circle.code}/").press("Ik stop met deze kring")
    assert again.get(f"/kring/{made.circle.code}/").status == 404
    assert made.again().seats["mijn nicht"].state == "left"


def test_the_code_of_the_card_is_shown_once(cast, public):
    _made, code = asked(cast)
    opened(public, code).follow("Ja, ik doe mee")
    public.submit("Ja, ik doe mee als gast", name="Annelies")
    assert public.get("/brief/kaart/").location.startswith("/mijn/")


def test_a_letter_that_is_answered_meanwhile_makes_no_guest(cast, public):
    _made, code = asked(cast)
    opened(public, code).follow("Ja, ik doe mee")
    accounts = Account.objects.count()
    with acting_as(cast.henk):
        actions.take_seat(letters.digest(code), by=by(cast.henk))
    public.submit("Ja, ik doe mee als gast", name="Annelies")
    assert public.url == BRIEF
    assert not Participant.objects.filter(state="guest").exists()
    assert Account.objects.count() == accounts


def test_two_answer_one_after_the_other(cast):
    made, code = asked(cast)
    digest = letters.digest(code)
    with acting_as(cast.henk):
        actions.take_seat(digest, by=by(cast.henk))
    with acting_as(cast.wil), pytest.raises(Refused, match="intussen geantwoord"):
        actions.take_seat(digest, by=by(cast.wil))
    with pytest.raises(Refused, match="intussen geantwoord"):
        actions.refuse(digest)
    assert made.again().seats["mijn nicht"].participant_id == cast.henk.id


def test_somebody_sits_once(cast):
    made, first = asked(cast)
    _made, second = asked(cast, "nog eens", made=made)
    with acting_as(cast.henk):
        actions.take_seat(letters.digest(first), by=by(cast.henk))
        with pytest.raises(Refused, match="Je zit al"):
            actions.take_seat(letters.digest(second), by=by(cast.henk))
