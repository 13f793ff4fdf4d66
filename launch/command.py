"""The command `mekaar`: run, prepare a database, and every management command of Django."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

from launch import own, run
from launch.backup import command as backups
from launch.surroundings import surroundings, without_database
from launch.trouble import LaunchError, as_program

USAGE = """\
mekaar run                             alles starten
mekaar database prepare [--print-sql]  rollen en database maken op een eigen server
mekaar demo --stage lively             voorbeeldbuurt: starting, lively of quiet
mekaar neighbourhood new ...           een buurt beginnen: naam, plek, tijden, nummer
mekaar role new NAAM TAAK ...          de eerste die er kan werken
mekaar live BUURT                      echte gegevens mogen erin
mekaar import BESTAND                  een schrift (CSV of XLSX) inlezen
mekaar backup MAP                      reservekopie maken
mekaar restore MAP --identity BESTAND --into LEGE-MAP
                                       een reservekopie terugzetten
mekaar verify-backup MAP --identity BESTAND
                                       kan de reservekopie terug?
mekaar journal verify                  klopt het logboek nog?
mekaar retention --dry-run             wat lang genoeg bewaard is
mekaar privacy register                het register van verwerkingen
mekaar doctor                          hoe staat het huis ervoor? (er wordt niets verstuurd)
mekaar sessions end --all              iedereen afmelden, na een lek
mekaar keys check                      passen de sleutels op wat verzegeld is?
mekaar help                            alle andere opdrachten
"""
NO_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help",
    "makemessages", "makemigrations", "version", "--help", "--version",
}  # fmt: skip
WEB_ROLE = {"procrastinate", "runserver"}
BACKUPS = {
    "backup": backups.backup,
    "restore": backups.put_back,
    "verify-backup": backups.verify,
}


def manage(words: list[str]) -> int:
    """One management command of Django, with its surroundings filled in.

    It works as the owner; what serves people works as the web role. The embedded server is started
    when nobody has it running, and stopped afterwards.
    """
    name = words[0] if words else "help"
    if name in NO_DATABASE:
        os.environ.update(without_database())
        execute_from_command_line(["mekaar", *words])
        return 0
    with surroundings() as around:
        variables = around.variables(owner=name not in WEB_ROLE)
        os.environ.clear()
        os.environ.update(variables)
        execute_from_command_line(["mekaar", *words])
    return 0


def database(words: list[str]) -> int:
    """`mekaar database prepare [--print-sql]`."""
    if words[:1] != ["prepare"] or set(words[1:]) - {"--print-sql"}:
        raise LaunchError("Gebruik: mekaar database prepare [--print-sql]")
    print(own.prepare(print_sql="--print-sql" in words))
    return 0


def command() -> int:
    """Do what was asked for."""
    match sys.argv[1:]:
        case [] | ["-h" | "--help"]:
            print(USAGE, end="")
            return 0
        case ["run"]:
            return run.main()
        case ["database", *words]:
            return database(words)
        case [name, *words] if name in BACKUPS:
            for number in (signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
                    signal.signal(number, run.interrupt)
            return BACKUPS[name](words)
        case words:
            return manage(words)


def main() -> int:
    """The command; what a person has to mend is one sentence."""
    return as_program(command)


if __name__ == "__main__":
    sys.exit(main())
