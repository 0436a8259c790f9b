"""Chains: through whose hands a statement came, from the outlet of the page inwards.

A link is added only where the text lays it down: a statement stands inside another one, the
speaker told an outlet, the words stand in a memo, a document speaks. What the text says once about
a document (an outlet published the leak; the memo is in the leak) holds for its later mentions;
what it says about a person's papers holds for that person's other words unless these have a venue
of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span
from tightrope.records.statements import ChainLink
from tightrope.reference.cues import cue, words
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.artifacts import Artifact, Artifacts
from tightrope.stages.attributing.authors import Authors
from tightrope.stages.attributing.pages import Page
from tightrope.stages.attributing.speakers import Speaker, Speakers
from tightrope.stages.attributing.triples import Triple
from tightrope.stages.attributing.venues import Venue

UNKNOWN_OUTLET = "this page"
_QUOTING = re.compile(r"\s*,?\s*(?:quoting|citing)\b")
# "reported this week, citing leaked assessments": a day may stand between.
_CITING_AFTER = re.compile(r"[^.;:\"“”]{0,40}?,\s*(?:quoting|citing)\b")
# How far behind "quoting" the document may be named, in characters.
_CITED = 60
_SAYS = frozenset({"say", "write"})
# What an outlet does to papers that reached it.
_BROUGHT = words("publishing verb")
_PASSED = words("passing verb")
_MEMO_MEDIUM = "memo"
# What is public needs nobody to bring it.
_NEVER_BROUGHT = frozenset(
    {
        "statement",
        "report",
        "data",
        "resolution",
        "treaty",
        "agreement",
        "decree",
        "ruling",
        "book",
        "article",
        "op-ed",
        "testimony",
        "interview",
    }
)
# Nouns by which a text goes on speaking of a paper that it named otherwise before.
_ANY_PAPER = frozenset({"document", "paper", "file"})
# How many paragraphs later an unnamed adviser still speaks out of the document just described.
_REACH_PARAGRAPHS = 2


@dataclass
class Draft:
    """A triple on its way to a statement; ``parent`` is the index of the draft around it."""

    triple: Triple
    speaker: Speaker
    venue: Venue
    parent: int | None = None
    paragraph: int = 0
    cites: Artifact | None = None
    path: list[ChainLink] = field(default_factory=list)


class Provenance:
    """What the page lays down about documents: which outlet brought them, what holds what."""

    def __init__(self, page: Page, artifacts: Artifacts, speakers: Speakers) -> None:
        self._page, self._artifacts, self._speakers = page, artifacts, speakers
        self.press = self._bringing_outlet()
        self._brought = self._bringers()

    def of(self, artifact: Artifact) -> list[ChainLink]:
        """Links from the outlet that brought a document down to the document."""
        links: list[ChainLink] = []
        held = self._artifacts.held
        in_leak = artifact.medium == _MEMO_MEDIUM and held is not None and held.leaked
        leaked = artifact.leaked or bool(artifact.set_name) or in_leak or artifact.name == "report"
        bringer = self._brought.get(artifact.noun)
        if bringer is None and len(self._brought) == 1 and (leaked or artifact.noun in _ANY_PAPER):
            (bringer,) = self._brought.values()
        if bringer is not None:
            links.append(link(bringer))
        elif self.press is not None and leaked:
            links.append(link(self.press))
        if artifact.set_name and artifact.set_name != artifact.name + "s":
            links.append(ChainLink(artifact.set_name, "document", held.span if held else None))
        elif in_leak and held is not None:
            links.append(ChainLink(held.name, "document", held.span))
        links.append(ChainLink(artifact.name, "document", artifact.span))
        return links

    def learn(self, drafts: Sequence[Draft]) -> None:
        """Papers that an outlet is heard to cite, or tells of, came through that outlet."""
        for draft in drafts:
            if draft.speaker.kind != "outlet" or draft.triple.no_comment:
                continue
            if draft.speaker.name.casefold() in (self._page.document.outlet or "").casefold():
                continue
            told = list(self._artifacts.in_spans(draft.triple.content))
            for artifact in (*([draft.cites] if draft.cites is not None else []), *told):
                if artifact.medium not in _NEVER_BROUGHT:
                    self._brought.setdefault(artifact.noun, draft.speaker)

    def _bringers(self) -> dict[str, Speaker]:
        """For each kind of paper the outlet that is said to hold it: "a cable seen by the Echo"."""
        own = (self._page.document.outlet or "").casefold()
        found: dict[str, Speaker] = {}
        for artifact in self._artifacts.by_head.values():
            sentence = self._page.sentence_at(artifact.span.start)
            if sentence is None:
                continue
            noun = sentence.parse.token_at(artifact.span.start - sentence.start)
            if noun is None:
                continue
            for held in (*_holders(sentence, noun), *_bearers(sentence, noun)):
                phrase = grammar.spans(sentence, grammar.phrase(sentence.parse, held.i))
                speaker = self._speakers.of(phrase)
                outside = speaker.name.casefold() not in own or not own
                if speaker.kind == "outlet" and outside:
                    found.setdefault(artifact.noun, speaker)
        return found

    def _bringing_outlet(self) -> Speaker | None:
        """The first outlet that a sentence about the papers says published or reported them."""
        own = (self._page.document.outlet or "").casefold()
        for sentence in self._page.sentences:
            outlets = [
                m
                for m in self._page.mentions_in([sentence.span])
                if m.kind == "outlet" and m.name.casefold() != own
            ]
            if not outlets or not self._speaks_of_papers(sentence):
                continue
            for mention in outlets:
                token = sentence.parse.token_at(mention.head - sentence.start)
                if token is not None and _brings(self._page, sentence, token):
                    return self._speakers.of((mention.span,))
        return None

    def _speaks_of_papers(self, sentence: Sentence) -> bool:
        named = self._artifacts.in_spans((sentence.span,))
        return any(a.leaked or a.noun in ("document", "leak") for a in named)


def _holders(sentence: Sentence, noun: Token) -> list[Token]:
    """By whom a paper is said to have been seen, obtained or published."""
    parse = sentence.parse
    found: list[Token] = []
    for verb in parse.dependents(noun.i, "acl", "relcl"):
        if verb.tag != "VBN" or verb.lemma.lower() not in _BROUGHT:
            continue
        for by in parse.dependents(verb.i, "agent"):
            found += [_before_cue(sentence, t) for t in parse.dependents(by.i, "pobj")]
    return found


def _before_cue(sentence: Sentence, token: Token) -> Token:
    """The name in "a cable seen by Harbour News shows", where the parser took the verb for it."""
    before = sentence.tokens[token.i - 1]
    taken = token.tag == "NNS" and before.pos == "PROPN" and before.head == token.i
    return before if taken and cue("verb", token.lemma.lower()) is not None else token


def _bearers(sentence: Sentence, noun: Token) -> list[Token]:
    """Who published a paper, came by it, or was given it: "the daily had come by an email", "the
    memo reached a newspaper", "the cable, which the paper printed"."""
    parse = sentence.parse
    found: list[Token] = []
    verb = parse.tokens[noun.head]
    if noun.dep == "pobj" and verb.lemma.lower() == "by":
        verb = parse.tokens[verb.head]
        if verb.lemma.lower() == "come":
            found += parse.dependents(verb.i, "nsubj")
    elif noun.dep == "dobj" and verb.lemma.lower() in _BROUGHT:
        found += parse.dependents(verb.i, "nsubj")
    if noun.dep in ("nsubj", "nsubjpass", "dobj", "dep"):
        for passing in (verb, *parse.dependents(verb.i, "conj")):
            if passing.lemma.lower() in _PASSED:
                found += parse.dependents(passing.i, "dobj", "dative") if passing != noun else []
                for to in parse.dependents(passing.i, "prep", "dative"):
                    found += parse.dependents(to.i, "pobj") if to.lemma == "to" else []
    for clause in parse.dependents(noun.i, "relcl"):
        if clause.lemma.lower() in _BROUGHT and clause.tag != "VBN":
            found += parse.dependents(clause.i, "nsubj")
    return [t for t in found if t.i != noun.i]


