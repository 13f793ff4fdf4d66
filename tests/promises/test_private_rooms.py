"""Of a private room the desk learns nothing: no line of the journal, no notice, no call (L-06)."""

import pytest

from mekaar.core.ids import new_code, new_id
from mekaar.core.private import PRIVATE, is_private
from mekaar.journal.actions import Line, record
from mekaar.journal.models import Entry
from mekaar.journal.words import VERBS
from mekaar.notices import actions, queries
from mekaar.notices.models import Notice
from mekaar.notices.registry import WORDS, NoticeWords
from mekaar.people.models import ReachPreference
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.promises.whole_life import without_triggers

PRIVATE_VERB, OPEN_VERB = "circles.test.done", "people.test.done"
PRIVATE_KIND, OPEN_KIND = "circles.test", "people.test"
SECRET, SEEN = "schreef iets in jouw kring", "veranderde jouw testgegevens"


@pytest.fixture(autouse=True)
def _words():
    """Words of a room that is not built here, and of one that is."""
    VERBS.update({PRIVATE_VERB: SECRET, OPEN_VERB: SEEN})
    WORDS[PRIVATE_KIND] = NoticeWords("Er is iets in jouw kring", "Kijk in je kring.")
    WORDS[OPEN_KIND] = NoticeWords("Er is iets in de buurt", "Kijk eens.")
    yield
    for verb in (PRIVATE_VERB, OPEN_VERB):
        del VERBS[verb]
    for kind in (PRIVATE_KIND, OPEN_KIND):
        del WORDS[kind]


@pytest.fixture
def lived(cast):
    """Joke did something in the circle of Dekker, and there are notices of two kinds."""
    with acting_as(cast.joke):
        for verb in (PRIVATE_VERB, OPEN_VERB):
            record(Line(verb, whose=cast.dekker.id), by=cast.joke.id, here=cast.here.id)
        for kind in (PRIVATE_KIND, OPEN_KIND):
            actions.queue(kind, recipient=cast.dekker.id, channel="page", by=by(cast.joke))
    return cast


def verbs(who) -> set[str]:
    with acting_as(who):
        return set(Entry.objects.filter(verb__contains=".test.").values_list("verb", flat=True))


def kinds(who) -> set[str]:
    with acting_as(who):
        return set(Notice.objects.values_list("kind", flat=True))


def insert(cursor, cast, kind, channel) -> None:
    cursor.execute(
        "INSERT INTO notices_notice (id, neighbourhood_id, code, made_at, recipient, kind,"
        " channel, tries) VALUES (%s, %s, %s, now(), %s, %s, %s, 0)",
        [new_id(), cast.here.id, new_code(), cast.dekker.id, kind, channel],
    )


def test_the_prefix_is_that_of_one_room():
    assert is_private(f"{PRIVATE}letter.sent")
    assert not is_private("circlesque.thing.done")
    assert not is_private("people.circles.done")


# --- the journal ---------------------------------------------------------------------------------


def test_at_the_desk_no_line_of_a_private_room(lived):
    at_desk(lived.ria, lived.dekker)
    assert verbs(lived.ria) == {OPEN_VERB}


def test_the_person_reads_both(lived):
    assert verbs(lived.dekker) == {PRIVATE_VERB, OPEN_VERB}


def test_who_did_it_reads_it_also_at_the_desk(lived):
    """The helper's own line stays the helper's, as every line does."""
    line = Line(PRIVATE_VERB, whose=lived.dekker.id)
    with acting_as(lived.ria):
        record(line, by=lived.ria.id, here=lived.here.id)
    at_desk(lived.ria, lived.dekker)
    with acting_as(lived.ria):
        seen = Entry.objects.filter(verb=PRIVATE_VERB)
        assert [one.by for one in seen] == [lived.ria.id]


def test_no_name_comes_out_of_such_a_line(lived):
    """Joke did nothing else: her name would tell that she has a part in a circle."""
    asked = "SELECT id FROM wall.names_in_journal(%s::uuid[])"
    with acting_as(lived.bert):
        record(Line(PRIVATE_VERB, whose=lived.dekker.id), by=lived.bert.id, here=lived.here.id)
    at_desk(lived.ria, lived.dekker)
    both = [lived.joke.id, lived.bert.id]
    answers = {}
    for who in (lived.ria, lived.dekker):
        with as_web(who) as cursor:
            cursor.execute(asked, [both])
            answers[who.display_name] = {row[0] for row in cursor.fetchall()}
    assert answers == {"Ria": {lived.joke.id}, "meneer Dekker": set(both)}


@pytest.mark.parametrize("address", ["/mijn/inkijk/", "/mijn/inkijk/?alles=ja", "/mijn/alles/"])
def test_no_page_at_the_desk_tells_of_it(lived, page, address):
    """How long a circle stays is told to everybody, so also of who never had one (Henk)."""
    mine = page(lived.dekker).get(address)
    assert "in jouw kring" in mine.main
    at_desk(lived.ria, lived.henk)
    with acting_as(lived.joke):
        record(Line(OPEN_VERB, whose=lived.henk.id), by=lived.joke.id, here=lived.here.id)
    told_to_everybody = page(lived.ria).get(address).main.count("kring")
    at_desk(lived.ria, lived.dekker)
    desk = page(lived.ria).get(address)
    assert "jouw testgegevens" in desk.main
    assert "in jouw kring" not in desk.main
    assert desk.main.count("kring") == told_to_everybody
    assert (told_to_everybody > 0) == (address == "/mijn/alles/")


