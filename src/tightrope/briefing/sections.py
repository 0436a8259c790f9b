"""The full briefing, section by section, in blocks that every format can write.

To add a section, write a function that takes a :class:`Layout` and gives a :class:`Section`, and
name it in ``FULL``.
"""

from collections.abc import Callable

from tightrope.briefing.blocks import (
    Block,
    Bullet,
    Bullets,
    Column,
    Heading,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    Voice,
    Words,
)
from tightrope.briefing.breaks import breaks_blocks
from tightrope.briefing.happenings import HappeningGroup
from tightrope.briefing.parts import (
    Layout,
    bullets,
    entry,
    facing,
    figure,
    omitted,
    plain,
    positions_table,
    rest,
    saying_block,
    small,
)
from tightrope.briefing.wording import counted, sentence


def position(layout: Layout) -> Section:
    """Where the state stands: chart, table, posture, gaps, shifts."""
    b = layout.briefing
    standing = b.standing
    title = f"Where {b.focal} stands"
    if not standing.positions:
        none = (
            f"No position can be measured: nothing dated that happened between {b.focal} and "
            f"{b.powers or 'a power'} was found."
        )
        return Section("stands", title, (plain(none),), "Position")
    blocks: list[Block] = [*figure(b), positions_table(b)]
    blocks.append(
        small(
            "Position from −1 (against the power) to +1 (with it), at the end of "
            f"{standing.as_of}. In “all together” words weigh half as much as deeds; votes "
            "stand apart, by session: agreement on roll calls beyond what chance would make. "
            f"{standing.unseen}"
        )
    )
    blocks += bullets([*standing.postures, *standing.gaps])
    blocks.append(Heading("Shifts"))
    if standing.moves:
        blocks.append(
            Bullets(
                tuple(
                    Bullet(
                        (Words(move.text),),
                        tuple(
                            (Words(sentence(name)), Words(" "), Words(i, "id"))
                            for i, name in move.incidents
                        ),
                    )
                    for move in standing.moves
                )
            )
        )
    else:
        window = b.scope.window_words
        blocks.append(
            plain(
                f"No period {window} shows a move that stands out from chance."
                if window
                else "No period shows a move that stands out from chance."
            )
        )
    blocks += breaks_blocks(b.breaks)
    return Section("stands", title, tuple(blocks), "Position")


def carrying(layout: Layout) -> Section | None:
    """What carries the positions."""
    b = layout.briefing
    if not b.carried or not b.standing.positions:
        return None
    items = tuple(
        Bullet(
            (Words(f"Towards {c.power} ({c.position}):"),),
            tuple(
                (Words(f"{i.title}: {i.change}; {i.told} "), Words(i.id, "id")) for i in c.carriers
            ),
        )
        for c in b.carried
    )
    note = Paragraph(
        (
            Words(
                "How much the joined position would change had the incident never been known. "
                "All of them: "
            ),
            Words("tightrope export influence", "command"),
        ),
        "small",
    )
    return Section("carried", "What carries these positions", (Bullets(items), note), "Evidence")


def weights(layout: Layout) -> Section | None:
    """How much the weights matter."""
    view = layout.briefing.sensitivity
    if view is None or not layout.briefing.standing.positions:
        return None
    columns = (
        Column("Weight"),
        Column("Set to", True),
        *(Column(name, True) for name in view.powers),
        *(Column(sentence(name), True) for name in view.pairs),
    )
    rows = tuple(
        Row(
            (
                (Words(row.weight),),
                (Words(row.value),),
                *(
                    (
                        Words(cell.mean),
                        *((Words(f" ({cell.interval})", "soft"),) if cell.interval else ()),
                    )
                    for cell in row.cells
                ),
                *((Words(text),) for text in row.nearer),
            ),
            strong=n == 0,
        )
        for n, row in enumerate(view.rows)
    )
    unchanged = f" These weights change nothing here: {view.unchanged}." if view.unchanged else ""
    blocks: tuple[Block, ...] = (
        *(plain(text) for text in view.summary),
        Table("Each weight halved and doubled", columns, rows, folded=True),
        small(
            f"Joined position with its 90 % interval.{unchanged} Denials, hypothetical acts and "
            "history weigh nothing and have no half."
        ),
    )
    return Section("weights", "How much the weights matter", blocks, "Weights")


def happened(layout: Layout, group: HappeningGroup) -> Section | None:
    """Incidents of one reading."""
    if not group.items and not group.absence:
        return None
    blocks: list[Block] = [entry(layout, h) for h in group.items]
    if not blocks:
        blocks.append(plain(group.absence))
    if group.more:
        blocks.append(rest(group.more, "more incident", "tightrope export incidents"))
    if group.one_sided:
        number = counted(group.one_sided, "act")
        blocks.append(small(f"Left out: {number} of which the reports name no other side."))
    short = {"happened": "What happened", "talked-of": "Plans and threats"}.get(group.key, "")
    return Section(group.key, group.title, tuple(blocks), short)


def votes(layout: Layout) -> Section:
    """How the state is said to have voted."""
    b = layout.briefing
    blocks: list[Block] = [entry(layout, h) for h in b.votes]
    none = plain(f"The reports tell of no vote by {b.focal}{b.scope.suffix}.")
    return Section("votes", "Votes", tuple(blocks) or (none,), "Votes")


