"""A candidate: an act that grammar and lexicon have found, before it is read and dated."""

from dataclasses import dataclass, field

from tightrope.records.actors import Mention
from tightrope.records.plover import EventType
from tightrope.reference.lexicon import Entry

# Acts in words have somebody who speaks; a passive or a thing as subject leaves them without one.
SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.SUPPORT, EventType.REQUEST, EventType.REJECT, EventType.THREATEN,
     EventType.CONCEDE, EventType.AGREE}
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """One possible event in a sentence; parties may still be filled in.

    ``anchor`` is the token whose reading is the event's, ``first``/``last`` the trigger's tokens,
    ``support`` the support verb of a nominal act, ``used`` the nouns that the entry has consumed;
    ``agentless`` marks a passive without "by", ``faceless`` a verb whose subject is a thing,
    ``unknown`` a verb whose object is a name that nobody knows, ``strange`` a verb whose doer is
    named but is no party ("rights groups", "Western states"), ``addressed`` a verb whose object is
    a pronoun ("assured him").
    """

    anchor: int
    first: int
    last: int
    entry: Entry
    actors: list[Mention]
    recipients: list[Mention]
    rule: str
    support: int | None = None
    used: frozenset[int] = frozenset()
    agentless: bool = False
    faceless: bool = False
    unknown: bool = False
    strange: bool = False
    addressed: bool = False
    carried: list[str] = field(default_factory=list)

    @property
    def nominal(self) -> bool:
        """Whether a noun tells the act."""
        return self.rule.startswith("noun:")

    @property
    def voiceless(self) -> bool:
        """Whether nobody is there who could have said what the act says."""
        return self.entry.type in SPOKEN and (self.faceless or self.agentless)
