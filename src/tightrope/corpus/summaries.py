"""One readable line for an incident, in plain words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tightrope.corpus.tellings import Telling
from tightrope.records.events import Modality, Polarity, ReportedVote
from tightrope.records.plover import EventType
from tightrope.reference.state_phrases import with_article

# (past, infinitive) of what the parties did; {r} stands for the other side with its preposition.
_DEEDS: dict[tuple[str, str], tuple[str, str]] = {
    ("AGREE", ""): ("reached an agreement", "reach an agreement"),
    ("CONSULT", ""): ("held talks", "hold talks"),
    ("CONSULT", "meet"): ("met", "meet"),
    ("CONSULT", "phone"): ("spoke by telephone", "speak by telephone"),
    ("CONSULT", "visit"): ("met on a visit", "meet on a visit"),
    ("CONSULT", "mediate"): ("took part in mediation", "take part in mediation"),
    ("SUPPORT", ""): ("expressed support for {r}", "express support for {r}"),
    ("COOPERATE", ""): ("cooperated", "cooperate"),
    ("COOPERATE", "joint"): ("held joint exercises", "hold joint exercises"),
    ("AID", ""): ("gave aid to {r}", "give aid to {r}"),
    ("AID", "weapons"): ("supplied weapons to {r}", "supply weapons to {r}"),
    ("RETREAT", ""): ("eased its pressure on {r}", "ease its pressure on {r}"),
    ("RETREAT", "withdraw"): ("withdrew forces from {r}", "withdraw forces from {r}"),
    ("RETREAT", "release"): ("released people to {r}", "release people to {r}"),
    ("RETREAT", "ceasefire"): ("held a ceasefire with {r}", "hold a ceasefire with {r}"),
    ("CONCEDE", ""): ("yielded to {r}", "yield to {r}"),
    ("REQUEST", ""): ("made a request or appeal to {r}", "make a request or appeal to {r}"),
    ("ACCUSE", ""): ("criticised or accused {r}", "criticise or accuse {r}"),
    ("REJECT", ""): ("rejected a demand or position of {r}", "reject a demand or position of {r}"),
    ("REJECT", "veto"): ("vetoed a proposal of {r}", "veto a proposal of {r}"),
    ("THREATEN", ""): ("threatened or warned {r}", "threaten or warn {r}"),
    ("PROTEST", ""): ("protested against {r}", "protest against {r}"),
    ("SANCTION", ""): ("took measures against {r}", "take measures against {r}"),
    ("SANCTION", "withdraw"): ("withdrew envoys from {r}", "withdraw envoys from {r}"),
    ("SANCTION", "expel"): ("expelled people of {r}", "expel people of {r}"),
    ("MOBILIZE", ""): ("moved forces towards {r}", "move forces towards {r}"),
    ("COERCE", ""): ("took coercive measures against {r}", "take coercive measures against {r}"),
    ("COERCE", "arrest"): ("arrested people of {r}", "arrest people of {r}"),
    ("COERCE", "cyber"): ("attacked {r} by computer", "attack {r} by computer"),
    ("ASSAULT", ""): ("attacked {r}", "attack {r}"),
}
# The same for a party that acts on nobody who is named.
_ALONE: dict[str, tuple[str, str]] = {
    "ACCUSE": ("made an accusation", "make an accusation"),
    "ASSAULT": ("carried out an attack", "carry out an attack"),
    "CONSULT": ("took part in talks", "take part in talks"),
    "COERCE": ("took coercive measures", "take coercive measures"),
    "SUPPORT": ("expressed support", "express support"),
    "THREATEN": ("made a threat or warning", "make a threat or warning"),
    "REJECT": ("rejected a demand or position", "reject a demand or position"),
    "SANCTION": ("took measures", "take measures"),
    "AGREE": ("made an agreement or promise", "make an agreement or promise"),
    "RETREAT": ("eased its pressure", "ease its pressure"),
    "COOPERATE": ("took part in cooperation", "take part in cooperation"),
}
# What a trigger says more exactly than its type does.
_BY_TRIGGER: tuple[tuple[str, re.Pattern[str], tuple[str, str]], ...] = (
    ("SUPPORT", re.compile(r"restor|resum|normali|upgrad|mend|reopen|re-?establish"),
     ("restored or raised ties with {r}", "restore or raise ties with {r}")),
    ("SUPPORT", re.compile(r"recogni"), ("recognised {r}", "recognise {r}")),
    ("SUPPORT", re.compile(r"apolog|sorry|regret"), ("apologised to {r}", "apologise to {r}")),
    ("AGREE", re.compile(r"promis|assur|offer|pledg|commit|undertak"),
     ("made a promise or offer to {r}", "make a promise or offer to {r}")),
    ("SANCTION", re.compile(r"remov|suspend|exclud|oust|\bbar"),
     ("shut {r} out of a body or programme", "shut {r} out of a body or programme")),
    ("REJECT", re.compile(r"object|oppos"),
     ("objected to a decision or position of {r}", "object to a decision or position of {r}")),
    ("REQUEST", re.compile(r"caution|advis|warn"), ("cautioned {r}", "caution {r}")),
    ("THREATEN", re.compile(r"\bwarn"), ("warned {r}", "warn {r}")),
    ("ASSAULT", re.compile(r"inva"), ("invaded {r}", "invade {r}")),
    ("RETREAT", re.compile(r"\blift|eas|relax"),
     ("lifted or eased measures against {r}", "lift or ease measures against {r}")),
)  # fmt: skip
# What was cut, by the words around the act; the first that is there says it best.
_OBJECTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:military|security|defen[cs]e) (?:aid|assistance)\b"), "military aid to {r}"),
    (re.compile(r"\b(?:aid|assistance|funding|funds)\b"), "aid to {r}"),
    (re.compile(r"\bco-?operation\b"), "cooperation with {r}"),
    (re.compile(r"\b(?:diplomatic )?(?:ties|relations)\b"), "relations with {r}"),
    (re.compile(r"\b(?:tariffs?|dut(?:y|ies)|levies)\b"), "tariffs on {r}"),
    (re.compile(r"\bsanctions?\b"), "sanctions on {r}"),
    (re.compile(r"\bembargo\b"), "an embargo on {r}"),
    (re.compile(r"\bexports?\b"), "exports to {r}"),
    (re.compile(r"\bimports?\b"), "imports from {r}"),
    (re.compile(r"\btrade\b"), "trade with {r}"),
)
# Objects of the coding rules that say by themselves which of these is meant.
_RULE_OBJECTS = {"aid": "aid", "sanction": "sanctions"}
_PAST: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"suspen(?:d|s)"), "suspended", "suspend"),
    (re.compile(r"fr(?:eez|oze)"), "froze", "freeze"),
    (re.compile(r"halt"), "halted", "halt"),
    (re.compile(r"with(?:hold|held)"), "withheld", "withhold"),
    (re.compile(r"\bcuts?\b|cutting"), "cut", "cut"),
    (re.compile(r"impos"), "imposed", "impose"),
    (re.compile(r"cancel"), "cancelled", "cancel"),
    (re.compile(r"sever|broke(?:n)? off"), "broke off", "break off"),
    (re.compile(r"ban"), "banned", "ban"),
    (re.compile(r"announc"), "announced", "announce"),
    (re.compile(r"\bcharg"), "imposed", "impose"),
)
# What is done to such an object when the act is told by a noun ("the tariffs on ...").
_IMPOSED = re.compile(r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|sanction|embargo)")
_VOTES = {
    "yes": "voted for",
    "no": "voted against",
    "abstain": "abstained on",
    "absent": "was absent from the vote on",
}
_MOST_NAMES = 4


def summarise(
    told: Sequence[Telling], actor_states: Sequence[str], recipient_states: Sequence[str]
) -> str:
    """Say what happened in one line.

    Args:
        told: every telling of the incident, sorted.
        actor_states, recipient_states: its parties (for reciprocal types all stand in the first).

    Returns:
        "United States suspended or froze aid to Pakistan"; what did not happen, was planned,
        threatened or asked for says so.
    """
    first = max(told, key=lambda t: (t.complete, t.modality == Modality.ACTUAL))
    actors = _capital(named(actor_states)) or "An unnamed side"
    if isinstance(first.source, ReportedVote):
        return _vote(actors, told)
    source = first.source
    if first.mode == "visit" and source.actor_states and source.recipient_states:
        others = named(source.recipient_states)
        return _told(first, source.actor_states, f"visited {others}", f"visit {others}")
    others = named(recipient_states)
    past, infinitive = _deed(first, told)
    if "{r}" in past and not others:
        general = (past, infinitive) == _DEEDS.get((first.type, ""))
        bare = (_bare(past), _bare(infinitive))
        past, infinitive = _ALONE.get(first.type, bare) if general else bare
    elif first.type in _ALONE and first.reciprocal and len(actor_states) < 2:
        past, infinitive = _ALONE[first.type]
    past, infinitive = past.format(r=others), infinitive.format(r=others)
    return _told(first, actor_states, past, infinitive)


def _told(first: Telling, actor_states: Sequence[str], past: str, infinitive: str) -> str:
    names = named(actor_states) or "an unnamed side"
    if first.modality == Modality.REQUESTED and first.polarity != Polarity.NEGATED:
        be = "were" if len(actor_states) > 1 else "was"
        return f"{_capital(names)} {be} asked to {infinitive}"
    return f"{_capital(names)} {_in_reading(first, past, infinitive)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_reading(first: Telling, past: str, infinitive: str) -> str:
    if first.polarity == Polarity.NEGATED:
        ahead = first.modality not in (Modality.ACTUAL, Modality.BACKGROUND)
        return f"would not {infinitive}" if ahead else f"did not {infinitive}"
    match first.modality:
        case Modality.PLANNED:
            return f"planned to {infinitive}"
        case Modality.THREATENED:
            return f"threatened to {infinitive}"
        case Modality.POSSIBLE:
            return f"may {infinitive}"
        case Modality.HYPOTHETICAL:
            return f"would {infinitive} (hypothetical)"
        case _:
            return past


def _deed(first: Telling, told: Sequence[Telling]) -> tuple[str, str]:
    if first.type == EventType.SANCTION and first.mode != "expel":
        found = _cut(told)
        if found:
            return found
    for kind, pattern, phrases in _BY_TRIGGER:
        if first.type == kind and pattern.search(first.trigger):
            return phrases
    return (
        _DEEDS.get((first.type, first.mode))
        or _DEEDS.get((first.type, ""))
        or (f"took part in {first.type}", f"take part in {first.type}")
    )


def _cut(told: Sequence[Telling]) -> tuple[str, str] | None:
    """What was suspended, banned or imposed, in the verbs that the reports use."""
    verbs = {past: infinitive for _, past, infinitive in _PAST}
    used = Counter(past for found, past, _ in _PAST for t in told if found.search(t.trigger))
    shown = [past for past, _ in used.most_common(2)]
    triggers = " ".join(t.trigger for t in told)
    if not shown and _IMPOSED.search(triggers):
        shown, verbs = ["imposed"], {"imposed": "impose"}
    around = " ".join(f"{_RULE_OBJECTS.get(t.object, '')} {t.near}" for t in told)
    for evidence in (triggers, around):
        for pattern, what in _OBJECTS:
            if shown and pattern.search(evidence):
                return (
                    f"{' or '.join(shown)} {what}",
                    f"{' or '.join(verbs[v] for v in shown)} {what}",
                )
    return None


def _bare(phrase: str) -> str:
    """A phrase without the other side."""
    cut = re.sub(r"\s+(?:with|to|on|for|of|from|towards|against)?\s*\{r\}", "", phrase)
    return cut.replace("{r}", "").strip()


def _vote(actors: str, told: Iterable[Telling]) -> str:
    votes = [t.source for t in told if isinstance(t.source, ReportedVote)]
    body = next((v.body for v in votes if v.body), "")
    subjects = sorted((v.subject for v in votes if v.subject), key=lambda s: (len(s), s))
    subject = subjects[len(subjects) // 2] if subjects else "a resolution"
    told_already = any(word in subject for word in (body.removeprefix("UN "), body) if word)
    where = f" in the {body.removeprefix('the ')}" if body and not told_already else ""
    return f"{actors} {_VOTES[str(votes[0].position)]} {subject}{where}"


def named(codes: Iterable[str]) -> str:
    """Names of states and organisations as a list in words; unknown codes stay codes."""
    names = [with_article(code) for code in codes]
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
