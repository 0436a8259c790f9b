"""The rules put together: attributions by grammar and quotation marks, without a model."""

from collections.abc import Sequence

from tightrope.records.sentences import Sentence
from tightrope.stages.attributing.continuations import Continuations
from tightrope.stages.attributing.echoes import resolve_echoes
from tightrope.stages.attributing.nouns import noun_triples
from tightrope.stages.attributing.phrases import phrase_triples
from tightrope.stages.attributing.quotations import Quotations
from tightrope.stages.attributing.quoted_speakers import merge_quoted
from tightrope.stages.attributing.refusals import refusal_triples
from tightrope.stages.attributing.scenes import Scene
from tightrope.stages.attributing.triples import Triple
from tightrope.stages.attributing.verbs import bare_cues, verb_triples


class RuleFinder:
    """Finds attributions by rules on the parse; the fall-back where no model runs."""

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[Triple]:
        """All attributions of one document, in the order of their contents."""
        quotations = Quotations(text)
        found: list[Triple] = []
        bare: list[Triple] = []
        for sentence in sentences:
            if sentence.tokens:
                scene = Scene(text, sentence, quotations)
                here = _of_sentence(scene)
                found.extend(here)
                bare.extend(bare_cues(scene, here))
        found = Continuations(text, sentences, quotations).complete(found, bare)
        return _distinct(sorted(merge_quoted(text, found), key=_order))


def _distinct(found: list[Triple]) -> list[Triple]:
    """One triple for a cue and a content, the first that was found."""
    kept: dict[tuple[object, ...], Triple] = {}
    for triple in found:
        kept.setdefault((triple.cue, triple.content), triple)
    return list(kept.values())


def _of_sentence(scene: Scene) -> list[Triple]:
    found: list[Triple] = []
    taken: set[int] = set()
    for triple, tokens in refusal_triples(scene):
        found.append(triple)
        taken.update(tokens)
    found.extend(verb_triples(scene, frozenset(taken)))
    found.extend(phrase_triples(scene))
    found.extend(noun_triples(scene, frozenset(taken)))
    return resolve_echoes(scene, found)


def _order(triple: Triple) -> tuple[object, ...]:
    return (triple.content, triple.cue, triple.source, triple.rule)
