"""Taking over the notebook at the desk: check, mend, take over once, get the rest back."""

import io
import re

import openpyxl
import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty

from mekaar.exchange import actions
from mekaar.exchange.forms import notebook
from mekaar.exchange.models import Ask, NotebookRow, Offer
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import Understood, understand
from mekaar.journal.models import Entry
from mekaar.people.models import Participant, ReachPreference
from tests.acting import acting_as, as_web, at_desk, by
from tests.exchange.notebooks import HEADING, ROWS, csv_of, unzipped, upload, xlsx_of, zipped
from tests.promises.whole_life import rows_with
from tests.sealed import named

DRAFT = Participant.State.DRAFT
NOTEBOOK = "/balie/schrift/"
QUERIES_CHECK, QUERIES_TAKE = 9, 17
TAKE = "Neem deze regels over"


def understood(content: bytes | str) -> list[Understood]:
    return understand(reading.read(content.encode() if isinstance(content, str) else content)).rows


def imported() -> list[str]:
    return sorted(Participant.objects.filter(state=DRAFT).values_list("display_name", flat=True))


def everything() -> list[int]:
    kept = (Participant, ReachPreference, Ask, Offer, NotebookRow)
    return [model.objects.count() for model in kept] + [
        Entry.objects.filter(verb="exchange.notebook.taken_over").count()
    ]


@pytest.fixture
def desk(cast, page):
    """The desk of Ria, with the notebook page open."""
    return page(cast.ria).get(NOTEBOOK)


def read(desk, content, name="schrift.csv"):
    desk.post(NOTEBOOK, {"file": upload(content, name)})
    assert desk.ok, desk.errors
    return desk


def test_file_is_shown_row_by_row_and_nothing_is_kept(desk):
    before = everything()
    read(desk, xlsx_of(HEADING, *ROWS), "schrift.xlsx")
    fields = desk.fields
    assert (fields["r2-name"], fields["r2-phone"], fields["r3-can"], fields["r3-date"]) == (
        "mevrouw Bakker", "06 0000 0031", "fietsen maken", "12-1-2026",
    )  # fmt: skip
    assert everything() == before


def test_pasted_rows_are_taken_over_as_drafts(cast, desk):
    desk.submit(pasted=csv_of(HEADING, *ROWS, sep="\t")).submit(TAKE)
    assert "3 regels overgenomen." in desk.text
    assert imported() == ["Corrie", "Yusuf", "mevrouw Bakker"]
    asks = Ask.objects.values_list("words", "state", "written_by", "read_back_at")
    assert sorted(asks) == [
        ("hulp bij brieven", "draft", cast.ria.id, None),
        ("iemand die meeloopt naar de markt", "draft", cast.ria.id, None),
    ]
    assert sorted(Offer.objects.values_list("words", "state")) == [
        ("fietsen maken", "draft"), ("soep koken", "draft"),
    ]  # fmt: skip
    assert named("Yusuf").reach.phone == "06 0000 0032"


def test_mended_row_is_kept_as_it_was_mended(desk):
    read(desk, csv_of(HEADING, ["Corie", "06", "rust", "", "3 mrt"]))
    assert "Het telefoonnummer begrijpen we niet" in desk.text
    desk.submit(TAKE, **{"r2-name": "Corrie", "r2-phone": "0600000033", "r2-reach": ""})
    assert imported() == ["Corrie"]
    assert ReachPreference.objects.get(participant__state=DRAFT).phone == "06 0000 0033"


def test_importing_twice_changes_nothing(desk):
    read(desk, csv_of(HEADING, *ROWS)).submit(TAKE)
    once = everything()
    same = [[cell.upper().replace(" ", "   ") for cell in row] for row in ROWS]
    desk.post(NOTEBOOK, {"pasted": csv_of(HEADING, *same)})
    assert desk.location == NOTEBOOK
    assert "Alle regels staan er al." in desk.land().text
    assert everything() == once


def test_importing_again_after_mending_changes_nothing(desk):
    content = csv_of(HEADING, ["Corie", "", "rust", "", ""])
    read(desk, content).submit(TAKE, **{"r2-name": "Corrie"})
    once = everything()
    desk.post(NOTEBOOK, {"file": upload(content)})
    assert desk.location == NOTEBOOK
    assert everything() == once


def test_check_page_sent_twice_takes_once(desk):
    read(desk, csv_of(HEADING, *ROWS))
    sent = {name: value for name, value in desk.fields.items() if name.startswith("r")}
    first = desk.post("/balie/schrift/overnemen/", sent).text
    once = everything()
    again = desk.post("/balie/schrift/overnemen/", sent).text
    assert ("3 regels overgenomen." in first, "3 regels stonden er al." in again) == (True, True)
    assert everything() == once


