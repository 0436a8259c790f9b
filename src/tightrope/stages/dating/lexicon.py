"""The words of time: for each word its class, one letter, and what it stands for.

Classes are the alphabet of the rules in ``grammar.py``: a sentence becomes a string with one
letter for each token, and rules are regular expressions over such strings.
"""

import re
from typing import NamedTuple

CLASSES: dict[str, str] = {
    "d": "integer 1-31", "n": "other number", "w": "number word", "y": "year in four digits",
    "q": "'98", "z": "decade", "o": "ordinal", "a": "a, an", "v": "several, few, couple",
    "u": "unit", "U": "units, plural", "Q": "quarter", "E": "half", "C": "century",
    "K": "weekend", "M": "month", "m": "May, March or a short name that may be none",
    "D": "weekday", "S": "season", "P": "part of day", "H": "clock time", "A": "am, pm",
    "I": "date in figures, year first", "Z": "date in figures, year last",
    "N": "word that is a time by itself", "l": "last, past", "x": "next, coming",
    "r": "this, current", "t": "the", "h": "that, its", "c": "same", "g": "ago", "b": "earlier",
    "f": "later", "B": "before, after", "p": "early, late, mid, end", "O": "of",
    "e": "each, every", "k": "fiscal", "R": "recent", "s": "'s", "i": "preposition",
    "F": "cue of the future", "T": "cue of the past", "+": "and, or, to", "~": "old",
    ",": "comma", "-": "hyphen", "/": "slash", "$": "currency", "%": "per cent",
    "!": "end of a sentence", '"': "quotation mark", "|": "end of a paragraph", ".": "other",
}  # fmt: skip


def listed(words: str) -> list[str]:
    """The words of a blank-separated list."""
    return words.split()


class Word(NamedTuple):
    """A token: its class, what it stands for, and where it is."""

    kind: str
    meaning: object
    text: str
    start: int
    end: int


UNITS = {
    "second": "S", "minute": "m", "hour": "H", "day": "D", "week": "W", "month": "M",
    "year": "Y", "decade": "E",
}  # fmt: skip
MONTHS = listed(
    "january february march april may june july august september october november december"
)
_MONTH_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_WEEKDAY_ABBREVIATIONS = {
    "mon.": 1, "tue.": 2, "tues.": 2, "wed.": 3, "thu.": 4, "thur.": 4, "thurs.": 4, "fri.": 5,
}  # fmt: skip
_SEASONS = {
    "spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA",
    "fall": "FA", "winter": "WI",
}  # fmt: skip
_PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00",
    "midday": "TMI", "midnight": "T24:00", "dawn": "TDA", "dusk": "TEV", "overnight": "TNI",
}  # fmt: skip
_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(_SMALL) if n},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    "hundred": 100, "thousand": 1000, "dozen": 12, "million": 1_000_000,
}  # fmt: skip
_ORDINALS: dict[str, int] = {
    word: n
    for n, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth twenty-first"
        ),
        1,
    )
} | {"thirtieth": 30}
_DECADES = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7,
    "eighties": 8, "nineties": 9,
}  # fmt: skip

# Words that are a time by themselves: type and value, or the days counted from the anchor.
ADVERBS: dict[str, tuple[str, str | int]] = {
    "today": ("DATE", 0), "yesterday": ("DATE", -1), "tomorrow": ("DATE", 1),
    "tonight": ("TIME", "TNI"), "now": ("DATE", "PRESENT_REF"),
    "currently": ("DATE", "PRESENT_REF"), "nowadays": ("DATE", "PRESENT_REF"),
    "presently": ("DATE", "PRESENT_REF"), "recently": ("DATE", "PAST_REF"),
    "lately": ("DATE", "PAST_REF"), "soon": ("DATE", "FUTURE_REF"),
    "shortly": ("DATE", "FUTURE_REF"), "hourly": ("SET", "PT1H"), "daily": ("SET", "P1D"),
    "nightly": ("SET", "XXXX-XX-XXTNI"), "weekly": ("SET", "P1W"), "monthly": ("SET", "P1M"),
    "yearly": ("SET", "P1Y"), "annually": ("SET", "P1Y"),
}  # fmt: skip

_GROUPS: dict[str, str] = {
    "a": "a an",
    "v": "several few couple some many",
    "l": "last past previous preceding prior latest",
    "x": "next coming following upcoming subsequent ensuing",
    "r": "this current present",
    "t": "the",
    "h": "that those its their his her our whose",
    "c": "same",
    "g": "ago",
    "b": "earlier",
    "f": "later afterwards hence thereafter",
    "B": "before after",
    "p": "early late mid beginning end middle start close",
    "O": "of",
    "e": "each every per",
    "k": "fiscal financial calendar full",
    "R": "recent",
    "i": "in on since during until till by from through for between at around within throughout",
    "+": "and or to",
    "~": "old",
    "F": "will shall ll scheduled expected due planned plans set expects upcoming likely would "
    "may might must should going begins starts expires forthcoming hopes intends be supposed",
    "T": "said says told was were had has have did came went took made held met began saw got gave "
    "left sold bought rose fell sent won lost led found kept brought became ran broke spoke wrote "
    "been",
}
_AM_PM = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12, "am.": 0, "pm.": 12}


