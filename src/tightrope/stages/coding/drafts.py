"""A draft: an act with its parties and reading, before it is dated and written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tightrope.records.actors import Mention
from tightrope.records.events import Modality, Polarity
from tightrope.records.plover import INTENSITY, QUAD_CLASS, RECIPROCAL, EventType, QuadClass
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages.coding.parties import states_of

# Acts that count within one state too: a government against its people, and back.
_DOMESTIC = frozenset(
    {EventType.PROTEST, EventType.COERCE, EventType.ASSAULT, EventType.MOBILIZE, EventType.THREATEN}
)
# Saying something about nobody in particular is no act between states.
_TOWARDS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.CONCEDE})
_COOPERATION = frozenset({QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION})
_NAMED_KINDS = frozenset({"state", "organisation"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An act as a coder sees it.

    Attributes:
        sentence: where it is told.
        anchor: the token whose clause is the act's; ``first`` and ``last`` are the trigger's.
        guessed: a party was taken over from elsewhere, so its words are no evidence of this act.
        probability: how sure the learned coder is; None where rules alone found it.
    """

    sentence: Sentence
    anchor: int
    first: int
    last: int
    type: EventType
    polarity: Polarity
    modality: Modality
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    rule: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    intensity: float | None = None
    mutual: bool = False
    needs: int = 1
    guessed: bool = False
    probability: float | None = None

    @property
    def trigger(self) -> Span:
        return self.sentence.span_of(self.first, self.last)

    @property
    def actor_states(self) -> tuple[str, ...]:
        return states_of(self.actors)

    @property
    def recipient_states(self) -> tuple[str, ...]:
        return states_of(self.recipients)

    @property
    def weight(self) -> float:
        return INTENSITY[self.type] if self.intensity is None else self.intensity


def is_act_between_parties(
    kind: EventType,
    actors: Sequence[Mention],
    recipients: Sequence[Mention],
    *,
    mutual: bool,
    needs: int,
) -> bool:
    """Whether these are parties between whom, or by whom, such an act is one.

    Args:
        kind: the act.
        actors, recipients: as they were found.
        mutual: it has no direction.
        needs: how many sides must be known (1 or 2; 3: both, and not the same state).
    """
    actor_states, recipient_states = states_of(actors), states_of(recipients)
    if not actor_states and not recipient_states:
        return False
    if mutual:
        return len(actor_states) > 1 or (needs < 2 and len(actors) >= 1)
    if kind in _TOWARDS and not recipients:
        return False
    crowd = any(m.kind == "group" for m in (*actors, *recipients))
    if needs >= 2 and not (actor_states and recipient_states):
        return crowd and bool(actors) and bool(recipients)
    if bool(actor_states) and set(actor_states) == set(recipient_states):
        if needs > 2 or any(m.kind in _NAMED_KINDS for m in recipients):
            return False
        return crowd or kind in _DOMESTIC
    return True


def tells_something(draft: Draft, voiced: bool = True) -> bool:
    """What nobody is said to have done, and was not done, tells nothing."""
    if draft.type is EventType.PROTEST or draft.actors or not voiced:
        return True
    return draft.polarity is Polarity.ASSERTED and draft.modality is Modality.ACTUAL


def settled(polarity: Polarity, modality: Modality, kind: EventType) -> Modality:
    """Nobody threatens to be kind: such a threat is a plan."""
    if modality is Modality.THREATENED and QUAD_CLASS[kind] in _COOPERATION:
        return Modality.PLANNED
    return modality


def undirected(kind: EventType) -> bool:
    return kind in RECIPROCAL


def distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(mentions))
