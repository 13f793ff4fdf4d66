"""Moments as people here write and read them: by the clock of the neighbours, not the machine's."""

import datetime
from zoneinfo import ZoneInfo

from launch.trouble import LaunchError

HERE = ZoneInfo("Europe/Amsterdam")


def now() -> datetime.datetime:
    """This moment."""
    return datetime.datetime.now(datetime.UTC)


def said(moment: datetime.datetime) -> str:
    """A moment as `--at` takes it."""
    return f"{moment.astimezone(HERE):%d-%m-%Y %H:%M:%S}"


def asked(text: str) -> datetime.datetime:
    """A moment as somebody writes it; it has been."""
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y %H:%M:%S"):
        try:
            found = datetime.datetime.strptime(text.strip(), form).replace(tzinfo=HERE)
        except ValueError:
            continue
        if found > now():
            raise LaunchError(f"{text} moet nog komen.")
        return found
    raise LaunchError(f"{text} is geen moment; schrijf het als 2026-11-20 14:00.")
