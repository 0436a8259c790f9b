"""How tables of roll calls are written."""

from tightrope.briefing.as_markdown import escape_markdown
from tightrope.records.votes import RollCall

_LONGEST_TITLE = 110


def markdown_table(heads: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown; what the cells hold is escaped."""
    lines = [heads, ["---"] * len(heads), *([escape_markdown(c) for c in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def short_title(roll_call: RollCall) -> str:
    """What a roll call is called, on one line."""
    return shortened(roll_call.title or roll_call.description or "–")


def shortened(text: str) -> str:
    """A title on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1].rstrip()}…"
