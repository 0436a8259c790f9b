"""The gate: whether a sentence can hold an actor, an attribution or a quotation at all.

One pass over the sentence with an automaton of names, offices and cue words, before anything is
parsed. Recall comes first: a sentence that is refused is never read, one that is let through in
vain costs a parse. Sport, markets and local news are what is left out.
"""

from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tightrope.reference.actors import (
    actor_nouns,
    anaphora,
    common_surnames,
    load_actors,
    titles,
)
from tightrope.reference.cues import cues
from tightrope.reference.offices import all_terms, surnames
from tightrope.reference.own_actors import kept

_QUOTES = '"“”«»„―'
# Sentences that go on about somebody named before begin with one of these.
_TAKING_UP = frozenset(
    {"He", "She", "They", "It", "His", "Her", "Their", "Its", "Both", "Neither", "Either", "We"}
)
# Those who act only when a state is named beside them are found by its name.
_NEED_A_STATE = frozenset({"BUS", "CVL", "EDU", "MED", "UNK"})
_VAGUE = frozenset({"side", "guard", "party", "court", "courts", "ship", "vessel", "tanks"})
# Their cities and provinces fill the local news in English.
MUCH_LOCAL_NEWS = frozenset({"USA", "CAN", "AUS", "NZL"})
_SHORTEST_LOWER_CASE = 4
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"
_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought",
    "know": "knew known", "hold": "held", "find": "found", "see": "saw seen", "feel": "felt",
    "hear": "heard", "read": "read", "speak": "spoke spoken", "swear": "swore sworn",
    "foresee": "foresaw foreseen", "put": "put", "show": "shown", "make": "made", "give": "gave",
    "understand": "understood", "mean": "meant", "quote": "quoted", "lay": "laid", "go": "went",
    "seek": "sought", "forget": "forgot forgotten", "foretell": "foretold", "let": "let",
    "keep": "kept", "take": "took taken", "have": "had", "do": "did done", "begin": "began",
    "bid": "bade", "forbid": "forbade forbidden", "tweet": "tweeted", "break": "broke broken",
}  # fmt: skip
# Cues that are in every second sentence of any text and attribute only with a name or a quotation
# beside them, by which the sentence is found anyway.
_TOO_COMMON = frozenset(
    {"be", "do", "have", "make", "give", "take", "put", "go", "see", "find", "keep", "let", "get"}
    | {"show", "read", "know", "want", "look", "work", "run", "play", "call", "feel", "add"}
    | {"plan", "hope", "like", "love", "need", "try", "note", "point", "set", "open", "mean"}
)
_PHRASES = (
    "according to", "in the words of", "in the view of", "on condition of anonymity",
    "declined to", "no comment", "the two", "both sides", "either side", "foreign polic",
)  # fmt: skip


class Gate:
    """A multi-pattern scan; immutable, safe to share between threads."""

    def __init__(self) -> None:
        self._exact = _Words(_names())
        self._lower = _Words(_lower_words())

    def may_hold(self, text: str) -> bool:
        """Whether one sentence can hold an actor, an attribution cue or a quotation.

        A sentence that begins by taking up somebody ("They signed on Monday") passes, since what
        stands before it is not seen here; :meth:`select` sees it.
        """
        return self._names_something(text) or takes_up(text)

    def select(self, sentences: Sequence[str]) -> list[bool]:
        """For the sentences of one text in order, which ones can hold something.

        One that only takes somebody up passes when the sentence before it did.
        """
        passed: list[bool] = []
        for text in sentences:
            follows = bool(passed) and passed[-1]
            passed.append(self._names_something(text) or (follows and takes_up(text)))
        return passed

    def _names_something(self, text: str) -> bool:
        return (
            any(mark in text for mark in _QUOTES)
            or self._exact.occur_in(text.replace("’", "'"))
            or self._lower.occur_in(text.lower())
        )


class _Words:
    """Whether any of many words stands in a text between word boundaries."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(
            list(dict.fromkeys(words)),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def occur_in(self, text: str) -> bool:
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            if start and text[start - 1].isalnum():
                continue
            if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
                continue
            return True
        return False


def takes_up(text: str) -> bool:
    """Whether a sentence begins by going on about somebody named before."""
    word = text.split(None, 1)[0] if text and not text.isspace() else ""
    return word.strip("'’(-–—.,") in _TAKING_UP


def _names() -> Iterator[str]:
    for actor in load_actors():
        domestic = actor.form == "city" and actor.states[0] in MUCH_LOCAL_NEWS
        if actor.kind != "place" and not domestic:
            yield actor.written.replace("’", "'")
            if len(actor.written) >= _SHORTEST_LOWER_CASE:
                yield actor.written.upper()
    rare = common_surnames()
    for term in all_terms():
        yield term.name
        yield from (a for a in term.aliases if a.casefold() not in rare)
        last = term.name.split()[-1]
        if last.casefold() not in rare:
            yield last
        first = term.name.split()[0]
        if first.casefold() in surnames(term.name, term.iso3) and first.casefold() not in rare:
            yield first


def _lower_words() -> Iterator[str]:
    yield from _PHRASES
    for written in titles():
        if len(written) >= _SHORTEST_LOWER_CASE:
            yield written
            yield written + "s"
    for noun in actor_nouns().values():
        if noun.written in _VAGUE:
            continue
        if noun.sector.value not in _NEED_A_STATE or noun.kind == "unnamed":
            yield noun.written
            yield noun.written + "s"
    for word, means in anaphora().items():
        if means == "pair_of_states":
            yield f"both {word}"
    for part, lemma in cues():
        if lemma in _TOO_COMMON or len(lemma) < 3:
            continue
        yield from _inflected(lemma) if part == "verb" else (lemma, lemma + "s")


def _inflected(lemma: str) -> Iterator[str]:
    """The forms of a verb as they are written; a form too many does no harm."""
    yield lemma
    yield from _IRREGULAR.get(lemma, "").split()
    if lemma.endswith("e"):
        yield from (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    else:
        yield lemma + ("es" if lemma.endswith(_SIBILANTS) else "s")
        yield from (lemma + "ed", lemma + "ing")
        yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")


@kept
def default_gate() -> Gate:
    """The gate of this process, built at first use."""
    return Gate()


def may_hold(text: str) -> bool:
    """:meth:`Gate.may_hold` of :func:`default_gate`."""
    return default_gate().may_hold(text)
