"""Speakers: who a source is, as far as the mentions of the page tell."""

from dataclasses import dataclass, replace

from tightrope.records.actors import Mention, Sector
from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span
from tightrope.reference.cues import media, words
from tightrope.reference.gazetteer import actor_gazetteer
from tightrope.stages.attributing import describing, grammar
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
# Nouns of bodies: a phrase around one is not an unnamed person.
_BODIES = words("body noun")
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
        self._heard: dict[str, Speaker] = {}
        self._outlets = [
            m for m in page.mentions if m.kind == "outlet" and m.name.casefold() != own
        ]
        self._mastheads = _mastheads(page, own)

    def of(self, source: tuple[Span, ...]) -> Speaker:
        """The speaker whom the source spans name; empty when there are none."""
        speaker = self._of(source) if source else Speaker()
        if speaker.kind == "outlet" and len(speaker.name.split()) > 1:
            self._heard.setdefault(speaker.name.split()[-1], speaker)
        return speaker

    def _of(self, source: tuple[Span, ...]) -> Speaker:
        head = self._page.head_of(source)
        if head is not None and (noun := grammar.antecedent(head[0].parse, head[1].i)) is not None:
            sentence = head[0]
            source = grammar.spans(sentence, grammar.phrase(sentence.parse, noun))
            head = sentence, sentence.tokens[noun]
        mention = self._mention(source, head)
        span = Span(source[0].start, source[0].end)
        if head is not None and head[1].text in self._heard and head[1].text[0].isupper():
            # "the Observer", of a paper that was named in full before.
            written = span.of(self._page.text).split()
            if len(written) == 1 + (written[0].lower() == "the"):
                return replace(self._heard[head[1].text], span=span)
        at_head = mention is not None and head is not None and _is_head(mention, head)
        if head is not None and not (at_head and mention and mention.kind == "outlet"):
            artifact = self._artifacts.at(*head)
            if artifact is not None and not (at_head and mention and mention.kind != "unnamed"):
                return self._document(head, artifact, mention)
            if (one := self._one_of(head, span)) is not None:
                return one
            outlet = self._outlet_within(source)
            if outlet is not None:
                return _from_mention(outlet, span)
            if (named := _outlet_by_name(head, span.of(self._page.text), span)) is not None:
                return named
            outlet = self.press(*head)
            if outlet is not None:
                return _from_mention(outlet, span)
            if mention is None or mention.kind in ("unnamed", "person"):
                called = self.masthead(*head)
                if called:
                    return Speaker(called, "outlet", sector=Sector.MED, span=span)
        if mention is not None:
            return self._described(self._with_joined(mention, head), head, source)
        text = " ".join(span.of(self._page.text).split())
        if head is not None and head[1].pos == "PROPN":
            kind = "outlet" if describing.names_outlet(*head) else "person"
            return Speaker(_short(_name_run(*head)), kind, span=span)
        return self._described(Speaker(_short(text), "unnamed", span=span), head, source)

    def _with_joined(self, mention: Mention, head: tuple[Sentence, Token] | None) -> Speaker:
        """A mention as a speaker, with the states that are joined to it: "Egypt and Sudan"."""
        speaker = _from_mention(mention, mention.span)
        if head is not None and speaker.kind == "person" and not speaker.states:
            if describing.names_outlet(*head):
                return replace(speaker, kind="outlet", sector=Sector.MED)
            return speaker
        if head is None or speaker.kind != "institution" or not mention.states:
            return speaker
        sentence, token = head
        states, names = list(mention.states), [speaker.name]
        for other in describing.joined(sentence, token):
            where = Span(sentence.start + other.start, sentence.start + other.end)
            for held in self._page.mentions_in([where])[:1]:
                if held.states and not set(held.states) <= set(states):
                    states += [s for s in held.states if s not in states]
                    names.append(held.name)
        return replace(speaker, states=tuple(states), name=" and ".join(names))

    def _described(
        self, speaker: Speaker, head: tuple[Sentence, Token] | None, source: tuple[Span, ...]
    ) -> Speaker:
        """An unnamed speaker whose description tells what it is."""
        if speaker.kind != "unnamed" or head is None:
            return speaker
        if describing.holder(speaker.name):
            return replace(speaker, kind="person")
        named = describing.apposed_name(*head)
        if named is not None:
            kind = "outlet" if describing.kind_of(*head) == "outlet" else "person"
            return replace(speaker, name=_short(_name_run(head[0], named)), kind=kind)
        kind = describing.kind_of(*head)
        states = speaker.states or self._states_within(source)
        return replace(speaker, kind=kind or speaker.kind, states=states)

    def _states_within(self, source: tuple[Span, ...]) -> tuple[str, ...]:
        inside = [m for m in self._page.mentions_in(source) if m.states]
        return inside[0].states if inside else ()

    def masthead(self, sentence: Sentence, token: Token) -> str:
        """The outlet that a token names, by its full name or by the last word of one that the page
        names in full: "the Observer" of "The Baltic Observer"; empty when it names none."""
        tokens = sentence.tokens
        if token.pos != "PROPN":
            return ""
        if token.i > 0 and tokens[token.i - 1].pos == "PROPN":
            return _name_run(sentence, token) if describing.names_outlet(sentence, token) else ""
        article = token.i > 0 and tokens[token.i - 1].text.lower() == "the"
        return self._mastheads.get(token.text, "") if article else ""

    def press(self, sentence: Sentence, token: Token) -> Mention | None:
        """The outlet that a phrase like "the newspaper" or "the Post" stands for."""
        before = [m for m in self._outlets if m.span.end <= sentence.start + token.start]
        if token.pos == "PROPN":
            short = [m for m in before if m.name.split()[-1:] == [token.text]]
            return short[-1] if short else None
        known = media().get(token.lemma.lower())
        if known is None or known.role != "press":
            return None
        if not any(
            t.text.lower() in ("the", "this", "that")
            for t in sentence.parse.dependents(token.i, "det")
        ):
            return None
        # "the Harbour Echo newspaper" names itself; "the US newspaper" does not.
        for part in sentence.parse.dependents(token.i, "compound", "nmod"):
            where = Span(sentence.start + part.start, sentence.start + part.end)
            states = [m for m in self._page.mentions_in([where]) if m.kind == "state"]
            if part.pos == "PROPN" and not states:
                return None
        return before[-1] if before else None

    def _outlet_within(self, source: tuple[Span, ...]) -> Mention | None:
        """ "the Daily Star newspaper": the outlet that the phrase itself names."""
        head = self._page.head_of(source)
        if head is None or not (known := media().get(head[1].lemma.lower())):
            return None
        inside = [m for m in self._page.mentions_in(source) if m.kind == "outlet"]
        return inside[0] if inside and known.role == "press" else None

    def _document(
        self, head: tuple[Sentence, Token], artifact: Artifact, holder: Mention | None
    ) -> Speaker:
        """A document that speaks; bare "reports" are hearsay, not papers."""
        sentence, token = head
        if token.tag == "NNS" and not sentence.parse.children[token.i] and artifact.medium in (
            "report", "statement", "data",
        ):  # fmt: skip
            return Speaker(token.text.lower(), "unnamed", span=artifact.span)
        states = holder.states if holder is not None else ()
        sector = holder.sector if holder is not None else Sector.UNK
        return Speaker(artifact.name, "document", states, sector, "", artifact.span, artifact)

    def _one_of(self, head: tuple[Sentence, Token], span: Span) -> Speaker | None:
        """ "One of the papers": a document of a set that the page names."""
        sentence, token = head
        if not describing.is_partitive(token):
            return None
        for preposition in sentence.parse.dependents(token.i, "prep"):
            for held in sentence.parse.dependents(preposition.i, "pobj"):
                several = self._artifacts.at(sentence, held)
                if preposition.lemma == "of" and several is not None and held.tag == "NNS":
                    name = f"{token.text.lower()} of the {held.text.lower()}"
                    one = replace(
                        several, name=name, set_name=several.set_name or several.name, span=span
                    )
                    return Speaker(name, "document", span=span, artifact=one)
        return None

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
            near = set(_appositions(head))
            beside = [m for m in inside if m.head in near]
            if beside:
                return min(beside, key=_rank)
            if head[1].pos == "PROPN":
                return None
        return _state_only(inside, source, head, self._page.text)


