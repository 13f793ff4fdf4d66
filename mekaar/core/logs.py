"""One line in the log for one event, whatever somebody sent: escaped, and without their words."""

import copy
import logging
import re
import time
import unicodedata

# Control signs, line and paragraph separators, signs that turn the direction of text, and halves.
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_ANY = re.compile(r"[^\x20-\x7e]")
LONGEST = 4000


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
    """`when level name what`, in UTC and on one line; `\\n` stands between the lines of a trace.

    Of a request Django writes path, host or origin as they were sent; we write which page it was.
    """

    converter = time.gmtime  # type: ignore[assignment]  # typeshed asks an optional argument

    def __init__(self) -> None:
        """One form for every logger."""
        form = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s"
        super().__init__(form, datefmt="%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """The line of this event."""
        request = getattr(record, "request", None)
        if request is not None:
            record = copy.copy(record)
            status = getattr(record, "status_code", 0)
            record.msg, record.args = _of_request(request, status), ()
            if status < 500:  # their mistake: the error says only what they sent
                record.exc_info = record.exc_text = None
        return one_line(super().format(record))


def _of_request(request: object, status: int) -> str:
    match = getattr(request, "resolver_match", None)
    page = match.view_name if match else "no page"
    method = str(getattr(request, "method", ""))
    method = method if method in {"GET", "HEAD", "POST", "OPTIONS"} else "another method"
    # No % can come into this: a status, a method we know, a name of ours, a number of ours.
    return f"{status} {method} {page} {getattr(request, 'number', '')}".rstrip()
