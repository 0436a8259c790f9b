"""The short briefing: one page with what a reader in a hurry needs."""

from collections.abc import Iterable
from dataclasses import replace

from tightrope.briefing.blocks import Block, Quotation, Section
from tightrope.briefing.briefing import Limits
from tightrope.briefing.happenings import Happening
from tightrope.briefing.notes import shortened
from tightrope.briefing.parts import Layout, bullets, entry, facing, figure, plain
from tightrope.briefing.wording import counted, listed, sentence

#: The limits that a short briefing is composed and laid out with.
SHORT_LIMITS = Limits(happenings=5, voices=0, sayings=0, chains=0, documents=0, sentences=1)
#: A passage in a footnote or dispute is cut after so many characters, a heading after so many.
LONGEST_PASSAGE = 190
_LONGEST_TITLE = 110
_MOST_POSTURES = 2
_MOST_REASONS = 2


def one_page(layout: Layout) -> tuple[Section, ...]:
    """Position, happenings, one dispute, and what is unknown."""
    return tuple(
        section
        for section in (_position(layout), _happened(layout), _disputed(layout), _unknown(layout))
        if section is not None
    )


def _position(layout: Layout) -> Section | None:
    standing = layout.briefing.standing
    if not standing.positions:
        return None
    blocks = [*figure(layout.briefing), *bullets(standing.postures[:_MOST_POSTURES])]
    return Section("stands", f"Where {layout.briefing.focal} stands", tuple(blocks), "Position")


def _happened(layout: Layout) -> Section:
    group = next(g for g in layout.briefing.groups if g.key == "happened")
    recent = sorted(
        [*group.items, *layout.briefing.votes], key=lambda h: (h.sort_day is None, _newest(h), h.id)
    )[: layout.limits.happenings]
    blocks: tuple[Block, ...] = tuple(
        entry(layout, replace(h, title=shortened(h.title, _LONGEST_TITLE))) for h in recent
    )
    return Section("happened", "What happened last", blocks or (plain(group.absence),), "Events")


def _newest(h: Happening) -> int:
    return -h.sort_day.toordinal() if h.sort_day is not None else 0


def _disputed(layout: Layout) -> Section | None:
    contests = layout.briefing.contests
    if not contests:
        return None
    first = contests[0]
    short = replace(
        first,
        ids=first.ids[:1],
        subject=shortened(first.subject, _LONGEST_TITLE),
        answers=first.answers[:1],
    )
    block = facing(layout, short)
    block = replace(
        block,
        claim=replace(block.claim, quotation=_cut(block.claim.quotation)),
        answers=tuple(replace(a, quotation=_cut(a.quotation)) for a in block.answers),
    )
    title = "What is disputed" if len(contests) == 1 else f"One of {len(contests)} disputes"
    return Section("disputed", title, (block,), "Disputed")


def _cut(quotation: Quotation) -> Quotation:
    return replace(quotation, passage=shortened(quotation.passage, LONGEST_PASSAGE))


def _unknown(layout: Layout) -> Section:
    """What a reader must not take for known."""
    b = layout.briefing
    told: list[str] = []
    if b.standing.unseen:
        told.append(b.standing.unseen)
    thin = dict.fromkeys(p.power for p in b.standing.positions if p.thin)
    if thin:
        told.append(f"The evidence is thin in at least one stream: {listed(list(thin))}.")
    if b.holdings.unmeasured:
        reasons = [f"{o.what}: {o.why}" for o in b.holdings.unmeasured[:_MOST_REASONS]]
        more = len(b.holdings.unmeasured) - len(reasons)
        tail = f"; {counted(more, 'more reason')}" if more else ""
        told.append(f"Reported but not counted: {'; '.join(reasons)}{tail}.")
    one_sided = sum(g.one_sided for g in b.groups)
    unread = [
        counted(b.holdings.unread, "file that could not be read", "files that could not be read")
    ] * bool(b.holdings.unread)
    unread += [counted(one_sided, "act without another side", "acts without another side")] * bool(
        one_sided
    )
    if unread:
        told.append(f"Left out: {listed(unread)}.")
    told.append("What the documents pass over is not known here; the full briefing gives all.")
    return Section("unknown", "What is not known", tuple(_bulleted(told)), "Unknown")


def _bulleted(texts: Iterable[str]) -> list[Block]:
    return bullets(sentence(text) for text in texts)
