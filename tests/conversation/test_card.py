"""The conversation card: three questions in order, every wording kept, nothing compulsory."""

import pytest

from mekaar.conversation import actions, queries, words
from mekaar.conversation.models import CoreAnswer
from mekaar.conversation.queries import CardState
from mekaar.conversation.said import Said
from mekaar.core.errors import NotAllowed
from mekaar.people.forms import me
from mekaar.people.queries import card_words
from tests.acting import acting_as, at_desk, by
from tests.conversation import scenes
from tests.conversation.scenes import MY, YES
from tests.page import filled_in

INVULLEN = f"{MY}kaart/invullen/"


def _questions(who):
    with acting_as(who):
        return queries.core_questions(who)


def _latest(who):
    return {q.key: q.latest.words if q.latest else None for q in _questions(who)}


# --- actions --------------------------------------------------------------------------------------


def test_the_order_is_always_want_can_need(cast):
    scenes.says(cast.dekker, need="gezelschap", can="koken")
    assert [q.key for q in _questions(cast.dekker)] == ["want", "can", "need"]


def test_first_and_later_wording_stand_side_by_side(cast):
    scenes.says(cast.dekker, want="rust van instanties")
    scenes.says(cast.dekker, want="zelf bepalen wie er langskomt")
    want = _questions(cast.dekker)[0]
    assert (want.first.words, want.latest.words, want.has_changed) == (
        "rust van instanties",
        "zelf bepalen wie er langskomt",
        True,
    )


def test_saying_the_same_again_changes_nothing(cast):
    scenes.says(cast.dekker, want="kaarten")
    assert scenes.says(cast.dekker, want="kaarten") == []
    assert len(scenes.lines(cast.dekker, "card.answered")) == 1


def test_two_tabs_lose_nothing_and_turn_nothing_back(cast):
    scenes.says(cast.dekker, want="kaarten")
    seen = {"want": 1}  # both tabs show "kaarten"
    acts = by(cast.dekker)
    with acting_as(cast.dekker):
        first_tab = {"want": Said("schaken"), "can": Said()}
        second_tab = {"want": Said("kaarten"), "can": Said("koken")}
        actions.answer_card(cast.dekker, first_tab, seen=seen, by=acts)
        actions.answer_card(cast.dekker, second_tab, seen=seen, by=acts)
    assert _latest(cast.dekker) == {"want": "schaken", "can": "koken", "need": None}


def test_words_taken_away_become_unknown_and_the_first_words_stay(cast):
    scenes.says(cast.dekker, want="kaarten")
    scenes.says(cast.dekker, want="")
    want = _questions(cast.dekker)[0]
    assert (want.latest.unknown_yet, want.first.words) == (True, "kaarten")


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, CardState.OPEN),
        ({"want": Said(unknown_yet=True)}, CardState.PASSED),
        ({"want": Said(unknown_yet=True), "can": Said("koken")}, CardState.BEGUN),
        ({"need": Said(other_language="ti", other_words="ሰላም")}, CardState.BEGUN),
    ],
)
def test_state_of_the_card(cast, said, state):
    scenes.says(cast.dekker, **said)
    with acting_as(cast.dekker):
        assert queries.conversation_card_state(cast.dekker) == state


def test_passing_answers_only_what_was_open(cast):
    scenes.says(cast.dekker, can="koken")
    with acting_as(cast.dekker):
        actions.pass_card(cast.dekker, by=by(cast.dekker))
        assert actions.pass_card(cast.dekker, by=by(cast.dekker)) == []
    found = {a.question: (a.words, a.unknown_yet) for a in CoreAnswer.objects.all()}
    assert found == {"want": ("", True), "can": ("koken", False), "need": ("", True)}


@pytest.mark.parametrize("who", ["henk", "ria", "samira", "joke", "noor"])
def test_nobody_answers_for_another(cast, who):
    acts = by(getattr(cast, who))
    with acting_as(acts), pytest.raises(NotAllowed):
        actions.answer_card(cast.dekker, {"want": Said("afvallen")}, seen={}, by=acts)
    with acting_as(acts), pytest.raises(NotAllowed):
        actions.pass_card(cast.dekker, by=acts)
    assert not CoreAnswer.objects.exists()


def test_helper_without_reading_back_writes_nothing(cast):
    unread = at_desk(cast.ria, cast.dekker, read_back=False)
    with acting_as(unread), pytest.raises(NotAllowed):
        actions.answer_card(cast.dekker, {"want": Said("kaarten")}, seen={}, by=unread)
    assert not CoreAnswer.objects.exists()


# --- pages of the resident ------------------------------------------------------------------------


