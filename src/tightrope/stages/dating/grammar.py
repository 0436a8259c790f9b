"""The rules of time: patterns over token classes, and what each stands for.

A rule is a regular expression over the class letters of ``lexicon.py`` with a function that makes
a :class:`~tightrope.stages.dating.calendar.Period` out of the matched tokens, or None when the
words turn out to be no time. Earlier rules win at the same place. Values follow TIMEX3 (TimeML
1.2.1) as annotated in TimeBank.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tightrope.stages.dating import calendar
from tightrope.stages.dating.calendar import Period
from tightrope.stages.dating.lexicon import ADVERBS, Word, listed


@dataclass(slots=True)
class Context:
    """What expressions are resolved against; one for each end of the publication window.

    ``day``, ``quarter`` and ``named`` (a day, month or year before the anchor) are the last ones
    named in the text, to which "a day earlier", "the year-ago quarter" and "two years later" refer.
    """

    anchor: date
    day: Period | None = None
    named: Period | None = None
    quarter: Period | None = None
    quarter_at: int = 0


@dataclass(slots=True)
class Match:
    """Matched tokens with their surroundings."""

    words: Sequence[Word]
    classes: str
    before: str  # classes of what stands before in the paragraph, nearest last
    previous: Word | None
    following: Word | None
    tense: str  # "F", "T" or "" when no cue is near
    _of: dict[str, list[Word]] = field(default_factory=dict)

    def all_of(self, kinds: str) -> list[Word]:
        return [w for w in self.words if w.kind in kinds]

    def one_of(self, kinds: str) -> Word | None:
        return next((w for w in self.words if w.kind in kinds), None)

    def nearness(self) -> Word | None:
        """The last of "last", "next", "this": the word that counts in "this past week"."""
        return next((w for w in reversed(self.words) if w.kind in "lxr"), None)

    def meaning(self, kinds: str) -> int:
        """The number that the first token of these classes stands for."""
        word = self.one_of(kinds)
        assert word is not None and isinstance(word.meaning, int)
        return word.meaning


Resolver = Callable[[Match, Context], Period | None]


class Rule(NamedTuple):
    name: str
    pattern: str
    resolve: Resolver


_FIGURES = re.compile(r"\d+")
_CALENDAR_UNITS = frozenset("DWMQYEC")
_NUMBER = "(?:[dn](?:[dn]/?[dn])?|w(?:-?w)*|y(?=-?[uU]))"
_DAY_OF_MONTH = "(?:d(?![dn%]|-?[uUQ])|o(?!-?[uUQ]))"
_MONTH = "[Mm]"
_QUANTITY = f"(?:{_NUMBER}(?:[+]{_NUMBER})?|a|av|avO|a?w?vO|v|O)"


def _quantity(match: Match) -> float | None:
    """The number in a match; None for "several", "a few"; 2 for "a couple"."""
    words = [w for w in match.words if w.kind in "dnwyav"]
    if any(w.kind == "v" and w.text.lower() == "couple" for w in words):
        return 2
    if any(w.kind == "v" for w in words):
        return None
    numbers = [w for w in words if w.kind in "dnwy"]
    if not numbers:
        return 1 if any(w.kind == "a" for w in words) else None
    if any(w.kind == "+" for w in match.words):
        numbers = numbers[:1]
    if all(w.kind == "w" for w in numbers):
        return _spelled([int(str(w.meaning)) for w in numbers])
    whole = float(str(numbers[0].meaning))
    if len(numbers) == 3 and float(str(numbers[2].meaning)):
        whole += float(str(numbers[1].meaning)) / float(str(numbers[2].meaning))
    return whole


def _spelled(numbers: list[int]) -> int:
    total = current = 0
    for n in numbers:
        if n >= 1000:
            total += max(current, 1) * n
            current = 0
        elif n == 100:
            current = max(current, 1) * 100
        else:
            current += n
    return total + current


def _tens_year(match: Match, words: list[Word]) -> int | None:
    """A year spelled in words: "nineteen ninety-six", "two thousand and one"."""
    numbers = [int(str(w.meaning)) for w in words]
    if numbers and 17 <= numbers[0] <= 20 and len(numbers) > 1 and 10 <= numbers[1] <= 90:
        return numbers[0] * 100 + sum(numbers[1:])
    if len(numbers) >= 2 and numbers[:2] == [2, 1000]:
        return _spelled(numbers)
    return None


def _unit(match: Match) -> str:
    word = next(w for w in reversed(match.words) if w.kind in "uUQCE")
    return str(word.meaning)


def duration_value(quantity: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units ("P2D", "PT4H", "PXM", "P2Y6M")."""
    if unit in ("SU", "WI"):
        return f"P{_plain(quantity)}{unit}"
    factor, letter = {"Q": (3, "M"), "E": (10, "Y"), "C": (100, "Y")}.get(unit, (1, unit))
    if unit in ("H", "m", "S"):
        return f"PT{_plain(quantity)}{letter.upper()}"
    if quantity is not None:
        if letter == "Y" and quantity % 1 == 0.5:
            return f"P{int(quantity * factor)}Y6M" if factor == 1 else f"P{int(quantity * factor)}Y"
        quantity *= factor
    elif factor == 10:
        letter = "E"
    elif factor == 100:
        letter = "C"
    return f"P{_plain(quantity)}{letter}"


