"""How many origins are independent: ways that share no hand (Menger 1927).

A thing told by ten outlets that all have it from one paper comes by one way; it falls with that
paper. The number of ways with no hand in common equals the least number of hands without which
nothing would reach the reader, and is found as a maximum flow with every hand passed at most once.
Unnamed sources of a story pass as one, as nobody can tell whether they are several.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

_MANY = 1_000_000


def independent_ways(
    paths: Iterable[Sequence[str]], unnamed: Iterable[str] = (), *, ends_count: bool = True
) -> int:
    """The most ways from the reader inwards that have no hand in common.

    Args:
        paths: chains as identifiers of hands, outermost first.
        unnamed: hands that are taken for one.
        ends_count: whether the innermost hand of a path may be passed once only, as on the way
            (two outlets that both asked one minister are one origin), or any number of times (for
            the question how many ways lead to one source).

    Returns:
        0 when there are no paths.
    """
    # Loaded when ways are counted, as pages that only name this room should not wait for it.
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    once = set(unnamed)
    kept = [tuple("" if n in once else n for n in path) for path in paths if path]
    if not kept:
        return 0
    hands = sorted({n for path in kept for n in path})
    place = {n: i for i, n in enumerate(hands)}
    ends = {path[-1] for path in kept}
    # Every hand is a way in and a way out with room for one; the reader and the end of all.
    reader, sink = 2 * len(hands), 2 * len(hands) + 1
    room: dict[tuple[int, int], int] = {}
    for n, i in place.items():
        room[2 * i, 2 * i + 1] = _MANY if n in ends and not ends_count else 1
    for path in kept:
        room[reader, 2 * place[path[0]]] = _MANY
        room[2 * place[path[-1]] + 1, sink] = _MANY
        for holder, source in pairwise(path):
            if holder != source:
                room[2 * place[holder] + 1, 2 * place[source]] = _MANY
    rows, columns = zip(*room, strict=True)
    values = np.fromiter(room.values(), dtype=np.int32)
    size = len(hands) * 2 + 2
    graph = csr_array((values, (rows, columns)), shape=(size, size))
    flow = int(maximum_flow(graph, reader, sink).flow_value)
    return min(flow, _MANY)
