"""Evidence: judging words of a statement, each tied to the state that it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tightrope.records.actors import Mention
from tightrope.records.readings import Reading
from tightrope.records.sentences import Parse, Sentence, Token
from tightrope.records.spans import Span
from tightrope.records.statements import Statement
from tightrope.reference.evaluations import evaluations
from tightrope.stages.judging import scopes

_SUBJECT_CHARACTERS = 90
# Private people of a nationality: what is said of them is not said of their state.
_PRIVATE = evaluations().groups["private"]
_POINTING = frozenset({"it", "this", "that", "they", "he", "she", "these", "those"})
_FIRST_PERSON = frozenset({"we", "i", "us", "our", "my", "me", "he", "she", "they", "who"})
# Whom these judge is the one they are said to: "warned X", not what the warning is about.
_TO_SOMEBODY = evaluations().groups["addressed"]
# Whoever does these has to do with a bad thing, and is not the one that does it.
_FACING = evaluations().groups["facing"]
# Nouns whose adjectives and participles say something else ("its allied commitments").
_NOUNS = evaluations().groups["noun"]
# Words that judge only where they are said of somebody, not wherever they stand beside a name.
_LINKED_ONLY = evaluations().groups["linked"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One judging word: about which state, +1 for it or -1 against, and what of it is judged."""

    state: str
    sign: int
    basis: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement to be judged, what others say within it, and which codes are states."""

    statement: Statement
    others: tuple[Statement, ...]
    states: frozenset[str]


@lru_cache(maxsize=1)
def _harms() -> frozenset[str]:
    return frozenset(
        w for w, pairs in evaluations().words.items() if any(r == "harm" for r, _ in pairs)
    )


def evidence_in(reading: Reading, judged: Judged) -> list[Evidence]:
    """Everything in a statement that judges a state other than the speaker's."""
    found: list[Evidence] = []
    statement = judged.statement
    spans = statement.cue_spans if statement.denies else (
        *statement.cue_spans, *statement.content_spans,
    )  # fmt: skip
    for sentence in reading.sentences:
        here = [s for s in spans if s.start < sentence.end and sentence.start < s.end]
        if here:
            found += _Clause(reading, judged, sentence, here).evidence()
    return found


