"""CAMEO event codes: which PLOVER type, quad class and intensity each stands for."""

from dataclasses import dataclass
from functools import lru_cache

from tightrope.records.plover import QUAD_CLASS, EventType, QuadClass
from tightrope.reference.actors import TABLES, read_table


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One code of the table ``cameo_codes.csv``.

    ``event_type`` is None for statements without a direction (root 01), which PLOVER does not
    count as events; their quad class is verbal cooperation, as CAMEO has it. ``intensity`` is in
    Goldstein points, -10 to 10.
    """

    code: str
    name: str
    event_type: EventType | None
    intensity: float

    @property
    def quad_class(self) -> QuadClass:
        if self.event_type is None:
            return QuadClass.VERBAL_COOPERATION
        return QUAD_CLASS[self.event_type]


@lru_cache(maxsize=1)
def cameo_codes() -> dict[str, CameoCode]:
    """Every code of two to four digits."""
    return {
        row["code"]: CameoCode(
            row["code"],
            row["name"],
            EventType(row["event_type"]) if row["event_type"] else None,
            float(row["intensity"]),
        )
        for _, row in read_table(TABLES / "cameo_codes.csv")
    }


def cameo_code(written: str) -> CameoCode | None:
    """The code that a dataset writes, as digits or by name.

    Digits may lack the leading zero, as in tables that passed through a spreadsheet: "40" is 040
    and "10" is 010 (events carry no roots of two digits). A longer code that is not known falls
    back on its first three digits.

    >>> cameo_code("40").name, cameo_code("Make a visit").code
    ('Consult', '042')
    """
    text = written.strip()
    if not text.isdigit():
        return _by_name().get(_plain(text))
    zeroed = "0" + text
    candidates = (zeroed, text) if len(text) == 2 else (text, zeroed, text[:3])
    return next((cameo_codes()[c] for c in candidates if c in cameo_codes()), None)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, CameoCode]:
    found: dict[str, CameoCode] = {}
    for code in cameo_codes().values():
        found.setdefault(_plain(code.name), code)
    return found


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
