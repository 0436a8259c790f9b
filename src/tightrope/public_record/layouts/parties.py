"""The two sides of an event as layouts write them: who, of which state, in which sector."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from tightrope.records.actors import Mention, Sector
from tightrope.records.plover import RECIPROCAL
from tightrope.records.reports import EventReport
from tightrope.records.spans import Span
from tightrope.reference.actors import state_names


@dataclass(frozen=True, slots=True)
class Party:
    """One party of one state; fields are empty where nothing is known.

    ``written`` is the wording of its mention, ``is_state`` whether the state is named as such.
    """

    name: str
    code: str
    sector: Sector
    office: str = ""
    written: str = ""
    is_state: bool = False

    @property
    def state(self) -> str:
        """The English name of its state or organisation."""
        return state_names().get(self.code, self.code)


def actors(report: EventReport) -> list[Party]:
    """The event's actors, one a state, in the event's order."""
    event = report.event
    return _parties(event.actor_states, event.actor_spans, event.actor_sector, report.mentions)


def recipients(report: EventReport) -> list[Party]:
    """The event's recipients, one a state; none for mutual acts."""
    event = report.event
    return _parties(
        event.recipient_states, event.recipient_spans, event.recipient_sector, report.mentions
    )


def directed(
    report: EventReport, *, both_ways: bool = True
) -> list[tuple[Party | None, Party | None]]:
    """Pairs of source and target.

    Args:
        report: of the event.
        both_ways: whether a mutual act goes both ways between every two parties, or only from the
            one named first.
    """
    sources: list[Party | None] = [*actors(report)]
    targets: list[Party | None] = [*recipients(report)]
    if report.event.type in RECIPROCAL and not targets and len(sources) > 1:
        pairs = permutations(sources, 2) if both_ways else combinations(sources, 2)
        return list(pairs)
    return [(source, target) for source in sources or [None] for target in targets or [None]]


def _parties(
    states: Sequence[str], spans: Sequence[Span], sector: Sector, mentions: Sequence[Mention]
) -> list[Party]:
    """A party for every state; its mention is the first of the side's that is of that state."""
    own = [m for m in mentions if m.span in spans]
    found = []
    for code in states:
        mention = next((m for m in own if code in m.states), None)
        if mention is None:
            name = state_names().get(code, code)
            found.append(Party(name, code, sector, is_state=len(code) == 3))
            continue
        # A mention of two states at once ("both countries") names neither of them.
        shared = len(mention.states) > 1
        found.append(
            Party(
                name=state_names().get(code, code) if shared else mention.name,
                code=code,
                sector=mention.sector,
                office=mention.office,
                written=mention.text,
                is_state=mention.kind == "state",
            )
        )
    return found
