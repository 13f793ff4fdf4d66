"""Goals belong to their owner, and to nobody else (R-C07, invariant 3)."""

import pytest

from mekaar.conversation import actions
from mekaar.conversation.models import Goal
from mekaar.core.errors import NotAllowed, Refused
from tests.acting import acting_as, at_desk, by
from tests.conversation import scenes
from tests.conversation.scenes import MY

DOELEN = f"{MY}doelen/"
OTHERS = ["ria", "samira", "joke", "bert", "loes", "noor", "douwe", "henk"]


def test_no_goal_is_fine(cast, page):
    mine = page(cast.dekker).get(DOELEN)
    assert "Je hebt geen doel opgeschreven. Dat is ook goed." in mine.main


def test_writing_the_same_goal_twice_changes_nothing(cast):
    scenes.wants(cast.dekker)
    scenes.wants(cast.dekker)
    assert Goal.objects.count() == 1


def test_goal_has_no_date_and_no_target():
    names = {field.name for field in Goal._meta.get_fields()}
    assert names == {
        "id", "neighbourhood", "code", "made_at", "participant", "written_by", "first_words",
        "words", "mark", "marked_at", "closed_at",
    }  # fmt: skip


@pytest.mark.parametrize("who", OTHERS)
def test_every_verb_is_refused_to_others(cast, who):
    goal = scenes.wants(cast.dekker)
    other = getattr(cast, who)
    acts = at_desk(other, cast.dekker) if who in {"ria", "samira"} else by(other)
    verbs = [
        lambda: actions.write_goal(cast.dekker, "afvallen", by=acts),
        lambda: actions.reword_goal(goal, "afvallen", by=acts),
        lambda: actions.mark_goal(goal, "less", by=acts),
        lambda: actions.close_goal(goal, by=acts),
        lambda: actions.reopen_goal(goal, by=acts),
    ]
    for verb in verbs:
        with acting_as(acts), pytest.raises(NotAllowed):
            verb()
    goal.refresh_from_db()
    assert (goal.words, goal.mark, goal.closed_at) == ("weer kaarten op dinsdag", "", None)
    assert Goal.objects.count() == 1


def test_closed_goal_is_opened_before_it_changes(cast):
    goal = scenes.wants(cast.dekker)
    acts = by(cast.dekker)
    with acting_as(acts):
        for _twice in range(2):
            actions.close_goal(goal, by=acts)
        with pytest.raises(Refused):
            actions.reword_goal(goal, "iets anders", by=acts)
        with pytest.raises(Refused):
            actions.mark_goal(goal, "less", by=acts)
        for _twice in range(2):
            actions.reopen_goal(goal, by=acts)
        actions.reword_goal(goal, "iets anders", by=acts)
        actions.reword_goal(goal, "iets anders", by=acts)
    found = [len(scenes.lines(cast.dekker, f"goal.{v}")) for v in ("closed", "reopened", "changed")]
    assert found == [1, 1, 1]


def test_owner_writes_rewords_marks_and_closes(cast, page):
    mine = page(cast.dekker).get(f"{DOELEN}nieuw/").submit(words="rust van instanties")
    mine.follow("Bekijk dit doel").follow("In andere woorden")
    mine.submit(words="zelf bepalen wie er langskomt")
    assert mine.main.index("rust van instanties") < mine.main.index("zelf bepalen")

    mine.follow("Hoe gaat het?").submit(mark="more")
    assert "iets meer dan gehoopt" in mine.main

    mine.press("Sluit dit doel af")
    assert "Open dit doel weer" in mine.buttons
    mine.get(DOELEN)
    assert "Afgesloten" in mine.main
    mine.follow("Bekijk dit doel").press("Open dit doel weer")
    assert "Sluit dit doel af" in mine.buttons


@pytest.mark.parametrize("bad", ["", "   ", "\x00", "a" * 1001])
def test_wrong_words_are_answered_with_a_sentence(cast, page, bad):
    mine = page(cast.dekker).post(f"{DOELEN}nieuw/", {"words": bad})
    assert mine.status == 422
    assert not Goal.objects.exists()


def test_wrong_mark_is_answered_with_a_sentence(cast, page):
    goal = scenes.wants(cast.dekker)
    mine = page(cast.dekker).post(f"{DOELEN}{goal.code}/hoe-gaat-het/", {"mark": "10"})
    assert (mine.status, "Kies een van de antwoorden." in mine.main) == (422, True)


PATHS = ["", "nieuw/", "{code}/", "{code}/woorden/", "{code}/hoe-gaat-het/", "{code}/afsluiten/",
         "{code}/openen/"]  # fmt: skip


@pytest.mark.parametrize("helper", ["ria", "samira"])
def test_at_the_desk_the_resident_types_it(cast, page, helper):
    goal = scenes.wants(cast.dekker, "geheim doel")
    at_desk(getattr(cast, helper), cast.dekker)
    desk = page(getattr(cast, helper))
    for path in PATHS:
        url = DOELEN + path.format(code=goal.code)
        assert desk.get(url).status == 200
        assert "Dit typt meneer Dekker zelf: meld je aan met je kaart." in desk.main
        assert "geheim doel" not in desk.html
        assert desk.post(url, {"words": "afvallen", "mark": "less"}).status == 403
    assert Goal.objects.values_list("words", "mark", "closed_at").get() == ("geheim doel", "", None)


@pytest.mark.parametrize("who", [*OTHERS, "stranger"])
def test_not_there_for_others(cast, page, who):
    goal = scenes.wants(cast.dekker, "geheim doel")
    other = page(getattr(cast, who))
    for path in PATHS[2:]:
        url = DOELEN + path.format(code=goal.code)
        assert other.post(url, {"words": "afvallen", "mark": "less"}).status == 404
    assert "geheim doel" not in other.get(DOELEN).html
    assert Goal.objects.values_list("words", "mark", "closed_at").get() == ("geheim doel", "", None)
