"""A neighbourhood begins from nothing, and goes live only when somebody answers for it (L-03)."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from mekaar.core.retention import all_rules
from mekaar.people.models import Participant, RoleHeld, SignInCard
from mekaar.places.models import MeetingPlace, Neighbourhood, OpeningHour, Responsibility
from tests.acting import as_web, refused_by_database
from tests.exchange.pairs import a_pair, introduced
from tests.page import Page

pytestmark = pytest.mark.django_db

NEW = [
    "new", "--name", "De Waterkant", "--town", "Waterland aan Zee", "--place", "het Klokhuis",
    "--address", "Kade 2", "--phone", "0600000031",
]  # fmt: skip
FOUR = {
    "--controller": "Stichting De Waterkant",
    "--contact": "contactpersoon privacy, 06 0000 0032",
    "--dpia": "2026-11-01",
    "--confidant-phone": "06 0000 0033",
}
BAR = "Proefopstelling: gebruik geen echte gegevens."


def run(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def answered_for(slug, leave_out=""):
    said = [part for one in FOUR.items() if one[0] != leave_out for part in one]
    return run("neighbourhood", "set", slug, *said)


def test_from_nothing_to_live_and_somebody_can_begin():
    said = run("neighbourhood", *NEW, "--open", "di 10:00-12:30 koffie", "--open", "do 9.30-11.00")
    assert "proefopstelling" in said
    lines = [line for line in said.splitlines() if "Nog nodig" in line]
    assert len(lines) > 1
    assert all(line.count("Nog nodig") == 1 for line in lines)
    assert "--controller" in said
    here = Neighbourhood.objects.get(slug="de-waterkant")
    place = MeetingPlace.objects.get(neighbourhood=here)
    assert (place.first, place.phone) == (True, "06 0000 0031")
    hours = [(one.weekday, one.opens, one.what) for one in OpeningHour.objects.all()]
    assert hours == [(1, datetime.time(10), "koffie"), (3, datetime.time(9, 30), "")]
    said = run("role", "new", "Samira", "connector", "--neighbourhood", "de-waterkant")
    assert "Kaart om je mee aan te melden: " in said
    assert "Startcode: " in said
    assert RoleHeld.objects.get().participant.display_name == "Samira"
    assert SignInCard.objects.get().ended_at is None
    answered_for("de-waterkant")
    assert "is live" in run("live", "de-waterkant")
    assert "de-waterkant\tDe Waterkant\tWaterland aan Zee\tlive" in run("neighbourhood", "list")
    page = Page()
    page.get(reverse("web:privacy"))
    assert BAR not in page.text
    assert "06 0000 0033" in page.main


@pytest.mark.parametrize("left_out", FOUR)
def test_without_one_of_the_four_it_stays_a_try_out(oeverhoek, left_out):
    Neighbourhood.objects.update(controller="", controller_contact="")
    answered_for("oeverhoek", left_out)
    with pytest.raises(CommandError, match=rf"kan nog niet live.*\({left_out}\)") as refused:
        run("live", "oeverhoek")
    assert str(refused.value).count("--") == 1
    assert Neighbourhood.objects.get().live_since is None


@pytest.mark.parametrize("empty", ["controller = ' '", "controller_contact = ''",
                                   "dpia_on = NULL", "confidant_id = NULL"])  # fmt: skip
def test_the_database_refuses_live_without_one_of_the_four(oeverhoek, empty):
    answered_for("oeverhoek")
    run("live", "oeverhoek")
    with refused_by_database("answers_for_it"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE places_neighbourhood SET {empty}")
    with pytest.raises(CommandError, match="live"):
        run("neighbourhood", "set", "oeverhoek", "--controller", " ")


def test_the_confidant_of_a_live_neighbourhood_cannot_be_taken_away(oeverhoek):
    answered_for("oeverhoek")
    run("live", "oeverhoek")
    with pytest.raises(IntegrityError):
        Responsibility.objects.filter(role="confidant").delete()


def test_nobody_sets_it_live_on_the_web(cast):
    with as_web(cast.douwe) as cursor, refused_by_database("permission denied"):
        cursor.execute("UPDATE places_neighbourhood SET live_since = now()")


def test_the_demo_never_goes_live(oeverhoek, settings):
    settings.DEMO = True
    answered_for("oeverhoek")
    with pytest.raises(CommandError, match="MEKAAR_DEMO"):
        run("live", "oeverhoek")


def test_live_can_be_a_try_out_again(oeverhoek, public):
    answered_for("oeverhoek")
    run("live", "oeverhoek")
    assert "proefopstelling" in run("live", "oeverhoek", "--stop")
    public.get(reverse("places:home"))
    assert BAR in public.text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["neighbourhood", "new", "--name", "X"], "Dit hoort er nog bij: --town"),
        (["neighbourhood", *NEW[:-1], "12"], "geen heel telefoonnummer"),
        (["neighbourhood", *NEW, "--open", "elke dag"], "begrijp ik niet"),
        (["neighbourhood", *NEW, "--open", "di 12:00-10:00"], "begrijp ik niet"),
        (["neighbourhood", *NEW, "--open", "di 25:00-26:00"], "begrijp ik niet"),
        (["neighbourhood", *NEW, "--dpia", "gisteren"], "is geen dag"),
        (["neighbourhood", "new", "oeverhoek", *NEW[1:]], "slug"),
        (["neighbourhood", "set", "nergens"], "geen buurt 'nergens'"),
        (["live", "nergens"], "geen buurt 'nergens'"),
        (["role", "new", "Samira", "connector"], "geen buurt ''"),
        (["role", "new", "", "host", "--neighbourhood", "oeverhoek"], "Schrijf een naam"),
        (["role", "new", "Samira", "--neighbourhood", "oeverhoek"], "Noem een taak"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_kept(oeverhoek, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*words)
    assert Neighbourhood.objects.count() == 1
    assert not Participant.objects.exists()


def test_the_bar_stands_on_every_kind_of_page(cast, page, public):
    """Public, signed in, at the desk, not there: until somebody answers for it."""
    public.get(reverse("people:sign_in"))
    assert BAR in public.text
    public.get("/bestaat-niet/")
    assert BAR in public.text
    for who, address in ((cast.dekker, "web:my_place"), (cast.ria, "web:desk_home")):
        browser = page(who)
        browser.get(reverse(address))
        assert BAR in browser.text
    Neighbourhood.objects.filter(id=cast.here.id).update(
        live_since=timezone.now(), dpia_on="2026-01-01",
        confidant=Responsibility.objects.create(
            neighbourhood=cast.here, label="vertrouwenspersoon", phone="06 0000 0004",
            role="confidant",
        ),
    )  # fmt: skip
    browser.get(reverse("web:desk_home"))
    assert BAR not in browser.text


def test_the_privacy_page_says_every_term_and_every_right(cast, public):
    answered_for("oeverhoek")
    public.get(reverse("web:privacy"))
    for rule in all_rules():
        told = f"{rule.term.words(cast.here)} {rule.after}"
        assert (told in public.main) == rule.told, rule.name
    rights = ("web:record", "web:record_file", "people:me", "people:erase", "people:journal")
    for name in rights:
        assert f'href="{reverse(name)}"' in public.html
    for words in ("Stichting De Waterkant", "06 0000 0032", "06 0000 0033", "1 november",
                  "Autoriteit Persoonsgegevens", "35 dagen", "Bezwaar maken"):  # fmt: skip
        assert words in public.main


def test_a_try_out_says_that_nobody_answers_yet(oeverhoek, public):
    Neighbourhood.objects.update(controller="", controller_contact="")
    public.get(reverse("web:privacy"))
    assert "nog niemand: dit is een proef" in public.main
    public.get(reverse("places:privacy"))


def test_the_confidant_stands_on_every_page_of_an_arrangement(cast, page):
    answered_for("oeverhoek")
    pair = introduced(a_pair(cast))
    browser = page(pair.asker)
    browser.get(reverse("exchange:arrangement_new", args=[pair.side("asker").code]))
    assert "06 0000 0033" in browser.main