def _brings(page: Page, sentence: Sentence, token: Token) -> bool:
    """Whether an outlet is the subject or agent of publishing, or quotes what follows it."""
    verb = sentence.tokens[token.head]
    if token.dep == "nsubj" and verb.lemma.lower() in _BROUGHT | _SAYS:
        return True
    if token.dep == "pobj" and verb.dep == "agent":
        return sentence.tokens[verb.head].lemma.lower() in _BROUGHT
    return _QUOTING.match(page.text, sentence.start + token.end) is not None


def cited(page: Page, artifacts: Artifacts, triple: Triple) -> Artifact | None:
    """The document that an outlet says it quotes: "The Daily, citing a leaked cable, reported"."""
    if not triple.source:
        return None
    end = triple.source[-1].end
    match = _QUOTING.match(page.text, end)
    if match is None and triple.cue and triple.cue[-1].start >= end:
        end = triple.cue[-1].end
        match = _CITING_AFTER.match(page.text, end)
    sentence = page.sentence_at(end - 1)
    if match is None or sentence is None or match.end() > sentence.end:
        return None
    named = artifacts.in_spans((Span(match.end(), min(match.end() + _CITED, sentence.end)),))
    return named[0] if named else None


def link(speaker: Speaker) -> ChainLink:
    """A speaker as a link of a chain."""
    kind = "press" if speaker.kind == "outlet" else speaker.kind or "unnamed"
    return ChainLink(speaker.name, kind, speaker.span)


