"""What a description stands for when naming knows nobody by it: "the daily", "the minutes".

An office that one person holds at a time ("Peru's ambassador in Beijing", "the justice minister")
is a person; a paper, picture or recording is a document; a newspaper or station is an outlet; a
body is an institution; whoever is left stays unnamed.
"""

import re

from tightrope.records.sentences import Sentence, Token
from tightrope.reference.actors import actor_nouns
from tightrope.reference.cues import media, words
from tightrope.stages.attributing import grammar

# Determiners by which a text points at the one holder of an office.
_THE_ONE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no", "every", "each"})
_OFFICES = words("office noun")
_BODIES = words("body noun") | words("organisation noun")
_PRESS = words("press noun")
_PAPERS = words("paper noun")
_MASTHEADS = words("masthead noun")
_SERVING = words("serving noun")
_ENVOYS = frozenset({"diplomat", "negotiator", "commander", "prosecutor", "general"})
_PARTITIVES = frozenset({"one", "bundle", "trove", "batch", "set", "another", "copy", "series"})
_FORMER = re.compile(r"\b(?:former|then|ex|retired|would-be)\b", re.IGNORECASE)
# Officials of states that the text leaves open.
_ELSEWHERE = re.compile(
    r"\b(?:Western|Gulf|European|Arab|African|Asian|Nordic|foreign (?:diplomat|official)"
    r"|regional|Commission|third|two|three|both)\b"
)
_OFFICIALS = re.compile(
    r"\b(?:officials?|ministers?|ministry|spokes(?:man|woman|person|people)|ambassador|envoy"
    r"|government|cabinet|parliament|opposition|lawmakers?|legislators?|senators?|police|army"
    r"|military|prosecutors?|president|presidency|palace|premier|aides?|advis[eo]rs?|junta"
    r"|officers?|secretary|administration|security establishment"
    r"|investigators?|border guards?|coast ?guard|customs|judges?|court|regulator"
    r"|coalition|general|colonel|residents?|authority|deputy|mayor|governor|king|queen)\b",
    re.IGNORECASE,
)


def kind_of(sentence: Sentence, token: Token) -> str:
    """The kind of speaker a noun phrase describes, by its head; empty when it does not tell."""
    noun, parse = _noun(sentence, token), sentence.parse
    if noun in _PARTITIVES or is_partitive(token):
        for preposition in parse.dependents(token.i, "prep"):
            if preposition.lemma == "of":
                for held in parse.dependents(preposition.i, "pobj"):
                    if kind_of(sentence, held) == "document":
                        return "document"
        return ""
    medium = media().get(noun)
    if noun in _PAPERS or (medium is not None and medium.role == "document"):
        return "document"
    if noun == "paper" and token.tag == "NNS":
        return "document"
    if noun in _PRESS or (medium is not None and medium.role == "press"):
        return "outlet"
    if noun == "agency":
        state_news = {"news", "state", "wire"}
        news = any(t.text.lower() in state_news for t in _qualifiers(sentence, token))
        return "outlet" if news else "institution"
    if noun in _OFFICES and token.tag in ("NN", "NNP"):
        return "person" if _one_holder(sentence, token) else "unnamed"
    if noun in _ENVOYS and parse.dependents(token.i, "poss"):
        return "person" if any(t.lemma == "top" for t in _qualifiers(sentence, token)) else ""
    if noun in _SERVING and parse.dependents(token.i, "poss"):
        return "person"
    if noun in _BODIES:
        return "institution"
    known = actor_nouns().get(token.text.lower())
    return known.kind if known is not None and known.kind == "institution" else ""


def holder(name: str) -> bool:
    """Whether a name is that of an office with its state or body: "Peru's finance minister"."""
    possessor, _, office = name.replace("’", "'").partition("'s ")
    return bool(possessor) and office.split()[-1:] != [] and office.split()[-1].lower() in _OFFICES


def is_partitive(token: Token) -> bool:
    """Whether a word takes one or some out of several: "one", "two", "another"."""
    return token.text.lower() in _PARTITIVES or token.pos == "NUM"


def _noun(sentence: Sentence, token: Token) -> str:
    """The noun of an office, a body or a paper; "minutes" and "media" are words of their own."""
    written, before = token.text.lower(), sentence.tokens[max(0, token.i - 2) : token.i]
    if len(before) == 2 and before[1].text == "-" and before[0].lemma.lower() in _OFFICES:
        return before[0].lemma.lower()
    return written if written in ("minutes", "media") else token.lemma.lower()


def names_outlet(sentence: Sentence, token: Token) -> bool:
    """Whether a run of proper nouns reads like the name of a paper: "The Andean Ledger"."""
    tokens = sentence.tokens
    if token.pos != "PROPN" or token.text not in _MASTHEADS:
        return False
    first = token.i
    while first > 0 and tokens[first - 1].pos == "PROPN":
        first -= 1
    article = first > 0 and tokens[first - 1].text.lower() == "the"
    return article or token.i > first


def speaks_for_a_state(text: str) -> bool:
    """Whether a phrase is of those whose state a text names elsewhere ("the foreign minister")."""
    return _OFFICIALS.search(text) is not None and _ELSEWHERE.search(text) is None


def _one_holder(sentence: Sentence, token: Token) -> bool:
    parse = sentence.parse
    qualifiers = _qualifiers(sentence, token)
    if _FORMER.search(" ".join(t.text for t in qualifiers)):
        return False
    determiners = {t.text.lower() for t in parse.dependents(token.i, "det")}
    if determiners & _INDEFINITE:
        return False
    if determiners & _THE_ONE or parse.dependents(token.i, "poss"):
        return True
    return any(t.pos in ("PROPN", "ADJ") for t in qualifiers)


def _qualifiers(sentence: Sentence, token: Token) -> list[Token]:
    return sentence.parse.dependents(token.i, "amod", "compound", "nmod")


def apposed_name(sentence: Sentence, token: Token) -> Token | None:
    """The head of a full name in apposition: "its author, deputy Ada Lind"."""
    parse = sentence.parse
    for other in parse.dependents(token.i, "appos"):
        if other.pos == "PROPN" and other.i + 1 and parse.tokens[other.i - 1].pos == "PROPN":
            return other
    return None


def joined(sentence: Sentence, token: Token) -> list[Token]:
    """Nouns joined to a head by "and": "Egypt and Sudan"."""
    parse = sentence.parse
    found: list[Token] = []
    waiting = [token.i]
    while waiting:
        i = waiting.pop()
        conjunctions = {t.text.lower() for t in parse.dependents(i, "cc")}
        if conjunctions - {"and"}:
            continue
        for other in parse.dependents(i, "conj"):
            if other.pos in ("NOUN", "PROPN") and not grammar.is_verb(other):
                found.append(other)
                waiting.append(other.i)
    return sorted(found, key=lambda t: t.i)
