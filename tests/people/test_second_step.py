"""The second step of staff: no role counts without it; a paper list is enough."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mekaar.people.actions.second_step import new_start_code
from mekaar.places.models import Responsibility
from tests.cast import account_of
from tests.people.test_sign_in import code_in_mail, work

STEP = reverse("people:second_step")
SET_UP = reverse("people:second_step_set_up")
LIST = reverse("people:second_step_list")
APP = reverse("people:second_step_app")
DESK = reverse("people:desk")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def half(page, participant):
    """A browser in which staff signed in, without the second step."""
    return page(participant, second_step=False)


def started(page, participant):
    """The same, after the start code that came with the role."""
    code = new_start_code(participant)
    return half(page, participant).get(SET_UP).submit("Verder", code=code)


def paper_list(page, participant) -> list[str]:
    browser = started(page, participant).post(LIST).land()
    return [node.words for node in browser.document.all("code")]


def secret_of(browser) -> str:
    return browser.document.all("code")[0].words.replace(" ", "")


def digits(secret: str, at=None) -> str:
    moment = (at or timezone.now()).timestamp()
    return format_hotp_value(hotp_value(secret, int(moment) // 30))


def test_without_a_code_there_is_a_number_to_call(cast, page):
    paper_list(page, cast.ria)
    browser = half(page, cast.ria).get(STEP)
    assert browser.links[cast.place.phone].startswith("tel:")
    Responsibility.objects.create(
        neighbourhood=cast.here, label="techniek", phone="06 0000 0091", role="technology"
    )
    assert browser.get(STEP).links["06 0000 0091"] == "tel:0600000091"


@pytest.mark.parametrize(("days", "opens"), [(29, True), (31, False)])
def test_a_start_code_grows_old(cast, page, capsys, days, opens):
    call_command("role", "forget", cast.ria.code)
    said = capsys.readouterr().out
    assert "Dat kan 30 dagen, tot en met" in said
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=True):
        browser = half(page, cast.ria).get(SET_UP).submit("Verder", code=CODE.search(said)[0])
    assert (browser.h1 == "Kies je tweede stap") is opens
    assert opens or "ouder dan 30 dagen" in browser.errors[0]


@pytest.mark.parametrize("who", ["ria", "samira"])
def test_desk_leads_to_the_second_step(cast, page, who):
    code = new_start_code(getattr(cast, who))
    browser = half(page, getattr(cast, who)).get(DESK)
    assert browser.location.startswith(STEP)
    assert browser.land().h1 == "Je startcode"
    browser.submit("Verder", code=code)
    assert browser.url.startswith(SET_UP)
    assert browser.h1 == "Kies je tweede stap"


def test_roles_do_not_count_without_it(cast, page, at_desk):
    at_desk(cast.ria, cast.dekker)
    browser = half(page, cast.ria).get(reverse("people:me"))
    assert "Dekker" not in browser.html
    assert "Ria" in browser.main


def test_sign_in_of_staff_goes_past_it(cast, public):
    account = account_of(cast.ria)
    account.email = "ria@voorbeeld.example"
    account.save()
    public.get(reverse("people:sign_in")).submit("Stuur mij een code", email=account.email)
    work()
    public.submit("Aanmelden", code=code_in_mail())
    assert public.url.startswith(SET_UP)


def test_paper_list_alone_is_enough(cast, page):
    codes = paper_list(page, cast.ria)
    assert len(codes) == 10
    assert all(re.fullmatch(r"\d{4} \d{4}", code) for code in codes)
    browser = half(page, cast.ria).get(DESK).land()
    assert browser.h1 == "Nog één stap"
    browser.submit("Verder", code=codes[0])
    assert browser.url == DESK
    assert browser.ok


def test_code_of_the_list_works_once(cast, page):
    codes = paper_list(page, cast.ria)
    half(page, cast.ria).post(STEP, {"code": codes[0]})
    again = half(page, cast.ria).post(STEP, {"code": codes[0]})
    assert again.status == 422
    assert half(page, cast.ria).post(STEP, {"code": codes[1]}).status == 302


def test_list_is_shown_once_and_sealed(cast, page):
    browser = started(page, cast.ria).post(LIST).land()
    code = browser.document.all("code")[0].words.replace(" ", "")
    seed = Authenticator.objects.get().data["seed"]
    assert seed.startswith("gAAAA"), "sealed"
    assert code not in browser.client.session.get("once_paper_list", "")
    assert browser.get(LIST).location == SET_UP


def test_app(cast, page):
    browser = started(page, cast.samira).get(APP)
    secret = secret_of(browser)
    browser.submit("Klaar", code=digits(secret))
    assert "gAAAA" in Authenticator.objects.get(type="totp").data["secret"]
    later = timezone.now() + timezone.timedelta(minutes=5)
    with time_machine.travel(later, tick=True):
        step = half(page, cast.samira).post(STEP, {"code": digits(secret, later)})
    assert step.status == 302


def test_digits_of_the_app_open_once_in_whatever_process(cast, page):
    """Somebody who looked over the shoulder comes a moment later, elsewhere."""
    browser = started(page, cast.samira).get(APP)
    secret = secret_of(browser)
    browser.submit("Klaar", code=digits(secret))
    later = timezone.now() + timezone.timedelta(minutes=5)
    seen = digits(secret, later)
    with time_machine.travel(later, tick=False):
        assert half(page, cast.samira).post(STEP, {"code": seen}).status == 302
    for seconds in (1, 29, 31, 45):
        cache.clear()  # what one process remembers, another does not
        with time_machine.travel(later + timezone.timedelta(seconds=seconds), tick=False):
            again = half(page, cast.samira).post(STEP, {"code": seen})
        assert (again.status, "al gebruikt" in again.main) == (422, True), seconds


def test_app_with_wrong_digits_is_not_kept(cast, page):
    browser = started(page, cast.samira).get(APP)
    wrong = f"{(int(digits(secret_of(browser))) + 1) % 10**6:06}"
    browser.submit("Klaar", code=wrong)
    assert browser.status == 422
    assert not Authenticator.objects.exists()
    assert half(page, cast.samira).get(DESK).location.startswith(STEP)


def test_guessing_stops(cast, page):
    paper_list(page, cast.ria)
    browser = half(page, cast.ria)
    answers = [browser.post(STEP, {"code": f"0000000{n}"}).status for n in range(9)]
    assert answers == [422] * 8 + [429]


@pytest.mark.parametrize("code", ["", " ", "abc", "\x00", "9" * 500, "٣٣٣٣٣٣"])
def test_nonsense_is_no_code(cast, page, code):
    paper_list(page, cast.ria)
    browser = half(page, cast.ria).post(STEP, {"code": code})
    assert browser.status == 422
    assert browser.get(DESK).location.startswith(STEP)


@pytest.mark.parametrize("url", [SET_UP, LIST, APP])
def test_card_alone_cannot_set_up_another_second_step(cast, page, url):
    codes = paper_list(page, cast.ria)
    thief = half(page, cast.ria)
    assert thief.post(url).location == STEP
    assert half(page, cast.ria).post(STEP, {"code": codes[0]}).status == 302


@pytest.mark.parametrize("url", [STEP, SET_UP, LIST, APP])
def test_without_a_role_there_is_no_second_step(cast, page, url):
    assert page(cast.dekker).get(url).status == 404


def test_lost_list_is_forgotten_by_command(cast, page, capsys):
    paper_list(page, cast.ria)
    call_command("role", "forget", cast.ria.code)
    code = CODE.search(capsys.readouterr().out)[0]
    assert half(page, cast.ria).get(STEP).location.startswith(SET_UP)
    browser = half(page, cast.ria).get(SET_UP).submit("Verder", code=code.lower())
    assert browser.h1 == "Kies je tweede stap"
