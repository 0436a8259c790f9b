"""Venues: where something was said, through which document, and to which outlet."""

from collections.abc import Iterator
from dataclasses import dataclass

from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span, enclosing
from tightrope.reference.cues import media, words
from tightrope.stages.attributing import describing
from tightrope.stages.attributing.artifacts import Artifact, Artifacts
from tightrope.stages.attributing.pages import Page
from tightrope.stages.attributing.speakers import Speaker, Speakers
from tightrope.stages.attributing.triples import Triple

# Cues that name their own medium.
_MEDIUM_OF_CUE = {
    "tweet": "tweet", "retweet": "tweet", "post": "social media", "blog": "blog",
    "email": "email", "cable": "cable", "testify": "testimony",
}  # fmt: skip
_AT = frozenset({"in", "during", "at", "on", "by", "via", "through", "over", "after", "following"})
_TOLD = frozenset({"tell", "inform", "assure", "brief", "say", "speak", "talk", "give", "grant"})
_PARTS = words("part of a paper")
_QUOTE = frozenset({"quote", "cite", "interview"})
_TO = frozenset({"to", "with"})


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a triple was spoken, as far as its sentence says."""

    medium: str = ""
    artifact: Artifact | None = None
    press: Speaker | None = None

    @property
    def known(self) -> bool:
        return bool(self.medium or self.artifact or self.press)


def venue(page: Page, artifacts: Artifacts, speakers: Speakers, triple: Triple) -> Venue:
    """Read the venue off the cue's own clause; what lies inside the content does not count."""
    medium = _MEDIUM_OF_CUE.get(triple.lemma, "")
    anchor = triple.cue or triple.source
    if not anchor:
        return Venue(medium)
    sentence = page.sentence_at(anchor[0].start)
    if sentence is None:
        return Venue(medium)
    cue_tokens = [t for s in triple.cue for t in sentence.tokens_in(s)]
    artifact: Artifact | None = None
    press = _addressee(page, speakers, sentence, cue_tokens, triple)
    press = press or _quoted_by(page, speakers, triple)
    for token in _at_nouns(sentence, cue_tokens, triple):
        found = artifacts.at(sentence, token)
        if found is None and token.lemma.lower() in _PARTS:
            found = artifacts.before(sentence.start + token.start)
        known = media().get(_words(sentence, token)) or media().get(token.lemma.lower())
        if found is not None and found.medium != "statement" and artifact is None:
            artifact = None if triple.no_comment else found
        if known is not None and known.role in ("venue", "document"):
            medium = medium or known.medium
        if sentence.parse.tokens[token.head].lemma == "by":
            press = press or _press_at(page, speakers, sentence, token)
        for held in _with(sentence, token):
            press = press or _press_at(page, speakers, sentence, held)
    return Venue(medium or (artifact.medium if artifact else ""), artifact, press)


def _words(sentence: Sentence, token: Token) -> str:
    """The noun with its compounds: "press conference"."""
    parts = [t.text for t in sentence.parse.dependents(token.i, "compound", "amod")]
    return " ".join([*parts[-1:], token.lemma]).lower()


def _at_nouns(sentence: Sentence, cue: list[Token], triple: Triple) -> Iterator[Token]:
    """Nouns under "in", "during", "at" ... that hang on the cue or stand outside the content."""
    parse = sentence.parse
    near = {t.i for t in cue}
    roots = near | {parse.tokens[i].head for i in near}
    content = (*triple.content, *triple.source)
    for token in sentence.tokens:
        if token.dep != "pobj":
            continue
        preposition = parse.tokens[token.head]
        if preposition.lemma.lower() not in _AT:
            continue
        start = sentence.start + token.start
        if any(s.start <= start < s.end for s in content):
            continue
        chain = {preposition.head, *parse.ancestors(preposition.i)}
        between = (
            near
            and max(near) < preposition.i
            and not any(
                s.start < start for s in triple.content if s.start > sentence.start + cue[-1].start
            )
        )
        if chain & roots or preposition.i <= 1 or between:
            yield token


def _with(sentence: Sentence, token: Token) -> Iterator[Token]:
    """ "an interview with the paper", "a statement to the agency"."""
    for preposition in sentence.parse.dependents(token.i, "prep"):
        if preposition.lemma in _TO:
            yield from sentence.parse.dependents(preposition.i, "pobj")


def _addressee(
    page: Page, speakers: Speakers, sentence: Sentence, cue: list[Token], triple: Triple
) -> Speaker | None:
    """The outlet that was told."""
    parse = sentence.parse
    for token in cue:
        if token.lemma.lower() not in _TOLD:
            continue
        held = parse.dependents(token.i, "dobj", "dative")
        for preposition in parse.dependents(token.i, "prep"):
            if preposition.lemma in _TO:
                held += parse.dependents(preposition.i, "pobj")
        for t in held:
            if (found := _press_at(page, speakers, sentence, t)) is not None:
                return found
        # The parser may have lost the object: what follows "told" at once was told.
        following = sentence.tokens[token.i + 1 : token.i + 5]
        if token.lemma.lower() == "tell" and following and triple.content:
            span = enclosing((sentence.span_of(following[0].i), sentence.span_of(following[-1].i)))
            outlets = [m for m in page.mentions_in([span]) if m.kind == "outlet"]
            outside = [m for m in outlets if not any(s.overlaps(m.span) for s in triple.content)]
            if outside:
                return speakers.of((outside[0].span,))
    return None


def _quoted_by(page: Page, speakers: Speakers, triple: Triple) -> Speaker | None:
    """The outlet of "an official quoted by the site"."""
    head = page.head_of(triple.source)
    if head is None:
        return None
    sentence, noun = head
    for verb in sentence.parse.dependents(noun.i, "acl", "relcl"):
        if verb.tag != "VBN" or verb.lemma.lower() not in _QUOTE:
            continue
        for by in sentence.parse.dependents(verb.i, "agent", "prep"):
            for held in sentence.parse.dependents(by.i, "pobj"):
                if (found := _press_at(page, speakers, sentence, held)) is not None:
                    return found
    return None


def _press_at(page: Page, speakers: Speakers, sentence: Sentence, token: Token) -> Speaker | None:
    span = Span(sentence.start + token.start, sentence.start + token.end)
    for mention in page.mentions_in([span]):
        if mention.kind == "outlet":
            return speakers.of((mention.span,))
    outlet = speakers.press(sentence, token)
    if outlet is None:
        described = describing.names_outlet(sentence, token) or (
            describing.kind_of(sentence, token) == "outlet"
        )
        own = (page.document.outlet or "").lower()
        if not described or token.text.lower() in own:
            return None
        first = min([token.i, *(t.i for t in _named(sentence, token))])
        where = Span(sentence.start + sentence.tokens[first].start, span.end)
        name = " ".join(where.of(page.text).split())
        return Speaker(name, "outlet", span=where)
    return Speaker(outlet.name, "outlet", outlet.states, outlet.sector, "", span)


def _named(sentence: Sentence, token: Token) -> list[Token]:
    """What stands before a noun and tells which outlet it is: "a Lebanese broadcaster"."""
    parts = sentence.parse.dependents(token.i, "amod", "compound", "nmod")
    return [t for t in parts if t.i < token.i]
