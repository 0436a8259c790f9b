"""A database of acts by hand, for commands that measure."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tightrope.records.corpus import Incident
from tightrope.records.plover import INTENSITY, EventType
from tightrope.store import Writer


def act(
    name: str, kind: EventType, actor: str, recipient: str, day: date, origins: int = 1
) -> Incident:
    """An act that happened, told by some independent origins."""
    return Incident(
        id=name,
        event_type=kind,
        actor_states=(actor,),
        recipient_states=(recipient,),
        date_low=day,
        date_high=day,
        event_ids=(),
        document_ids=(),
        origins=tuple(f"{name}-{n}" for n in range(origins)),
        polarity="asserted",
        modality="actual",
        intensity=INTENSITY[kind],
    )


def record_of_acts() -> list[Incident]:
    """Chile grows close to China, Ecuador is sanctioned by it later; both talk with the US."""
    made = []
    for n in range(6):
        day = date(2021, 1 + n, 10)
        made.append(act(f"c{n}", EventType.AID, "CHL", "CHN", day, 2))
        made.append(act(f"e{n}", EventType.SANCTION, "ECU", "CHN", day.replace(year=2022), 2))
        made.append(act(f"u{n}", EventType.SUPPORT, "CHL", "USA", day))
        made.append(act(f"v{n}", EventType.SUPPORT, "ECU", "USA", day))
    return made


def database(path: Path, incidents: Iterable[Incident]) -> Path:
    """The acts as a run would have kept them."""
    with Writer(path) as writer, writer.batch():
        writer.replace_incidents(list(incidents))
    return path
