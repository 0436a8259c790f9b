"""Documents that the news quotes: memos, leaks, reports; which phrases mean the same one."""

import re
from dataclasses import dataclass, replace

from tightrope.records.sentences import Sentence, Token
from tightrope.records.spans import Span
from tightrope.reference.cues import media, words
from tightrope.stages.attributing.pages import Page

# Nouns that stand for papers somebody held back; a text usually means one set of them.
_HELD_PAPERS = words("held paper")
_MEMO = words("memo noun")
_TITLED = re.compile(
    r"\W*\b(?:(?:she|he|they|it|was|is|were|had) )*"
    r"(?:titled|entitled|headed|headlined|called)\W+"
)
_TITLE_AFTER = 60
_DATED = re.compile(
    r"\bdated\s+([A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?)"
)
_DOUBTED = frozenset({"alleged", "purported", "supposed", "such"})
_KEPT_ADJECTIVES = words("document adjective")
_PAGED = words("paged medium")
_SMALL_WORDS = frozenset({"the", "a", "an", "this", "that", "these", "those", "another", "one"})


@dataclass(frozen=True, slots=True)
class Artifact:
    """One document (or set of papers) that a text speaks of.

    ``set_name`` names the set a single document belongs to, empty when it is the set itself or
    stands alone; ``leaked`` says that the text calls it, or its set, leaked.
    """

    name: str
    medium: str
    noun: str
    span: Span
    set_name: str = ""
    leaked: bool = False


