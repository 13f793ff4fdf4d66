"""An own server: the addresses are checked, the roles are made, and existing ones never change."""

import os
import subprocess
import sys

import psycopg
import pytest

from launch import own
from launch.migrate import SENTENCE
from launch.place import ROOT
from launch.surroundings import surroundings
from launch.trouble import LaunchError


@pytest.fixture
def given(monkeypatch):
    """Set the addresses as whoever runs Mekaar would."""

    def _given(**urls):
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, url in urls.items():
            monkeypatch.setenv(f"DATABASE_{name}URL", url)

    return _given


def test_two_right_addresses_are_taken(cluster, given, folder, monkeypatch):
    given(**{"": cluster.web_url, "OWNER_": cluster.owner_url})
    monkeypatch.setenv("MEKAAR_DATA", str(folder))
    with surroundings() as around:
        web, owner = around.variables(owner=False), around.variables(owner=True)
    assert web["DATABASE_URL"] == cluster.web_url
    assert owner["DATABASE_URL"] == cluster.owner_url
    assert (web["MEKAAR_WEB_ROLE"], web["MEKAAR_OWNER_ROLE"]) == ("mekaar_web", "mekaar_owner")


def test_web_process_never_learns_the_owners_password(cluster, given, folder, monkeypatch):
    given(**{"": cluster.web_url, "OWNER_": cluster.owner_url, "ADMIN_": cluster.admin_url()})
    monkeypatch.setenv("MEKAAR_DATA", str(folder))
    with surroundings() as around:
        told = " ".join(around.variables(owner=False).values())
    assert cluster.secrets.web in told
    assert cluster.secrets.owner not in told
    assert cluster.secrets.admin not in told


@pytest.mark.parametrize("strong", ["owner_url", "admin_url"])
def test_web_role_that_may_too_much_is_refused(cluster, given, folder, strong):
    url = cluster.owner_url if strong == "owner_url" else cluster.admin_url("mekaar")
    given(**{"": url, "OWNER_": cluster.owner_url})
    with pytest.raises(LaunchError, match=r"^De rol in DATABASE_URL mag te veel"):
        own.addresses(folder)


def test_weak_address_alone_asks_for_the_owner(cluster, given, folder):
    given(**{"": cluster.web_url})
    with pytest.raises(LaunchError, match=r"ook DATABASE_OWNER_URL"):
        own.addresses(folder)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("mekaar_web:", "mekaar_web:x"), "naam of wachtwoord klopt niet"),
        (("@/mekaar?", "@/nergens?"), "die rol of database bestaat niet"),
    ],
)
def test_wrong_password_or_database(cluster, given, folder, change, why):
    given(**{"": cluster.web_url.replace(*change), "OWNER_": cluster.owner_url})
    with pytest.raises(LaunchError, match=why) as refused:
        own.addresses(folder)
    assert cluster.secrets.web not in str(refused.value)


def test_superuser_alone_never_changes_existing_roles(cluster, given, folder):
    given(**{"": cluster.admin_url("mekaar")})
    with pytest.raises(LaunchError, match=r"bestaat al op deze server, met een ander wachtwoord"):
        own.addresses(folder)
    psycopg.connect(cluster.owner_url).close()


def test_prepare_makes_roles_that_pass_the_check(cluster, given, folder):
    web = cluster.url("buurt_web", "w1", "buurt")
    owner = cluster.url("buurt_baas", "o1", "buurt")
    given(**{"": web, "OWNER_": owner, "ADMIN_": cluster.admin_url()})
    assert own.prepare(print_sql=False) == (
        "Klaar: rollen buurt_baas en buurt_web, database buurt."
    )
    own.prepare(print_sql=False)
    assert own.addresses(folder) == own.Addresses(web, owner)
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE ours (id int)")
        found = connection.execute("SELECT count(*) FROM pg_extension").fetchone()
    assert found == (4,)


def test_prepare_by_whoever_may_not_is_one_sentence(cluster, given):
    urls = {"": cluster.url("a_web", "w", "a"), "OWNER_": cluster.url("a_baas", "o", "a")}
    given(**urls, ADMIN_=cluster.owner_url)
    with pytest.raises(LaunchError, match=r"^De rol in DATABASE_ADMIN_URL mag dit niet"):
        own.prepare(print_sql=False)


