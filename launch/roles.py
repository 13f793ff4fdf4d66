"""The two roles and the database, as SQL: made by us, or by whoever may on an own server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

from launch.secret import Secrets

OWNER = "mekaar_owner"
WEB = "mekaar_web"
DATABASE = "mekaar"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
OWNER_RIGHTS = "LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION"
WEB_RIGHTS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT"


@dataclass(frozen=True)
class Names:
    """How the roles and the database are called on this server."""

    owner: str = OWNER
    web: str = WEB
    database: str = DATABASE


def role_sql(names: Names, owner_password: str, web_password: str) -> Iterator[sql.Composed]:
    """The roles: an owner that migrates, and a web role that owns nothing and passes no wall."""
    for name, rights, password in (
        (names.owner, OWNER_RIGHTS, owner_password),
        (names.web, WEB_RIGHTS, web_password),
    ):
        made = sql.SQL("CREATE ROLE {}").format(sql.Identifier(name))
        yield sql.SQL(
            "DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {name})"
            " THEN EXECUTE {made}; END IF; END $do$"
        ).format(name=sql.Literal(name), made=sql.Literal(made.as_string(None)))
        yield sql.SQL("ALTER ROLE {} {} PASSWORD {}").format(
            sql.Identifier(name),
            sql.SQL(rights),
            sql.Literal(password),
        )
    yield sql.SQL("GRANT {} TO {}").format(sql.Identifier(names.web), sql.Identifier(names.owner))


def create_database_sql(names: Names) -> sql.Composed:
    """The database itself; cannot run inside a transaction."""
    return sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
        sql.Identifier(names.database), sql.Identifier(names.owner)
    )


def grant_sql(names: Names) -> Iterator[sql.Composed]:
    """Who may connect: the owner and the web role, nobody else."""
    database = sql.Identifier(names.database)
    yield sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database)
    yield sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(names.web))


def extension_sql() -> Iterator[sql.Composed]:
    """The extensions, inside the database."""
    for name in EXTENSIONS:
        yield sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))


def script(names: Names) -> str:
    """Everything as a psql script for whoever may, with places for the passwords."""
    passwords = [f"kies-een-wachtwoord-{number}" for number in (1, 2)]
    exists = sql.SQL(
        "SELECT {} WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {})\\gexec"
    ).format(sql.Literal(create_database_sql(names).as_string(None)), sql.Literal(names.database))
    connect = sql.SQL("\\connect {}").format(sql.Identifier(names.database))
    parts = [f"{part.as_string(None)};" for part in role_sql(names, *passwords)]
    parts.append(exists.as_string(None))
    parts += [f"{part.as_string(None)};" for part in grant_sql(names)]
    parts.append(connect.as_string(None))
    parts += [f"{part.as_string(None)};" for part in extension_sql()]
    return "\n".join(parts)


def ensure(
    admin_url: Callable[[str], str],
    passwords: tuple[str, str],
    names: Names | None = None,
    more: tuple[str, ...] = (),
) -> None:
    """Make roles (owner's and web's password), database and extensions where they are missing.

    `more` are further databases that get the extensions (template1, for test databases).
    """
    names = names or Names()
    with psycopg.connect(admin_url("postgres"), autocommit=True, connect_timeout=10) as admin:
        for statement in role_sql(names, *passwords):
            admin.execute(statement)
        known = "SELECT FROM pg_database WHERE datname = %s"
        if not admin.execute(known, [names.database]).rowcount:
            admin.execute(create_database_sql(names))
        for statement in grant_sql(names):
            admin.execute(statement)
    for database in (names.database, *more):
        with psycopg.connect(admin_url(database), autocommit=True, connect_timeout=10) as inside:
            for statement in extension_sql():
                inside.execute(statement)


def borrow(admin: psycopg.Connection, names: Names, secrets: Secrets) -> None:
    """Make our roles in a database that somebody else owns; existing roles stay as they are."""
    known = "SELECT FROM pg_roles WHERE rolname IN (%s, %s)"
    if not admin.execute(known, [names.owner, names.web]).rowcount:
        for statement in role_sql(names, secrets.owner, secrets.web):
            admin.execute(statement)
    for text in ("GRANT ALL ON DATABASE {} TO {}", "GRANT CONNECT ON DATABASE {} TO {}"):
        role = names.owner if "ALL" in text else names.web
        admin.execute(sql.SQL(text).format(sql.Identifier(names.database), sql.Identifier(role)))
    # Tables of its own would stand before ours wherever a name is looked up.
    database = sql.Identifier(names.database)
    admin.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
    admin.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(sql.Identifier(names.owner)))
    for statement in extension_sql():
        admin.execute(statement)
