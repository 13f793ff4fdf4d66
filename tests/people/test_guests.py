"""Guests in a circle: people from outside whom nobody else here may notice (L-16)."""

import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mekaar.conversation.models import Encounter
from mekaar.core import db
from mekaar.core.errors import NotAllowed, Refused
from mekaar.core.ids import new_code, new_id
from mekaar.exchange.models import Ask, Offer
from mekaar.journal.models import Entry
from mekaar.people import actions, queries
from mekaar.people.actions.sign_in import card_with
from mekaar.people.models import (
    Account,
    Group,
    GroupMember,
    Participant,
    ReachPreference,
    RoleHeld,
    SignInCard,
)
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database
from tests.cast import as_owner
from tests.exchange.asks import an_ask

LETTER = hashlib.sha256(b"een brief").digest()
NAME = "Zus Annelies"
OTHERS = ["ria", "samira", "noor", "douwe", "joke", "bert", "loes", "henk", "stranger"]


def letters_are_open() -> None:
    """As the room that writes letters does: this one waits for an answer."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION wall.letter_is_open(letter bytea) RETURNS boolean"
            " LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
            f" AS $$ SELECT letter = '\\x{LETTER.hex()}'::bytea $$"
        )


@pytest.fixture
def welcomed(cast) -> tuple[Participant, str]:
    """A guest who came in by a letter, as a visitor without an account does; with the card code."""
    letters_are_open()
    with db.acting(None, cast.here.id):
        return actions.welcome_guest(NAME, "ti", letter=LETTER, here=cast.here.id)


@pytest.fixture
def guest(welcomed) -> Participant:
    return welcomed[0]


# --- coming in -----------------------------------------------------------------------------------


def test_a_guest_has_a_name_an_account_and_a_card_of_their_own(welcomed):
    guest, code = welcomed
    kept = Participant.objects.get(id=guest.id)
    assert (kept.display_name, kept.language, kept.state) == (NAME, "ti", "guest")
    assert kept.reach.kind == ReachPreference.Kind.COME_BY
    card = card_with(code)
    assert card is not None
    assert card.account.participant_id == guest.id
    lines = Entry.objects.filter(whose=guest.id).order_by("made_at")
    assert {(line.verb, line.by) for line in lines} == {
        ("people.guest.welcomed", guest.id),
        ("people.card.printed", guest.id),
    }


@pytest.mark.parametrize("letter", [b"", hashlib.sha256(b"een andere").digest(), None])
def test_without_an_open_letter_nobody_becomes_a_guest(cast, letter):
    letters_are_open()
    with db.acting(None, cast.here.id), refused_by_database("a guest comes with a letter"):
        actions.welcome_guest(NAME, "nl", letter=letter, here=cast.here.id)
    assert not Participant.objects.filter(state="guest").exists()
    assert not Account.objects.exists()


def test_as_long_as_no_room_writes_letters_no_letter_is_open(cast):
    with as_web(None, here=cast.here.id) as cursor:
        cursor.execute("SELECT wall.letter_is_open(%s)", [LETTER])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("who", ["dekker", "samira", "douwe"])
def test_who_is_signed_in_makes_no_guest(cast, who):
    letters_are_open()
    with acting_as(getattr(cast, who)), refused_by_database("a guest comes with a letter"):
        actions.welcome_guest(NAME, "nl", letter=LETTER, here=cast.here.id)


@pytest.mark.parametrize("who", ["samira", "ria", "henk", None])
def test_a_guest_is_not_written_down_by_hand(cast, who):
    me = getattr(cast, who) if who else None
    with as_web(me, here=cast.here.id) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "INSERT INTO people_participant (id, neighbourhood_id, code, made_at, display_name,"
            " find_keys, state, language, languages, language_helper)"
            " VALUES (%s, %s, %s, now(), '', '{}', 'guest', 'nl', '{}', '')",
            [new_id(), cast.here.id, new_code()],
        )


def test_a_guest_signs_in_with_the_card(welcomed, page):
    browser = page()
    browser.get("/aanmelden/")
    browser.post("/aanmelden/", {"code": welcomed[1]})
    browser.get("/mijn/")
    assert f"Dag {NAME}" in browser.main


# --- nobody notices ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_a_guest(cast, guest, who):
    me = getattr(cast, who)
    with as_web(me, here=cast.here.id) as cursor:
        for table, column in [
            ("people_participant", "id"),
            ("people_reachpreference", "participant_id"),
            ("journal_entry", "whose"),
        ]:
            cursor.execute(f"SELECT FROM {table} WHERE {column} = %s", [guest.id])
            assert cursor.rowcount == 0, table


def test_the_desk_finds_everybody_but_a_guest(cast, guest, page):
    anneke = cast.neighbour("Annelies van hier")
    desk = page(cast.ria).get("/balie/mensen/?name=annel")
    assert anneke.display_name in desk.main
    assert NAME not in desk.main
    with as_owner():
        assert Participant.objects.get(id=guest.id).find_keys == []


def test_a_new_name_is_not_found_either(cast, guest):
    with acting_as(guest):
        actions.rename(guest, "Annelies de zus", by=by(guest))
    with as_owner():
        assert Participant.objects.get(id=guest.id).find_keys == []
    with acting_as(cast.samira):
        assert queries.find_people("annelies", here=cast.here.id).people == []


def test_the_database_looks_for_no_guest_by_whatever_keys(cast, guest):
    with as_web(cast.samira) as cursor:
        cursor.execute("SELECT wall.find_people('{}'::bigint[], 1000)")
        found = {row[0] for row in cursor.fetchall()}
    assert cast.samira.id in found
    assert guest.id not in found


def test_the_room_itself_gives_the_desk_no_guest(cast, guest):
    """The rule, without the wall: this test asks as the owner."""
    seen = Participant.objects.visible_to(by(cast.samira))
    assert seen.filter(id=cast.samira.id).exists()
    assert not seen.filter(id=guest.id).exists()


def test_no_visit_opens_the_pages_of_a_guest(cast, guest, page):
    with acting_as(cast.ria), pytest.raises(NotAllowed):
        actions.open_visit(guest, "came_by", by=by(cast.ria))
    with as_web(cast.ria) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "INSERT INTO people_deskvisit (id, neighbourhood_id, code, made_at, helper_id,"
            " resident_id, why, started_at)"
            " VALUES (%s, %s, 'ZZ', now(), %s, %s, 'came_by', now())",
            [new_id(), cast.here.id, cast.ria.id, guest.id],
        )
    assert page(cast.ria).get(f"/balie/mensen/{guest.code}/").status == 404


def test_a_visit_made_by_the_owner_opens_nothing_either(cast, guest):
    at_desk(cast.ria, guest)
    with as_web(cast.ria) as cursor:
        cursor.execute("SELECT wall.helping(), wall.may_erase(%s)", [guest.id])
        assert cursor.fetchone() == ([], False)
        cursor.execute("SELECT FROM people_reachpreference WHERE participant_id = %s", [guest.id])
        assert cursor.rowcount == 0


@pytest.mark.parametrize("kind", ["phone", "via"])
def test_the_desk_calls_no_guest(cast, guest, kind):
    with as_owner():
        ReachPreference.objects.filter(participant=guest).update(kind=kind)
    with as_web(cast.samira) as cursor:
        cursor.execute("SELECT wall.channel_of(%s)", [guest.id])
        assert cursor.fetchone() == ("page",)
        with refused_by_database("row-level security"):
            cursor.execute(
                "INSERT INTO notices_notice (id, neighbourhood_id, code, made_at, recipient, kind,"
                " channel, tries) VALUES (%s, %s, 'ZZ', now(), %s, 'x', 'call', 0)",
                [new_id(), cast.here.id, guest.id],
            )


@pytest.mark.parametrize(
    ("who", "was", "becomes"), [("guest", "guest", "known"), ("dekker", "known", "guest")]
)
def test_nobody_becomes_or_stops_being_a_guest(cast, guest, who, was, becomes):
    person = guest if who == "guest" else getattr(cast, who)
    with as_web(person) as cursor, refused_by_database("a guest stays a guest"):
        cursor.execute(
            "UPDATE people_participant SET state = %s WHERE id = %s", [becomes, person.id]
        )
    with as_owner():
        assert Participant.objects.get(id=person.id).state == was


def test_a_helper_makes_nobody_a_guest(cast):
    at_desk(cast.ria, cast.dekker)
    with as_web(cast.ria) as cursor, refused_by_database("a guest stays a guest"):
        cursor.execute(
            "UPDATE people_participant SET state = 'guest' WHERE id = %s", [cast.dekker.id]
        )


# --- nothing of the neighbourhood ----------------------------------------------------------------


def not_theirs(guest: Participant, here) -> dict[str, object]:
    own = {"neighbourhood_id": here, "participant": guest}
    written = {**own, "written_by": guest.id}
    return {
        "ask": Ask(**written, words="Wie helpt?", first_words="Wie helpt?"),
        "offer": Offer(**written, words="Soep", first_words="Soep"),
        "talk": Encounter(**written, place="thuis"),
        "group": GroupMember(**own, group=Group.objects.get()),
    }


@pytest.mark.parametrize("what", ["ask", "offer", "talk", "group"])
def test_a_guest_asks_offers_and_wishes_nothing_here(cast, guest, what):
    Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    row = not_theirs(guest, cast.here.id)[what]
    with acting_as(guest), refused_by_database("for who belongs to the neighbourhood"):
        row.save(force_insert=True)


@pytest.mark.parametrize("what", ["ask", "offer", "talk", "group"])
def test_a_neighbour_does(cast, guest, what):
    """The same rows of somebody of here: it is the guest that is refused, not the row."""
    Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    row = not_theirs(cast.dekker, cast.here.id)[what]
    with acting_as(cast.dekker):
        row.save(force_insert=True)


def test_no_row_is_handed_to_a_guest(cast, guest):
    ask = an_ask(cast.dekker, "Weer eens klaverjassen.")
    with refused_by_database("for who belongs to the neighbourhood"):
        Ask.objects.filter(id=ask.id).update(participant=guest)


def test_a_guest_reads_nothing_that_neighbours_share(cast, guest):
    an_ask(cast.dekker, "Weer eens klaverjassen.", audience="neighbourhood")
    Group.objects.create(neighbourhood=cast.here, name="de vrouwentafel")
    seen = {}
    for who in (cast.henk, guest):
        with as_web(who) as cursor:
            for table in ("exchange_ask", "people_group"):
                cursor.execute(f"SELECT FROM {table}")
                seen[who.display_name, table] = cursor.rowcount
    assert seen == {
        ("Henk", "exchange_ask"): 1, ("Henk", "people_group"): 1,
        (NAME, "exchange_ask"): 0, (NAME, "people_group"): 0,
    }  # fmt: skip


def test_a_guest_does_not_ring(cast, guest):
    with acting_as(guest), pytest.raises(NotAllowed):
        actions.ring("ask", name="x", reach="x", words="", here=cast.here.id, by=by(guest))
    with as_web(guest) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "INSERT INTO people_doorbell (id, neighbourhood_id, code, made_at, door, name, reach,"
            " words, rung_by) VALUES (%s, %s, 'ZZ', now(), 'ask', '', '', '', %s)",
            [new_id(), cast.here.id, guest.id],
        )


def test_a_guest_holds_no_role(cast, guest):
    with pytest.raises(Refused):
        actions.give_role(guest, "host", by=None)
    with refused_by_database("for who belongs to the neighbourhood"):
        RoleHeld.objects.create(neighbourhood=cast.here, participant=guest, role="connector")


@pytest.mark.parametrize("do", [("give", "host"), ("end", "host"), ("forget",)])
def test_the_operator_finds_no_guest(guest, do):
    with pytest.raises(CommandError, match="Niemand gevonden"):
        call_command("role", do[0], guest.code, *do[1:])


# --- one's own pages -----------------------------------------------------------------------------

OWN = [
    "/mijn/gegevens/", "/mijn/gegevens/naam/", "/mijn/gegevens/bereik/", "/mijn/gegevens/taal/",
    "/mijn/inkijk/", "/mijn/alles/", "/mijn/kaart/", "/mijn/aanmelden/", "/mijn/wissen/",
]  # fmt: skip
NOT_THERE = [
    "/mijn/vragen/", "/mijn/vragen/nieuw/", "/mijn/aanbod/", "/mijn/aanbod/nieuw/",
    "/mijn/gesprek/", "/mijn/gesprek/praten/nieuw/", "/mijn/gesprek/doelen/", "/mijn/delen/",
    "/mijn/gegevens/groepen/", "/mijn/gegevens/gebouw/", "/mijn/buurtvragen/", "/mijn/meldingen/",
    "/balie/", "/verbinden/",
]  # fmt: skip


@pytest.mark.parametrize("address", OWN)
def test_own_pages_are_there_and_lead_to_no_door_of_the_neighbourhood(guest, page, address):
    mine = page(guest)
    assert mine.get(address).status == 200
    closed = [one for one in NOT_THERE if f'href="{one}"' in mine.main]
    assert closed == []


@pytest.mark.parametrize("address", NOT_THERE)
def test_pages_of_the_neighbourhood_are_not_there(guest, page, address):
    mine = page(guest)
    assert mine.get(address).status == 404
    assert mine.post(address, {"words": "Wie helpt?"}).status == 404


def test_my_place_has_no_doors_of_the_neighbourhood(guest, page):
    mine = page(guest).get("/mijn/")
    assert f"Dag {NAME}" in mine.main
    assert "Alles wissen" in mine.main
    for word in ("Ik heb een vraag", "Samen praten", "Ik wil iets voor iemand doen"):
        assert word not in mine.main


def test_a_guest_is_reached_by_mail_or_not(guest, page):
    mine = page(guest).get("/mijn/gegevens/bereik/")
    assert "Telefoonnummer" not in mine.main
    assert mine.post("/mijn/gegevens/bereik/", {"kind": "phone", "phone": "06"}).status == 422
    mine.post("/mijn/gegevens/bereik/", {"kind": "email", "email": "zus@voorbeeld.example"})
    kept = ReachPreference.objects.get(participant=guest)
    assert (kept.kind, kept.email) == ("email", "zus@voorbeeld.example")
    assert "mail mij: zus@voorbeeld.example" in mine.get("/mijn/gegevens/").main


def test_a_guest_is_not_called_known_here(guest, page):
    mine = page(guest).get("/mijn/alles/")
    assert "gast in een kring" in mine.main
    assert "Bekend bij de buurt" not in mine.main


@pytest.mark.parametrize("door", ["/ik-heb-een-vraag/", "/ik-wil-iets-doen/"])
def test_the_doors_of_the_first_page_lead_to_the_own_place(guest, page, door):
    assert page(guest).get(door).location == "/mijn/"


def test_a_guest_erases_everything(guest):
    with acting_as(guest):
        actions.erase(guest, by=by(guest))
    assert not Participant.objects.filter(id=guest.id).exists()
    assert not Account.objects.filter(participant_id=guest.id).exists()
    assert not SignInCard.objects.exists()


def test_a_guest_reads_own_record_only(cast, guest):
    with as_web(guest) as cursor:
        cursor.execute("SELECT id FROM people_participant")
        assert cursor.fetchall() == [(guest.id,)]
        assert cast.dekker.id != guest.id


def test_a_private_notice_goes_by_mail_or_waits_on_the_page(cast):
    """Whatever else somebody chose: the call list is read by the desk."""
    chosen = {}
    for kind in ("phone", "via", "come_by", "not", "email"):
        reach = cast.dekker.reach
        reach.kind, reach.email = kind, "dekker@voorbeeld.example"
        reach.save()
        with acting_as(cast.henk):
            chosen[kind] = queries.private_channel_for(cast.dekker.id)
    assert chosen == {
        "phone": "page", "via": "page", "come_by": "page", "not": "page", "email": "email"
    }  # fmt: skip
