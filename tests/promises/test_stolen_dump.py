"""A stolen database or backup, without the file with keys, shows nobody's words (L-02, ADR 17)."""

import re

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.urls import reverse

from mekaar.circles.models import Seat
from mekaar.core import seal
from mekaar.core.seal import SealBroken
from mekaar.core.sealed import SealedText
from mekaar.exchange.models import Ask
from mekaar.people.models import Account, OwnerKey, Participant, ReachPreference
from tests import thief
from tests.acting import acting_as, as_web, refused_by_database
from tests.exchange.asks import an_ask
from tests.promises.whole_life import EMAIL, PHONE, WORD, live, rows_with

# What whole_life writes by hand where the house writes nothing, or only what it sealed itself
# (people/once.py, people/sign_in.py).
BY_HAND = {"account_emailaddress", "mfa_authenticator", "django_session"}


def stolen() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        return thief.dump(cursor)


def test_the_thief_would_see_what_is_not_sealed():
    """Each way of writing is noticed."""
    for written in (
        b"Zwaluwstaart", WORD.lower().encode("utf-16-le").hex().encode(),
        WORD.lower().encode().hex().encode(), b"eHp3YWx1d3N0YWFydA==", b"0600000099",
    ):  # fmt: skip
        assert thief.reads({"table": written}, WORD, PHONE), written


def test_a_stolen_dump_shows_no_words_names_numbers_or_addresses(cast):
    life = live(cast)
    friends = [life.person.display_name, cast.henk.display_name, cast.samira.display_name]
    dumped = thief.of_people(stolen())
    assert len(dumped["exchange_ask"]) > 300
    for table in BY_HAND:
        dumped.pop(table)
    assert thief.reads(dumped, WORD, PHONE, EMAIL, "de buurvrouw van", *friends) == {}
    # The same rows, for who has the keys.
    assert {"exchange_ask", "people_participant", "people_reachpreference"} <= set(rows_with(WORD))
    assert Account.objects.get(email=EMAIL).participant_id == life.person.id


def test_no_page_leaves_words_in_a_session(cast, page):
    """Names and words typed at the desk and at home, and read back, but not yet kept."""
    dekker, ria = page(cast.dekker), page(cast.ria)
    ria.get(reverse("people:desk"), {"name": "dekker"})
    dekker.get("/mijn/vragen/nieuw/").submit(words="Wie brengt mij naar de vlindertuin?")
    dekker.get("/mijn/gegevens/naam/").submit("Bewaar", display_name="Vlinderman")
    kept = {row.session_key: row.get_decoded() for row in Session.objects.all()}
    assert len(kept) == 2
    told = str(list(kept.values())).lower()
    assert [clue for clue in ("vlinder", "dekker", "tuin") if clue in told] == []