def _plain(quantity: float | None) -> str:
    if quantity is None:
        return "X"
    return str(int(quantity)) if quantity == int(quantity) else f"{quantity:g}"


# Dates ----------------------------------------------------------------------------------------


def _year_of(match: Match) -> int | None:
    year = match.one_of("y")
    if year is not None:
        return int(str(year.meaning))
    short = match.one_of("q")
    if short is not None:
        value = int(str(short.meaning))
        return 1900 + value if value > 40 else 2000 + value
    words = match.all_of("w")
    return _tens_year(match, words) if words else None


def _relative_year(match: Match, context: Context) -> int | None:
    """The year in "June last year", "January this year"."""
    if match.one_of("u") is None:
        return None
    step = {"l": -1, "x": 1, "r": 0, "t": 0}
    word = match.one_of("lxr")
    return context.anchor.year + step[word.kind] if word else None


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(calendar.clamp_year(year), month, day)
    except ValueError:
        return None


def _nearest_year(match: Match, anchor: date, month: int, day: int | None) -> int:
    """The year in which a month or a day of the year is meant, by tense and nearness."""
    year = anchor.year
    if day is None:
        if match.tense == "F":
            return year if month >= anchor.month else year + 1
        return year if month <= anchor.month else year - 1
    distance = (month - anchor.month) * 30.4 + day - anchor.day
    if match.tense == "F":
        return year + 1 if distance < -150 else year
    if distance > 214 or (match.tense == "T" and distance > 92):
        return year - 1
    return year + 1 if distance < -300 else year


def _month_day(match: Match, context: Context) -> Period | None:
    month, day = match.meaning("Mm"), match.meaning("do")
    stated = _year_of(match)
    year = stated if stated is not None else _relative_year(match, context)
    if year is None:
        year = _nearest_year(match, context.anchor, month, day)
    found = _valid_day(year, month, day)
    if found is None:
        return None
    masked = "" if stated is not None else f"XXXX-{month:02d}-{day:02d}"
    period = calendar.day_period(found, masked)
    last = match.all_of("do")[-1]
    if "-" in match.classes and last.kind == "d" and int(str(last.meaning)) > day:
        until = _valid_day(year, month, int(str(last.meaning)))
        if until is not None:
            period = replace(period, high=until)
    return period


def _figures(match: Match, context: Context) -> Period | None:
    text = match.words[0].text
    if match.classes[0] == "I":
        year, month, day = (int(p) for p in _FIGURES.findall(text[:10]))
        found = _valid_day(year, month, day)
        return calendar.day_period(found, "") if found else None
    first, second, last = (int(p) for p in _FIGURES.findall(text))
    year = last if last > 99 else (2000 + last if last <= 40 else 1900 + last)
    # The American order is only taken when the other one is impossible.
    found = _valid_day(year, second, first) or _valid_day(year, first, second)
    return calendar.day_period(found, "") if found else None


def _month(match: Match, context: Context) -> Period | None:
    month = match.meaning("Mm")
    stated = _year_of(match)
    masked = f"XXXX-{month:02d}"
    if stated is not None:
        return calendar.month_period(stated, month, "")
    year = _relative_year(match, context)
    anchor = context.anchor
    if year is None:
        near = match.one_of("lxr")
        if near is None:
            year = _nearest_year(match, anchor, month, None)
        elif near.kind == "l":
            year = anchor.year if anchor.month - month >= 2 else anchor.year - 1
        elif near.kind == "x":
            year = anchor.year if month > anchor.month else anchor.year + 1
        else:
            year = anchor.year
    return calendar.month_period(year, month, masked)


