"""Charts that say why there is nothing to draw, and what to do next."""

from textwrap import wrap
from typing import Any

import altair as alt

from tightrope.briefing.charts import styled

_LINE = 78


def notice(reason: str, step: str) -> Any:
    """A chart of two sentences.

    Args:
        reason: why there is nothing to draw.
        step: what to do next.
    """
    lines = [*wrap(reason, _LINE), *wrap(step, _LINE)]
    chart = (
        alt.Chart(alt.InlineData(values=[{"told": lines}]))
        .mark_text(align="left", baseline="top", fontSize=13, lineHeight=19)
        .encode(x=alt.value(6), y=alt.value(6), text="told:N")
        .properties(width=560, height=19 * len(lines) + 12, description=f"{reason} {step}")
    )
    return styled(chart)
