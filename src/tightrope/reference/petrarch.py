"""Actor and agent dictionaries of PETRARCH, TABARI and Phoenix, read as actors of a user's own.

The form, as the documentation of PETRARCH's dictionaries describes it:

- ``PHRASE_ [CODE]``: an actor, words joined by underscores, in capitals; the code may be missing;
- ``+PHRASE_``: another name of the actor above;
- a tab and ``[CODE <date]``, ``[CODE >date]`` or ``[CODE date-date]``: its code in that time,
  dates as YYMMDD or YYYYMMDD; a tab and ``[CODE]``: at all other times;
- ``PHRASE {PLURAL} [~CODE]``: an agent, a common noun that acts; ``!NAME! = ONE, OTHER`` defines
  what ``!NAME!`` in a phrase stands for;
- ``#``, ``;`` and ``<`` begin comments.

Dictionaries have no lower case: ``HAMID_KARZAI_`` is looked for as "Hamid Karzai" and in capitals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tightrope.records.actors import Sector
from tightrope.reference.petrarch_codes import Meaning, meaning, sector_of

_CODE = re.compile(r"\[([^\]\}]*)[\]\}]")
_PLURAL = re.compile(r"\{([^}]*)\}")
_MARKER = re.compile(r"(![^!\s]+!)\s*=\s*(.+)")
_SPAN = re.compile(r"(?:<\s*(?P<before>\d+)|>\s*(?P<after>\d+)|(?P<low>\d+)\s*-\s*(?P<high>\d+))\Z")
_NAME = re.compile(r"[^\W\d_]")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "del", "da", "du"})
_PIVOT_YEAR = 30  # a two-digit year below it is of this century


@dataclass(frozen=True, slots=True)
class Term:
    """What somebody is from ``low`` to ``high``, both inclusive; None leaves a side open."""

    meaning: Meaning
    low: date | None = None
    high: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor: names as a text writes them, and its codes in the order of the dictionary.

    ``default`` holds when no term does.
    """

    line: int
    names: tuple[str, ...]
    default: Meaning | None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """One common noun that acts, with its plural if that is irregular; in lower case."""

    line: int
    names: tuple[str, ...]
    sector: Sector


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that could not be used, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a file holds."""

    entries: tuple[Entry, ...]
    agents: tuple[Agent, ...]
    skipped: tuple[Skipped, ...]


@dataclass(slots=True)
class _Open:
    """The actor whose lines are being read."""

    line: int
    phrases: list[str]
    default: Meaning | None = None
    terms: list[Term] = field(default_factory=list)


class _Fault(Exception):
    """A line that can't be used; its text says why."""


def is_dictionary(text: str) -> bool:
    """Whether a file's text has the form of such a dictionary."""
    return any(_CODE.search(line) for line in text.splitlines() if line[:1] not in ("#", ";", "<"))


def read_dictionary(path: Path) -> Dictionary:
    """Read a dictionary; lines that can't be used are skipped with the reason."""
    reader = _Reader()
    for number, line in enumerate(_decoded(path.read_bytes()).splitlines(), 1):
        try:
            reader.take(number, line)
        except _Fault as fault:
            reader.skipped.append(Skipped(number, str(fault)))
    reader.close()
    return Dictionary(tuple(reader.entries), tuple(reader.agents), tuple(reader.skipped))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # the older ones were written on Windows


