"""Taking over the notebook at the desk: choose, check row by row, take over, get the rest back."""

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mekaar.core.errors import Refused
from mekaar.core.pages import show
from mekaar.exchange import actions
from mekaar.exchange.forms.notebook import FIELDS, MOST_ON_A_PAGE, NotebookForm, mended, row_forms
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import Understood
from mekaar.people.doors import desk
from mekaar.people.requests import PersonRequest


@desk
def notebook(request: PersonRequest) -> HttpResponse:
    """Choose the file; then the check page, where nothing has been kept yet."""
    form = NotebookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = form.rows()
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _check(request, rows)
    return show(request, "exchange/notebook.html", title=_("Het schrift overnemen"), form=form)


def _check(request: PersonRequest, rows: list[Understood]) -> HttpResponse:
    """What was understood, row by row; the first page-full when there are many."""
    return show(
        request,
        "exchange/notebook_check.html",
        title=_("Hebben we het goed begrepen?"),
        rows=row_forms(rows[:MOST_ON_A_PAGE]),
        more=max(0, len(rows) - MOST_ON_A_PAGE),
        most=MOST_ON_A_PAGE,
    )


@desk
@require_POST
def notebook_take(request: PersonRequest) -> HttpResponse:
    """Take the checked rows over, in one transaction, and show what came of it."""
    take, left_out = mended(request.POST)
    done = actions.take_over(take, by=request.by)
    messages.success(
        request,
        ngettext("%(n)d regel overgenomen.", "%(n)d regels overgenomen.", done.taken)
        % {"n": done.taken},
    )
    left = [(row, row.trouble) for row in done.left]
    left += [(row, row.trouble or _("Met de hand overgeslagen.")) for row in left_out]
    return show(
        request,
        "exchange/notebook_done.html",
        title=_("Het schrift is overgenomen"),
        done=done,
        left=left,
        fields=FIELDS,
    )


@desk
@require_POST
def notebook_rest(request: PersonRequest) -> HttpResponse:
    """The rows that were not taken and why, as a file; nothing of it is kept here."""
    if len(request.POST.getlist("why")) > MOST_ON_A_PAGE:
        raise RequestDataTooBig
    columns = [request.POST.getlist(key) for key in (*FIELDS, "why")]
    rows = [list(row) for row in zip(*columns, strict=False)]
    heading = [_("naam"), _("telefoon"), _("zoekt"), _("kan"), _("datum"), _("bereikbaar")]
    content = reading.write_csv([[*heading, _("waarom niet")], *rows])
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="niet-overgenomen.csv"'},
    )
