"""The positions of a state: as the last run measured them, or measured now for other powers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tightrope.briefing.desks import INCIDENT_KINDS
from tightrope.measures.standing import Standing, measure
from tightrope.records.alignment import Alignment, Stream
from tightrope.records.corpus import Incident

if TYPE_CHECKING:
    from tightrope.notebook.corpus import NotebookCorpus

_MOST = 1_000_000


def positions(corpus: NotebookCorpus, focal: str, powers: Sequence[str]) -> list[Alignment]:
    """Positions by power, stream and period, with the incidents of each period.

    Args:
        corpus: the open database.
        focal: code of the state.
        powers: codes of the powers.
    """
    finder = corpus.finder
    kept = finder.standing(focal, Standing)
    if kept is not None and set(powers) <= set(kept.powers):
        rows = corpus.rows("alignment", "focal = ? AND list_contains(?, power)", [focal, [*powers]])
        return [_alignment(r) for r in rows]
    ids = finder.ids_of_state(focal, INCIDENT_KINDS, _MOST)
    measured = measure(focal, tuple(powers), finder.records("incidents", Incident, ids))
    return list(measured.alignments)


def _alignment(row: dict[str, Any]) -> Alignment:
    stream, ids = Stream(row["stream"]), tuple(row["incident_ids"] or ())
    return Alignment(**{**row, "stream": stream, "incident_ids": ids})
