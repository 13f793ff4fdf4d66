"""The schema asks for no life and keeps no score (L-01, L-05, invariants 14 and 23)."""

import ast
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from mekaar.people.models import Participant
from tests.house import source

# Never a column, in whatever table (parts of names, Dutch and English).
NEVER = re.compile(
    r"birth|geboort|\bdob\b|\bbsn\b|burgerservice|social_security|passport|identity_card|\bage\b"
    r"|leeftijd|gender|geslacht|marital|religion|nationalit|ethnic|diagnos|disease|illness|medic"
    r"|health|gezondheid|income|inkomen|debt|schuld|benefit|uitkering|family|gezin|children"
    r"|education_level|photo|\bdomain|score|rating|rank|points|badge|streak|stars|level"
)
NUMBERS = {"smallint", "integer", "bigint", "numeric", "real", "double precision"}
# Every number that is kept, and what it is. None says how much somebody gave or received.
KNOWN_NUMBERS = {
    "circles_agendapoint.position": "the order of an agenda",
    "circles_circlemeeting.number": "which meeting",
    "circles_consent.round": "which time everybody is asked",
    "circles_planversion.number": "which version",
    "circles_planversion.round": "which time everybody is asked",
    "circles_sketchedperson.ring": "near or further away, as the resident draws it",
    "conversation_coreanswer.version": "which wording",
    "exchange_arrangement.times_agreed": "the end of an arrangement",
    "exchange_ask.max_distance": "metres somebody wants to travel",
    "exchange_ask.times": "dayparts as bits",
    "exchange_carrying.at_once": "what somebody says they can carry now",
    "exchange_idea.nth": "the order of ideas",
    "exchange_lastingcontactcount.asked_back": "per quarter and neighbourhood, no people",
    "exchange_lastingcontactcount.contacts": "per quarter and neighbourhood, no people",
    "exchange_lastingcontactcount.how_many": "per quarter and neighbourhood, no people",
    "exchange_offer.max_distance": "metres somebody wants to travel",
    "exchange_offer.times": "dayparts as bits",
    "exchange_roundidea.nth": "its place on the paper",
    "exchange_roundidea.ring": "which ideas go round together",
    "exchange_roundopen.nth": "its place on the paper",
    "exchange_tableround.done": "how far the work is",
    "exchange_tableround.many": "how many rows came out, of all people together",
    "exchange_tableround.total": "how far the work is",
    "gatherings_harvest.head_count": "how many people came, counted together; nobody's name",
    "journal_anchor.number": "the line where a chain ended that day",
    "journal_link.number": "the place of a line in the chain",
    "notices_notice.tries": "tries of one message",
    "people_mailedcode.tries": "tries of one code",
    "reports_decision.nth": "the first decision, or the one after the appeal",
    "places_building.x": "a building",
    "places_building.y": "a building",
    "places_meetingplace.x": "a place",
    "places_meetingplace.y": "a place",
    "places_neighbourhood.journal_years": "how long the journal of a neighbourhood stays",
    "places_openinghour.weekday": "a day",
}
# What somebody must fill in to have such a row at all. A new one is a decision about people.
REQUIRED = {
    "Participant": {"display_name"},
    "Doorbell": {"door", "name", "reach"},
    "CoreAnswer": {"question"},
    "DailyActivity": {"step"},
    "PracticeStep": {"words", "look_back_on"},
    "Goal": {"first_words", "words"},
    "ClosingInvitation": {"answer"},
    "Ask": {"first_words", "words"},
    "Offer": {"first_words", "words"},
    "Carrying": {"at_once"},
    "Side": {"which", "told"},
    "Arrangement": {"words"},
    "ReverseQuestion": {"which"},
    "LastingContact": {"ask_from"},
    # Written by the engine about an ask and an offer, and typed by nobody.
    "RoundIdea": {"nth", "mark"},
    "RoundOpen": {"nth", "mark"},
    "RoleHeld": {"role"},
    "Group": {"name"},
    "Experience": {"happened"},
    "Question": {"words"},
    "Handed": {"words", "handed_by"},
    "KnownSituation": {"words"},
    "Asked": {"asked_by"},
    "Report": {"kind", "thing", "words"},
    "Decision": {"nth", "kind", "thing", "outcome", "reason"},
    # No people: a digest of a row, and a quarter of a neighbourhood.
    "NotebookRow": {"digest"},
    "LastingContactCount": {"quarter"},
    # Filled in by nobody: what the engine makes of words that are there.
    "Meaning": {"model_id", "vector"},
}
# Who may add up, and what: numbers of a neighbourhood, without people.
ADDS_UP = {"mekaar/exchange/queries/afterwards.py": ["Sum"]}  # quarters of lasting contact
MACHINERY_FIELDS = {"version", "written_by", "connector"}
ROOMS = ("people", "conversation", "exchange", "answers", "reports")
OF_PEOPLE = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ROOMS and hasattr(model, "neighbourhood")
]


def columns() -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name !~ '^(procrastinate|django|auth)_'"
        )
        return cursor.fetchall()


def required(model) -> set[str]:
    """The fields of a row that a person must fill in."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if not (field.null or field.blank or field.has_default() or field.primary_key)
        and not isinstance(field, models.ForeignKey)
        and field.name not in MACHINERY_FIELDS
    }


@pytest.mark.django_db
def test_no_column_about_a_life():
    assert [f"{t}.{c}" for t, c, _ in columns() if NEVER.search(c.lower())] == []


def test_the_search_for_such_columns_finds_them():
    forbidden = ("birth_date", "bsn", "diagnosis", "income", "help_score")
    assert [name for name in forbidden if not NEVER.search(name)] == []


@pytest.mark.parametrize("model", OF_PEOPLE, ids=lambda model: model.__name__)
def test_nothing_of_a_life_is_compulsory(model):
    assert required(model) == REQUIRED.get(model.__name__, set())


def test_a_name_is_enough(oeverhoek):
    """The name may be invented; nothing else is asked, by form, model or database."""
    person = Participant(neighbourhood=oeverhoek, display_name="De man met de hoed")
    person.full_clean()
    person.save()
    assert Participant.objects.get().language_helper == ""


def test_without_a_name_there_is_nobody(oeverhoek):
    with pytest.raises(ValidationError, match="display_name"):
        Participant(neighbourhood=oeverhoek).full_clean()


@pytest.mark.django_db
def test_every_number_is_known_and_none_is_a_score():
    numbers = {
        f"{table}.{column}"
        for table, column, kind in columns()
        if kind in NUMBERS and column != "id" and not column.endswith("_id")
    }
    assert numbers == set(KNOWN_NUMBERS)


def test_nobody_is_counted_or_summed():
    """No view, query or template adds up per person: the tools for it are not even imported."""
    tools = {"Count", "Sum", "Avg", "Rank", "RowNumber", "Window"}
    found = {
        source.name(path): sorted(used)
        for path in source.python("mekaar")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("django.db.models")
        and (used := tools & {alias.name for alias in node.names})
    }
    assert found == ADDS_UP


@pytest.mark.django_db
def test_no_sql_of_ours_adds_up_per_person():
    with connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname IN ('public', 'wall')")
        assert cursor.fetchall() == []
        cursor.execute("SELECT matviewname FROM pg_matviews")
        assert cursor.fetchall() == []
