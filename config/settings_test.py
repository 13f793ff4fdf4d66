"""Settings for the tests: the same house, connected as the owner so that a test can set the scene.

Requests step into the web role (`SET LOCAL ROLE`), so the walls stand in every test.
"""

import os

os.environ.setdefault("MEKAAR_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("DATABASE_URL", "postgresql://mekaar_owner@/mekaar")
os.environ.setdefault("MEKAAR_PUBLIC_URL", "http://testserver")

from config import environment
from config.settings import *  # noqa: F403  # a settings file is one flat list of names

if "MEKAAR_TEST_DATABASE_URL" in os.environ:
    DATABASES["default"] = environment.database(os.environ["MEKAAR_TEST_DATABASE_URL"])
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # a page may be asked for before anything was assembled
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
