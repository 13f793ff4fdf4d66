"""How long experiences stay: asked again after a year, gone half a year later (L-14)."""

from django.utils.translation import gettext_lazy as _

from mekaar.answers import actions
from mekaar.core.retention import Rule, Term

_HALF_A_YEAR, _A_YEAR = Term(months=6), Term(months=12)

_GOES = (
    "DELETE FROM notices_notice WHERE thing = ANY(gone) AND neighbourhood_id = wall.here()",
    "DELETE FROM answers_experience WHERE id = ANY(gone)",
)
# A trigger takes along what hangs on it.
_QUESTION_GOES = ("DELETE FROM answers_question WHERE id = ANY(gone)",)

RULES = [
    Rule(
        "experiences_to_ask_again",
        "answers_experience",
        what=_("Een ervaring die anderen mogen lezen"),
        term=_A_YEAR,
        after=_("nadat je daar voor het laatst ja op zei"),
        then=_("vragen we één keer of het er nog mag staan"),
        due=(
            "one.state = 'readable' AND one.asked_again_at IS NULL"
            " AND one.look_again_on <= wall.today()"
        ),
        act=actions.ask_again,
    ),
    Rule(
        "experiences_without_an_answer",
        "answers_experience",
        what=_("Een ervaring waarvan we vroegen of die er nog mag staan"),
        term=_HALF_A_YEAR,
        after=_("na die vraag"),
        then=_("wissen we die, als je geen ja zei"),
        due="one.state = 'readable' AND one.asked_again_at < {border}",
        ends=_GOES,
    ),
    Rule(
        "experiences_without_a_yes",
        "answers_experience",
        what=_("Een ervaring waar je nog geen ja op zei"),
        term=_HALF_A_YEAR,
        after=_("nadat je die opschreef of veranderde"),
        then=_("wissen we die"),
        due="one.state = 'told' AND one.state_since < {border}",
        ends=_GOES,
    ),
    Rule(
        "questions_never_put",
        "answers_question",
        what=_("Een vraag die je opschreef en nog niet stelde"),
        term=_HALF_A_YEAR,
        after=_("nadat je die opschreef of veranderde"),
        then=_("wissen we die"),
        due="one.state = 'told' AND one.state_since < {border}",
        ends=_QUESTION_GOES,
    ),
    Rule(
        "questions_put",
        "answers_question",
        what=_("Een vraag die je stelde aan wie dit meemaakte"),
        term=_A_YEAR,
        after=_("nadat je die stelde"),
        then=_("wissen we die, met alle antwoorden van de achterwacht"),
        due="one.state = 'open' AND one.state_since < {border}",
        ends=_QUESTION_GOES,
    ),
    Rule(
        "questions_closed",
        "answers_question",
        what=_("Een vraag aan wie dit meemaakte, die klaar is"),
        term=_A_YEAR,
        after=_("na die dag"),
        then=_("wissen we die"),
        due="one.state = 'closed' AND one.state_since < {border}",
        ends=_QUESTION_GOES,
    ),
]
