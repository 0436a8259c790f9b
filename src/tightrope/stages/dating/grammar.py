"""The rules of time: patterns over token classes, and what each stands for.

A rule is a regular expression over the class letters of ``lexicon.py`` with a function that makes
a :class:`~tightrope.stages.dating.calendar.Period` out of the matched tokens, or None when the
words turn out to be no time. Earlier rules win at the same place. Values follow TIMEX3 (TimeML
1.2.1) as annotated in TimeBank.
"""

import re
from typing import NamedTuple

from tightrope.stages.dating import named_dates, relative_times
from tightrope.stages.dating.matching import Resolver


class Rule(NamedTuple):
    name: str
    pattern: str
    resolve: Resolver


# Parts of patterns; every repetition is bounded, so that no line takes quadratic time.
_NUMBER = "(?:[dn](?:[dn]/?[dn])?|w(?:-?w){0,5}|y(?=-?[uU]))"
_DAY_OF_MONTH = "(?:d(?![dn%]|-?[uUQ])|o(?!-?[uUQ]))"
_MONTH = "[Mm]"
_QUANTITY = f"(?:{_NUMBER}(?:[+]{_NUMBER})?|a|av|avO|a?w?vO|v|O)"
# The year after a month or a season: ", 1990", "of last year", "nineteen ninety".
_Y = "(?:,?(?:Ot?k?)?[yq]|,?w-?w(?:-?w)?|O?[lxrt]+u)"
RULES: tuple[Rule, ...] = (
    Rule("figures", "[IZ]", named_dates.figures),
    # Dates with a weekday or a clock time before them.
    Rule(
        "weekday-date",
        f"[xrt]{{0,3}}D,?{_MONTH}t?{_DAY_OF_MONTH}(?:{_Y})?",
        named_dates.weekday_date,
    ),
    Rule("weekday-day-month", f"D,?t?{_DAY_OF_MONTH}O?{_MONTH}(?:{_Y})?", named_dates.weekday_date),
    Rule(
        "clock-date", f"(?:H|d)A?[.]?(?:[i,]?{_MONTH}d|iN|N)(?:,?y)?(?<=[dyN])", named_dates.clock
    ),
    Rule("clock-weekday", "(?:H|d)A[iO,]?t?[lxr]?D|[Pp]?[PH]i?[lxr]?D", named_dates.weekday),
    Rule("month-days", f"{_MONTH}d-d(?:,?y)?", named_dates.month_day),
    Rule("days-month", f"d-d{_MONTH}y?", named_dates.month_day),
    Rule("month-day", f"{_MONTH}t?{_DAY_OF_MONTH}(?:{_Y})?", named_dates.month_day),
    Rule("day-month", f"t?[do]O?{_MONTH}(?:{_Y}|(?!d))", named_dates.month_day),
    Rule("month-year", f"(?:t?p-?O?)?(?:{_MONTH})(?:{_Y})", named_dates.month),
    Rule("near-month", f"(?:t?p-?O?)?[lxr][lxr]?{_MONTH}", named_dates.month),
    Rule("each", f"e(?:{_MONTH}|[uU]|{_NUMBER}U)", relative_times.each),
    Rule("month-part", f"t?p-?O?{_MONTH}|t?p-?O?M", named_dates.month),
    Rule("month", "M", named_dates.month),
    Rule("month-doubtful", "m", named_dates.doubtful_month),
    # Weekdays, parts of the day.
    Rule("weekday-part", "e?[bflxrp]{0,3}D,?P", named_dates.weekday),
    Rule("weekday", "e?[bfp]?[tlxr]{0,3}D(?:,?(?:H|d)A)?|D", named_dates.weekday),
    Rule(
        "part-of",
        "[bf]?r?[lr][Pp]?P|NP|(?:t?p-?)?PN|[eP]P|[bf]rP|tpOtP|tP|p-?P|P",
        named_dates.part,
    ),
    # Quarters, halves, fiscal years, decades, centuries.
    Rule("quarter-of", f"t?(?:[lxr]us)?y?k?o-?k?Q(?:{_Y}|[Oi]{_Y})?", named_dates.quarter),
    Rule("quarter-adjective", f"[at]?\\.?o-?Q(?:{_Y})?", named_dates.quarter),
    Rule("half", f"t?o-?E(?:O?(?:{_Y}))", named_dates.half),
    Rule("fiscal", "[tlxr]{0,3}k(?:u?[yq]|u)", named_dates.fiscal_year),
    Rule("decade", "t?p?-?p?-?t?z", named_dates.decade),
    Rule("century", "t?p?-?o-?C", named_dates.century),
    Rule("season", f"e?(?:t?p-?O?)?[tlxr]{{0,3}}S(?:{_Y})?", named_dates.season),
    Rule("weekend", "[etlxrhi]?[lxr]?K", named_dates.weekend),
    # Relative units.
    Rule("year-ago", "[ta]?u-[gb](?:-?[uQ]|-?o-?Q)?", relative_times.year_ago),
    Rule("ago", f"(?:{_QUANTITY})-?[uUQC](?:[gbf]|B(?=[,!|]|$)|iN)", relative_times.ago),
    Rule("year-end", "t?us?-?p", relative_times.year_end),
    Rule("spelled-year", "(?:tu)?w-?w(?:-?w){0,5}(?![-uUQ])|tuw{1,4}", named_dates.spelled_year),
    Rule("year-of", "(?:t?p-?O?)(?:tu)?y|(?:tu)y|t?pOtu(?=y)", named_dates.year),
    Rule(
        "span",
        f"[th]?[lx](?:{_QUANTITY})-?[uU]|[th]?o(?:{_NUMBER}|v|av)U|[lx]v?U",
        relative_times.span,
    ),
    Rule("recent", "tRU|R[uU]|xU", relative_times.recent_units),
    Rule("period-of-year", "t?y[uQ](?!-)", relative_times.period_of_year),
    Rule("neighbour", "(?:t?[bfp]-?O?)?[th]?[lxr][uQC]", relative_times.neighbour),
    Rule("same", "tc[uQ]", relative_times.same),
    Rule("nth-day", "to?u(?=O)(?<=ou)", relative_times.nth_day),
    Rule("definite-unit", "t[.]?u(?!-)|hu", relative_times.definite_unit),
    Rule("past", "tl", relative_times.past),
    Rule("years", "y-(?:y|d|n)|y|q", named_dates.year),
    Rule("definite", f"t{_NUMBER}-?U", relative_times.definite_units),
    Rule("duration", f"(?:{_QUANTITY})-?[uUQ]", relative_times.duration),
    Rule("this-quarter", "tQ", relative_times.this_unit),
    Rule("bare", "U(?:\\+U)?", relative_times.bare_units),
    Rule("clock", "HA|dA", named_dates.clock),
    Rule("adverb", "N", relative_times.adverb),
    Rule("current", "r", relative_times.current),
)

# No rule begins with these: looking at them once spares trying every rule.
_NEVER_FIRST = r"[^.!|,%$s~TFBAg+\-/O\"]"
SCANNER = re.compile(
    f"(?={_NEVER_FIRST})(?:"
    + "|".join(f"(?P<r{n}>{rule.pattern})" for n, rule in enumerate(RULES))
    + ")"
)
