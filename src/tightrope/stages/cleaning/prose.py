"""Which blocks are the article: the stretch with the most prose, less what interrupts it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.datelines import byline, date_line
from tightrope.stages.cleaning.furniture import Effect, Furniture, furniture_of
from tightrope.stages.cleaning.headlines import fold, headline_places

_OUTSIDE = "outside the article"
_INSIDE = "links or labels within the article"
_STRAY = "stray line (an advertisement or label, not part of the text around it)"
_DATED = Furniture(Effect.LIST, "date or byline of another item")
_STRAY_WORDS = 2
_TAIL_REACH = 6  # blocks below a line that may be the end of an article
_PROSE_AFTER_TAIL = 2
_LEAST_REPEATED_WORDS = 5
_SERIES_LINE = re.compile(
    r"(?:[•*–-]\s*)?(?:\d{1,3}[.)]?\s|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d)",
    re.I,
)
_LEAST_SERIES = 4
_FEW_BLOCKS = 3
_LONGEST_INSERT = 2  # lines without prose between paragraphs: subheadings, list items
_LEAST_SENTENCE_WORDS = 4
_STANDFIRST_REACH = 10  # lines between a headline and the first paragraph
_LEAST_POINT_WORDS = 6
_NOTE_WORDS = 150  # of a text so short that its article can't be told by its length
_LEAST_NOTE_SHARE = 0.5  # of its words in lines that end like sentences
_MOST_BODY_FURNITURE = 0.15  # of the lines of a text that its container calls an article


@dataclass(frozen=True, slots=True)
class Weights:
    """What a block adds to the stretch it stands in, in words of prose.

    Attributes:
        cap: most that one block of prose adds.
        alone: share that counts of prose with no prose beside it.
        short: cost of a line that is no prose.
        gap: further cost of every such line after the first of a run.
        furniture, listing, end: cost of the three effects of furniture.
        after_end: share that counts of prose below the end of an article.
        headline: worth of a headline above the stretch.
        cross: cost of going on across a headline.
    """

    cap: float = 60.0
    alone: float = 0.5
    short: float = 4.0
    gap: float = 4.0
    furniture: float = 3.0
    listing: float = 20.0
    end: float = 90.0
    after_end: float = 0.4
    headline: float = 25.0
    cross: float = 40.0


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a block is part of the article, and if not, why."""

    block: Block
    kept: bool
    reason: str = ""


def judge(
    blocks: Sequence[Block], weights: Weights = DEFAULT_WEIGHTS, *, is_body: bool = False
) -> list[Verdict]:
    """A verdict on each block, in order.

    Args:
        blocks: all blocks of a text.
        weights: what blocks add to a stretch.
        is_body: the container says that the text is an article's own; then only what is known to
            be furniture leaves it, unless there is so much of it that the container is wrong.
    """
    labels = _labels(blocks)
    if is_body and _mostly_clean(labels):
        return _once(_all_but_furniture(blocks, labels))
    if _is_note(blocks, labels):
        return _once(_without_strays(_all_but_furniture(blocks, labels)))
    prose = [f is None and b.is_prose for b, f in zip(blocks, labels, strict=True)]
    headlines = headline_places(blocks, labels, prose)
    scores = _scores(blocks, labels, prose, headlines, weights)
    first, last = _best_stretch(scores, headlines, weights)
    last = _with_series(blocks, labels, last)
    if first == last and len(blocks) <= _FEW_BLOCKS:
        # A note or a headline without a stop: nothing to tell it from, so it is what there is.
        return [
            Verdict(b, kept, "" if kept else f.reason if f else _OUTSIDE)
            for b, f in zip(blocks, labels, strict=True)
            for kept in (f is None and _is_phrase(b),)
        ]
    verdicts = [
        Verdict(b, False, f.reason if f else _OUTSIDE) for b, f in zip(blocks, labels, strict=True)
    ]
    for i, reason in _within(blocks, labels, first, last):
        verdicts[i] = Verdict(blocks[i], not reason, reason)
    for i in _standfirst(blocks, labels, headlines, first):
        verdicts[i] = Verdict(blocks[i], True)
    return _once(verdicts)


