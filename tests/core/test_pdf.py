"""A page as a PDF: tagged, with our own letters, and nothing from outside."""

import http.server
import io
import os
import subprocess
import sys
import threading

import pytest
import weasyprint
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from mekaar.core import pages, pdf
from mekaar.core.typesetting import OwnFiles
from tests.house.source import ROOT

WORDS = """
<p>Bel <b>Ria</b> voor één uur.</p>
<ul><li>soep</li><li>brood</li></ul>
<table><thead><tr><th>Dag</th><th>Wie</th></tr></thead>
<tbody><tr><td>maandag</td><td>Samira</td></tr></tbody></table>
"""
ARABIC = '<p lang="ar" dir="rtl">مرحبا بكم في الحي</p>'


@pytest.fixture(scope="module", autouse=True)
def _pango():
    if not pdf.available():
        pytest.fail(
            "De tests maken een PDF en dat kan hier niet: installeer pango (Debian: apt install"
            " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
        )


def made(html: str, title: str = "Brief", language: str = "nl") -> bytes:
    """A template with only these words, as a PDF."""
    inside = engines["django"].from_string(html).render()
    return pdf.pdf(inside, title=title, language=language)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def tags(part) -> list[str]:
    """Every tag of the tree, in reading order."""
    part = part.get_object() if isinstance(part, IndirectObject) else part
    if isinstance(part, list):
        return [tag for one in part for tag in tags(one)]
    if not isinstance(part, dict) or "/S" not in part:
        return tags(part["/K"]) if isinstance(part, dict) and "/K" in part else []
    return [part["/S"], *tags(part.get("/K"))]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return made(WORDS, "Wie belt wie")


def test_it_holds_the_words_and_says_what_it_is(paper):
    found = read(paper)
    root = found.trailer["/Root"]
    assert {"Wie belt wie", "Bel Ria voor één uur."} <= set(text(paper).splitlines())
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"] == {"/Marked": True}
    assert root["/ViewerPreferences"] == {"/DisplayDocTitle": True}
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert dict(found.metadata) == {"/Title": "Wie belt wie", "/Producer": found.metadata.producer}


def test_every_part_has_its_tag(paper):
    found = tags(read(paper).trailer["/Root"]["/StructTreeRoot"])
    wanted = ["/H1", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"]
    assert [tag for tag in dict.fromkeys(found) if tag in wanted] == wanted
    assert (found.count("/H1"), found.count("/LI"), found.count("/TH")) == (1, 2, 2)


def test_it_is_one_a4_in_our_own_letters(paper):
    (page,) = read(paper).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    below = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert below
    assert all("/FontFile2" in one or "/FontFile3" in one for one in below)
    assert all("Noto-Sans" in one["/FontName"] for one in below)


def test_it_comes_out_in_the_print_style():
    found = text(made('<p class="no-print">Druk af</p><p>Blijft</p>'))
    assert ("Blijft" in found, "Druk af" in found) == (True, False)


def test_a_language_from_right_to_left():
    found = read(made(ARABIC, "الحي", "ar"))
    assert found.trailer["/Root"]["/Lang"] == "ar"
    assert "/P" in tags(found.trailer["/Root"]["/StructTreeRoot"])
    (page,) = found.pages
    begins = []
    page.extract_text(
        visitor_text=lambda words, cm, tm, *_: (
            begins.append(cm[0] * tm[4] + cm[4]) if words.strip() else None
        )
    )
    assert min(begins) > float(page.mediabox.width) / 2, "title and words, on the right"


def test_what_no_template_made_is_shown_as_it_was_typed():
    found = pdf.pdf("<b>Ria</b> & <img src=x>", title="<i>Brief</i>", language="nl")
    assert {"<i>Brief</i>", "<b>Ria</b> & <img src=x>"} <= set(
        map(str.strip, text(found).splitlines())
    )
    assert read(found).metadata.title == "<i>Brief</i>"


def test_a_picture_has_words_or_is_left_out():
    """Drawings that only decorate stay away; a figure always says what it shows."""
    decoration = (
        engines["django"].from_string('{% picture "soep" 100 %}{% icon "phone" %}').render()
    )
    drawn = (
        decoration + '<img src="/static/mekaar/pictures/soep.svg" alt="Een pan soep" width="99">'
    )
    found = tags(read(made(drawn)).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/Figure") == 1
    only = made(decoration + "<p>Soep</p>")
    assert "/Figure" not in tags(read(only).trailer["/Root"]["/StructTreeRoot"])


class Outside(http.server.BaseHTTPRequestHandler):
    """Another machine, that remembers what was asked of it."""

    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def outside():
    Outside.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Outside) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def wants_outside(address: str) -> str:
    """Each way in which words could have something fetched."""
    return f"""
    <img src="{address}/img" alt=""><link rel="stylesheet" href="{address}/link">
    <style>@import "{address}/import"; @font-face {{ font-family: X; src: url({address}/font) }}
      p {{ font-family: X; background: url({address}/background) }}</style>
    <object data="{address}/object"></object><embed src="{address}/embed">
    <svg width="9" height="9"><image href="{address}/svg" width="9" height="9"></image></svg>
    <link rel="attachment" href="{address}/attachment"><p>woorden</p>
    <base href="{address}/"><img src="base" alt="">"""


def test_nothing_is_fetched_from_another_machine(outside):
    assert "woorden" in text(made(wants_outside(outside)))
    assert Outside.asked == []
    weasyprint.HTML(string=wants_outside(outside)).write_pdf()
    assert len(set(Outside.asked)) > 5, "the same page, without our keeper of the door"


def test_no_file_of_the_machine_comes_on_the_paper(tmp_path):
    secret = tmp_path / "geheim.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">'
        '<text y="15">geheim</text></svg>'
    )
    html = f'<p>woorden</p><img src="{secret.as_uri()}" alt="">'
    assert "geheim" not in text(made(html))
    assert "geheim" in text(weasyprint.HTML(string=html).write_pdf())


