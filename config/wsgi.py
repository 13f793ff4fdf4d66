"""The WSGI door: what a web server imports."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from mekaar.core import keyring, seal  # noqa: E402  # after Django knows its settings

try:
    seal.KEYS.ring  # noqa: B018  # read now: a house without its keys does not open
except keyring.KeysMissing as missing:
    sys.exit(f"{missing} Zie docs/operations.md.")