def _doubtful_month(match: Match, context: Context) -> Period | None:
    """Capitalised May, March, Jan and the like alone: only after a word that wants a time."""
    previous = match.previous
    if previous is None or previous.kind not in "iplxrO+" or previous.text == "March":
        return None
    return _month(match, context)


def _year(match: Match, context: Context) -> Period | None:
    stated = _year_of(match)
    if stated is None or not 1000 <= stated <= 2199:
        return None
    previous, following = match.previous, match.following
    if match.classes[-1] == "y" and len(match.words) == 1:
        if previous is not None and previous.kind in "$-/nwd":
            return None
        if following is not None and (
            following.kind in "%$UnwZ/A" or following.text.lower() in _COUNTED
        ):
            return None
        if not 1500 <= stated <= 2100:
            return None
    period = calendar.year_period(stated, "")
    years = match.all_of("yq")
    if "-" in match.classes and len(match.words) >= 3:
        last = int(str(match.words[-1].meaning))
        last = last if last > 99 else stated // 100 * 100 + last
        if stated < last <= 2199:
            return replace(period, high=calendar.year_period(last).high)
        return None if len(years) == 1 else period
    return period


_COUNTED = frozenset(
    listed(
        "people troops soldiers men women children dead wounded prisoners refugees tons tonnes "
        "miles kilometers kilometres km meters metres feet dollars euros pounds homes houses "
        "workers jobs students police officers fighters civilians shares points megawatts "
        "barrels cars vehicles tanks rounds gmt hours edt est local"
    )
)


def _spelled_year(match: Match, context: Context) -> Period | None:
    stated = _tens_year(match, match.all_of("w"))
    return calendar.year_period(stated, "") if stated else None


def _weekday(match: Match, context: Context) -> Period | None:
    meaning = next(w for w in match.words if w.kind == "D").meaning
    assert isinstance(meaning, tuple)
    number, plural = meaning
    part = match.one_of("P")
    masked = f"XXXX-WXX-{number}"
    if plural or (match.one_of("e") and match.classes[0] == "e"):
        code = _part_code(part)
        return Period("SET", masked + code)
    if part is not None and isinstance(part.meaning, tuple) and part.meaning[1]:
        return Period("SET", masked + _part_code(part))
    anchor = context.anchor
    step = number - anchor.isoweekday()
    near = match.nearness()
    if near is not None and near.text.lower() in ("following", "preceding"):
        near = None  # "at the summit following Monday's vote"
    if near is not None and near.kind == "l":
        days = step - 7 if step >= 0 else step
    elif near is not None and near.kind == "x":
        days = step if step > 0 else step + 7
    elif near is not None:
        days = step if step >= 0 else step + 7
    elif match.tense == "F":
        days = step % 7
    else:
        days = -((-step) % 7)
    period = calendar.day_period(calendar.add_days(anchor, days), masked)
    clock = _clock_code(match)
    if clock:
        return calendar.part_of_day(period, clock)
    return calendar.part_of_day(period, _part_code(part)) if part else period


def _part_code(part: Word | None) -> str:
    return part.meaning[0] if part is not None and isinstance(part.meaning, tuple) else ""


def _clock_code(match: Match) -> str:
    """``T22:00`` for a clock time in the match, empty for none."""
    clock, half = match.one_of("H"), match.one_of("A")
    if clock is not None:
        hours, minutes = (int(p) for p in clock.text.split(":")[:2])
    elif half is not None:
        number = next((w for w in match.words if w.kind in "dw"), None)
        if number is None:
            return ""
        hours, minutes = int(str(number.meaning)), 0
    else:
        return ""
    if half is not None and hours <= 12:
        hours = hours % 12 + int(str(half.meaning))
    return f"T{hours:02d}:{minutes:02d}" if hours <= 24 and minutes < 60 else ""


def _clock(match: Match, context: Context) -> Period | None:
    code = _clock_code(match)
    if not code:
        return None
    base = calendar.day_period(context.anchor)
    month = match.one_of("Mm")
    if month is not None:
        dated = _month_day(
            replace(match, words=match.all_of("Mmoy") + match.all_of("d")[-1:]), context
        )
        base = dated or base
    word = match.one_of("N")
    if word is not None:
        shifted = ADVERBS[str(word.meaning)][1]
        if isinstance(shifted, int):
            base = calendar.day_period(calendar.add_days(context.anchor, shifted))
    return calendar.part_of_day(base, code)


def _weekday_date(match: Match, context: Context) -> Period | None:
    rest = [w for w in match.words if w.kind not in "D"]
    return _month_day(replace(match, words=rest), context)


