"""The stage: fills ``Reading.mentions``."""

from dataclasses import replace

from tightrope.records.actors import Mention
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.reference.gazetteer import actor_gazetteer
from tightrope.stages import Stage


def name_actors(reading: Reading) -> Reading:
    """Name the actors of a parsed document; mentions are sorted and do not overlap."""
    gazetteer = actor_gazetteer()
    mentions: list[Mention] = []
    for sentence in reading.sentences:
        for hit in gazetteer.find(sentence.text):
            span = Span(sentence.start + hit.start, sentence.start + hit.end)
            tokens = sentence.tokens_in(span)
            inside = {t.i for t in tokens}
            head = next((t for t in tokens if t.head not in inside or t.head == t.i), None)
            actor = hit.entry
            adjectival = actor.kind == "state" and (
                actor.form in ("demonym", "prefix")
                or (head is not None and head.dep in ("compound", "amod", "nmod"))
            )
            mentions.append(
                Mention(
                    span=span,
                    text=sentence.text[hit.start : hit.end],
                    name=actor.name,
                    states=actor.states,
                    sector=actor.sector,
                    kind=actor.kind,
                    basis=actor.form,
                    head=sentence.start + (head.start if head is not None else hit.start),
                    adjectival=adjectival,
                )
            )
    return replace(reading, mentions=tuple(mentions))


NAMING = Stage(
    name="naming",
    run=name_actors,
    requires=frozenset({"document", "sentences"}),
    produces=frozenset({"mentions"}),
)