def test_resident_answers_on_one_page(cast, page):
    mine = page(cast.dekker).get(INVULLEN)
    fields = list(mine.fields)
    assert fields.index("want") < fields.index("can") < fields.index("need")

    mine.submit("Bewaar mijn kaart", want="weer eens klaverjassen", need_unknown="on")
    assert mine.url == f"{MY}kaart/"
    assert "weer eens klaverjassen" in mine.main
    assert "Weet ik nog niet." in mine.main
    assert _latest(cast.dekker) == {"want": "weer eens klaverjassen", "can": None, "need": ""}


def test_empty_card_is_a_fine_answer(cast, page):
    mine = page(cast.dekker).get(INVULLEN).submit("Bewaar mijn kaart")
    assert mine.ok
    assert not CoreAnswer.objects.exists()


def test_changed_words_show_the_first_beside_the_later(cast, page):
    scenes.says(cast.dekker, want="rust")
    mine = page(cast.dekker).get(INVULLEN).submit("Bewaar mijn kaart", want="zelf bepalen")
    assert mine.main.index("Eerst zei je") < mine.main.index("rust") < mine.main.index("Nu zeg je")
    assert "zelf bepalen" in mine.main


def test_card_can_be_passed(cast, page):
    mine = page(cast.dekker).get(f"{MY}kaart/").press("Nu liever niet")
    assert mine.url == MY
    with acting_as(cast.dekker):
        assert queries.conversation_card_state(cast.dekker) == CardState.PASSED


def test_simple_card_has_drawings_and_saves_the_same(cast, page):
    mine = page(cast.selam).get(f"{MY}kaart/met-plaatjes/")
    assert len([i for i in mine.document.all("img") if i.inside("main")]) == 3
    mine.submit("Bewaar", can="haar vlechten")
    assert _latest(cast.selam)["can"] == "haar vlechten"


def test_words_in_another_language_stand_beside_the_dutch(cast, page):
    mine = page(cast.selam).get(f"{MY}kaart/mijn-taal/")
    mine.submit("Bewaar mijn kaart", language="ti", want_other="ሰባት ምፍላጥ", want="mensen kennen")

    quote = next(q for q in mine.document.all("blockquote") if q.get("lang") == "ti")
    assert quote.words == "ሰባት ምፍላጥ"
    assert "In het Tigrinya" in mine.main
    assert "mensen kennen" in mine.main

    # Changing the Dutch later on the plain page keeps both together.
    mine.get(INVULLEN).submit("Bewaar mijn kaart", want="buren kennen")
    want = _questions(cast.selam)[0].latest
    assert (want.words, want.other_words, want.language_code) == ("buren kennen", "ሰባት ምፍላጥ", "ti")


def test_words_in_another_language_name_the_language(cast, page):
    mine = page(cast.selam).get(f"{MY}kaart/mijn-taal/")
    mine.submit("Bewaar mijn kaart", want_other="ሰባት ምፍላጥ")
    assert mine.status == 422
    assert mine.fields["want_other"] == "ሰባት ምፍላጥ"
    assert not CoreAnswer.objects.exists()


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_empty_card_on_paper_holds_the_questions_and_no_words(cast, page, size):
    scenes.says(cast.dekker, want="geheime wens")
    mine = page(cast.dekker).get(f"{MY}kaart/leeg/{size}/")
    for sentence in ("Wat wil ik?", "Wat kan ik?", "Wat heb ik nodig?"):
        assert sentence in mine.main
    assert "geheime wens" not in mine.main


def test_card_on_paper_holds_the_own_words_and_the_phone(cast, page):
    scenes.says(cast.dekker, want="klaverjassen")
    mine = page(cast.dekker).get(f"{MY}kaart/papier/")
    assert "klaverjassen" in mine.main
    assert "06 0000 0010" in mine.main


def test_printed_card_of_the_desk_gets_the_latest_words(cast):
    scenes.says(cast.dekker, want="rust", need=Said(unknown_yet=True))
    scenes.says(cast.dekker, want="klaverjassen", can="koken")
    with acting_as(cast.dekker):
        assert card_words(cast.dekker.id) == ["klaverjassen", "koken"]


# --- at the desk ----------------------------------------------------------------------------------


def test_desk_reads_back_before_anything_counts(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN)
    desk.submit("Lees het terug", want="weer eens klaverjassen", need_unknown="on")
    assert "weer eens klaverjassen" in desk.main
    assert not CoreAnswer.objects.exists()

    desk.press(YES)
    want = CoreAnswer.objects.get(question="want")
    assert (want.words, want.written_by) == ("weer eens klaverjassen", cast.samira.id)
    assert want.read_back_at is not None


def test_no_gives_the_form_back_filled_in(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN).submit("Lees het terug", want="klaverjasen")
    desk.press("Nee, verander")
    assert desk.fields["want"] == "klaverjasen"
    desk.submit("Lees het terug", want="klaverjassen").press(YES)
    assert _latest(cast.dekker)["want"] == "klaverjassen"