# Units relative to the anchor -----------------------------------------------------------------


def _neighbour(match: Match, context: Context) -> Period | None:
    """ "last week", "this year", "next month", "the past year", "the current quarter"."""
    unit = _unit(match)
    near = match.nearness()
    assert near is not None
    if unit == "time":
        return None
    if unit == "future":
        return Period("DATE", "FUTURE_REF", low=context.anchor)
    if unit == "period":
        if near.text.lower() == "latest" and context.quarter is not None:
            return context.quarter
        return None
    if unit not in _CALENDAR_UNITS:
        return None
    text = near.text.lower()
    if (
        text in ("following", "subsequent", "previous", "preceding", "prior")
        and unit in _CALENDAR_UNITS
    ):
        return _neighbour_of_focus(match, context, unit, near.kind)
    if text == "latest" and unit in _CALENDAR_UNITS and unit != "Q":
        return None if unit == "D" else calendar.unit_period(context.anchor, unit)
    if unit == "Q" and near.kind == "l":
        if context.quarter is not None and text == "latest":
            return context.quarter
        unit_day = calendar.add_months(context.anchor, -3)
        return calendar.unit_period(unit_day, "Q")
    step = {"l": -1, "x": 1, "r": 0}[near.kind]
    if unit == "D" and near.kind == "l":
        return Period("DURATION", "P1D", calendar.add_days(context.anchor, -1), context.anchor)
    period = calendar.unit_period(calendar.shift(context.anchor, unit, step), unit)
    if text == "past":
        return replace(period, low=calendar.shift(context.anchor, unit, -1), high=context.anchor)
    if text == "coming":
        return replace(period, low=context.anchor, high=calendar.shift(context.anchor, unit, 1))
    return period


def _neighbour_of_focus(match: Match, context: Context, unit: str, kind: str) -> Period | None:
    focus = context.day
    base = focus.low if focus is not None and focus.low is not None else context.anchor
    period = calendar.unit_period(calendar.shift(base, unit, 1 if kind == "x" else -1), unit)
    absolute = focus is not None and not focus.placeholder
    return replace(period, placeholder="") if absolute else period


def _this_unit(match: Match, context: Context) -> Period | None:
    """ "the day", "the quarter", "the year": only what the text has set up."""
    unit = _unit(match)
    if unit == "Q":
        if context.quarter is not None:
            return context.quarter
        return calendar.unit_period(calendar.add_months(context.anchor, -3), "Q")
    if unit in ("period",) and context.quarter is not None and match.classes == "tu":
        return None
    previous, following = match.previous, match.following
    if unit == "Y" and following is not None and following.text in ("ended", "ending"):
        return Period("DURATION", "P1Y")
    if unit == "Y" and previous is not None and previous.text.lower() in ("for", "in", "of"):
        return calendar.year_period(context.anchor.year)
    return None


def _future(match: Match, context: Context) -> Period | None:
    return Period("DATE", "FUTURE_REF", low=context.anchor)


def _past(match: Match, context: Context) -> Period | None:
    if match.words[-1].text.lower() != "past" or (
        match.following is not None and match.following.kind in "uUdnwovQKSMDCEzy"
    ):
        return None
    return Period("DATE", "PAST_REF", high=context.anchor)


def _weekend(match: Match, context: Context) -> Period | None:
    word = match.one_of("K")
    assert word is not None
    if word.meaning:
        return Period("SET", "XXXX-WXX-WE")
    if match.one_of("e") is not None:
        return Period("SET", "XXXX-WXX-WE")
    near = match.nearness()
    week = 1 if near is not None and near.kind == "x" else 0
    day = calendar.add_days(context.anchor, 7 * week)
    period = calendar.weekend_period(day)
    # Before Friday, a weekend that is told of as past is the one before.
    past = near is not None and near.kind == "l"
    if past or (near is None and match.tense != "F"):
        assert period.low is not None
        if past or period.low > context.anchor:
            return calendar.weekend_period(calendar.add_days(day, -7))
    return period


