"""Marks on a word itself: negation, modal verbs, conditions, and what qualifies a noun."""

import re

from tightrope.records.sentences import Parse, Token
from tightrope.stages.coding.grammar import is_verb

NEGATORS = frozenset(
    {"not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely", "barely"}
)
_NEGATIVE_ARGUMENTS = frozenset({"no", "neither", "none", "nobody", "nothing"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
PLANNED = frozenset({"will", "shall", "wo", "'ll", "’ll"})
_ADVICE = frozenset({"should", "must", "ought"})
_CONDITIONS = frozenset({"if", "unless", "lest", "should", "provided"})
_SUPPOSING = frozenset({"assume", "suppose", "provide"})
_MAYBE = frozenset({"possibly", "perhaps", "maybe", "potentially", "conceivably"})
_FRONTED = re.compile(
    r"^\W*(?:not (?:since|once|until|one)|never|at no (?:point|time)|under no|nor)\b", re.IGNORECASE
)
_NOUN_MARKS: dict[str, str] = {
    **dict.fromkeys(
        ("planned", "upcoming", "forthcoming", "future", "scheduled", "coming", "next", "impending",
         "expected", "imminent"),
        "planned",
    ),
    **dict.fromkeys(("possible", "potential", "alleged", "proposed", "likely"), "possible"),
    **dict.fromkeys(("past", "historic", "former", "earlier"), "background"),
    "threatened": "threatened",
}  # fmt: skip


def own_marks(parse: Parse, i: int, *, skip: int | None = None, shared: bool = False) -> list[str]:
    """Negation, modals and conditions on verb ``i`` itself, the innermost first.

    Args:
        skip: a dependent whose own "no" has been counted already.
        shared: only what a coordinated verb takes over.
    """
    token = parse.tokens[i]
    children = parse.dependents(i)
    auxiliaries = [t for t in children if t.dep in ("aux", "auxpass")]
    names = {t.lemma.lower() for t in auxiliaries} | {t.text.lower() for t in auxiliaries}
    found: list[str] = []
    if _negated(parse, token, children) or (not shared and _negated_argument(parse, i, skip)):
        found.append("negated")
    if any(t.dep == "advmod" and t.lemma.lower() in _MAYBE for t in children):
        found.append("possible")
    found += _modal(names, auxiliaries)
    mark = {t.lemma.lower() for t in children if t.dep in ("mark", "advmod") and t.i < i}
    if (mark & _CONDITIONS and token.dep in ("advcl", "ccomp", "ROOT", "conj")) or (
        token.dep == "advcl" and is_inverted(parse, i)
    ):
        found.append("hypothetical")
    elif "whether" in mark:
        found.append("possible")
    depends = names & (PLANNED | {"would", "could"})
    if depends and condition_below(parse, i):
        found.append("hypothetical")
    return found


def _modal(names: set[str], auxiliaries: list[Token]) -> list[str]:
    if names & PLANNED or ("go" in names and "to" in names):
        return ["planned"]
    if names & POSSIBLE:
        return ["possible"]
    if names & {"would", "'d", "’d"} and "had" not in names:
        perfect = any(t.text.lower() in ("have", "'ve", "’ve") for t in auxiliaries)
        return ["hypothetical" if perfect else "would"]
    return ["advised"] if names & _ADVICE else []


def _negated(parse: Parse, token: Token, children: list[Token]) -> bool:
    i = token.i
    for t in children:
        word = t.text.lower()
        if t.dep == "neg" and t.i < i + 3:
            return True
        if t.dep in ("advmod", "preconj", "cc", "mark") and word in NEGATORS and t.i < i:
            return True
    near = [t.text.lower() for t in parse.tokens[max(0, i - 6) : i]]
    if "no longer" in " ".join(near[-4:]):
        return True
    if "yet to" in " ".join(near) and token.tag in ("VB", "VBN"):
        return True
    fronted = _FRONTED.match(parse.text)
    return (
        bool(fronted)
        and any(t.dep == "aux" and t.i < i and t.lemma in ("have", "do", "be") for t in children)
        and is_inverted(parse, i)
    )


def _negated_argument(parse: Parse, i: int, skip: int | None) -> bool:
    """ "No Greek cutter boarded", "made no arrests", "nobody met"."""
    for child in parse.dependents(i, "nsubj", "nsubjpass", "dobj", "attr", "npadvmod"):
        if child.i == skip:
            continue
        if child.lemma.lower() in _NEGATIVE_ARGUMENTS:
            return True
        for det in parse.dependents(child.i, "det", "preconj", "cc", "neg"):
            word = det.text.lower()
            if word in ("no", "neither") or (word == "not" and det.i < child.i):
                return True
    return False


def noun_marks(parse: Parse, i: int) -> list[str]:
    """What stands at a noun: "no talks", "a planned visit", "an alleged raid"."""
    found: list[str] = []
    for child in parse.dependents(i):
        word = child.lemma.lower()
        if child.dep in ("det", "neg") and word in _NEGATIVE_ARGUMENTS:
            found.append("negated")
        elif child.dep in ("amod", "advmod") and word in _NOUN_MARKS:
            found.append(_NOUN_MARKS[word])
    return found


def is_inverted(parse: Parse, i: int) -> bool:
    """ "Had X signed", "Were X to sign", "Should X sign": an auxiliary before its subject."""
    children = parse.dependents(i)
    subjects = [t.i for t in children if t.dep in ("nsubj", "nsubjpass")]
    if not subjects:
        return False
    token = parse.tokens[i]
    if token.text.lower() == "were" and token.i < subjects[0]:
        return True
    return any(
        t.dep in ("aux", "auxpass")
        and t.lemma in ("have", "be", "should", "do")
        and t.i < min(subjects)
        for t in children
    )


def condition_below(parse: Parse, i: int) -> bool:
    """Whether a conditional clause hangs on verb ``i``, or on the verb of saying above it."""
    token = parse.tokens[i]
    spots = [i, token.head] if token.dep in ("ccomp", "conj") and token.head != i else [i]
    for spot in spots:
        for child in parse.dependents(spot, "advcl", "prep", "ccomp"):
            if child.i == i:
                continue
            if child.dep == "prep":
                if child.lemma.lower() == "without" and child.i < i:
                    return True
                continue
            marks = {
                t.lemma.lower()
                for t in parse.dependents(child.i, "mark", "advmod")
                if t.i < child.i
            }
            if (
                marks & _CONDITIONS
                or child.lemma in _SUPPOSING
                or (is_verb(child) and child.dep == "advcl" and is_inverted(parse, child.i))
            ):
                return True
    return False
