"""HTML of a corpus and of a record; everything that stands in documents is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from tightrope.briefing.cards import Line, card
from tightrope.briefing.content import one_line
from tightrope.briefing.wording import counted, day_words, state_name

if TYPE_CHECKING:
    from tightrope.notebook.corpus import NotebookCorpus

#: Between whom states are placed when nothing else is said.
POWERS = ("USA", "CHN", "RUS")
_STATES = 8
_COUNTED = (
    ("documents", "document", ""),
    ("stories", "story", "stories"),
    ("incidents", "incident", ""),
    ("statements", "statement", ""),
    ("disputes", "dispute", ""),
    ("votes", "recorded vote", ""),
    ("quarantine", "input left out", "inputs left out"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as text (``print``) and as HTML (the last line of a cell).

    Attributes:
        id: its identifier.
        lines: the card, line by line.
    """

    id: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, corpus: NotebookCorpus, record_id: str) -> Shown:
        """The record of an identifier; see :meth:`NotebookCorpus.show`."""
        full, lines = card(corpus, record_id)
        return cls(full, tuple(lines))

    def __str__(self) -> str:
        return "\n".join(str(line) for line in self.lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        title, *rest = self.lines
        parts = [_tag("h4", one_line(title.text), "margin:0 0 .4em")]
        parts += [_line(line) for line in rest if line.text.strip()]
        whole = Markup('<div class="tightrope-record" style="max-width:52em">{}</div>')
        return str(whole.format(Markup("").join(parts)))


def _line(line: Line) -> Markup:
    text = one_line(line.text)
    if not line.label:
        passages = [one_line(passage) for passage in line.text.split("\n\n")]
        return Markup("").join(_tag("p", p, "margin:.6em 0 .2em") for p in passages if p)
    if line.label == "words":
        return _tag("blockquote", text, "margin:.3em 0 .3em 1em;font-size:1.05em")
    return Markup('<div style="margin:.1em 0"><span style="opacity:.7">{}:</span> {}</div>').format(
        line.label, text
    )


def summary(corpus: NotebookCorpus) -> str:
    """What the corpus holds, and what can be asked next."""
    name = escape(corpus.path.name if corpus.path else "in memory")
    numbers = [(corpus.count(table), one, many) for table, one, many in _COUNTED]
    items = [_tag("li", counted(n, one, many), "") for n, one, many in numbers if n]
    parts = [Markup('<h4 style="margin:0 0 .4em">Corpus {}</h4>').format(name)]
    if not items:
        parts.append(_tag("p", "It is empty; tr.run(paths, db=...) reads documents into it.", ""))
    elif corpus.is_prepared():
        held = corpus.finder.held()
        if held["low"]:
            days = f"{day_words(held['low'])} to {day_words(held['high'])}"
            parts.append(_tag("p", f"{days}, {counted(held['outlets'], 'outlet')}", "margin:0"))
    if items:
        parts.append(Markup('<ul style="margin:.3em 0">{}</ul>').format(Markup("").join(items)))
    if items and corpus.is_prepared():
        parts.append(_states(corpus))
    return str(Markup('<div class="tightrope-corpus">{}</div>').format(Markup("").join(parts)))


def _states(corpus: NotebookCorpus) -> Markup:
    told = sorted(
        (s for s in corpus.finder.states() if s["incidents"]),
        key=lambda s: (-s["incidents"], s["iso3"]),
    )
    if not told:
        return Markup("")
    rows = _rows((state_name(s["iso3"]), s["iso3"], s["incidents"]) for s in told[:_STATES])
    code = next((s["iso3"] for s in told if s["iso3"] not in POWERS), told[0]["iso3"])
    return Markup(
        "<table><thead><tr><th>State</th><th>Code</th><th>Incidents</th></tr></thead>"
        '<tbody>{}</tbody></table><p>Next: <code>corpus.plot.alignment("{}")</code></p>'
    ).format(rows, code)


def _rows(rows: Iterable[tuple[object, ...]]) -> Markup:
    made = [
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row)
        )
        for row in rows
    ]
    return Markup("").join(made)


def _tag(name: str, text: str, style: str) -> Markup:
    opened = Markup('<{} style="{}">').format(name, style) if style else Markup(f"<{name}>")
    return opened + escape(text) + Markup(f"</{name}>")
