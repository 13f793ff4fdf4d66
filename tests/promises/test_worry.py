"""Invariant 28: "Ik maak me zorgen" stores nothing, whoever opens it, and leads on (L-09)."""

import json
import logging
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from mekaar.places.models import Neighbourhood, Responsibility
from tests.acting import at_desk
from tests.house import source
from tests.promises.whole_life import tables

WORRY = "/zorgen/"
NUMBERS = ("112", "0800-2000", "06 0000 0010")
ROLES = ("dekker", "ria", "samira", "joke", "bert", "loes", "noor", "douwe")
# After the last time a session was used, which every page leaves in the session of the desk.
A_MOMENT = 1_000_000_000


def everything() -> dict[str, list[str]]:
    """Every row of every table; of sessions what is in them, without the moment of last use."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            rows = [text for (text,) in cursor.fetchall()]
            found[table] = sorted(map(_unpacked, rows) if table == "django_session" else rows)
    return found


def _unpacked(row: str) -> str:
    kept = json.loads(row)
    return json.dumps([kept["session_key"], _timeless(SessionStore().decode(kept["session_data"]))])


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(one) for key, one in value.items()}
    is_moment = isinstance(value, int | float) and value > A_MOMENT
    return "a moment" if is_moment else value


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("who", ["nobody", *ROLES, "ria, helping meneer Dekker"])
def test_opening_it_changes_nothing_anywhere(cast, page, log, who):
    browser = page(None if who == "nobody" else getattr(cast, who.partition(",")[0]))
    if "helping" in who:
        at_desk(cast.ria, cast.dekker)
    browser.get("/").get("/beloften/")  # what a session begins with, whatever one opens first
    before = everything()
    log.clear()
    browser.get(WORRY)
    assert browser.ok
    assert browser.get("/beloften/").ok
    assert everything() == before
    assert [line for line in log.messages if "zorgen" in line.lower()] == []


def test_the_snapshot_sees_a_line_a_row_and_a_word_in_a_session(cast, page):
    browser = page(cast.ria)
    before = everything()
    at_desk(cast.ria, cast.dekker)
    browser.get("/mijn/")
    session = browser.client.session
    session["opened"] = WORRY
    session.save()
    after = everything()
    changed = {table for table in after if after[table] != before[table]}
    assert {"journal_entry", "people_deskvisit", "django_session"} <= changed


def test_it_names_the_steps_and_the_numbers_and_asks_nothing(cast, public):
    here = {"neighbourhood": cast.here}
    contact = {"label": "contactpersoon zorgen", "phone": "06 0000 0005", "role": "worry_contact"}
    Responsibility.objects.create(**here, **contact)
    Responsibility.objects.create(
        **here, label="vertrouwenspersoon", phone="06 0000 0004", role="confidant"
    )
    public.get(WORRY)
    for number in (*NUMBERS, "06 0000 0005", "06 0000 0004"):
        assert number in public.main
    assert public.main.index("06 0000 0005") < public.main.index("06 0000 0004")
    assert len(public.document.all("ol")) == 1
    assert public.document.all("form", "input", "textarea") == []
    assert "06 0000 0001" not in public.main  # who answers for privacy is not called about this


def test_also_where_no_neighbourhood_is_chosen(cast, public):
    """Two neighbourhoods, none chosen yet: the national numbers stand there all the same."""
    assert cast.there
    assert Neighbourhood.objects.count() == 2
    assert "0800-2000" in public.get(WORRY).main


@pytest.mark.parametrize("who", ["nobody", "dekker", "ria", "noor"])
def test_every_page_leads_there(cast, page, who):
    browser = page(None if who == "nobody" else getattr(cast, who))
    for url in ("/", "/wie-doet-wat/", "/bestaat-niet/"):
        links = browser.get(url).links
        assert links["Ik maak me zorgen"] == WORRY
        # So does the page for a letter with a code: for everybody, so that it tells nothing.
        assert links["Ik kreeg een brief met een code"] == "/brief/"


def test_nothing_is_sent_there_and_nothing_counts_it(public):
    assert public.post(WORRY, {"words": "iets over de buren"}).status == 405
    named = [
        source.name(path)
        for path in source.python("mekaar", "config")
        if "places:worry" in path.read_text(encoding="utf-8")
        or "/zorgen/" in path.read_text("utf-8")
    ]
    assert named == ["mekaar/web/context.py"]  # the link in the foot; no counter, no log


def test_no_text_is_searched_for_signs():
    """The words of such a list would stand in the code; boundaries (L-08) are what one asks of a
    volunteer, and refuse with a number to call."""
    signs = ("mishandel", "huiselijk geweld", "verwaarloz", "blauwe plek", "zelfmoord", "suicid")
    found = [
        f"{source.name(path)}: {sign}"
        for path in source.python("mekaar")
        for sign in signs
        if sign in path.read_text(encoding="utf-8").lower()
    ]
    # What a volunteer is never asked, said to whoever proposes an arrangement; kept nowhere.
    assert {one.partition(":")[0] for one in found} == {"mekaar/exchange/boundaries.py"}
