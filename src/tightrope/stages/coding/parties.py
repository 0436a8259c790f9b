"""Parties: from a noun of the parse to the actors that it names or belongs to."""

from collections.abc import Iterable

from tightrope.records.actors import Mention
from tightrope.records.sentences import Parse, Sentence
from tightrope.reference.lexicon import word_classes
from tightrope.stages.coding.grammar import conjuncts, prepositional

# "police in Serbia", "rebels from Chad": people and bodies belong to the place after them.
_FROM_PLACES = ("of", "from", "in")
_NOT_PARTIES = frozenset({"outlet"})
_AGAINST = ("anti-", "pro-", "anti ", "non-", "un-")
_OWNED = frozenset({"owned", "flagged", "registered", "led", "run", "held", "controlled"})
_MAX_DEPTH = 4


class Parties:
    """The actors of one sentence, found by token."""

    def __init__(self, sentence: Sentence, mentions: Iterable[Mention]) -> None:
        self.parse: Parse = sentence.parse
        self._at: dict[int, Mention] = {}
        self.all: list[Mention] = []
        for mention in mentions:
            if mention.kind in _NOT_PARTIES:
                continue
            before = sentence.text[: mention.span.start - sentence.start].lower()
            if before.endswith(_AGAINST):
                continue
            self.all.append(mention)
            tokens = sentence.tokens_in(mention.span)
            for token in tokens:
                self._at.setdefault(token.i, mention)
        self.all.sort(key=lambda m: m.span)

    def at(self, i: int) -> Mention | None:
        """The actor whose words hold token ``i``."""
        return self._at.get(i)

    def of(self, i: int, *, places: bool = True, depth: int = 0) -> list[Mention]:
        """The actors that noun ``i`` stands for, with those coordinated with it.

        Args:
            i: head of a noun phrase.
            places: whether "police in Serbia" may be resolved to the place.
        """
        found: list[Mention] = []
        for noun in conjuncts(self.parse, i) if depth == 0 else [i]:
            found += self._one(noun, places, depth)
        return _distinct(found)

    def _one(self, i: int, places: bool, depth: int) -> list[Mention]:
        mention = self._at.get(i)
        parse = self.parse
        if mention is not None and mention.states:
            if not (mention.adjectival and parse.tokens[i].dep in ("amod", "compound")):
                return [mention, *self._coordinated_modifiers(i, mention)]
            return [mention]
        found: list[Mention] = []
        relational = parse.tokens[i].lemma.lower() in word_classes()["relational"]
        if relational:
            # "its ally, Peru" is Peru, not the one whose ally it is.
            for child in parse.dependents(i, "appos"):
                named = self._at.get(child.i)
                if named is not None and named.states:
                    return [named]
        for child in parse.dependents(
            i, "poss", "amod", "compound", "nmod", "nummod", "det", "npadvmod"
        ):
            if relational and child.dep == "poss":
                continue
            for part in conjuncts(parse, child.i):
                m = self._at.get(part)
                if m is not None and m.states:
                    found.append(m)
                elif depth < _MAX_DEPTH and (
                    child.dep in ("poss", "compound", "nmod")
                    or parse.tokens[part].text.lower().rsplit("-", 1)[-1] in _OWNED
                ):
                    found += self._one(part, places, depth + 1)
        if found or depth >= _MAX_DEPTH:
            return _distinct(found)
        for prep, noun in prepositional(parse, i):
            if prep == "of" or (places and prep in _FROM_PLACES):
                found += self._one(noun, places, depth + 1)
                if found and prep != "of":
                    break
        if not found:
            for child in parse.dependents(i, "appos"):
                found += self._one(child.i, places, depth + 1)
        if not found and parse.tokens[i].dep == "appos":
            m = self._at.get(parse.tokens[i].head)
            if m is not None and m.states:
                found = [m]
        if not found and mention is not None:
            return [mention]
        return _distinct(found)

    def _coordinated_modifiers(self, i: int, mention: Mention) -> list[Mention]:
        """The other state in "the Thai and Cambodian defence chiefs"."""
        found = []
        for child in self.parse.dependents(i, "amod", "compound", "nmod", "poss"):
            for part in conjuncts(self.parse, child.i):
                m = self._at.get(part)
                if m is not None and m.states and m is not mention and child.dep != "poss":
                    found.append(m)
        return found

    def modifiers(self, i: int) -> list[Mention]:
        """Actors that qualify noun ``i`` ("US aid"), not its possessor."""
        found: list[Mention] = []
        for child in self.parse.dependents(i, "amod", "compound", "nmod", "nummod", "npadvmod"):
            for part in conjuncts(self.parse, child.i):
                m = self._at.get(part)
                if m is not None and m.states:
                    found.append(m)
                else:
                    found += [
                        self._at[g.i]
                        for g in self.parse.dependents(part, "compound", "amod", "nmod")
                        if g.i in self._at and self._at[g.i].states
                    ]
        return _distinct(found)


def _distinct(mentions: list[Mention]) -> list[Mention]:
    return list(dict.fromkeys(mentions))


def states_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Codes of all states, in order of the text, each once."""
    return tuple(dict.fromkeys(s for m in mentions for s in m.states))