def _mostly_clean(labels: Sequence[Furniture | None]) -> bool:
    marked = sum(f is not None and f is not _DATED for f in labels)
    return marked <= max(1, _MOST_BODY_FURNITURE * len(labels))


def _is_note(blocks: Sequence[Block], labels: Sequence[Furniture | None]) -> bool:
    """A text of a few sentences with nothing of a web page in it: nothing speaks against it."""
    if any(f is not None and f is not _DATED for f in labels):
        return False
    plain = [b for b, f in zip(blocks, labels, strict=True) if f is None]
    words = sum(len(b.words) for b in plain)
    told = [len(b.words) for b in plain if b.ends_sentence and not b.trails_off]
    return (
        words <= _NOTE_WORDS
        and sum(told) >= max(1, _LEAST_NOTE_SHARE * words)
        and len(plain) - len(told) <= len(told) + 1
    )


def _all_but_furniture(
    blocks: Sequence[Block], labels: Sequence[Furniture | None]
) -> list[Verdict]:
    return [
        Verdict(b, f is None, f.reason if f else "") for b, f in zip(blocks, labels, strict=True)
    ]


def _without_strays(verdicts: list[Verdict]) -> list[Verdict]:
    """Take out labels that stand below the first sentence; what heads the text stays."""
    told = [i for i, v in enumerate(verdicts) if v.kept and v.block.ends_sentence]
    vocabulary = {w.casefold() for i in told for w in verdicts[i].block.words}
    for i, v in enumerate(verdicts):
        if i > told[0] and i not in told and v.kept and _is_stray(v.block, vocabulary):
            verdicts[i] = Verdict(v.block, False, _STRAY)
    return verdicts


def _once(verdicts: list[Verdict]) -> list[Verdict]:
    """Keep the first of each repeated paragraph: captions and whole articles stand twice."""
    seen: set[str] = set()
    for i, verdict in enumerate(verdicts):
        if not verdict.kept or len(verdict.block.words) < _LEAST_REPEATED_WORDS:
            continue
        folded = fold(verdict.block.text)
        if folded in seen:
            verdicts[i] = Verdict(verdict.block, False, "repeated")
        seen.add(folded)
    return verdicts


def _with_series(blocks: Sequence[Block], labels: Sequence[Furniture | None], last: int) -> int:
    """Take in a series of dated or numbered lines that the article ends with."""
    end = last
    while end < len(blocks) and labels[end] is None and not blocks[end].is_prose:
        end += 1
    lead = last + (last < end and not _SERIES_LINE.match(blocks[last].text))
    lines = blocks[lead:end]
    tail = next((n for n, b in enumerate(reversed(lines)) if _SERIES_LINE.match(b.text)), 0)
    lines = lines[: len(lines) - tail]
    return lead + len(lines) if last and _is_series(lines) else last


def _is_series(lines: Sequence[Block]) -> bool:
    in_series = sum(_SERIES_LINE.match(b.text) is not None for b in lines)
    return in_series >= _LEAST_SERIES and in_series >= 0.8 * len(lines)


def _is_phrase(block: Block) -> bool:
    return len(block.words) >= 5 and block.lower_share >= 0.45 and not block.trails_off


def _standfirst(
    blocks: Sequence[Block],
    labels: Sequence[Furniture | None],
    headlines: frozenset[int],
    first: int,
) -> list[int]:
    """The summary between headline and article, when it is set as a list of points."""
    above = [i for i in headlines if first - _STANDFIRST_REACH <= i < first]
    return [
        i
        for i in range(max(above, default=first), first)
        if labels[i] is None
        and blocks[i].bullet
        and len(blocks[i].words) >= _LEAST_POINT_WORDS
        and blocks[i].lower_share >= 0.45
    ]


def _labels(blocks: Sequence[Block]) -> list[Furniture | None]:
    labels = [_label(b) for b in blocks]
    # What is furniture at the end of an article alone: prose when enough prose follows.
    following = 0
    recent: list[bool] = []
    for i in range(len(blocks) - 1, -1, -1):
        label = labels[i]
        if label is not None and label.effect is Effect.TAIL and following >= _PROSE_AFTER_TAIL:
            labels[i] = label = None
        recent.append(label is None and blocks[i].is_prose)
        following += recent[-1]
        if len(recent) > _TAIL_REACH:
            following -= recent[-1 - _TAIL_REACH]
    return labels


