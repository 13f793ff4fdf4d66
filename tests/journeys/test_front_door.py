"""Coming in: the front page, and signing in as a resident, a host and a policy officer."""

import pytest

from tests.browser import check_accessible, check_zoomed, sign_in, walk_by_keyboard

pytestmark = pytest.mark.browser


def test_front_page_says_where_and_whom(town, browse):
    page = browse()
    page.goto(town.front)
    assert "06 0000 0010" in page.locator("body").inner_text()
    assert "Lindeplein 1" in page.locator("body").inner_text()
    check_accessible(page)
    check_zoomed(page)


def test_front_page_by_keyboard(town, browse):
    page = browse()
    page.goto(town.front)
    assert {"Ik heb een vraag", "Aanmelden"} <= set(walk_by_keyboard(page))


@pytest.mark.parametrize("path", ["/aanmelden/", "/ik-heb-een-vraag/", "/stijlgids/"])
def test_public_page_is_accessible(town, browse, path):
    page = browse()
    page.goto(town.front)
    page.goto(path)
    check_accessible(page)


def test_resident_comes_in_with_a_card(town, browse):
    page = sign_in(browse(), town.dekker)
    assert page.url.endswith("/mijn/")
    check_accessible(page)


def test_host_comes_in_with_a_second_step(town, browse):
    page = sign_in(browse(), town.ria)
    page.goto("/balie/")
    assert page.locator("h1").inner_text()
    check_accessible(page)


def test_policy_officer_finds_no_desk(town, browse):
    page = sign_in(browse(), town.noor)
    assert page.goto("/balie/").status == 404
