"""Average-link grouping of one component of a sparse graph; deterministic, order-free."""

import heapq
from collections.abc import Mapping, Sequence

MERGE_STRENGTH = 1.0


def average_link(
    items: Sequence[str],
    links: Mapping[str, Mapping[str, float]],
    threshold: float = MERGE_STRENGTH,
) -> list[tuple[str, ...]]:
    """Group items so that the mean strength between merged groups stays at the threshold.

    The two groups with the highest mean link are merged first (ties by the smallest item), until
    no mean reaches ``threshold``. A pair without a link counts as zero.

    Args:
        items: the items of one component.
        links: for each item, the strength of its links; symmetric.
        threshold: mean strength at which two groups are still one.

    Returns:
        The groups, each sorted, sorted among themselves.
    """
    order = {item: n for n, item in enumerate(sorted(items))}
    names = sorted(items)
    members: dict[int, list[int]] = {n: [n] for n in range(len(names))}
    sums: dict[int, dict[int, float]] = {
        order[item]: {
            order[o]: s for o, s in links.get(item, {}).items() if o in order and o != item
        }
        for item in names
    }
    heap = [
        (-s, a, b, 1, 1)
        for a, row in sums.items()
        for b, s in row.items()
        if a < b and s >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        # An entry is stale when either group has gone or grown since it was pushed.
        if a not in members or b not in members:
            continue
        if len(members[a]) != size_a or len(members[b]) != size_b:
            continue
        members[a].extend(members.pop(b))
        row = sums[a]
        row.pop(b, None)
        for other, total in sums.pop(b).items():
            if other == a:
                continue
            row[other] = row.get(other, 0.0) + total
            del sums[other][b]
        size = len(members[a])
        for other, total in row.items():
            sums[other][a] = total
            mean = total / (size * len(members[other]))
            if mean >= threshold:
                low, high = sorted((a, other))
                heapq.heappush(heap, (-mean, low, high, len(members[low]), len(members[high])))
    return sorted(tuple(names[m] for m in sorted(group)) for group in members.values())
