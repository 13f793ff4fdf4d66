"""The bench itself: a client or a check that notices nothing would make every test worthless."""

import pytest
from django.db import connection

from mekaar.people.models import Participant, RoleHeld
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database


def current_user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def test_by_has_the_roles_of_now(cast):
    assert by(cast.samira).roles == {RoleHeld.Role.CONNECTOR}


def test_acting_as_ends_as_the_owner(cast):
    before = current_user()
    with acting_as(by(cast.dekker)):
        inside = current_user()
        visible = set(Participant.objects.values_list("display_name", flat=True))
    assert (inside, current_user()) == ("mekaar_web", before)
    assert visible == {"meneer Dekker"}


def test_request_ends_as_the_owner(cast, page):
    before = current_user()
    page(cast.dekker).get("/bestaat-niet/")
    assert current_user() == before


def test_at_desk_opens_one_record(cast):
    cast.everybody()
    with acting_as(at_desk(cast.ria, cast.dekker)), connection.cursor() as cursor:
        cursor.execute("SELECT wall.helping()")
        assert cursor.fetchone()[0] == [cast.dekker.id]


def test_as_web_of_another_neighbourhood_sees_nobody(cast):
    cast.everybody()
    with as_web(cast.stranger):
        visible = list(Participant.objects.values_list("display_name", flat=True))
    assert visible == ["Vreemde Vogel"]


def test_neighbour_can_be_made_behind_the_walls(cast):
    with acting_as(cast.dekker):
        assert cast.henk.display_name == "Henk"
        assert current_user() == "mekaar_web"
    assert Participant.objects.filter(id=cast.henk.id).exists()


def test_refused_by_database_notices_what_is_let_through(cast):
    with pytest.raises(pytest.fail.Exception), refused_by_database():
        Participant.objects.count()
