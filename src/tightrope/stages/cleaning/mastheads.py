"""What stands above and below the article: title, byline, publication dates, outlet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tightrope.stages.cleaning.blocks import Block
from tightrope.stages.cleaning.datelines import PRINTED_IN, byline, date_line, person_name
from tightrope.stages.cleaning.furniture import furniture_of
from tightrope.stages.cleaning.header_names import HeaderName, header_names
from tightrope.stages.cleaning.headlines import SITE_SUFFIX, content_words, fold
from tightrope.stages.cleaning.outlets import (
    MOST_OWNER_WORDS,
    copyright_owner,
    is_city,
    is_section,
    known_outlet,
    name_parts,
    sounds_like_press,
)

_HEADER_BLOCKS = 40
_FOOTER_BLOCKS = 4
_LONGEST_TITLE_WORDS = 32
_LEAST_TITLE_SCORE = 3.0
_NEAR_BLOCKS = 3
_LEAST_KNOWN = 0.3  # of a headline's longer words that the article takes up
_LEAST_UNSURE_WORDS = 3
_UNSURE_REACH = 8
_CRUMBS = re.compile(r"\s[>»|/›]\s|[→←]")
_PAGE_DATE = "date at the head of the page"


@dataclass(slots=True)
class Masthead:
    """What was read, and for each block used the reason under which it leaves the text.

    ``page_date`` is the one date above the headline: the day of the issue, or of the visit.
    """

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    outlet_basis: str = ""
    stated_dates: list[str] = field(default_factory=list)
    page_date: str | None = None
    used: dict[int, str] = field(default_factory=dict)


def read_masthead(blocks: Sequence[Block], kept: Sequence[bool], given: str | None) -> Masthead:
    """Title, byline, dates and outlet of an article.

    Args:
        blocks: all blocks of the raw text.
        kept: for each, whether it is part of the article so far.
        given: a title that the container states; it is then the title.
    """
    head = Masthead()
    body = [i for i, k in enumerate(kept) if k]
    start = _first_of(blocks, body)
    end = body[-1] if body else -1
    owner = _owner(blocks, end)
    names = header_names(blocks, start, body, owner)
    where = _find_title(blocks, start, body, given, names, head)
    _read_header(blocks, where, start, head)
    _read_footer(blocks, end, head)
    _find_page_date(blocks, where if where >= 0 else start, names, head)
    _find_outlet(names, where if where >= 0 else start, owner, head)
    return head


def _first_of(blocks: Sequence[Block], body: Sequence[int]) -> int:
    """Where the text under the headline begins: at prose, else at the first sentence there is."""
    for i in body:
        if blocks[i].is_prose:
            return i
    ended = (i for i in body if blocks[i].ends_sentence)
    return next(ended, body[0] if body else len(blocks))


def _find_title(
    blocks: Sequence[Block],
    start: int,
    body: Sequence[int],
    given: str | None,
    names: Mapping[int, HeaderName],
    head: Masthead,
) -> int:
    """Set the title and mark its copies; return its place (-1 when it is in no block)."""
    first = max(0, start - _HEADER_BLOCKS)
    region = list(dict.fromkeys([*range(min(1, start)), *range(first, min(start, len(blocks)))]))
    folded = {i: fold(blocks[i].text) for i in region}
    if given:
        head.title = " ".join(given.split())
    else:
        vocabulary = {w for i in body for w in content_words(blocks[i].text)}
        scored = {
            i: s
            for i in region
            if (i not in names or not (names[i].sure or names[i].dated))
            and (s := _title_score(i, blocks, folded, vocabulary, start)) is not None
        }
        chosen = _choose(scored, names, blocks, start)
        if chosen is not None:
            head.title = _without_site(blocks[chosen].text, chosen, folded)
    if head.title is None:
        return -1
    wanted, place = fold(head.title), -1
    for i in region:
        same = folded[i]
        if not same or not wanted:
            continue
        if same == wanted:
            head.used[i] = "title"
            place = i
        elif _truncated(blocks[i].text, wanted) or (
            wanted in same and len(same) <= len(wanted) + 80 and not blocks[i].is_prose
        ):
            head.used[i] = "title repeated"
            place = max(place, i)
    return place


def _choose(
    scored: Mapping[int, float],
    names: Mapping[int, HeaderName],
    blocks: Sequence[Block],
    start: int,
) -> int | None:
    """The line with the best score; else the last above the text that can be nothing else."""
    headlines = {i: s for i, s in scored.items() if i not in names}
    for group in (headlines, None, scored):
        if group is None:
            unsure = [i for i in headlines if _may_head(i, blocks, start)]
            if unsure:
                return max(unsure)
            continue
        best = max(group, key=lambda i: (group[i], -abs(start - i), i), default=None)
        if best is not None and group[best] >= _LEAST_TITLE_SCORE:
            return best
    return None


def _may_head(i: int, blocks: Sequence[Block], start: int) -> bool:
    """True for a line in sentence case with nothing but short labels between it and the text."""
    block = blocks[i]
    return (
        start - i <= _UNSURE_REACH
        and len(block.words) >= _LEAST_UNSURE_WORDS
        and block.lower_share > 0.0
        and block.text[0].isupper()
        and not block.text.endswith((".", ":", ","))
        and _CRUMBS.search(block.text) is None
        and all(
            len(b.words) < _LEAST_UNSURE_WORDS or date_line(b.text) or byline(b.text)
            for b in blocks[i + 1 : start]
        )
    )


def _title_score(
    i: int, blocks: Sequence[Block], folded: dict[int, str], vocabulary: set[str], start: int
) -> float | None:
    block = blocks[i]
    n = len(block.words)
    if not 2 <= n <= _LONGEST_TITLE_WORDS or block.bullet or block.trails_off:
        return None
    if block.is_prose and block.text.startswith(("“", '"')):
        return None
    if date_line(block.text) or byline(block.text) or furniture_of(block):
        return None
    if all(is_section(part) for part in name_parts(block.text)):
        return None
    content = content_words(block.text)
    known = sum(w in vocabulary for w in content) / len(content) if content else 0.0
    same = folded[i]
    copies = sum(
        other != i and bool(same) and (same in text or _truncated(blocks[other].text, same))
        for other, text in folded.items()
    )
    near = start - i <= _NEAR_BLOCKS or block.heading
    if known < _LEAST_KNOWN and not copies and not near:
        return None
    score = 4.0 * known + (2.0 if n >= 5 else 0.5 if n >= 3 else -1.0)
    score += 2.0 * min(copies, 2) if n >= 3 else 0.0
    score += 2.0 if block.heading else 0.0
    score -= 1.5 if block.text.endswith((".", ":", ",")) else 0.0
    score -= 0.15 * min(start - i, 20) if i else 0.0
    score += 1.0 if i == 0 else 0.0
    return score


def _truncated(text: str, whole: str) -> bool:
    """True when ``text`` ends in dots and its last words begin the title ("Home Title...")."""
    if not text.rstrip().endswith(("...", "…")):
        return False
    words = fold(text).split()
    return any(whole.startswith(" ".join(words[k:])) for k in range(max(len(words) - 2, 0)))


def _without_site(text: str, i: int, folded: dict[int, str]) -> str:
    """Take " | Site" off a page title, when it comes first or stands elsewhere without it."""
    found = SITE_SUFFIX.search(text)
    if found is None:
        return text
    short = text[: found.start()].strip()
    stands_alone = any(o != i and t == fold(short) for o, t in folded.items())
    return short if stands_alone or (i == 0 and len(short.split()) >= 4) else text


def _read_header(blocks: Sequence[Block], title: int, start: int, head: Masthead) -> None:
    first = title + 1 if title >= 0 else max(0, start - 6)
    bare: str | None = None
    for i in range(first, min(start, len(blocks))):
        if i in head.used:
            continue
        stated = date_line(blocks[i].text)
        if stated is not None:
            if stated.labelled:
                head.stated_dates.append(stated.text)
            elif title >= 0:
                # Of several bare dates the one nearest to the text is the article's own.
                bare = stated.text
            else:
                continue
            head.used[i] = "publication date"
            _take_byline(stated.rest, head)
            continue
        if byline(blocks[i].text) is not None:
            _take_byline(blocks[i].text, head)
            head.used[i] = "byline"
        elif title >= 0 and i <= title + 2 and head.byline is None:
            name = person_name(blocks[i].text)
            follows = blocks[i + 1].text if i + 1 < len(blocks) else ""
            if name and (date_line(follows) or i + 1 == start):
                head.byline = name
                head.used[i] = "byline"
    if not head.stated_dates and bare is not None:
        head.stated_dates.append(bare)
    if not head.stated_dates and title > 0:
        above = date_line(blocks[title - 1].text)
        if above is not None and (above.labelled or above.timed):
            head.stated_dates.append(above.text)
            head.used[title - 1] = "publication date"


def _take_byline(text: str, head: Masthead) -> None:
    who = byline(text)
    if who and head.byline is None:
        head.byline = who


def _read_footer(blocks: Sequence[Block], end: int, head: Masthead) -> None:
    for i in range(max(end, 0), min(end + 1 + _FOOTER_BLOCKS, len(blocks))):
        stated = date_line(blocks[i].text)
        if stated is None:
            continue
        if PRINTED_IN.match(stated.text) or stated.labelled:
            head.stated_dates.append(stated.text)
            head.used[i] = "publication date"
            break


def _find_page_date(
    blocks: Sequence[Block], title: int, names: Mapping[int, HeaderName], head: Masthead
) -> None:
    """The date at the head of the page, when it is the only one there and no other item's."""
    if head.stated_dates:
        return
    wanted = fold(head.title or "")
    found: list[tuple[int, str]] = []
    for i in range(min(title, len(blocks))):
        stated = date_line(blocks[i].text)
        if stated is None:
            if _is_item(i, blocks, names, wanted):
                return
            continue
        if stated.labelled or (stated.rest and not _rest_is_head(i, stated.rest, names, found)):
            return
        found.append((i, stated.text))
    if len({_digits(text) for _, text in found}) == 1:
        head.page_date = found[0][1]
        for i, _ in found:
            head.used[i] = _PAGE_DATE


