"""Put the front-end files together: our own, and the little we take from node_modules.

Standard library only. Reads borrowed.toml; writes static-build/assembled/mekaar. Others' styles are
pruned to the classes and tokens we use; a `var()` that nothing answers stops the building.
"""

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGES = ROOT / "node_modules"
OUT = Path(os.environ.get("MEKAAR_STATIC", ROOT / "static-build")) / "assembled" / "mekaar"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NAME = re.compile(r"--[\w-]+")
# Tokens and plain elements come first, paper comes last; the other parts stand in any order.
_PLACE = {"tokens.css": 0, "base.css": 1, "print.css": 9}


def without_comments(css: str) -> str:
    """The style without comments (which name the licence; docs say what we use)."""
    return _COMMENT.sub("", css).strip()


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Each top-level rule as its head and what stands between its braces."""
    depth = start = opened = 0
    for at, letter in enumerate(css):
        if letter == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at].strip()
                start = at + 1


def selectors(head: str) -> list[str]:
    """A selector list, split at the commas outside brackets."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", head)]


def prune(css: str, classes: set[str]) -> str:
    """Only the rules that speak about classes we use."""
    kept = []
    for head, body in rules(without_comments(css)):
        if head.startswith("@"):
            inner = prune(body, classes)
            kept += [f"{head}{{{inner}}}"] if inner else []
            continue
        # `:invalid` is the browser's opinion before anybody typed; ours comes from the form.
        fitting = [
            one
            for one in selectors(head)
            if ":invalid" not in one
            and set(_CLASS.findall(re.sub(r":not\(.*", "", one))) <= classes
        ]
        if fitting and body:
            kept.append(f"{','.join(fitting)}{{{body}}}")
    return "\n".join(kept)


def uses(css: str) -> Iterator[tuple[str, str | None]]:
    """Every outermost `var()`: its name, and its fallback when it has one."""
    at = css.find("var(")
    while at >= 0:
        depth, end = 1, at + 4
        while depth and end < len(css):
            depth += {"(": 1, ")": -1}.get(css[end], 0)
            end += 1
        name, comma, fallback = css[at + 4 : end - 1].partition(",")
        yield name.strip(), fallback.strip() if comma else None
        at = css.find("var(", end)


def declared(css: str) -> dict[str, str]:
    """Every custom property with what it was given last."""
    return dict(re.findall(r"(--[\w-]+)\s*:\s*([^;{}]*)", css))


def unanswered(css: str) -> set[str]:
    """Variables that are asked for without fallback and never declared."""
    known = declared(css)

    def missing(text: str) -> set[str]:
        found: set[str] = set()
        for name, fallback in uses(text):
            if name not in known:
                found |= {name} if fallback is None else missing(fallback)
        return found

    return missing(css)


def tokens(theme: str, css: str) -> str:
    """The tokens that the style needs, directly or through another token, and no others."""
    known = declared(without_comments(theme))
    own = declared(css)
    wanted: set[str] = set()
    waiting = set(_NAME.findall(css))
    while waiting:
        name = waiting.pop()
        if name in known and name not in wanted and name not in own:
            wanted.add(name)
            waiting |= set(_NAME.findall(known[name]))
    return ":root{" + "".join(f"{name}:{known[name].strip()};" for name in sorted(wanted)) + "}"


def smaller(css: str) -> str:
    """The style without white space that means nothing."""
    return re.sub(r";\}", "}", re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css))).strip()


def style(borrowed: dict[str, object]) -> str:
    """One style sheet: tokens, others' components, our own components."""
    parts = dict(borrowed["styles"])  # type: ignore[call-overload]  # a table of borrowed.toml
    classes = set(parts["classes"])
    theirs = "\n".join(prune((PACKAGES / file).read_text(), classes) for file in parts["files"])
    files = sorted(
        (HERE / "css").glob("*.css"), key=lambda file: (_PLACE.get(file.name, 5), file.name)
    )
    ours = "\n".join(without_comments(file.read_text()) for file in files)
    whole = f"{theirs}\n{ours}"
    whole = tokens((PACKAGES / parts["tokens"]).read_text(), whole) + whole
    if missing := unanswered(whole):
        sys.exit(f"frontend: no value for {', '.join(sorted(missing))}")
    return smaller(whole)


def sprite(folder: Path, names: list[str]) -> str:
    """The icons we use in one file, each a symbol."""
    symbols = []
    for name in names:
        drawing = _COMMENT.sub("", (folder / f"{name}.svg").read_text())
        inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        lines = re.sub(r"\s+", " ", inner[1] if inner else "").strip()
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
            f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{lines}</symbol>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def scripts(every_page: list[str]) -> dict[str, str]:
    """One module for every page, each part in a block of its own; other modules as they are."""
    parts = [f"{{\n{(HERE / 'js' / name).read_text()}\n}}\n" for name in every_page]
    alone = {
        f"js/{file.name}": file.read_text()
        for file in sorted((HERE / "js").glob("*.js"))
        if file.name not in every_page
    }
    return {"mekaar.js": "".join(parts), **alone}


def main() -> None:
    """Build everything beside the old folder, then put it in its place."""
    borrowed = tomllib.loads((HERE / "borrowed.toml").read_text())
    new = OUT.with_name("mekaar.new")
    shutil.rmtree(new, ignore_errors=True)
    (new / "js").mkdir(parents=True)
    (new / "mekaar.css").write_text(style(borrowed))
    icons = borrowed["icons"]
    (new / "icons.svg").write_text(sprite(PACKAGES / icons["folder"], icons["names"]))
    for name, text in scripts(borrowed["scripts"]["every_page"]).items():
        (new / name).write_text(text)
    shutil.copy(PACKAGES / borrowed["font"]["file"], new / "noto-sans.woff2")
    htmx = (PACKAGES / borrowed["htmx"]["file"]).read_text()
    (new / "htmx.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", htmx))
    shutil.copytree(HERE / "pictures", new / "pictures")
    shutil.rmtree(OUT, ignore_errors=True)
    new.rename(OUT)


if __name__ == "__main__":
    main()