def _season(match: Match, context: Context) -> Period | None:
    word = match.one_of("S")
    assert word is not None
    season = str(word.meaning)
    stated = _year_of(match)
    if stated is not None:
        return calendar.season_period(stated, season)
    anchor = context.anchor
    masked = f"XXXX-{season}"
    relative = _relative_year(match, context)
    if relative is not None:
        return calendar.season_period(relative, season, masked)
    near = match.one_of("lxre")
    if near is not None and near.kind == "e":
        return Period("SET", masked)
    year = anchor.year
    this_year = calendar.season_period(year, season, masked)
    assert this_year.low is not None and this_year.high is not None
    if near is None:
        if match.classes[0] not in "tp" and (
            match.previous is None or match.previous.kind not in "iO"
        ):
            return None
        year += 1 if match.tense == "F" and this_year.high < anchor else 0
        year -= 1 if match.tense != "F" and this_year.low > anchor else 0
    elif near.kind == "l":
        year -= 1 if this_year.high >= anchor else 0
    elif near.kind == "x":
        year += 1 if this_year.low <= anchor else 0
    return calendar.season_period(year, season, masked)


def _quarter(match: Match, context: Context) -> Period | None:
    """ "the third quarter", "third-quarter", "the fiscal first quarter of 1990"."""
    ordinal = match.one_of("o")
    assert ordinal is not None
    number = int(str(ordinal.meaning))
    if not 1 <= number <= 4:
        return None
    stated = _year_of(match)
    if stated is not None:
        return calendar.quarter_period(stated, number, "")
    masked = f"XXXX-Q{number}"
    relative = _relative_year(match, context)
    if relative is not None:
        return calendar.quarter_period(relative, number, masked)
    year = context.anchor.year
    period = calendar.quarter_period(year, number, masked)
    assert period.low is not None and period.high is not None
    if match.tense == "F":
        return period
    return (
        period
        if period.low <= context.anchor
        else calendar.quarter_period(year - 1, number, masked)
    )


def _half(match: Match, context: Context) -> Period | None:
    number = match.meaning("o")
    if not 1 <= number <= 2:
        return None
    stated = _year_of(match)
    if stated is not None:
        return calendar.half_period(stated, number, "")
    year = _relative_year(match, context) or context.anchor.year
    return calendar.half_period(year, number, f"XXXX-H{number}")


def _fiscal_year(match: Match, context: Context) -> Period | None:
    stated = _year_of(match)
    if stated is not None:
        return calendar.year_period(stated, "")
    near = match.one_of("lxr")
    if near is not None:
        step = {"l": -1, "x": 1, "r": 0}[near.kind]
        return calendar.year_period(context.anchor.year + step)
    return calendar.year_period(context.anchor.year) if _unit(match) == "Y" else None


def _decade(match: Match, context: Context) -> Period | None:
    word = match.one_of("z")
    assert word is not None
    number = int(str(word.meaning))
    if number < 10 and not (
        word.text[0] in "'’" or match.classes[0] in "tp" or "p" in match.classes
    ):
        return None
    if number < 10 and word.text[0].isdigit() and match.one_of("h"):
        return None
    decade = number if number >= 10 else (190 + number if number > 2 else 200 + number)
    return calendar.decade_period(decade, "")


def _century(match: Match, context: Context) -> Period | None:
    number = match.meaning("o")
    return calendar.century_period(number, "") if 1 <= number <= 22 else None


def _part(match: Match, context: Context) -> Period | None:
    """ "this morning", "the afternoon", "last night", "yesterday evening"."""
    part = match.one_of("P")
    code = _part_code(part)
    near, adverb = match.one_of("lxr"), match.one_of("N")
    days = -1 if near is not None and near.kind == "l" else 0
    if adverb is not None:
        shifted = ADVERBS[str(adverb.meaning)][1]
        if not isinstance(shifted, int):
            return None
        days = shifted
    elif match.classes[0] == "e":
        return Period("SET", f"XXXX-XX-XX{code}")
    elif near is None and match.classes in ("P", "tP"):
        lone = code in ("T12:00", "T24:00", "TMI")
        if (
            not lone
            and match.classes == "P"
            and (match.previous is None or match.previous.kind not in "i")
        ):
            return None
        if part is not None and isinstance(part.meaning, tuple) and part.meaning[1]:
            return None
        return calendar.part_of_day(_focus_day(context), code)
    return calendar.part_of_day(calendar.day_period(calendar.add_days(context.anchor, days)), code)


def _focus_day(context: Context) -> Period:
    return context.day or calendar.day_period(context.anchor)


def _adverb(match: Match, context: Context) -> Period | None:
    word = match.one_of("N")
    assert word is not None
    type_, value = ADVERBS[str(word.meaning)]
    if isinstance(value, int):
        return calendar.day_period(calendar.add_days(context.anchor, value))
    if type_ == "TIME":
        return calendar.part_of_day(calendar.day_period(context.anchor), value)
    if value == "FUTURE_REF" and match.following is not None and match.following.text == "as":
        return None
    if type_ == "SET":
        return Period(type_, value) if value != "P1D" else Period(type_, "XXXX-XX-XX")
    return _reference(value, context)


