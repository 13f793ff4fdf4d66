"""The plan in the browser: for every chair what that chair may do, for others nothing."""

import pytest
from django.urls import reverse

from mekaar.circles.models import Agreement, Consent, PlanVersion, Shown
from mekaar.circles.views import plan as views
from mekaar.journal.models import Entry
from tests.acting import acting_as, at_desk
from tests.circles import plans, scenes
from tests.conversation import scenes as talks

pytestmark = pytest.mark.django_db

OUTSIDE = ("anouk", "peter", "ria", "samira", "noor", "douwe", "stranger")
CHAIRS = ("mark", "zus", "ellen", "joke")
YES = "Ja, dat doe ik samen naar de vijver"
WAITS = "We wachten op een antwoord van:"

# Every page asks so many questions, whoever looks and however much stands there.
QUERIES = {"mark": 16, "zus": 16, "joke": 17}


def url(made, name="plan_page", *more):
    return reverse(f"circles:{name}", args=[made.circle.code, *more])


def _said_yes(cast, page):
    """Joke writes it down on her screen, zus says yes on hers, Mark asks everybody."""
    made = plans.supporting(cast)
    joke = page(cast.joke).get(url(made)).press("Schrijf afspraken op")
    joke.follow("Schrijf een afspraak op").submit(
        "Bewaar de afspraak", seat=made.seats["zus"].code, what="samen naar de vijver",
        when="op dinsdag", otherwise="dan bel ik", until="",
    )  # fmt: skip
    assert "We wachten op een ja van:" in joke.main
    assert "Vraag iedereen of het zo goed is" not in joke.buttons
    assert YES not in page(cast.ellen).get(url(made)).buttons
    zus = page(cast.zus).get(url(made)).press(YES)
    assert "mijn zus zei ja." in zus.main
    page(made.mark).get(url(made)).press("Vraag iedereen of het zo goed is")
    made.plan = PlanVersion.objects.get()
    return made


def test_an_objection_is_worked_into_the_text(cast, page):
    made = _said_yes(cast, page)
    page(made.mark).get(url(made)).press("Ik heb geen bezwaar")
    ellen = page(cast.ellen).get(url(made)).follow("Ik heb een bezwaar")
    ellen.submit("Zeg dit bezwaar", words="dinsdag werk ik in de buurt")
    assert "Bezwaar van Ellen (FACT)" in ellen.main
    joke = page(cast.joke).get(url(made)).follow("In andere woorden")
    joke.submit("Bewaar de afspraak", when="op woensdag")
    assert "dinsdag werk ik in de buurt" in joke.main
    page(cast.zus).get(url(made)).press(YES)
    joke.get(url(made)).press("Vraag iedereen of het zo goed is")
    assert "Ik heb geen bezwaar" not in joke.buttons
    assert PlanVersion.objects.get().round == 2


def test_it_is_the_plan_when_nobody_waits_any_more(cast, page):
    made = _said_yes(cast, page)
    for who in ("mark", "zus", "ellen"):
        last = page(made.who(who)).get(url(made)).press("Ik heb geen bezwaar")
    assert "buurman Kees" in last.main.split(WAITS)[1]
    assert "Dit is het plan" not in page(made.mark).get(url(made)).buttons
    joke = page(cast.joke).get(url(made)).follow("Lees het voor aan buurman Kees")
    assert "op dinsdag" in joke.main
    joke.submit("Bewaar het antwoord", answer="heard", read_back="on")
    assert WAITS not in joke.main
    mark = page(made.mark).get(url(made)).press("Dit is het plan")
    assert "Het geldt sinds" in mark.main
    assert "gratis onafhankelijke cliëntondersteuning" in mark.main
    assert "aansprakelijkheidsverzekering" in mark.main


def test_what_did_not_work_is_said_kindly_and_what_is_struck_is_seen(cast, page):
    made = plans.in_force(cast)
    words = plans.WALK["what"]
    zus = page(cast.zus).get(url(made)).press(f"Dit lukte niet {words}")
    assert "Dit komt terug in de kring" in zus.main
    page(made.mark).get(url(made)).press(f"Streep dit door {words}")
    assert "Doorgestreept." in zus.get(url(made)).main


