"""Introductions in the browser: the connector, the two, and everybody else (J1.5, J13.3)."""

import pytest
from django.urls import reverse

from mekaar.exchange.actions import introduction as actions
from mekaar.exchange.models import Introduction, Side
from mekaar.journal.models import Entry
from mekaar.notices.models import Notice
from tests.acting import acting_as, at_desk, by
from tests.exchange.asks import own_queries
from tests.exchange.pairs import SECRET_WORDS, a_pair, agreed, first_yes, introduced, offered

TOLD = {"told_giver": "Iemand wil kaarten.", "told_asker": "Iemand kaart graag."}


def new_url(pair) -> str:
    return reverse("exchange:introduction_new", args=[pair.ask.code, pair.offer.code])


def page_url(side: Side, name: str = "introduction_page") -> str:
    return reverse(f"exchange:{name}", args=[side.code])


def test_the_connector_asks_the_first_in_her_own_words(cast, page):
    pair = a_pair(cast)
    samira = page(cast.samira).get(new_url(pair))
    assert samira.fields["first"] == "giver"
    assert samira.fields["meeting_place"] == str(cast.place.id)
    for name in ("told_giver", "told_asker"):
        assert "buurthuis De Linde" in samira.fields[name]
        assert "Dekker" not in samira.fields[name]
        assert "Henk" not in samira.fields[name]
    samira.submit("Vraag de eerste", **TOLD)
    assert samira.h1 == "Kennismaking van meneer Dekker en Henk"
    assert "Weet nog van niets" in samira.main
    assert pair.side("giver").told == "Iemand wil kaarten."


def test_a_name_in_the_words_is_a_form_error_and_nothing_is_saved(cast, page):
    pair = a_pair(cast)
    samira = page(cast.samira).get(new_url(pair))
    samira.submit("Vraag de eerste", told_giver="Bel Dekker eens.", told_asker="Goed.")
    assert samira.status == 422
    assert "Noem nog geen naam" in samira.main
    assert Introduction.objects.count() == 0


def test_from_the_call_list_to_writing_the_answer_down(cast, page):
    """Who calls finds what to say and where to write it; then it is off the list (J1 step 5)."""
    offered(a_pair(cast))
    calls = reverse("people:calls")
    link = "Lees wat deze buur hoort, en schrijf het antwoord op"
    host = page(cast.ria).get(calls)
    assert "Vraag of deze buur wil kennismaken." in host.main
    assert link not in host.links
    samira = page(cast.samira).get(calls).follow(link)
    assert "Dit hoort deze buur" in samira.main
    samira.follow("Zei ja aan de telefoon").press("Ja, dat zei deze buur zelf")
    samira.get(calls)
    assert "Henk" not in samira.main
    samira.follow(link).follow("Zei ja aan de telefoon").press("Ja, dat zei deze buur zelf")
    samira.get(calls)
    assert "Vertel dat de ander ook ja zei" in samira.main
    assert samira.main.count("Gebeld") == 1
    assert link not in samira.links


@pytest.mark.parametrize("count", [1, 3])
def test_call_list_asks_once_where_answers_are_written(cast, page, count):
    for number in range(count):
        asker, giver = cast.neighbour(f"Vraagt {number}"), cast.neighbour(f"Geeft {number}")
        offered(a_pair(cast, asker=asker, giver=giver))
    Notice.objects.update(channel="call")
    samira = page(cast.samira).get(reverse("people:calls")).get(reverse("people:calls"))
    assert samira.main.count("schrijf het antwoord op") == count
    assert own_queries(samira) == 1


