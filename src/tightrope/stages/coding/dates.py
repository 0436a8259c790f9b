"""When an event happened: the nearest time expression of its clause, else the day of the news."""

from collections.abc import Sequence
from datetime import timedelta

from tightrope.records.documents import Publication
from tightrope.records.events import EventDate, Modality, Polarity
from tightrope.records.sentences import Parse, Sentence
from tightrope.records.times import TimeExpression
from tightrope.stages.coding.grammar import is_verb

_NEWS_DAYS = 7  # news in the past tense without a date is taken to be at most this old


def clause_verb(parse: Parse, i: int) -> int:
    """The verb whose clause token ``i`` stands in (``i`` itself for a verb)."""
    token = parse.tokens[i]
    if is_verb(token) and token.dep not in ("aux", "auxpass"):
        return i
    for j in parse.ancestors(i):
        if is_verb(parse.tokens[j]):
            return j
    return i


def event_date(
    sentence: Sentence,
    anchor: int,
    modality: Modality,
    polarity: Polarity,
    times: Sequence[TimeExpression],
    published: Publication,
    text: str,
) -> EventDate:
    """Date the act at token ``anchor``.

    Args:
        times: the document's time expressions within this sentence.
        published: when the document was published, as far as known.
        text: the document's text, to quote the words the date rests on.
    """
    parse = sentence.parse
    own = clause_verb(parse, anchor)
    best: tuple[int, int, TimeExpression] | None = None
    # What has happened did not happen after it was told.
    told = modality is Modality.ACTUAL and polarity is Polarity.ASSERTED
    ahead = published.high if told else None
    for time in times:
        if time.type not in ("DATE", "TIME") or time.low is None:
            continue
        tokens = sentence.tokens_in(time.span)
        if not tokens:
            continue
        verb = clause_verb(parse, tokens[0].i)
        if ahead is not None and time.low > ahead:
            continue
        below = _hangs_on(parse, tokens[0].i, anchor)
        if _opens_a_span(parse, tokens[0].i):
            continue
        if verb == own or below:
            rank = 0
        elif _saying_above(parse, own, verb):
            continue
        else:
            continue
        distance = abs(tokens[0].i - anchor)
        key = (0 if below else rank + 1, distance)
        if best is None or key < best[:2]:
            best = (*key, time)
    if best is not None:
        time = best[2]
        return EventDate(
            time.low, time.high if time.high is not None else time.low, time.span.of(text)
        )
    if modality is Modality.ACTUAL and polarity is Polarity.ASSERTED and published.high is not None:
        if not _tells_news(parse, own):
            return EventDate()
        low = published.low if published.low is not None else published.high
        return EventDate(low - timedelta(days=_NEWS_DAYS), published.high, "publication date")
    return EventDate()


def _hangs_on(parse: Parse, time: int, anchor: int) -> bool:
    """Whether a time hangs on the act itself, not on another clause or a thing dated by it."""
    for j in parse.ancestors(time):
        if j == anchor:
            return True
        if is_verb(parse.tokens[j]):
            return False
    return False


def _opens_a_span(parse: Parse, time: int) -> bool:
    """ "the first such talks since 2022", "a law of 2017": not the day of the act."""
    for j in parse.ancestors(time):
        token = parse.tokens[j]
        if token.pos in ("ADP", "SCONJ"):
            if token.lemma.lower() == "since":
                return True
            return token.lemma.lower() == "of" and parse.tokens[token.head].pos == "NOUN"
        if is_verb(token):
            return False
    return False


def _saying_above(parse: Parse, own: int, verb: int) -> bool:
    return verb in parse.ancestors(own)


def _tells_news(parse: Parse, verb: int) -> bool:
    """Past, present and present perfect tell news; the past perfect tells what came before."""
    auxiliaries = {t.text.lower() for t in parse.dependents(verb, "aux")}
    return "had" not in auxiliaries