class Artifacts:
    """The documents of one page, by where the page names them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._set_leaked = False
        self._set_words: tuple[str, ...] = ()
        self._set_noun = ""
        self._set_plural = False
        self._titled: list[tuple[Span, Artifact]] = []
        self.held: Artifact | None = None
        self.by_head: dict[int, Artifact] = {}
        self._nouns = self._find_nouns()
        self._survey()
        self._name_all()

    def at(self, sentence: Sentence, token: Token) -> Artifact | None:
        """The document that a token names, by its noun or its title, or None."""
        offset = sentence.start + token.start
        if offset in self.by_head:
            return self.by_head[offset]
        for span, artifact in self._titled:
            if span.start <= offset < span.end:
                return artifact
        return None

    def in_spans(self, spans: tuple[Span, ...]) -> list[Artifact]:
        """Documents named within the spans, in order."""
        return [
            self.by_head[o]
            for o in sorted(self.by_head)
            if any(s.start <= o < s.end for s in spans)
        ]

    def before(self, offset: int) -> Artifact | None:
        """The paper that "page three" is of: the last one named before, if it has pages."""
        earlier = [o for o in self.by_head if o < offset]
        held = [self.by_head[o] for o in sorted(earlier) if self.by_head[o].medium in _PAGED]
        return held[-1] if held else None

    def _find_nouns(self) -> list[tuple[Sentence, Token]]:
        known = media()
        found = []
        for sentence in self._page.sentences:
            for token in sentence.tokens:
                if token.pos not in ("NOUN", "PROPN"):
                    continue
                medium = known.get(token.lemma.lower()) or known.get(token.text.lower())
                if medium is not None and medium.role == "document":
                    found.append((sentence, token))
        return found

    def _survey(self) -> None:
        """What the page as a whole says of the papers it rests on."""
        best: tuple[int, int] = (0, 0)
        for sentence, token in self._nouns:
            noun = _noun(token)
            if noun not in _HELD_PAPERS:
                continue
            words = _modifiers(sentence, token)
            if noun == "leak" and _doubted(sentence, token):
                continue
            leaked = noun == "leak" or _leaked(sentence, token)
            self._set_leaked = self._set_leaked or leaked
            kept = tuple(w for w in words if w.lower() not in ("leaked", "undated"))
            plural = noun != "leak"
            self._set_plural = self._set_plural or not plural or token.tag in ("NNS", "NNPS")
            if (rank := (len(kept), int(plural))) > best or not self._set_noun:
                best, self._set_words = rank, kept
                self._set_noun = "document" if noun == "leak" else noun

    def _set_name(self) -> str:
        leaked = ["leaked"] if self._set_leaked else []
        noun = self._set_noun + ("s" if self._set_plural else "")
        return " ".join([*leaked, *self._set_words, noun])

    def _name_all(self) -> None:
        latest: Artifact | None = None
        memo: Artifact | None = None
        title = self._memo_title()
        for sentence, token in self._nouns:
            noun = _noun(token)
            span = Span(sentence.start + token.start, sentence.start + token.end)
            medium = media()[noun].medium
            if noun in _HELD_PAPERS and (self._set_leaked or noun == "document"):
                dated = _DATED.search(sentence.text[token.end : token.end + 60])
                singular = token.tag in ("NN", "NNP") and noun != "leak"
                undated = "undated" in (w.lower() for w in _modifiers(sentence, token))
                base = Artifact(
                    self._set_name(),
                    "leaked document" if self._set_leaked else medium,
                    noun,
                    span,
                    leaked=self._set_leaked,
                )
                if self.held is None:
                    self.held = base
                artifact = base
                if singular and dated:
                    artifact = replace(
                        base,
                        name=f"{'leaked ' if self._set_leaked else ''}{noun} dated {dated[1]}",
                        set_name=base.name if self._set_plural else "",
                    )
                    latest = artifact
                elif singular and undated:
                    artifact = replace(
                        base,
                        name=f"undated {noun}",
                        set_name=base.name if self._set_plural else "",
                    )
                elif singular and latest is not None and _definite(sentence, token):
                    artifact = replace(latest, span=span)
                elif singular and self._set_plural:
                    artifact = replace(
                        base,
                        name=" ".join(["leaked"] * self._set_leaked + [*self._set_words, noun]),
                        set_name=base.name,
                    )
            elif noun in _MEMO:
                name = f"memo “{title}”" if title else _own_name(sentence, token)
                artifact = Artifact(name, medium, noun, span)
                if memo is None:
                    memo = artifact
                elif not title and _definite(sentence, token):
                    artifact = replace(memo, span=span)
            else:
                titled = _title_after(sentence, token)
                name = f"{noun} “{titled}”" if titled else _own_name(sentence, token)
                artifact = Artifact(name, medium, noun, span)
            self.by_head[span.start] = artifact
            if (named := _title_after(sentence, token)) and named in artifact.name:
                start = self._page.text.index(named, span.end)
                self._titled.append((Span(start, start + len(named)), artifact))

    def _memo_title(self) -> str:
        for sentence, token in self._nouns:
            if _noun(token) in _MEMO and (title := _title_after(sentence, token)):
                return title
        return ""


def _noun(token: Token) -> str:
    lemma = token.lemma.lower()
    return lemma if lemma in media() else token.text.lower()


def _title_after(sentence: Sentence, token: Token) -> str:
    """The title in quotation marks after "memo titled", without its marks and comma."""
    rest = sentence.text[token.end :]
    match = _TITLED.match(rest)
    if match is None or match.end() > _TITLE_AFTER:
        return ""
    opened = rest[: match.end()][-1]
    if opened not in "“\"‘'":
        return ""
    closer = {"“": "”", "‘": "’"}.get(opened, opened)
    body = rest[match.end() :]
    ends = [m.start() for m in re.finditer(re.escape(closer) + r"(?!\w)", body)]
    return body[: ends[0]].strip(" ,.;") if ends else ""


def _modifiers(sentence: Sentence, token: Token) -> tuple[str, ...]:
    """Names and telling adjectives before a noun: "US intelligence" of documents.

    "a leak of US intelligence documents" is described by what was leaked.
    """
    parse = sentence.parse
    found = [
        t
        for t in parse.dependents(token.i, "compound", "amod", "nmod")
        if t.i < token.i
        and (
            t.pos == "PROPN"
            or t.dep == "compound"
            or t.lemma.lower() in _KEPT_ADJECTIVES
            or (t.i > 0 and t.text[:1].isupper())
        )
    ]
    return tuple(t.text for t in found)


def _leaked(sentence: Sentence, token: Token) -> bool:
    parse = sentence.parse
    for t in parse.dependents(token.i, "amod", "acl", "compound", "relcl"):
        if t.lemma.lower() == "leak" or t.text.lower() == "leaked":
            return True
    head = parse.tokens[token.head]
    if head.lemma.lower() == "leak" and token.dep in ("nsubjpass", "dobj"):
        return True
    return head.lemma == "of" and parse.tokens[head.head].lemma == "leak"


def _doubted(sentence: Sentence, token: Token) -> bool:
    """ "purported leaks": who won't speak of any says nothing of those that a text rests on."""
    return any(t.text.lower() in _DOUBTED for t in sentence.parse.dependents(token.i, "amod"))


def _definite(sentence: Sentence, token: Token) -> bool:
    return any(
        t.text.lower() in ("the", "this", "that") for t in sentence.parse.dependents(token.i, "det")
    )


def _own_name(sentence: Sentence, token: Token) -> str:
    """A document named by its own phrase, without article and clauses: "UN report on Darfur"."""
    parse = sentence.parse
    kept = {token.i}
    for t in parse.dependents(token.i, "compound", "amod", "nmod", "poss", "nummod"):
        if t.i < token.i:
            kept.update(parse.subtree(t.i))
    for t in parse.dependents(token.i, "prep"):
        below = parse.subtree(t.i)
        if t.lemma in ("by", "of", "from", "on") and len(below) <= 6 and t.i > token.i:
            kept.update(below)
    first, last = min(kept), max(kept)
    while first < token.i and parse.tokens[first].text.lower() in _SMALL_WORDS:
        first += 1
    return sentence.text[parse.tokens[first].start : parse.tokens[last].end]
