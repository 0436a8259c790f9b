"""From scores of tokens to attributions: the best tags that fit together, and who points to whom.

The encoder gives every token scores for seven tags (outside; beginning and inside of source, cue
and content) and a distribution over the tokens it may point to: a content points to the first
token of its cue, a cue to the first token of its source, either to the window's frame if it has
none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tightrope.language.learned.shapes import CONTENT, CUE, N_TAGS, SOURCE

_REFUSED = -1e9

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Link:
    """Token ranges of one attribution; source and cue may be missing."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    contents: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """One window as the encoder scored it.

    ``tags`` has a row for every token of the window; ``points[i, 0]`` is the probability that
    token i points nowhere, ``points[i, 1 + j]`` that it points to token j of the window.
    """

    start: int
    end: int
    tags: Floats
    points: Floats


def attributions(scored: Sequence[Scored], paragraph: NDArray[np.int64]) -> list[Link]:
    """Attributions in a text, in the order of their contents.

    Args:
        scored: the windows of the text.
        paragraph: for each of its tokens the paragraph it stands in. No source, cue or content
            runs over the end of one (in PolNeAR one of 61,000 does), and a source stands in the
            paragraph of its cue (10 of 18,000 do not).
    """
    count = len(paragraph)
    if not count:
        return []
    owner = owners([(window.start, window.end) for window in scored], count)
    tags = np.zeros((count, N_TAGS), dtype=np.float32)
    for number, window in enumerate(scored):
        own = np.flatnonzero(owner[window.start : window.end] == number)
        tags[window.start + own] = window.tags[own]
    opens = np.flatnonzero(np.diff(paragraph)) + 1
    tags[opens[:, None], [SOURCE + 1, CUE + 1, CONTENT + 1]] = _REFUSED
    spans = _spans(_best_tags(tags))
    pointing = _Pointing(scored, owner)
    cues = spans[CUE]
    held: dict[tuple[int, int], list[tuple[int, int]]] = {}
    loose: list[Link] = []
    for content in spans[CONTENT]:
        cue = pointing.best(content, cues)
        if cue is None:
            loose.append(Link(None, None, (content,)))
        else:
            held.setdefault(cue, []).append(content)
    sources: dict[int, list[tuple[int, int]]] = {}
    for source in spans[SOURCE]:
        sources.setdefault(int(paragraph[source[0]]), []).append(source)
    found = [
        Link(pointing.best(cue, sources.get(int(paragraph[cue[0]]), ())), cue, tuple(contents))
        for cue, contents in held.items()
    ]
    return sorted([*found, *loose], key=lambda link: (link.contents, link.cue or (0, 0)))


def owners(places: Sequence[tuple[int, int]], count: int) -> NDArray[np.int64]:
    """For each token the window in which it stands most central.

    Args:
        places: first token of each window, and the one after its last.
        count: how many tokens there are.
    """
    owner = np.zeros(count, dtype=np.int64)
    depth = np.full(count, -1, dtype=np.int64)
    for number, (start, end) in enumerate(places):
        at = np.arange(start, end)
        # The ends of the text are no edges: nothing stands beyond them.
        before = at - start if start else np.full(len(at), count)
        after = end - 1 - at if end < count else np.full(len(at), count)
        here = np.minimum(before, after)
        better = here > depth[at]
        owner[at[better]] = number
        depth[at[better]] = here[better]
    return owner


def _best_tags(tags: Floats) -> list[int]:
    """The best sequence in which a role only continues where it began (Viterbi)."""
    rows = tags.tolist()
    outside, bs, _, bc, _, bx, _ = rows[0]
    score = [outside, bs, _REFUSED, bc, _REFUSED, bx, _REFUSED]
    back: list[tuple[int, int, int, int]] = []
    for row in rows[1:]:
        best = max(range(N_TAGS), key=score.__getitem__)
        top = score[best]
        s = SOURCE if score[1] >= score[2] else SOURCE + 1
        c = CUE if score[3] >= score[4] else CUE + 1
        x = CONTENT if score[5] >= score[6] else CONTENT + 1
        back.append((best, s, c, x))
        score = [
            top + row[0],
            top + row[1],
            score[s] + row[2],
            top + row[3],
            score[c] + row[4],
            top + row[5],
            score[x] + row[6],
        ]
    tag = max(range(N_TAGS), key=score.__getitem__)
    path = [tag]
    for best, s, c, x in reversed(back):
        tag = {2: s, 4: c, 6: x}.get(tag, best)
        path.append(tag)
    path.reverse()
    return path


def _spans(path: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Token ranges by role."""
    found: dict[int, list[tuple[int, int]]] = {SOURCE: [], CUE: [], CONTENT: []}
    begun: int | None = None
    for n, tag in enumerate([*path, 0]):
        if begun is not None and (n == len(path) or tag != path[begun] + 1):
            found[path[begun]].append((begun, n))
            begun = None
        if n < len(path) and tag in found:
            begun = n
    return found


class _Pointing:
    """What spans point to, read in the window where their first token is most central."""

    def __init__(self, scored: Sequence[Scored], owner: NDArray[np.int64]) -> None:
        self._scored = scored
        self._owner = owner

    def best(
        self, span: tuple[int, int], targets: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """The target that the tokens of a span point to on average, None for nothing.

        Targets stand in order, none within another.
        """
        window = self._scored[int(self._owner[span[0]])]
        low = bisect_right(targets, window.start, key=lambda target: target[1])
        high = bisect_left(targets, window.end, key=lambda target: target[0])
        near = targets[low:high]
        if not near:
            return None
        rows = window.points[span[0] - window.start : min(span[1], window.end) - window.start]
        upto = rows.mean(axis=0).cumsum()
        # Column 0 is nowhere, so token t of the text stands in column 1 + t - window.start.
        places = np.array(near).clip(window.start, window.end) - window.start
        mass = upto[places[:, 1]] - upto[places[:, 0]]
        most = int(mass.argmax())
        return near[most] if mass[most] > upto[0] else None