def test_rows_with_the_same_name_and_number_are_one_person(desk):
    read(
        desk,
        csv_of(HEADING, ["Corrie", "0600000031", "rust"], ["corrie", "06 00000031", "", "koken"]),
    )
    desk.submit(TAKE)
    assert imported() == ["Corrie"]
    assert (Ask.objects.count(), Offer.objects.count(), NotebookRow.objects.count()) == (1, 1, 2)


def test_people_without_a_number_are_not_taken_for_one(desk):
    read(desk, csv_of(HEADING, ["Jan", "", "rust"], ["Jan", "", "drukte"])).submit(TAKE)
    assert imported() == ["Jan", "Jan"]


def test_row_that_cannot_be_taken_comes_back_to_be_mended(desk):
    before = everything()
    read(desk, csv_of(HEADING, ["", "", "rust"], ROWS[1]))
    assert ("r2-take" in desk.fields, "r3-take" in desk.fields) == (False, True)
    desk.submit(TAKE, **{"r2-take": "on"})
    assert desk.status == 422
    assert desk.errors == [
        "Regel 2: Er staat geen naam. Verbeter de regel, of haal het vinkje weg."
    ]
    assert desk.fields["r2-seeks"] == "rust"
    assert everything() == before
    desk.submit(TAKE, **{"r2-name": "Corrie"})
    assert imported() == ["Corrie", "Yusuf"]


def test_rows_not_taken_come_back_as_a_file_with_why(desk):
    read(
        desk, csv_of(HEADING, ["", "", '=HYPERLINK("http://kwaad","x")'], ROWS[1], ["Wil", "", "a"])
    )
    desk.submit(TAKE, **{"r4-take": None})
    assert imported() == ["Yusuf"]
    desk.submit("Bewaar deze regels als bestand")
    assert desk.response["Content-Disposition"] == 'attachment; filename="niet-overgenomen.csv"'
    assert desk.html.removeprefix("\ufeff").splitlines() == [
        "naam;telefoon;zoekt;kan;datum;bereikbaar;waarom niet",
        ';;"\'=HYPERLINK(""http://kwaad"",""x"")";;;;Er staat geen naam.',
        "Wil;;a;;;;Met de hand overgeslagen.",
    ]


def test_failure_in_the_middle_leaves_nothing(cast):
    host, rows = by(cast.ria), understood(csv_of(HEADING, *ROWS))
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY web_insert ON exchange_offer")
    with pytest.raises(DatabaseError, match="exchange_offer"), acting_as(host):
        actions.take_over(rows, by=host)
    assert everything() == before


def test_nothing_is_taken_over_for_who_does_not_hold_the_role_any_more(cast):
    host = by(cast.ria)
    cast.ria.roles.all().delete()
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(host):
        actions.take_over(understood(csv_of(HEADING, *ROWS)), by=host)
    assert imported() == []


@pytest.mark.parametrize("who", ["dekker", "noor", "joke", "bert", "loes", "douwe"])
def test_notebook_is_not_there_for_others(cast, page, who):
    other = page(getattr(cast, who))
    sent = {"r2-name": "Corrie", "r2-take": "on"}
    answers = [
        other.get(NOTEBOOK).status,
        other.post(NOTEBOOK, {"pasted": csv_of(HEADING, *ROWS)}).status,
        other.post("/balie/schrift/overnemen/", sent).status,
        other.post("/balie/schrift/rest/", {"name": "x"}).status,
    ]
    assert (answers, imported()) == ([404] * 4, [])


def test_notebook_asks_nobody_knows_to_sign_in(public):
    assert public.get(NOTEBOOK).location.startswith(reverse("people:sign_in"))


@pytest.mark.parametrize("who", ["ria", "samira"])
def test_host_and_connector_have_the_notebook(cast, page, who):
    assert page(getattr(cast, who)).get(NOTEBOOK).h1 == "Het schrift overnemen"


def test_draft_is_readable_only_inside_a_desk_visit(cast, desk):
    read(desk, csv_of(HEADING, *ROWS)).submit(TAKE)
    corrie = named("Corrie")
    sees = "SELECT (SELECT count(*) FROM exchange_ask), (SELECT count(*) FROM exchange_offer)"
    found = []
    for who in (cast.samira, cast.ria, cast.dekker, cast.stranger):
        with as_web(who) as cursor:
            cursor.execute(sees)
            found.append(cursor.fetchone())
    with as_web(None, here=cast.here.id) as cursor:
        cursor.execute(sees)
        found.append(cursor.fetchone())
    with acting_as(at_desk(cast.samira, corrie)):
        inside = [one.words for model in (Ask, Offer) for one in model.objects.all()]
    assert (found, inside) == ([(0, 0)] * 5, ["hulp bij brieven", "soep koken"])


