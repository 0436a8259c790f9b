"""One roll call from two files is kept once; what one file lacks the other fills in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tightrope.public_record.votes.resolutions import symbol_key
from tightrope.records.votes import RollCall

# Dates of older roll calls are right to the month only.
WITHIN_DAYS = 31
# Two records of one roll call differ in a few corrected votes; two votes on one text in many.
SAME_SHARE = 0.93
SHARED_STATES = 0.6


@dataclass(slots=True)
class Joined:
    """What a table of votes added to roll calls that were known.

    ``added`` are new; ``changed`` are known ones that it filled; ``n_known`` counts those it told
    again. ``disagreements`` name each state and roll call on which two sources differ: the
    position that was kept first stays.
    """

    added: list[RollCall] = field(default_factory=list)
    changed: list[RollCall] = field(default_factory=list)
    n_known: int = 0
    disagreements: list[tuple[str, str]] = field(default_factory=list)


def join(known: Iterable[RollCall], found: Sequence[RollCall]) -> Joined:
    """Add the roll calls of one table to those that are known.

    Two are the same when their texts have one symbol (or neither has any and the titles are
    equal), their days lie within a month of each other, and nearly all states that both hold took
    the same position. Roll calls of one table are never joined: paragraphs of one text are often
    voted alike.
    """
    by_symbol: dict[object, list[RollCall]] = defaultdict(list)
    names: set[str] = set()
    for roll_call in known:
        by_symbol[_key(roll_call)].append(roll_call)
        names.add(roll_call.id)
    result = Joined()
    taken: set[str] = set()
    for roll_call in found:
        rivals = [r for r in by_symbol[_key(roll_call)] if r.id not in taken]
        best = max(
            ((score, r.id, r) for r in rivals if (score := _likeness(r, roll_call))),
            default=None,
        )
        if best is None:
            result.added.append(_renamed(roll_call, names))
            names.add(result.added[-1].id)
            continue
        _, _, same = best
        taken.add(same.id)
        result.n_known += 1
        merged, differing = merge(same, roll_call)
        result.disagreements += [(same.id, state) for state in differing]
        if merged != same:
            result.changed.append(merged)
    return result


def _key(roll_call: RollCall) -> object:
    key = symbol_key(roll_call.resolution)
    text = roll_call.resolution or roll_call.title
    return key if key is not None else " ".join(text.casefold().split())


def _likeness(one: RollCall, other: RollCall) -> float:
    """Share of equal positions; 0 when they are not one roll call."""
    if abs(one.date - other.date) > timedelta(days=WITHIN_DAYS):
        return 0.0
    held = dict(zip(one.states, one.positions, strict=True))
    pairs = [
        (held[state], position)
        for state, position in zip(other.states, other.positions, strict=True)
        if state in held
    ]
    if len(pairs) < SHARED_STATES * min(len(one.states), len(other.states)):
        return 0.0
    share = sum(a is b for a, b in pairs) / len(pairs) if pairs else 0.0
    if share < SAME_SHARE:
        return 0.0
    # Of several that are as like, the one with the same number, day, and part of the text.
    alike = (
        4 * (one.rcid is not None and one.rcid == other.rcid)
        + 2 * (one.date == other.date)
        + (bool(one.paragraph) == bool(other.paragraph))
    )
    return share + alike / 1000


def _renamed(roll_call: RollCall, taken: set[str]) -> RollCall:
    name, number = roll_call.id, 1
    while name in taken:
        number += 1
        name = f"{roll_call.id}{number}"
    return roll_call if name == roll_call.id else replace(roll_call, id=name)


def merge(known: RollCall, other: RollCall) -> tuple[RollCall, list[str]]:
    """Both records in one, and the states on which they differ."""
    held = dict(zip(known.states, known.positions, strict=True))
    differing = []
    for state, position in zip(other.states, other.positions, strict=True):
        if held.setdefault(state, position) is not position:
            differing.append(state)
    states = tuple(sorted(held))
    official = other.resolution if other.resolution.startswith("A/RES/") else ""
    return (
        replace(
            known,
            resolution=known.resolution
            if known.resolution.startswith("A/RES/")
            else official or known.resolution,
            states=states,
            positions=tuple(held[s] for s in states),
            title=known.title or other.title,
            description=known.description or other.description,
            draft=known.draft or other.draft,
            subjects=known.subjects or other.subjects,
            issues=tuple(sorted({*known.issues, *other.issues})),
            important=other.important if known.important is None else known.important,
            amendment=other.amendment if known.amendment is None else known.amendment,
            paragraph=other.paragraph if known.paragraph is None else known.paragraph,
            rcid=other.rcid if known.rcid is None else known.rcid,
            sources=tuple(dict.fromkeys((*known.sources, *other.sources))),
        ),
        differing,
    )
