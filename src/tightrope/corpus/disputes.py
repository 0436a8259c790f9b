"""Disputes: claims against denials, retractions and qualifications.

Precision before recall. A pair is a dispute when the text itself sets one statement against the
other ("a claim that the ministry denied", "back down from that position", "need to be seen in the
proper perspective"), when a denying cue or a negated clause covers the claim's own words, or when
who speaks and in which words make it an answer (:mod:`tightrope.corpus.opposing`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tightrope.corpus.opposing import answers
from tightrope.corpus.sayings import Said, denies, different, refers, said_as, shares_state
from tightrope.corpus.words import words
from tightrope.records.corpus import Dispute, DisputeRelation
from tightrope.records.identifiers import identifier
from tightrope.records.spans import Span
from tightrope.records.statements import Statement
from tightrope.reference.denials import denial_words

# How far back a "that position" or "the claim" looks, in characters.
_LOOK_BACK = 700
# How far after a retraction told in the reporter's voice the retracting words may follow.
_LOOK_AHEAD = 260
_FEWEST_SHARED = 2
_FEWEST_SHARED_NEGATED = 3
_COVERED = 0.5
# Only the claims that a denial covers nearly as well as the one it covers best are meant.
_AS_CLOSE = 0.8
_SUBJECT_CHARACTERS = 110
# "..., a claim that the ministry denied" belongs to the denial.
_APPOSITION = re.compile(
    r",\s+(?:an?|the|his|her|its|their)\s+(?:claim|report|allegation|accusation|assertion|charge"
    r"|suggestion|statement|remark)s?\b.*$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Found:
    claim: Said
    denial: Said
    relation: DisputeRelation
    rule: str


# What a text says outright comes before what word overlap suggests.
_RANK = (
    "denied-claim", "qualifies", "retracts", "denies-content", "takes-back", "called-untrue",
    "negated-counterpart", "contradicts", "explains", "narrows",
)  # fmt: skip


def find_disputes(
    statements: Iterable[Statement],
    texts: Mapping[str, str],
    story_of: Mapping[str, str] | None = None,
) -> tuple[Dispute, ...]:
    """Set claims against what was said against them, within documents and stories.

    Args:
        statements: statements of any documents, in any order.
        texts: document id to cleaned text, for what stands between two statements.
        story_of: document id to story id; statements of different stories are not compared.

    Returns:
        One dispute for each pair of claim and denial, sorted by id.
    """
    story_of = story_of or {}
    documents: dict[str, list[Said]] = {}
    for statement in statements:
        if statement.content_spans or statement.cue_spans or statement.source_spans:
            documents.setdefault(statement.document_id, []).append(said_as(statement))
    found: list[_Found] = []
    stories: dict[str, list[Said]] = {}
    for document_id in sorted(documents):
        said = sorted(documents[document_id], key=lambda s: (s.start, s.end, s.id))
        found += _within(said, texts.get(document_id, ""))
        stories.setdefault(story_of.get(document_id, document_id), []).extend(said)
    for story_id in sorted(stories):
        told = stories[story_id]
        found += _by_content(told)
        found += [_Found(*answer) for answer in answers(told, texts)]
    return _records(found)


def _within(said: Sequence[Said], text: str) -> list[_Found]:
    """Disputes that one text states."""
    found: list[_Found] = []
    by_id = {s.id: s for s in said}
    for number, one in enumerate(said):
        before = [
            s
            for s in said[:number]
            if s.claims and one.start - s.end <= _LOOK_BACK and s.id != one.statement.parent_id
        ]
        statement = one.statement
        parent = by_id.get(statement.parent_id or "")
        if denies(statement) and refers(statement):
            claim = parent if parent is not None and parent.claims else _latest(before, one)
            if claim is not None and different(claim, one):
                found.append(_Found(claim, one, DisputeRelation.DENIES, "denied-claim"))
        if denial_words().qualifies.search(statement.content_text):
            claim = _pointed_at(before, one) or _latest(before, one, same_state=True)
            if claim is not None:
                found.append(_Found(claim, one, DisputeRelation.QUALIFIES, "qualifies"))
    for match in denial_words().retracts.finditer(text):
        found += _taken_back(said, match)
    return found


def _latest(before: Sequence[Said], one: Said, *, same_state: bool = False) -> Said | None:
    """The claim made last before ``one`` by somebody else."""
    for other in reversed(before):
        if not different(other, one):
            continue
        if same_state and not (
            set(other.statement.source_states) & set(one.statement.source_states)
        ):
            continue
        return other
    return None


def _pointed_at(before: Sequence[Said], one: Said) -> Said | None:
    """The statement of somebody whom ``one`` names by office or name."""
    content = one.statement.content_text.lower()
    for other in reversed(before):
        if not different(other, one):
            continue
        office = other.statement.source_office.lower()
        surname = (other.statement.source_name or "").lower().split()[-1:]
        written = other.statement.source_text.lower()
        if (office and office in content) or (surname and surname[0] in words(content)):
            return other
        if any(
            f"{title} minister" in content and f"{title} minister" in written
            for title in ("foreign", "prime", "defence", "defense", "interior", "finance")
        ):
            return other
    return None


def _taken_back(said: Sequence[Said], match: re.Match[str]) -> list[_Found]:
    """A retraction told by the reporter: the claim stands before it, the new words with it."""
    words_back = Span(match.start(), match.end())
    holding = [
        s
        for s in said
        if any(
            span.overlaps(words_back)
            for span in (*s.statement.cue_spans, *s.statement.content_spans)
        )
    ]
    # One whose speaker is known says who takes the claim back.
    holding.sort(key=lambda s: bool(s.statement.source_name))
    after = [s for s in said if match.end() <= s.start <= match.end() + _LOOK_AHEAD]
    before = [s for s in said if s.claims and 0 <= match.start() - s.end <= _LOOK_BACK]
    denial = holding[-1] if holding else (after[0] if after else None)
    if denial is None or not before:
        return []
    claim = next(
        (
            s
            for s in reversed(before)
            if s.id != denial.id
            and shares_state(s.statement, denial.statement)
            and s.id != denial.statement.parent_id
        ),
        None,
    )
    if claim is None:
        return []
    return [_Found(claim, denial, DisputeRelation.RETRACTS, "retracts")]


def _by_content(said: Sequence[Said]) -> list[_Found]:
    """Denials whose words cover those of a claim, within one story."""
    found: list[_Found] = []
    denials = [s for s in said if denies(s.statement) or s.denied_roots]
    for denial in denials:
        explicit = denies(denial.statement)
        denied = denial.roots if explicit else denial.denied_roots
        fewest = _FEWEST_SHARED if explicit else _FEWEST_SHARED_NEGATED
        if len(denied) < fewest:
            continue
        near: list[tuple[float, Said]] = []
        for claim in said:
            if not claim.claims or claim.negated or not different(claim, denial):
                continue
            if denial.statement.parent_id == claim.id or claim.statement.parent_id == denial.id:
                continue
            common = denied & claim.roots
            # A negated clause may say more than the claim; a denial names what it denies.
            whole = len(denied) if explicit else min(len(denied), len(claim.roots))
            if len(common) >= fewest and len(common) / whole >= _COVERED:
                near.append((len(common) / len(denied), claim))
        closest = max((covered for covered, _ in near), default=0.0)
        rule = "denies-content" if explicit else "negated-counterpart"
        found += [
            _Found(claim, denial, DisputeRelation.DENIES, rule)
            for covered, claim in near
            if covered >= _AS_CLOSE * closest
        ]
    return found


def _records(found: Iterable[_Found]) -> tuple[Dispute, ...]:
    best: dict[tuple[str, str], _Found] = {}
    for one in found:
        key = (one.claim.id, one.denial.id)
        if key not in best or _RANK.index(one.rule) < _RANK.index(best[key].rule):
            best[key] = one
    made = [
        Dispute(
            id=identifier("x", one.claim.id, one.denial.id, one.relation),
            claim_statement_id=one.claim.id,
            denial_statement_id=one.denial.id,
            relation=one.relation,
            subject=subject_of(one.claim.statement),
            parties=_parties(one.claim.statement, one.denial.statement),
            rule=one.rule,
        )
        for one in best.values()
    ]
    return tuple(sorted(made, key=lambda d: d.id))


def subject_of(claim: Statement) -> str:
    """What the dispute is about: the claim's content, shortened at a word."""
    content = " ".join(claim.content_text.split()).strip(" ,;.")
    content = re.sub(r"^(?:that|whether)\s+", "", content)
    content = _APPOSITION.sub("", content)
    if len(content) > _SUBJECT_CHARACTERS:
        content = content[:_SUBJECT_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
    return content


def _parties(claim: Statement, denial: Statement) -> tuple[str, ...]:
    """Name and states of who claims, then of who denies."""
    return tuple(
        dict.fromkeys(
            part
            for s in (claim, denial)
            for part in (s.source_name or s.source_text, *s.source_states)
            if part
        )
    )
