"""The learned coder: what the encoder finds, joined with the actors that the text names.

The encoder gives triggers with probabilities of type and reading, and for each token how likely it
names an actor or a recipient of the trigger. Which state a mention stands for comes from naming;
several mentions of one state speak for it together, the surest first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tightrope.language.learned.events import FoundEvent
from tightrope.records.actors import Mention
from tightrope.records.events import Modality, Polarity
from tightrope.records.plover import RECIPROCAL, EventType
from tightrope.stages.coding.own_voice import BASIS as OWN_VOICE
from tightrope.stages.coding.readings import Reading

LEAST = 0.2
"""Below this nobody is looked at."""
ANOTHER = 0.99
"""How probable a second party of a side must be."""
TAKEN_UP = frozenset(
    {"pronoun", "named earlier in the text", "the text's own state", "usual state of the title",
     "usual state of the body", "title, named earlier in the text",
     "the two named earlier in the text", "not named", OWN_VOICE}
)  # fmt: skip
"""How mentions are resolved that hold no name themselves."""
_NOT_PARTIES = frozenset({"outlet"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts and on whom, as the encoder sees it."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


def sides(found: FoundEvent, mentions: Iterable[Mention], kind: EventType, party: float) -> Sides:
    """The parties of a trigger among the mentions of a text.

    A state stands on the side where its surest mention is likelier to stand. The likeliest of a
    side is taken when it is at least ``party`` probable; another one beside it, when it is nearly
    certain.
    """
    best: dict[tuple[str, ...], tuple[float, float, Mention]] = {}
    acting = [m for m in mentions if m.states and m.kind not in _NOT_PARTIES]
    by_name = {m.states for m in acting if m.basis not in TAKEN_UP}
    for mention in acting:
        # Whom a name means is certain, whom a pronoun means is not: where a state is named near
        # the trigger, its names say which side it stands on.
        if mention.states in by_name and mention.basis in TAKEN_UP:
            continue
        actor, recipient = found.parties.actor(mention.span), found.parties.recipient(mention.span)
        if max(actor, recipient) < LEAST:
            continue
        known = best.get(mention.states)
        if known is None:
            best[mention.states] = (actor, recipient, mention)
        else:
            surer = mention if max(actor, recipient) > max(known[:2]) else known[2]
            best[mention.states] = (max(actor, known[0]), max(recipient, known[1]), surer)
    ranked = sorted(best.values(), key=lambda v: (-max(v[:2]), v[2].span))
    actors: list[Mention] = []
    recipients: list[Mention] = []
    for actor, recipient, mention in _without_parts(ranked):
        acts = kind in RECIPROCAL or actor >= recipient
        side = actors if acts else recipients
        wanted = party if len(side) < (2 if kind in RECIPROCAL else 1) else ANOTHER
        if max(actor, recipient) >= wanted:
            side.append(mention)
    actors.sort(key=lambda m: m.span)
    recipients.sort(key=lambda m: m.span)
    return Sides(tuple(actors), tuple(recipients))


def _without_parts(
    ranked: Sequence[tuple[float, float, Mention]],
) -> list[tuple[float, float, Mention]]:
    """Without "the two sides" where both are there by name, and the other way round."""
    single = {s for *_, m in ranked if len(m.states) == 1 for s in m.states}
    return [v for v in ranked if len(v[2].states) == 1 or not set(v[2].states) <= single]


def reading(found: FoundEvent) -> Reading:
    """Polarity and modality of a trigger."""
    name = found.reading
    if name == "negated":
        return Polarity.NEGATED, Modality.ACTUAL
    return Polarity.ASSERTED, Modality(name)