def test_prepare_without_admin_asks_for_it(given):
    given()
    with pytest.raises(LaunchError, match=r"^Geef DATABASE_ADMIN_URL"):
        own.prepare(print_sql=False)


def test_printed_sql_runs_twice_and_holds_no_password(cluster, given):
    given(
        **{
            "": cluster.url("stad_web", "w2", "stad"),
            "OWNER_": cluster.url("stad_baas", "o2", "stad"),
        }
    )
    script = own.prepare(print_sql=True)
    assert "w2" not in script
    psql = [str(cluster.place.programs / "psql"), "-X", "-v", "ON_ERROR_STOP=1", "-q"]
    for _ in range(2):
        done = subprocess.run(
            [*psql, cluster.admin_url()], input=script, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    with psycopg.connect(cluster.admin_url("stad")) as connection:
        weak = connection.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolinherit FROM pg_roles"
            " WHERE rolname = 'stad_web'"
        ).fetchone()
    assert weak == (False,)


def migrate(url):
    named = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "launch.migrate"],
        cwd=ROOT,
        env=os.environ | named | {"MEKAAR_SECRET_KEY": "only-for-this-test"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.fixture
def made_by_newer_code(cluster):
    with psycopg.connect(cluster.owner_url) as owner:
        owner.execute(
            "CREATE TABLE django_migrations (id int, app text, name text, applied timestamptz)"
        )
        owner.execute("INSERT INTO django_migrations VALUES (1, 'people', '9999_later', now())")
    yield
    with psycopg.connect(cluster.owner_url) as owner:
        owner.execute("DROP TABLE django_migrations")


def test_database_newer_than_the_code_is_left_alone(cluster, made_by_newer_code):
    assert migrate(cluster.owner_url) == (
        SENTENCE,
        "De database is nieuwer dan deze versie van Mekaar (die kent people 9999_later niet)."
        " Haal de nieuwste versie op met git pull.\n",
    )
    with psycopg.connect(cluster.owner_url) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [("django_migrations",)]


def test_role_that_may_not_migrate_is_one_sentence(cluster):
    assert migrate(cluster.web_url) == (
        SENTENCE,
        "De rol in DATABASE_OWNER_URL mag hier geen tabellen maken; laat een beheerder"
        " `mekaar database prepare` draaien.\n",
    )


def test_database_that_went_away_is_one_sentence(cluster):
    assert migrate(cluster.owner_url.replace("socket", "sokkel")) == (
        SENTENCE,
        "De database is niet te bereiken.\n",
    )


OTHER_TABLES = {
    "column": "ALTER TABLE people_participant DROP COLUMN display_name CASCADE",
    "table": "DROP TABLE exchange_idea CASCADE",
    "kind": "ALTER TABLE exchange_ask ALTER COLUMN words TYPE text USING ''",
}


def test_tables_of_another_version_are_one_sentence(cluster):
    """Migrated once, and spoilt in a copy for each way to be another version."""
    told = {}
    with psycopg.connect(cluster.admin_url(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE whole OWNER mekaar_owner TEMPLATE mekaar")
        try:
            assert migrate(cluster.owner_url.replace("/mekaar?", "/whole?"))[0] == 0
            for name, spoilt in OTHER_TABLES.items():
                admin.execute(f"CREATE DATABASE {name}_other OWNER mekaar_owner TEMPLATE whole")
                url = cluster.owner_url.replace("/mekaar?", f"/{name}_other?")
                with psycopg.connect(url) as owner:
                    owner.execute(spoilt)
                told[name] = migrate(url)
        finally:
            for made in ("whole", *(f"{name}_other" for name in OTHER_TABLES)):
                admin.execute(f"DROP DATABASE IF EXISTS {made} WITH (FORCE)")
    assert set(told) == set(OTHER_TABLES)
    for code, said in told.values():
        assert (code, said.count("\n")) == (SENTENCE, 1)
        assert said.startswith("De tabellen zijn van een andere versie van Mekaar dan deze.")
