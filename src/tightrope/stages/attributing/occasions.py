"""Occasions: the days on which something may have been said."""

from datetime import date

from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages.attributing.pages import Page
from tightrope.stages.attributing.triples import Triple

Days = tuple[date | None, date | None]
_NEWS_TAGS = frozenset({"VBZ", "VBP", "VBD", "VBG"})
# "by September" tells when something ends, not when it was said.
_NOT_WHEN = frozenset({"by", "until", "till", "since", "before", "for", "through"})
_REFUSED_TYPES = frozenset({"DURATION", "SET"})


def said_on(page: Page, triple: Triple) -> Days:
    """First and last day on which a triple's words may have been said.

    A time beside the cue decides ("on Friday", "in March"); without one a cue in the tense of the
    news was said about when the news came out, if that day is known. Both None when it is open.
    """
    anchor = triple.cue or triple.source
    sentence = page.sentence_at(anchor[0].start) if anchor else None
    if sentence is None:
        return None, None
    beside = [
        t
        for t in page.times_in([sentence.span])
        if t.type not in _REFUSED_TYPES
        and t.low is not None
        and t.high is not None
        and not any(s.overlaps(t.span) for s in triple.content)
        and _hangs_on_cue(sentence, t.span, triple)
    ]
    if beside:
        nearest = min(beside, key=lambda t: (abs(t.span.start - anchor[0].start), t.span.start))
        return nearest.low, nearest.high
    published = page.document.published.day
    if published is not None and _in_news_tense(sentence, triple):
        return published, published
    return None, None


def _hangs_on_cue(sentence: Sentence, time: Span, triple: Triple) -> bool:
    """Whether a time stands in the cue's clause, not in one beside or above it."""
    cue = {t.i for s in triple.cue for t in sentence.tokens_in(s)}
    source = {t.i for s in triple.source for t in sentence.tokens_in(s)}
    parse = sentence.parse
    own = {t.i for t in sentence.tokens_in(time)}
    for i in sorted(own):
        if i in source:
            return False
        for above in parse.ancestors(i):
            if above in cue:
                return True
            if parse.tokens[above].lemma.lower() in _NOT_WHEN:
                break
            # "the withdrawal by September": the time belongs to another act.
            if above not in own and parse.tokens[above].pos in ("VERB", "NOUN", "PROPN"):
                break
    return False


def _in_news_tense(sentence: Sentence, triple: Triple) -> bool:
    tokens = [t for s in triple.cue for t in sentence.tokens_in(s)]
    if any(t.lemma == "have" and t.tag == "VBD" for t in tokens):
        return False
    return any(t.tag in _NEWS_TAGS for t in tokens)
