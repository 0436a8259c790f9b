"""Who said what: statements by and about a state, grouped by speaker, told once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tightrope.briefing.content import Desk, Receipt, one_line
from tightrope.briefing.wording import day_words, listed, sentence, state, state_name
from tightrope.records.actors import Sector
from tightrope.records.statements import Direction, Statement, StatementKind
from tightrope.reference.cues import WEAK_SENSES, cues

_WORD = re.compile(r"[^\W_]+")
_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "these", "those")
)
_PRESS = frozenset({"outlet", "press"})
_PASSES_ON = _PRESS | {"document"}
_OFFICIAL = frozenset(
    {Sector.GOV, Sector.MIL, Sector.SPY, Sector.LEG, Sector.JUD, Sector.COP, Sector.PTY, Sector.IGO}
)
#: Share of the shorter content's words that another one holds when both tell the same.
_SAME_SHARE = 0.7
_MOST_COMPARED = 300
_MOST_ALSO = 8
_KIND_RANK = {
    StatementKind.DIRECT: 0,
    StatementKind.MIXED: 1,
    StatementKind.INDIRECT: 2,
    StatementKind.NO_COMMENT: 3,
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement as the briefing tells it.

    ``also`` holds the other reports that tell it, ``more`` counts those that are too many to show.
    """

    ids: tuple[str, ...]
    when: str
    manner: str
    receipt: Receipt
    also: tuple[Receipt, ...] = ()
    more: int = 0
    direction: str = ""

    @property
    def lead(self) -> str:
        """How and when it was said and which way it goes, as far as that is known: "In an internal
        memo, 2 May 2023, unfavourable to China"."""
        parts = (self.manner, self.when, self.direction)
        return sentence(", ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and what is told of their words; ``more`` are left to the tables."""

    name: str
    role: str
    sayings: tuple[Saying, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Voices:
    """All speakers shown, how many more there are, and what was left out as too weak to quote."""

    voices: tuple[Voice, ...]
    more_voices: int
    weak: int
    nameless: int


def voices(desk: Desk, most_voices: int, most_sayings: int) -> Voices:
    """Statements by or about the focal state, by speaker.

    Officials of the focal state come first, then those of the powers, other officials, and
    everybody else; within a speaker the newest comes first. What the press says in its own name is
    left out where it only passes on somebody else's words. Beliefs and intentions that are
    ascribed without a quotation, and speakers that stay a pronoun, are counted and left out.

    Args:
        desk: the material.
        most_voices: how many speakers to show.
        most_sayings: how many statements of each.
    """
    focal = desk.material.focal
    passed_on = {s.parent_id for s in desk.material.statements if s.parent_id}
    by_speaker: dict[str, list[Statement]] = {}
    weak = nameless = 0
    for statement in desk.listed.material.statements:
        if focal not in statement.source_states and focal not in statement.about:
            continue
        if statement.source_kind in _PASSES_ON and statement.id in passed_on:
            continue
        if _is_weak(statement):
            weak += 1
        elif not _speaker(statement):
            nameless += 1
        else:
            by_speaker.setdefault(_speaker(statement).casefold(), []).append(statement)
    ranked = sorted(
        by_speaker.values(),
        key=lambda said: (_rank(said, desk.material.powers, focal), -len(said), _speaker(said[0])),
    )
    shown = tuple(_voice(desk, said, most_sayings) for said in ranked[:most_voices])
    return Voices(shown, max(0, len(ranked) - most_voices), weak, nameless)


def is_about(statement: Statement | None, focal: str) -> bool:
    """Whether a statement is by or about a state."""
    return statement is not None and focal in (*statement.source_states, *statement.about)


def speaker_role(statement: Statement) -> str:
    """Office and state of a speaker: "foreign minister, Kenya"; empty when neither is known."""
    places = " and ".join(state_name(s) for s in statement.source_states)
    office = one_line(statement.source_office)
    name = _speaker(statement)
    return ", ".join(
        part for part in (office, places) if part and part.casefold() != name.casefold()
    )


def speaker_name(statement: Statement) -> str:
    """The speaker's name as a heading has it."""
    return sentence(_speaker(statement)) or "Somebody not named"


def when_said(desk: Desk, statement: Statement) -> str:
    """The day of a statement where it is known; else nothing (the report's date stands below)."""
    return day_words(statement.statement_date) if statement.statement_date is not None else ""


def manner(statement: Statement) -> str:
    """How it was said: the medium, and that it is a refusal."""
    medium = one_line(statement.medium)
    if statement.kind == StatementKind.NO_COMMENT:
        return "did not comment"
    if not medium:
        return ""
    if medium.startswith(("a ", "an ", "the ", "in ", "on ", "at ")):
        return medium
    return f"{'on' if medium in _ON else 'in'} {_article(medium)}{medium}"


def direction_words(telling: Iterable[Statement]) -> str:
    """Which way officials' words go: "favourable to China"; empty where they take no side."""
    for side in (Direction.FAVOURABLE, Direction.UNFAVOURABLE):
        towards = {s.state for said in telling for s in said.stances if s.direction == side}
        if towards:
            return f"{side} to {listed([state(s) for s in sorted(towards)])}"
    return ""


_ON = frozenset(
    {"Twitter", "X", "Facebook", "television", "TV", "radio", "social media", "state television"}
)


def _article(medium: str) -> str:
    if medium in _ON or medium[0].isupper() or medium.endswith("s"):
        return ""
    return "an " if medium[0] in "aeio" else "a "


def _speaker(statement: Statement) -> str:
    name = one_line(statement.source_name)
    if name:
        return name
    text = one_line(statement.source_text)
    return "" if text.casefold() in _PRONOUNS else text


def _is_weak(statement: Statement) -> bool:
    """An indirect belief or intention: ascribed to the source rather than said by it."""
    quoted = statement.kind in (StatementKind.DIRECT, StatementKind.MIXED)
    if not statement.cue_lemma or statement.kind == StatementKind.NO_COMMENT:
        return False
    if quoted and statement.parent_id is None:
        return False  # inside another statement the quotation marks are that one's
    senses = {
        sense
        for part in ("verb", "noun", "adjective", "preposition", "adverb", "view noun")
        for cue in [cues().get((part, statement.cue_lemma))]
        if cue is not None
        for _, sense in cue.frames
    }
    return bool(senses) and senses <= WEAK_SENSES


def _rank(said: Sequence[Statement], powers: Sequence[str], focal: str) -> int:
    states = {s for statement in said for s in statement.source_states}
    official = any(s.source_sector in _OFFICIAL for s in said)
    if any(s.source_kind in _PRESS for s in said):
        return 5
    if focal in states:
        return 0 if official else 3
    if official:
        return 1 if states & set(powers) else 2
    return 4


def _voice(desk: Desk, said: Sequence[Statement], most: int) -> Voice:
    newest = sorted(said, key=lambda s: s.id)
    newest.sort(key=lambda s: _day(desk, s) or date.min, reverse=True)
    # Statements are compared with one another, so only so many of one speaker are.
    tellings = _told_once(newest[:_MOST_COMPARED])
    tellings.sort(key=lambda telling: telling[0].id)
    tellings.sort(key=lambda telling: _day(desk, telling[0]) or date.min, reverse=True)
    sayings = _by_passage(_saying(desk, telling) for telling in tellings)
    roles = [speaker_role(s) for s in said]
    return Voice(
        name=speaker_name(said[0]),
        role=max(roles, key=lambda r: (len(r), r)),
        sayings=tuple(sayings[:most]),
        more=max(0, len(sayings) - most) + max(0, len(said) - _MOST_COMPARED),
    )


def _saying(desk: Desk, telling: Sequence[Statement]) -> Saying:
    first = telling[0]
    elsewhere = {s.document_id: s for s in telling if s.document_id != first.document_id}
    others = [elsewhere[d] for d in sorted(elsewhere)]
    return Saying(
        ids=(first.id,),
        when=when_said(desk, first),
        manner=manner(first),
        receipt=desk.said(first),
        direction=direction_words(telling),
        also=tuple(desk.said(s) for s in others[:_MOST_ALSO]),
        more=max(0, len(others) - _MOST_ALSO),
    )


def _by_passage(sayings: Iterable[Saying]) -> list[Saying]:
    """Put what stands in one passage together: it is quoted once, with all its identifiers."""
    found: dict[tuple[str, str], Saying] = {}
    for saying in sayings:
        passage = (saying.receipt.document_id, saying.receipt.quotation)
        known = found.get(passage)
        if known is None:
            found[passage] = saying
        else:
            found[passage] = replace(
                known,
                ids=(*known.ids, *saying.ids),
                when=known.when or saying.when,
                manner=known.manner or saying.manner,
                also=known.also or saying.also,
                direction=known.direction or saying.direction,
            )
    return list(found.values())


def _told_once(said: Iterable[Statement]) -> list[list[Statement]]:
    """Put reports of the same words together; the fullest quotation comes first in each.

    A second report belongs to the first one whose content shares most words of the shorter.
    """
    ordered = sorted(said, key=lambda s: (_KIND_RANK[s.kind], -len(s.content_text), s.id))
    tellings: list[tuple[StatementKind, set[str], list[Statement]]] = []
    for statement in ordered:
        words = {w.casefold() for w in _WORD.findall(statement.content_text)}
        for kind, known, telling in tellings:
            refused = StatementKind.NO_COMMENT in (kind, statement.kind)
            if refused and kind == statement.kind:
                telling.append(statement)
                break
            shorter = min(len(words), len(known))
            if not refused and shorter and len(words & known) >= _SAME_SHARE * shorter:
                telling.append(statement)
                break
        else:
            tellings.append((statement.kind, words, [statement]))
    return [telling for _, _, telling in tellings]


def _day(desk: Desk, statement: Statement) -> date | None:
    return statement.statement_date or desk.first_day([statement.document_id])
