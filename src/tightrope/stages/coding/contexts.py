"""PLOVER contexts of an event, from its entry and from the words around it."""

from tightrope.records.sentences import Parse
from tightrope.reference.lexicon import Entry, context_words
from tightrope.stages.coding.dates import clause_verb

_MOST = 3


def contexts_of(parse: Parse, anchor: int, entry: Entry) -> tuple[str, ...]:
    """Contexts of the entry first, then of the clause's words, at most three."""
    return _with_words(list(entry.contexts), parse, anchor)


def words_contexts(parse: Parse, anchor: int) -> tuple[str, ...]:
    """Contexts of the clause's words, at most three."""
    return _with_words([], parse, anchor)


def _with_words(found: list[str], parse: Parse, anchor: int) -> tuple[str, ...]:
    own = clause_verb(parse, anchor)
    for token in parse.tokens:
        known = context_words().get(token.lemma.lower())
        if known and clause_verb(parse, token.i) == own:
            found += [c for c in known if c not in found]
    return tuple(found[:_MOST])