def _is_item(i: int, blocks: Sequence[Block], names: Mapping[int, HeaderName], wanted: str) -> bool:
    """True for a headline or a sentence other than the article's: dates near it are its own."""
    block = blocks[i]
    if i in names or furniture_of(block) or len(block.words) <= _LEAST_UNSURE_WORDS:
        return False
    same = fold(block.text)
    if wanted and (wanted in same or _truncated(block.text, wanted)):
        return False
    return block.lower_share > 0.0 and _CRUMBS.search(block.text) is None


def _rest_is_head(
    i: int, rest: str, names: Mapping[int, HeaderName], found: Sequence[tuple[int, str]]
) -> bool:
    """True when what stands beside a date is the page's name, or a city it is dated from."""
    return i in names or (not found and is_city(rest))


def _digits(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\d+", text)))


def _owner(blocks: Sequence[Block], end: int) -> str | None:
    for block in reversed(blocks[max(end, 0) :]):
        if len(block.words) <= MOST_OWNER_WORDS and (owner := copyright_owner(block.text)):
            return owner
    return None


def _find_outlet(
    names: Mapping[int, HeaderName], title: int, owner: str | None, head: Masthead
) -> None:
    for text in head.stated_dates:
        if found := PRINTED_IN.match(text):
            head.outlet, head.outlet_basis = found["outlet"].strip(" ,"), "“Published in” line"
            return
    # An owner whose name is no paper's may be the firm behind the one that the masthead names.
    if owner is not None and (known_outlet(owner) or sounds_like_press(owner)):
        head.outlet, head.outlet_basis = owner, "copyright line"
    for i, name in names.items():
        # Below the headline a name alone is a byline: the agency's whose report it is.
        if not name.outlet or not (i < title or name.dated):
            continue
        if head.outlet is None:
            head.outlet, head.outlet_basis = (
                name.name,
                "line of the date" if i > title else "masthead",
            )
        if i < title and not name.dated:
            head.used.setdefault(i, "masthead")
    if head.outlet is None and owner is not None:
        head.outlet, head.outlet_basis = owner, "copyright line"
