"""`make test`: a database that may be forgotten, a browser, and every test."""

import os
import shutil
import signal
import subprocess
import sys

from launch.place import ROOT, test_data_folder
from launch.postgres import in_use, open_cluster
from launch.trouble import LaunchError, as_program

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str:
    """The browser that the journeys drive."""
    wanted = [os.environ.get("MEKAAR_CHROMIUM"), *BROWSERS]
    found = next((path for name in wanted if name and (path := shutil.which(name))), None)
    if found is None:
        raise LaunchError(
            "De tests besturen een browser en die is hier niet: installeer chromium"
            " (Debian: apt install chromium) of wijs er een aan met MEKAAR_CHROMIUM=pad."
        )
    return found


def run_tests(words: list[str], database: str) -> int:
    """Run pytest on this database."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PG", "DATABASE_"))
    }
    if kept.pop("PYTHONDONTWRITEBYTECODE", None):
        # Nothing beside the sources then; but the suite starts dozens of Pythons, and without
        # bytecode each of them compiles Django and the house anew.
        kept.setdefault("PYTHONPYCACHEPREFIX", str(test_data_folder() / "bytecode"))
    variables = kept | {
        "MEKAAR_TEST_DATABASE_URL": database,
        "MEKAAR_CHROMIUM": browser(),
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
    }
    # Tests that share one product to break stay together (xdist_group).
    shared = ["-n", "2", "--dist", "loadgroup"]
    parallel = [] if any(word.startswith("-n") for word in words) else shared
    # What breaks a running house takes minutes: `make faults`.
    ordinary = [] if words else ["-m", "not faults"]
    command = [sys.executable, "-m", "pytest", *parallel, *ordinary, *words]
    with subprocess.Popen(command, cwd=ROOT, env=variables) as tests:
        try:
            return tests.wait()
        finally:
            tests.terminate()


def main() -> int:
    """Run every test, or those that were asked for."""
    words = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the database is stopped too
    browser()
    if given := os.environ.get("MEKAAR_TEST_DATABASE_URL"):
        return run_tests(words, given)
    with in_use(open_cluster(test_data_folder(), throwaway=True)) as cluster:
        # The journeys' product signs in as the web role, with a password of its own.
        os.environ["MEKAAR_TEST_WEB_PASSWORD"] = cluster.secrets.web
        return run_tests(words, cluster.owner_url)


if __name__ == "__main__":
    sys.exit(as_program(main))
