"""From what a user types for a state to its code."""

from functools import lru_cache

from tightrope.reference.actors import states


def state_code(typed: str) -> str | None:
    """ISO 3166-1 alpha-3 code of a state given by code, name or another common name.

    Returns:
        The code, or None when no state is called that.
    """
    return _by_name().get(typed.strip().casefold())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for state in states():
        for name in (state.iso3, state.name, *state.aliases):
            found.setdefault(name.casefold(), state.iso3)
    return found
