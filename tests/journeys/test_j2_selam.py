"""J2, steps 1 to 4 and 6: a young mother, new, with little Dutch."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from mekaar.conversation.models import CoreAnswer
from mekaar.exchange.models import Ask
from mekaar.people.models import Group, GroupMember, Participant
from tests.browser import check_accessible, sign_in
from tests.journeys.walking import (
    helper_at_desk,
    press,
    read_back,
    somebody_new,
    text_of,
    write,
)
from tests.sealed import named

pytestmark = pytest.mark.browser


def test_selam_asks_only_the_womens_table(town, browse):
    table = Group.objects.create(neighbourhood=town.here, name="de vrouwentafel", when="woensdag")
    member, outsider = town.tineke, town.henk
    GroupMember.objects.create(
        neighbourhood=town.here, group=table, participant=member, confirmed_at=timezone.now()
    )

    # 1. Place, time and phone stand first, for whoever comes by.
    visitor = browse()
    visitor.goto(town.front)
    assert "06 0000 0010" in visitor.locator("body").inner_text()

    desk = helper_at_desk(browse, town.samira)
    somebody_new(desk, "Selam")
    selam = named("Selam", neighbourhood=town.here)
    she_chooses_her_helper(desk)
    she_answers_in_her_language(desk, selam)
    ask = she_asks_the_table(desk, selam, table)

    # 4. Her words are for that table, without her name; for nobody else.
    page = sign_in(browse(), member)
    page.goto("/mijn/buurtvragen/")
    check_accessible(page)
    assert "tandarts" in text_of(page)
    assert "Selam" not in text_of(page)
    other = sign_in(browse(), outsider)
    other.goto("/mijn/buurtvragen/")
    assert "tandarts" not in text_of(other)
    assert other.goto(f"/mijn/vragen/{ask.code}/").status == 404


def she_chooses_her_helper(desk: Page) -> None:
    """2. Her neighbour Abeba helps with the language, for this talk only."""
    desk.goto("/mijn/gesprek/praten/nieuw/")
    write(desk, place="hier, met mijn kind erbij", language_helper="Abeba")
    press(desk, "We praten nu")
    read_back(desk, "Abeba")


def she_answers_in_her_language(desk: Page, selam: Participant) -> None:
    """3. In Tigrinya and in Dutch, read back both ways; what is not known yet stays open."""
    desk.goto("/mijn/gesprek/kaart/mijn-taal/")
    check_accessible(desk)
    desk.locator("main [name=language]").select_option("ti")
    write(desk, want_other="ሰባት ክፈልጥ", want="mensen kennen, Nederlands")
    write(desk, can="haar vlechten, injera")
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_load_state()
    read_back(desk, "ሰባት ክፈልጥ", "mensen kennen, Nederlands")
    said = CoreAnswer.objects.get(participant=selam, question="want")
    assert (said.other_language, said.other_words) == ("ti", "ሰባት ክፈልጥ")
    assert "achterstand" not in text_of(desk)


def she_asks_the_table(desk: Page, selam: Participant, table: Group) -> Ask:
    """4. Audience: only the women's table."""
    desk.goto("/mijn/gegevens/groepen/")
    check_accessible(desk)
    desk.locator("main form:has([name=group]) button[type=submit]").first.click()
    desk.wait_for_load_state()
    assert GroupMember.objects.filter(group=table, participant=selam).exists()
    desk.goto("/mijn/vragen/nieuw/")
    write(desk, words="Wie past op bij de tandarts?")
    desk.locator("main [name=audience][value=group]").check()
    group = desk.locator("main select[name=group]")
    if group.count():
        group.select_option(label=table.name)
    else:
        desk.locator("main [name=group]").last.check()
    press(desk, "Lees het terug")
    read_back(desk, "Wie past op bij de tandarts?", table.name)
    return Ask.objects.get(participant=selam)


def test_she_braids_hair_if_she_wants(town, browse):
    """6. The closing invitation: a yes in her words, a no that is not asked again."""
    page = sign_in(browse(), town.selam)
    page.goto("/mijn/gesprek/iets-voor-de-buurt/")
    check_accessible(page)
    page.locator("main [name=answer][value=no]").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto("/mijn/gesprek/kaart/")
    assert "Zou je iets voor de buurt willen doen?" not in text_of(page)
