"""The normal distribution and random numbers inside compiled loops.

Random numbers are a function of a key and a counter (the finalizer of SplitMix64; Steele, Lea and
Flood 2014), so a draw does not depend on which thread makes it, or on how many there are.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from scipy.special import ndtr

_Function = TypeVar("_Function", bound=Callable[..., Any])

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _ONE = (np.uint64(n) for n in (30, 27, 31, 11, 1))

# The distribution function on a grid, with its density as slope, for cubic interpolation: absolute
# error below 1e-10 between -6 and 6.
_STEPS_PER_UNIT = 64
_REACH = 6.0
_GRID = np.arange(-int(_REACH) * _STEPS_PER_UNIT, int(_REACH) * _STEPS_PER_UNIT + 1)
_CDF = ndtr(_GRID / _STEPS_PER_UNIT)
_SLOPE = np.exp(-0.5 * (_GRID / _STEPS_PER_UNIT) ** 2) / math.sqrt(2 * math.pi) / _STEPS_PER_UNIT


def compiled(*, parallel: bool = False) -> Callable[[_Function], _Function]:
    """Compile a function with Numba and keep what was compiled for the next run."""
    made: Any = numba.njit(cache=True, parallel=parallel, error_model="numpy")

    def compile_it(function: _Function) -> _Function:
        compiled_function: _Function = made(function)
        return compiled_function

    return compile_it


@compiled()
def _mixed(x: Any) -> Any:
    x = (x ^ (x >> _S30)) * _MIX_1
    x = (x ^ (x >> _S27)) * _MIX_2
    return x ^ (x >> _S31)


@compiled()
def key_of(seed: int, sweep: int, purpose: int) -> Any:
    """A stream of random numbers of its own for each use in each sweep (an unsigned integer)."""
    return _mixed(
        _mixed(np.uint64(seed) * _GOLDEN + np.uint64(purpose)) + np.uint64(sweep) * _MIX_2
    )


@compiled()
def uniform(key: Any, counter: int) -> float:
    """A number strictly between 0 and 1."""
    bits = _mixed(np.uint64(key) + (np.uint64(counter) + _ONE) * _GOLDEN)
    return (float(bits >> _S11) + 0.5) * 1.1102230246251565e-16


@compiled()
def normal(key: Any, counter: int) -> float:
    """A standard normal number."""
    return quantile(uniform(key, counter))


@compiled()
def cdf(x: float) -> float:
    """The normal distribution function."""
    if not -_REACH < x < _REACH:
        if x > 9.0:
            return 1.0
        return 0.5 * math.erfc(-x * 0.7071067811865476)
    place = (x + _REACH) * _STEPS_PER_UNIT
    n = int(place)
    t = place - n
    a, b, d, e = _CDF[n], _CDF[n + 1], _SLOPE[n], _SLOPE[n + 1]
    rise = b - a
    value: float = a + t * (d + t * (3 * rise - 2 * d - e + t * (d + e - 2 * rise)))
    return value


@compiled()
def quantile(p: float) -> float:  # pragma: no cover (compiled)
    """Inverse of the normal distribution function (Acklam's rational fit, error 1e-9)."""
    if p < 0.02425:
        q = math.sqrt(-2.0 * math.log(p))
        return (
            (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q
               - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
            / ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q
                + 3.754408661907416) * q + 1.0)
        )  # fmt: skip
    if p > 0.97575:
        q = math.sqrt(-2.0 * math.log1p(-p))
        return -(
            (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q
               - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
            / ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q
                + 3.754408661907416) * q + 1.0)
        )  # fmt: skip
    q = p - 0.5
    r = q * q
    return (
        (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r
           + 138.3577518672690) * r - 30.66479806614716) * r + 2.506628277459239) * q
        / (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r
             + 66.80131188771972) * r - 13.28068155288572) * r + 1.0)
    )  # fmt: skip


@compiled()
def truncated(low: float, high: float, u: float) -> float:
    """A standard normal number between two bounds, out of a uniform one.

    Args:
        low, high: bounds, ``low < high``; either may be infinite.
        u: uniform between 0 and 1.
    """
    # In the upper tail the distribution function runs out of digits: draw in the lower one.
    turned = low > 0.0
    if turned:
        low, high = -high, -low
    a = cdf(low)
    p = a + u * (cdf(high) - a)
    x = high if p < 1e-300 else min(max(quantile(p), low), high)
    return -x if turned else x