def test_the_file_at_the_desk_does_not_tell_of_it(lived, page):
    at_desk(lived.ria, lived.dekker)
    desk, mine = page(lived.ria), page(lived.dekker)
    desk.get("/mijn/alles.json")
    mine.get("/mijn/alles.json")
    assert "testgegevens" in desk.text
    assert "kring" not in desk.text
    assert "kring" in mine.text


# --- notices -------------------------------------------------------------------------------------


def test_at_the_desk_no_notice_of_a_private_room(lived):
    at_desk(lived.ria, lived.dekker)
    assert kinds(lived.ria) == {OPEN_KIND}
    assert kinds(lived.dekker) == {PRIVATE_KIND, OPEN_KIND}


def test_a_helper_ticks_none_off(lived):
    at_desk(lived.ria, lived.dekker)
    with as_web(lived.ria) as cursor:
        cursor.execute("UPDATE notices_notice SET done_at = now()")
        assert cursor.rowcount == 1
    left = Notice.objects.get(done_at=None)
    assert left.kind == PRIVATE_KIND


def test_my_place_at_the_desk_shows_none(lived, page):
    mine = page(lived.dekker).get("/mijn/")
    assert "Er is iets in jouw kring" in mine.main
    at_desk(lived.ria, lived.dekker)
    desk = page(lived.ria).get("/mijn/")
    assert "Er is iets in de buurt" in desk.main
    # One link stands there for everybody, whether they have a circle or not.
    assert "kring" not in desk.main.replace("Een steunkring", "", 1)


def test_at_the_desk_it_cannot_be_read_by_its_code(lived, page):
    private = Notice.objects.get(kind=PRIVATE_KIND)
    at_desk(lived.ria, lived.dekker)
    address = f"/mijn/bericht/{private.code}/gelezen/"
    assert page(lived.ria).post(address, {"van_wie": lived.dekker.code}).status == 404
    private.refresh_from_db()
    assert private.done_at is None


def test_queueing_never_makes_a_call_of_it(cast):
    """Meneer Dekker chose the phone: for what is private it waits on his page."""
    with acting_as(cast.joke):
        one, other = (
            actions.queue(kind, recipient=cast.dekker.id, channel="call", by=by(cast.joke))
            for kind in (PRIVATE_KIND, OPEN_KIND)
        )
    assert (one.channel, other.channel) == ("page", "call")


@pytest.mark.parametrize("who", ["joke", "ria", "dekker"])
def test_the_database_takes_no_such_call(cast, who):
    with as_web(getattr(cast, who)) as cursor:
        insert(cursor, cast, OPEN_KIND, "call")
        with refused_by_database("read by its recipient alone"):
            insert(cursor, cast, PRIVATE_KIND, "call")


def test_the_owner_makes_no_such_call_either(cast):
    with refused_by_database("read by its recipient alone"):
        Notice.objects.create(
            neighbourhood=cast.here, recipient=cast.dekker.id, kind=PRIVATE_KIND, channel="call"
        )


def test_a_private_notice_is_not_moved_to_the_call_list(lived):
    with as_web(lived.dekker) as cursor, refused_by_database("read by its recipient alone"):
        cursor.execute("UPDATE notices_notice SET channel = 'call' WHERE kind = %s", [PRIVATE_KIND])


def test_who_stops_choosing_mail_reads_it_on_the_own_page(cast):
    """It was to be mailed; meanwhile he wants to be called. The desk does not hear of it."""
    reach = ReachPreference.objects.get(participant=cast.dekker)
    reach.kind, reach.email = "email", "dekker@voorbeeld.example"
    reach.save()
    with acting_as(cast.joke):
        notice = actions.queue(
            PRIVATE_KIND, recipient=cast.dekker.id, channel="email", by=by(cast.joke)
        )
    reach.kind = "phone"
    reach.save()
    actions.send(str(notice.id), str(cast.dekker.id), str(cast.here.id))
    notice.refresh_from_db()
    assert (notice.channel, notice.done_at) == ("page", None)


def test_the_list_to_call_leaves_it_out_by_itself(cast, page):
    """A row that got past the trigger (a backup put back): rule and wall both keep it away."""
    with acting_as(cast.joke):
        actions.queue(OPEN_KIND, recipient=cast.dekker.id, channel="call", by=by(cast.joke))
    desk = page(cast.ria)
    assert "Dekker" in desk.get("/balie/bellen/").main
    assert queries.first_of_each("call").count() == 1
    assert Notice.objects.visible_to(by(cast.ria)).count() == 1

    with without_triggers():
        Notice.objects.update(kind=PRIVATE_KIND)

    assert queries.first_of_each("call").count() == 0
    assert Notice.objects.visible_to(by(cast.ria)).count() == 0
    assert kinds(cast.ria) == set()
    assert "Dekker" not in desk.get("/balie/bellen/").main
