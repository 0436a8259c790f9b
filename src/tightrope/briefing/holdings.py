"""What the corpus holds, and what was left out of it or of the measure, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from tightrope.briefing.content import Desk, one_line
from tightrope.briefing.wording import counted, day_words, listed, published_words, state
from tightrope.records.corpus import Story
from tightrope.records.documents import DateBasis, Document

_MOST_ORIGINS = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """One document of the corpus."""

    id: str
    title: str
    outlet: str
    published: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class StoryHolding:
    """One story: its reports and where they all come from."""

    id: str
    title: str
    told: str
    origins: str


@dataclass(frozen=True, slots=True)
class Omission:
    """Something left out, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """The corpus in one view; ``unread`` counts the files that could not be read."""

    summary: str
    documents: tuple[Holding, ...]
    more_documents: int
    stories: tuple[StoryHolding, ...]
    more_stories: int
    single_stories: str
    omissions: tuple[Omission, ...]
    unmeasured: tuple[Omission, ...]
    unread: int = 0


def holdings(desk: Desk, most: int) -> Holdings:
    """What the corpus holds, the documents and stories that tell of the focal state, newest and
    most reported first, and everything left out.

    Args:
        desk: the material.
        most: how many documents, stories and quarantined files to show.
    """
    telling = desk.listed.telling
    documents = sorted(
        (d for d in desk.material.documents if d.id in telling), key=lambda d: (d.path, d.id)
    )
    documents.sort(key=lambda d: d.published.high or d.published.low or date.min, reverse=True)
    about = [s for s in desk.material.stories if telling.intersection(s.document_ids)]
    told_often = [s for s in about if len(s.document_ids) > 1]
    stories = sorted(told_often, key=lambda s: (-len(s.document_ids), s.id))
    return Holdings(
        summary=f"{_summary(desk)} {_about(desk)}".strip(),
        documents=tuple(_holding(desk, d) for d in documents[:most]),
        more_documents=max(0, len(documents) - most),
        stories=tuple(_story(desk, s) for s in stories[:most]),
        more_stories=max(0, len(stories) - most),
        single_stories=_singles(len(about) - len(stories)),
        omissions=_omissions(desk, most),
        unmeasured=_unmeasured(desk),
        unread=len(desk.material.quarantined),
    )


def dates_covered(documents: Iterable[Document]) -> str:
    """ "18 May 2021 to 1 May 2023"; empty when nothing is dated."""
    bounds = [d.published for d in documents]
    lows = [p.low for p in bounds if p.low is not None]
    highs = [p.high for p in bounds if p.high is not None]
    if not lows or not highs:
        return ""
    low, high = min(lows), max(highs)
    return day_words(low) if low == high else f"{day_words(low)} to {day_words(high)}"


def _summary(desk: Desk) -> str:
    documents = desk.material.documents
    if not documents:
        return "The corpus holds no documents."
    outlets = {one_line(d.outlet) for d in documents if d.outlet}
    parts = [counted(len(documents), "document")]
    if outlets:
        parts.append(f"from {counted(len(outlets), 'outlet')}")
    nameless = sum(not d.outlet for d in documents)
    words = " ".join(parts)
    if nameless:
        words += f" ({counted(nameless, 'document')} whose outlet is unknown)"
    covered = dates_covered(documents)
    if covered:
        words += f", published {'from ' if ' to ' in covered else ''}{covered}"
    origins = {o for story in desk.material.stories for o in story.origins}
    words += f": {counted(len(desk.material.stories), 'story', 'stories')}"
    if origins:
        words += f" that go back to {counted(len(origins), 'independent origin')}"
    return words + "."


def _about(desk: Desk) -> str:
    """How many of the documents tell of the focal state."""
    total, number = len(desk.material.documents), len(desk.listed.telling)
    if not total:
        return ""
    name = state(desk.material.focal) + desk.material.scope.suffix
    if number == total:
        return f"All of them tell of {name}." if total > 1 else f"It tells of {name}."
    if not number:
        return f"None of them tells of {name}."
    return f"{counted(number, 'document')} {'tells' if number == 1 else 'tell'} of {name}:"


def _holding(desk: Desk, document: Document) -> Holding:
    member = desk.memberships.get(document.id)
    notes = []
    if member is not None and member.copy_of:
        original = desk.documents.get(member.copy_of)
        named = f"“{one_line(original.title)}”" if original and original.title else member.copy_of
        notes.append(f"a copy of {named}")
    own = {document.id, document.outlet}
    others = [desk.origin(o) for o in (member.origins if member else ()) if o not in own]
    if others:
        notes.append(f"goes back to {listed(others[:_MOST_ORIGINS])}")
    if document.language != "en":
        notes.append(f"language “{one_line(document.language)}”, kept but not read")
    if document.published.note and document.published.basis != DateBasis.METADATA:
        notes.append(f"date: {one_line(document.published.note)}")
    return Holding(
        id=document.id,
        title=one_line(document.title or "") or "untitled",
        outlet=desk.outlet(document),
        published=published_words(document.published),
        note="; ".join(notes),
        url=web_address(document.url),
    )


def web_address(url: str | None) -> str:
    """The address if it is one of the web's; a page must never offer any other kind of link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in ("http", "https") and parts.netloc else ""


def _singles(number: int) -> str:
    if not number:
        return ""
    return f"{counted(number, 'story', 'stories')} {'has' if number == 1 else 'have'} one report."


def _story(desk: Desk, story: Story) -> StoryHolding:
    origins = [desk.origin(o) for o in story.origins]
    if len(origins) > _MOST_ORIGINS:
        origins = [*origins[:_MOST_ORIGINS], "others"]
    return StoryHolding(
        id=story.id,
        title=one_line(story.title) or "untitled",
        told=f"{counted(len(story.document_ids), 'report')}, "
        f"{counted(len(story.origins), 'independent origin')}",
        origins=listed(origins),
    )


def _omissions(desk: Desk, most: int) -> tuple[Omission, ...]:
    quarantined = desk.material.quarantined
    found = [Omission(one_line(q.path), one_line(q.reason)) for q in quarantined[:most]]
    if len(quarantined) > most:
        found.append(
            Omission(
                f"{counted(len(quarantined) - most, 'more file')}",
                "listed by “tightrope export quarantine”",
            )
        )
    foreign = Counter(d.language for d in desk.material.documents if d.language != "en")
    for language, number in sorted(foreign.items()):
        found.append(
            Omission(
                counted(number, "document"),
                f"not in English (language “{one_line(language)}”): kept, but no events or "
                "statements are read from it",
            )
        )
    undated = sum(
        d.published.low is None and d.published.high is None for d in desk.material.documents
    )
    if undated:
        found.append(
            Omission(
                counted(undated, "document"),
                "undated: quoted here, but what it tells counts in a position only where the text "
                "itself dates it",
            )
        )
    return tuple(found)


def _unmeasured(desk: Desk) -> tuple[Omission, ...]:
    reasons: dict[str, set[str]] = {}
    for out in desk.material.left_out:
        reasons.setdefault(out.reason, set()).add(out.incident_id)
    return tuple(
        Omission(counted(len(ids), "incident"), one_line(reason))
        for reason, ids in sorted(reasons.items(), key=lambda r: (-len(r[1]), r[0]))
    )