@pytest.mark.parametrize("who", OUTSIDE)
def test_outside_the_circle_there_is_nothing(cast, page, who):
    made = plans.in_round(cast)
    browser = page(getattr(cast, who))
    gets = [url(made), url(made, "plan_paper"), url(made, "plan_pdf"), url(made, "plan_object"),
            url(made, "agreement_new"), url(made, "plan_answer", made.seats["kees"].code),
            url(made, "agreement_edit", made.walk.code),
            url(made, "agreement_say", made.walk.code)]  # fmt: skip
    for there in gets:
        assert browser.get(there).status == 404, there
    posts = [url(made, name) for name in ("plan_begin", "plan_ask", "plan_back", "plan_force",
                                          "plan_agree", "plan_object")]  # fmt: skip
    posts += [url(made, f"agreement_{name}", made.walk.code)
              for name in ("yes", "no", "veto", "remove", "broken", "say", "edit")]  # fmt: skip
    for there in posts:
        assert browser.post(there, {"plan": made.plan.code}).status == 404, there
    assert (plans.fresh(made.plan).state, plans.fresh(made.walk).state) == (
        "consent_round", "agreed",
    )  # fmt: skip


def test_nobody_signed_in_sees_nothing(cast, public):
    made = plans.in_force(cast)
    nothing = public.get("/kring/ZZZZZZZZZZ/plan/")
    known = (nothing.status, nothing.location)
    there = public.get(url(made))
    assert there.status == known[0]
    assert "vijver" not in there.html


def test_during_a_desk_visit_there_is_no_plan(cast, page):
    made = plans.in_force(cast)
    at_desk(cast.ria, made.mark)
    ria = page(cast.ria)
    for name in ("plan_page", "plan_paper", "plan_pdf"):
        assert ria.get(url(made, name)).status == 404


def test_every_chair_gets_its_own_buttons_and_no_other(cast, page):
    made = plans.in_round(cast)
    words = plans.WALK["what"]
    mine = {who: set(page(made.who(who)).get(url(made)).buttons) for who in CHAIRS}
    every = {f"Liever niet {words}", "Ik heb geen bezwaar", f"Streep dit door {words}",
             "Haal het terug om iets te veranderen"}  # fmt: skip
    assert {who: found & every for who, found in mine.items()} == {
        "mark": every - {f"Liever niet {words}"},
        "zus": {f"Liever niet {words}", "Ik heb geen bezwaar"},
        "ellen": {"Ik heb geen bezwaar"},
        "joke": set(),
    }


def test_no_number_of_who_said_what(cast, page):
    made = plans.in_round(cast)
    plans.answers(made, "zus")
    text = page(cast.ellen).get(url(made)).main
    assert " van 4" not in text
    assert "3" not in text.split(WAITS)[1].split("vijver")[0]


def test_what_a_stale_page_sends_changes_nothing(cast, page):
    made = plans.in_round(cast)
    ellen = page(cast.ellen).get(url(made))
    zus = page(cast.zus).get(url(made, "plan_object"))
    plans.answers(made, "mark", "objection", "anders")
    plans.asked(made)
    assert ellen.press("Ik heb geen bezwaar").status == 409
    assert "Intussen is het plan veranderd." in ellen.main
    zus.submit("Zeg dit bezwaar", words="wat ik typte")
    assert zus.status == 422
    assert "Intussen is het plan veranderd." in zus.main
    assert "wat ik typte" in zus.html
    assert Consent.objects.filter(round=2).count() == 0
    zus.submit("Zeg dit bezwaar")
    assert Consent.objects.get(round=2).words == "wat ik typte"


