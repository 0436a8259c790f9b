"""Roll calls of the General Assembly that put the same text to the vote again."""

from functools import lru_cache

from tightrope.reference.csv_tables import TABLES, read_table


def first_vote_on(rcid: int) -> int:
    """Number of the first roll call on the text of this one; its own where nothing is known.

    A text that comes back every year is a chain of roll calls, each repeating the one before.

    >>> first_vote_on(577), first_vote_on(470), first_vote_on(1)
    (470, 470, 1)
    """
    return _firsts().get(rcid, rcid)


@lru_cache(maxsize=1)
def _firsts() -> dict[int, int]:
    firsts: dict[int, int] = {}
    # In order of number, so that the beginning of a chain is known before its next link.
    for _, row in sorted(read_table(TABLES / "un_repeated_votes.csv"), key=lambda r: r[0]):
        repeated = int(row["repeats"])
        firsts[int(row["rcid"])] = firsts.get(repeated, repeated)
    return firsts