def said(layout: Layout) -> Section:
    """Who said what."""
    b = layout.briefing
    blocks: list[Block] = []
    for voice in b.voices.voices:
        blocks.append(Voice(voice.name, voice.role))
        blocks += [saying_block(layout, s) for s in voice.sayings]
        if voice.more:
            blocks.append(
                rest(voice.more, "more statement", "tightrope export statements", "by this speaker")
            )
    if not blocks:
        blocks.append(plain(f"No statement by or about {b.focal}{b.scope.suffix} was found."))
    if b.voices.more_voices:
        blocks.append(rest(b.voices.more_voices, "more speaker", "tightrope export statements"))
    if b.voices.weak:
        ascribed = counted(b.voices.weak, "belief or intention", "beliefs or intentions")
        blocks.append(small(f"Left out: {ascribed} ascribed to somebody without being said."))
    if b.voices.nameless:
        number = counted(b.voices.nameless, "statement")
        blocks.append(small(f"Left out: {number} whose speaker the text does not name."))
    return Section("said", "Who said what", tuple(blocks), "Who said what")


def disputed(layout: Layout) -> Section:
    """What is disputed."""
    b = layout.briefing
    blocks: tuple[Block, ...] = tuple(facing(layout, c) for c in b.contests)
    none = plain(
        f"No claim about {b.focal}{b.scope.suffix} was found that somebody else denies, retracts "
        "or qualifies."
    )
    return Section("disputed", "What is disputed", blocks or (none,), "Disputed")


def reached(layout: Layout) -> Section:
    """How the news reached us."""
    found = layout.briefing.chains
    blocks: list[Block] = []
    if found.chains:
        blocks.append(small("Each arrow points back to whom the words came from."))
        items = []
        for chain in found.chains:
            line: list[Words] = []
            for n, hand in enumerate(chain.hands):
                line += [Words(" ← ")] * (n > 0) + [Words(hand, "foreign")]
            line.append(Words(f" ({chain.rests_on})", "soft"))
            for record_id in chain.statement_ids:
                line += [Words(" "), Words(record_id, "id")]
            items.append(Bullet(tuple(line)))
        blocks.append(Bullets(tuple(items)))
        if found.more:
            blocks.append(rest(found.more, "more chain", "tightrope export statements"))
    else:
        blocks.append(plain("No report passes on what another outlet or a document said."))
    if found.direct:
        were = "was" if found.direct == 1 else "were"
        number = counted(found.direct, "statement")
        blocks.append(plain(f"{number} {were} reported by the outlet straight from the source."))
    return Section("chains", "How the news reached us", tuple(blocks), "How we know")


def sources(layout: Layout) -> Section:
    """What the briefing rests on, and what was left out."""
    held = layout.briefing.holdings
    blocks: list[Block] = [plain(held.summary)]
    if held.documents:
        items = []
        for d in held.documents:
            title = Link(d.title, d.url) if d.url else Words(d.title, "foreign")
            about = f", {d.published}" + (f"; {d.note}" if d.note else "")
            items.append(
                Bullet(
                    (
                        Words("“"),
                        title,
                        Words("” — "),
                        Words(d.outlet, "foreign"),
                        Words(f"{about} ", "soft"),
                        Words(d.id, "id"),
                    )
                )
            )
        blocks.append(Bullets(tuple(items)))
        if held.more_documents:
            blocks.append(rest(held.more_documents, "more document", "tightrope export documents"))
    if held.stories:
        blocks.append(Heading("Stories"))
        blocks.append(
            Bullets(
                tuple(
                    Bullet(
                        (
                            Words("“"),
                            Words(s.title, "foreign"),
                            Words(f"”: {s.told}" + (" (" if s.origins else " ")),
                            *((Words(s.origins, "foreign"), Words(") ")) if s.origins else ()),
                            Words(s.id, "id"),
                        )
                    )
                    for s in held.stories
                )
            )
        )
        if held.single_stories:
            blocks.append(small(held.single_stories))
        if held.more_stories:
            more = rest(
                held.more_stories, "more story", "tightrope export stories", "", "more stories"
            )
            blocks.append(more)
    blocks.append(Heading("Left out, and why"))
    blocks += omitted(held.omissions) or [plain("Nothing was left out of the corpus.")]
    if held.unmeasured:
        blocks.append(plain("Reported, but not counted in the positions:"))
        blocks += omitted(held.unmeasured)
    return Section("rests", "What this rests on", tuple(blocks), "Sources")


def method(layout: Layout) -> Section:
    """How everything is made."""
    return Section("method", "Method and limits", tuple(bullets(layout.briefing.method)), "Method")


def _groups(layout: Layout) -> tuple[Section | None, ...]:
    return tuple(happened(layout, group) for group in layout.briefing.groups)


#: The sections of a full briefing, in order; one that has nothing to say gives None.
FULL: tuple[Callable[[Layout], Section | tuple[Section | None, ...] | None], ...] = (
    position,
    carrying,
    _groups,
    votes,
    said,
    disputed,
    reached,
    weights,
    sources,
    method,
)


def full(layout: Layout) -> tuple[Section, ...]:
    """All sections of a full briefing."""
    found: list[Section | None] = []
    for make in FULL:
        made = make(layout)
        found += made if isinstance(made, tuple) else [made]
    return tuple(section for section in found if section is not None)