def test_two_who_write_see_what_the_other_wrote(cast, page):
    made = plans.supporting(cast)
    plans.begun(made)
    one = plans.proposed(made, "zus")
    there = url(made, "agreement_edit", one.code)
    joke, mark = page(cast.joke).get(there), page(made.mark).get(there)
    mark.submit("Bewaar de afspraak", when="nooit op dinsdag")
    joke.submit("Bewaar de afspraak", when="elke dinsdag")
    assert joke.status == 422
    assert "nooit op dinsdag" in joke.main
    assert "elke dinsdag" in joke.html
    joke.submit("Bewaar de afspraak")
    assert plans.fresh(one).when == "elke dinsdag"


BAD = {
    "nobody": ({"seat": ""}, "Kies er een."),
    "the facilitator": ({"seat": "joke"}, "Kies er een uit de lijst."),
    "no words": ({"what": ""}, "Schrijf op wat jullie afspreken."),
    "no moment": ({"when": ""}, "Schrijf op wanneer, of hoe vaak."),
    "too long": ({"what": "x" * 301}, "te lang"),
    "past": ({"until": "1-1-2020"}, "al voorbij"),
    "no day": ({"until": "ooit"}, "Deze datum begrijpen we niet"),
    "null": ({"what": "\x00"}, "teken dat we niet kunnen bewaren"),
    "medication": ({"what": "de medicijnen klaarzetten"}, "alleen van een beroepskracht"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(cast, page, case):
    made = plans.supporting(cast)
    plans.begun(made)
    more, sentence = BAD[case]
    if more.get("seat"):
        more = {"seat": made.seats[more["seat"]].code}
    typed = {"seat": made.seats["zus"].code, "what": "wandelen", "when": "dinsdag",
             "how_we_know": "een kaartje", "otherwise": "", "until": ""}  # fmt: skip
    joke = page(cast.joke).post(url(made, "agreement_new"), typed | more)
    assert joke.status == 422
    assert sentence in joke.main
    assert "een kaartje" in joke.html
    assert not Agreement.objects.exists()


def test_nothing_counts_before_it_was_read_back(cast, page):
    made = plans.supporting(cast)
    plans.begun(made)
    one = plans.proposed(made, "kees")
    joke = page(cast.joke).get(url(made)).follow("Schrijf op wat buurman Kees zegt")
    joke.submit("Bewaar het antwoord", answer="agreed")
    assert "Lees het eerst voor" in joke.main
    assert plans.fresh(one).state == "proposed"
    joke.submit("Bewaar het antwoord", answer="agreed", read_back="on")
    assert "Joke las het voor en schreef het op." in joke.main
    plans.asked(made)
    joke.get(url(made)).follow("Lees het voor aan buurman Kees")
    joke.submit("Bewaar het antwoord", answer="objection", read_back="on")
    assert "Schrijf op wat het bezwaar is." in joke.main
    joke.submit("Bewaar het antwoord", answer="objection", words="te ver", read_back="on")
    assert "Bezwaar van buurman Kees" in joke.main


@pytest.mark.parametrize("who", ["mark", "zus"])
def test_only_the_facilitator_writes_for_another(cast, page, who):
    made = plans.in_round(cast)
    browser = page(made.who(who))
    for there in (url(made, "plan_answer", made.seats["kees"].code),
                  url(made, "agreement_say", made.walk.code)):  # fmt: skip
        assert browser.get(there).status == 404
    assert page(cast.joke).get(url(made, "plan_answer", made.seats["mark"].code)).status == 404
    assert page(cast.joke).get(url(made, "plan_object")).status == 404


def test_while_the_circle_rests_only_the_resident_sees_the_plan(cast, page):
    made = plans.in_force(cast)
    scenes.pauses(made)
    for who in ("zus", "joke"):
        browser = page(made.who(who)).get(url(made))
        assert "De kring rust nu." in browser.main
        assert "vijver" not in browser.html
        assert browser.get(url(made, "plan_paper")).status == 404
    mark = page(made.mark).get(url(made))
    assert "vijver" in mark.main
    assert not [one for one in mark.buttons if "vijver" in one]
    assert mark.get(url(made, "plan_paper")).ok


def test_after_the_end_only_the_resident_sees_it(cast, page):
    made = plans.in_force(cast)
    scenes.stops(made)
    for who in ("zus", "ellen", "joke"):
        assert page(made.who(who)).get(url(made)).status == 404
    assert "vijver" in page(made.mark).get(url(made)).main


def test_only_the_plan_in_force_stands_on_paper(cast, page):
    made = plans.in_round(cast)
    for who in CHAIRS:
        assert page(made.who(who)).get(url(made, "plan_paper")).status == 404
    plans.everybody(made)
    plans.holds(made)
    plans.next_meeting(made)
    plans.begun(made)
    plans.proposed(made, "ellen", what="nog niet afgesproken")
    for who in CHAIRS:
        sheet = page(made.who(who)).get(url(made, "plan_paper"))
        assert sheet.h1 == "Het plan van Mark"
        assert plans.WALK["what"] in sheet.main
        assert "nog niet afgesproken" not in sheet.main
        assert "mijn zus zei ja." in sheet.main


def test_the_plan_as_a_file(cast, page):
    made = plans.in_force(cast)
    zus = page(cast.zus).get(url(made)).follow("Bewaar als pdf")
    assert zus.response["Content-Type"] == "application/pdf"
    assert b"".join(zus.response).startswith(b"%PDF")


def test_without_the_machine_no_file_is_offered(cast, page, monkeypatch):
    monkeypatch.setattr(views.pdf, "available", lambda: False)
    made = plans.in_force(cast)
    zus = page(cast.zus).get(url(made))
    assert "Bewaar als pdf" not in zus.links
    assert zus.get(url(made, "plan_pdf")).status == 404


def test_the_resident_reads_who_looked_once_a_day(cast, page):
    made = plans.in_force(cast)
    for who in ("mark", "zus", "zus", "joke"):
        page(made.who(who)).get(url(made)).get(url(made, "plan_paper"))
    lines = Entry.objects.filter(verb="circles.plan.seen", whose=made.mark.id)
    assert sorted(lines.values_list("by", flat=True)) == sorted([cast.zus.id, cast.joke.id])


def test_only_shown_goals_are_seen_and_only_their_owner_marks_them(cast, page):
    made = plans.in_force(cast)
    shown, _hidden = talks.wants(made.mark, "weer vissen"), talks.wants(made.mark, "geheim doel")
    with acting_as(made.mark):
        row = Shown.objects.create(**made.row, what="goal", goal=shown)
    zus = page(cast.zus).get(url(made))
    assert "weer vissen" in zus.main
    assert "geheim doel" not in zus.html
    assert "Zeg hoe het met je doelen gaat" not in zus.links
    assert "Zeg hoe het met je doelen gaat" in page(made.mark).get(url(made)).links
    with acting_as(made.mark):
        row.delete()
    assert "weer vissen" not in zus.get(url(made)).html


def test_what_came_back_can_be_asked_again(cast, page):
    made = plans.in_force(cast)
    plans.next_meeting(made)
    with acting_as(cast.zus):
        seat = made.seats["zus"]
        seat.state, seat.written_by = "left", cast.zus.id
        seat.save(update_fields=["state", "written_by"])
    plans.begun(made)
    mark = page(made.mark).get(url(made))
    mark.follow(f"Vraag het opnieuw {plans.WALK['what']}")
    mark.submit("Bewaar de afspraak", seat=made.seats["ellen"].code)
    assert Agreement.objects.get(plan=made.plan).what == plans.WALK["what"]
    assert PlanVersion.objects.filter(state="in_force").count() == 1


@pytest.mark.parametrize("who", QUERIES)
def test_a_page_asks_so_many_questions(cast, page, who):
    made = plans.in_round(cast)
    there = url(made)
    page(made.who(who)).get(there)
    assert len(page(made.who(who)).get(there).queries) == QUERIES[who]
    plans.answers(made, "ellen", "objection", "anders")
    for number in range(4):
        plans.proposed(made, "ellen", what=f"iets {number}")
    assert len(page(made.who(who)).get(there).queries) == QUERIES[who]
