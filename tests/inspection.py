"""What must be true of every page, whatever it is about (house-style 6.10)."""

import re
from collections import Counter

from tests.plain import english_left, never_used
from tests.tree import Document, Node

LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|<c-|</c-|&lt;c-")
FIELDS = ("input", "select", "textarea")
NOT_LABELLED = {"hidden", "submit", "button", "reset", "image"}
RESOURCES = {
    "img": ("src", "srcset"), "script": ("src",), "link": ("href",), "iframe": ("src",),
    "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",), "form": ("action",),
    "object": ("data",), "embed": ("src",), "use": ("href", "xlink:href"), "image": ("href",),
    "button": ("formaction",),
}  # fmt: skip
REFERENCES = {"aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage", "for"}
# Somebody's own words may say what the screens never say.
OWN_WORDS = ("blockquote", "q", "textarea")


def problems(html: str) -> list[str]:
    """Everything that is wrong with this page; an empty list for a good one."""
    return problems_of(Document(html))


def problems_of(page: Document) -> list[str]:
    """The same for a page that was read already."""
    found = list(page.problems)
    for check in (_head, _identity, _names, _forms, _inline, _resources, _words):
        found += check(page)
    return found


def _head(page: Document) -> list[str]:
    found = []
    if page.doctype != "doctype html":
        found.append("no <!doctype html>")
    root = page.first("html")
    if root is None or not root.get("lang"):
        found.append("no lang")
    headings = page.all("h1")
    if len(headings) != 1:
        return [*found, f"{len(headings)} times h1"]
    titles = [node for node in page.all("title") if node.inside("head")]
    title = " ".join("".join(str(c) for c in titles[0].children).split()) if titles else ""
    if not headings[0].words:
        found.append("h1 without words")
    if not title.startswith(headings[0].words):
        found.append(f"title {title!r} does not open with h1 {headings[0].words!r}")
    if len(page.all("main")) != 1:
        found.append("not exactly one main")
    return found


def _identity(page: Document) -> list[str]:
    ids = Counter(node.get("id") for node in page.walk() if "id" in node.attributes)
    found = [f"id {name!r} twice" for name, times in sorted(ids.items()) if times > 1]
    found += [f"empty id or id with a space: {name!r}" for name in ids if not name or " " in name]
    for node in page.walk():
        for attribute in REFERENCES & node.attributes.keys():
            missing = [name for name in node.get(attribute).split() if name not in ids]
            found += [f"{node.tag} {attribute} names {name!r}, not there" for name in missing]
        if node.tag == "a" and node.get("href").startswith("#"):
            target = node.get("href")[1:]
            if target not in ids:
                found.append(f"link to #{target}, not there")
    return found


def accessible_name(node: Node) -> str:
    """What a screen reader says: the label given, or the text and pictures inside."""
    pictures = [image.get("alt") for image in node.all("img")]
    titles = [title.words for title in node.all("title")]
    return " ".join([node.get("aria-label"), node.words, *pictures, *titles]).strip()


def _names(page: Document) -> list[str]:
    labels = {node.get("for"): node.words for node in page.all("label")}
    found = []
    for node in page.all(*FIELDS):
        if node.tag == "input" and node.get("type") in NOT_LABELLED:
            continue
        around = node.inside("label")
        if not (
            labels.get(node.get("id"))
            or (around and around.words)
            or node.get("aria-label")
            or node.get("aria-labelledby")
        ):
            found.append(f"{node.tag} {node.get('name')!r} has no label")
    found += [f"{n} has no text" for n in page.all("button", "summary") if not accessible_name(n)]
    for link in page.all("a"):
        if "href" not in link.attributes or not accessible_name(link):
            found.append(f"link without text or address: {link}")
    found += [f"{n} has no alt" for n in page.all("img") if "alt" not in n.attributes]
    found += [f"{n} has no legend" for n in page.all("fieldset") if not n.all("legend")]
    return found


def _forms(page: Document) -> list[str]:
    found = []
    for form in page.all("form"):
        method = form.get("method").lower()
        if method not in {"get", "post", "dialog"}:
            found.append(f"{form} has no method")
        tokens = [n for n in form.all("input") if n.get("name") == "csrfmiddlewaretoken"]
        if method == "post" and not (tokens and tokens[0].get("value")):
            found.append(f"{form} has no token")
        numbers = [n for n in form.all("input") if n.get("name") == "eenmaal" and n.get("value")]
        if method == "post" and not numbers and not form.inside("header"):
            found.append(f"{form} has no number, so a double click does it twice")
        if method == "get" and tokens:
            found.append(f"{form} shows its token in the address")
        if not form.all("button"):
            found.append(f"{form} has no button")
    return found


def _inline(page: Document) -> list[str]:
    found = []
    for node in page.walk():
        if node.tag == "style" or (
            node.tag == "script"
            and "src" not in node.attributes
            and node.get("type") not in {"application/json", "application/ld+json"}
        ):
            found.append(f"inline {node.tag}")
        bad = [n for n in node.attributes if n == "style" or n.startswith(("on", "hx-on"))]
        found += [f"{node.tag} has {name}" for name in bad]
        if node.get("href").lower().startswith("javascript:"):
            found.append(f"{node.tag} has a javascript: address")
    return found


def _resources(page: Document) -> list[str]:
    found = []
    for node in page.walk():
        for attribute in RESOURCES.get(node.tag, ()):
            value = node.get(attribute)
            if value.startswith("//") or re.match(r"[a-z]+:", value.replace("data:", "")):
                found.append(f"{node.tag} {attribute} leaves this house: {value}")
    return found


def _words(page: Document) -> list[str]:
    found = [f"template leftover {part!r}" for part in LEFTOVERS.findall(_without_own_words(page))]
    seen = page.text_without(*OWN_WORDS)
    found += [f"English of the framework: {part!r}" for part in english_left(seen)]
    found += [f"a word that we never use: {part!r}" for part in never_used(seen)]
    return found


def _without_own_words(page: Document) -> str:
    """The source without what residents wrote (which is escaped, and may look like a template)."""
    theirs = r"<(blockquote|q|textarea)\b.*?</\1>|value=\"[^\"]*\""
    return re.sub(theirs, "", page.html, flags=re.DOTALL)