def build(page: Page, artifacts: Artifacts, speakers: Speakers, drafts: Sequence[Draft]) -> None:
    """Fill the path of every draft, the page's own outlet first and the source last."""
    provenance = Provenance(page, artifacts, speakers)
    provenance.learn(drafts)
    carried: dict[str, list[ChainLink]] = {}
    order = sorted(
        range(len(drafts)),
        key=lambda i: (_depth(drafts, i), drafts[i].triple.content[0].start, i),
    )
    for i in order:
        draft = drafts[i]
        own = _own_links(provenance, draft)
        if own and _is_personal(draft.speaker) and any(k.kind == "document" for k in own):
            carried.setdefault(draft.speaker.name, own)
        _set_path(drafts, draft, own)
        if draft.parent is not None and _is_personal(draft.speaker):
            inner = draft.path[:-1]
            if any(k.kind == "document" for k in inner):
                carried.setdefault(draft.speaker.name, inner)
    _through_own_papers(provenance, Authors(page, artifacts), drafts)
    _carry(page, drafts, carried)
    outlet = page.document.outlet or UNKNOWN_OUTLET
    for draft in drafts:
        draft.path.insert(0, ChainLink(outlet, "outlet"))


def _own_links(provenance: Provenance, draft: Draft) -> list[ChainLink]:
    links: list[ChainLink] = []
    if draft.venue.press is not None:
        links.append(link(draft.venue.press))
    if draft.venue.artifact is not None:
        links.extend(provenance.of(draft.venue.artifact))
    if draft.speaker.artifact is not None:
        links.extend(provenance.of(draft.speaker.artifact)[:-1])
    return links


def _set_path(drafts: Sequence[Draft], draft: Draft, own: list[ChainLink]) -> None:
    base: list[ChainLink] = []
    if draft.parent is not None:
        outer = drafts[draft.parent]
        base = list(outer.path)
        if outer.cites is not None:
            base.append(ChainLink(outer.cites.name, "document", outer.cites.span))
    draft.path = _joined(_joined([], base), own)
    if draft.speaker.name:
        draft.path = _joined(draft.path, [link(draft.speaker)])


def _joined(path: Sequence[ChainLink], links: Sequence[ChainLink]) -> list[ChainLink]:
    """A path with further links, each once; what leads to a link that is there goes before it."""
    made = list(path)
    waiting: list[ChainLink] = []
    for item in links:
        at = next((n for n, other in enumerate(made) if other.name == item.name), None)
        if at is None:
            waiting.append(item)
        else:
            made[at:at] = waiting
            waiting = []
    return made + waiting


def _through_own_papers(provenance: Provenance, authors: Authors, drafts: Sequence[Draft]) -> None:
    """What the author of a paper writes comes through it: "a memo by an aide", "the aide warns"."""
    for draft in drafts:
        speaker = draft.speaker
        if not _is_personal(speaker) or draft.venue.known or draft.triple.no_comment:
            continue
        if any(k.kind == "document" for k in draft.path):
            continue
        paper = authors.paper_of(draft.triple.source, draft.triple.lemma)
        if paper is not None:
            _set_path(drafts, draft, provenance.of(paper))


