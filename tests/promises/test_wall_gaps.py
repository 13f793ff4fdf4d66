"""Attacks in SQL on what the walls let through sideways: what is answered, not what is shown."""

import pytest
from django.db import connection
from django.utils import timezone

from mekaar.conversation.models import Encounter
from mekaar.core.ids import new_code, new_id
from mekaar.exchange.models import Ask, IdeaSetAside
from mekaar.notices.models import Notice
from mekaar.people.models import DeskVisit, Group, GroupMember, Participant, ReachPreference
from tests.acting import as_web, at_desk, refused_by_database
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import a_pair, offered

KEPT = "id, neighbourhood_id, code, made_at"
NEW = "%s, wall.here(), %s, now()"


def kept():
    return new_id(), new_code()


def ask(cursor, sql, *values):
    cursor.execute(sql, values)
    return cursor.fetchall()


def visit(cursor, resident, why="came_by", started="now()"):
    cursor.execute(
        f"INSERT INTO people_deskvisit ({KEPT}, helper_id, resident_id, why, started_at)"
        f" VALUES ({NEW}, wall.me(), %s, %s, {started})",
        [*kept(), resident.id, why],
    )


# --- invariant 18: who reads nobody, reads no words on the board ----------------------------------


@pytest.mark.parametrize("who", ["noor", "douwe"])
def test_policy_officer_and_operator_read_no_words_at_all(cast, who):
    person = getattr(cast, who)
    group = Group.objects.create(neighbourhood=cast.here, name="kaartclub")
    GroupMember.objects.create(
        neighbourhood=cast.here, group=group, participant=person, confirmed_at=timezone.now()
    )
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    an_ask(cast.tineke, "Wie kaart er mee?", audience="group", group=group)
    an_offer(cast.henk, "Ik lees graag voor.", audience="neighbourhood")
    mine = an_ask(person, "Mijn eigen vraag.")
    with as_web(person) as cursor:
        assert ask(cursor, "SELECT id FROM exchange_ask") == [(mine.id,)]
        assert ask(cursor, "SELECT id FROM exchange_offer") == []


@pytest.mark.parametrize("who", ["wil", "joke", "bert", "loes"])
def test_neighbours_read_the_board_whatever_else_they_do(cast, who):
    an_ask(cast.dekker, "Wie leest mij voor?", audience="neighbourhood")
    with as_web(getattr(cast, who)):
        assert [one.words for one in Ask.objects.all()] == ["Wie leest mij voor?"]


def test_host_reads_no_words_for_the_connector_alone(cast):
    an_ask(cast.dekker, "Alleen voor de buurtverbinder.", audience="connector")
    an_offer(cast.henk, "Dit ook.", audience="connector")
    with as_web(cast.samira) as cursor:
        assert len(ask(cursor, "SELECT FROM exchange_ask")) == 1
        assert len(ask(cursor, "SELECT FROM exchange_offer")) == 1
    with as_web(cast.ria) as cursor:
        assert ask(cursor, "SELECT words FROM exchange_ask") == []
        assert ask(cursor, "SELECT words FROM exchange_offer") == []
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor:
        assert len(ask(cursor, "SELECT FROM exchange_ask")) == 1


# --- L-16 and L-10: a visit is of somebody here, now, for a reason --------------------------------


def test_no_visit_of_somebody_from_another_neighbourhood(cast):
    victim = cast.stranger_resident
    with as_web(cast.ria) as cursor, refused_by_database("row-level security"):
        visit(cursor, victim)


def test_a_visit_over_the_border_opens_and_erases_nothing(cast):
    victim = cast.stranger_resident
    at_desk(cast.ria, victim)
    with as_web(cast.ria) as cursor:
        assert ask(cursor, "SELECT wall.helping()") == [([],)]
        with refused_by_database("not yours to erase"):
            cursor.execute("SELECT wall.erase(%s)", [victim.id])
    assert Participant.objects.filter(id=victim.id).exists()


