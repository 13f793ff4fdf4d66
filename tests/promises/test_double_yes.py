"""The double yes, attacked in SQL as the web role by everybody (R-A14, invariants 14, 16, 20)."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from mekaar.core.seal import SealBroken
from mekaar.exchange.models import Arrangement, Ask, Introduction, Offer, Side
from mekaar.notices.models import Notice
from mekaar.people.models import Participant, ReachPreference
from tests.acting import as_web, at_desk, by, refused_by_database
from tests.exchange.asks import an_ask, an_offer
from tests.exchange.pairs import (
    SECRET_WORDS,
    Pair,
    a_pair,
    first_yes,
    introduced,
    offered,
    past_the_actions,
    proposed,
)

EVERYBODY = (
    "asker", "giver", "tineke", "ria", "samira", "joke", "bert", "loes", "noor", "douwe",
    "stranger", "stranger_host", "stranger_resident",
)  # fmt: skip
# Without a part in it and without a desk: these see nothing at any moment.
OUTSIDERS = ("tineke", "joke", "bert", "loes", "noor", "douwe", "stranger", "stranger_host",
             "stranger_resident")  # fmt: skip


def who(pair: Pair, key: str) -> Participant:
    return {"asker": pair.asker, "giver": pair.giver}.get(key) or getattr(pair.cast, key)


def rows(
    person: Participant | None, sql: str, *values: object, engine: bool = False
) -> list[tuple]:
    with as_web(person, engine=engine) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def changed(person: Participant, sql: str, *values: object, engine: bool = False) -> int:
    with as_web(person, engine=engine) as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def effect(person: Participant, sql: str, *values: object, engine: bool = False) -> int:
    """How many rows changed; none when the database refused."""
    with as_web(person, engine=engine) as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, values)
                return int(cursor.rowcount)
        except DatabaseError:
            return 0


def opened(model: type[Model], field: str) -> str:
    column = f"wall.to_open(id, neighbourhood_id, {model.sealed_for}, {field})"
    return f"{column} FROM {model._meta.db_table}"


# As an attacker with SQL asks it: with the key of the owner along.
NAME = f"SELECT {opened(Participant, 'display_name')} WHERE id = %s"
REACH = f"SELECT {opened(ReachPreference, 'phone')} WHERE participant_id = %s"
WORDS = f"SELECT {opened(Ask, 'words')} WHERE id = %s"
SIDES = f"SELECT {opened(Side, 'told')} WHERE introduction_id = %s"


def said(model: type[Model], field: str, found: list[tuple]) -> list[str]:
    return [model._meta.get_field(field).opened(row[0]) for row in found]


STAGES = {"offered": offered, "first_yes": first_yes}


@pytest.mark.parametrize("stage", STAGES)
def test_before_the_second_yes_neither_sees_the_other(cast, stage):
    pair = STAGES[stage](a_pair(cast))
    for me, other in ((pair.asker, pair.giver), (pair.giver, pair.asker)):
        assert rows(me, NAME, other.id) == []
        assert rows(me, REACH, other.id) == []
        assert rows(me, "SELECT wall.knows()") == [([],)]
        assert rows(me, "SELECT wall.partner(%s, %s)", pair.introduction.id, me.id) == [(None,)]
    assert rows(pair.giver, WORDS, pair.ask.id) == []


@pytest.mark.parametrize("key", OUTSIDERS)
@pytest.mark.parametrize("stage", ["offered", "first_yes", "introduced"])
def test_who_has_no_part_in_it_sees_nothing(cast, key, stage):
    pair = {**STAGES, "introduced": introduced}[stage](a_pair(cast))
    person = who(pair, key)
    for hers in (pair.asker, pair.giver):
        assert rows(person, NAME, hers.id) == []
        assert rows(person, REACH, hers.id) == []
    assert rows(person, WORDS, pair.ask.id) == []
    assert rows(person, SIDES, pair.introduction.id) == []
    assert rows(person, "SELECT id FROM exchange_introduction") == []


def test_after_the_double_yes_both_see_name_and_reach_and_the_giver_the_words(cast):
    pair = introduced(a_pair(cast))
    name, phone = rows(pair.giver, NAME, pair.asker.id), rows(pair.giver, REACH, pair.asker.id)
    assert said(Participant, "display_name", name) == ["meneer Dekker"]
    assert said(ReachPreference, "phone", phone) == ["06 0000 0013"]
    phone = rows(pair.asker, REACH, pair.giver.id)
    assert said(ReachPreference, "phone", phone) == ["06 0000 0028"]
    assert said(Ask, "words", rows(pair.giver, WORDS, pair.ask.id)) == [SECRET_WORDS]


@pytest.mark.parametrize("key", ["samira", "ria"])
def test_the_desk_without_a_visit_never_reads_how_to_reach(cast, key):
    pair = introduced(a_pair(cast))
    # The call-back list is the one exception: who chose a call and waits for it.
    Notice.objects.all().delete()
    assert rows(who(pair, key), REACH, pair.giver.id) == []


def test_the_second_side_does_not_exist_for_its_person_before_the_first_yes(cast):
    pair = offered(a_pair(cast))
    assert rows(pair.asker, "SELECT id FROM exchange_side") == []
    assert rows(pair.asker, "SELECT id FROM exchange_introduction") == []
    assert rows(pair.giver, "SELECT which FROM exchange_side") == [("giver",)]


def test_nobody_finds_out_by_guessing_who_the_other_is(cast):
    pair = offered(a_pair(cast))
    guess = rows(pair.giver, "SELECT wall.is_party(%s, %s)", pair.introduction.id, pair.asker.id)
    assert guess == [(False,)]


def test_the_journal_of_neither_names_the_other_before_the_double_yes(cast):
    pair = first_yes(a_pair(cast))
    for me, other in ((pair.asker, pair.giver), (pair.giver, pair.asker)):
        seen = rows(
            me, "SELECT verb FROM journal_entry WHERE by = %s OR whose = %s", other.id, other.id
        )
        assert seen == []


YES = "UPDATE exchange_side SET answer='yes', how=%s, written_by=%s, answered_at=now() WHERE id=%s"
FORGERS = {
    # the asker answers for the giver, the connector as if on the screen, the host without a visit
    "asker": ("asker", ["screen", "phone", "desk"]),
    "samira": ("samira", ["screen", "desk"]),
    "ria": ("ria", ["screen", "phone", "desk"]),
    "tineke": ("tineke", ["screen", "phone", "desk"]),
    "noor": ("noor", ["screen", "phone", "desk"]),
    "stranger": ("stranger", ["screen", "phone", "desk"]),
}


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("key", FORGERS)
def test_no_forged_yes(cast, key, engine):
    pair = offered(a_pair(cast))
    person, side = who(pair, key), pair.side("giver")
    for how in FORGERS[key][1]:
        assert effect(person, YES, how, person.id, side.id, engine=engine) == 0, how
    assert Side.objects.get(id=side.id).answer == ""


def test_the_yes_carries_its_real_writer(cast):
    pair = offered(a_pair(cast))
    side = pair.side("giver")
    with as_web(cast.samira) as cursor, refused_by_database("an answer is given"):
        cursor.execute(YES, ["phone", pair.giver.id, side.id])
    with as_web(pair.giver) as cursor, refused_by_database("an answer is given"):
        cursor.execute(YES, ["phone", pair.giver.id, side.id])
    assert changed(cast.samira, YES, "phone", cast.samira.id, side.id) == 1
    with as_web(cast.samira) as cursor, refused_by_database("an answer stays as it was written"):
        cursor.execute("UPDATE exchange_side SET how='screen' WHERE id=%s", [side.id])


def test_a_helper_with_a_visit_writes_it_down_as_said_at_the_desk(cast):
    pair = offered(a_pair(cast))
    side = pair.side("giver")
    at_desk(cast.ria, pair.giver)
    with as_web(cast.ria) as cursor, refused_by_database("an answer is given"):
        cursor.execute(YES, ["screen", cast.ria.id, side.id])
    assert changed(cast.ria, YES, "desk", cast.ria.id, side.id) == 1


def test_who_is_the_other_of_the_two_does_not_write_the_yes(cast):
    """A host who asks herself, with a desk visit of the giver."""
    pair = offered(a_pair(cast, asker=cast.ria))
    at_desk(cast.ria, pair.giver)
    with as_web(cast.ria) as cursor, refused_by_database("an answer is given"):
        cursor.execute(YES, ["desk", cast.ria.id, pair.side("giver").id])


def test_the_second_cannot_answer_before_the_first(cast):
    pair = offered(a_pair(cast))
    side = pair.side("asker")
    assert changed(pair.asker, YES, "screen", pair.asker.id, side.id) == 0
    with as_web(pair.asker, engine=True) as cursor, refused_by_database("an answer is given"):
        cursor.execute(YES, ["screen", pair.asker.id, side.id])
    for person in (cast.samira, pair.giver, pair.asker):
        with as_web(person, engine=True) as cursor, refused_by_database("one after the other"):
            cursor.execute("UPDATE exchange_side SET asked_at=now() WHERE id=%s", [side.id])


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("key", EVERYBODY)
def test_no_state_jump_to_introduced(cast, key, engine):
    pair = offered(a_pair(cast))
    for state in ("introduced", "first_yes", "declined", "ended"):
        moved = effect(
            who(pair, key), "UPDATE exchange_introduction SET state=%s", state, engine=engine
        )
        assert moved == 0, (key, state)
    assert pair.introduction.state == "offered"


@pytest.mark.parametrize("engine", [False, True])
def test_a_giver_takes_back_only_with_the_offer(cast, engine):
    pair = first_yes(a_pair(cast))
    withdraw = "UPDATE exchange_introduction SET state='withdrawn'"
    assert effect(pair.giver, withdraw, engine=engine) == 0
    with as_web(pair.giver, engine=engine) as cursor:
        cursor.execute("UPDATE exchange_offer SET state='withdrawn' WHERE id=%s", [pair.offer.id])
        cursor.execute(withdraw)
        assert cursor.rowcount == 1


def test_no_second_yes_to_an_offer_that_is_gone(cast):
    """Whatever a view forgot: nobody meets a neighbour who took the offer back."""
    pair = first_yes(a_pair(cast))
    Offer.objects.filter(id=pair.offer.id).update(state="resting")
    side = pair.side("asker")
    with as_web(pair.asker, engine=True) as cursor, refused_by_database("offer is not open"):
        cursor.execute(YES, ["screen", pair.asker.id, side.id])
        cursor.execute("UPDATE exchange_introduction SET state='introduced', introduced_at=now()")


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("key", ["asker", "giver", "samira", "ria"])
def test_no_state_jump_of_the_ask(cast, key, engine):
    pair = offered(a_pair(cast))
    for state in ("introduced", "arranged"):
        moved = effect(who(pair, key), "UPDATE exchange_ask SET state=%s", state, engine=engine)
        assert moved == 0, (key, state)


@pytest.mark.parametrize("key", ["asker", "giver", "samira"])
def test_no_side_swap(cast, key):
    pair = introduced(a_pair(cast))
    other_ask = an_ask(cast.tineke, "Iets van Tineke", state="ideas_open")
    person = who(pair, key)
    for sql, values in (
        ("UPDATE exchange_introduction SET ask_id=%s WHERE id=%s", [other_ask.id]),
        ("UPDATE exchange_introduction SET connector=%s WHERE id=%s", [cast.tineke.id]),
    ):
        with as_web(person, engine=True) as cursor, refused_by_database("stays as it was"):
            cursor.execute(sql, [*values, pair.introduction.id])
    for column, value in (("participant_id", cast.tineke.id), ("which", "other")):
        with as_web(person, engine=True) as cursor, refused_by_database("stays as it was"):
            cursor.execute(
                f"UPDATE exchange_side SET {column}=%s WHERE id=%s", [value, pair.side("giver").id]
            )
    found = said(Ask, "words", rows(person, WORDS, other_ask.id))
    assert found == (["Iets van Tineke"] if key == "samira" else [])


NEW = (
    "INSERT INTO exchange_introduction (id, neighbourhood_id, code, made_at, ask_id, offer_id,"
    " connector, first_meeting, state) VALUES (gen_random_uuid(), %s, 'X1', now(), %s, %s, %s, '',"
    " 'offered')"
)


@pytest.mark.parametrize("engine", [False, True])
@pytest.mark.parametrize("key", [key for key in EVERYBODY if key != "samira"])
def test_only_a_connector_introduces(cast, key, engine):
    pair = a_pair(cast)
    person = who(pair, key)
    with as_web(person, engine=engine) as cursor, refused_by_database():
        cursor.execute(NEW, [cast.here.id, pair.ask.id, pair.offer.id, person.id])


def test_a_connector_does_not_introduce_somebody_to_herself_or_a_thinking_ask(cast):
    own = an_offer(cast.samira, "Ik help wel.")
    pair = a_pair(cast)
    thinking = an_ask(cast.tineke, "Ik denk nog.", state="thinking")
    same = an_offer(pair.asker, "Zelf ook kaarten.")
    for ask, offer in ((pair.ask, own), (thinking, pair.offer), (pair.ask, same)):
        with as_web(cast.samira) as cursor, refused_by_database("an introduction joins"):
            cursor.execute(NEW, [cast.here.id, ask.id, offer.id, cast.samira.id])


def test_a_connector_makes_no_side_of_somebody_else(cast):
    """A side of herself or of a third would open the way to reach of the other."""
    pair = a_pair(cast)
    with as_web(cast.samira) as cursor:
        cursor.execute(NEW, [cast.here.id, pair.ask.id, pair.offer.id, cast.samira.id])
        cursor.execute("SELECT id FROM exchange_introduction WHERE code = 'X1'")
        introduction = cursor.fetchone()[0]
        for person in (cast.samira, cast.tineke, pair.giver):
            with refused_by_database("a side is of the asker or of the giver"):
                cursor.execute(
                    "INSERT INTO exchange_side (id, neighbourhood_id, code, made_at,"
                    " introduction_id, participant_id, which, told, answer, how)"
                    " VALUES (gen_random_uuid(), %s, 'X2', now(), %s, %s, 'asker', '', '', '')",
                    [cast.here.id, introduction, person.id],
                )


ARRANGE = (
    "INSERT INTO exchange_arrangement (id, neighbourhood_id, code, made_at, introduction_id,"
    " asker_id, giver_id, words, place, crosses, phrase_keys, times_agreed, state, written_by,"
    " asker_yes_at, giver_yes_at) VALUES (gen_random_uuid(), %s, 'X3', now(), %s, %s, %s, %s, '',"
    " '', '{}', 1, 'proposed', %s, %s, %s)"
)


@pytest.mark.parametrize("key", ["asker", "giver"])
def test_no_arrangement_without_the_double_yes(cast, key):
    pair = first_yes(a_pair(cast))
    person = who(pair, key)
    values = [cast.here.id, pair.introduction.id, pair.asker.id, pair.giver.id, "Kaarten."]
    with as_web(person) as cursor, refused_by_database("an arrangement follows a double yes"):
        cursor.execute(ARRANGE, [*values, person.id, None, None])


def test_no_forged_yes_to_an_arrangement(cast):
    pair = introduced(a_pair(cast))
    values = [cast.here.id, pair.introduction.id, pair.asker.id, pair.giver.id, "Kaarten."]
    with as_web(pair.asker) as cursor, refused_by_database("a yes is given by its person"):
        cursor.execute(ARRANGE, [*values, pair.asker.id, "2026-01-01", "2026-01-01"])
    arrangement = proposed(pair)
    with as_web(pair.asker) as cursor, refused_by_database("a yes is given by its person"):
        cursor.execute(
            "UPDATE exchange_arrangement SET giver_yes_at=now(), state='agreed' WHERE id=%s",
            [arrangement.id],
        )
    with as_web(pair.asker) as cursor, refused_by_database("stays as it was"):
        cursor.execute("UPDATE exchange_arrangement SET giver_id=%s", [cast.tineke.id])
    with as_web(pair.giver) as cursor, refused_by_database("stays as it was"):
        cursor.execute("UPDATE exchange_arrangement SET words='iets anders'")


def test_a_host_who_gives_does_not_say_yes_for_the_asker_at_the_desk(cast):
    pair = introduced(a_pair(cast, giver=cast.ria))
    arrangement = proposed(pair, which="giver")
    at_desk(cast.ria, pair.asker)
    with as_web(cast.ria) as cursor, refused_by_database("a yes is given by its person"):
        cursor.execute(
            "UPDATE exchange_arrangement SET asker_yes_at=now(), state='agreed' WHERE id=%s",
            [arrangement.id],
        )


@pytest.mark.parametrize("words", ["Pinnen voor mevrouw", "De pillen geven", "Helpen met douchen"])
def test_the_wall_holds_the_boundaries_too(cast, words):
    """Past every action and form: what is saved is judged, and the database refuses it."""
    pair = introduced(a_pair(cast))
    with as_web(pair.asker), refused_by_database("within_boundaries"):
        past_the_actions(pair, words=words, times_agreed=1)


def test_words_written_without_the_keys_can_be_read_by_nobody(cast):
    """SQL can say that nothing is crossed, and cannot say anything that a page would show."""
    pair = introduced(a_pair(cast))
    values = [cast.here.id, pair.introduction.id, pair.asker.id, pair.giver.id, "pinnen"]
    with as_web(pair.asker) as cursor:
        cursor.execute(ARRANGE, [*values, pair.asker.id, None, None])
        with pytest.raises(SealBroken):
            Arrangement.objects.get(code="X3")


def test_nobody_reads_or_forges_whether_they_still_see_each_other(cast):
    pair = introduced(a_pair(cast))
    assert rows(pair.asker, "SELECT count(*) FROM exchange_lastingcontact") == [(1,)]
    says = "UPDATE exchange_lastingcontact SET says='yes' WHERE participant_id=%s"
    assert changed(pair.asker, says, pair.giver.id) == 0
    with as_web(pair.asker, engine=True) as cursor, refused_by_database("is said by that person"):
        cursor.execute(says, [pair.giver.id])


def test_only_what_is_over_is_forgotten(cast):
    pair = introduced(a_pair(cast))
    for person in (pair.asker, pair.giver, cast.samira):
        with as_web(person, engine=True) as cursor, refused_by_database("only what is over"):
            cursor.execute("SELECT wall.forget(%s)", [pair.introduction.id])
    assert Introduction.objects.count() == 1


@pytest.mark.parametrize("key", ["samira", "ria", "bert"])
def test_only_one_of_the_two_ends_the_contact(cast, key):
    pair = introduced(a_pair(cast))
    person = who(pair, key)
    with as_web(person, engine=True) as cursor, refused_by_database("for the two themselves"):
        cursor.execute("UPDATE exchange_introduction SET state='ended'")


def test_an_ask_that_is_withdrawn_takes_the_running_introduction_along(cast):
    pair = first_yes(a_pair(cast))
    changed(pair.asker, "UPDATE exchange_ask SET state='withdrawn' WHERE id=%s", pair.ask.id)
    assert Introduction.objects.count() == 0
    assert Side.objects.count() == 0


def test_erasing_one_of_the_two_leaves_nothing_of_the_pair(cast):
    pair = introduced(a_pair(cast))
    with as_web(pair.giver) as cursor:
        cursor.execute("SELECT wall.erase(%s)", [pair.giver.id])
    assert Introduction.objects.count() == 0
    ask = Ask.objects.get(id=pair.ask.id)
    assert (ask.state, ask.looking_again) == ("ideas_open", True)
    assert by(pair.asker).id == pair.asker.id
