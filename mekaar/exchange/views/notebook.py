"""Taking over the notebook at the desk: choose, check row by row, take over, get the rest back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mekaar.core.pages import show
from mekaar.exchange import actions
from mekaar.exchange.forms.notebook import (
    FIELDS,
    MendForm,
    NotebookForm,
    RowForm,
    mended,
    one_page,
    sent_back,
)
from mekaar.exchange.notebook import reading
from mekaar.exchange.notebook.understanding import Notebook
from mekaar.exchange.queries.notebook import not_taken_before
from mekaar.people.doors import desk
from mekaar.people.requests import PersonRequest


@desk
def notebook(request: PersonRequest) -> HttpResponse:
    """Choose the file; then the check page, where nothing has been kept yet."""
    form = NotebookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _check(request, form.cleaned_data["notebook"])
    return show(request, "exchange/notebook.html", title=_("Het schrift overnemen"), form=form)


def _check(request: PersonRequest, read: Notebook) -> HttpResponse:
    """What was understood, row by row; rows that were taken before are not asked about again."""
    new = not_taken_before(read.rows, here=request.by.here)
    if not new:
        messages.info(request, _("Alle regels staan er al. Er is niets veranderd."))
        return redirect("exchange:notebook")
    page = one_page(new)
    return _ask_to_mend(
        request,
        [RowForm(row, take=not row.trouble) for row in page],
        MendForm([]),
        more=len(new) - len(page),
        known=len(read.rows) - len(new),
        unused=read.unused,
    )


def _ask_to_mend(
    request: PersonRequest, rows: list[RowForm], form: MendForm, **more: Any
) -> HttpResponse:
    return show(
        request,
        "exchange/notebook_check.html",
        title=_("Hebben we het goed begrepen?"),
        rows=rows,
        form=form,
        **{"more": 0, "known": 0, "unused": [], **more},
    )


@desk
@require_POST
def notebook_take(request: PersonRequest) -> HttpResponse:
    """Take the checked rows over, in one transaction, and show what came of it.

    Not a redirect: the rows that are given back are kept nowhere. Sending it again changes nothing.
    """
    page = mended(request.POST)
    if page.wrong:
        return _ask_to_mend(request, page.row_forms, MendForm(page.wrong))
    done = actions.take_over(page.take, by=request.by)
    messages.success(
        request,
        ngettext("%(n)d regel overgenomen.", "%(n)d regels overgenomen.", done.taken)
        % {"n": done.taken},
    )
    return show(
        request,
        "exchange/notebook_done.html",
        title=_("Het schrift is overgenomen"),
        done=done,
        left=[(row, row.trouble or _("Met de hand overgeslagen.")) for row in page.leave],
    )


@desk
@require_POST
def notebook_rest(request: PersonRequest) -> HttpResponse:
    """The rows that were not taken and why, as a file; nothing of it is kept here."""
    rows = [
        [*(getattr(row, name) for name in FIELDS), request.POST.get(f"r{row.number}-why", "")]
        for row in sent_back(request.POST)
    ]
    return HttpResponse(
        reading.write_csv([reading.rest_heading(), *rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="niet-overgenomen.csv"'},
    )
