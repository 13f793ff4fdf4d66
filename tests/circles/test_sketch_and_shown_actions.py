"""The sketch is private; what is shown is taken away in one step (R-C11, invariant 20)."""

import pytest
from django.db import connection

from mekaar.circles.actions import circle as circles
from mekaar.circles.actions import shown, sketch
from mekaar.circles.models import Shown, SketchedPerson
from mekaar.circles.said import Drawn
from mekaar.conversation.models import Goal
from mekaar.core.errors import NotAllowed, NotThere, Refused
from mekaar.notices.models import Notice
from tests.acting import acting_as, by
from tests.circles import scenes
from tests.conversation.scenes import wants

pytestmark = pytest.mark.django_db

KEES = Drawn("buurman Kees", "neighbour", 1)


def as_mark(cast, action, *args, **more):
    with acting_as(cast.mark):
        return action(*args, by=by(cast.mark), **more)


def test_drawing_redrawing_and_rubbing_out(cast):
    made = scenes.sketching(cast)
    kees = as_mark(cast, sketch.draw, made.circle, KEES)
    as_mark(cast, sketch.redraw, kees, Drawn("Kees", "friend", 2))
    found = SketchedPerson.objects.get()
    assert (found.name, found.kind, found.ring) == ("Kees", "friend", 2)
    for _ in range(2):
        as_mark(cast, sketch.rub_out, kees)
    assert not SketchedPerson.objects.exists()
    assert not Notice.objects.exists()


def test_the_drawing_holds_so_many(cast, monkeypatch):
    monkeypatch.setattr(sketch, "MOST", 1)
    made = scenes.sketching(cast)
    as_mark(cast, sketch.draw, made.circle, KEES)
    with pytest.raises(Refused):
        as_mark(cast, sketch.draw, made.circle, KEES)


@pytest.mark.parametrize("who", ["joke", "zus"])
def test_nobody_else_draws(cast, who):
    made = scenes.gathered(cast)
    kees = as_mark(cast, sketch.draw, made.circle, KEES)
    as_mark(cast, shown.show_circle, made.circle, "sketch")
    other = getattr(cast, who)
    with acting_as(other):
        for action in (
            lambda: sketch.draw(made.circle, KEES, by=by(other)),
            lambda: sketch.redraw(kees, KEES, by=by(other)),
            lambda: sketch.rub_out(kees, by=by(other)),
        ):
            with pytest.raises(NotAllowed):
                action()
    assert SketchedPerson.objects.count() == 1


def sees(who, made):
    """Whom this person sees in the sketch, and what is shown of Mark's own."""
    with acting_as(who), connection.cursor() as cursor:
        drawn = [one.name for one in SketchedPerson.objects.visible_to(by(who))]
        cursor.execute("SELECT question FROM wall.shown_answers(%s)", [made.circle.id])
        answers = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM wall.shown_goals(%s)", [made.circle.id])
        return drawn, answers, cursor.fetchone()[0]


def test_the_sketch_is_only_ever_shown_to_the_facilitator(cast):
    made = scenes.gathered(cast)
    as_mark(cast, sketch.draw, made.circle, KEES)
    assert sees(cast.joke, made)[0] == []
    for _ in range(2):
        as_mark(cast, shown.show_circle, made.circle, "sketch")
    assert sees(cast.joke, made)[0] == ["buurman Kees"]
    assert sees(cast.zus, made)[0] == []
    for _ in range(2):
        as_mark(cast, shown.hide_from_circle, made.circle, "sketch")
    assert sees(cast.joke, made)[0] == []


def test_one_goal_is_shown_and_taken_away_at_once(cast):
    made = scenes.active(cast)
    goal, other = wants(cast.mark, "zelf bepalen wie er langskomt"), wants(cast.mark, "geheim")
    as_mark(cast, shown.show_circle, made.circle, "goal", goal=goal.id)
    assert sees(cast.zus, made)[2] == 1
    as_mark(cast, shown.hide_from_circle, made.circle, "goal", goal=other.id)
    assert sees(cast.zus, made)[2] == 1
    as_mark(cast, shown.hide_from_circle, made.circle, "goal", goal=goal.id)
    assert sees(cast.zus, made)[2] == 0
    assert Goal.objects.count() == 2


def test_also_while_the_circle_rests_it_can_be_taken_away(cast):
    made = scenes.active(cast)
    as_mark(cast, shown.show_circle, made.circle, "want")
    as_mark(cast, circles.pause, made.circle)
    as_mark(cast, shown.hide_from_circle, made.circle, "want")
    assert not Shown.objects.exists()
    with pytest.raises(Refused):
        as_mark(cast, shown.show_circle, made.circle, "want")


def test_only_of_ones_own_and_only_what_there_is(cast):
    made = scenes.active(cast)
    hers = wants(cast.zus, "een doel van haar")
    for what, goal in (("goal", hers.id), ("goal", None), ("want", hers.id), ("secret", None)):
        with pytest.raises(Refused):
            as_mark(cast, shown.show_circle, made.circle, what, goal=goal)
    with acting_as(cast.zus), pytest.raises(NotAllowed):
        shown.show_circle(made.circle, "want", by=by(cast.zus))
    with acting_as(cast.zus), pytest.raises(NotAllowed):
        shown.hide_from_circle(made.circle, "want", by=by(cast.zus))
    with acting_as(cast.noor), pytest.raises(NotThere):
        shown.show_circle(made.circle, "want", by=by(cast.noor))
    assert not Shown.objects.exists()
