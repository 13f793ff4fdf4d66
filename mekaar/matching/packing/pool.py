"""A pool of exchanges in the PrefLib format `.wmd`: who can give to whom, and with what weight.

PrefLib data set 00036 (Dickerson, Procaccia, Sandholm 2012) has two spellings of its header:
- since 2022: lines with `#` (`# NUMBER ALTERNATIVES: 17`, `# ALTERNATIVE NAME 17: Alturist 1`),
  nodes numbered from 1;
- before, and in KidneyExchange.jl: `17,59`, then `17,Altruist 17` for each node, and nodes
  numbered from 0.
Both are read, also with the other numbering where the numbers in the file leave no doubt. What
leads to an altruist is left out (it has weight 0 in the data: an altruist needs nothing), and so
is any other edge of weight 0. Weights count to six decimals.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mekaar.matching.files import read_bytes
from mekaar.matching.model import BadInstance
from mekaar.matching.packing.prices import Ints

MOST_NODES = 20_000
MOST_WEIGHT = 1_000_000
SCALE = 1_000_000
"""Weights are kept as whole numbers, so many to one."""

_NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+(\d+)\s*:\s*(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"#\s*NUMBER\s+(ALTERNATIVES|EDGES)\s*:\s*(.*)", re.IGNORECASE)
_ALTRUIST = re.compile(r"al(tru|tur)ist", re.IGNORECASE)
_LONGEST_NUMBER = 15


@dataclass(frozen=True)
class Pool:
    """Pairs who give when they receive, altruists who give anyway, and who can give to whom.

    Each edge is giver, receiver (from 0) and weight in parts of SCALE.
    """

    names: tuple[str, ...]
    altruists: frozenset[int]
    edges: Ints

    @property
    def is_unweighted(self) -> bool:
        """Every edge counts for one, so that the weight is the number of transplants."""
        return bool((self.edges[:, 2] == SCALE).all())


@dataclass
class _Header:
    """What stands above the edges."""

    first: int
    nodes: int | None
    edges: int | None
    names: dict[int, str]


def read_pool(path: Path) -> Pool:
    """The pool in a file; a `.dat` beside it says who is an altruist where the names do not."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInstance(f"The file {str(path)!r} is not text in UTF-8.") from error
    beside = path.with_suffix(".dat")
    told = read_bytes(beside).decode("utf-8", "replace") if beside.is_file() else ""
    return parse_pool(text, told)


def parse_pool(text: str, dat: str = "") -> Pool:
    """The pool in the text of a `.wmd` and, when there is one, of its `.dat`."""
    lines = [line for line in text.splitlines() if line and not line.isspace()]
    if not lines:
        raise BadInstance("The file is empty.")
    header, rows = _new_header(lines) if lines[0].lstrip().startswith("#") else _old_header(lines)
    if header.edges is not None and len(rows) < header.edges:
        raise BadInstance(f"The file says it has {header.edges} edges and has only {len(rows)}.")
    nodes = _number_of_nodes(header)
    called = tuple(header.names.get(at + 1, f"Node {at + 1}") for at in range(nodes))
    altruists = frozenset(at for at, name in enumerate(called) if _ALTRUIST.search(name))
    altruists |= _altruists_of(dat, nodes)
    return Pool(called, altruists, _usable(rows, header.first, nodes, altruists))


def _new_header(lines: list[str]) -> tuple[_Header, list[str]]:
    header = _Header(1, None, None, {})
    above = next(
        (at for at, line in enumerate(lines) if not line.lstrip().startswith("#")), len(lines)
    )
    for line in lines[:above]:
        if number := _NUMBER.match(line.strip()):
            what, count = number.group(1).lower(), _whole(number.group(2), line)
            if what == "edges":
                header.edges = count
            else:
                header.nodes = count
        elif name := _NAME.match(line.strip()):
            header.names[_whole(name.group(1), line)] = name.group(2).strip()
    return header, lines[above:]


