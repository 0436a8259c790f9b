""" "We": in an official's own words the first person stands for the state that is spoken for."""

from collections.abc import Iterator

from tightrope.records.actors import Mention, Sector
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind

BASIS = "the speaker's own side"
_FIRST_PERSON = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my", "myself"})
_SPEAK_FOR_A_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.SPY, Sector.IGO})
_IN_OWN_WORDS = frozenset({StatementKind.DIRECT, StatementKind.MIXED})


def with_own_voices(reading: Reading) -> tuple[Mention, ...]:
    """The mentions of a reading, with what stands in the first person where an official speaks.

    Args:
        reading: with sentences, mentions and statements.

    Returns:
        All mentions by place; those added have the basis ``BASIS``.
    """
    named = [m.span for m in reading.mentions]
    added: dict[Span, Mention] = {}
    for statement in reading.statements:
        if _speaks_for_a_state(statement):
            for mention in _first_persons(statement, reading.sentences):
                if not any(mention.span.overlaps(span) for span in named):
                    added.setdefault(mention.span, mention)
    return tuple(sorted([*reading.mentions, *added.values()], key=lambda m: m.span))


def _speaks_for_a_state(statement: Statement) -> bool:
    return (
        statement.kind in _IN_OWN_WORDS
        and len(statement.source_states) == 1
        and statement.source_sector in _SPEAK_FOR_A_STATE
    )


def _first_persons(statement: Statement, sentences: tuple[Sentence, ...]) -> Iterator[Mention]:
    for content in statement.content_spans:
        for sentence in sentences:
            if sentence.end <= content.start or content.end <= sentence.start:
                continue
            for token in sentence.tokens_in(content):
                if token.text.lower() in _FIRST_PERSON and token.tag in ("PRP", "PRP$"):
                    yield Mention(
                        span=sentence.span_of(token.i),
                        text=token.text,
                        name=statement.source_name or statement.source_text,
                        states=statement.source_states,
                        sector=statement.source_sector,
                        office=statement.source_office,
                        kind="person" if statement.source_kind == "person" else "unnamed",
                        basis=BASIS,
                        head=sentence.start + token.start,
                    )
