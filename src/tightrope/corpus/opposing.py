"""Opposing: what an answer is to a claim, by who gives it and in which words.

An answer is set against the nearest claim before it that fits: in its own document within reach, or
in another report of the story, where nothing stands between and more has to be shared. Who answers
decides what it can be: the one who made the claim, or the house that person speaks for, takes it
back or explains it; somebody else calls it untrue or contradicts it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tightrope.corpus.sayings import Said, denied_clauses, denies, different, refers, shares_state
from tightrope.corpus.terms import state_words
from tightrope.corpus.words import words
from tightrope.records.actors import Sector
from tightrope.records.corpus import DisputeRelation
from tightrope.records.statements import StatementKind
from tightrope.reference.denials import denial_words
from tightrope.reference.word_frequencies import zipf_values

Answer = tuple[Said, Said, DisputeRelation, str]

# How far back an answer in the same document looks, in characters.
_LOOK_BACK = 700
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
# A party, a paper or a crowd does not speak for its state.
_HOUSES = frozenset(
    {Sector.GOV, Sector.MIL, Sector.SPY, Sector.LEG, Sector.JUD, Sector.COP, Sector.UNK}
)
_CALLING = frozenset(
    {"call", "describe", "brand", "label", "dismiss", "reject", "denounce", "term"}
)
_REFUSED = re.compile(
    r"(?:\b(?:not|never|nor|without)|n['’]t|\b(?:refus|declin|fail)\w* to)(?: \w+)? $",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"(?<=[.!?])[”\"’')]*\s+(?=[A-Z“\"‘'])|\n")
_MOST_PASSAGE = 500
_FEWEST_APART = 2
_ROOT_LETTERS = 6
_FEWEST_LETTERS = 4
# Occurrences in a billion words, log10: "said", "minister" and commoner ones tell no topic.
_COMMON = 5.4
_ENDING = re.compile(r"(?:ings?|ed|es|s|e|er|ers|ion|ions)$")
# "... concerned rotating troops and not a fort" leaves the matter standing, but smaller.
_AND_NOT = re.compile(r"\band not (?:an?|the|of|that|to|as|for)\b", re.IGNORECASE)
# "Nobody crosses without a visa" bears out what it is said against.
_CONDITION = re.compile(r"\b(?:without|unless)\b", re.IGNORECASE)
_PRESS = frozenset({"outlet", "press"})
# Who can be a party to a quarrel about facts: states, and those who fight or rule with them.
_PARTIES = _HOUSES | {Sector.OPP, Sector.REB, Sector.UAF, Sector.PTY, Sector.IGO, Sector.BUS}
# A claim that is told in full with its denial: "the claim that X paid".
_SPELLED = re.compile(
    r"(?:claim|report|idea|notion|charge|accusation|allegation|suggestion|rumour|rumor)s? "
    r"(?:that|of \w+ing)\b"
)
# How near an unlinked claim stands that "the report" points back to, in characters.
_NEAR = 300
# With how many claims of other reports an answer is compared.
_MOST_APART = 200
_POINTING = frozenset({"it", "this", "that"})
_NOUN_WITHIN = 4
_MOST_CALLING = 12


def answers(said: Sequence[Said], texts: Mapping[str, str]) -> list[Answer]:
    """Answers among the statements of one story.

    Args:
        said: statements in the order of documents and places.
        texts: document id to cleaned text.

    Returns:
        Claim, answer, relation and rule, at most one for each answer and document of claims.
    """
    found: list[Answer] = []
    board = _Board(said)
    for answer in said:
        passage = _passage(answer, texts.get(answer.statement.document_id, ""))
        if answer.statement.kind is StatementKind.NO_COMMENT or not _answers(answer, passage):
            continue
        for claims, apart in ((board.here(answer), False), (board.elsewhere(answer), True)):
            made = _first(claims, answer, passage, apart=apart)
            if made is not None:
                found.append(made)
    return found


def _answers(said: Said, passage: str) -> bool:
    """Whether anything in a statement reads like an answer; most are passed over here."""
    table, content = denial_words(), said.statement.content_text
    patterns = (table.explains, table.narrows, table.qualifies, table.contradicts, _AND_NOT)
    return (
        said.negated
        or denies(said.statement)
        or any(p.search(content) for p in patterns)
        or table.takes_back.search(passage) is not None
        or table.retracts.search(passage) is not None
        or not table.derides.isdisjoint(words(content))
    )


class _Board:
    """The claims of a story by document and by what they are about."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._claims = [s for s in said if s.claims and not refers(s.statement)]
        self._of_document: dict[str, list[Said]] = {}
        self._about: dict[str, list[int]] = {}
        for number, claim in enumerate(self._claims):
            self._of_document.setdefault(claim.statement.document_id, []).append(claim)
            for topic in topics(claim.statement.content_text):
                self._about.setdefault(topic, []).append(number)

    def here(self, answer: Said) -> list[Said]:
        """Claims before an answer in its own document and within reach, nearest first."""
        claims = self._of_document.get(answer.statement.document_id, [])
        return [
            c
            for c in reversed(claims)
            if c.start < answer.start
            and answer.start - c.end <= _LOOK_BACK
            and not _nested(c, answer)
        ]

    def elsewhere(self, answer: Said) -> list[Said]:
        """Claims in other documents, those first that share most topics; so many at most."""
        shared: Counter[int] = Counter()
        for topic in topics(answer.statement.content_text):
            shared.update(self._about.get(topic, ()))
        near = sorted(shared, key=lambda n: (-shared[n], self._claims[n].id))[:_MOST_APART]
        others = [n for n in range(min(len(self._claims), _MOST_APART)) if n not in shared]
        found = [self._claims[n] for n in (*near, *others)]
        return [c for c in found if c.statement.document_id != answer.statement.document_id]


