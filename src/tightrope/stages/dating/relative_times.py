"""Times told from another time, and lengths: "last week", "two years ago", "for six months"."""

from dataclasses import replace
from datetime import date

from tightrope.stages.dating import calendar
from tightrope.stages.dating.calendar import Period
from tightrope.stages.dating.lexicon import ADVERBS, listed
from tightrope.stages.dating.matching import (
    CALENDAR_UNITS,
    Context,
    Match,
    duration_value,
    focus_day,
    quantity_of,
    reference,
    unit_of,
    year_of,
)


def neighbour(match: Match, context: Context) -> Period | None:
    """ "last week", "this year", "next month", "the past year", "the current quarter"."""
    unit = unit_of(match)
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
    if unit not in CALENDAR_UNITS:
        return None
    text = near.text.lower()
    if (
        text in ("following", "subsequent", "previous", "preceding", "prior")
        and unit in CALENDAR_UNITS
    ):
        return _neighbour_of_focus(match, context, unit, near.kind)
    if text == "latest" and unit in CALENDAR_UNITS and unit != "Q":
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


def this_unit(match: Match, context: Context) -> Period | None:
    """ "the day", "the quarter", "the year": only what the text has set up."""
    unit = unit_of(match)
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


def definite_unit(match: Match, context: Context) -> Period | None:
    """ "the future", "the time", "the year", "the day"."""
    unit = unit_of(match)
    if unit == "future":
        return reference("FUTURE_REF", context)
    if "." in match.classes:
        return None
    if unit == "time":
        return _that_time(match, context)
    if match.classes[0] == "h":
        return same(match, context) if match.words[0].text.lower() == "that" else None
    return this_unit(match, context)


def past(match: Match, context: Context) -> Period | None:
    if match.words[-1].text.lower() != "past" or (
        match.following is not None and match.following.kind in "uUdnwovQKSMDCEzy"
    ):
        return None
    return Period("DATE", "PAST_REF", high=context.anchor)


def adverb(match: Match, context: Context) -> Period | None:
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
    return reference(value, context)


def current(match: Match, context: Context) -> Period | None:
    text = match.words[-1].text.lower()
    if text != "current" or (match.following is not None and match.following.kind == "O"):
        return None
    return reference("PRESENT_REF", context)


def _that_time(match: Match, context: Context) -> Period | None:
    if match.previous is None or match.previous.text.lower() not in ("at", "since"):
        return None
    if match.following is not None and match.following.kind == "O":
        return None
    return reference("PAST_REF", context)


def recent_units(match: Match, context: Context) -> Period | None:
    """ "recent months", "coming weeks"."""
    near = match.one_of("Rxl")
    assert near is not None
    return reference("FUTURE_REF" if near.kind == "x" else "PAST_REF", context)


def ago(match: Match, context: Context) -> Period | None:
    """ "two weeks ago", "a year earlier", "three days later", "six months from now"."""
    unit = unit_of(match)
    quantity = quantity_of(match)
    direction = match.one_of("gbfB")
    kind = direction.kind if direction is not None else "f"
    if kind == "B":
        kind = "b" if direction is not None and direction.text.lower() == "before" else "f"
    if quantity is None or quantity > 5000:
        return reference("FUTURE_REF" if kind == "f" else "PAST_REF", context)
    sign = 1 if kind == "f" else -1
    if unit in ("H", "m", "S"):
        return Period("DURATION", duration_value(quantity, unit))
    if unit not in CALENDAR_UNITS:
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


def span(match: Match, context: Context) -> Period | None:
    """ "the past three months", "the next two weeks", "the first nine months"."""
    unit = unit_of(match)
    quantity = quantity_of(match)
    near = match.one_of("lxo")
    value = "P1D" if (quantity, unit) == (24, "H") else duration_value(quantity, unit)
    low = high = None
    if quantity is not None and quantity <= 5000 and unit in CALENDAR_UNITS:
        if near is not None and near.kind == "l":
            low, high = calendar.shift(context.anchor, unit, -int(quantity)), context.anchor
        elif near is not None and near.kind == "x":
            low, high = context.anchor, calendar.shift(context.anchor, unit, int(quantity))
    elif near is not None and near.kind == "l":
        high = context.anchor
    elif near is not None and near.kind == "x":
        low = context.anchor
    return Period("DURATION", value, low, high)


_RATES = frozenset(
    listed(
        "once twice times people barrels tons tonnes dollars cents copies jobs million billion "
        "trillion thousand percent hours days month cars units passengers visitors"
    )
)


def duration(match: Match, context: Context) -> Period | None:
    unit = unit_of(match)
    if unit in ("time", "future", "period"):
        return None
    quantity = quantity_of(match)
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


def each(match: Match, context: Context) -> Period | None:
    word = match.words[-1]
    if word.kind in "Mm":
        return Period("SET", f"XXXX-{int(str(word.meaning)):02d}")
    if word.kind in "uU":
        unit = unit_of(match)
        if unit not in ("time", "future", "period"):
            if unit == "D":
                return Period("SET", "XXXX-XX-XX")
            return Period("SET", duration_value(quantity_of(match) or 1, unit))
    return None


def bare_units(match: Match, context: Context) -> Period | None:
    """ "for years", "weeks or months": a length without a number."""
    if match.previous is None or match.previous.text.lower() not in (
        "for", "in", "within", "over", "after", "of", "take", "took", "last", "lasted", "many",
    ):  # fmt: skip
        return None
    first = next(w for w in match.words if w.kind == "U")
    return Period("DURATION", duration_value(None, str(first.meaning)))


def definite_units(match: Match, context: Context) -> Period | None:
    """ "the nine months", "the two weeks"."""
    return Period("DURATION", duration_value(quantity_of(match), unit_of(match)))


def year_end(match: Match, context: Context) -> Period | None:
    text = match.words[-1].text.lower()
    if text != "end":
        return None
    unit = unit_of(match)
    if unit == "Y":
        return calendar.day_period(date(context.anchor.year, 12, 31), "XXXX-12-31")
    if unit in ("M", "W"):
        return calendar.unit_period(context.anchor, unit)
    return None


def period_of_year(match: Match, context: Context) -> Period | None:
    """ "the 1988 quarter", "the 1988 period": the quarter the text is about, in another year."""
    year = year_of(match)
    if year is None or match.words[-1].meaning not in ("Q", "period"):
        return None
    if context.quarter is None or context.quarter.low is None:
        return calendar.year_period(year, "")
    return calendar.quarter_period(year, (context.quarter.low.month + 2) // 3, "")


def year_ago(match: Match, context: Context) -> Period | None:
    """ "year-earlier", "the year-ago quarter"."""
    anchor = context.anchor
    if context.quarter is not None and context.quarter.low is not None:
        low = context.quarter.low
        return calendar.quarter_period(
            low.year - 1, (low.month + 2) // 3, context.quarter.placeholder
        )
    return calendar.year_period(anchor.year - 1)


def nth_day(match: Match, context: Context) -> Period | None:
    return calendar.day_period(focus_day(context).low or context.anchor)


def same(match: Match, context: Context) -> Period | None:
    unit = unit_of(match)
    if unit not in tuple("DWMYQ") or context.day is None or context.day.low is None:
        return None
    period = calendar.unit_period(context.day.low, unit)
    return replace(period, placeholder="") if not context.day.placeholder else period
