"""Short headings for incidents: who did what to whom, and whether it happened.

A heading names the kind of act only; what exactly was done stands in the sentence under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tightrope.briefing.wording import sentence, states
from tightrope.records.corpus import Incident
from tightrope.records.events import Modality, Polarity


@dataclass(frozen=True, slots=True)
class Phrase:
    """One kind of act: past tense and infinitive, the word that leads to the recipient, and the
    same for parties who act on one another (``both``), where that differs."""

    past: str
    infinitive: str
    towards: str
    both_past: str = ""
    both_infinitive: str = ""


_PHRASES: dict[tuple[str, str], Phrase] = {
    ("AGREE", ""): Phrase("reached an agreement", "reach an agreement", "with"),
    ("CONSULT", ""): Phrase("held talks", "hold talks", "with"),
    ("CONSULT", "meet"): Phrase("met", "meet", "with"),
    ("CONSULT", "phone"): Phrase("spoke by telephone", "speak by telephone", "with"),
    ("CONSULT", "visit"): Phrase(
        "made a visit", "make a visit", "to", "met on a visit", "meet on a visit"
    ),
    ("CONSULT", "mediate"): Phrase("mediated", "mediate", "with"),
    ("SUPPORT", ""): Phrase("expressed support", "express support", "for"),
    ("COOPERATE", ""): Phrase("cooperated", "cooperate", "with"),
    ("COOPERATE", "joint"): Phrase("acted jointly", "act jointly", "with"),
    ("AID", ""): Phrase("gave aid", "give aid", "to"),
    ("RETREAT", ""): Phrase("yielded or eased pressure", "yield or ease pressure", "towards"),
    ("RETREAT", "ceasefire"): Phrase("ceased fire", "cease fire", "with"),
    ("RETREAT", "release"): Phrase("released people or goods", "release people or goods", "to"),
    ("RETREAT", "withdraw"): Phrase("withdrew forces", "withdraw forces", "from"),
    ("CONCEDE", ""): Phrase("gave way", "give way", "to"),
    ("REQUEST", ""): Phrase("made a request or demand", "make a request or demand", "of"),
    ("ACCUSE", ""): Phrase("criticised or accused", "criticise or accuse", ""),
    ("REJECT", ""): Phrase("refused or rejected something", "refuse or reject something", "from"),
    ("REJECT", "veto"): Phrase("cast a veto", "cast a veto", "against"),
    ("THREATEN", ""): Phrase("issued a threat or warning", "issue a threat or warning", "to"),
    ("PROTEST", ""): Phrase("protested", "protest", "against"),
    ("SANCTION", ""): Phrase(
        "imposed sanctions or cut back relations", "impose sanctions or cut back relations", "with"
    ),
    ("SANCTION", "discontinue"): Phrase(
        "suspended or ended cooperation", "suspend or end cooperation", "with"
    ),
    ("SANCTION", "expel"): Phrase(
        "expelled diplomats or others", "expel diplomats or others", "of"
    ),
    ("MOBILIZE", ""): Phrase("put forces on the move", "put forces on the move", "against"),
    ("COERCE", ""): Phrase("took coercive measures", "take coercive measures", "against"),
    ("COERCE", "arrest"): Phrase("made arrests", "make arrests", "against"),
    ("COERCE", "ban"): Phrase("imposed a ban", "impose a ban", "on"),
    ("COERCE", "cyber"): Phrase("made a cyberattack", "make a cyberattack", "on"),
    ("ASSAULT", ""): Phrase("attacked", "attack", ""),
}
_UNKNOWN = Phrase("acted", "act", "towards")

#: How an act that did not simply happen is told, by modality; ``{}`` takes the infinitive.
_FRAMES = {
    Modality.PLANNED: ("plans to {}", "plan to {}"),
    Modality.THREATENED: ("has threatened to {}", "have threatened to {}"),
    Modality.REQUESTED: ("has been asked to {}", "have been asked to {}"),
    Modality.POSSIBLE: ("may {}", "may {}"),
    Modality.HYPOTHETICAL: ("would {} under conditions", "would {} under conditions"),
}


def heading(incident: Incident, mode: str = "") -> str:
    """What an incident is, in one line: "The United States and Kenya spoke by telephone".

    Args:
        incident: not a vote.
        mode: the PLOVER mode of its events, when they agree on one.
    """
    kind = str(incident.event_type)
    phrase = _PHRASES.get((kind, mode)) or _PHRASES.get((kind, ""), _UNKNOWN)
    actors = incident.actor_states
    recipients = tuple(s for s in incident.recipient_states if s not in actors)
    together = len(actors) > 1 and not recipients
    past = (together and phrase.both_past) or phrase.past
    infinitive = (together and phrase.both_infinitive) or phrase.infinitive
    rest = f" {phrase.towards} {states(recipients)}".replace("  ", " ") if recipients else ""
    who = sentence(states(actors)) if actors else "Someone not identified"
    return f"{who} {_verb(incident, past, infinitive, len(actors) > 1)}{rest}"


def _verb(incident: Incident, past: str, infinitive: str, plural: bool) -> str:
    frame = _FRAMES.get(Modality(incident.modality))
    if incident.polarity == Polarity.NEGATED:
        if frame is None:
            return f"did not {infinitive}"
        return frame[plural].format(f"not {infinitive}").replace("to not ", "not to ")
    return frame[plural].format(infinitive) if frame is not None else past


def parties(incidents: Sequence[Incident]) -> tuple[str, ...]:
    """All states that act or are acted upon, in order of first appearance."""
    return tuple(
        dict.fromkeys(s for i in incidents for s in (*i.actor_states, *i.recipient_states))
    )