def _nested(claim: Said, answer: Said) -> bool:
    return answer.id in (claim.id, claim.statement.parent_id) or (
        claim.id == answer.statement.parent_id
    )


def _shared(a: Said, b: Said) -> int:
    return len(topics(a.statement.content_text) & topics(b.statement.content_text))


def _first(claims: Iterable[Said], answer: Said, passage: str, *, apart: bool) -> Answer | None:
    for claim in claims:
        relation = _relation(claim, answer, passage, apart=apart)
        if relation is not None:
            return (claim, answer, *relation)
    return None


def _relation(
    claim: Said, answer: Said, passage: str, *, apart: bool
) -> tuple[DisputeRelation, str] | None:
    table = denial_words()
    content = answer.statement.content_text
    shared = len(topics(claim.statement.content_text) & topics(content))
    if same_house(claim, answer):
        back = table.takes_back.search(passage) or table.retracts.search(passage)
        if back and not _REFUSED.search(passage[: back.start()]):
            return DisputeRelation.RETRACTS, "takes-back"
        if table.explains.search(content) or (apart and table.qualifies.search(content)):
            return DisputeRelation.QUALIFIES, "explains"
        if table.narrows.search(content) and shared:
            return DisputeRelation.QUALIFIES, "narrows"
        return None
    if not different(claim, answer):
        return None
    accused = bool(set(claim.statement.about) & set(answer.statement.source_states))
    linked = accused or bool(set(answer.statement.about) & set(claim.statement.source_states))
    if _called_untrue(answer) and _meant(claim, answer, linked=linked, apart=apart):
        return DisputeRelation.DENIES, "called-untrue"
    if shares_state(claim.statement, answer.statement):
        return None
    if linked and shared and (table.explains.search(content) or _AND_NOT.search(content)):
        return DisputeRelation.QUALIFIES, "explains"
    if answer.statement.source_kind in _PRESS or answer.statement.source_sector not in _PARTIES:
        return None
    if linked and _contradicts(claim, answer, accused=accused):
        return DisputeRelation.DENIES, "contradicts"
    if table.narrows.search(content) and linked and shared:
        return DisputeRelation.QUALIFIES, "narrows"
    return None


