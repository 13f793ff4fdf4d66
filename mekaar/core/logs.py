"""Log lines without words, one line for one event (L-18, NEN 7513).

PostgreSQL quotes the row in its errors ("Key (email)=(…) already exists"), Python quotes the value,
and Django writes path, host or origin as they were sent. One formatter for every handler leaves
that out, keeps where it went wrong, names a request by its page and the number that the page shows,
and escapes whatever could begin a line of its own.
"""

import logging
import re
import time
import traceback
import unicodedata
from collections.abc import Iterator

import psycopg
from django.core.exceptions import DisallowedHost
from django.urls import ResolverMatch

from mekaar.core.keyring import KeysMissing
from mekaar.core.private import is_private
from mekaar.core.seal import SealBroken

# Written by us, about columns and files, never about people.
_SAYS_NO_WORDS = (SealBroken, KeysMissing)
# Control signs, line and paragraph separators, signs that turn the direction of text, and halves.
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_ANY = re.compile(r"[^\x20-\x7e]")
LONGEST = 8000
_NO_PAGE = "no page"


def one_line(text: str) -> str:
    """The text as one line that no terminal or log reader takes for something else."""
    escaped = _ANY.sub(_escaped, text.replace("\\", "\\\\"))
    return escaped if len(escaped) <= LONGEST else f"{escaped[:LONGEST]} …"


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if unicodedata.category(sign) not in _UNSAFE:
        return sign
    return sign.encode("unicode_escape").decode()


class OneLine(logging.Formatter):
    """`when level name what`, in UTC; of an error its kind and place, never its text.

    `\\n` stands between the places of an error.
    """

    converter = time.gmtime  # type: ignore[assignment]  # typeshed asks an optional argument

    def format(self, record: logging.LogRecord) -> str:
        """The line of this event, whatever another handler kept aside."""
        moment = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z"
        lines = [f"{moment} {record.levelname} {record.name} {_message(record)}"]
        # Below 500 it is their mistake, and there is no place in our code to mend.
        theirs = 0 < getattr(record, "status_code", 0) < 500
        if record.exc_info and record.exc_info[1] and not theirs:
            lines += _told(record.exc_info[1])
        return one_line("\n".join(lines))


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith("django.") and hasattr(record, "status_code"):
        asked = _of_request(getattr(record, "request", None), theirs=record.status_code < 500)
        return f"{record.status_code} {asked}"
    if record.name.startswith("procrastinate"):
        return _of_job(record)
    if record.exc_info and isinstance(record.exc_info[1], DisallowedHost):
        return "a host that is not ours"
    return record.getMessage()


def _of_request(request: object, *, theirs: bool) -> str:
    # Of a private room only our own mistakes are told: that somebody is there is no one's business.
    match = getattr(request, "resolver_match", None)
    page = match.view_name if isinstance(match, ResolverMatch) else _NO_PAGE
    if theirs and is_private(page.replace(":", ".")):
        page = _NO_PAGE
    method = str(getattr(request, "method", ""))
    method = method if method in {"GET", "HEAD", "POST", "OPTIONS"} else "another method"
    return f"{method} {page} {getattr(request, 'number', '')}".rstrip()


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
        for place in traceback.extract_tb(one.__traceback__):
            yield f"{place.filename}:{place.lineno} in {place.name}"
        yield f"{type(one).__module__}.{type(one).__qualname__}{_what_is_known(one)}"


def _what_is_known(error: BaseException) -> str:
    if isinstance(error, _SAYS_NO_WORDS):
        return f": {error}"
    if isinstance(error, psycopg.Error):
        known = [error.sqlstate, error.diag.table_name, error.diag.constraint_name]
        return "".join(f" {part}" for part in known if part)
    return ""