def _carry(page: Page, drafts: Sequence[Draft], carried: dict[str, list[ChainLink]]) -> None:
    """Extend what is known of a person's papers to other words of the same person."""
    told = _told(drafts)
    spoken: dict[int, list[ChainLink]] = {}
    beside: dict[tuple[str, int], list[ChainLink]] = {}
    disclosed = _disclosed(page, drafts)
    for draft in sorted(drafts, key=lambda d: (d.triple.content[0].start, _first(d))):
        speaker = draft.speaker
        if speaker.artifact is not None and speaker.artifact.leaked and draft.parent is None:
            spoken[draft.paragraph] = list(draft.path)
        if not _is_personal(speaker) or draft.venue.known:
            continue
        through = [k for k in draft.path if k.kind in ("press", "document")]
        if draft.parent is not None or through:
            # "the ambassador wrote, according to the Ledger": of his memo that the Ledger brought.
            further = carried.get(speaker.name, [])
            if through and draft.path[:-1] == through and _begins(further, through):
                _set_path(drafts, draft, further)
            continue
        key = speaker.name, draft.paragraph
        known = carried.get(speaker.name) or beside.get(key)
        if known is None and speaker.name in disclosed and not draft.triple.no_comment:
            paragraph, path = disclosed[speaker.name]
            if 0 <= draft.paragraph - paragraph <= _REACH_PARAGRAPHS:
                known = path
        if known is None and speaker.kind == "unnamed" and not draft.triple.no_comment:
            known = _nearby(draft, spoken)
        if known is None:
            known = told.get(key)
        if known:
            _set_path(drafts, draft, known)
            beside[key] = known


def _begins(known: Sequence[ChainLink], through: Sequence[ChainLink]) -> bool:
    """Whether a path leads through the same hands first, and then further."""
    first = [k.name for k in known[: len(through)]]
    return len(known) > len(through) and first == [k.name for k in through]


def _disclosed(page: Page, drafts: Sequence[Draft]) -> dict[str, tuple[int, list[ChainLink]]]:
    """People whose talks a leaked document is said to tell of, with the document's path."""
    found: dict[str, tuple[int, list[ChainLink]]] = {}
    for draft in drafts:
        artifact = draft.speaker.artifact
        if artifact is None or not artifact.leaked or draft.parent is not None:
            continue
        words = {
            w.lower().strip(".,") for s in draft.triple.content for w in s.of(page.text).split()
        }
        if not words & _TALKS:
            continue
        for mention in page.mentions_in(draft.triple.content):
            if mention.kind == "person":
                found.setdefault(mention.name, (draft.paragraph, list(draft.path)))
    return found


def _nearby(draft: Draft, spoken: dict[int, list[ChainLink]]) -> list[ChainLink] | None:
    """The document described just before an unnamed adviser speaks."""
    if draft.triple.lemma not in _PRIVATE:
        return None
    for back in range(_REACH_PARAGRAPHS + 1):
        if (found := spoken.get(draft.paragraph - back)) is not None:
            return found
    return None


_TALKS = words("talks noun")
# What is said behind doors: it can only be known through what disclosed it.
_PRIVATE = words("private verb")


def _told(drafts: Sequence[Draft]) -> dict[tuple[str, int], list[ChainLink]]:
    """Who told which outlet, for words of the same speaker in the paragraphs beside it."""
    found: dict[tuple[str, int], list[ChainLink]] = {}
    for draft in drafts:
        if draft.venue.press is None or not _is_personal(draft.speaker):
            continue
        for paragraph in range(draft.paragraph - 1, draft.paragraph + 2):
            found.setdefault((draft.speaker.name, paragraph), [link(draft.venue.press)])
    return found


def _is_personal(speaker: Speaker) -> bool:
    return bool(speaker.name) and speaker.kind in ("person", "unnamed")


def _first(draft: Draft) -> Span:
    return (draft.triple.cue or draft.triple.content)[0]


def _depth(drafts: Sequence[Draft], i: int) -> int:
    depth = 0
    parent = drafts[i].parent
    while parent is not None:
        depth += 1
        parent = drafts[parent].parent
    return depth
