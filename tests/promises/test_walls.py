"""The walls themselves: two roles, and no table that the web role reads without a policy (§2)."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from mekaar.core.sealed import OwnWords
from mekaar.core.walls import INLINED, SETTINGS, all_machinery, all_walls
from tests.acting import as_web, refused_by_database
from tests.promises.whole_life import live, tables

WEB, OWNER = settings.WEB_ROLE, settings.OWNER_ROLE
VERBS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
# What machinery may hold: keys, codes, addresses to sign in with, moments. Nothing of a life.
MACHINERY_COLUMNS = {
    "people_account": {"password", "last_login", "id", "code", "email", "participant_id",
                       "neighbourhood_id", "is_active", "start_digest", "start_made_at"},
    "people_signincard": {"id", "account_id", "digest", "made_at", "ended_at", "made_in"},
    "people_mailedcode": {"id", "account_id", "email", "digest", "tries", "made_at"},
    "people_attempt": {"id", "key", "at"},
    "people_answered": {"key", "location", "made_at"},
    "people_sessionof": {"id", "account_id", "session_key", "made_at"},
    "django_session": {"session_key", "session_data", "expire_date"},
    "account_emailaddress": {"id", "user_id", "email", "verified", "primary"},
    "account_emailconfirmation": {"id", "email_address_id", "created", "sent", "key"},
    "mfa_authenticator": {"id", "user_id", "type", "data", "created_at", "last_used_at"},
    "django_content_type": {"id", "app_label", "model"},
}  # fmt: skip


# What the neighbourhood may read of itself.
BOARD = {"exchange_ask"}


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def granted(table) -> set[str]:
    return {
        verb
        for (verb,) in ask(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee IN (%s, 'PUBLIC') AND table_schema = 'public' AND table_name = %s",
            WEB,
            table,
        )
    }


@pytest.mark.django_db
def test_web_role_can_do_nothing_special():
    facts = ask(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit"
        " FROM pg_roles WHERE rolname = %s",
        WEB,
    )
    assert facts == [(False,) * 6]
    assert ask("SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
               " WHERE r.rolname = %s", WEB) == []  # fmt: skip


@pytest.mark.django_db
def test_owner_is_no_superuser_either():
    facts = ask("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s", OWNER)
    assert facts == [(False, False)]


@pytest.mark.django_db
def test_web_role_owns_nothing():
    owned = ask("SELECT relname FROM pg_class WHERE relowner = %s::regrole", WEB)
    owned += ask("SELECT proname FROM pg_proc WHERE proowner = %s::regrole", WEB)
    owned += ask("SELECT nspname FROM pg_namespace WHERE nspowner = %s::regrole", WEB)
    assert owned == []


@pytest.mark.parametrize("statement", [
    "CREATE TABLE mine (x int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION wall.me() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
    "ALTER TABLE people_participant DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
    "DROP POLICY web_select ON people_participant",
    "TRUNCATE people_participant CASCADE",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
])  # fmt: skip
def test_web_role_cannot_move_the_walls(cast, statement):
    with refused_by_database(), as_web(cast.samira) as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("wall", all_walls(), ids=lambda wall: wall.model)
def test_table_has_its_wall(wall):
    forced = ask(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
        wall.table,
    )
    policies = ask(
        "SELECT cmd FROM pg_policies WHERE tablename = %s AND %s = ANY(roles)", wall.table, WEB
    )
    given = {"SELECT": wall.see, "INSERT": wall.add, "UPDATE": wall.change, "DELETE": wall.remove}
    expected = {verb for verb, condition in given.items() if condition is not None}
    assert forced == [(True, True)]
    assert sorted(cmd for (cmd,) in policies) == sorted(expected)
    assert granted(wall.table) == expected


@pytest.mark.django_db
def test_every_table_has_a_wall_or_a_reason_or_is_closed():
    walled = {wall.table for wall in all_walls()}
    machinery = {row.table for row in all_machinery()}
    assert not walled & machinery
    opened = {table: granted(table) for table in tables() if granted(table)}
    assert set(opened) - walled - machinery == set()


@pytest.mark.django_db
def test_every_model_of_a_room_has_a_wall_or_a_reason():
    known = {wall.table for wall in all_walls()} | {row.table for row in all_machinery()}
    models = [m for m in apps.get_models() if m.__module__.startswith("mekaar.")]
    assert [m.__name__ for m in models if m._meta.db_table not in known] == []


@pytest.mark.django_db
@pytest.mark.parametrize("row", all_machinery(), ids=lambda row: row.table)
def test_machinery_holds_nothing_of_a_life(row):
    columns = {name for (name,) in ask(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", row.table
    )}  # fmt: skip
    assert row.reason.endswith(".")
    assert granted(row.table) == set(row.verbs.split(", ")) <= VERBS
    if not row.table.startswith("procrastinate_"):
        assert columns == MACHINERY_COLUMNS[row.table]
    own = [m for m in apps.get_models() if m._meta.db_table == row.table]
    assert not [f for m in own for f in m._meta.get_fields() if isinstance(f, OwnWords)]


@pytest.mark.django_db
def test_functions_that_look_through_the_walls_have_a_fixed_path():
    """Also those that look with the eyes of the web role: a trigger finds our tables, always."""
    loose = ask(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n"
        " ON n.oid = p.pronamespace WHERE (n.nspname = 'wall' OR (p.prosecdef AND"
        " n.nspname = 'public'))"
        " AND NOT coalesce(array_to_string(p.proconfig, ' ') LIKE %s, false)",
        "%search_path=public, pg_temp%",
    )
    assert {name for (name,) in loose} == set(INLINED)


@pytest.mark.django_db
def test_settings_name_no_table():
    bodies = ask("SELECT prosrc FROM pg_proc WHERE pronamespace = 'wall'::regnamespace"
                 " AND proname = ANY(%s)", list(SETTINGS))  # fmt: skip
    assert len(bodies) == len(SETTINGS)
    assert not [body for (body,) in bodies if "FROM" in body.upper()]


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_begins_at_the_neighbours_midnight(zone):
    """Wherever the clock of the server stands: one of these two zones has another date now."""
    ask("SELECT set_config('TimeZone', %s, true)", zone)
    assert ask("SELECT wall.today()") == [(timezone.localdate(),)]


@pytest.mark.django_db
def test_no_wall_counts_by_the_servers_midnight():
    servers_day = "current_date|localtimestamp|now\\(\\)::date"
    by_it = ask(
        "SELECT tablename FROM pg_policies WHERE concat(qual, with_check) ~* %s"
        " UNION ALL SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'wall' AND prosrc ~* %s",
        servers_day,
        servers_day,
    )
    assert by_it == []


def test_nobody_sees_nothing_of_anybody(cast):
    """Not signed in, with everything there is in the neighbourhood: only what is public."""
    live(cast)
    cast.everybody()
    public = {wall.table for wall in all_walls() if wall.model.startswith("places.")}
    with as_web(None, here=cast.here.id) as cursor:
        seen = rows_seen(cursor)
    # A public gathering is for everybody; its harvest is not before it is shared.
    assert set(seen) == public - {"places_district"} | {"gatherings_gathering"}


@pytest.mark.parametrize("who", ["stranger", "stranger_host", "stranger_resident"])
def test_another_neighbourhood_sees_nothing(cast, who):
    """R-E: whatever somebody holds next door, here there is nothing."""
    live(cast)
    cast.everybody()
    with as_web(getattr(cast, who)) as cursor:
        for table in with_neighbourhood():
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE neighbourhood_id = %s", [cast.here.id]
            )
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_another_neighbourhood_touches_nothing(cast, verb):
    live(cast)
    with as_web(cast.stranger) as cursor:
        for wall in all_walls():
            allowed = wall.change if verb == "UPDATE" else wall.remove
            if allowed is None or wall.table not in with_neighbourhood():
                continue
            cursor.execute(
                f"UPDATE {wall.table} SET code = 'weg'"
                if verb == "UPDATE"
                else f"DELETE FROM {wall.table} WHERE neighbourhood_id <> wall.here()"
            )
    left = ask("SELECT count(*) FROM people_participant WHERE neighbourhood_id = %s", cast.here.id)
    changed = [table for table in with_neighbourhood() if ask(
        f"SELECT 1 FROM {table} WHERE code = 'weg' AND neighbourhood_id = %s", cast.here.id
    )]  # fmt: skip
    assert changed == []
    assert left[0][0] >= 2


@pytest.mark.parametrize("who", ["joke", "bert", "loes", "noor", "douwe"])
def test_other_roles_see_no_record(cast, who):
    """Matrix: these five roles read no record of anybody."""
    life = live(cast)
    person = getattr(cast, who)
    with as_web(person) as cursor:
        seen = rows_seen(cursor)
        cursor.execute("SELECT id FROM people_participant")
        people = {row[0] for row in cursor.fetchall()}
    records = {table for table in seen if table.startswith(("conversation_", "exchange_"))}
    assert people == {person.id}
    reads_nobody = who in {"noor", "douwe"}  # invariant 18: also not what stands on the board
    assert records - {"exchange_lastingcontactcount"} == (set() if reads_nobody else BOARD)
    if not reads_nobody:  # what its asker chose to show the neighbourhood, without a name
        with as_web(person) as cursor:
            cursor.execute("SELECT DISTINCT audience FROM exchange_ask")
            assert cursor.fetchall() == [("neighbourhood",)]
    assert life.person.id not in people


def with_neighbourhood() -> list[str]:
    return [
        wall.table
        for wall in all_walls()
        if wall.see and "neighbourhood" in {f.name for f in apps.get_model(wall.model)._meta.fields}
    ]


def rows_seen(cursor) -> dict[str, int]:
    seen = {}
    for wall in all_walls():
        if wall.see is not None:
            cursor.execute(f"SELECT count(*) FROM {wall.table}")
            seen[wall.table] = cursor.fetchone()[0]
    return {table: count for table, count in seen.items() if count}