def test_where_words_are_shared_the_bytes_are_not(cast):
    """The same words twice, of one person and of two: nothing shows that they are the same."""
    said = "Samen naar de markt"
    rows = [an_ask(cast.dekker, said), an_ask(cast.dekker, said), an_ask(cast.henk, said)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, first_words FROM exchange_ask")
        noise = [bytes(column) for row in cursor.fetchall() for column in row]
    assert len(set(noise)) == 2 * len(rows)


# --- who changes or moves what is sealed ---------------------------------------------------------

MOVES = {
    "a byte is changed": "UPDATE exchange_ask SET words"
    " = set_byte(words, 0, 255 - get_byte(words, 0))",
    "a byte is added": "UPDATE exchange_ask SET words = words || '\\x00'",
    "cut off": "UPDATE exchange_ask SET words = substr(words, 1, 20)",
    "nearly nothing is left": "UPDATE exchange_ask SET words = 'x'",
    "from the other column": "UPDATE exchange_ask SET words = first_words",
    "from another row": "UPDATE exchange_ask a SET words = b.words FROM exchange_ask b"
    " WHERE a.id <> b.id",
    "to another person": "UPDATE exchange_ask SET participant_id = %(henk)s, written_by = %(henk)s",
    "to next door": "UPDATE exchange_ask SET neighbourhood_id = %(there)s",
    "the key is another's": "UPDATE people_ownerkey SET wrapped = (SELECT wrapped"
    " FROM people_ownerkey WHERE owner = %(henk)s) WHERE owner = %(dekker)s",
    "the key is gone": "DELETE FROM people_ownerkey WHERE owner = %(dekker)s",
}  # fmt: skip


@pytest.mark.parametrize("move", MOVES)
def test_what_was_changed_or_moved_is_never_shown_as_words(cast, move):
    an_ask(cast.dekker, "Ramen lappen, eens in de maand")
    an_ask(cast.dekker, "Boodschappen dragen, eens in de week")
    ids = {"henk": cast.henk.id, "dekker": cast.dekker.id, "there": cast.there.id}
    with connection.cursor() as cursor:
        cursor.execute(MOVES[move], ids)
    for one in Ask.objects.defer("words", "first_words", "self_part", "beside_me"):
        with pytest.raises(SealBroken, match=r"exchange_ask\.words|the key of an owner"):
            _ = one.words


def test_a_page_with_broken_words_says_so_and_shows_none(cast, page):
    ask = an_ask(cast.dekker, "Ramen lappen")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_ask SET words = 'x'")
    browser = page(cast.dekker)
    browser.client.raise_request_exception = False
    browser.get(f"/mijn/vragen/{ask.code}/")
    assert browser.status == 500
    assert "Ramen" not in browser.text


# --- erasing the owner is erasing the words, in every copy ---------------------------------------


def test_who_is_erased_is_erased_in_an_old_backup_as_well(cast):
    """The old rows put back beside the keys of today are noise."""
    ask = an_ask(cast.dekker, "Ramen lappen")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE backup_ask AS SELECT * FROM exchange_ask")
        cursor.execute("CREATE TEMP TABLE backup_person AS SELECT * FROM people_participant")
        with acting_as(cast.dekker):
            cursor.execute("SELECT wall.erase(%s)", [cast.dekker.id])
        cursor.execute("INSERT INTO people_participant SELECT * FROM backup_person WHERE id = %s",
                       [cast.dekker.id])  # fmt: skip
        cursor.execute("INSERT INTO exchange_ask SELECT * FROM backup_ask")
    assert not OwnerKey.objects.filter(owner=cast.dekker.id).exists()
    for model, which in ((Ask, ask.id), (Participant, cast.dekker.id)):
        with pytest.raises(SealBroken):
            model.objects.get(id=which)


def test_the_key_of_a_doorbell_and_an_introduction_goes_with_it(cast):
    life = live(cast)
    assert {"people_doorbell", "exchange_introduction"} <= set(rows_with(WORD))
    before = OwnerKey.objects.count()
    with acting_as(life.person), connection.cursor() as cursor:
        cursor.execute("SELECT wall.erase(%s)", [life.person.id])
    # The person's, the doorbell's, the introduction's, of an experience, of a question, of what
    # they know, of what they said when asked, of two reports, of a decision on own words, and of
    # two chairs: a member's in the own circle, and the own one in
    # that of another.
    assert before - OwnerKey.objects.count() == 12
    owners = [life.person.id, *Seat.objects.values_list("id", flat=True)]
    assert OwnerKey.objects.filter(owner__in=owners).exists()  # Kees, in the circle of Mark
    assert not OwnerKey.objects.filter(owner=life.person.id).exists()


# --- the keys, as the web role -------------------------------------------------------------------


@pytest.mark.parametrize("who", ["dekker", "ria", "samira", "noor", "douwe", "stranger"])
def test_nobody_reads_or_changes_the_keys(cast, who):
    with as_web(getattr(cast, who)) as cursor:
        for sql in (
            "SELECT * FROM people_ownerkey",
            "UPDATE people_ownerkey SET wrapped = ''",
            "DELETE FROM people_ownerkey",
        ):
            with refused_by_database("permission denied"):
                cursor.execute(sql)


def test_a_key_is_never_replaced_and_never_made_next_door(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.key_of(%s)", [cast.dekker.id])
        before = bytes(cursor.fetchone()[0])
    owner, here, there = cast.dekker.id.bytes, cast.here.id.bytes, cast.there.id
    with as_web(cast.henk) as cursor:
        ours = [[cast.dekker.id], cast.here.id, [seal.new_key(owner, here)]]
        cursor.execute("SELECT closed FROM wall.keys_for(%s, %s, %s)", ours)
        assert bytes(cursor.fetchone()[0]) == before
        with refused_by_database("a key is made where its owner is"):
            cursor.execute("SELECT wall.keys_for(%s, %s, %s)", [ours[0], there, ours[2]])


# --- a new column --------------------------------------------------------------------------------

# Text that stands open in the database, and why that shows nobody's words.
OPEN = re.compile(
    r"\.(code|kind|state|channel|verb|why|role|language|digest|start_digest|door|question|answer"
    r"|other_language|step|mark|audience|which|how|says|quarter|model_id|crosses|matter|answered_by|outcome|appealed_by|session_key|password|key)$"
)
OF_A_PLACE = re.compile(r"^(places_\w+|people_group)\.")
# Of a circle: out of a fixed list, or a digest.
OF_A_CIRCLE = re.compile(
    r"^circles_(supportcircle\.paused_from|seat\.(chair|letter_digest)|shown\.what"
    r"|agendapoint\.sort)$"
)

# Of a gathering: an invitation, which hangs on the wall of the place and names nobody.
OF_A_GATHERING = re.compile(r"^gatherings_gathering\.(title|elsewhere|about|agenda|rounds)$")


def test_every_text_is_sealed_or_named_here():
    """A new column with somebody's words that is not sealed fails here."""
    open_texts = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        if model.__module__.startswith("mekaar.")
        for field in model._meta.fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        and not isinstance(field, SealedText)
    }
    assert {f"{ReachPreference._meta.db_table}.kind"} <= open_texts
    known = (OPEN, OF_A_PLACE, OF_A_CIRCLE, OF_A_GATHERING)
    left = {name for name in open_texts if not any(one.search(name) for one in known)}
    assert left == {"people_account.email", "people_mailedcode.email"}  # SealedAddress
