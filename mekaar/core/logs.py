"""Log lines without words: what an error says may be what somebody typed (L-18, issue of the wall).

PostgreSQL quotes the row in its errors ("Key (email)=(…) already exists"), Python quotes the value.
One formatter for every handler leaves that out, keeps where it went wrong, and names a request by
the number that its page shows. An address that nobody made is not written down either: it can be
anything that somebody typed.
"""

import logging
import traceback
from collections.abc import Iterator

import psycopg
from django.core.exceptions import DisallowedHost
from django.urls import ResolverMatch

from mekaar.core.keyring import KeysMissing
from mekaar.core.seal import SealBroken

# Written by us, about columns and files, never about people.
_SAYS_NO_WORDS = (SealBroken, KeysMissing)


class WithoutWords(logging.Formatter):
    """Moment, level, logger and message; of an error its kind and place, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an error under it; whatever another handler kept aside."""
        moment = self.formatTime(record)
        lines = [f"{moment} {record.levelname} {record.name} {_message(record)}"]
        if record.exc_info and record.exc_info[1]:
            lines += _told(record.exc_info[1])
        return "\n".join(lines)


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith("django.") and hasattr(record, "status_code"):
        return f"{record.status_code} {_of_request(getattr(record, 'request', None))}"
    if record.name.startswith("procrastinate"):
        return _of_job(record)
    if record.exc_info and isinstance(record.exc_info[1], DisallowedHost):
        return "a host that is not ours"
    # No line feed of anybody begins a line of its own.
    return record.getMessage().replace("\r", " ").replace("\n", " ")


def _of_request(request: object) -> str:
    match = getattr(request, "resolver_match", None)
    name = match.view_name if isinstance(match, ResolverMatch) else "no page"
    return f"{name} {getattr(request, 'number', '')}".strip()


def _of_job(record: logging.LogRecord) -> str:
    """What happened to which job, by number: a job's arguments are in its message."""
    job = getattr(record, "job", None)
    number = job.get("id", "") if isinstance(job, dict) else ""
    return f"{getattr(record, 'action', 'worker')} {number}".strip()


def _told(error: BaseException) -> Iterator[str]:
    """Where it went wrong, the first cause first, without what any of the errors says."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for one in reversed(chain):
        yield "".join(traceback.format_tb(one.__traceback__)).rstrip()
        yield f"{type(one).__module__}.{type(one).__qualname__}{_what_is_known(one)}"


def _what_is_known(error: BaseException) -> str:
    if isinstance(error, _SAYS_NO_WORDS):
        return f": {error}"
    if isinstance(error, psycopg.Error):
        known = [error.sqlstate, error.diag.table_name, error.diag.constraint_name]
        return "".join(f" {part}" for part in known if part)
    return ""
