"""Where WeasyPrint is loaded: only `mekaar.core.pdf` asks for this module, for the first PDF."""

from functools import cache
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

_KIND = "application/octet-stream"

# What only decorates has no words, and a screen reader would tell of a picture without any.
_ON_PAPER = 'img[alt=""], svg[aria-hidden="true"] { display: none }'


class OwnFiles(URLFetcher):  # type: ignore[misc]  # without types
    """Our own static files, from the disk. Nothing else: no other site, file, or picture in words.

    Words of people stand in what is printed. Whatever address is among them, nobody outside hears
    that it was printed, and no file of the machine comes on the paper.
    """

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  # theirs
        """The file at this address of ours; raises ValueError for any other."""
        whole, ours = urlsplit(url), urlsplit(urljoin(settings.PUBLIC_URL, settings.STATIC_URL))
        if whole[:2] != ours[:2] or not whole.path.startswith(ours.path):
            raise ValueError("not a file of this house")
        name = unquote(whole.path.removeprefix(ours.path))
        return URLFetcherResponse(url, _read(name), {"Content-Type": _KIND})


def _read(name: str) -> bytes:
    """A static file under the name that pages use; before it was collected, from where it is made.

    Both places refuse a name that leads out of them.
    """
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            content: bytes = file.read()
            return content
    found = finders.find(name)
    if found is None:
        raise ValueError("no such file in this house")
    with open(found, "rb") as file:  # noqa: PTH123
        return file.read()


@cache
def _press() -> tuple[FontConfiguration, list[CSS]]:
    """Our style with our fonts, read once: reading it takes longer than a page does."""
    fonts = FontConfiguration()
    address = urljoin(settings.PUBLIC_URL, static("mekaar/mekaar.css"))
    ours = CSS(url=address, url_fetcher=OwnFiles(), font_config=fonts)
    return fonts, [ours, CSS(string=_ON_PAPER)]


def typeset(page: str) -> bytes:
    """A whole page of HTML as PDF/UA-1; one at a time, because the fonts are shared."""
    fonts, styles = _press()
    document = HTML(string=page, base_url=settings.PUBLIC_URL, url_fetcher=OwnFiles())
    made: bytes = document.write_pdf(
        stylesheets=styles,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        presentational_hints=True,  # our drawings say how wide they are in an attribute
    )
    return made
