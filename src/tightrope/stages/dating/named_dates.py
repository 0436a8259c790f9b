"""Days, months, years, seasons and the like that the words name: "March 4", "the third quarter"."""

import re
from dataclasses import replace
from datetime import date

from tightrope.stages.dating import calendar
from tightrope.stages.dating.calendar import Period
from tightrope.stages.dating.lexicon import ADVERBS, listed
from tightrope.stages.dating.matching import (
    Context,
    Match,
    clock_code,
    focus_day,
    part_code,
    relative_year,
    spelled_year_of,
    unit_of,
    year_of,
)

_FIGURES = re.compile(r"\d+")
_COUNTED = frozenset(
    listed(
        "people troops soldiers men women children dead wounded prisoners refugees tons tonnes "
        "miles kilometers kilometres km meters metres feet dollars euros pounds homes houses "
        "workers jobs students police officers fighters civilians shares points megawatts "
        "barrels cars vehicles tanks rounds gmt hours edt est local"
    )
)


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


def figures(match: Match, context: Context) -> Period | None:
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


def month_day(match: Match, context: Context) -> Period | None:
    month, day = match.meaning("Mm"), match.meaning("do")
    stated = year_of(match)
    year = stated if stated is not None else relative_year(match, context)
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


def weekday_date(match: Match, context: Context) -> Period | None:
    rest = [w for w in match.words if w.kind not in "D"]
    return month_day(replace(match, words=rest), context)


def month(match: Match, context: Context) -> Period | None:
    month = match.meaning("Mm")
    stated = year_of(match)
    masked = f"XXXX-{month:02d}"
    if stated is not None:
        return calendar.month_period(stated, month, "")
    year = relative_year(match, context)
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


def doubtful_month(match: Match, context: Context) -> Period | None:
    """Capitalised May, March, Jan and the like alone: only after a word that wants a time."""
    previous = match.previous
    if previous is None or previous.kind not in "iplxrO+" or previous.text == "March":
        return None
    return month(match, context)


def year(match: Match, context: Context) -> Period | None:
    stated = year_of(match)
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


def spelled_year(match: Match, context: Context) -> Period | None:
    stated = spelled_year_of(match, match.all_of("w"))
    return calendar.year_period(stated, "") if stated else None


def weekday(match: Match, context: Context) -> Period | None:
    meaning = next(w for w in match.words if w.kind == "D").meaning
    assert isinstance(meaning, tuple)
    number, plural = meaning
    part = match.one_of("P")
    masked = f"XXXX-WXX-{number}"
    if plural or (match.one_of("e") and match.classes[0] == "e"):
        code = part_code(part)
        return Period("SET", masked + code)
    if part is not None and isinstance(part.meaning, tuple) and part.meaning[1]:
        return Period("SET", masked + part_code(part))
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
    clock = clock_code(match)
    if clock:
        return calendar.part_of_day(period, clock)
    return calendar.part_of_day(period, part_code(part)) if part else period


def clock(match: Match, context: Context) -> Period | None:
    code = clock_code(match)
    if not code:
        return None
    base = calendar.day_period(context.anchor)
    month = match.one_of("Mm")
    if month is not None:
        dated = month_day(
            replace(match, words=match.all_of("Mmoy") + match.all_of("d")[-1:]), context
        )
        base = dated or base
    word = match.one_of("N")
    if word is not None:
        shifted = ADVERBS[str(word.meaning)][1]
        if isinstance(shifted, int):
            base = calendar.day_period(calendar.add_days(context.anchor, shifted))
    return calendar.part_of_day(base, code)


def part(match: Match, context: Context) -> Period | None:
    """ "this morning", "the afternoon", "last night", "yesterday evening"."""
    part = match.one_of("P")
    code = part_code(part)
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
        return calendar.part_of_day(focus_day(context), code)
    return calendar.part_of_day(calendar.day_period(calendar.add_days(context.anchor, days)), code)


def weekend(match: Match, context: Context) -> Period | None:
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


def season(match: Match, context: Context) -> Period | None:
    word = match.one_of("S")
    assert word is not None
    season = str(word.meaning)
    stated = year_of(match)
    if stated is not None:
        return calendar.season_period(stated, season)
    anchor = context.anchor
    masked = f"XXXX-{season}"
    relative = relative_year(match, context)
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


def quarter(match: Match, context: Context) -> Period | None:
    """ "the third quarter", "third-quarter", "the fiscal first quarter of 1990"."""
    ordinal = match.one_of("o")
    assert ordinal is not None
    number = int(str(ordinal.meaning))
    if not 1 <= number <= 4:
        return None
    stated = year_of(match)
    if stated is not None:
        return calendar.quarter_period(stated, number, "")
    masked = f"XXXX-Q{number}"
    relative = relative_year(match, context)
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


def half(match: Match, context: Context) -> Period | None:
    number = match.meaning("o")
    if not 1 <= number <= 2:
        return None
    stated = year_of(match)
    if stated is not None:
        return calendar.half_period(stated, number, "")
    year = relative_year(match, context) or context.anchor.year
    return calendar.half_period(year, number, f"XXXX-H{number}")


def fiscal_year(match: Match, context: Context) -> Period | None:
    stated = year_of(match)
    if stated is not None:
        return calendar.year_period(stated, "")
    near = match.one_of("lxr")
    if near is not None:
        step = {"l": -1, "x": 1, "r": 0}[near.kind]
        return calendar.year_period(context.anchor.year + step)
    return calendar.year_period(context.anchor.year) if unit_of(match) == "Y" else None


def decade(match: Match, context: Context) -> Period | None:
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


def century(match: Match, context: Context) -> Period | None:
    number = match.meaning("o")
    return calendar.century_period(number, "") if 1 <= number <= 22 else None
