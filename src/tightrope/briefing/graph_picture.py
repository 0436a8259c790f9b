"""The chain graph drawn in layers, from the outlets that we read (left) inwards to the sources.

The layer of a hand is the longest way to it (Sugiyama, Tagawa & Toda 1981); within a layer hands
stand near those they are joined with (barycentres). A step that is inferred is dashed. Where there
are many hands those with most documents are drawn; how many are not is written below.
"""

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tightrope.records.provenance import Basis, ChainEdge, ChainGraph, ChainNode, NodeKind

_MOST_HANDS = 42
_BOX, _GAP, _LINE, _ROW = 190.0, 70.0, 15.0, 16.0
_MARGIN, _TOP = 20.0, 64.0
_CHARACTERS, _MOST_LINES = 27, 3
_SWEEPS = 6
_FILLS = {
    NodeKind.OUTLET: "#d9edef",
    NodeKind.REPORT: "#eef4f5",
    NodeKind.DOCUMENT: "#f8e5d2",
    NodeKind.PERSON: "#e9e2f5",
    NodeKind.INSTITUTION: "#e3e8d8",
    NodeKind.UNNAMED: "#ffffff",
}
_WORDS = {
    NodeKind.OUTLET: "outlet",
    NodeKind.REPORT: "report, outlet unknown",
    NodeKind.DOCUMENT: "paper",
    NodeKind.PERSON: "person",
    NodeKind.INSTITUTION: "institution",
    NodeKind.UNNAMED: "unnamed source",
}


@dataclass(frozen=True, slots=True)
class _Box:
    node: ChainNode
    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + 12


def as_svg(graph: ChainGraph, title: str) -> str:
    """The graph as a picture that stands by itself.

    Args:
        graph: with at least one edge, or nothing but the title is drawn.
        title: what it is of.
    """
    nodes, edges = _chosen(graph)
    layers = _layers(nodes, edges)
    boxes = {b.node.id: b for b in _placed(nodes, edges, layers)}
    width = max((b.x + _BOX for b in boxes.values()), default=480.0) + _MARGIN
    bottom = max((b.y + b.height for b in boxes.values()), default=_TOP)
    kinds = [k for k in NodeKind if any(n.kind is k for n in nodes)]
    notes = _notes(graph, len(nodes), int((width - 2 * _MARGIN) / 6.2))
    legend = bottom + 34
    height = legend + 24 + 17 * len(notes) + _MARGIN
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "role": "img",
            "font-family": "Liberation Sans, Arial, Helvetica, sans-serif",
            "font-size": "12",
        },
    )
    ET.SubElement(root, "title").text = f"Who had it from whom: {title}"
    ET.SubElement(root, "rect", width="100%", height="100%", fill="#ffffff")
    shortened = textwrap.shorten(title, int((width - 2 * _MARGIN) / 8), placeholder=" …")
    _text(root, _MARGIN, 26, shortened, size=15, bold=True)
    ways = "one way" if graph.n_origins == 1 else f"{graph.n_origins} ways that share no hand"
    _text(root, _MARGIN, 46, f"Read from the left: who had it from whom. It comes by {ways}.")
    for edge in edges:
        _curve(root, edge, boxes)
    for box in boxes.values():
        _draw(root, box)
    x = _MARGIN
    for kind in kinds:
        ET.SubElement(
            root, "rect", x=f"{x:.0f}", y=f"{legend - 10:.0f}", width="12", height="12",
            fill=_FILLS[kind], stroke="#565e66",
        )  # fmt: skip
        _text(root, x + 17, legend, _WORDS[kind])
        x += 30 + 6.4 * len(_WORDS[kind])
    for n, note in enumerate(notes):
        _text(root, _MARGIN, legend + 24 + 17 * n, note)
    return ET.tostring(root, encoding="unicode") + "\n"


def _chosen(graph: ChainGraph) -> tuple[list[ChainNode], list[ChainEdge]]:
    """The hands that most documents name, those on the way before those at its end."""
    documents: dict[str, set[str]] = defaultdict(set)
    onward = {e.holder for e in graph.edges}
    reached = {e.source for e in graph.edges}
    for e in graph.edges:
        documents[e.holder].update(e.document_ids)
        documents[e.source].update(e.document_ids)

    def rank(node: ChainNode) -> tuple[bool, int, str]:
        between = node.id in onward and node.id in reached
        return not between, -len(documents[node.id]), node.id

    kept = sorted((n for n in graph.nodes if n.id in documents), key=rank)[:_MOST_HANDS]
    ids = {n.id for n in kept}
    return kept, [e for e in graph.edges if e.holder in ids and e.source in ids]


def _layers(nodes: list[ChainNode], edges: list[ChainEdge]) -> dict[str, int]:
    """The longest way to each hand; a step that closes a circle is passed over."""
    inwards: dict[str, list[str]] = defaultdict(list)
    for e in edges:
        inwards[e.source].append(e.holder)
    layer: dict[str, int] = {}

    def of(node: str, above: frozenset[str]) -> int:
        if node not in layer:
            outer = [h for h in inwards[node] if h not in above]
            layer[node] = 1 + max((of(h, above | {node}) for h in outer), default=-1)
        return layer[node]

    for n in sorted(nodes, key=lambda n: n.id):
        of(n.id, frozenset({n.id}))
    return layer