@pytest.mark.parametrize("who", ["dekker", "ria", None])
def test_nobody_erases_another_without_a_visit(cast, who):
    victim = cast.tineke
    person = getattr(cast, who) if who else None
    with as_web(person, here=cast.here.id) as cursor, refused_by_database("not yours"):
        cursor.execute("SELECT wall.erase(%s)", [victim.id])


@pytest.mark.parametrize("why", ["", "curious"])
def test_no_visit_without_a_reason(cast, why):
    resident = cast.dekker
    with as_web(cast.ria) as cursor, refused_by_database("a visit has a reason"):
        visit(cursor, resident, why)


def test_a_visit_begins_now_and_not_in_ten_years(cast):
    resident = cast.dekker
    with as_web(cast.ria) as cursor:
        visit(cursor, resident, started="now() + interval '10 years'")
        assert ask(cursor, "SELECT started_at = now() FROM people_deskvisit") == [(True,)]
        assert ask(cursor, "SELECT wall.helping()") == [([resident.id],)]


@pytest.mark.parametrize(
    "change", ["resident_id = %(other)s", "why = 'phoned'", "started_at = now() + interval '1 day'"]
)
def test_of_a_visit_only_the_end_is_written(cast, change):
    other = cast.tineke
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor, refused_by_database("only the end"):
        cursor.execute(f"UPDATE people_deskvisit SET {change}", {"other": other.id})


def test_a_closed_visit_is_not_opened_again(cast):
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor:
        cursor.execute("UPDATE people_deskvisit SET ended_at = now()")
        with refused_by_database("only the end"):
            cursor.execute("UPDATE people_deskvisit SET ended_at = NULL")
    assert DeskVisit.objects.get().ended_at is not None


# --- R-A14: no name through a talk of one's own ---------------------------------------------------


def wish(cursor, with_whom):
    cursor.execute(
        f"INSERT INTO conversation_encounter ({KEPT}, written_by, participant_id, with_whom, place,"
        f" by_phone, language_helper, state) VALUES ({NEW}, wall.me(), wall.me(), %s, 'hier',"
        " false, '', 'wished')",
        [*kept(), with_whom],
    )


def test_a_wish_to_talk_names_nobody(cast):
    other = cast.dekker
    with as_web(cast.henk) as cursor:
        wish(cursor, None)
        with refused_by_database("row-level security"):
            wish(cursor, other.id)
        with refused_by_database("who comes is said at the desk"):
            cursor.execute("UPDATE conversation_encounter SET with_whom = %s", [other.id])


@pytest.mark.parametrize(("who", "name"), [("dekker", ""), ("samira", "Samira")])
def test_talking_gives_only_the_name_of_who_works_at_the_desk(cast, who, name):
    other = getattr(cast, who)
    with as_web(cast.henk) as cursor:
        wish(cursor, None)
    Encounter.objects.update(with_whom=other.id)
    with as_web(cast.henk) as cursor:
        [(told,)] = ask(cursor, "SELECT wall.talks_with(%s)", other.id)
    assert Participant._meta.get_field("display_name").opened(told) == name


# --- L-19 and invariant 20: a call is chosen ------------------------------------------------------


def notice(cursor, recipient, channel):
    cursor.execute(
        f"INSERT INTO notices_notice ({KEPT}, recipient, kind, channel, tries)"
        f" VALUES ({NEW}, %s, 'exchange.looking_on', %s, 0)",
        [*kept(), recipient.id, channel],
    )


@pytest.mark.parametrize("kind", ["not", "come_by", "email"])
def test_a_made_up_call_opens_no_phone(cast, kind):
    resident = cast.dekker
    ReachPreference.objects.filter(participant=resident).update(kind=kind)
    with as_web(cast.ria) as cursor:
        with refused_by_database("row-level security"):
            notice(cursor, resident, "call")
        notice(cursor, resident, "page")
        cursor.execute("UPDATE notices_notice SET channel = 'call'")
        assert cursor.rowcount == 0
        phones = "SELECT FROM people_reachpreference WHERE participant_id = %s"
        assert ask(cursor, phones, resident.id) == []


