"""How much the weights matter: the positions with each of them halved and doubled."""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.content import Desk
from tightrope.briefing.wording import listed, percent, sentence, signed, state, state_name
from tightrope.records.alignment import Variation

_NAMES = {
    "focal_acts": "acts of the state itself",
    "power_acts": "acts of the power",
    "positions": "officials' words about the power",
    "negated": "acts said not to have happened",
    "disputed": "disputed acts",
    "window_days": "acts without an exact day",
    "deeds_in_all": "deeds in the joined position",
    "words_in_all": "words in the joined position",
    "votes_in_all": "votes in the joined position",
    "full_intensity": "points of a full act (the scale)",
    "origin_doubt": "odds that an origin is wrong",
    "modality actual": "what happened",
    "modality planned": "plans",
    "modality threatened": "threats",
    "modality possible": "possibilities",
    "modality requested": "requests",
    "modality hypothetical": "hypothetical acts",
    "modality background": "acts recalled as background",
}
#: This one stretches the scale itself, so what it does tells nothing about the evidence.
_SCALE = "full_intensity"


@dataclass(frozen=True, slots=True)
class Cell:
    """A position and its interval."""

    mean: str
    interval: str


@dataclass(frozen=True, slots=True)
class Row:
    """One weight set otherwise."""

    weight: str
    value: str
    cells: tuple[Cell, ...]
    nearer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SensitivityView:
    """The table, its columns, and what it comes to in words.

    ``unchanged`` names the weights that change nothing here.
    """

    powers: tuple[str, ...]
    pairs: tuple[str, ...]
    rows: tuple[Row, ...]
    unchanged: str
    summary: tuple[str, ...]


def sensitivity_view(desk: Desk) -> SensitivityView | None:
    """The table of a briefing; None when nothing is measured."""
    variations = desk.material.sensitivity
    if not variations or not variations[0].positions:
        return None
    base, rest = variations[0], variations[1:]
    powers = tuple(p for p, *_ in base.positions)
    pairs = tuple((a, b) for a, b, _ in base.nearer)
    rows = {v: _row(v, powers, pairs) for v in variations}
    as_it_is = rows[base]
    moved = [v for v in rest if _figures(rows[v]) != _figures(as_it_is)]
    named = {v.option for v in moved}
    still = dict.fromkeys(v.option for v in rest if v.option not in named)
    return SensitivityView(
        powers=tuple(state_name(p) for p in powers),
        pairs=tuple(f"nearer to {state(a)} than to {state(b)}" for a, b in pairs),
        rows=(as_it_is, *(rows[v] for v in rest if v.option in named)),
        unchanged=listed([_NAMES.get(name, name) for name in still]),
        summary=_summary(base, [v for v in moved if v.option != _SCALE], powers, pairs),
    )


def _row(variation: Variation, powers: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Row:
    positions = {p: (mean, low, high) for p, mean, low, high in variation.positions}
    nearer = {(a, b): chance for a, b, chance in variation.nearer}
    cells = []
    for power in powers:
        if power in positions:
            mean, low, high = positions[power]
            cells.append(Cell(signed(mean), f"{signed(low)} to {signed(high)}"))
        else:
            cells.append(Cell("none", ""))
    name = _NAMES.get(variation.option, variation.option)
    how = {0.5: "halved", 2.0: "doubled"}.get(variation.factor, "")
    return Row(
        weight=f"{sentence(name)}, {how}" if how else "Weights as they are",
        value=f"{variation.value:.3g}" if how else "",
        cells=tuple(cells),
        nearer=tuple(percent(nearer[p]) if p in nearer else "" for p in pairs),
    )


def _figures(row: Row) -> tuple[object, ...]:
    return row.cells, row.nearer


def _summary(
    base: Variation,
    moved: Sequence[Variation],
    powers: Sequence[str],
    pairs: Sequence[tuple[str, str]],
) -> tuple[str, ...]:
    """How far the positions move, and whether another power would be the nearer one."""
    told = []
    ranges = []
    for power in powers:
        means = [m for v in (base, *moved) for p, m, *_ in v.positions if p == power]
        now = next(m for p, m, *_ in base.positions if p == power)
        low, high = signed(min(means)), signed(max(means))
        spread = f"between {low} and {high}" if low != high else f"at {low}"
        ranges.append(f"towards {state(power)} ({signed(now)}) {spread}")
    told.append(
        "With any one weight halved or doubled, the scale aside, the position stays "
        f"{listed(ranges)}."
    )
    turned = []
    for a, b in pairs:
        chances = {v: c for v in (base, *moved) for x, y, c in v.nearer if (x, y) == (a, b)}
        now = chances[base]
        other = [v for v, c in chances.items() if (c - 0.5) * (now - 0.5) < 0.0]
        if other:
            names = dict.fromkeys(_NAMES.get(v.option, v.option) for v in other)
            turned.append(
                f"whether {state(a)} or {state(b)} is the likelier to be nearer hangs on the "
                f"weight of {listed(list(names))}"
            )
    if turned:
        told.append(f"{sentence('; '.join(turned))}.")
    elif pairs:
        told.append("No such change makes another power the likelier to be nearer.")
    return tuple(told)