def _old_header(lines: list[str]) -> tuple[_Header, list[str]]:
    first = [part.strip() for part in lines[0].split(",")]
    nodes = _whole(first[0], lines[0])
    if len(lines) < nodes + 1:
        raise BadInstance(f"The file says it has {nodes} nodes and has only {len(lines) - 1}.")
    names: dict[int, str] = {}
    for line in lines[1 : nodes + 1]:
        number, _, name = line.partition(",")
        names[_whole(number, line)] = name.strip()
    edges = _whole(first[1], lines[0]) if len(first) > 1 else None
    return _Header(0, nodes, edges, names), lines[nodes + 1 :]


def _number_of_nodes(header: _Header) -> int:
    nodes = header.nodes if header.nodes is not None else len(header.names)
    if not 1 <= nodes <= MOST_NODES:
        raise BadInstance(f"A pool must have 1 to {MOST_NODES} nodes, not {nodes}.")
    strange = [number for number in header.names if not 1 <= number <= nodes]
    if strange:
        raise BadInstance(f"The file names node {strange[0]}, and has {nodes} nodes.")
    return nodes


def _usable(rows: list[str], first: int, nodes: int, altruists: frozenset[int]) -> Ints:
    """The edges that can be a gift, after looking whether all can be believed."""
    told = _numbers(rows)
    ends, weights = told[:, :2].astype(np.int64), told[:, 2]
    _refuse(rows, (told[:, :2] != ends).any(axis=1), "must name its nodes by whole numbers")
    _refuse(
        rows,
        ~((weights >= 0) & (weights <= MOST_WEIGHT)),
        f"must have a weight from 0 to {MOST_WEIGHT}",
    )
    ends -= _first_node(first, nodes, ends)
    _refuse(rows, ((ends < 0) | (ends >= nodes)).any(axis=1), "names an unknown node")
    keys = ends[:, 0] * nodes + ends[:, 1]
    again = np.ones(len(keys), np.bool_)
    again[np.unique(keys, return_index=True)[1]] = False
    _refuse(rows, again, "stands there twice")
    to_altruist = np.isin(ends[:, 1], sorted(altruists))
    whole = np.rint(weights * SCALE).astype(np.int64)
    itself = (ends[:, 0] == ends[:, 1]) & ~(to_altruist & (whole == 0))
    _refuse(rows, itself, "leads to itself")
    edges: Ints = np.column_stack((ends, whole))
    return edges[(whole > 0) & ~to_altruist]


def _numbers(rows: list[str]) -> Any:
    """Three numbers in each row; every whole number below 2**53 is exact in them."""
    if not rows:
        return np.empty((0, 3))
    try:
        told = np.loadtxt(rows, delimiter=",", ndmin=2, comments=None)
    except ValueError:
        told = np.empty((0, 0))
    if told.shape != (len(rows), 3):
        wrong = next((row for row in rows if not _is_edge(row)), rows[0])
        raise BadInstance(f"The edge {wrong[:40]!r} must be: giver, receiver, weight.")
    _refuse(rows, ~np.isfinite(told).all(axis=1), "has a number that is none")
    return told


def _is_edge(row: str) -> bool:
    try:
        return len([float(part) for part in row.split(",")]) == 3
    except ValueError:
        return False


def _refuse(rows: list[str], wrong: Any, why: str) -> None:
    if wrong.any():
        raise BadInstance(f"The edge {rows[int(np.argmax(wrong))][:40]!r} {why}.")


def _first_node(first: int, nodes: int, ends: Ints) -> int:
    """Whether nodes count from 0 or 1: as the header says, unless the edges say otherwise."""
    has_none, has_last = bool((ends == 0).any()), bool((ends == nodes).any())
    if has_none != has_last:
        return 1 if has_last else 0
    return first


def _whole(text: str, line: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise BadInstance(f"The line {line[:40]!r} has {text[:20]!r} where a whole number must be.")
    return int(text)


def _altruists_of(dat: str, nodes: int) -> set[int]:
    """The nodes that a `.dat` calls altruists: its last column, under the name `Altruist`."""
    lines = [[part.strip() for part in line.split(",")] for line in dat.splitlines()]
    columns = [name.lower() for name in lines[0]] if lines else []
    if "altruist" not in columns:
        return set()
    at = columns.index("altruist")
    said = {line[0] for line in lines[1:] if len(line) > at and line[at] in ("1", "True", "true")}
    return {int(node) - 1 for node in said if node.isdigit() and 1 <= int(node) <= nodes}