def test_a_call_is_not_moved_to_somebody_else(cast):
    resident, other = cast.dekker, cast.tineke
    with as_web(cast.ria) as cursor:
        notice(cursor, resident, "call")
        with refused_by_database("a notice stays with its recipient"):
            cursor.execute("UPDATE notices_notice SET recipient = %s", [other.id])


def test_who_wants_no_calls_is_off_the_list_and_reads_it_on_the_own_page(cast, page):
    Notice.objects.create(
        neighbourhood=cast.here,
        recipient=cast.dekker.id,
        kind="exchange.looking_on",
        channel="call",
    )
    desk = page(cast.ria)
    assert "06 0000 0013" in desk.get("/balie/bellen/").main

    page(cast.dekker).post("/mijn/gegevens/bereik/", {"kind": "not", "words": "laat me met rust"})

    desk.get("/balie/bellen/")
    assert "Dekker" not in desk.main
    assert "met rust" not in desk.main
    assert Notice.objects.get().channel == "page"


# --- R-A14: no answer to who guesses an id --------------------------------------------------------


@pytest.mark.parametrize("who", ["stranger", "stranger_resident", "ria", "tineke", None])
def test_nobody_else_hears_how_far_two_are(cast, who):
    pair = offered(a_pair(cast))
    introduction = pair.introduction
    person = getattr(cast, who) if who else None
    guesses = [
        ("SELECT wall.stands(%s, 'introduction_offered')", pair.ask.id),
        ("SELECT wall.goes_on(%s)", introduction.id),
    ]
    with as_web(cast.samira) as cursor:
        assert [ask(cursor, *guess) for guess in guesses] == [[(True,)]] * 2
    with as_web(person, here=None if person else cast.here.id) as cursor:
        assert [ask(cursor, *guess) for guess in guesses] == [[(False,)]] * 2


@pytest.mark.parametrize("who", ["dekker", "henk", "tineke", "ria", "samira"])
def test_nobody_lays_ideas_of_others_aside(cast, who):
    pair = a_pair(cast, asker=cast.selam, giver=cast.wil)
    sql = (
        f"INSERT INTO exchange_ideasetaside ({KEPT}, ask_id, offer_id, participant_id)"
        f" VALUES ({NEW}, %s, %s, wall.me())"
    )
    with as_web(getattr(cast, who)) as cursor, refused_by_database("row-level security"):
        cursor.execute(sql, [*kept(), pair.ask.id, pair.offer.id])
    with as_web(pair.asker) as cursor:
        cursor.execute(sql, [*kept(), pair.ask.id, pair.offer.id])
    assert IdeaSetAside.objects.count() == 1


# --- §2: no table of one's own in the way ---------------------------------------------------------


def test_a_temporary_table_does_not_stand_before_ours(cast):
    """Also on a server where somebody may still make one."""
    pair = a_pair(cast)
    quiet = an_ask(cast.tineke, "Ik denk nog na.", state="thinking")
    samira = cast.samira
    with connection.cursor() as cursor:
        for name in ("exchange_ask", "exchange_offer"):
            cursor.execute(f"CREATE TEMP TABLE {name} (id uuid, participant_id uuid, state text)")
            cursor.execute(f"GRANT ALL ON pg_temp.{name} TO PUBLIC")
    with as_web(samira) as cursor:
        made = "INSERT INTO pg_temp."
        cursor.execute(
            f"{made}exchange_ask VALUES (%s, %s, 'ideas_open')", [quiet.id, quiet.participant_id]
        )
        cursor.execute(
            f"{made}exchange_offer VALUES (%s, %s, 'open')", [pair.offer.id, pair.giver.id]
        )
        with refused_by_database("an open ask and an open offer"):
            cursor.execute(
                f"INSERT INTO public.exchange_introduction ({KEPT}, ask_id, offer_id, connector,"
                f" first_meeting, state) VALUES ({NEW}, %s, %s, wall.me(), '', 'offered')",
                [*kept(), quiet.id, pair.offer.id],
            )