def _words() -> dict[str, tuple[str, object]]:
    table: dict[str, tuple[str, object]] = {}
    for kind, words in _GROUPS.items():
        for word in words.split():
            table[word] = (kind, word)
    for word, unit in UNITS.items():
        if word != "second":
            table[word] = ("u", unit)
        table[word + "s"] = ("U", unit)
    table["century"], table["centuries"] = ("C", "C"), ("U", "C")
    table["quarter"], table["quarters"] = ("Q", "Q"), ("U", "Q")
    table["half"] = ("E", "H")
    table["weekend"], table["weekends"] = ("K", False), ("K", True)
    table["period"] = ("u", "period")
    table["time"], table["moment"] = ("u", "time"), ("u", "time")
    table["future"] = ("u", "future")
    for n, month in enumerate(MONTHS, 1):
        table[month] = ("M", n)
    for short, n in _MONTH_ABBREVIATIONS.items():
        table[short] = table[short + "."] = ("M", n)
    for n, weekday in enumerate(WEEKDAYS, 1):
        table[weekday] = ("D", (n, False))
        table[weekday + "s"] = ("D", (n, True))
    for short, n in _WEEKDAY_ABBREVIATIONS.items():
        table[short] = ("D", (n, False))
    for word, season in _SEASONS.items():
        table[word] = ("S", season)
    table["summers"], table["winters"] = ("U", "SU"), ("U", "WI")
    for word, code in _PARTS.items():
        table[word] = ("P", (code, False))
        table[word + "s"] = ("P", (code, True))
    for word, n in NUMBER_WORDS.items():
        table[word] = ("w", n)
    for word, n in _ORDINALS.items():
        table[word] = ("o", n)
    for word, n in _DECADES.items():
        table[word] = ("z", n)
    for word in ADVERBS:
        table[word] = ("N", word)
    for word, hours in _AM_PM.items():
        table[word] = ("A", hours)
    return table


WORDS = _words()
# Words of other meanings unless capitalised.
_CAPITALISED_ONLY = frozenset(
    {*MONTHS, *WEEKDAYS, *_MONTH_ABBREVIATIONS, *(a + "." for a in _MONTH_ABBREVIATIONS)}
)
_DOUBTFUL_MONTHS = frozenset({"may", "march"})
# Capitalised, these can still be a name or the verb; a day or a year must stand beside them.
_DOUBTFUL_ABBREVIATIONS = frozenset({"jan", "mar", "jun", "jul", "apr", "sep", "dec"})

# The word comes before the figures because most tokens are words.
_TOKEN = re.compile(
    r"""
    (?P<abbreviation>\b(?:[ap]\.m\.|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|
        mon|tues?|wed|thurs?|thur|fri)\.))
  | (?P<word>[^\W\d_]+)
  | (?P<iso>(?<!\d)\d{4}(?:-\d\d-\d\d|/\d\d/\d\d)(?:T\d\d:\d\d(?::\d\d)?)?(?!\d))
  | (?P<slash>(?<![\d/.-])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.\d{4}
        |\d{1,2}-\d{1,2}-\d{4})(?![\d/.-]*\d))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?)
  | (?P<decade>(?:\d{3}0|['’]?\d0)['’]?s\b)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
  | (?P<short>['’]\d\d\b(?!['’]))
  | (?P<possessive>['’]s\b)
  | (?P<paragraph>\n[ \t\r]*\n)
  | (?P<mark>[,/$£€%!?;.()"“”—–-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = {
    ",": ",", "-": "-", "–": "-", "/": "/", "$": "$", "£": "$", "€": "$", "%": "%", "!": "!",
    "?": "!", ";": "!", ".": "!", "(": ".", ")": ".", '"': '"', "“": '"', "”": '"', "—": ".",
}  # fmt: skip


def _word(text: str) -> tuple[str, object]:
    low = text.lower()
    found = WORDS.get(low)
    if found is None:
        return ("T", low) if low.endswith("ed") and len(low) > 4 else (".", None)
    if low in _CAPITALISED_ONLY:
        if text[0] == low[0]:
            # "may" in lower case is the modal verb.
            return ("F", low) if low == "may" else (".", None)
        if low in _DOUBTFUL_MONTHS or low in _DOUBTFUL_ABBREVIATIONS:
            return ("m", found[1])
    elif found[0] == "T" and text.isupper():
        return (".", None)
    return found


def _number(text: str) -> tuple[str, object]:
    if "," in text or "." in text or len(text) > 9:
        plain = text.replace(",", "")
        return "n", float(plain[:15])
    value = int(text)
    if len(text) == 4 and 1000 <= value <= 2199:
        return "y", value
    return ("d" if 1 <= value <= 31 and len(text) <= 2 else "n"), value


def tokens(text: str) -> list[Word]:
    """All tokens of ``text`` with their classes; blanks are left out."""
    found: list[Word] = []
    append = found.append
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        piece = match.group()
        kind: str
        meaning: object
        if group == "word":
            kind, meaning = _word(piece)
        elif group == "mark":
            kind, meaning = _MARKS[piece], None
        elif group == "number":
            kind, meaning = _number(piece)
        elif group == "paragraph":
            kind, meaning = "|", None
        elif group == "possessive":
            kind, meaning = "s", None
        elif group == "abbreviation":
            kind, meaning = WORDS[piece.lower()]
            if kind != "A" and piece[0].islower():
                kind = "."
        elif group == "ordinal":
            kind, meaning = "o", int(piece[:-2])
        elif group == "decade":
            kind, meaning = "z", int(re.sub(r"\D", "", piece)) // 10
        elif group == "short":
            kind, meaning = "q", int(piece[1:])
        elif group == "clock":
            kind, meaning = "H", piece
        else:
            kind, meaning = ("I" if group == "iso" else "Z"), piece
        append(Word(kind, meaning, piece, match.start(), match.end()))
    return found