def _reference(value: str, context: Context) -> Period:
    low = context.anchor if value in ("PRESENT_REF", "FUTURE_REF") else None
    high = context.anchor if value in ("PRESENT_REF", "PAST_REF") else None
    return Period("DATE", value, low, high)


def _current(match: Match, context: Context) -> Period | None:
    text = match.words[-1].text.lower()
    if text != "current" or (match.following is not None and match.following.kind == "O"):
        return None
    return _reference("PRESENT_REF", context)


def _this_moment(match: Match, context: Context) -> Period | None:
    return _reference("PRESENT_REF", context)


def _that_time(match: Match, context: Context) -> Period | None:
    if match.previous is None or match.previous.text.lower() not in ("at", "since"):
        return None
    if match.following is not None and match.following.kind == "O":
        return None
    return _reference("PAST_REF", context)


def _recent_units(match: Match, context: Context) -> Period | None:
    """ "recent months", "coming weeks"."""
    near = match.one_of("Rxl")
    assert near is not None
    return _reference("FUTURE_REF" if near.kind == "x" else "PAST_REF", context)


# Counted units --------------------------------------------------------------------------------


def _ago(match: Match, context: Context) -> Period | None:
    """ "two weeks ago", "a year earlier", "three days later", "six months from now"."""
    unit = _unit(match)
    quantity = _quantity(match)
    direction = match.one_of("gbfB")
    kind = direction.kind if direction is not None else "f"
    if kind == "B":
        kind = "b" if direction is not None and direction.text.lower() == "before" else "f"
    if quantity is None or quantity > 5000:
        return _reference("FUTURE_REF" if kind == "f" else "PAST_REF", context)
    sign = 1 if kind == "f" else -1
    if unit in ("H", "m", "S"):
        return Period("DURATION", duration_value(quantity, unit))
    if unit not in _CALENDAR_UNITS:
        return None
    if unit == "Y" and quantity == 1 and context.quarter is not None and kind in "gb":
        quarter = context.quarter
        assert quarter.low is not None
        return calendar.quarter_period(
            quarter.low.year - 1, (quarter.low.month + 2) // 3, quarter.placeholder
        )
    focus = None
    if kind != "g":
        focus = context.day if unit in ("D", "W") else None
        if kind == "f" and unit in ("M", "Y", "E"):
            focus = context.named
    base = focus.low if focus is not None and focus.low is not None else context.anchor
    if kind == "f" and match.words[-1].text.lower() == "now":
        base = context.anchor
    whole = int(quantity)
    day = calendar.shift(base, unit, sign * whole)
    if quantity != whole and unit == "Y":
        day = calendar.add_months(day, sign * 6)
    if kind == "f" and match.tense == "T" and day > context.anchor:
        return Period("DURATION", duration_value(quantity, unit))  # from a day not known here
    period = calendar.unit_period(day, unit)
    absolute = focus is not None and not focus.placeholder
    return replace(period, placeholder="") if absolute else period


def _span(match: Match, context: Context) -> Period | None:
    """ "the past three months", "the next two weeks", "the first nine months"."""
    unit = _unit(match)
    quantity = _quantity(match)
    near = match.one_of("lxo")
    value = "P1D" if (quantity, unit) == (24, "H") else duration_value(quantity, unit)
    low = high = None
    if quantity is not None and quantity <= 5000 and unit in _CALENDAR_UNITS:
        if near is not None and near.kind == "l":
            low, high = calendar.shift(context.anchor, unit, -int(quantity)), context.anchor
        elif near is not None and near.kind == "x":
            low, high = context.anchor, calendar.shift(context.anchor, unit, int(quantity))
    elif near is not None and near.kind == "l":
        high = context.anchor
    elif near is not None and near.kind == "x":
        low = context.anchor
    return Period("DURATION", value, low, high)


def _duration(match: Match, context: Context) -> Period | None:
    unit = _unit(match)
    if unit in ("time", "future", "period"):
        return None
    quantity = _quantity(match)
    previous, following = match.previous, match.following
    if match.classes[0] == "a" and len(match.words) == 2:
        # "$2 a share a year", "twice a week": so often, not so long.
        if previous is not None and (previous.kind in "dnw%U" or previous.text.lower() in _RATES):
            return Period("SET", duration_value(1, unit))
        if following is not None and following.kind == "s":
            return None
    if previous is not None and previous.kind in "$":
        return None
    if following is not None and (following.kind == "~" or (following.kind == "-" and unit == "Y")):
        return None  # an age
    if unit == "Q" and following is not None and following.kind == "O":
        return None  # a share
    if match.classes[0] in "vdnwya" or match.classes[-1] == "U":
        return Period("DURATION", duration_value(quantity, unit))
    return None


