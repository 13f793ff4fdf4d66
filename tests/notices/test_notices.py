"""Notices: nothing is sent that the person did not choose, each once, by ids only (L-19)."""

import json
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection

from mekaar.core import db
from mekaar.notices import actions, queries, tasks
from mekaar.notices.models import Notice
from mekaar.notices.registry import WORDS, NoticeWords
from mekaar.people.queries import channel_for
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database

KIND = "notices.test.kind"


@pytest.fixture(autouse=True)
def _words():
    WORDS[KIND] = NoticeWords("Er is iets voor je", "Kijk op je plek.", "Vraag hoe het gaat.")
    yield
    del WORDS[KIND]


@pytest.fixture
def dekker(cast):
    """Meneer Dekker, who chose mail."""
    cast.dekker.reach.kind = "email"
    cast.dekker.reach.email = "dekker@voorbeeld.example"
    cast.dekker.reach.save()
    return cast.dekker


def queue(cast, recipient, channel=None):
    acting = by(cast.samira)
    with acting_as(acting):
        chosen = channel or channel_for(recipient.id)
        return actions.queue(KIND, recipient=recipient.id, channel=chosen, by=acting)


def jobs() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name='notices.send_notice'")
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor]


def work(*, attempts: int = 0) -> None:
    """The worker runs every job once, as nobody until the job says who."""
    context = SimpleNamespace(job=SimpleNamespace(attempts=attempts))
    for job in jobs():
        failed = None
        with db.acting(None, None):
            try:
                tasks.send_notice(context, **job)
            except OSError as error:
                failed = error
        if failed:
            raise failed


def test_mail_goes_to_who_chose_mail(cast, dekker):
    notice = queue(cast, dekker)
    work()
    [sent] = mail.outbox
    assert sent.to == ["dekker@voorbeeld.example"]
    assert sent.body == ("Hallo meneer Dekker,\n\nKijk op je plek.\n\nhttp://testserver/mijn/")
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "<p>Kijk op je plek.</p>" in html
    notice.refresh_from_db()
    assert (notice.tries, notice.done_at is not None) == (1, True)


def test_mail_is_in_the_language_somebody_likes_best(cast, dekker):
    dekker.language = "en"
    dekker.save()
    queue(cast, dekker)
    work()
    [sent] = mail.outbox
    assert sent.body.startswith("Hello meneer Dekker,")
    assert '<html lang="en">' in sent.alternatives[0][0]


def test_job_carries_ids_only(cast, dekker):
    notice = queue(cast, dekker)
    here = str(dekker.neighbourhood_id)
    assert jobs() == [{"notice_id": str(notice.id), "recipient": str(dekker.id), "here": here}]


@pytest.mark.parametrize("who", ["henk", "selam", "wil"])
def test_who_did_not_choose_mail_gets_none(cast, who):
    queue(cast, getattr(cast, who))
    assert jobs() == []
    assert mail.outbox == []


@pytest.mark.parametrize(("kind", "channel"), [("phone", "call"), ("email", "email")])
def test_a_number_in_the_notebook_is_no_yes_to_a_call(cast, dekker, kind, channel):
    """Out of the notebook and not spoken with yet: nothing goes out, whatever stood there."""
    dekker.reach.kind = kind
    dekker.reach.phone = "06 0000 0012"
    dekker.reach.save()
    dekker.state = "draft"
    dekker.save()
    assert queue(cast, dekker).channel == "page"

    dekker.state = "known"
    dekker.save()
    assert queue(cast, dekker).channel == channel


def test_sent_once_however_often_the_job_runs(cast, dekker):
    queue(cast, dekker)
    for _ in range(3):
        work()
    assert len(mail.outbox) == 1


def test_who_changed_their_mind_gets_no_mail(cast, dekker):
    notice = queue(cast, dekker)
    dekker.reach.kind = "phone"
    dekker.reach.save()
    work()
    notice.refresh_from_db()
    assert (mail.outbox, notice.channel, notice.done_at) == ([], "call", None)


