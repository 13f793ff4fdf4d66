"""What a notice of this room says in a mail."""

from django.utils.translation import gettext_lazy as _

from mekaar.notices.registry import NoticeWords, Words


def news(on_page: Words, where: str = "/mijn/") -> NoticeWords:
    """What every notice of this room says in a mail: that there is something, and nothing else."""
    return NoticeWords(
        subject=_("Er is iets nieuws voor jou"),
        body=_("Er staat iets nieuws op jouw eigen plek. Kijk daar als je wilt."),
        where=where,
        on_page=on_page,
    )