class _Reader:
    """Takes the lines of one file in order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.agents: list[Agent] = []
        self.skipped: list[Skipped] = []
        self._markers: dict[str, tuple[str, ...]] = {}
        self._open: _Open | None = None

    def take(self, number: int, line: str) -> None:
        """Raises:
        _Fault: the line can't be used.
        """
        body = re.split(r"[#;]", line, maxsplit=1)[0].rstrip()
        if not body.strip() or body.lstrip().startswith("<"):
            return
        if marker := _MARKER.match(body.strip()):
            self._markers[marker[1]] = tuple(w.strip() for w in marker[2].split(","))
        elif body.startswith("+"):
            self._synonym(body[1:])
        elif body.lstrip().startswith("["):
            self._restriction(body.strip())
        else:
            self._phrase(number, body.strip())

    def close(self) -> None:
        """Keep the actor whose lines were read last."""
        held, self._open = self._open, None
        if held is None:
            return
        if held.default is None and not held.terms:
            if all(skipped.line != held.line for skipped in self.skipped):
                self.skipped.append(Skipped(held.line, f"'{held.phrases[0]}' has no code"))
            return
        names = [n for phrase in held.phrases for n in written_forms(phrase)]
        self.entries.append(
            Entry(held.line, tuple(dict.fromkeys(names)), held.default, tuple(held.terms))
        )

    def _phrase(self, number: int, body: str) -> None:
        self.close()
        code = _CODE.search(body)
        phrase = body[: code.start()] if code else body
        plural = _PLURAL.search(phrase)
        if code is not None and "~" in code[1]:
            self._agent(number, phrase, code[1])
            return
        if plural is not None:
            raise _Fault(f"'{body}' has a plural but no agent code such as [~GOV]")
        self._open = _Open(number, [_checked(phrase)])
        if code is not None:
            # When it is not known, names and dated codes may follow all the same.
            self._open.default = _meaning(code[1])

    def _synonym(self, phrase: str) -> None:
        if self._open is None:
            raise _Fault(f"'+{phrase}' has no actor above it")
        self._open.phrases.append(_checked(_CODE.sub("", phrase)))

    def _restriction(self, body: str) -> None:
        if self._open is None:
            raise _Fault(f"'{body}' has no actor above it")
        found = _CODE.match(body)
        if found is None:
            raise _Fault(f"'{body}' has no closing bracket")
        code, _, limits = found[1].strip().partition(" ")
        known = _meaning(code)
        if not limits.strip():
            self._open.default = known
            return
        span = _SPAN.match(limits.strip())
        if span is None:
            raise _Fault(f"'{limits.strip()}' is none of <date, >date, date-date")
        low = _day(span["after"] or span["low"])
        high = _day(span["before"] or span["high"])
        self._open.terms.append(Term(known, low, high))

    def _agent(self, number: int, phrase: str, code: str) -> None:
        plural = _PLURAL.search(phrase)
        words = [_PLURAL.sub("", phrase), *([plural[1]] if plural and plural[1].strip() else [])]
        sector = sector_of(_triples(code.strip("~ ")))
        if sector is None:
            raise _Fault(f"[{code}] names no role that Tightrope knows")
        names = [
            " ".join(spelled.replace("_", " ").lower().split())
            for word in words
            for spelled in self._spelled(word.strip())
        ]
        self.agents.append(Agent(number, tuple(n for n in names if n), sector))

    def _spelled(self, phrase: str) -> Iterator[str]:
        """A phrase with its markers replaced by everything that they stand for."""
        marker = re.search(r"![^!\s]+!", phrase)
        if marker is None:
            yield phrase
            return
        if marker[0] not in self._markers:
            raise _Fault(f"{marker[0]} is not defined above")
        for word in self._markers[marker[0]]:
            yield from self._spelled(phrase.replace(marker[0], word))


def _checked(phrase: str) -> str:
    words = " ".join(phrase.replace("_", " ").split())
    if len(_NAME.findall(words)) < 2:
        raise _Fault(f"'{phrase.strip()}' is no name")
    return words


def _triples(code: str) -> list[str]:
    return [code[i : i + 3] for i in range(0, len(code), 3)]


def _meaning(code: str) -> Meaning:
    # Of several codes ("AFGGOV/AFGMIL") the first counts.
    first = re.split(r"[/|]", code.strip())[0]
    found = meaning(first)
    if found is None:
        raise _Fault(f"[{code}] begins with no state, organisation or region that Tightrope knows")
    return found


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        if len(written) == 6:
            year = int(written[:2])
            year += 2000 if year < _PIVOT_YEAR else 1900
            return date(year, int(written[2:4]), int(written[4:]))
        if len(written) == 8:
            return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        pass
    raise _Fault(f"'{written}' is no day; write YYMMDD or YYYYMMDD")


def written_forms(phrase: str) -> tuple[str, ...]:
    """A phrase in capitals as a text writes it: with capital letters at the words, and as it is.

    >>> written_forms("BANK OF NAURU")
    ('Bank of Nauru', 'BANK OF NAURU')
    """
    words = phrase.lower().split()
    shown = [w if i and w in _SMALL else _capitalised(w) for i, w in enumerate(words)]
    return tuple(dict.fromkeys((" ".join(shown), phrase.upper())))


def _capitalised(word: str) -> str:
    parts = re.split(r"([-'’])", word)
    if len(parts) > 1 and parts[1] in "'’" and len(parts[-1]) == 1:  # "Lloyd's"
        return parts[0].capitalize() + "".join(parts[1:])
    return "".join(part.capitalize() for part in parts)
