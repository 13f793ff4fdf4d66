"""The first page, and what the desk sees of it: nothing, for every resident the same (R-C02)."""

import re

import pytest

from mekaar.circles.models import SupportCircle
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from mekaar.people.models import ReachPreference
from tests.acting import at_desk
from tests.circles import scenes

pytestmark = pytest.mark.django_db

WORDS = {
    "begin": "Ik wil een steunkring beginnen",
    "pause": "Mijn steunkring mag even rusten",
    "go_on": "Mijn steunkring mag weer verder gaan",
    "stop": "Ik wil stoppen met mijn steunkring",
}


def without_names(html, *people):
    """The page without what is always another: names, codes, numbers of forms."""
    for person in people:
        html = html.replace(person.display_name, "WIE").replace(person.code, "CODE")
    html = re.sub(r'data-csrf="[^"]*"', "", html)
    return re.sub(r'(name="(csrfmiddlewaretoken|eenmaal|voorgelezen_\w+)" value=)"[^"]*"', "", html)


def test_who_sits_in_a_circle_of_another_finds_it_here(cast, page):
    made = scenes.active(cast)
    zus = page(cast.zus).get("/mijn/steunkring/")
    assert "de vijver" in zus.main
    zus.follow("de vijver")
    assert zus.url == f"/kring/{made.circle.code}/"
    assert "Ik wil een steunkring" in zus.get("/mijn/steunkring/").buttons


def test_nobody_is_sent_on_without_signing_in(public):
    assert "/aanmelden/" in public.get("/mijn/steunkring/").location


@pytest.mark.parametrize("what", WORDS)
def test_the_desk_sees_the_same_pages_with_and_without_a_circle(cast, page, what):
    """Byte for byte: the link, the page, the reading back, the answer, the place, who looked."""
    made = scenes.active(cast)
    assert SupportCircle.objects.filter(resident=cast.mark).exists()
    assert cast.dekker
    ReachPreference.objects.all().delete()
    seen, lines = {}, {}
    for resident in (cast.mark, cast.dekker):
        at_desk(cast.ria, resident)
        ria = page(cast.ria).get("/mijn/steunkring/")
        pages = [ria.html]
        ria.press(WORDS[what])
        pages.append(ria.html)
        ria.press("Ja, zo klopt het")
        pages.append(ria.html)
        assert f"dat ziet alleen {resident.display_name}." in ria.text
        pages += [ria.get(where).html for where in ("/mijn/", "/mijn/alles/")]
        pages.append(str(ria.get(f"/kring/{made.circle.code}/").status))
        seen[resident.id] = [without_names(one, resident) for one in pages]
        mine = Entry.objects.filter(by=cast.ria.id, whose=resident.id).order_by("made_at")
        lines[resident.id] = [(one.verb, one.why, one.thing and "x") for one in mine]
    for here, there in zip(seen[cast.mark.id], seen[cast.dekker.id], strict=True):
        assert here.splitlines() == there.splitlines()
    assert lines[cast.mark.id] == lines[cast.dekker.id]
    assert ("circles.desk.passed_on", "came_by", None) in lines[cast.mark.id]


@pytest.mark.parametrize(
    ("what", "state"), [("pause", "paused"), ("stop", "ended"), ("begin", "active")]
)
def test_what_is_passed_on_happens(cast, page, what, state):
    scenes.active(cast)
    at_desk(cast.ria, cast.mark)
    page(cast.ria).get("/mijn/steunkring/").press(WORDS[what]).press("Ja, zo klopt het")
    assert SupportCircle.objects.get().state == state


def test_nothing_happens_before_it_was_read_back(cast, page):
    scenes.active(cast)
    at_desk(cast.ria, cast.mark)
    ria = page(cast.ria).get("/mijn/steunkring/").press(WORDS["stop"])
    ria.press("Nee, verander")
    assert ria.post("/mijn/steunkring/", {"what": "nonsense"}).status == 422
    assert SupportCircle.objects.get().state == "active"
    assert not Entry.objects.filter(verb="circles.desk.passed_on").exists()


def test_the_desk_reads_no_line_and_no_notice_of_a_circle(cast, page):
    """Also not of who sits in somebody else's circle; the resident reads them all."""
    made = scenes.active(cast)
    page(cast.zus).get(f"/kring/{made.circle.code}/")
    page(cast.mark).get(f"/kring/{made.circle.code}/").press("Laat de kring rusten")
    assert Notice.objects.filter(recipient=cast.zus.id, kind__startswith="circles.").exists()
    assert "steunkring" in page(cast.mark).get("/mijn/inkijk/").main
    assert "Een kring rust nu" in page(cast.zus).get("/mijn/").main
    for resident in (cast.mark, cast.zus):
        at_desk(cast.ria, resident)
        ria = page(cast.ria)
        for where in ("/mijn/inkijk/", "/mijn/inkijk/?alles=ja", "/mijn/alles/"):
            shown = ria.get(where).main.replace("Een steunkring die gestopt is", "")
            for word in ("steunkring", "Een kring rust", "jouw kring"):
                assert word not in shown, where
        assert "Een kring rust" not in ria.get("/mijn/").main


def test_the_host_reads_back_the_own_line(cast, page):
    """What one wrote oneself one may read: it says nothing of a circle that is there."""
    at_desk(cast.ria, cast.dekker)
    page(cast.ria).get("/mijn/steunkring/").press(WORDS["begin"]).press("Ja, zo klopt het")
    shown = page(cast.dekker).get("/mijn/inkijk/").main
    assert "gaf op" in shown
    assert "namens jou, omdat je aan de balie kwam" in shown
