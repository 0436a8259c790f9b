"""Readings: did it happen, or is it denied, planned, threatened, asked for, possible, conditional?

From the word that carries an act we climb to the root of the sentence and collect what each
governing word does to it; here these effects are folded, innermost first, into one reading.
"""

import re

from tightrope.records.events import Modality, Polarity
from tightrope.records.sentences import Parse, Token
from tightrope.stages.coding.climbing import effects, embedding, has_to
from tightrope.stages.coding.dates import clause_verb
from tightrope.stages.coding.grammar import is_verb

Reading = tuple[Polarity, Modality]

_OLD = re.compile(
    r"\b(?:decades?|centur(?:y|ies)|generations?|years?|year and a half) "
    r"(?:ago|earlier|before|back)\b|"
    r"\b(?:traditionally|historically|formerly|previously served|long ago|"
    r"long before|used to|in those days|half a century|"
    r"during the (?:cold war|second world war)|"
    r"(?:in|since|of|from) (?:the )?(?:1[5-9]\d\d|20[01]\d)s?)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:next (?:week|month|year|spring|summer|autumn|fall|winter)|tomorrow|later this "
    r"(?:week|month|year)|in the coming (?:days|weeks|months))\b",
    re.IGNORECASE,
)
_PRESENT = frozenset({"VBZ", "VBP", "VBG"})
_OPENERS = frozenset({"“", '"', "``", ":", "‘", "'"})


def reading_of(parse: Parse, i: int, *, support: int | None = None) -> Reading | None:
    """The reading of the act that token ``i`` carries; None when it is no act ("the right to").

    Args:
        parse: the sentence.
        i: index of the act's verb or noun.
        support: the support verb that lends a nominal act its subject, when there is one.
    """
    marks = effects(parse, i, support=support)
    if "void" in marks:
        return None
    negative, modality = _fold(marks, _reported(parse, i))
    if modality is Modality.ACTUAL and not negative:
        modality = _unmarked(parse, i)
    return (Polarity.NEGATED if negative else Polarity.ASSERTED), modality


def _fold(marks: list[str], reported: bool) -> tuple[bool, Modality]:
    negative, modality = False, Modality.ACTUAL
    would = "would" in marks
    for mark in marks:
        if mark == "negated":
            # "did not rule out": what is not denied is left open.
            if negative and modality is Modality.ACTUAL:
                negative, modality = False, Modality.POSSIBLE
            else:
                negative = not negative
        elif mark == "hypothetical":
            modality = Modality.HYPOTHETICAL
        elif mark == "would":
            if modality is Modality.ACTUAL:
                modality = Modality.PLANNED if reported else Modality.HYPOTHETICAL
        elif mark == "advised":
            if modality is Modality.ACTUAL:
                modality = Modality.REQUESTED if reported else Modality.POSSIBLE
        elif mark == "background":
            if modality is Modality.ACTUAL:
                modality = Modality.BACKGROUND
        elif modality is Modality.HYPOTHETICAL:
            if would and mark in ("threatened", "planned"):
                modality = Modality(mark)
        elif modality is Modality.ACTUAL or mark != "planned":
            modality = Modality(mark)
    # What would not have happened has no more happened than what would.
    return negative and modality is not Modality.HYPOTHETICAL, modality


def _unmarked(parse: Parse, i: int) -> Modality:
    """Readings that no governing word marks: orders, headlines about the future, history."""
    token = parse.tokens[i]
    if _is_imperative(parse, token):
        return Modality.REQUESTED
    if _is_headline_future(parse, token) or _lies_ahead(parse, i):
        return Modality.PLANNED
    if _in_clause(parse, i, _OLD):
        return Modality.BACKGROUND
    return Modality.ACTUAL


def _reported(parse: Parse, i: int) -> bool:
    """Whether a verb of saying stands over token ``i`` ("said it would")."""
    for j in (i, *parse.ancestors(i)):
        token = parse.tokens[j]
        if token.head == j:
            return False
        if token.dep == "ccomp" and embedding(parse, parse.tokens[token.head]) in (
            "said", "planned", "threatened", "requested",
        ):  # fmt: skip
            return True
    return False


def _is_imperative(parse: Parse, token: Token) -> bool:
    if token.tag != "VB" or token.dep not in ("ROOT", "ccomp"):
        return False
    return not parse.dependents(token.i, "nsubj", "nsubjpass", "aux", "auxpass", "mark") and (
        token.i == 0 or parse.tokens[token.i - 1].text in _OPENERS
    )


def _is_headline_future(parse: Parse, token: Token) -> bool:
    """ "Paris to host talks"."""
    if not has_to(parse, token.i):
        return False
    return token.dep == "ROOT" or (
        token.dep in ("relcl", "acl")
        and token.head < token.i
        and parse.tokens[token.head].dep == "ROOT"
    )


def _lies_ahead(parse: Parse, i: int) -> bool:
    """A present tense with a time to come: "flies to Lima next week"."""
    verb = clause_verb(parse, i)
    token = parse.tokens[verb]
    if token.tag not in _PRESENT or not is_verb(token):
        return False
    return _in_clause(parse, i, _AHEAD)


def _in_clause(parse: Parse, i: int, pattern: re.Pattern[str]) -> bool:
    match = pattern.search(parse.text)
    if match is None:
        return False
    token = parse.token_at(match.start())
    return token is not None and clause_verb(parse, i) == clause_verb(parse, token.i)