HOSTILE = ["", "  ", "a" * 1001, "\x00", "\u202e\u2066"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_of_a_connector(cast, page, typed):
    pair = a_pair(cast)
    samira = page(cast.samira).post(new_url(pair), {**TOLD, "told_giver": typed, "first": "giver"})
    assert samira.status == 422
    assert Introduction.objects.count() == 0


@pytest.mark.parametrize(
    "more",
    [{"first": "stranger"}, {"first": ""}, {"meeting_place": "x"}, {"first_meeting": "z" * 161}],
)
def test_tampered_choices_of_a_connector(cast, page, more):
    pair = a_pair(cast)
    samira = page(cast.samira).post(new_url(pair), {**TOLD, "first": "giver", **more})
    assert samira.status == 422
    assert Introduction.objects.count() == 0


def test_a_double_click_is_one_introduction(cast, page):
    pair = a_pair(cast)
    samira = page(cast.samira)
    for _click in range(2):
        samira.post(
            new_url(pair), {**TOLD, "first": "giver", "meeting_place": cast.place.id}
        ).land()
        assert samira.ok
    assert Introduction.objects.count() == 1


def test_an_ask_that_thinks_has_no_page_to_introduce(cast, page):
    pair = a_pair(cast)
    pair.ask.state = "thinking"
    pair.ask.save()
    assert page(cast.samira).get(new_url(pair)).status == 404


def test_by_phone_first_the_giver_then_the_asker(cast, page):
    """J1.5: phone yes from them, then from him; first time at the centre."""
    pair = offered(a_pair(cast))
    samira = page(cast.samira)
    for name in ("Henk", "meneer Dekker"):
        samira.get(reverse("exchange:introduction_desk", args=[pair.introduction.code]))
        samira.follow("Zei ja aan de telefoon")
        assert samira.h1 == f"Zei {name} dit zelf, aan de telefoon?"
        samira.press("Ja, dat zei deze buur zelf")
        assert "Het is opgeschreven" in samira.text
    assert pair.introduction.state == "introduced"
    assert {side.how for side in Side.objects.all()} == {"phone"}
    dekker = page(cast.dekker).get(page_url(pair.side("asker")))
    assert "buurthuis De Linde" in dekker.main


def test_a_no_on_the_phone_asks_no_reason(cast, page):
    pair = offered(a_pair(cast))
    url = reverse("exchange:introduction_phone",
                  args=[pair.introduction.code, pair.side("giver").code, "nee"])  # fmt: skip
    samira = page(cast.samira).get(url)
    assert "Er hoeft geen reden bij" in samira.main
    samira.press("Ja, dat zei deze buur zelf")
    assert Introduction.objects.count() == 0
    assert samira.post(url).status == 404


def test_who_was_not_asked_yet_cannot_be_written_down(cast, page):
    pair = offered(a_pair(cast))
    for side, said in (("asker", "ja"), ("giver", "misschien")):
        url = reverse("exchange:introduction_phone",
                      args=[pair.introduction.code, pair.side(side).code, said])  # fmt: skip
        assert page(cast.samira).get(url).status == 404
        assert page(cast.samira).post(url).status == 404


def test_my_page_before_the_double_yes_holds_nothing_of_the_other(cast, page):
    pair = offered(a_pair(cast))
    henk = page(cast.henk).get(page_url(pair.side("giver")))
    assert henk.h1 == "Wil je kennismaken?"
    assert "Iemand in de Rietkraag wil kaarten." in henk.main
    assert "Je hoeft niet uit te leggen waarom." in henk.main
    for secret in ("Dekker", "06 0000 0013", "bel na tienen", SECRET_WORDS, str(cast.dekker.id)):
        assert secret not in henk.html
    henk.press("Ja, graag")
    assert "Nu is de ander aan de beurt" in henk.main
    assert "Dekker" not in henk.html


def test_after_two_times_yes_both_pages_hold_name_and_reach(cast, page):
    pair = first_yes(a_pair(cast))
    dekker = page(cast.dekker).get(page_url(pair.side("asker"))).press("Ja, graag")
    assert dekker.h1 == "Jij en Henk kennen elkaar nu"
    assert "06 0000 0028" in dekker.main
    assert "ik zit toch in de schuur" in dekker.main
    henk = page(cast.henk).get(page_url(pair.side("giver")))
    assert SECRET_WORDS in henk.main
    assert "bel na tienen" in henk.main
    seen = Entry.objects.filter(verb="exchange.contact.seen")
    assert {(line.by, line.whose) for line in seen} == {
        (cast.dekker.id, cast.henk.id), (cast.henk.id, cast.dekker.id)
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["phone", "email", "via", "come_by", "not"])
def test_each_way_to_be_reached_is_said(cast, page, kind):
    pair = introduced(a_pair(cast))
    cast.henk.reach.kind, cast.henk.reach.email = kind, "henk@voorbeeld.nl"
    cast.henk.reach.save()
    said = {"phone": "06 0000 0028", "email": "henk@voorbeeld.nl", "via": "06 0000 0028",
            "come_by": "komt zelf langs", "not": "niet gebeld"}  # fmt: skip
    dekker = page(cast.dekker).get(page_url(pair.side("asker")))
    assert said[kind] in dekker.main


def test_no_and_a_second_click_on_it(cast, page):
    pair = offered(a_pair(cast))
    url = page_url(pair.side("giver"), "introduction_answer")
    henk = page(cast.henk).post(url, {"answer": "no"}).land()
    assert "Niemand hoort waarom" in henk.text
    henk.post(url, {"answer": "no"})
    assert henk.status == 409
    assert "Er is niets veranderd" in henk.main


@pytest.mark.parametrize("answer", ["", "misschien", "YES", "yes\x00", "1" * 10000])
def test_a_tampered_answer_changes_nothing(cast, page, answer):
    pair = offered(a_pair(cast))
    henk = page(cast.henk)
    henk.post(page_url(pair.side("giver"), "introduction_answer"), {"answer": answer})
    assert henk.status == 409
    assert pair.side("giver").answer == ""


def test_a_code_that_never_was_gets_the_same_answer_as_what_is_over(cast, page):
    pair = offered(a_pair(cast))
    tineke = page(cast.tineke)
    answers = []
    for code in (pair.side("giver").code, pair.side("asker").code, "ZZZZZZZZZZ"):
        url = reverse("exchange:introduction_answer", args=[code])
        answers.append((tineke.post(url, {"answer": "yes"}).status, tineke.main))
    assert len(set(answers)) == 1
    assert answers[0][0] == 409


def test_at_the_desk_the_same_page_and_the_journal_says_so(cast, page):
    pair = offered(a_pair(cast))
    at_desk(cast.ria, cast.henk)
    ria = page(cast.ria).get(page_url(pair.side("giver")))
    ria.press("Ja, graag")
    assert pair.side("giver").how == "desk"
    line = Entry.objects.filter(verb="exchange.introduction.seen", whose=cast.henk.id).first()
    assert (line.by, line.on_behalf_of, line.why) == (cast.ria.id, cast.henk.id, "came_by")


def test_ending_takes_name_and_reach_off_every_page_at_once(cast, page):
    pair = introduced(a_pair(cast))
    arrangement = agreed(pair)
    mine = pair.side("giver")
    page(cast.dekker).get(page_url(pair.side("asker"))).press("Stop dit contact")
    henk = page(cast.henk)
    assert henk.get(page_url(mine)).status == 404
    assert henk.get(reverse("exchange:arrangement_page", args=[arrangement.code])).status == 404
    assert henk.get(page_url(mine, "arrangement_new")).status == 404
    mine_page = henk.get("/mijn/").land()
    assert "Dekker" not in mine_page.html
    assert "06 0000 0013" not in mine_page.html


def test_the_asker_asks_nobody_after_all(cast, page):
    pair = first_yes(a_pair(cast))
    dekker = page(cast.dekker).get(reverse("exchange:ask_page", args=[pair.ask.code]))
    dekker.press("Vraag toch nu niemand")
    assert "Er wordt nu niemand gevraagd" in dekker.text
    assert Introduction.objects.count() == 0


def test_the_connector_takes_back_twice(cast, page):
    pair = first_yes(a_pair(cast))
    url = reverse("exchange:introduction_take_back", args=[pair.introduction.code])
    samira = page(cast.samira)
    assert samira.post(url).land().ok
    assert samira.post(url).status == 409


def connector_urls(pair) -> list[str]:
    code = pair.introduction.code
    phone = [code, pair.side("giver").code, "ja"]
    return [
        new_url(pair),
        reverse("exchange:introduction_desk", args=[code]),
        reverse("exchange:introduction_phone", args=phone),
        reverse("exchange:introduction_take_back", args=[code]),
    ]


@pytest.mark.parametrize(
    "key", ["dekker", "henk", "ria", "tineke", "joke", "bert", "loes", "noor", "douwe", "stranger"]
)
def test_pages_of_the_connector_are_not_there_for_others(cast, page, key):
    pair = offered(a_pair(cast))
    client = page(getattr(cast, key))
    for url in connector_urls(pair):
        for method in (client.get, client.post):
            method(url)
            assert client.status in {404, 405, 409}, (key, url)
            for secret in ("Dekker", "Henk", SECRET_WORDS, "Iemand in de Rietkraag"):
                if secret not in client.participant.display_name:
                    assert secret not in client.html or client.status == 405
    assert pair.side("giver").answer == ""
    assert pair.introduction.state == "offered"


@pytest.mark.parametrize(
    "key", ["tineke", "samira", "ria", "joke", "bert", "noor", "douwe", "stranger"]
)
def test_pages_of_the_two_are_not_there_for_others(cast, page, key):
    pair = introduced(a_pair(cast))
    client = page(getattr(cast, key))
    for which in ("asker", "giver"):
        side = pair.side(which)
        for name in ("introduction_page", "arrangement_new"):
            assert client.get(page_url(side, name)).status == 404
            assert "06 0000 0013" not in client.html
            assert "06 0000 0028" not in client.html
        for name in ("introduction_answer", "introduction_end"):
            assert client.post(page_url(side, name), {"answer": "no"}).status == 409
        client.post(page_url(side, "reverse_question_ask"))
        assert client.status in {404, 409}
    recall = reverse("exchange:introduction_recall", args=[pair.ask.code])
    assert client.post(recall).status == 404
    assert pair.introduction.state == "introduced"


def test_one_of_the_two_has_no_key_to_the_page_of_the_other(cast, page):
    pair = introduced(a_pair(cast))
    assert page(cast.henk).get(page_url(pair.side("asker"))).status == 404


def test_the_connectors_page_takes_as_many_queries_with_more_going_on(cast, page):
    pair = first_yes(a_pair(cast))
    url = reverse("exchange:introduction_desk", args=[pair.introduction.code])
    before = len(page(cast.samira).get(url).queries)
    for giver in (cast.wil, cast.tineke):
        offered(a_pair(cast, asker=cast.neighbour("Nog een"), giver=giver))
    assert len(page(cast.samira).get(url).queries) == before


def test_the_carpenter_goes_home_without_points(cast, page):
    """J13.3: in the lesson someone's door sticks."""
    pair = introduced(a_pair(cast))
    henk = page(cast.henk).get(page_url(pair.side("giver")))
    for word in ("punten", "balans", "keer geholpen", "dank"):
        assert word not in henk.main.lower()
    with acting_as(cast.henk):
        actions.end_contact(pair.side("giver"), by=by(cast.henk))
