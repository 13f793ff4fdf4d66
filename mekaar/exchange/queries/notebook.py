"""Which rows of a notebook were taken before."""

import uuid

from mekaar.exchange.models import NotebookRow
from mekaar.exchange.notebook.understanding import Understood


def not_taken_before(rows: list[Understood], *, here: uuid.UUID) -> list[Understood]:
    """The rows that are new in this neighbourhood, by what was read and by what was made of it."""
    digests = {digest for row in rows for digest in row.digests}
    kept = NotebookRow.objects.filter(neighbourhood_id=here, digest__in=digests)
    known = set(kept.values_list("digest", flat=True))
    return [row for row in rows if not row.digests & known]