def test_who_was_erased_gets_no_mail(cast, dekker):
    queue(cast, dekker)
    with as_web(dekker) as cursor:
        cursor.execute("SELECT wall.erase(%s)", [dekker.id])
    work()
    assert mail.outbox == []
    assert not Notice.objects.exists()


@pytest.fixture
def no_post_office(settings):
    """A mail server that is not there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


@pytest.mark.parametrize(("attempts", "channel"), [(0, "email"), (3, "email"), (4, "page")])
def test_failing_post_office(cast, dekker, no_post_office, attempts, channel):
    notice = queue(cast, dekker)
    with pytest.raises(ConnectionRefusedError):
        work(attempts=attempts)
    notice.refresh_from_db()
    assert (notice.tries, notice.done_at, notice.channel) == (1, None, channel)


def test_mail_after_the_post_office_is_back(cast, dekker, no_post_office, settings):
    queue(cast, dekker)
    with pytest.raises(ConnectionRefusedError):
        work()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work(attempts=1)
    assert len(mail.outbox) == 1


def test_heading_cannot_be_broken_up(cast, dekker):
    WORDS[KIND] = NoticeWords("Er is\r\nBcc: boef@voorbeeld.example", "x")
    queue(cast, dekker)
    work()
    assert mail.outbox[0].subject == "Er is Bcc: boef@voorbeeld.example"
    assert mail.outbox[0].recipients() == ["dekker@voorbeeld.example"]


# --- the lists and the wall ---


def test_waiting_on_ones_own_page(cast):
    first, second = queue(cast, cast.wil, "page"), queue(cast, cast.wil, "page")
    queue(cast, cast.henk, "page")
    with acting_as(by(cast.wil)):
        assert list(queries.waiting_for(cast.wil.id)) == [second, first]
        assert actions.finish(first, by=by(cast.wil))
        assert not actions.finish(first, by=by(cast.wil))
        assert list(queries.waiting_for(cast.wil.id)) == [second]


def test_at_the_desk_the_helper_reads_them_too(cast):
    queue(cast, cast.wil, "page")
    acting = at_desk(cast.ria, cast.wil)
    with acting_as(acting):
        assert queries.waiting_for(cast.wil.id).count() == 1
    with acting_as(by(cast.samira)):
        assert queries.waiting_for(cast.wil.id).count() == 0


SEES = [
    ("wil", {"email", "call", "page"}),
    ("ria", {"call"}),
    ("samira", {"call"}),
    ("henk", set()),
    ("noor", set()),
    ("douwe", set()),
    ("bert", set()),
    ("stranger", set()),
    ("stranger_host", set()),
]


@pytest.mark.parametrize(("who", "channels"), SEES)
def test_who_sees_which_notice(cast, who, channels):
    for channel in ("email", "call", "page"):
        Notice.objects.create(
            neighbourhood_id=cast.here.id, recipient=cast.wil.id, kind=KIND, channel=channel
        )
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute("SELECT channel FROM notices_notice")
        assert {row[0] for row in cursor} == channels


def test_nobody_signed_in_queues_nothing(cast):
    with acting_as(None), refused_by_database("row-level security"):
        Notice.objects.create(
            neighbourhood_id=cast.here.id, recipient=cast.wil.id, kind=KIND, channel="page"
        )


def test_nobody_ticks_off_the_notice_of_another(cast):
    notice = queue(cast, cast.wil, "page")
    with acting_as(by(cast.henk)):
        assert not actions.finish(notice, by=by(cast.henk))
    notice.refresh_from_db()
    assert notice.done_at is None


def test_words_to_say_on_the_phone(cast):
    notice = queue(cast, cast.wil, "call")
    assert queries.to_say(notice) == "Vraag hoe het gaat."
    WORDS[KIND] = NoticeWords("Er is iets voor je", "x")
    assert queries.to_say(notice) == "Er is iets voor je"