def same_house(claim: Said, answer: Said) -> bool:
    """Whether an answer comes from the one who made the claim or from the house behind it."""
    a, b = claim.statement, answer.statement
    if a.source_name and a.source_name == b.source_name:
        return True
    if set(a.source_states) & set(b.source_states):
        return {a.source_sector, b.source_sector} <= _HOUSES
    if b.source_states:
        return False
    return _points_back(b.source_text, a.source_text)


def _points_back(source: str, earlier: str) -> bool:
    """Whether a bare source ("he", "the minister", "its spokesman") stands for an earlier one."""
    mine, theirs = words(source), words(earlier)
    if not mine or not theirs:
        return False
    if mine[0] in _PRONOUNS and len(mine) == 1:
        return True
    offices = denial_words().offices
    if mine[0] in _POSSESSIVES:
        return bool(offices & set(mine))
    return mine[0] == "the" and bool(offices & set(mine) & set(theirs))


def _called_untrue(answer: Said) -> bool:
    """Whether an answer says of something said that it is not so: "called the report a lie"."""
    table, statement = denial_words(), answer.statement
    content = words(statement.content_text)
    nouns = table.referring - _POINTING
    pointing = content[:1] == ["it"] or any(
        w in nouns or w.removesuffix("s") in nouns for w in content[:_NOUN_WITHIN]
    )
    if not pointing:
        return False
    if denies(statement) and len(content) <= _MOST_CALLING:
        return True
    if not table.derides & set(content):
        return False
    calling = statement.cue_lemma.lower() in _CALLING or " was " in statement.content_text
    return calling and re.search(r"\bnot\b", statement.content_text) is None


def _meant(claim: Said, answer: Said, *, linked: bool, apart: bool) -> bool:
    """Whether a claim is the one that an answer calls untrue."""
    content = answer.statement.content_text
    if _SPELLED.search(content):
        return _shared(claim, answer) >= (1 if linked else _FEWEST_APART)
    if linked:
        return True
    handed = claim.statement.source_kind in _PRESS | {"document", "unnamed"}
    return not apart and handed and answer.start - claim.end <= _NEAR


def _contradicts(claim: Said, answer: Said, *, accused: bool) -> bool:
    """Whether one of two parties says that what the other tells is not so."""
    content = answer.statement.content_text
    shared = topics(claim.statement.content_text) & topics(content)
    if len(shared) < (1 if accused else _FEWEST_APART):
        return False
    against = denial_words().contradicts.search(content) is not None
    if claim.negated or _CONDITION.search(content):
        return False
    told = topics(claim.statement.content_text)
    return against or any(topics(clause) & told for clause in denied_clauses(content))


@lru_cache(maxsize=4096)
def topics(text: str) -> frozenset[str]:
    """What a text is about: beginnings of its rarer words, without names of states."""
    common = zipf_values()
    return frozenset(
        _ENDING.sub("", w)[:_ROOT_LETTERS]
        for w in words(text)
        if len(w) >= _FEWEST_LETTERS
        and common.get(w, 0.0) < _COMMON
        and w not in state_words()
        and not w.isdigit()
    )


def _passage(said: Said, text: str) -> str:
    """The sentences in which a statement stands."""
    spans = (
        *said.statement.source_spans, *said.statement.cue_spans, *said.statement.content_spans,
    )  # fmt: skip
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    if end - start > _MOST_PASSAGE:
        start, end = said.start, said.end
    low = max((m.end() for m in _BOUNDARY.finditer(text, max(0, start - 300), start)), default=0)
    low = max(low, start - 300, 0)
    after = _BOUNDARY.search(text, end)
    return text[low : after.start() if after else len(text)][: 2 * _MOST_PASSAGE]