def test_draft_is_in_no_list_of_the_connector_and_no_idea(cast, desk, page):
    read(desk, csv_of(HEADING, *ROWS)).submit(TAKE)
    with acting_as(None), as_web(cast.samira, engine=True) as cursor:
        for ask in Ask.objects.all():
            cursor.execute("SELECT count(*) FROM wall.offers_near(%s, false)", [ask.id])
            assert cursor.fetchone() == (0,)
    overview = page(cast.samira).get("/verbinden/")
    assert overview.ok
    assert [name for name in ("Bakker", "Yusuf", "Corrie") if name in overview.main] == []


def test_first_talk_makes_ask_and_offer_real(cast, desk, page):
    read(desk, csv_of(HEADING, ROWS[2])).submit(TAKE)
    corrie = named("Corrie")
    talk = page(cast.samira).get(f"/balie/mensen/{corrie.code}/")
    talk.submit(why="first_talk")
    for model, after in ((Ask, "with_connector"), (Offer, "open")):
        thing = model.objects.get(participant=corrie)
        kind = "vragen" if model is Ask else "aanbod"
        talk.get(f"/mijn/{kind}/{thing.code}/klopt-het/").submit()
        assert "Lees" in talk.text
        talk.submit("Ja, zo klopt het")
        thing.refresh_from_db()
        assert (thing.state, thing.read_back_at is not None) == (after, True)


def test_imported_person_reads_who_took_the_notebook_over(cast, desk):
    read(desk, csv_of(HEADING, ROWS[2])).submit(TAKE)
    corrie = named("Corrie")
    line = Entry.objects.get(verb="exchange.notebook.taken_over")
    assert (line.whose, line.by) == (corrie.id, cast.ria.id)


def test_long_notebook_is_taken_in_more_pages(desk, monkeypatch):
    monkeypatch.setattr(notebook, "MOST_ON_A_PAGE", 4)
    rows = [[f"Buur {n}", "", "rust"] for n in "abcdefghi"]
    content = csv_of(HEADING, ["", "", "zonder naam"], *rows)
    taken = []
    for _ in range(3):
        read(desk, content)
        more = re.search(r"Er (?:is|zijn) nog (\d+) regel", desk.text)
        desk.submit(TAKE)
        taken.append((int(more[1]) if more else 0, len(imported())))
    assert taken == [(6, 4), (2, 8), (0, 9)]


@pytest.mark.parametrize("rows", [1, 3])
def test_check_and_taking_over_ask_as_much_of_the_database_for_each_number_of_rows(desk, rows):
    content = csv_of(HEADING, *[[f"Buur {n}", "", "rust", "koken"] for n in "abc"[:rows]])
    read(desk, content)
    checking = len(desk.queries)
    sent = {name: value for name, value in desk.fields.items() if name.startswith("r")}
    desk.post("/balie/schrift/overnemen/", sent)
    assert (checking, len(desk.queries)) == (QUERIES_CHECK, QUERIES_TAKE)


def test_nothing_around_the_rows_is_kept(desk):
    """Who made the file, where it stood, its notes, macros and hidden sheets reach no table."""
    secret = "Zilvervosje"
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(HEADING, *ROWS)))
    book.properties.creator = book.properties.lastModifiedBy = book.properties.title = secret
    book.properties.description = f"C:\\Users\\{secret}\\schrift.xlsx"
    book.custom_doc_props.append(StringProperty(name=secret, value=secret))
    book.active["A2"].comment = Comment(secret, secret)
    book.active["C2"].hyperlink = f"https://{secret}.example/"
    book.active.title = book.active.oddHeader.center.text = secret
    hidden = book.create_sheet(f"{secret} 2")
    hidden.sheet_state, hidden["A1"] = "hidden", secret
    out = io.BytesIO()
    book.save(out)
    parts = unzipped(out.getvalue()) | {
        "xl/vbaProject.bin": secret.encode(),
        "docProps/thumbnail.jpeg": secret.encode(),
    }
    assert sum(secret.encode() in part for part in parts.values()) > 5
    desk.post(NOTEBOOK, {"file": upload(zipped(parts), f"{secret}.xlsx")})
    assert secret not in desk.html
    desk.submit("Neem deze regels over")
    assert Participant.objects.filter(state="draft").count() == len(ROWS)
    assert rows_with(secret) == {}
