"""Each kind of mistake falls into its own row."""

from collections.abc import Iterable
from typing import Any

import pytest

from benchmarks.event_errors import KINDS, kind_of
from tightrope.records.actors import Mention
from tightrope.records.documents import Document
from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.plover import EventType
from tightrope.records.readings import Reading
from tightrope.records.spans import Span

_ONE = Span(0, 1)


def _reading(*events: tuple[str, Iterable[str], Iterable[str]], named: bool = True) -> Reading:
    made = tuple(
        Event(
            f"e{n}", "d", _ONE, _ONE, EventType(kind), tuple(actors), tuple(recipients),
            Polarity.ASSERTED, Modality.ACTUAL, 0.0,
        )
        for n, (kind, actors, recipients) in enumerate(events)
    )  # fmt: skip
    mentions = (Mention(_ONE, "x", "x", ("PER",)),) if named else ()
    return Reading(Document("d", "", "x"), events=made, mentions=mentions)


def _record(**fields: Any) -> dict[str, Any]:
    gold = {
        "type": "ACCUSE", "types_ok": ["ACCUSE"], "symmetric": False,
        "source_iso3s": ["PER"], "target_iso3s": ["CHL"],
    }  # fmt: skip
    return gold | fields


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([("ACCUSE", ["PER"], ["CHL"])], "right"),
        ([], "no act seen"),
        ([("REJECT", ["PER"], ["CHL"])], "other type, same parties"),
        ([("REJECT", ["PER"], ["BOL"])], "other act"),
        ([("ACCUSE", ["CHL"], ["PER"])], "turned round"),
        ([("ACCUSE", [], ["CHL"])], "actor missing"),
        ([("ACCUSE", ["PER"], [])], "recipient missing"),
        ([("ACCUSE", ["PER"], ["CHL", "BOL"])], "too many parties"),
        ([("ACCUSE", ["BOL"], ["ARG"])], "other parties"),
        ([("ACCUSE", ["BOL"], ["ARG"]), ("ACCUSE", ["PER"], ["CHL"])], "right"),
    ],
)
def test_rows(events: list[tuple[str, list[str], list[str]]], kind: str) -> None:
    assert kind in KINDS
    assert kind_of(_record(), _reading(*events)) == kind


def test_mutual_and_half_known_records() -> None:
    mutual = _record(symmetric=True, source_iso3s=["PER", "CHL"], target_iso3s=[])
    assert kind_of(mutual, _reading(("ACCUSE", ["CHL", "PER"], []))) == "right"
    assert kind_of(mutual, _reading(("ACCUSE", ["CHL"], []))) == "recipient missing"
    half = _record(target_iso3s=[])
    assert kind_of(half, _reading(("ACCUSE", ["BOL"], []))) == "right"
    assert kind_of(half, _reading(named=False)) == "no state named"
