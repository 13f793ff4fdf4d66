"""Settings for the tests: the same house, connected as the owner so that a test can set the scene.

Requests step into the web role (`SET LOCAL ROLE`), so the walls stand in every test.
"""

import os
import tempfile

# One file with keys for all processes of this run, gone when it ends.
_keys = None if "MEKAAR_KEY_FILE" in os.environ else tempfile.TemporaryDirectory(prefix="mekaar-")
if _keys:
    os.environ["MEKAAR_KEY_FILE"] = f"{_keys.name}/keys.json"
# A maker's tools bring defusedxml along; a house has none, and reads files without it.
os.environ["OPENPYXL_DEFUSEDXML"] = "False"
# A test that is not about meaning loads no model of 95 MB.
os.environ.setdefault("MEKAAR_EMBEDDER", "words")
os.environ.setdefault("MEKAAR_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("DATABASE_URL", "postgresql://mekaar_owner@/mekaar")
os.environ.setdefault("MEKAAR_PUBLIC_URL", "http://testserver")

from config import environment  # noqa: E402  # after what it reads
from config.settings import *  # noqa: E402, F403  # a settings file is one flat list of names
from mekaar.core import keyring  # noqa: E402

if not KEY_FILE.exists():
    keyring.write(KEY_FILE, keyring.fresh())

if "MEKAAR_TEST_DATABASE_URL" in os.environ:
    DATABASES["default"] = environment.database(os.environ["MEKAAR_TEST_DATABASE_URL"])
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # a page may be asked for before anything was assembled
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test changes hours and looks at once; the one about what is remembered says so itself.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
