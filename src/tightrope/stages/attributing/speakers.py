"""Speakers: who a source is, as far as the mentions of the page tell."""

from dataclasses import dataclass

from tightrope.records.actors import Mention, Sector
from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span
from tightrope.reference.cues import media
from tightrope.stages.attributing import grammar
from tightrope.stages.attributing.artifacts import Artifact, Artifacts
from tightrope.stages.attributing.pages import Page

_KINDS = {
    "person": "person",
    "institution": "institution",
    "state": "institution",
    "organisation": "institution",
    "outlet": "outlet",
    "group": "unnamed",
    "unnamed": "unnamed",
}
_PREFERENCE = {"person": 0, "unnamed": 1, "outlet": 2, "institution": 3, "organisation": 4}
_ARTICLES = ("the ", "a ", "an ")
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source made out; ``span`` is where the page names it."""

    name: str = ""
    kind: str = ""
    states: tuple[str, ...] = ()
    sector: Sector = Sector.UNK
    office: str = ""
    span: Span | None = None
    artifact: Artifact | None = None


class Speakers:
    """Makes out the sources of one page."""

    def __init__(self, page: Page, artifacts: Artifacts) -> None:
        self._page = page
        self._artifacts = artifacts
        own = (page.document.outlet or "").casefold()
        self._outlets = [
            m for m in page.mentions if m.kind == "outlet" and m.name.casefold() != own
        ]

    def of(self, source: tuple[Span, ...]) -> Speaker:
        """The speaker whom the source spans name; empty when there are none."""
        if not source:
            return Speaker()
        head = self._page.head_of(source)
        if head is not None and (noun := grammar.antecedent(head[0].parse, head[1].i)) is not None:
            sentence = head[0]
            source = grammar.spans(sentence, grammar.phrase(sentence.parse, noun))
            head = sentence, sentence.tokens[noun]
        mention = self._mention(source, head)
        span = Span(source[0].start, source[0].end)
        if head is not None and (mention is None or not _is_head(mention, head)):
            artifact = self._artifacts.at(*head)
            if artifact is not None:
                return _document(artifact, mention)
            outlet = self.press(*head)
            if outlet is not None:
                return _from_mention(outlet, span)
        if mention is not None:
            return _from_mention(mention, mention.span)
        text = " ".join(span.of(self._page.text).split())
        named = head is not None and head[1].pos == "PROPN"
        return Speaker(_short(text), "person" if named else "unnamed", span=span)

    def press(self, sentence: Sentence, token: Token) -> Mention | None:
        """The outlet that a phrase like "the newspaper" stands for: the one last named."""
        known = media().get(token.lemma.lower())
        if known is None or known.role != "press":
            return None
        if not any(
            t.text.lower() in ("the", "this", "that")
            for t in sentence.parse.dependents(token.i, "det")
        ):
            return None
        before = [m for m in self._outlets if m.span.end <= sentence.start + token.start]
        return before[-1] if before else None

    def _mention(
        self, source: tuple[Span, ...], head: tuple[Sentence, Token] | None
    ) -> Mention | None:
        inside = self._page.mentions_in(source)
        if not inside:
            return None
        if head is not None:
            at_head = [m for m in inside if _is_head(m, head)]
            if at_head:
                return min(at_head, key=_rank)
            # A person in apposition to the office that heads the phrase, or the reverse.
            near = {c for c in _appositions(head)}
            beside = [m for m in inside if m.head in near]
            if beside:
                return min(beside, key=_rank)
        free = [m for m in inside if m.kind == "person" and not m.adjectival]
        if free:
            return free[0]
        whole = [m for m in inside if not m.adjectival and _covers(m, source)]
        return min(whole, key=_rank) if whole else _state_only(inside, source, self._page.text)


def _state_only(inside: list[Mention], source: tuple[Span, ...], text: str) -> Mention | None:
    """ "Pakistani officials": nobody is named, but the state is known."""
    states = [m for m in inside if m.states]
    if not states:
        return None
    span = source[0]
    first = states[0]
    return Mention(
        span=span,
        text=span.of(text),
        name=_short(" ".join(span.of(text).split())),
        states=first.states,
        sector=Sector.UNK,
        kind="unnamed",
        basis=f"state named in the phrase ({first.text})",
        head=span.start,
    )


def _is_head(mention: Mention, head: tuple[Sentence, Token]) -> bool:
    sentence, token = head
    start = sentence.start + token.start
    if mention.adjectival:
        return False
    return mention.head == start or mention.span.start <= start < mention.span.end


def _appositions(head: tuple[Sentence, Token]) -> list[int]:
    sentence, token = head
    return [
        sentence.start + t.start
        for t in sentence.parse.dependents(token.i, "appos", "compound", "nmod")
    ]


def _covers(mention: Mention, source: tuple[Span, ...]) -> bool:
    """Whether a mention is most of a source."""
    length = sum(s.end - s.start for s in source)
    return 2 * (mention.span.end - mention.span.start) >= length


def _rank(mention: Mention) -> tuple[int, int]:
    return _PREFERENCE.get(mention.kind, 5), mention.span.start


def _from_mention(mention: Mention, span: Span) -> Speaker:
    return Speaker(
        mention.name,
        _KINDS.get(mention.kind, "institution"),
        mention.states,
        mention.sector,
        mention.office,
        span,
    )


def _document(artifact: Artifact, holder: Mention | None) -> Speaker:
    states = holder.states if holder is not None else ()
    sector = holder.sector if holder is not None else Sector.UNK
    return Speaker(artifact.name, "document", states, sector, "", artifact.span, artifact)


def _short(text: str) -> str:
    for article in _ARTICLES:
        if text.lower().startswith(article):
            text = text[len(article) :]
            break
    return text if len(text) <= _MAX_NAME else text[:_MAX_NAME].rsplit(" ", 1)[0] + " …"
