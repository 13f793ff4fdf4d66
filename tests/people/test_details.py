"""What is known of a person: changed by that person, or at the desk after reading back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mekaar.core.errors import NotAllowed
from mekaar.journal.models import Entry
from mekaar.people import actions
from mekaar.people.details import Languages, Reach
from mekaar.people.models import Group, GroupMember, Participant, ReachPreference
from mekaar.places.models import Building
from tests.acting import acting_as, as_web, at_desk, by, refused_by_database

Kind = ReachPreference.Kind
CHANGES = {
    "rename": lambda p, by: actions.rename(p, "Piet", by=by),
    "reach": lambda p, by: actions.change_reach(p, Reach(Kind.NOT), by=by),
    "languages": lambda p, by: actions.change_languages(p, Languages("tr"), by=by),
    "building": lambda p, by: actions.change_building(p, None, by=by),
}
VERBS = {
    "rename": "people.participant.changed",
    "reach": "people.reach.changed",
    "languages": "people.participant.changed",
    "building": "people.participant.changed",
}


def group(cast, name="de vrouwentafel"):
    return Group.objects.create(neighbourhood=cast.here, name=name, when="dinsdagochtend")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", ["ria", "samira", "henk", "noor", "douwe", "stranger"])
def test_nobody_else_changes_it(cast, change, who):
    with acting_as(by(getattr(cast, who))), pytest.raises(NotAllowed):
        CHANGES[change](cast.dekker, by(getattr(cast, who)))
    assert not Entry.objects.filter(whose=cast.dekker.id).exists()


@pytest.mark.parametrize("change", CHANGES)
def test_the_desk_changes_nothing_without_reading_back(cast, change):
    acting = at_desk(cast.ria, cast.dekker, read_back=False)
    with acting_as(acting), pytest.raises(NotAllowed):
        CHANGES[change](cast.dekker, acting)


@pytest.mark.parametrize("change", CHANGES)
def test_one_line_in_the_journal_of_oneself(cast, change):
    with acting_as(by(cast.dekker)):
        CHANGES[change](cast.dekker, by(cast.dekker))
    line = Entry.objects.get(whose=cast.dekker.id)
    assert (line.verb, line.by, line.why) == (VERBS[change], cast.dekker.id, "")


@pytest.mark.parametrize("change", CHANGES)
def test_one_line_in_the_journal_of_the_desk(cast, change):
    acting = at_desk(cast.ria, cast.dekker)
    with acting_as(acting):
        CHANGES[change](cast.dekker, acting)
    line = Entry.objects.get(whose=cast.dekker.id)
    assert (line.by, line.on_behalf_of, line.why) == (cast.ria.id, cast.dekker.id, "came_by")


def test_a_number_for_another_way_is_not_kept(cast, page):
    page(cast.dekker).get(reverse("people:reach")).submit("Bewaar", kind="not", words="liever niet")
    kept = ReachPreference.objects.get(participant=cast.dekker)
    assert (kept.kind, kept.phone, kept.email, kept.words) == ("not", "", "", "liever niet")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"kind": "phone", "phone": ""}, "Telefoonnummer"),
        ({"kind": "phone", "phone": "bel maar"}, "Telefoonnummer"),
        ({"kind": "email", "email": ""}, "Mailadres"),
        ({"kind": "email", "email": "geen adres"}, "Mailadres"),
        ({"kind": "pigeon"}, "Hoe mogen we je bereiken?"),
        ({"words": "bel"}, "Hoe mogen we je bereiken?"),
    ],
)
def test_asks_for_what_the_chosen_way_needs(cast, page, given, error):
    browser = page(cast.dekker).post(reverse("people:reach"), given)
    assert browser.status == 422
    assert error in browser.main
    assert ReachPreference.objects.get(participant=cast.dekker).phone == "06 0000 0013"


@pytest.mark.parametrize("typed", ["06 0000 0013", "0600000013", "06-0000 0013", " 06 0000-0013 "])
def test_phone_in_any_spelling(cast, page, typed):
    page(cast.dekker).post(reverse("people:reach"), {"kind": "phone", "phone": typed})
    assert ReachPreference.objects.get(participant=cast.dekker).phone == "06 0000 0013"


def test_building_of_another_neighbourhood_is_no_choice(cast, page):
    theirs = Building.objects.create(neighbourhood=cast.there, name="De Overkant")
    browser = page(cast.dekker).post(reverse("people:building"), {"building": theirs.code})
    assert browser.status == 422
    mine = Building.objects.get(neighbourhood=cast.here)
    browser.get(reverse("people:building")).submit("Bewaar", building=mine.code)
    assert Participant.objects.get(id=cast.dekker.id).building == mine
    assert "De Rietkraag" in browser.main


def test_languages(cast, page):
    browser = page(cast.selam).get(reverse("people:language"))
    browser.submit("Bewaar", language="ti", languages=["ti", "nl"], language_helper="Abeba")
    kept = Participant.objects.get(id=cast.selam.id)
    assert (kept.language, kept.languages, kept.language_helper) == ("ti", ["nl"], "Abeba")
    assert "Tigrinya, Nederlands. Taalhulp: Abeba." in browser.main


def test_join_and_leave_a_group(cast, page):
    group(cast)
    browser = page(cast.selam).get(reverse("people:groups"))
    browser.press("Ik wil meedoen de vrouwentafel")
    assert "Het telt als iemand van de balie ook ja zegt." in browser.main
    ria = page(cast.ria).get("/balie/").follow("Groepen")
    ria.press("Hoort erbij Selam")
    assert "Selam" not in ria.main
    browser.get(reverse("people:groups")).press("Ik stop ermee de vrouwentafel")
    assert GroupMember.objects.count() == 0
    verbs = Entry.objects.filter(whose=cast.selam.id).order_by("made_at", "id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "people.group.wished",
        "people.group.joined",
        "people.group.left",
    ]


def test_joining_twice_changes_nothing(cast):
    table = group(cast)
    with acting_as(by(cast.selam)):
        actions.join_group(cast.selam, table, by=by(cast.selam))
        actions.join_group(cast.selam, table, by=by(cast.selam))
    assert GroupMember.objects.count() == 1
    assert Entry.objects.filter(verb="people.group.wished").count() == 1


def test_at_the_desk_the_yes_counts_at_once(cast):
    table = group(cast)
    ria = at_desk(cast.ria, cast.selam)
    with acting_as(ria):
        actions.join_group(cast.selam, table, by=ria)
    assert GroupMember.objects.confirmed().count() == 1
    assert Entry.objects.get(verb="people.group.joined").by == cast.ria.id


def test_the_desk_says_that_it_is_not_for_somebody_and_nothing_stays(cast, page):
    wish = GroupMember.objects.create(
        neighbourhood=cast.here, group=group(cast), participant=cast.selam
    )
    page(cast.ria).get("/balie/groepen/").press("Past niet bij deze groep Selam")
    assert GroupMember.objects.count() == 0
    gone = reverse("people:group_member", args=[wish.code])
    assert page(cast.ria).post(gone).status == 404


def test_nobody_says_of_themselves_that_they_belong(cast, page):
    wish = GroupMember.objects.create(
        neighbourhood=cast.here, group=group(cast), participant=cast.ria
    )
    ria = page(cast.ria).post(reverse("people:group_member", args=[wish.code]))
    assert (ria.status, "zegt een ander van de balie" in ria.main) == (409, True)
    with as_web(cast.ria) as cursor:
        cursor.execute("SELECT wall.confirm_member(%s)", [wish.id])
        assert cursor.fetchone() == (False,)
    assert GroupMember.objects.confirmed().count() == 0


@pytest.mark.parametrize("who", ["selam", "henk", "noor", "stranger_host"])
def test_a_wish_does_not_make_itself_true(cast, who):
    """By SQL: no own row that counts, and no word about it by who is not of the desk here."""
    table = group(cast)
    wish = GroupMember.objects.create(neighbourhood=cast.here, group=table, participant=cast.selam)
    with as_web(getattr(cast, who)) as cursor:
        cursor.execute("SELECT wall.confirm_member(%s)", [wish.id])
        assert cursor.fetchone() == (False,)
        with refused_by_database("permission denied"):
            cursor.execute("UPDATE people_groupmember SET confirmed_at = now()")
    with as_web(cast.henk) as cursor, refused_by_database("row-level security"):
        cursor.execute(
            "INSERT INTO people_groupmember (id, neighbourhood_id, code, made_at, group_id,"
            " participant_id, confirmed_at) VALUES (gen_random_uuid(), %s, 'XYZ', now(), %s, %s,"
            " now())", [cast.here.id, table.id, cast.henk.id]
        )  # fmt: skip
    assert GroupMember.objects.confirmed().count() == 0


def test_nobody_joins_for_another(cast):
    table = group(cast)
    with acting_as(by(cast.ria)), pytest.raises(NotAllowed):
        actions.join_group(cast.selam, table, by=by(cast.ria))


def test_group_next_door_is_not_there(cast, page):
    theirs = Group.objects.create(neighbourhood=cast.there, name="de overkant")
    for code in (theirs.code, "", "\x00", "x" * 5000):
        sent = {"group": code, "do": "join"}
        assert page(cast.selam).post(reverse("people:groups"), sent).status == 404
    assert GroupMember.objects.count() == 0


def test_members_of_a_group_are_nobody_elses_business(cast):
    table = group(cast)
    GroupMember.objects.create(
        neighbourhood=cast.here, group=table, participant=cast.selam, confirmed_at=timezone.now()
    )
    for who in (cast.dekker, cast.ria, cast.samira, cast.noor):
        with as_web(who) as cursor:
            cursor.execute("SELECT count(*) FROM people_groupmember")
            assert cursor.fetchone() == (0,)


def test_somebody_from_the_notebook_becomes_known_after_a_talk(cast, page):
    anna = cast.neighbour("Anna", state="draft")
    at_desk(cast.ria, anna, why="first_talk")
    browser = page(cast.ria).get(reverse("people:me"))
    browser.press("We hebben gepraat, en het is ja")
    assert Participant.objects.get(id=anna.id).state == "known"
    assert "schrift" not in browser.main


def test_looking_at_the_desk_is_written_down_and_at_home_not(cast, page):
    page(cast.dekker).get(reverse("people:me"))
    assert not Entry.objects.filter(whose=cast.dekker.id).exists()
    at_desk(cast.ria, cast.dekker)
    page(cast.ria).get(reverse("people:me")).get(reverse("people:reach"))
    lines = Entry.objects.filter(whose=cast.dekker.id).order_by("made_at", "id")
    assert list(lines.values_list("verb", "by", "why")) == [
        ("people.participant.seen", cast.ria.id, "came_by"),
        ("people.reach.seen", cast.ria.id, "came_by"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_groups_page_asks_the_same_number_of_questions(cast, page, count):
    for number in range(count):
        group(cast, f"tafel {number}")
    assert len(page(cast.selam).get(reverse("people:groups")).queries) == 8