def _placed(nodes: list[ChainNode], edges: list[ChainEdge], layers: dict[str, int]) -> list[_Box]:
    columns: dict[int, list[ChainNode]] = defaultdict(list)
    for n in sorted(nodes, key=lambda n: (n.kind, n.name, n.id)):
        columns[layers[n.id]].append(n)
    near: dict[str, list[str]] = defaultdict(list)
    for e in edges:
        near[e.holder].append(e.source)
        near[e.source].append(e.holder)
    for sweep in range(_SWEEPS):
        order = sorted(columns) if sweep % 2 == 0 else sorted(columns, reverse=True)
        place = {n.id: i / max(1, len(c) - 1) for c in columns.values() for i, n in enumerate(c)}
        for column in order:
            held = columns[column]
            mean = {
                n.id: sum(place[o] for o in near[n.id]) / len(near[n.id]) if near[n.id] else 0.5
                for n in held
            }
            held.sort(key=lambda n: (mean[n.id], n.name, n.id))
            place |= {n.id: i / max(1, len(held) - 1) for i, n in enumerate(held)}
    drawn = {c: [(n, _lines(n)) for n in held] for c, held in columns.items()}
    heights = {
        c: sum(_LINE * len(lines) + 12 + _ROW for _, lines in held) for c, held in drawn.items()
    }
    tallest = max(heights.values(), default=0.0)
    boxes = []
    for column, shown in drawn.items():
        y = _TOP + (tallest - heights[column]) / 2
        for node, lines in shown:
            box = _Box(node, lines, _MARGIN + column * (_BOX + _GAP), y)
            boxes.append(box)
            y += box.height + _ROW
    return boxes


def _lines(node: ChainNode) -> tuple[str, ...]:
    lines = textwrap.wrap(" ".join(node.name.split()), _CHARACTERS) or [node.id]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: _CHARACTERS - 2] + " …"]
    return tuple(lines)


def _notes(graph: ChainGraph, drawn: int, characters: int) -> list[str]:
    notes = [f"{d}." for r in graph.retold for d in r.differences]
    notes = list(dict.fromkeys(notes))
    if len(graph.nodes) > drawn:
        notes.insert(0, f"{len(graph.nodes) - drawn} hands more are not drawn.")
    if any(e.basis is Basis.INFERRED for e in graph.edges):
        notes.insert(0, "Dashed: not said, but the report rests wholly on this source.")
    return [line for note in notes for line in textwrap.wrap(note, max(40, characters))]


def _curve(root: ET.Element, edge: ChainEdge, boxes: dict[str, _Box]) -> None:
    a, b = boxes[edge.holder], boxes[edge.source]
    x1, y1 = a.x + _BOX, a.y + a.height / 2
    x2, y2 = b.x, b.y + b.height / 2
    if x2 <= x1:  # a step back, in a circle
        x1, x2 = a.x, b.x + _BOX
    bend = (x2 - x1) / 2
    drawn = {
        "d": f"M{x1:.1f},{y1:.1f}C{x1 + bend:.1f},{y1:.1f} {x2 - bend:.1f},{y2:.1f} "
        f"{x2:.1f},{y2:.1f}",
        "fill": "none",
        "stroke": "#0f6b75",
        "stroke-opacity": "0.75",
        "stroke-width": f"{min(5.0, 1 + 0.8 * (len(edge.document_ids) - 1)):.1f}",
    }
    if edge.basis is Basis.INFERRED:
        drawn["stroke-dasharray"] = "5 4"
    line = ET.SubElement(root, "path", drawn)
    statements = len(edge.statement_ids)
    ET.SubElement(line, "title").text = (
        f"{a.node.name} had it from {b.node.name}: {statements} "
        f"statement{'s' if statements != 1 else ''} in {len(edge.document_ids)} "
        f"document{'s' if len(edge.document_ids) != 1 else ''} ({edge.basis.value})"
    )


def _draw(root: ET.Element, box: _Box) -> None:
    group = ET.SubElement(root, "g")
    ET.SubElement(
        group, "title"
    ).text = f"{_WORDS[box.node.kind]}: {' | '.join(box.node.names) or box.node.name}"
    frame = {
        "x": f"{box.x:.1f}", "y": f"{box.y:.1f}", "width": f"{_BOX:.0f}",
        "height": f"{box.height:.1f}", "rx": "4", "fill": _FILLS[box.node.kind],
        "stroke": "#565e66",
    }  # fmt: skip
    if box.node.kind is NodeKind.UNNAMED:
        frame["stroke-dasharray"] = "2 3"
    ET.SubElement(group, "rect", frame)
    for n, line in enumerate(box.lines):
        _text(group, box.x + 9, box.y + 17 + _LINE * n, line)


def _text(
    parent: ET.Element, x: float, y: float, words: str, *, size: int = 12, bold: bool = False
) -> None:
    drawn = {"x": f"{x:.1f}", "y": f"{y:.1f}", "fill": "#1d2125"}
    if size != 12:
        drawn["font-size"] = str(size)
    if bold:
        drawn["font-weight"] = "600"
    ET.SubElement(parent, "text", drawn).text = words