_RATES = frozenset(
    listed(
        "once twice times people barrels tons tonnes dollars cents copies jobs million billion "
        "trillion thousand percent hours days month cars units passengers visitors"
    )
)


def _each(match: Match, context: Context) -> Period | None:
    word = match.words[-1]
    if word.kind in "Mm":
        return Period("SET", f"XXXX-{int(str(word.meaning)):02d}")
    if word.kind in "uU":
        unit = _unit(match)
        if unit not in ("time", "future", "period"):
            if unit == "D":
                return Period("SET", "XXXX-XX-XX")
            return Period("SET", duration_value(_quantity(match) or 1, unit))
    return None


def _bare_units(match: Match, context: Context) -> Period | None:
    """ "for years", "weeks or months": a length without a number."""
    if match.previous is None or match.previous.text.lower() not in (
        "for", "in", "within", "over", "after", "of", "take", "took", "last", "lasted", "many",
    ):  # fmt: skip
        return None
    first = next(w for w in match.words if w.kind == "U")
    return Period("DURATION", duration_value(None, str(first.meaning)))


def _definite_units(match: Match, context: Context) -> Period | None:
    """ "the nine months", "the two weeks"."""
    return Period("DURATION", duration_value(_quantity(match), _unit(match)))


def _year_end(match: Match, context: Context) -> Period | None:
    text = match.words[-1].text.lower()
    if text != "end":
        return None
    unit = _unit(match)
    if unit == "Y":
        return calendar.day_period(date(context.anchor.year, 12, 31), "XXXX-12-31")
    if unit in ("M", "W"):
        return calendar.unit_period(context.anchor, unit)
    return None


