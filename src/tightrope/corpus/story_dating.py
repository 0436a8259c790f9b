"""The date of an undated document, from dated reports of the same story.

Reports that retell one piece of news appear within a day of each other. A weekday that a report
names for the news itself ("the paper reported on Sunday") places the news in the week around its
dated siblings and narrows the window.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tightrope.corpus.terms import similarity
from tightrope.corpus.weighing import weighted_terms
from tightrope.records.documents import DateBasis, Document, Publication

# Retellings of one piece of news appear within so many days of one another.
NEWS_CYCLE_DAYS = 1
# Dated siblings further apart than this tell a story that goes on; only the closest ones count.
_ONE_CYCLE_DAYS = 3
# A sibling gives its date only to reports that tell the same turn of the news: so much cosine of
# names and rare words, or as much common text.
_SAME_TURN = 0.38
# Siblings at least so close as this share of the closest one tell the same turn of the story.
_AS_CLOSE = 0.8
_OPENING_CHARACTERS = 900
_DATED = frozenset({DateBasis.STATED, DateBasis.METADATA})
_UNDATED = frozenset({DateBasis.OFFICES, DateBasis.UNKNOWN})
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_REPORTED_ON = re.compile(
    r"\b(?:report|publish|reveal|announc|disclos|releas|said|say|told|confirm|wrote|declar|stat)\w*"
    r"(?:\s+(?:late|early|here))?\s+(?:on\s+)?"
    r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def date_from_story(
    document: Document,
    siblings: Sequence[Document],
    closeness: Mapping[str, float] | None = None,
) -> Publication:
    """When an undated document of a story was published, as far as its siblings tell.

    Args:
        document: a document whose date is unknown or only bounded by offices.
        siblings: other documents of its story, dated or not; itself may be among them.
        closeness: document id to the share of text it has in common with ``document`` (0..1),
            where there is any; how alike the words are is worked out here.

    Returns:
        A publication with basis ``STORY`` and a note, within the bounds that were known before;
        what was known before when the document is dated, when no sibling is, or when both
        contradict each other.
    """
    known = document.published
    if known.basis not in _UNDATED:
        return known
    own = _terms(document)
    near = {
        s.id: max(similarity(own, _terms(s)), (closeness or {}).get(s.id, 0.0))
        for s in siblings
        if s.id != document.id
    }
    others = sorted((s for s in siblings if near.get(s.id, 0.0) >= _SAME_TURN), key=lambda s: s.id)
    dated = [
        (s, s.published.day)
        for s in others
        if s.published.basis in _DATED and s.published.day is not None
    ]
    if not dated:
        return known
    days = _closest(dated, near)
    first, last = min(days), max(days)
    opening = _weekday(document)
    news_day = _placed(opening[0], first) if opening else None
    if opening and news_day is not None and news_day <= last + timedelta(days=NEWS_CYCLE_DAYS):
        low = high = news_day
        note = (
            f"“{opening[1]}” in a report of a story whose dated reports are of {_days(days)}: "
            f"{_day(news_day)}"
        )
    else:
        low, high, note = _cycle(first, last, days, others)
    clipped_low = max(low, known.low) if known.low else low
    clipped_high = min(high, known.high) if known.high else high
    if clipped_low > clipped_high:
        return replace(
            known,
            note=_joined(known.note, f"the dated reports of its story ({_days(days)}) do not fit"),
        )
    return Publication(DateBasis.STORY, clipped_low, clipped_high, note)


def _terms(document: Document) -> dict[str, float]:
    return dict(weighted_terms(document.text, document.title or ""))


def _closest(dated: list[tuple[Document, date]], near: Mapping[str, float]) -> list[date]:
    days = sorted(day for _, day in dated)
    if (days[-1] - days[0]).days <= _ONE_CYCLE_DAYS:
        return days
    best = max(near[s.id] for s, _ in dated)
    return sorted(day for s, day in dated if near[s.id] >= _AS_CLOSE * best)


def _cycle(
    first: date, last: date, days: list[date], others: Sequence[Document]
) -> tuple[date, date, str]:
    """The window of one news cycle; it opens with the day that siblings name for the news."""
    for sibling in others:
        named = _weekday(sibling)
        news_day = _placed(named[0], first) if named else None
        if named and news_day is not None and news_day <= first:
            note = (
                f"dated reports of the same story are of {_days(days)}, and one of its reports "
                f"gives the day of the news: “{named[1]}” ({_day(news_day)})"
            )
            return news_day, last, note
    around = timedelta(days=NEWS_CYCLE_DAYS)
    note = f"dated reports of the same story are of {_days(days)}; within a day of them"
    return first - around, last + around, note


def _weekday(document: Document) -> tuple[int, str] | None:
    """The weekday (Monday is 0) that the opening of a text names for its news, with the words."""
    match = _REPORTED_ON.search(document.text[:_OPENING_CHARACTERS])
    if match is None:
        return None
    return _WEEKDAYS.index(match.group(1).lower()), " ".join(match.group(0).split())


def _placed(weekday: int, near: date) -> date:
    """The day with that weekday from five days before ``near`` to the day after it."""
    latest = near + timedelta(days=NEWS_CYCLE_DAYS)
    return latest - timedelta(days=(latest.weekday() - weekday) % 7)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _days(days: list[date]) -> str:
    first, last = min(days), max(days)
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _joined(note: str, more: str) -> str:
    return f"{note}; {more}" if note else more