def _mastheads(page: Page, own: str) -> dict[str, str]:
    """Full names that read like those of papers, by their last word; the page's own left out."""
    found: dict[str, str] = {}
    for sentence in page.sentences:
        for token in sentence.tokens:
            if token.i == 0 or sentence.tokens[token.i - 1].pos != "PROPN":
                continue
            if describing.names_outlet(sentence, token):
                name = _name_run(sentence, token)
                if own and own.endswith(token.text.casefold()):
                    continue
                if name.endswith(token.text):
                    found.setdefault(token.text, name)
    return found


def _outlet_by_name(head: tuple[Sentence, Token], text: str, span: Span) -> Speaker | None:
    """ "the Daily Star newspaper", where naming has seen no outlet."""
    known = media().get(head[1].lemma.lower())
    if known is None or known.role != "press":
        return None
    for hit in actor_gazetteer().find(text):
        if hit.entry.kind == "outlet":
            actor = hit.entry
            return Speaker(actor.name, "outlet", actor.states, actor.sector, "", span)
    sentence, token = head
    first = token.i
    while first > 0 and sentence.tokens[first - 1].pos == "PROPN":
        first -= 1
    if token.i - first < 2:  # one name may be a state: "the US newspaper"
        return None
    name = sentence.text[sentence.tokens[first].start : sentence.tokens[token.i - 1].end]
    return Speaker(name, "outlet", sector=Sector.MED, span=span)


def _state_only(
    inside: list[Mention],
    source: tuple[Span, ...],
    head: tuple[Sentence, Token] | None,
    text: str,
) -> Mention | None:
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
        kind="institution" if head is not None and head[1].lemma in _BODIES else "unnamed",
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


def _name_run(sentence: Sentence, token: Token) -> str:
    """The run of proper nouns around a name: "Ada Lind" of "Ada Lind, who ran the bank"."""
    tokens = sentence.tokens
    first = last = token.i
    while first > 0 and tokens[first - 1].pos == "PROPN":
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN":
        last += 1
    return sentence.text[tokens[first].start : tokens[last].end]


def _short(text: str) -> str:
    for article in _ARTICLES:
        if text.lower().startswith(article):
            text = text[len(article) :]
            break
    return text if len(text) <= _MAX_NAME else text[:_MAX_NAME].rsplit(" ", 1)[0] + " …"
