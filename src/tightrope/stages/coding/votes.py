"""Votes that the news reports: "Chad was among nine states that abstained"."""

import re
from collections.abc import Sequence

from tightrope.records.actors import Mention
from tightrope.records.events import EventDate, Modality, Polarity, ReportedVote, VotePosition
from tightrope.records.identifiers import identifier
from tightrope.records.readings import Reading
from tightrope.records.sentences import Parse, Sentence, Token
from tightrope.records.spans import Span
from tightrope.records.statements import Statement
from tightrope.records.times import TimeExpression
from tightrope.stages.coding.dates import event_date
from tightrope.stages.coding.grammar import is_verb, prepositional, surface_subjects
from tightrope.stages.coding.parties import Parties
from tightrope.stages.coding.readings import reading_of

_BODIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bhuman rights council\b", re.IGNORECASE), "UN Human Rights Council"),
    (re.compile(r"\bsecurity council\b", re.IGNORECASE), "UN Security Council"),
    (re.compile(r"\bgeneral assembly\b|\bUNGA\b", re.IGNORECASE), "UN General Assembly"),
    (re.compile(r"\bIAEA\b|\batomic energy agency\b", re.IGNORECASE), "IAEA"),
    (re.compile(r"\bUN\b|\bU\.N\.|\bunited nations\b", re.IGNORECASE), "United Nations"),
)
# The day of the vote is no part of what was voted on.
_WHEN = re.compile(r",? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?")
_TEXTS = frozenset(
    {"resolution", "motion", "draft", "text", "measure", "proposal", "amendment", "statement"}
)
_NEAR = 6  # sentences in which the body and the day of a vote are looked for
# Who votes at home: "Turkey's parliament voted for ..." is no vote of Turkey.
_AT_HOME = frozenset(
    {"parliament", "lawmaker", "senate", "senator", "congress", "legislature", "legislator", "mp",
     "deputy", "duma", "cabinet", "voter", "citizen", "people", "electorate", "knesset",
     "bundestag", "house", "committee", "party"}
)  # fmt: skip
_AFTER = 4  # tokens after "vote" in which its direction must stand
_WORDS: dict[str, VotePosition] = {
    "against": VotePosition.NO,
    "no": VotePosition.NO,
    "nay": VotePosition.NO,
    "for": VotePosition.YES,
    "favour": VotePosition.YES,
    "favor": VotePosition.YES,
    "yes": VotePosition.YES,
    "aye": VotePosition.YES,
}


def reported_votes(
    reading: Reading, sentence: Sentence, parties: Parties, times: Sequence[TimeExpression]
) -> list[ReportedVote]:
    """Votes cast, as this sentence reports them; votes denied, planned or advised are none."""
    parse = sentence.parse
    found: list[ReportedVote] = []
    for token in parse.tokens:
        position = _position(parse, token)
        if position is None:
            continue
        found_reading = reading_of(parse, token.i)
        if found_reading is None:
            continue
        polarity, modality = found_reading
        if polarity is Polarity.NEGATED or modality not in (Modality.ACTUAL, Modality.BACKGROUND):
            continue
        document = reading.document
        day = _day(reading, sentence, token, times)
        subject = _subject(parse, token) or _subject_before(reading, sentence)
        body = _body(reading, sentence)
        span = sentence.span_of(token.i)
        found += [
            ReportedVote(
                id=identifier("r", document.id, span.start, span.end, state, position),
                document_id=document.id,
                span=sentence.span,
                state=state,
                position=position,
                body=body,
                subject=subject,
                date=day,
                statement_id=_statement(reading.statements, span),
                rule=f"vote:{token.lemma.lower()}/{position.value}",
            )
            for state in _voters(parse, token, parties)
        ]
    return found


def vote_tokens(parse: Parse) -> frozenset[int]:
    """Words that tell a vote: they are no events of their own."""
    return frozenset(t.i for t in parse.tokens if _position(parse, t) is not None)


def _position(parse: Parse, token: Token) -> VotePosition | None:
    if not is_verb(token):
        return None
    lemma = token.lemma.lower()
    if lemma == "abstain":
        others = [n for p, n in prepositional(parse, token.i) if p == "from"]
        if others and not any(parse.tokens[n].lemma.startswith("vot") for n in others):
            return None
        return VotePosition.ABSTAIN
    if lemma == "vote" or (
        lemma == "cast" and any(t.lemma in ("vote", "ballot") for t in parse.dependents(token.i))
    ):
        for after in parse.tokens[token.i + 1 : token.i + 1 + _AFTER]:
            known = _WORDS.get(after.text.lower())
            if known is not None:
                return known
            if after.text == "," or is_verb(after):
                return None
    return None


