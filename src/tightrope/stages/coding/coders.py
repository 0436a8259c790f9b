"""Which coder is in use: the learned one with the rules beside it, or the rules alone."""

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from tightrope.errors import MissingComponent, TightropeError, UsageError
from tightrope.language.learned.release import EVENTS_NAME
from tightrope.language.pace import is_fast

if TYPE_CHECKING:
    from tightrope.language.learned.event_reader import EventReader

VARIABLE = "TIGHTROPE_CODING"
MODEL, RULES = "model", "rules"
_FAST = "fast"


def chosen_reader() -> "EventReader | None":
    """The learned reader of events where it loads, else None: then the rules code alone.

    ``TIGHTROPE_CODING`` set to ``rules`` or ``model`` asks for one of them.

    Raises:
        UsageError: the variable holds something else.
        MissingComponent: it asks for the model and that can't be loaded.
        ChangedWeights: the weights are not those that were trained.
    """
    return _choice(wanted_coder())[0]


def coder_in_use() -> str:
    """What codes events in this process, in words, with the reason if it is not the model.

    Raises:
        The same errors as :func:`chosen_reader`.
    """
    return _choice(wanted_coder())[1]


def wanted_coder() -> str:
    """What the variable asks for, or the pace; empty when they leave the choice.

    Raises:
        UsageError: it asks for what does not exist.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted not in ("", MODEL, RULES):
        raise UsageError(
            f"{VARIABLE}: '{wanted}' is neither 'model' nor 'rules'; unset it or name one."
        )
    return wanted or (_FAST if is_fast() else "")


@lru_cache(maxsize=4)
def _choice(wanted: str) -> "tuple[EventReader | None, str]":
    if wanted == RULES:
        return None, f"rules ({VARIABLE} asks for them)"
    if wanted == _FAST:
        return None, "rules (reading is fast)"
    try:
        # Commands that code nothing start without the model's libraries.
        from tightrope.language.learned.event_reader import default_event_reader

        return default_event_reader(), f"model {EVENTS_NAME}, with rules beside it"
    except ImportError as error:
        trouble: TightropeError = MissingComponent(
            f"The learned coder can't be loaded ({error}); reinstall Tightrope with "
            "'pip install .'."
        )
    except MissingComponent as error:
        trouble = error
    if wanted == MODEL:
        raise trouble
    return None, f"rules, since the model is not there: {trouble}"
