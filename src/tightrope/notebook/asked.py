"""What a notebook asks for, checked: states, powers, days."""

from collections.abc import Sequence
from datetime import date

from tightrope.errors import UsageError
from tightrope.reference.state_codes import state_code


def state_asked(name: str, argument: str) -> str:
    """The code of a state given as code or by name; UsageError when it is none."""
    code = state_code(name)
    if code is None:
        raise UsageError(
            f"{argument}: '{name}' is not a state; give an ISO 3166-1 alpha-3 code such as PAK, or "
            "its English name."
        )
    return code


def powers_asked(names: Sequence[str], focal: str) -> tuple[str, ...]:
    """Codes of powers other than the focal state; UsageError when none is left."""
    listed = [names] if isinstance(names, str) else list(names)
    codes = dict.fromkeys(state_asked(name, "powers") for name in listed)
    codes.pop(state_asked(focal, "focal"), None)
    if not codes:
        raise UsageError("powers: name at least one other than the state, such as powers=['USA'].")
    return tuple(codes)


def day_asked(given: date | str | None, argument: str) -> date | None:
    """A day given as date or ISO 8601 text; UsageError for another text."""
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"{argument}: '{given}' is no date; write it as 2024-03-31.") from None
