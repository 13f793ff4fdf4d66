"""How the journal and the notices speak of what members and facilitator did."""

from django.utils.functional import Promise

from mekaar.notices.registry import NoticeWords

# After the name: "Joke keek naar jouw kring".
JOURNAL: dict[str, str | Promise] = {}
NOTICES: dict[str, NoticeWords] = {}
