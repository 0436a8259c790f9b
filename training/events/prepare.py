"""Turn annotated texts into what training reads.

    python -m training.events.prepare --attributions FILE.jsonl ... --labels FOLDER --out FILE

Attributions have one document a line, in the form of PolNeAR's release as JSON:
``{"doc_id", "text", "attributions": [{"source": [[start, end], ...], "cue": [...], "content":
[...]}]}`` with offsets in code points. Events are the lines and articles of ``data/labels/events``.
Each labelled text is kept in several variants, with other states in the place of its own.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.event_labels import (
    LabelledActor,
    LabelledText,
    labelled_articles,
    labelled_texts,
)
from tightrope.language.learned.shapes import (
    CONTENT,
    CONTINUES,
    CUE,
    EVENT_TYPES,
    FIRST_TYPE,
    READINGS,
    SOURCE,
)
from tightrope.language.learned.tokens import Tokenising, Tokens
from tightrope.language.segmentation import segments
from tightrope.records.plover import EventType
from tightrope.records.spans import Span
from training.events.examples import (
    NOWHERE,
    UNKNOWN,
    AttributionText,
    EventText,
    Ints,
    Material,
    Trigger,
)
from training.events.renaming import renamed

VARIANTS = 8
HELD_OUT = 4
"""Every fourth line is held out when asked to."""


def attribution_texts(path: Path, tokenising: Tokenising) -> list[AttributionText]:
    """Annotated documents of a file."""
    with path.open(encoding="utf-8") as lines:
        return [_attributed(json.loads(line), tokenising) for line in lines if line.strip()]


def _attributed(record: dict, tokenising: Tokenising) -> AttributionText:
    text = record["text"]
    tokens = tokenising.read(text, segments(text))
    tags = np.zeros(len(tokens), dtype=np.int64)
    points = np.full(len(tokens), UNKNOWN, dtype=np.int64)

    def within(spans: Sequence[Sequence[int]]) -> list[Ints]:
        found = [_covered(tokens, Span(start, end)) for start, end in spans]
        return [f for f in found if len(f)]

    for attribution in record["attributions"]:
        source, cue, content = (
            within(attribution.get(role) or ()) for role in ("source", "cue", "content")
        )
        for begins, ranges in ((SOURCE, source), (CONTENT, content), (CUE, cue)):
            for tokens_of in ranges:
                tags[tokens_of] = begins + 1
                tags[tokens_of[0]] = begins
        for tokens_of in content:
            points[tokens_of] = cue[0][0] if cue else NOWHERE
        for tokens_of in cue:
            points[tokens_of] = source[0][0] if source else NOWHERE
    return AttributionText(tokens.ids, tokens.types, tokens.first, tags, points)


def event_text(text: LabelledText, tokenising: Tokenising, whole: bool) -> EventText:
    """A labelled text as numbers."""
    tokens = tokenising.read(text.text, segments(text.text))
    tags = np.zeros(len(tokens), dtype=np.int64)
    triggers = []
    for event in text.events:
        covered = _covered(tokens, event.span)
        if not len(covered):
            continue
        tags[covered] = CONTINUES
        tags[covered[0]] = FIRST_TYPE + EVENT_TYPES.index(EventType(event.type))
        actors = _mentions(text.actors, event.actor_numbers)
        recipients = _mentions(text.actors, event.recipient_numbers)
        triggers.append(
            Trigger(
                int(covered[0]),
                READINGS.index(event.reading),
                bool(actors),
                bool(recipients),
                _tokens_of(tokens, actors),
                _tokens_of(tokens, recipients),
            )
        )
    return EventText(tokens.ids, tokens.types, tokens.first, tags, tuple(triggers), whole)


def _mentions(mentions: Iterable[LabelledActor], numbers: frozenset[str]) -> list[LabelledActor]:
    """All mentions of some parties; those of a group's members too, and of a group of them."""
    own = [m for m in mentions if m.number in numbers]
    states = {s for m in own for s in m.states}
    groups = any(len(m.states) > 1 for m in own)
    return [
        m
        for m in mentions
        if m.number in numbers
        or (m.states and set(m.states) <= states and (groups or len(m.states) > 1))
    ]


def _tokens_of(tokens: Tokens, mentions: Iterable[LabelledActor]) -> Ints:
    found = [_covered(tokens, m.span) for m in mentions]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _covered(tokens: Tokens, span: Span) -> Ints:
    return np.flatnonzero((tokens.start < span.end) & (tokens.end > span.start))


def _texts(folder: Path) -> Iterator[tuple[LabelledText, bool]]:
    names = frozenset(p.name for p in folder.glob("*.txt"))
    yield from ((t, False) for t in labelled_texts(folder, names))
    yield from ((t, True) for t in labelled_articles(folder / "articles"))


def material(
    attributions: Sequence[Path],
    attributions_held_out: Sequence[Path],
    labels: Path,
    tokenising: Tokenising,
    hold_out: bool,
    seed: int,
) -> Material:
    """Everything that one training learns from.

    Args:
        attributions, attributions_held_out: files of annotated documents.
        labels: the folder of labelled events.
        tokenising: of the base model.
        hold_out: keep every fourth labelled line and article for measuring.
        seed: of the exchanged states.
    """
    chance = random.Random(seed)
    events: list[tuple[EventText, ...]] = []
    held_out: list[EventText] = []
    for number, (text, whole) in enumerate(_texts(labels)):
        place = number if whole else text.line
        if hold_out and place % HELD_OUT == HELD_OUT - 1:
            held_out.append(event_text(text, tokenising, whole))
            continue
        variants = [text, *(renamed(text, chance) for _ in range(VARIANTS - 1))]
        events.append(tuple(event_text(v, tokenising, whole) for v in variants))
    return Material(
        tokenising.cls,
        tokenising.sep,
        tokenising.mask,
        tuple(t for path in attributions for t in attribution_texts(path, tokenising)),
        tuple(events),
        tuple(t for path in attributions_held_out for t in attribution_texts(path, tokenising)),
        tuple(held_out),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--attributions", type=Path, nargs="+", required=True)
    options.add_argument("--attributions-held-out", type=Path, nargs="*", default=[])
    options.add_argument("--labels", type=Path, required=True, help="data/labels/events")
    options.add_argument("--vocabulary", type=Path, required=True, help="word pieces, one a line")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--hold-out", action="store_true", help="keep a quarter for measuring")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    made = material(
        chosen.attributions,
        chosen.attributions_held_out,
        chosen.labels,
        Tokenising(chosen.vocabulary),
        chosen.hold_out,
        chosen.seed,
    )
    made.save(chosen.out)
    print(
        f"{len(made.attributions)} documents with attributions; {len(made.events)} labelled texts "
        f"in {VARIANTS} variants; held out: {len(made.attributions_held_out)} and "
        f"{len(made.events_held_out)}"
    )


if __name__ == "__main__":
    main()
