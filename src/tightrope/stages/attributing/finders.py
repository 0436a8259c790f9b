"""Which finder is in use: the learned one with the rules beside it, or the rules alone."""

import os
from functools import lru_cache

from tightrope.errors import MissingComponent, TightropeError, UsageError
from tightrope.language.learned.release import NAME, release_version
from tightrope.language.pace import is_fast
from tightrope.stages.attributing.combining import CombinedFinder
from tightrope.stages.attributing.rules import RuleFinder
from tightrope.stages.attributing.triples import TripleFinder

VARIABLE = "TIGHTROPE_ATTRIBUTION"
MODEL, RULES = "model", "rules"
_FAST = "fast"


def default_finder() -> TripleFinder:
    """The learned finder where it loads, else the rules.

    ``TIGHTROPE_ATTRIBUTION`` set to ``rules`` or ``model`` asks for one of them.

    Raises:
        UsageError: the variable holds something else.
        MissingComponent: it asks for the model and that can't be loaded.
        ChangedWeights: the weights are not those that were trained.
    """
    return _finder(_wanted())[0]


def finder_in_use() -> str:
    """What finds attributions in this process, in words, with the reason if it is not the model.

    Raises:
        The same errors as :func:`default_finder`.
    """
    return _finder(_wanted())[1]


def finder_version() -> str:
    """What a statement depends on beside code and tables, without loading it."""
    return f"{_wanted()} {release_version()}"


def _wanted() -> str:
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted not in ("", MODEL, RULES):
        raise UsageError(
            f"{VARIABLE}: '{wanted}' is neither 'model' nor 'rules'; unset it or name one."
        )
    return wanted or (_FAST if is_fast() else "")


@lru_cache(maxsize=4)
def _finder(wanted: str) -> tuple[TripleFinder, str]:
    rules = RuleFinder()
    if wanted == RULES:
        return rules, f"rules ({VARIABLE} asks for them)"
    if wanted == _FAST:
        return rules, "rules (reading is fast)"
    try:
        # Commands that attribute nothing start without the model's libraries.
        from tightrope.language.learned.tagger import default_tagger
        from tightrope.stages.attributing.learned import LearnedFinder

        learned = LearnedFinder(default_tagger())
    except ImportError as error:
        trouble: TightropeError = MissingComponent(
            f"The learned reader can't be loaded ({error}); reinstall Tightrope with "
            "'pip install .'."
        )
    except MissingComponent as error:
        trouble = error
    else:
        return CombinedFinder(learned, rules), f"model {NAME}, with rules beside it"
    if wanted == MODEL:
        raise trouble
    return rules, f"rules, since the model is not there: {trouble}"
