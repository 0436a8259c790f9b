"""Which blocks are the article: the stretch with the most prose, less what interrupts it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.furniture import Effect, Furniture, furniture_of

# What a block adds to the stretch it stands in, in words of prose. Set on pages of news in
# cross-validation; the result changes little when any of them is changed by a third.
_PROSE_CAP = 60.0
_SHORT_COST = 6.0
_LIST_COST = 12.0
_END_COST = 90.0
_ALONE_COST = 3.0
_LONGEST_INSERT = 2  # lines without prose between paragraphs: subheadings, list items
_OUTSIDE = "outside the article"
_INSIDE = "links or labels within the article"
_STRAY = "stray line (an advertisement or label, not part of the text around it)"
_STRAY_WORDS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a block is part of the article, and if not, why."""

    block: Block
    kept: bool
    reason: str = ""


def judge(blocks: Sequence[Block]) -> list[Verdict]:
    """A verdict on each block, in order."""
    labels = [furniture_of(b) for b in blocks]
    scores = [_score(b, f) for b, f in zip(blocks, labels, strict=True)]
    first, last = _best_stretch(scores)
    verdicts = [
        Verdict(b, False, f.reason if f else _OUTSIDE) for b, f in zip(blocks, labels, strict=True)
    ]
    for i, reason in _within(blocks, labels, first, last):
        verdicts[i] = Verdict(blocks[i], not reason, reason)
    return verdicts


def _score(block: Block, furniture: Furniture | None) -> float:
    if furniture is not None:
        return {
            Effect.ALONE: -_ALONE_COST,
            Effect.LIST: -_LIST_COST,
            Effect.END: -_END_COST,
        }[furniture.effect]
    if block.is_prose:
        return min(float(len(block.words)), _PROSE_CAP)
    if block.ends_sentence and len(block.words) >= 4:
        return 2.0
    if block.bullet and block.lower_share >= 0.5 and len(block.words) >= 8:
        return 4.0
    return -_SHORT_COST


def _best_stretch(scores: Sequence[float]) -> tuple[int, int]:
    """The contiguous stretch with the highest sum, as first and one past last (Kadane)."""
    best, best_range = 0.0, (0, 0)
    total, start = 0.0, 0
    for i, score in enumerate(scores):
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
        keep = not after_list and (len(plain) <= _LONGEST_INSERT or bulleted > len(plain) / 2)
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
        if label is None and blocks[i].ends_sentence and len(blocks[i].words) >= 4:
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