class _Clause:
    """One sentence of a statement, with the states that it names."""

    def __init__(
        self, reading: Reading, judged: Judged, sentence: Sentence, spans: Iterable[Span]
    ) -> None:
        self.judged = judged
        self.sentence = sentence
        self.parse: Parse = sentence.parse
        self.own = set(judged.statement.source_states)
        self.spans = tuple(spans)
        self.text = reading.document.text
        self.mentions = [
            m for m in reading.mentions
            if sentence.start <= m.span.start < sentence.end and set(m.states) & judged.states
        ]  # fmt: skip
        self.at: dict[int, Mention] = {}
        for mention in self.mentions:
            token = self.parse.token_at(mention.head - sentence.start)
            if token is not None:
                self.at.setdefault(token.i, mention)

    def evidence(self) -> list[Evidence]:
        found: list[Evidence] = []
        governed: set[int] = set()
        tokens = [t for t in self.sentence.tokens if self._inside(t)]
        for token in tokens:
            for role, sign in _roles(token):
                if role == "stance" and self._speaker_does(token):
                    made = list(self._stance(token, sign))
                    if made:
                        governed.update(t.i for t in scopes.reach(self.parse, token))
                    found += made
        for token in tokens:
            if self._in_anothers_mouth(token):
                continue
            for role, sign in _roles(token):
                if role == "conduct" and scopes.is_verb(token):
                    found += self._conduct(token, sign)
                elif role == "quality" and not scopes.is_verb(token):
                    if token.i in governed and sign > 0:
                        continue
                    found += self._quality(token, sign)
        return found + list(self._phrases())

    def _inside(self, token: Token) -> bool:
        span = Span(self.sentence.start + token.start, self.sentence.start + token.end)
        if not any(s.overlaps(span) for s in self.spans):
            return False
        return not any(
            s.overlaps(span)
            for other in self.judged.others
            for s in (*other.content_spans, *other.cue_spans)
        )

    def _in_cue(self, token: Token) -> bool:
        span = Span(self.sentence.start + token.start, self.sentence.start + token.end)
        return any(c.overlaps(span) for c in self.judged.statement.cue_spans)

    # -- who is meant -------------------------------------------------------------------------

    def _states(self, tokens: Iterable[Token]) -> Iterator[tuple[str, bool]]:
        """States named among some words, each with whether it is the one harmed."""
        for token in tokens:
            mention = self.at.get(token.i)
            if mention is None or self._private(token):
                continue
            harmed = scopes.victim_of(self.parse, token, _harms())
            for state in mention.states:
                if state in self.judged.states and state not in self.own:
                    yield state, harmed

    def _private(self, token: Token) -> bool:
        head = self.parse.tokens[token.head]
        return token.lemma.lower() in _PRIVATE or (
            token.dep in ("amod", "compound", "nmod", "poss") and head.lemma.lower() in _PRIVATE
        )

    def _only_other(self) -> str | None:
        """The one state beside the speaker's that the sentence names."""
        named = {
            s for m in self.mentions for s in m.states
            if s in self.judged.states and s not in self.own
        }  # fmt: skip
        return next(iter(named)) if len(named) == 1 else None

    def _is_own(self, token: Token) -> bool:
        """Whether words stand for the speaker or the speaker's side."""
        mention = self.at.get(token.i)
        if mention is not None and mention.states:
            return set(mention.states) <= self.own
        held = self.parse.dependents(token.i, "poss", "amod", "compound")
        names = [self.at[t.i] for t in held if t.i in self.at]
        if names:
            return all(set(m.states) <= self.own for m in names)
        return token.text.lower() in _FIRST_PERSON or any(
            t.text.lower() in ("our", "my", "his", "her", "their") for t in held
        )

    def _speaker_does(self, token: Token) -> bool:
        if self._in_cue(token):
            by_somebody = bool(self.parse.dependents(token.i, "agent"))
            return by_somebody or not scopes.is_verb(token) or not scopes.passive(self.parse, token)
        doer = scopes.subject(self.parse, token)
        if scopes.is_verb(token):
            if doer is None:
                dangling = token.tag in ("VB", "VBG") and token.dep not in ("ROOT", "ccomp")
                return dangling and not scopes.passive(self.parse, token)
            return doer.dep != "nsubjpass" and self._is_own(doer)
        if token.pos == "ADJ":
            return doer is None or self._is_own(doer)
        return token.dep not in ("amod", "compound")

    def _in_anothers_mouth(self, token: Token) -> bool:
        """Whether words stand in what somebody else is said to accuse or praise."""
        for i in self.parse.ancestors(token.i):
            over = self.parse.tokens[i]
            if not self._inside(over) or self._in_cue(over):
                return False
            judging = any(role == "stance" for role, _ in _roles(over))
            if judging and scopes.is_verb(over) and not self._speaker_does(over):
                return True
        return False

    # -- the three roles ----------------------------------------------------------------------

    def _made(self, token: Token, role: str, sign: int, state: str, about: Token) -> Evidence:
        return Evidence(state, sign, f"{role}:{token.lemma.lower()}", self._words(about))

    def _words(self, token: Token) -> str:
        inside = self.parse.subtree(token.i)
        span = self.sentence.span_of(inside[0], inside[-1])
        words = " ".join(span.of(self.text).split()).strip(' ,;.“”"')
        if len(words) > _SUBJECT_CHARACTERS:
            words = words[:_SUBJECT_CHARACTERS].rsplit(" ", 1)[0] + " …"
        return words

    def _stance(self, token: Token, sign: int) -> Iterator[Evidence]:
        if scopes.withheld(self.parse, token) or scopes.conditional(self.parse, token):
            return
        if scopes.negated(self.parse, token):
            if sign < 0:
                return
            sign = -sign
        role = "cue" if self._in_cue(token) else "stance"
        about, named = self._object(token)
        if not named and role == "cue" and token.lemma.lower() not in _TO_SOMEBODY:
            only = self._only_other()
            if only is not None and not self._tells_of_a_claim(token):
                named = [(only, False)]
        for state, harmed in dict.fromkeys(named):
            yield self._made(token, role, -sign if harmed else sign, state, about)

    def _object(self, token: Token) -> tuple[Token, list[tuple[str, bool]]]:
        """What a stance is about: its direct object, else what prepositions or a clause name."""
        verb = scopes.is_verb(token)
        objects = self.parse.dependents(token.i, "dobj", "obj", "nsubjpass", "dative")
        phrases = [(o, self._phrase(o)) for o in objects] if verb else []
        if token.lemma.lower() not in _TO_SOMEBODY:
            for by in self.parse.dependents(token.i, "prep"):
                joined = [by, *self.parse.dependents(by.i, "conj")]
                held = [o for p in joined for o in self.parse.dependents(p.i, "pobj", "pcomp")]
                words = [w for o in held for w in self._phrase(o)]
                if any(w.dep == "prep" and w.text == by.text for _, ws in phrases[:1] for w in ws):
                    # "ties with X, with Y and with Z": one object, in pieces.
                    phrases[0][1].extend(words)
                elif held:
                    phrases.append((held[0], words))
            clauses = self.parse.dependents(token.i, "ccomp") if verb else []
            doers = [d for c in clauses for d in self.parse.dependents(c.i, "nsubj")]
            phrases += [(doer, self._phrase(doer)) for doer in doers]
        for about, words in phrases:
            named = [
                (state, harmed)
                for word in words
                for state, harmed in self._states([word])
                if not scopes.only_a_place(self.parse, word, token)
            ]
            if named:
                return about, named
        return (phrases[0][0] if phrases else token), []

    def _tells_of_a_claim(self, token: Token) -> bool:
        """Whether what is rejected is a claim spelled out: its states are not the ones judged."""
        return any(
            self.parse.dependents(o.i, "acl", "ccomp", "relcl")
            or o.lemma.lower() in ("idea", "notion", "suggestion", "report", "rumour", "claim")
            for o in self.parse.dependents(token.i, "dobj", "obj")
        ) or bool(self.parse.dependents(token.i, "ccomp"))

    def _conduct(self, token: Token, sign: int) -> Iterator[Evidence]:
        if scopes.conditional(self.parse, token) or self._in_cue(token):
            return
        if scopes.demanded(self.parse, token):
            return
        agents = [
            held
            for by in self.parse.dependents(token.i, "agent")
            for held in self.parse.dependents(by.i, "pobj")
        ]
        passive = scopes.passive(self.parse, token)
        doer = agents[0] if agents else None if passive else scopes.subject(self.parse, token)
        if doer is None:
            return
        if scopes.negated(self.parse, token) or scopes.undone(self.parse, token):
            if sign < 0:
                return
            sign = -sign
        named = [s for s, harmed in self._states(scopes.owners(self.parse, doer)) if not harmed]
        if sign > 0 and self._third_party(token):
            return
        for state in dict.fromkeys(named):
            yield self._made(token, "conduct", sign, state, token)

    def _phrase(self, token: Token) -> list[Token]:
        """A noun phrase without its relative clauses."""
        left: set[int] = set()
        for child in self.parse.dependents(token.i, "relcl", "acl", "appos", "conj"):
            if child.dep != "conj" or child.pos in ("VERB", "AUX"):
                left.update(self.parse.subtree(child.i))
        return [self.parse.tokens[i] for i in self.parse.subtree(token.i) if i not in left]

    def _third_party(self, token: Token) -> bool:
        """Whether good is done to somebody who is not the speaker."""
        for held in self.parse.dependents(token.i, "dobj", "obj", "dative"):
            mention = self.at.get(held.i)
            if mention is not None and not set(mention.states) <= self.own:
                return True
        return False

    def _quality(self, token: Token, sign: int) -> Iterator[Evidence]:
        if scopes.conditional(self.parse, token):
            return
        if scopes.negated(self.parse, token):
            if token.tag in ("JJR", "RBR"):  # "never been stronger"
                return
            sign = -sign
        carrier = token
        while carrier.dep in ("amod", "compound", "advmod", "nmod"):
            over = self.parse.tokens[carrier.head]
            if over.i == carrier.i:
                break
            carrier = over
        owning = scopes.owners(self.parse, carrier)
        own_words = [s for s, harmed in self._states(owning) if not harmed]
        bearer = self._bearer(carrier)
        if bearer is not None:
            owning = self._phrase(bearer)
            theirs = [s for s, harmed in self._states(owning) if not harmed]
            if theirs:
                own_words = theirs
            elif self._is_own(bearer) and not own_words:
                return
        told = bearer is not None and bearer.text.lower() in _POINTING
        if not own_words and (sign < 0 or told) and token.lemma.lower() not in _LINKED_ONLY:
            only = self._only_other()
            own_words = [only] if only and self._clause_names(carrier, only) else []
        for state in dict.fromkeys(own_words):
            yield self._made(token, "quality", sign, state, bearer or carrier)

    def _bearer(self, token: Token) -> Token | None:
        """Of whom a predicate is said: "X is a friend", "called X a friend", "X as a friend"."""
        head = self.parse.tokens[token.head]
        if token.dep in ("oprd", "attr", "acomp", "conj", "appos", "dobj", "xcomp", "ccomp"):
            if token.dep == "conj":
                return self._bearer(head)
            named = self.parse.dependents(head.i, "dobj", "obj", "nsubjpass")
            named = [t for t in named if t.i != token.i]
            if token.dep == "oprd" and named:
                return named[0]
            if token.dep == "appos":
                return head
            if token.dep in ("xcomp", "ccomp"):
                own = self.parse.dependents(token.i, "nsubj")
                return own[0] if own else (named[0] if named else None)
            if head.lemma.lower() in ("be", "become", "remain", "seem", "prove") or (
                token.dep == "acomp"
            ):
                return scopes.subject(self.parse, head)
        if token.dep == "pobj" and head.text.lower() in ("as", "like"):
            verb = self.parse.tokens[head.head]
            named = self.parse.dependents(verb.i, "dobj", "obj", "nsubjpass")
            return named[0] if named else scopes.subject(self.parse, verb)
        if scopes.is_verb(head) and token.dep == "advmod":
            return scopes.subject(self.parse, head)
        return None

    def _clause_names(self, token: Token, state: str) -> bool:
        """Whether the clause of a word, or the one over it, names a state."""
        top = token
        for i in self.parse.ancestors(token.i):
            top = self.parse.tokens[i]
            if top.pos in ("VERB", "AUX"):
                break
        doer = scopes.subject(self.parse, top)
        if doer is not None and not self._in_cue(top):
            if self._is_own(doer):
                return False
            mine = [self.at[t.i] for t in self._phrase(doer) if t.i in self.at]
            facing = top.lemma.lower() in _FACING or ("stance", -1) in _roles(top)
            if facing and any(state in m.states for m in mine):
                return False
        inside = (self.parse.tokens[i] for i in self.parse.subtree(top.i))
        return any(found == state and not harmed for found, harmed in self._states(inside))

    def _phrases(self) -> Iterator[Evidence]:
        only = self._only_other()
        if only is None:
            return
        for span in self.spans:
            low, high = max(span.start, self.sentence.start), min(span.end, self.sentence.end)
            said = self.text[low:high]
            for pattern, sign in evaluations().phrases:
                for match in pattern.finditer(said):
                    token = self.parse.token_at(low + match.start() - self.sentence.start)
                    if token is None or not self._inside(token):
                        continue
                    if scopes.conditional(self.parse, token):
                        continue
                    words = " ".join(match[0].lower().split())
                    yield Evidence(only, sign, f"phrase:{words.replace(' ', '_')}")


def _roles(token: Token) -> tuple[tuple[str, int], ...]:
    words = evaluations().words
    if token.lemma.lower() in _NOUNS and token.pos not in ("NOUN", "PROPN"):
        return ()
    found = words.get(token.lemma.lower()) or words.get(token.text.lower()) or ()
    return tuple(dict.fromkeys(found))
