"""A process that serves neighbours, for tests that back it up or kill what it stands on.

It reads one order a line, as JSON, and says what came of it once that is committed. It keeps
running while keys are renewed and PostgreSQL is killed, as a web process does.
"""

import json
import sys
from importlib import import_module

import django
from django.db import connection, transaction


def main():
    django.setup()
    orders = import_module("tests.faults.orders").ORDERS
    for line in sys.stdin:
        name, told = json.loads(line)
        try:
            with transaction.atomic():
                answer = orders[name](told)
            said = {"did": answer}
        except Exception as error:  # noqa: BLE001  # whoever gave the order has to know
            connection.close()
            said = {"failed": repr(error)}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
