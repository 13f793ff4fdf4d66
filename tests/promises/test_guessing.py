"""An answer tells nobody who is known here: the same statements and the same page (ASVS 6.3)."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mekaar.core.ids import new_code
from mekaar.people import actions
from tests.acting import acting_as, by
from tests.cast import account_of
from tests.page import Page
from tests.people.test_sign_in import MAIL, MAIL_CODE, SIGN_IN, new_card, work


def shape(browser: Page, url: str, sent: dict[str, str]) -> tuple[list[str], int, str]:
    """The statements without their values, and what was answered."""
    with CaptureQueriesContext(connection) as asked:
        browser.post(url, sent)
    return [shapeless(one["sql"]) for one in asked], browser.status, answer(browser)


def shapeless(sql: str) -> str:
    sql = re.sub(r"'[^']*'(::\w+)?", "…", sql)
    sql = re.sub(r'"?s\d+_x\d+"?|\b\d+\b', "…", sql)
    return re.sub(r"\b(NULL|true|false)\b", "…", sql, flags=re.IGNORECASE)


def answer(browser: Page) -> str:
    """What stands there, without what is new in every answer."""
    page = browser.html if browser.is_html else browser.location
    return re.sub(r'(value|nonce)="[^"]*"', "", page)


def test_a_known_and_an_unknown_mail_address_are_the_same(cast):
    account = account_of(cast.dekker)
    account.email = "dekker@voorbeeld.example"
    account.save()
    known = shape(Page(), MAIL, {"email": account.email})
    unknown = shape(Page(), MAIL, {"email": "niemand@voorbeeld.example"})
    assert len(known[0]) > 10
    assert known == unknown


def test_a_code_of_an_unknown_address_is_as_wrong_as_a_wrong_one(cast):
    account = account_of(cast.dekker)
    account.email = "dekker@voorbeeld.example"
    account.save()
    tried = []
    for email in (account.email, "niemand@voorbeeld.example"):
        browser = Page().post(MAIL, {"email": email})
        work()
        tried.append(shape(browser, MAIL_CODE, {"code": "BCDF2345"}))
    assert tried[0] == tried[1]


def test_an_ended_card_and_one_that_never_was_are_the_same(cast):
    code = new_card(cast.dekker)
    with acting_as(by(cast.dekker)):
        actions.end_card(cast.dekker, by=by(cast.dekker))
    ended = shape(Page(), SIGN_IN, {"code": code})
    unknown = shape(Page(), SIGN_IN, {"code": new_code(12)})
    assert len(ended[0]) > 10
    assert ended == unknown
