"""The first page of the room, and the personal plan on paper."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mekaar.conversation import actions, queries
from mekaar.core import dates
from mekaar.core.pages import show
from mekaar.people.paper import for_paper
from mekaar.people.requests import PersonRequest


def conversation_page(request: PersonRequest) -> HttpResponse:
    """Everything of this room on one calm page."""
    actions.looked(request.resident, "conversation.page.seen", by=request.by)
    return show(
        request,
        "conversation/conversation_page.html",
        title=_("Mijn gesprek"),
        lead=_("Hier staat wat jij wilt, wat jij kunt en wat jij nodig hebt. In jouw woorden."),
        mine=queries.my_conversation(request.resident),
    )


@for_paper
def personal_plan(request: PersonRequest) -> HttpResponse:
    """The resident's own plan for a talk with the municipality (L-06); it names nobody else."""
    actions.looked(request.resident, "conversation.plan.seen", by=request.by)
    return show(
        request,
        "conversation/personal_plan.html",
        title=_("Mijn persoonlijk plan"),
        questions=queries.core_questions(request.resident),
        steps=queries.three_steps(request.resident),
        today=dates.today(),
    )
