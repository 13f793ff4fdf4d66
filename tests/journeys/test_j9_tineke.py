"""J9, steps 1 to 3: reablement after a hip fracture, by herself on her own screen."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from mekaar.conversation.models import DailyActivity, PracticeStep
from mekaar.people.models import Participant
from tests.browser import check_accessible, sign_in
from tests.journeys.walking import text_of, write

pytestmark = pytest.mark.browser


def note(page: Page, step: str, words: str) -> None:
    """One thing of every day on one of the three steps."""
    page.goto(f"/mijn/gesprek/stappen/{step}/nieuw/")
    write(page, words=words)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def test_tineke_walks_to_the_market_again(town, browse):
    page = sign_in(browse(), town.tineke)

    # The third step cannot be opened first.
    page.goto("/mijn/gesprek/stappen/")
    check_accessible(page)
    note(page, "over", "de boodschappen")
    assert not DailyActivity.objects.filter(participant=town.tineke).exists()

    # 1. What I do myself, what I want to be able to do again, what is left.
    note(page, "zelf", "wassen en thee zetten")
    note(page, "weer-kunnen", "lopend naar de markt")
    note(page, "over", "de gordijnen")
    page.goto("/mijn/gesprek/stappen/")
    check_accessible(page)
    for words in ("wassen en thee zetten", "lopend naar de markt", "de gordijnen"):
        assert words in text_of(page)

    she_practises(page, town.tineke)


def she_practises(page: Page, tineke: Participant) -> None:
    """2 and 3: a small step with a look-back date of her own, and her mark on that day."""
    # 2. Practice to the corner with neighbour Wil; the look-back date is hers.
    market = DailyActivity.objects.get(participant=tineke, step="to_regain")
    page.goto(f"/mijn/gesprek/dagelijks/{market.code}/oefenen/")
    day = timezone.localdate() + datetime.timedelta(days=30)
    write(page, words="tot de hoek", with_whom="Wil")
    write(page, look_back_on=f"{day.day}-{day.month}-{day.year}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    step = PracticeStep.objects.get(participant=tineke)
    assert step.look_back_on == day

    # 3. The day has come: she marks "minder hulp".
    PracticeStep.objects.filter(id=step.id).update(look_back_on=timezone.localdate())
    page.goto("/mijn/")
    assert "terugkijken" in text_of(page)
    page.goto(f"/mijn/gesprek/oefenen/{step.code}/")
    check_accessible(page)
    page.locator("main [name=mark][value=less]").check()
    write(page, next_on=f"{day.day}-{day.month}-{day.year}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    step.refresh_from_db()
    assert step.mark == "less"


def test_nobody_else_sees_or_moves_it(town, browse):
    """Fails if a professional edits "zelf" or the municipality sees Wil."""
    tineke: Participant = town.tineke
    mine = sign_in(browse(), tineke)
    note(mine, "zelf", "boodschappen doen")
    activity = DailyActivity.objects.get(participant=tineke)
    for other in (town.noor, town.wil):
        page = sign_in(browse(), other)
        assert page.goto(f"/mijn/gesprek/dagelijks/{activity.code}/").status == 404
    activity.refresh_from_db()
    assert (activity.step, activity.words) == ("self_done", "boodschappen doen")
