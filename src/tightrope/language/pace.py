"""Whether texts are read thoroughly or fast, for the whole process and those that it starts.

Fast reading takes the narrow gate (``state_gate``) and leaves the encoders out unless they are
asked for by name. ``--fast`` and the variable ``TIGHTROPE_FAST`` ask for it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tightrope.errors import UsageError

VARIABLE = "TIGHTROPE_FAST"
_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})


def is_fast() -> bool:
    """Whether reading is to be fast.

    Raises:
        UsageError: the variable says neither yes nor no.
    """
    said = os.environ.get(VARIABLE, "").strip().lower()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise UsageError(f"{VARIABLE}: '{said}' is neither yes nor no; write 1 or 0, or unset it.")


@contextmanager
def reading_fast(fast: bool) -> Iterator[None]:
    """Read fast within, here and in processes started meanwhile; without ``fast`` nothing
    changes."""
    before = os.environ.get(VARIABLE)
    if fast:
        os.environ[VARIABLE] = "1"
    try:
        yield
    finally:
        if fast:
            if before is None:
                os.environ.pop(VARIABLE, None)
            else:
                os.environ[VARIABLE] = before
