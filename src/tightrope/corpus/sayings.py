"""Statements laid out for setting one against another: their words, what they deny, who speaks."""

import re
from dataclasses import dataclass

from tightrope.corpus.tellings import wording
from tightrope.corpus.terms import stem
from tightrope.corpus.words import words
from tightrope.records.spans import enclosing
from tightrope.records.statements import Statement, StatementKind
from tightrope.reference.denials import denial_words

# Two words are one when they begin alike for so long: suspend, suspension.
_ROOT_LETTERS = 6
_MOST_REFERRING_WORDS = 4
_NEGATION = re.compile(
    r"\b(?:no|not|never|nothing|none|neither|nor|false|baseless|untrue|incorrect|unfounded|"
    r"fabricated|without any)\b|n['’]t\b",
    re.IGNORECASE,
)
# Negations that deny nothing.
_HARMLESS = re.compile(
    r"\b(?:not|never) (?:rul(?:e|ed|ing) out|exclud|only|just|necessarily|yet|merely|surpris)"
    r"|n['’]t (?:rule|exclude|only|just)|\bno (?:doubt|longer|matter|wonder|objections?)",
    re.IGNORECASE,
)
_SCOPE_END = re.compile(r"[.;!?”\"]|,\s(?:and|but|while|although)\b")
_SCOPE_CHARACTERS = 140


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with what is needed to set it against another."""

    statement: Statement
    start: int
    end: int
    roots: frozenset[str]
    denied_roots: frozenset[str]
    negated: bool

    @property
    def id(self) -> str:
        return self.statement.id

    @property
    def claims(self) -> bool:
        s = self.statement
        return s.kind is not StatementKind.NO_COMMENT and not denies(s) and bool(s.content_text)


def said_as(statement: Statement) -> Said:
    """A statement laid out."""
    # Where the words said stand; a cue or source may be a sentence away.
    whole = enclosing(statement.content_spans or (*statement.cue_spans, *statement.source_spans))
    content = statement.content_text
    scopes = _negated_scopes(content)
    return Said(
        statement,
        whole.start,
        whole.end,
        roots_of(content),
        frozenset().union(*map(roots_of, scopes)) if scopes else frozenset(),
        bool(scopes),
    )


def roots_of(text: str) -> frozenset[str]:
    """Beginnings of the words that say what happened."""
    return frozenset(root[:_ROOT_LETTERS] for root in wording(text))


def _negated_scopes(content: str) -> list[str]:
    """What stands after each negation, to the end of its clause."""
    scopes = []
    for match in _NEGATION.finditer(content):
        if _HARMLESS.match(content, match.start()):
            continue
        end = _SCOPE_END.search(content, match.end())
        stop = min(end.start() if end else len(content), match.end() + _SCOPE_CHARACTERS)
        scopes.append(content[match.end() : stop])
    return scopes


def denied_clauses(content: str) -> list[str]:
    """The clauses in which something is negated, whole: "Sudan has accepted nothing"."""
    found = []
    for match in _NEGATION.finditer(content):
        if _HARMLESS.match(content, match.start()):
            continue
        ends = [m.end() for m in _SCOPE_END.finditer(content, 0, match.start())]
        low = max([0, match.start() - _SCOPE_CHARACTERS, *ends])
        end = _SCOPE_END.search(content, match.end())
        high = min(end.start() if end else len(content), match.end() + _SCOPE_CHARACTERS)
        found.append(content[low:high])
    return found


def denies(statement: Statement) -> bool:
    """Whether the cue denies what was said."""
    lemma = statement.cue_lemma.lower()
    return lemma in denial_words().cues and statement.kind is not StatementKind.NO_COMMENT


def refers(statement: Statement) -> bool:
    """Whether a content only points at something said ("the claim", "these reports")."""
    content = words(statement.content_text)
    referring = denial_words().referring
    named = [w for w in content if (stem(w) or w).removesuffix("s") in referring or w in referring]
    return bool(named) and len(content) <= _MOST_REFERRING_WORDS


def different(a: Said, b: Said) -> bool:
    """Whether two statements have sources that are known not to be the same."""
    mine, theirs = ((s.statement.source_name or s.statement.source_text).lower() for s in (a, b))
    return a.id != b.id and bool(mine) and bool(theirs) and mine != theirs


def shares_state(a: Statement, b: Statement) -> bool:
    """Whether two statements are of one state or one named source."""
    return bool(set(a.source_states) & set(b.source_states)) or (
        bool(a.source_name) and a.source_name == b.source_name
    )
