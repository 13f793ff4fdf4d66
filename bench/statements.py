"""The SQL of one page, as PostgreSQL got it: `python -m bench.statements SESSION URL`.

Printed as a script for pgbench, so that the same statements can be timed without the house.
"""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def main() -> int:
    """Ask for the page twice, so that what is read once a minute is there, and print."""
    session, url = sys.argv[1:]
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    if answer.status_code != 200:
        sys.exit(f"{url}: {answer.status_code}")
    # A line in the journal is written once, and cannot be written again with the same id.
    read = (" ".join(one["sql"].split()) for one in asked if not one["sql"].startswith("INSERT"))
    print("\n".join(f"{sql};" for sql in read))
    return 0


if __name__ == "__main__":
    sys.exit(main())
