"""The plan of a circle is one sheet of A4, also when it is as full as it may be (R-C21)."""

import io

import pytest
from pypdf import PdfReader

from mekaar.core import pdf
from tests.browser import sign_in
from tests.circles import plans
from tests.journeys.test_paper import ONE_SHEET, every_day_open, sheets

pytestmark = pytest.mark.browser


# Letters of what, when, how and otherwise: many agreements that each just take a line more than
# they seem to, and few that are as long as they may be.
SHAPES = {
    "many": [(60, 60, 50, 50)] * 4 + [(66, 60, 50, 50)] * 3,
    "few": [(300, 200, 300, 300)] * 2,
    "short": [(40, 20, 30, 30)] * 3,
}
WORDS = "wandelen op Maandagmiddag met Gerda "


def _text(letters: int) -> str:
    return (WORDS * 10)[:letters].strip().ljust(letters, "m")


def _full(made, shape: str = "many") -> None:
    """As many agreements and as many lines as may stand on one sheet."""
    plans.begun(made)
    for number, (what, when, how, otherwise) in enumerate(SHAPES[shape]):
        told = {"what": _text(what), "when": f"{number} {_text(when - 2)}",
                "how_we_know": _text(how), "otherwise": _text(otherwise)}  # fmt: skip
        plans.says(made, plans.proposed(made, "zus", **told), "zus")
    plans.asked(made)
    plans.everybody(made)
    plans.holds(made)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_plan_is_one_sheet(town, browse, shape):
    every_day_open(town.place)
    made = plans.supporting(town)
    _full(made, shape)
    there = f"/kring/{made.circle.code}/plan/papier/"
    page = sign_in(browse(), town.zus)
    page.goto(there)
    assert page.get_by_role("heading", level=1).inner_text() == "Het plan van Mark"
    assert sheets(page) == ONE_SHEET
    if pdf.available():
        file = page.request.get(f"/kring/{made.circle.code}/plan/papier.pdf").body()
        assert len(PdfReader(io.BytesIO(file)).pages) == ONE_SHEET
