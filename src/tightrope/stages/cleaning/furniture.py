"""Page furniture: what news pages put around, into and after an article.

Wordings stand in ``furniture.csv``; what a wording can't tell (a notice of any length that speaks
to "you" about accounts and cookies) is told by counting words.
"""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from tightrope.stages.cleaning.blocks import Block


class Effect(StrEnum):
    """What a piece of furniture says about its surroundings."""

    ALONE = "alone"  # it goes, what stands around it is not touched
    LIST = "list"  # it heads a list of links: what is no prose after it goes too
    END = "end"  # articles do not go on after it
    TAIL = "tail"  # furniture only at the end of an article; prose anywhere else


@dataclass(frozen=True, slots=True)
class Furniture:
    effect: Effect
    reason: str


_TABLE = Path(__file__).with_name("furniture.csv")
# What the placeholders of the table stand for.
_NETWORK = (
    r"(?:facebook|twitter|x|instagram|youtube|linked ?in|pinterest|reddit|tumblr|whats ?app"
    r"|telegram|google ?\+?|google plus|e-?mail|mail|print|sms|flipboard|pocket|vk|vkontakte"
    r"|odnoklassniki|messenger|snapchat|tik ?tok|rss|viber|line|weibo|wechat|threads|bluesky"
    r"|mastodon|copy(?: link| url)?|share|tweet|pin(?: it)?|like|save|comments?|text|more|fb"
    r"|truth social|digg|stumbleupon|buffer|gab|parler)"
)
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{2,4})"
)
_PLACEHOLDERS = {"<network>": _NETWORK, "<date>": _DATE}
_LONGEST_CHARACTERS = 500
_LONGEST_WORDS = 70

_WEB_WORDS = re.compile(
    r"\b(?:cookies?|newsletters?|(?:un)?subscri\w+|sign(?:ing|ed)? (?:up|in)|log(?:ged)? ?in|inbox"
    r"|browser|web ?sites?|this site|e-?mail address|ad ?block\w*|privacy policy|terms of"
    r"|click(?:ing)?|notifications?|your account|captcha|spam|opt[- ]out|free trial|membership"
    r"|personal data|javascript)\b",
    re.I,
)
_APPEAL_WORDS = re.compile(r"\b(?:you|your|we|our|us|you['’](?:re|ll|ve))\b", re.I)
_QUOTED = re.compile(r"[“\"]")
_LONGEST_NOTICE_WORDS = 160
_LEAST_NOTICE_SHARE = 0.08
_NOTICE = Furniture(Effect.ALONE, "cookie, newsletter or account notice")

# Links to other articles are often set in capitals between paragraphs; subheadings are short.
_SHOUTED = Furniture(Effect.LIST, "link to another article")
_SHOUTED_WORDS = 7


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], Furniture], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    compiled = []
    for row in rows:
        pattern = row["pattern"]
        for name, meaning in _PLACEHOLDERS.items():
            pattern = pattern.replace(name, meaning)
        furniture = Furniture(Effect(row["effect"]), row["reason"])
        compiled.append((re.compile(pattern, re.IGNORECASE), furniture))
    return tuple(compiled)


def furniture_of(block: Block) -> Furniture | None:
    """What kind of furniture a block is; None when it may be part of an article."""
    if _is_notice(block):
        return _NOTICE
    if len(block.words) >= _SHOUTED_WORDS and block.text.isupper() and not block.ends_sentence:
        return _SHOUTED
    text = block.text.strip(" *_•·▪●|>»").strip()
    if len(text) > _LONGEST_CHARACTERS or len(block.words) > _LONGEST_WORDS:
        return None
    return _by_wording(text)


@lru_cache(maxsize=20_000)
def _by_wording(text: str) -> Furniture | None:
    # Cached because the pages of one site share their furniture.
    for pattern, furniture in _table():
        if pattern.match(text):
            return furniture
    return None


def _is_notice(block: Block) -> bool:
    """A text that speaks to the reader about the site rather than about the news."""
    n = len(block.words)
    if not 5 <= n <= _LONGEST_NOTICE_WORDS:
        return False
    web = len(_WEB_WORDS.findall(block.text))
    if not web or _QUOTED.search(block.text):
        return False
    appeal = len(_APPEAL_WORDS.findall(block.text))
    return (appeal >= 2 or web >= 3) and web + appeal >= _LEAST_NOTICE_SHARE * n
