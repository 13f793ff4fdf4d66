"""Looking for what stands sealed in the database: it is compared here, and never there."""

from typing import Any

from django.db import connection, models

from mekaar.people.models import Participant


def named(name: str, **more: Any) -> Participant:
    """The one person with this name."""
    [found] = [one for one in Participant.objects.filter(**more) if one.display_name == name]
    return found


def saying(model: type[models.Model], **said: str) -> list[Any]:
    """The rows of this model in which exactly this is said."""
    rows = model._default_manager.all()
    return [row for row in rows if all(getattr(row, name) == words for name, words in said.items())]


def opened(model: type[models.Model], field: str, sql: str, params: Any = None) -> list[str]:
    """What the first column of this SQL says; it must go through `wall.to_open`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [model._meta.get_field(field).opened(row[0]) for row in cursor.fetchall()]
