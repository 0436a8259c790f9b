"""What a reader asks for: the parts of an address, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from tightrope.errors import TightropeError
from tightrope.reference.state_codes import state_code
from tightrope.store import Finder
from tightrope.web.site import Site

_LONGEST = 300
_MOST_STATES = 6


class BadQuestion(TightropeError):
    """An address whose parts do not fit; the text says which and how."""


class NotThere(TightropeError):
    """An address of something that the database does not hold."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    Attributes:
        site: what is served.
        finder: the open database.
        path: the address without its query.
        parts: named parts of the path.
        query: the query's fields.
    """

    site: Site
    finder: Finder
    path: str
    parts: Mapping[str, str]
    query: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        """A field as text on one line."""
        value = " ".join(self.query.get(name, default).split())
        if len(value) > _LONGEST:
            raise BadQuestion(f"{name}: is longer than {_LONGEST} characters; shorten it.")
        if "\x00" in value:
            raise BadQuestion(f"{name}: holds a character that no text holds.")
        return value

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number between two others."""
        text = self.query.get(name, "")
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and low <= int(text[:9]) <= high):
            raise BadQuestion(f"{name}: '{text[:40]}' is no number from {low} to {high}.")
        return int(text)

    def day(self, name: str) -> date | None:
        """A day, ISO 8601."""
        text = self.query.get(name, "")
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadQuestion(
                f"{name}: '{text[:40]}' is no date; write it as 2024-03-31."
            ) from None

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of several words; the first when none is given."""
        text = self.query.get(name, "") or allowed[0]
        if text not in allowed:
            raise BadQuestion(f"{name}: '{text[:40]}' is none of {', '.join(allowed)}.")
        return text

    def state(self, name: str = "code") -> str:
        """A state's code from the path, given as code or by name."""
        return self._code(self.parts[name], name)

    def states(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Codes of a list of states, separated by commas."""
        listed = [part.strip() for part in self.query.get(name, "").split(",") if part.strip()]
        if not listed:
            return default
        if len(listed) > _MOST_STATES:
            raise BadQuestion(f"{name}: at most {_MOST_STATES} states; got {len(listed)}.")
        return tuple(dict.fromkeys(self._code(part, name) for part in listed))

    def powers(self) -> tuple[str, ...]:
        """The powers between whom states are placed."""
        return self.states("powers", self.site.settings.powers)

    def _code(self, text: str, name: str) -> str:
        code = state_code(text)
        coded = len(text) == 3 and text.isascii() and text.isupper()
        if code is None and coded and self.finder.state_counts(text) is not None:
            return text
        if code is None:
            raise NotThere(f"{name}: “{text[:60]}” is not the name or code of a state known here.")
        return code

    def address(self, **changes: object) -> str:
        """This address with other fields; those that are empty are left out."""
        fields = {k: v for k, v in self.query.items() if k != "format"}
        fields |= {k: str(v) for k, v in changes.items()}
        kept = {k: v for k, v in fields.items() if v not in ("", "None")}
        return self.path + (f"?{urlencode(kept, safe=',')}" if kept else "")
