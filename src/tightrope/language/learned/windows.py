"""Windows: stretches of tokens that the encoder reads at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

SIZE = 190
"""Tokens in a window, the two that frame it included."""
OVERLAP = 64


def windows(
    first: Sequence[int],
    count: int,
    size: int = SIZE - 2,
    overlap: int = 0,
    lead: int | None = None,
) -> Iterator[tuple[int, int]]:
    """Stretches ``(start, end)`` of whole sentences that cover ``count`` tokens.

    Args:
        first: the token with which each sentence begins, in order.
        count: how many tokens there are.
        size: the most tokens of a window; only a sentence longer than this is cut.
        overlap: how many tokens a window shares with the one before, or a few more.
        lead: the most tokens of the first window, ``size`` when None.
    """
    start, limit = 0, lead or size
    while start < count:
        end = start + limit
        if end >= count:
            yield start, count
            return
        end = _boundary(first, start, end)
        yield start, end
        start = _boundary(first, start, end - overlap) if overlap < end - start else end
        limit = size


def _boundary(first: Sequence[int], after: int, upto: int) -> int:
    """The last beginning of a sentence in ``(after, upto]``, or ``upto`` when there is none."""
    at = first[bisect_right(first, upto) - 1]
    return at if at > after else upto
