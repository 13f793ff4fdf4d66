"""A small strict reader of HTML: every tag that opens must close where it should."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
UNSEEN = {"head", "script", "style", "template", "title"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "button", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "hr", "label",
    "legend", "li", "main", "nav", "ol", "option", "p", "section", "summary", "table", "td", "th",
    "tr", "ul",
}  # fmt: skip


class Node:
    """An element with its attributes and what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Node | str] = []

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    def walk(self) -> Iterator["Node"]:
        """Every element below this one, in reading order."""
        waiting = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, Node):
                yield child
                waiting += child.children[::-1]

    def all(self, *tags: str) -> list["Node"]:
        """Every element below with one of these tags."""
        return [node for node in self.walk() if node.tag in tags]

    def inside(self, *tags: str) -> "Node | None":
        """The nearest element around this one with one of these tags."""
        around = self.parent
        while around is not None and around.tag not in tags:
            around = around.parent
        return around

    def _pieces(self, without: frozenset[str]) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag in UNSEEN or child.tag in without or "hidden" in child.attributes:
                continue
            else:
                gap = "\n" if child.tag in BLOCKS else ""
                yield gap
                yield from child._pieces(without)
                yield gap

    def text_without(self, *tags: str) -> str:
        """The text a reader sees, without what stands in these elements."""
        lines = "".join(self._pieces(frozenset(tags))).split("\n")
        return "\n".join(line for part in lines if (line := " ".join(part.split())))

    @property
    def text(self) -> str:
        """The text a reader sees, one line for each block."""
        return self.text_without()

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("#document", {}, None)
        self.nodes: list[Node] = []
        self.problems: list[str] = []
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"<{tag}> has an attribute twice: {names}")
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        self.nodes.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag == tag and self.here.parent is not None:
            self.here = self.here.parent
        else:
            self.problems.append(f"</{tag}> where <{self.here.tag}> is open")

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


class Document(Node):
    """A whole page, with what is wrong with its tags."""

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        super().__init__("#document", {}, None)
        self.children = reader.root.children
        self.nodes = reader.nodes
        self.doctype = reader.doctype
        self.problems = reader.problems
        if reader.here is not reader.root:
            self.problems.append(f"<{reader.here.tag}> is never closed")
        self.html = html

    def walk(self) -> Iterator[Node]:
        """Every element, in the order in which they were read: asked dozens of times a page."""
        return iter(self.nodes)

    def first(self, tag: str) -> Node | None:
        """The first element with this tag."""
        return next((node for node in self.walk() if node.tag == tag), None)
