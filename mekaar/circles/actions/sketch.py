"""The network sketch: the resident's own, private; who is drawn hears nothing (R-C11)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mekaar.circles.actions.circle import NOT_YOURS
from mekaar.circles.actions.hold import hold, hold_of, note, of_circle
from mekaar.circles.models import SketchedPerson, SupportCircle
from mekaar.circles.rules import circle as rules
from mekaar.circles.said import Drawn
from mekaar.core.errors import NotThere, Refused
from mekaar.people.by import By, require

MOST = 40


def _held(of: SupportCircle | SketchedPerson, by: By) -> SupportCircle:
    circle = hold_of(of, by=by) if isinstance(of, SketchedPerson) else hold(of, by=by)
    require(rules.may_lead(by, circle), str(NOT_YOURS))
    return circle


def _found(person: SketchedPerson, by: By) -> SketchedPerson:
    found = SketchedPerson.objects.visible_to(by).filter(id=person.id).first()
    if found is None:
        raise NotThere("")
    return found


@transaction.atomic
def draw(circle: SupportCircle, drawn: Drawn, *, by: By) -> SketchedPerson:
    """Somebody more: a name, or "mijn buurman". Raises NotAllowed, Refused."""
    circle = _held(circle, by)
    if SketchedPerson.objects.visible_to(by).filter(circle=circle).count() >= MOST:
        raise Refused(_("De tekening is vol. Haal eerst iemand weg."))
    person = SketchedPerson.objects.create(
        **of_circle(circle), name=drawn.name, kind=drawn.kind, ring=drawn.ring
    )
    note("circles.sketch.changed", circle, by=by)
    return person


@transaction.atomic
def redraw(person: SketchedPerson, drawn: Drawn, *, by: By) -> SketchedPerson:
    """Another name, or nearer, or further away. Raises NotAllowed, Refused."""
    circle = _held(person, by)
    person = _found(person, by)
    now = (person.name, person.kind, person.ring)
    if now != (drawn.name, drawn.kind, drawn.ring):
        person.name, person.kind, person.ring = drawn.name, drawn.kind, drawn.ring
        person.save(update_fields=["name", "kind", "ring"])
        note("circles.sketch.changed", circle, by=by)
    return person


@transaction.atomic
def rub_out(person: SketchedPerson, *, by: By) -> None:
    """Not in the drawing any more. Twice is once. Raises NotAllowed, Refused."""
    circle = _held(person, by)
    gone, _each = SketchedPerson.objects.visible_to(by).filter(id=person.id).delete()
    if gone:
        note("circles.sketch.changed", circle, by=by)
