"""The lexicon of political acts: which words, with which company, tell which PLOVER event.

The tables are written for this project, in its own words, after the concepts of the PLOVER
codebook (Open Event Data Alliance) and of CAMEO (Schrodt 2012); no entry is taken over from
another coder's dictionary. Mechanism lives in ``stages.coding``; what is known about words lives
in the CSV files beside this module.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tightrope.records.plover import EventType

_TABLES = files("tightrope.reference") / "tables"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon for one lemma.

    Attributes:
        lemma: head word; ``particle`` is the word that must go with it ("rule" + "out"), if any.
        objects: lemmas of which one must head the object (verbs) or the complement after "of"
            (nouns); empty when anything goes.
        type: PLOVER event type.
        actor, recipient: grammatical slots to look for the parties in, best first ("subj", "obj",
            "poss", "mod", or a preposition).
        mutual: the act has no direction: whoever is found in either list is an actor.
        needs: how many sides must be known for the entry to count (1 or 2; 3: both, and not the
            same state).
        shape: what the verb's clause must look like: ``inf`` (an infinitive or an order follows),
            ``clause`` (a clause follows), ``must`` (a clause about what has to be done),
            ``trans``/``intrans`` (with or without an object), ``active`` (not a passive),
            ``crowd`` (many people as subject), empty for any.
        mode, contexts, intensity: PLOVER mode, contexts, and an intensity that differs from that
            of the type.
        source: the entry as a reader should see it ("suspend/aid").
    """

    lemma: str
    particle: str
    objects: frozenset[str]
    type: EventType
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool = False
    needs: int = 1
    shape: str = ""
    mode: str = ""
    contexts: tuple[str, ...] = ()
    intensity: float | None = None
    source: str = ""

    @property
    def weight(self) -> int:
        """How specific the entry is: company that must be there makes it win over others."""
        return 4 * bool(self.objects) + 2 * bool(self.particle) + bool(self.shape)


def _rows(name: str) -> list[dict[str, str]]:
    text = (_TABLES / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(lines)]


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """Named sets of nouns that entries refer to as ``@name``."""
    return {row["class"]: frozenset(row["lemmas"].split()) for row in _rows("event_words.csv")}


def _expand(words: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        if word.startswith("@"):
            found |= word_classes()[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _entries(name: str, default_actor: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in _rows(name):
        recipient = row["recipient"].split()
        mutual = recipient[:1] == ["&"]
        for word in row["lemmas"].split():
            lemma, _, particle = word.partition("_")
            shown = "+".join(o.lstrip("@") for o in row["objects"].split()[:2])
            found[lemma].append(
                Entry(
                    lemma=lemma,
                    particle=particle,
                    objects=_expand(row["objects"]),
                    type=EventType(row["type"]),
                    actor=tuple((row["actor"] or default_actor).split()),
                    recipient=tuple(recipient[1:] if mutual else recipient),
                    mutual=mutual,
                    needs=int(row["needs"] or 1),
                    shape=row.get("shape", ""),
                    mode=row["mode"],
                    contexts=tuple(row["contexts"].split()),
                    intensity=float(row["intensity"]) if row["intensity"] else None,
                    source=word + ("/" + shown if shown else ""),
                )
            )
    return {k: tuple(sorted(v, key=lambda e: -e.weight)) for k, v in found.items()}


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[Entry, ...]]:
    """Verb entries by lemma, the most specific first."""
    return _entries("event_verbs.csv", "subj")


@lru_cache(maxsize=1)
def nouns() -> dict[str, tuple[Entry, ...]]:
    """Noun entries by lemma, the most specific first."""
    return _entries("event_nouns.csv", "by poss mod from")


@lru_cache(maxsize=1)
def embeddings() -> dict[str, dict[str, str]]:
    """What a governing word does to the act it governs.

    Returns:
        lemma (or ``lemma_particle``) -> part of speech (``verb``, ``noun``, ``adj``) -> effect:
        ``planned``, ``possible``, ``requested``, ``threatened``, ``negated``, ``plain`` (no
        effect) or ``said`` (reported speech).
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows("event_embeddings.csv"):
        for lemma in row["lemmas"].split():
            found[lemma][row["pos"]] = row["effect"]
    return dict(found)


@lru_cache(maxsize=1)
def supports() -> dict[str, tuple[str, str]]:
    """Support verbs: lemma -> (role of the subject in the noun's act, effect on its reading)."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows("event_supports.csv"):
        for lemma in row["lemmas"].split():
            found[lemma] = (row["subject"], row["effect"])
    return found


@lru_cache(maxsize=1)
def context_words() -> dict[str, tuple[str, ...]]:
    """Words of a clause that put an event into a PLOVER context."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("event_contexts.csv"):
        for lemma in row["lemmas"].split():
            found[lemma].append(row["context"])
    return {k: tuple(v) for k, v in found.items()}
