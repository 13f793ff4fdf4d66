"""`mekaar doctor` and the log hold nobody's words, whatever stands where (L-12, L-18)."""

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from mekaar.core import doctor, logs
from mekaar.exchange import actions
from tests import thief
from tests.cast import make_participant
from tests.promises.whole_life import EMAIL, PHONE, WORD, live


def bundle() -> str:
    out = io.StringIO()
    call_command("doctor", stdout=out)
    return out.getvalue()


def words_of(text: str, *more: str) -> dict[str, list[str]]:
    return thief.reads({"text": text.encode()}, WORD, PHONE, *more)


def queue_a_job(**values: str) -> None:
    """A job as nobody should make one: full of words."""
    columns = {"queue_name": WORD, "task_name": WORD, "lock": WORD, "queueing_lock": WORD, **values}
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO procrastinate_jobs ({names}, args) VALUES (%s, %s, %s, %s, %s)",
            [*columns.values(), json.dumps({"note": WORD, "phone": PHONE})],
        )


def test_the_bundle_holds_no_words_names_numbers_or_secrets(cast, monkeypatch):
    live(cast)
    queue_a_job()
    for name in ("MEKAAR_EMAIL_FROM", "MEKAAR_PUBLIC_URL", f"MEKAAR_{WORD}", "DATABASE_ADMIN_URL"):
        monkeypatch.setenv(name, f"{WORD}@{PHONE}")
    told = bundle()
    people = [one.display_name for one in cast.everybody()]
    without_headings = told.replace("== Tabellen", "")  # in which stands "Ellen"
    assert words_of(without_headings, cast.here.name, *people) == {}
    assert settings.SECRET_KEY not in told
    assert settings.KEY_FILE.read_text().strip()[:20] not in told
    for line in ("== Versies", "PostgreSQL 1", "MEKAAR_SECRET_KEY: ingesteld", "alle gedaan",
                 "andere, todo: 1", "oudste dat wacht: ", "vrij bij de gegevens: ", "staan",
                 "laatste back-up"):  # fmt: skip
        assert line in told, line
    # Not how much: tests that ran before on this database leave room that PostgreSQL keeps.
    assert re.search(r"^exchange_ask: tot \d+ MB$", told, re.MULTILINE)


def test_more_people_give_the_same_bundle(cast):
    """No number of people, not even the size of a table (L-12)."""

    def steady() -> str:
        return re.sub(r"\d+ (MB|seconden)$", r"\1", bundle(), flags=re.MULTILINE)

    cast.dekker  # noqa: B018
    before = steady()
    for number in range(40):
        make_participant(cast.here, f"Buur {number}")
    assert steady() == before


def test_a_wall_that_is_down_is_told(cast):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE exchange_offer NO FORCE ROW LEVEL SECURITY")
    assert "STAAT NIET: exchange_offer" in bundle()


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (None, "niet bekend"),
        ("{", "niet bekend"),
        ("[]", "niet bekend"),
        (f'{{"until": "{WORD}"}}', "niet bekend"),
        ('{"until": "2026-11-22T04:20:00+01:00"}', "2026-11-22T04:20+01:00"),
    ],
)
@pytest.mark.django_db
def test_until_when_there_is_a_backup(settings, tmp_path, stamp, said):
    settings.KEY_FILE = tmp_path / "keys.json"
    if stamp:
        (tmp_path / "last-backup.json").write_text(stamp)
    assert f"laatste back-up: {said}" in list(doctor.report())


# --- the log -------------------------------------------------------------------------------------


@pytest.fixture
def log():
    """What the handler of the settings writes."""
    handlers = [h for h in logging.getLogger().handlers if isinstance(h.formatter, logs.OneLine)]
    assert handlers, "the root logger writes with another formatter"
    written = io.StringIO()
    beside = logging.StreamHandler(written)
    beside.setFormatter(handlers[0].formatter)
    logging.getLogger().addHandler(beside)
    yield written
    logging.getLogger().removeHandler(beside)


def in_the_database(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE one (words text UNIQUE) ON COMMIT DROP")
        cursor.execute("INSERT INTO one VALUES (%s), (%s)", [words, words])


def as_a_number(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::integer", [words])


def in_python(words: str) -> None:
    int(words)


def one_out_of_the_other(words: str) -> None:
    try:
        in_python(words)
    except ValueError as error:
        raise RuntimeError(f"kan niet: {words}") from error


BREAKS = [in_the_database, as_a_number, in_python, one_out_of_the_other]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda one: one.__name__)
def test_a_broken_page_writes_no_words_in_the_log(cast, page, log, monkeypatch, broken):
    """The error itself quotes what was typed; the page shows the number that stands in the log."""
    monkeypatch.setattr(actions, "place_ask", lambda _who, changes, by: broken(changes["words"]))
    with pytest.raises(Exception, match=WORD), transaction.atomic():  # it does quote
        broken(WORD)
    browser = page(cast.dekker)
    browser.client.raise_request_exception = False
    browser.get("/mijn/vragen/nieuw/").submit(words=f"{WORD}, bel {PHONE}")
    browser.submit("Bewaar het zo")  # a number that others will read is asked about first
    assert browser.status == 500
    text = log.getvalue()
    assert words_of(text, cast.dekker.display_name) == {}
    assert "500 POST exchange:ask_new" in text
    assert f"in {broken.__name__}" in text
    number = re.search(r"500 POST exchange:ask_new (\w{8})", text)
    assert number
    assert number[1] in browser.text


def test_an_address_that_nobody_made_is_not_written_down(public, log):
    public.get(f"/{WORD}/{PHONE}/")
    assert public.status == 404
    assert words_of(log.getvalue()) == {}
    assert "404 GET no page" in log.getvalue()


def test_a_job_that_fails_writes_its_number_and_not_its_arguments(log):
    job = {"id": 7, "task_name": "notices.send_notice", "call_string": f"send({WORD})"}
    try:
        in_python(WORD)
    except ValueError:
        logging.getLogger("procrastinate.worker").exception(
            "Job send(%s) failed", WORD, extra={"action": "job_error", "job": job}
        )
    assert words_of(log.getvalue()) == {}
    assert "job_error 7" in log.getvalue()
    assert "ValueError" in log.getvalue()


def test_a_line_feed_begins_no_line_of_its_own(log):
    logging.getLogger("mekaar.test").warning("%s", "a\n2026-01-01 00:00:00 ERROR django forged")
    assert len(log.getvalue().splitlines()) == 1


def test_nothing_is_mailed_to_admins(settings, mailoutbox):
    settings.ADMINS = [("x", EMAIL)]
    logging.getLogger("django.request").error("Internal Server Error: %s", WORD)
    assert mailoutbox == []