@pytest.mark.parametrize(
    "address",
    [
        "http://testserver/static/../../pyproject.toml",
        "http://testserver/static/%2e%2e/%2e%2e/pyproject.toml",
        "http://testserver/static//etc/passwd",
        "http://testserver/mijn/",
        "http://testserver.example/static/mekaar/mekaar.css",
        "http://testserver@example.nl/static/mekaar/mekaar.css",
        "https://testserver/static/mekaar/mekaar.css",
        "data:image/svg+xml,<svg/>",
        "http://testserver/static/mekaar/is-er-niet.css",
        "http://testserver/static/",
    ],
)
def test_only_our_own_static_files_are_read(address):
    door = OwnFiles()
    assert door.fetch("http://testserver/static/mekaar/mekaar.css?v=1#top").read()
    with pytest.raises(Exception, match=r"."):  # what it raises is for WeasyPrint, which goes on
        door.fetch(address)


def test_the_answer_is_a_private_file():
    answer = pages.private_file(b"%PDF", kind="application/pdf", name="", ending="pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="mekaar.pdf"'
    name = 'Kring van "Ria"\r\nSet-Cookie: a=b; ../é' + "x" * 99
    answer = pages.private_file(b"%PDF", kind="application/pdf", name=name, ending="pdf")
    file = answer["Content-Disposition"].removeprefix('attachment; filename="').removesuffix('"')
    assert file.startswith("kring-van-ria-set-cookie-ab-ex")
    assert file.endswith("x.pdf")
    assert len(file) <= 64
    assert answer["Cache-Control"] == "private, no-store"


def test_a_template_becomes_a_file_to_keep():
    """In the language of who asks, and what somebody typed is what stands there."""
    request = RequestFactory().get("/")
    answer = pages.paper(request, "cotton/note.html", title="Kring", slot="Ria <b>", kind="good")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="kring.pdf"'
    assert "Ria <b>" in text(answer.content)
    assert read(answer.content).trailer["/Root"]["/Lang"] == "nl"
    with translation.override("en"):
        answer = pages.paper(request, "cotton/note.html", title="Circle", slot="Ria", kind="good")
    assert read(answer.content).trailer["/Root"]["/Lang"] == "en"


WITHOUT = """
import sys
sys.modules["weasyprint"] = None
import config.wsgi, config.urls
from django.urls import get_resolver
from django.test import RequestFactory
from mekaar.core import pages, pdf
from mekaar.core.errors import NotThere
get_resolver().url_patterns
assert pdf.available() is False
try:
    pages.paper(RequestFactory().get("/"), "paper.html", title="Kring")
except NotThere:
    print("de bladzijde is er niet")
"""
AT_THE_START = """
import sys, config.wsgi, config.urls
from django.urls import get_resolver
from mekaar.core import pages, pdf
get_resolver().url_patterns
assert pdf.available()
print({"weasyprint", "fontTools", "PIL", "mekaar.core.typesetting"} & set(sys.modules))
"""


def python(program: str) -> str:
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    command = [sys.executable, "-c", program]
    return subprocess.check_output(command, env=told, cwd=ROOT, text=True, stderr=subprocess.STDOUT)


TELLS_NOTHING = """
import django
django.setup()
from django.utils.safestring import SafeString
from mekaar.core import pdf
drawn = SafeString('<img src="http://ria.example/geheim" alt="Ria">')
assert pdf.pdf(drawn, title="Brief", language="nl")
"""


def test_what_it_could_not_find_is_in_no_log():
    assert python(TELLS_NOTHING) == ""


def test_a_house_without_it_starts_and_has_no_such_page():
    assert python(WITHOUT) == "de bladzijde is er niet\n"


def test_a_process_starts_without_it_and_still_knows_whether_it_can():
    assert python(AT_THE_START) == "set()\n"


def test_a_machine_without_pango_says_so():
    assert pdf.all_here(pdf.LIBRARIES)
    assert not pdf.all_here([*pdf.LIBRARIES, "pango-of-nowhere"])
