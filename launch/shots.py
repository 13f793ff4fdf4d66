"""`make shots`: the pictures of the README, out of the demo neighbourhood as it looks today.

Database, web and worker stand on a folder that is gone afterwards; your own data are not touched.
"""

import contextlib
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from launch import own
from launch.place import ROOT
from launch.postgres import in_use, open_cluster
from launch.run import Door, answers, demo_people, household, log_folder, step, tell
from launch.surroundings import Surroundings
from launch.test import browser
from launch.trouble import LaunchError, as_program

PICTURES = ROOT / "docs" / "pictures"
WIDTH = 1100
SCALE = 0.7
MOST_BYTES = 150_000
_BELOW = "part => document.querySelector(part).getBoundingClientRect().bottom + scrollY + 16"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextlib.contextmanager
def forgettable() -> Iterator[Surroundings]:
    """A database that is gone afterwards, whatever DATABASE_URL or MEKAAR_DATA say."""
    with tempfile.TemporaryDirectory(prefix="mekaar-shots-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the account of the database goes through it
        with in_use(open_cluster(folder, throwaway=True)) as cluster:
            addresses = own.Addresses(cluster.web_url, cluster.owner_url)
            try:
                yield Surroundings(addresses, cluster.secrets.key, folder, lambda: None)
            except LaunchError:  # the logs are gone in a moment
                tell("\n".join(log.read_text()[-2000:] for log in folder.glob("log/*.log")))
                raise


@contextlib.contextmanager
def demo(around: Surroundings) -> Iterator[tuple[Door, str]]:
    """The product with the demo: where it answers, and who lives there with their codes."""
    os.environ["MEKAAR_DEMO"] = "1"
    logs = log_folder(around.folder)
    setup = logs / "setup.log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        where = Door("127.0.0.1", int(probe.getsockname()[1]))
    ours = household(around, where, logs)
    try:
        step(["launch.migrate"], around, setup, "De voorbeeldbuurt kon niet worden gemaakt")
        ours.start()
        people = demo_people(around, setup)
        if not ours.watch(lambda: answers(where), seconds=180):
            raise LaunchError("De webserver geeft geen antwoord.")
        yield where, people
    finally:
        ours.stop()


def sign_in(page: Page, name: str, people: str) -> None:
    """Sign in as one of the demo who works at the desk: card, second step, shift."""
    found = re.search(rf"^ *{name}\b.* ([0-9A-Z-]{{14}})\n.*: (\d+)", people, re.MULTILINE)
    if found is None:
        raise LaunchError(f"{name} woont niet in de voorbeeldbuurt.")
    page.goto("/aanmelden/?verder=/balie/")
    for field, typed in [("code", found[1]), ("code", found[2]), ("digits", "2468")]:
        page.locator(f"main input[name={field}]").first.fill(typed)
        page.locator(f"main form:has(input[name={field}]) button[type=submit]").first.click()
        page.wait_for_load_state()


def picture(page: Page, path: str, name: str, last: str) -> None:
    """The page down to the last part that matters, in the folder of pictures."""
    page.goto(path, wait_until="networkidle")
    end = page.evaluate(_BELOW, last)
    file = PICTURES / name
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": end})
    if (size := file.stat().st_size) > MOST_BYTES:
        raise LaunchError(f"{file} is te groot: {size} bytes, hoogstens {MOST_BYTES}.")
    tell(f"{file.relative_to(ROOT)}: {size // 1000} kB")


def take(chromium: Browser, where: Door, people: str) -> None:
    """Every picture of the README."""
    page = chromium.new_page(
        base_url=where.url, viewport={"width": WIDTH, "height": 600}, device_scale_factor=SCALE
    )
    picture(page, "/", "voordeur.png", last=".doors")
    sign_in(page, "Ria", people)
    picture(page, "/balie/", "balie.png", last="main .grid")


def main() -> int:
    """Start, take the pictures, stop."""
    with forgettable() as around, demo(around) as (where, people), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        take(chromium, where, people)
    return 0


if __name__ == "__main__":
    sys.exit(as_program(main))
