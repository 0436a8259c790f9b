"""Finding the time expressions of a text and the days they stand for.

The text is read once into tokens, each with a class letter; one compiled scanner of all rules runs
over the letters. Every expression is resolved at both ends of the window in which the document
was published: where the ends agree the value is theirs, else it keeps TIMEX3's placeholders and
only its bounds are known.
"""

from dataclasses import replace
from datetime import date

from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.times import TimeExpression
from tightrope.stages.dating.calendar import Period
from tightrope.stages.dating.grammar import RULES, SCANNER
from tightrope.stages.dating.lexicon import Word, listed, tokens
from tightrope.stages.dating.matching import Context, Match

# An anchor for texts of unknown date; what depends on it is shown as a placeholder.
_NO_ANCHOR = date(2000, 6, 15)
# For so many tokens a quarter that was named is still the one that "a year ago" is compared with.
_QUARTER_IN_MIND = 200
# So many tokens before and after an expression are searched for a cue of its tense.
_CUE_DISTANCE = 60
_REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


def find_times(
    text: str, anchor_low: date | None, anchor_high: date | None
) -> tuple[TimeExpression, ...]:
    """The time expressions of ``text`` in order, resolved against its publication.

    Args:
        text: the cleaned text.
        anchor_low, anchor_high: bounds of the day of publication; equal when it is known. With
            one missing the other is not used: expressions that lean on it keep placeholders.
    """
    if anchor_low is None or anchor_high is None:
        anchors: tuple[date, ...] = (_NO_ANCHOR,)
        known = False
    else:
        anchors = (anchor_low,) if anchor_low == anchor_high else (anchor_low, anchor_high)
        known = True
    words = tokens(text)
    classes = "".join([w.kind for w in words])
    contexts = [Context(anchor) for anchor in anchors]
    found: list[TimeExpression] = []
    position = 0
    while (hit := SCANNER.search(classes, position)) is not None:
        start, end = hit.span()
        for context in contexts:
            if context.quarter is not None and start - context.quarter_at > _QUARTER_IN_MIND:
                context.quarter = None
        rule = RULES[int((hit.lastgroup or "r0")[1:])]
        match = _match(words, classes, start, end)
        periods = [
            None if _part_of_name(match) else rule.resolve(match, context) for context in contexts
        ]
        if any(p is None for p in periods):
            position = start + 1
            continue
        sure = [p for p in periods if p is not None]
        for context, period in zip(contexts, sure, strict=True):
            _remember(context, period, rule.name, start)
        found.append(_expression(words, start, end, sure, known))
        position = end
    return tuple(found)


def _match(words: list[Word], classes: str, start: int, end: int) -> Match:
    near = max(0, start - _CUE_DISTANCE)
    sentence = max(classes.rfind("!", near, start), classes.rfind("|", near, start), near - 1) + 1
    return Match(
        words=words[start:end],
        classes=classes[start:end],
        previous=words[start - 1] if start else None,
        following=words[end] if end < len(words) else None,
        tense=_tense(words, classes, sentence, start, end),
    )


# "The Sunday Times", "Daily Telegraph", "USA Today", "Dawn": names of outlets hold words of time.
_OUTLET_WORDS = frozenset(
    listed(
        "Times Mail Express Star Telegraph Mirror News Post Herald Guardian Tribune Review Sun "
        "Record Show Night Line Club Sabah Beast Caller Pakistan Nation Standard Monitor Journal"
    )
)


def _part_of_name(match: Match) -> bool:
    last = match.words[-1]
    if last.kind not in "NDPKuS" or not last.text[0].isupper() or last.text.isupper():
        return False
    following, previous = match.following, match.previous
    if following is not None and following.text in _OUTLET_WORDS:
        return True
    if last.text == "Dawn":
        return True
    return (
        last.kind == "N"
        and len(match.words) == 1
        and previous is not None
        and previous.text[0].isupper()
        and previous.end + 1 == last.start
    )


def _tense(words: list[Word], classes: str, sentence: int, start: int, end: int) -> str:
    """The nearest cue of tense before the expression in its sentence, else after it."""
    future, past = classes.rfind("F", sentence, start), classes.rfind("T", sentence, start)
    if future >= 0 or past >= 0:
        return "F" if future > past or (past - future <= 2 and future >= 0) else "T"
    until = start > sentence and words[start - 1].text.lower() in ("by", "until", "till")
    limit = end + _CUE_DISTANCE
    stop = classes.find("!", end, limit)
    stop = limit if stop < 0 else stop
    future, past = classes.find("F", end, stop), classes.find("T", end, stop)
    if future < 0 and past < 0:
        return "F" if until else ""
    return "F" if past < 0 or 0 <= future < past else "T"


def _remember(context: Context, period: Period, rule: str, position: int) -> None:
    if period.unit in ("D", "M", "Y") and period.low is not None and period.low < context.anchor:
        context.named = period
    if period.unit == "D" and period.low is not None:
        low = period.low
        context.day = replace(period, type="DATE", value=low.isoformat(), high=low)
    elif period.unit == "Q":
        context.quarter_at = position
        if rule.startswith("quarter-"):
            context.quarter = period


def _expression(
    words: list[Word], start: int, end: int, periods: list[Period], known: bool
) -> TimeExpression:
    first, last = periods[0], periods[-1]
    span = Span(words[start].start, words[end - 1].end)
    if not known:
        leaning = bool(first.placeholder) or first.value in _REFERENCES
        leaning = leaning or first.type == "DURATION"
        value = first.placeholder or first.value
        low, high = (None, None) if leaning else (first.low, first.high)
        return TimeExpression(span, first.type, value, low, high)
    value = first.value if first.value == last.value else first.placeholder or first.value
    lows = [p.low for p in periods if p.low is not None]
    highs = [p.high for p in periods if p.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return TimeExpression(span, first.type, value, low, high)


def read_times(reading: Reading) -> Reading:
    """Fill ``times`` from the document's text and its publication date or window."""
    published = reading.document.published
    return replace(reading, times=find_times(reading.document.text, published.low, published.high))