def test_tampered_reading_back_saves_nothing(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN).submit("Lees het terug", want="kaarten")
    desk.submit(YES, want="een verhuizing")  # not the words that were read aloud
    assert not CoreAnswer.objects.exists()
    assert "een verhuizing" in desk.main  # asks again, with the real words


def test_reading_back_counts_for_this_resident_only(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN).submit("Lees het terug", want="kaarten")
    at_desk(cast.samira, cast.henk)
    desk.press(YES)
    assert not CoreAnswer.objects.exists()


def test_reading_back_counts_once(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN).submit("Lees het terug", want="kaarten")
    confirmed = filled_in(desk.form_with(YES))
    desk.post(INVULLEN, confirmed)
    desk.post(INVULLEN, confirmed)
    assert desk.status == 302, "a double click goes where the first went"
    desk.post(INVULLEN, confirmed | {"eenmaal": "another form"})
    assert desk.status == 409
    assert CoreAnswer.objects.count() == 1


def test_passing_at_the_desk_is_confirmed_aloud(cast, page):
    at_desk(cast.ria, cast.dekker)
    desk = page(cast.ria).get(f"{MY}kaart/").press("Nu liever niet")
    assert not CoreAnswer.objects.exists()
    desk.press(YES)
    assert CoreAnswer.objects.filter(unknown_yet=True, written_by=cast.ria.id).count() == 3


def test_each_look_at_the_desk_writes_one_line_and_the_own_look_none(cast, page):
    scenes.says(cast.dekker, want="kaarten")
    at_desk(cast.ria, cast.dekker, "phoned")
    page(cast.ria).get(f"{MY}kaart/")
    page(cast.dekker).get(f"{MY}kaart/")
    (line,) = scenes.lines(cast.dekker, "card.seen")
    assert (line.by, line.on_behalf_of, line.why) == (cast.ria.id, cast.dekker.id, "phoned")


@pytest.mark.parametrize("who", ["henk", "ria", "samira", "noor", "douwe", "joke", "stranger"])
def test_own_page_never_shows_another(cast, page, who):
    scenes.says(cast.dekker, want="geheime wens")
    other = page(getattr(cast, who))
    for path in ("", "kaart/", "kaart/invullen/", "kaart/papier/", "plan/"):
        assert "geheime wens" not in other.get(MY + path).html


def test_not_knowing_is_read_back_as_the_question_and_its_answer(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN).submit("Lees het terug", need_unknown="on")
    assert "Wat heb ik nodig?\nDat weet ik nog niet." in desk.main
    assert "dat klopt nu" not in desk.main


def test_a_language_more_is_not_other_words(cast):
    both = Said("mensen kennen", other_language="ti", other_words="ሰባት ምፍላጥ")
    scenes.says(cast.selam, want="mensen kennen")
    scenes.says(cast.selam, want=both)
    with acting_as(cast.selam):
        assert not _questions(cast.selam)[0].has_changed
    scenes.says(cast.selam, want=Said("buren kennen", other_language="ti", other_words="ሰባት"))
    with acting_as(cast.selam):
        assert _questions(cast.selam)[0].has_changed


def test_the_card_knows_every_language_a_resident_can_choose():
    spoken = {code for code, _name in me.LANGUAGES}
    assert {code for code, _name in words.LANGUAGES} - {"und"} == spoken - {"nl"}


def test_words_with_not_knowing_beside_them_are_read_back_as_words_alone(cast, page):
    at_desk(cast.samira, cast.dekker)
    desk = page(cast.samira).get(INVULLEN)
    desk.submit("Lees het terug", want="klaverjassen", want_unknown="on")
    assert "klaverjassen" in desk.main
    assert "weet ik nog niet" not in desk.main
    desk.press(YES)
    assert _kept(cast.dekker) == [("klaverjassen", False)]


def test_words_over_an_earlier_not_knowing_take_its_place(cast, page):
    scenes.says(cast.dekker, want=Said(unknown_yet=True))
    page(cast.dekker).get(INVULLEN).submit("Bewaar mijn kaart", want="klaverjassen")
    assert _kept(cast.dekker) == [("", True), ("klaverjassen", False)]


def test_not_knowing_any_more_takes_the_place_of_words(cast, page):
    """The words of before stand in the form; what is ticked is what is said now."""
    scenes.says(cast.dekker, want="klaverjassen")
    page(cast.dekker).get(INVULLEN).submit("Bewaar mijn kaart", want_unknown="on")
    assert _kept(cast.dekker) == [("klaverjassen", False), ("", True)]


def _kept(who):
    found = CoreAnswer.objects.filter(participant=who).order_by("version")
    return [(one.words, one.unknown_yet) for one in found]
