"""An own PostgreSQL server, given by DATABASE_URL: is it reachable, and are the roles right?"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from launch import roles
from launch.secret import read_secrets
from launch.trouble import LaunchError

OLDEST = 150000
EXAMPLE = "postgresql://naam:wachtwoord@machine/mekaar"
HINT = "`mekaar database prepare --print-sql` toont de SQL die een beheerder kan draaien."
WHY = {
    "password authentication failed": "naam of wachtwoord klopt niet",
    "Peer authentication failed": "de server vraagt hier niet om een wachtwoord maar om een"
    " gebruiker van deze machine met die naam (peer in pg_hba.conf)",
    "no password supplied": "er staat geen wachtwoord in",
    "no pg_hba.conf entry": "de server laat deze machine of rol niet toe",
    "translate host name": "die machine bestaat niet",
    "failed to resolve host": "die machine bestaat niet",
    "refused": "daar luistert geen database",
    "timeout": "er komt geen antwoord",
    "No such file or directory": "daar luistert geen database",
    "does not exist": "die rol of database bestaat niet",
    "too many": "de server heeft geen plaats meer voor verbindingen",
    "starting up": "de server is nog aan het opstarten",
}


@dataclass(frozen=True, repr=False)
class Addresses:
    """The two addresses Mekaar works with: the web role's and the owner's."""

    web: str
    owner: str


def where(url: str) -> str:
    """The server and database of an address, without name and password."""
    parts = conninfo_to_dict(url)
    return f"{parts.get('host') or 'deze machine'}:{parts.get('port') or 5432}/" + str(
        parts.get("dbname") or ""
    )


def connect(url: str, setting: str) -> psycopg.Connection:
    """A connection, or one sentence about what is wrong with the address."""
    try:
        scheme, known = urlsplit(url).scheme, conninfo_to_dict(url)
    except (ValueError, psycopg.ProgrammingError):
        scheme, known = "", {}
    if scheme not in {"postgresql", "postgres"} or not known.get("dbname"):
        raise LaunchError(f"{setting} is geen goed adres; het moet lijken op {EXAMPLE}.")
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        why = next((dutch for text, dutch in WHY.items() if text in str(error)), "reden onbekend")
        raise LaunchError(
            f"Met {setting} is geen verbinding te krijgen ({where(url)}): {why}."
        ) from error


def addresses(folder: Path) -> Addresses:
    """The addresses of the own server, checked; the roles are made when DATABASE_URL may do so."""
    web = os.environ["DATABASE_URL"]
    owner = os.environ.get("DATABASE_OWNER_URL")
    with connect(web, "DATABASE_URL") as connection:
        if connection.info.server_version < OLDEST:
            raise LaunchError("Mekaar heeft PostgreSQL 15 of nieuwer nodig; deze is ouder.")
        strong = _is_strong(connection)
    if owner is None:
        return _prepared(web, folder, strong=strong)
    if strong:
        raise LaunchError(
            "De rol in DATABASE_URL mag te veel: zij is superuser, gaat voorbij aan de muren of is"
            f" eigenaar van de database. {HINT}"
        )
    connect(owner, "DATABASE_OWNER_URL").close()
    return Addresses(web, owner)


def _is_strong(connection: psycopg.Connection) -> bool:
    found = connection.execute(
        "SELECT rolsuper OR rolbypassrls OR pg_has_role(datdba, 'USAGE')"
        " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
    ).fetchone()
    return bool(found and found[0])


def _prepared(admin: str, folder: Path, *, strong: bool) -> Addresses:
    """With one address of a superuser: make our two roles beside it, and never change existing."""
    with connect(admin, "DATABASE_URL") as connection:
        superuser = connection.execute("SELECT current_setting('is_superuser') = 'on'").fetchone()
        if not strong or not superuser or not superuser[0]:
            raise LaunchError(
                "Geef naast DATABASE_URL (de webrol) ook DATABASE_OWNER_URL (de eigenaar, die"
                f" migreert). {HINT}"
            )
        secrets = read_secrets(folder)
        names = roles.Names(database=connection.info.dbname)
        roles.borrow(connection, names, secrets)
    made = Addresses(
        _as(admin, names.web, secrets.web),
        _as(admin, names.owner, secrets.owner),
    )
    try:
        psycopg.connect(made.owner, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        raise LaunchError(
            f"De rol {names.owner} bestaat al op deze server, met een ander wachtwoord."
            " Geef DATABASE_URL (de webrol) en DATABASE_OWNER_URL (de eigenaar)."
        ) from error
    return made


def _as(url: str, role: str, password: str) -> str:
    """The same address for another role."""
    parts = urlsplit(url)
    machine = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}:{quote(password, safe='')}@{machine}").geturl()


def prepare(*, print_sql: bool) -> str:
    """Make roles, database and extensions on an own server, or give the SQL for whoever may."""
    names, passwords = _wanted()
    if print_sql:
        return roles.script(names)
    admin = os.environ.get("DATABASE_ADMIN_URL")
    if not admin or None in passwords:
        raise LaunchError(
            "Geef DATABASE_ADMIN_URL (wie rollen mag maken), DATABASE_URL (de webrol) en"
            " DATABASE_OWNER_URL (de eigenaar), alle drie met wachtwoord; of vraag de SQL met"
            " --print-sql."
        )
    connect(admin, "DATABASE_ADMIN_URL").close()
    try:
        roles.ensure(
            lambda database: urlsplit(admin)._replace(path=f"/{database}").geturl(),
            (str(passwords[0]), str(passwords[1])),
            names,
        )
    except psycopg.errors.InsufficientPrivilege as error:
        raise LaunchError(
            f"De rol in DATABASE_ADMIN_URL mag dit niet: {error.diag.message_primary}."
            " Geef de SQL van --print-sql aan wie het wel mag."
        ) from error
    return f"Klaar: rollen {names.owner} en {names.web}, database {names.database}."


def _wanted() -> tuple[roles.Names, tuple[str | None, str | None]]:
    """The names and passwords that the two addresses ask for."""
    found = []
    for setting in ("DATABASE_OWNER_URL", "DATABASE_URL"):
        try:
            found.append(conninfo_to_dict(os.environ.get(setting, "")))
        except psycopg.ProgrammingError as error:
            raise LaunchError(
                f"{setting} is geen goed adres; het moet lijken op {EXAMPLE}."
            ) from error
    owner, web = found
    names = roles.Names(
        owner=str(owner.get("user") or roles.OWNER),
        web=str(web.get("user") or roles.WEB),
        database=str(owner.get("dbname") or web.get("dbname") or roles.DATABASE),
    )
    if names.owner == names.web:
        raise LaunchError(
            "DATABASE_URL en DATABASE_OWNER_URL moeten twee verschillende rollen zijn."
        )
    secret = [None if part.get("password") is None else str(part["password"]) for part in found]
    return names, (secret[0], secret[1])