def _label(block: Block) -> Furniture | None:
    if len(block.words) <= 25 and (date_line(block.text) or byline(block.text)):
        return _DATED
    return furniture_of(block)


def _scores(
    blocks: Sequence[Block],
    labels: Sequence[Furniture | None],
    prose: Sequence[bool],
    headlines: frozenset[int],
    weights: Weights,
) -> list[float]:
    costs = {
        Effect.ALONE: weights.furniture,
        Effect.LIST: weights.listing,
        Effect.END: weights.end,
        Effect.TAIL: weights.furniture,
    }
    scores: list[float] = []
    read, ended, run = 0, False, 0
    started = not headlines
    for i, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if i in headlines:
            started = True
        if prose[i]:
            worth = min(float(len(block.words)), weights.cap)
            beside = (i > 0 and prose[i - 1]) or (i + 1 < len(blocks) and prose[i + 1])
            worth *= 1.0 if beside else weights.alone
            scores.append(worth * (weights.after_end if ended else 1.0))
            read += len(block.words) if started else 0
            run = 0
            continue
        if label is not None:
            scores.append(-costs[label.effect])
            if label.effect is Effect.END and read >= 80:
                ended = True
        elif block.ends_sentence and len(block.words) >= _LEAST_SENTENCE_WORDS:
            scores.append(2.0)
            run = 0
            continue
        elif i in headlines:
            scores.append(weights.headline)
        else:
            scores.append(-weights.short - (weights.gap if run else 0.0))
        run += 1
    return scores


def _best_stretch(
    scores: Sequence[float], headlines: frozenset[int], weights: Weights
) -> tuple[int, int]:
    """The contiguous stretch with the highest sum, as first and one past last (Kadane)."""
    best, best_range = 0.0, (0, 0)
    total, start = 0.0, 0
    for i, score in enumerate(scores):
        if i in headlines:
            total -= weights.cross
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > best:
            best, best_range = total, (start, i + 1)
    return best_range


def _within(
    blocks: Sequence[Block], labels: Sequence[Furniture | None], first: int, last: int
) -> list[tuple[int, str]]:
    """For the blocks of the stretch: index and reason for leaving it out ("" to keep it)."""
    found: list[tuple[int, str]] = []
    insert: list[int] = []
    after_list = ""
    vocabulary = {
        w.casefold()
        for i in range(first, last)
        if labels[i] is None and blocks[i].is_prose
        for w in blocks[i].words
    }

    def settle() -> None:
        nonlocal after_list
        plain = [i for i in insert if labels[i] is None]
        bulleted = sum(blocks[i].bullet for i in plain)
        keep = not after_list and (
            len(plain) <= _LONGEST_INSERT
            or bulleted > len(plain) / 2
            or _is_series([blocks[i] for i in plain])
        )
        for i in insert:
            label = labels[i]
            if label is not None:
                reason = label.reason
            elif not keep:
                reason = after_list or _INSIDE
            else:
                reason = _STRAY if _is_stray(blocks[i], vocabulary) else ""
            found.append((i, reason))
        insert.clear()
        after_list = ""

    for i in range(first, last):
        label = labels[i]
        if label is None and (
            blocks[i].is_prose
            or (blocks[i].ends_sentence and len(blocks[i].words) >= _LEAST_SENTENCE_WORDS)
        ):
            settle()
            found.append((i, ""))
            continue
        if label is not None and label.effect is not Effect.ALONE:
            after_list = label.reason
        insert.append(i)
    settle()
    return found


def _is_stray(block: Block, vocabulary: set[str]) -> bool:
    """A word or two that nothing in the article takes up: an advertiser's name, a button."""
    return (
        len(block.words) <= _STRAY_WORDS
        and not block.bullet
        and not block.heading
        and not any(w.casefold() in vocabulary for w in block.words)
    )