def _period_of_year(match: Match, context: Context) -> Period | None:
    """ "the 1988 quarter", "the 1988 period": the quarter the text is about, in another year."""
    year = _year_of(match)
    if year is None or match.words[-1].meaning not in ("Q", "period"):
        return None
    if context.quarter is None or context.quarter.low is None:
        return calendar.year_period(year, "")
    return calendar.quarter_period(year, (context.quarter.low.month + 2) // 3, "")


def _year_ago(match: Match, context: Context) -> Period | None:
    """ "year-earlier", "the year-ago quarter"."""
    anchor = context.anchor
    if context.quarter is not None and context.quarter.low is not None:
        low = context.quarter.low
        return calendar.quarter_period(
            low.year - 1, (low.month + 2) // 3, context.quarter.placeholder
        )
    return calendar.year_period(anchor.year - 1)


def _nth_day(match: Match, context: Context) -> Period | None:
    return calendar.day_period(_focus_day(context).low or context.anchor)


def _same(match: Match, context: Context) -> Period | None:
    unit = _unit(match)
    if unit not in tuple("DWMYQ") or context.day is None or context.day.low is None:
        return None
    period = calendar.unit_period(context.day.low, unit)
    return replace(period, placeholder="") if not context.day.placeholder else period


_EARLY = "(?:p|[bf])"
_Y = "(?:,?(?:Ot?k?)?[yq](?![dn])|,?w-?w(?:-?w)?|O?[lxrt]+u)"

RULES: tuple[Rule, ...] = (
    Rule("figures", "[IZ]", _figures),
    # Dates with a weekday or a clock time before them.
    Rule("weekday-date", f"[xrt]*D,?{_MONTH}t?{_DAY_OF_MONTH}(?:{_Y})?", _weekday_date),
    Rule("weekday-day-month", f"D,?t?{_DAY_OF_MONTH}O?{_MONTH}(?:{_Y})?", _weekday_date),
    Rule("clock-date", f"(?:H|d)A?[.]?(?:[i,]?{_MONTH}d|iN|N)(?:,?y)?(?<=[dyN])", _clock),
    Rule("clock-weekday", "(?:H|d)A[iO,]?t?[lxr]?D|[Pp]?[PH]i?[lxr]?D", _weekday),
    Rule("month-days", f"{_MONTH}d-d(?:,?y)?", _month_day),
    Rule("days-month", f"d-d{_MONTH}y?", _month_day),
    Rule("month-day", f"{_MONTH}t?{_DAY_OF_MONTH}(?:{_Y})?", _month_day),
    Rule("day-month", f"t?[do]O?{_MONTH}(?:{_Y})?(?!d)", _month_day),
    Rule("month-year", f"(?:t?p-?O?)?(?:{_MONTH})(?:{_Y})", _month),
    Rule("near-month", f"(?:t?p-?O?)?[lxr][lxr]?{_MONTH}", _month),
    Rule("each", f"e(?:{_MONTH}|[uU]|{_NUMBER}U)", _each),
    Rule("month-part", f"t?p-?O?{_MONTH}|t?p-?O?M", _month),
    Rule("month", "M", _month),
    Rule("month-doubtful", "m", _doubtful_month),
    # Weekdays, parts of the day.
    Rule("weekday-part", "e?[bflxrp]*D,?P", _weekday),
    Rule("weekday", "e?[bfp]?[tlxr]*D(?:,?(?:H|d)A)?|D", _weekday),
    Rule("part-of", "[bf]?r?[lr][Pp]?P|NP|(?:t?p-?)?PN|[eP]P|[bf]rP|tpOtP|tP|p-?P|P", _part),
    # Quarters, halves, fiscal years, decades, centuries.
    Rule("quarter-of", f"t?(?:[lxr]us)?y?k?o-?k?Q(?:{_Y}|[Oi]{_Y})?", _quarter),
    Rule("quarter-adjective", f"[at]?\\.?o-?Q(?:{_Y})?", _quarter),
    Rule("half", f"t?o-?E(?:O?(?:{_Y}))", _half),
    Rule("fiscal", "[tlxr]*k(?:u?[yq]|u)", _fiscal_year),
    Rule("decade", "t?p?-?p?-?t?z", _decade),
    Rule("century", "t?p?-?o-?C", _century),
    Rule("season", f"e?(?:t?p-?O?)?[tlxr]*S(?:{_Y})?", _season),
    Rule("weekend", "[etlxrhi]?[lxr]?K", _weekend),
    # Relative units.
    Rule("year-ago", "[ta]?u-[gb](?:-?[uQ]|-?o-?Q)?", _year_ago),
    Rule("ago", f"(?:{_QUANTITY})-?[uUQC](?:[gbf]|B(?=[,!|]|$)|iN)", _ago),
    Rule("year-end", "t?us?-?p", _year_end),
    Rule("spelled-year", "(?:tu)?w-?w(?:-?w)*(?![-uUQ])|tuw+", _spelled_year),
    Rule("year-of", "(?:t?p-?O?)(?:tu)?y|(?:tu)y|t?pOtu(?=y)", _year),
    Rule("span", f"[th]?[lx](?:{_QUANTITY})-?[uU]|[th]?o(?:{_NUMBER}|v|av)U|[lx]v?U", _span),
    Rule("recent", "tRU|R[uU]|xU", _recent_units),
    Rule("period-of-year", "t?y[uQ](?!-)", _period_of_year),
    Rule("neighbour", "(?:t?[bfp]-?O?)?[th]?[lxr][uQC]", _neighbour),
    Rule("same", "tc[uQ]", _same),
    Rule("nth-day", "to?u(?=O)(?<=ou)", _nth_day),
    Rule("definite-unit", "t[.]?u(?!-)|hu", lambda m, c: _definite_unit(m, c)),
    Rule("past", "tl", _past),
    Rule("years", "y-(?:y|d|n)|y|q", _year),
    Rule("definite", f"t{_NUMBER}-?U", _definite_units),
    Rule("duration", f"(?:{_QUANTITY})-?[uUQ]", _duration),
    Rule("this-quarter", "tQ", _this_unit),
    Rule("bare", "U(?:\\+U)?", _bare_units),
    Rule("clock", "i?HA|dA", _clock),
    Rule("adverb", "N", _adverb),
    Rule("current", "r", _current),
)


def _definite_unit(match: Match, context: Context) -> Period | None:
    """ "the future", "the time", "the year", "the day"."""
    unit = _unit(match)
    if unit == "future":
        return _reference("FUTURE_REF", context)
    if "." in match.classes:
        return None
    if unit == "time":
        return _that_time(match, context)
    if match.classes[0] == "h":
        return _same(match, context) if match.words[0].text.lower() == "that" else None
    return _this_unit(match, context)


SCANNER = re.compile("|".join(f"(?P<r{n}>{rule.pattern})" for n, rule in enumerate(RULES)))