def _voters(parse: Parse, token: Token, parties: Parties) -> list[str]:
    found: list[str] = []
    for noun in surface_subjects(parse, token.i):
        if parse.tokens[noun].lemma.lower() in _AT_HOME:
            continue
        mentions: list[Mention] = parties.of(noun, places=False)
        if not any(m.states for m in mentions):
            mentions = _members(parse, noun, parties)
        found += [s for m in mentions if m.kind != "organisation" for s in m.states]
    return list(dict.fromkeys(found))


def _members(parse: Parse, noun: int, parties: Parties) -> list[Mention]:
    """Who is "among the countries that ..." or "one of the states which ..."."""
    for j in parse.ancestors(noun):
        above = parse.tokens[j]
        if above.lemma.lower() in ("among", "of", "one", "amongst", "join"):
            if above.lemma.lower() == "join":
                return [m for s in surface_subjects(parse, j) for m in parties.of(s)]
            continue
        if above.lemma == "be":
            return [m for s in surface_subjects(parse, j) for m in parties.of(s)]
        break
    return []


def _day(
    reading: Reading, sentence: Sentence, token: Token, times: Sequence[TimeExpression]
) -> EventDate:
    document = reading.document
    day = event_date(
        sentence, token.i, Modality.ACTUAL, Polarity.ASSERTED, times, document.published,
        document.text,
    )  # fmt: skip
    if day.low is not None and day.basis != "publication date":
        return day
    dated = [t for t in times if t.type == "DATE" and t.low is not None]
    # A sentence with a time of its own is not dated by the one before it.
    for stated in (_days(times), dated if dated else _days_before(reading, sentence)):
        if len(stated) == 1:
            return EventDate(stated[0].low, stated[0].high, stated[0].span.of(document.text))
    # Votes are told of long afterwards; all that is sure is that they came before the report.
    return EventDate(None, document.published.high, "publication date")


def _days(times: Sequence[TimeExpression]) -> list[TimeExpression]:
    return [t for t in times if t.type == "DATE" and t.low is not None and t.low == t.high]


def _days_before(reading: Reading, sentence: Sentence) -> list[TimeExpression]:
    """The day that the last sentence about the same body's decision gives."""
    for near in reversed([s for s in reading.sentences if s.index < sentence.index][-_NEAR:]):
        if any(pattern.search(near.text) for pattern, _ in _BODIES[:4]):
            span = near.span
            return _days([t for t in reading.times if span.contains(t.span)])
    return []


def _body(reading: Reading, sentence: Sentence) -> str:
    """The body that voted: named in the sentence, else most recently before it."""
    before = [s for s in reading.sentences if s.index <= sentence.index][-6:]
    for near in (sentence, *reversed(before)):
        for pattern, name in _BODIES[:4]:
            if pattern.search(near.text):
                return name
    for near in (sentence, *reversed(before)):
        if _BODIES[4][0].search(near.text):
            return _BODIES[4][1]
    return ""


def _subject(parse: Parse, token: Token | None) -> str:
    """What was voted on, in the sentence's own words."""
    for other in parse.tokens:
        if other.lemma.lower() in _TEXTS and other.pos in ("NOUN", "PROPN"):
            inside = parse.subtree(other.i)
            if token is not None and token.i in inside:
                continue
            first = parse.tokens[inside[0]].start
            words = parse.text[first : parse.tokens[inside[-1]].end]
            return _WHEN.sub("", words).strip(" ,;:")
    return ""


def _subject_before(reading: Reading, sentence: Sentence) -> str:
    """The text that the sentences just before speak of."""
    for near in reversed([s for s in reading.sentences if s.index < sentence.index][-4:]):
        found = _subject(near.parse, None)
        if found:
            return found
    return ""


def _statement(statements: Sequence[Statement], span: Span) -> str | None:
    best: tuple[int, str] | None = None
    for statement in statements:
        for content in statement.content_spans:
            if content.contains(span):
                size = content.end - content.start
                if best is None or size < best[0]:
                    best = (size, statement.id)
    return best[1] if best else None
