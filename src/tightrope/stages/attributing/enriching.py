"""Enriching: from bare triples to statements with speaker, medium, chain, kind and date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tightrope.records.identifiers import identifier
from tightrope.records.spans import Span, enclosing
from tightrope.records.statements import Statement, StatementKind
from tightrope.stages.attributing.artifacts import Artifact, Artifacts
from tightrope.stages.attributing.chains import Draft, build, cited
from tightrope.stages.attributing.occasions import said_on
from tightrope.stages.attributing.pages import Page
from tightrope.stages.attributing.quotations import Quotations
from tightrope.stages.attributing.roles import Part, carried, part_of
from tightrope.stages.attributing.speakers import Speaker, Speakers
from tightrope.stages.attributing.standing import settle_states
from tightrope.stages.attributing.triples import Triple
from tightrope.stages.attributing.venues import venue

_GAP = " … "
# A cue stands no further from its content than this; contents that ended before can't hold it.
_REACH = 5_000
# How far after a source its apposition may go.
_APPOSITION_CHARACTERS = 160
# Kinds of speakers that a pronoun can stand for.
_REFERENTS = {
    "he": ("person", "unnamed"),
    "she": ("person", "unnamed"),
    "they": ("person", "unnamed", "institution"),
    "it": ("institution", "outlet", "document"),
}


def statements(page: Page, triples: Sequence[Triple]) -> tuple[Statement, ...]:
    """Statements for all triples of a page, in the order given."""
    artifacts = Artifacts(page)
    speakers = Speakers(page, artifacts)
    quotations = Quotations(page.text)
    drafts: list[Draft] = []
    for triple in triples:
        at = page.sentence_at((triple.cue or triple.source or triple.content)[0].start)
        drafts.append(
            Draft(
                triple,
                speakers.of(triple.source),
                venue(page, artifacts, speakers, triple),
                paragraph=at.paragraph if at is not None else 0,
                cites=cited(page, artifacts, triple),
            )
        )
    _follow_pronouns(page, artifacts, drafts)
    settle_states(page, drafts)
    _nest(drafts)
    build(page, artifacts, speakers, drafts)
    ids = [_id(page, d.triple) for d in drafts]
    media_by_name = {a.name: a.medium for a in artifacts.by_head.values()}
    media_by_name |= {a.set_name: a.medium for a in artifacts.by_head.values() if a.set_name}
    parts = carried([(d.speaker.name, _part(page, d)) for d in drafts])
    return tuple(
        _statement(page, quotations, d, i, ids, drafts, media_by_name, parts[i])
        for i, d in enumerate(drafts)
    )


def _part(page: Page, draft: Draft) -> Part:
    source = draft.triple.source
    after = page.text[source[-1].end :][:_APPOSITION_CHARACTERS] if source else ""
    speaker = draft.speaker
    return part_of(speaker.kind, speaker.sector, _text(page, source), after, speaker.name)


def _id(page: Page, triple: Triple) -> str:
    return identifier(
        "s",
        page.document.id,
        *((s.start, s.end) for s in triple.cue),
        "|",
        *((s.start, s.end) for s in triple.content),
    )


def _follow_pronouns(page: Page, artifacts: Artifacts, drafts: Sequence[Draft]) -> None:
    """A pronoun that naming left open is who was heard just before, in the same paragraph."""
    heard: dict[str, Draft] = {}
    known: dict[str, Speaker] = {}
    for draft in sorted(drafts, key=lambda d: (_place(d), d.triple.content[0])):
        speaker = draft.speaker
        written = _text(page, draft.triple.source).lower()
        pronoun = speaker.name.lower()
        if written == "it" and (paper := _subject_before(page, artifacts, draft)) is not None:
            draft.speaker = Speaker(
                paper.name, "document", span=draft.triple.source[0], artifact=paper
            )
            continue
        if written == "it" and _last(heard, "it", draft.paragraph) == "document":
            # Naming looks for states and bodies only; a paper heard just before is nearer.
            pronoun = "it"
        if written in _REFERENTS and (named := known.get(speaker.name)) is not None:
            draft.speaker = speaker = replace(named, span=speaker.span)
        if pronoun in _REFERENTS:
            before = [
                heard[kind]
                for kind in _REFERENTS[pronoun]
                if kind in heard and heard[kind].paragraph == draft.paragraph
            ]
            if before:
                last = max(before, key=_place)
                draft.speaker = replace(last.speaker, span=speaker.span)
        elif speaker.name and not draft.triple.weak:
            heard[speaker.kind] = draft
            if written not in _REFERENTS:
                known[speaker.name] = speaker


def _subject_before(page: Page, artifacts: Artifacts, draft: Draft) -> Artifact | None:
    """The paper that is the subject of the sentence before, in the same paragraph: "It says"."""
    at = page.sentence_at(draft.triple.source[0].start)
    before = page.sentence_before(at) if at is not None else None
    if before is None:
        return None
    for token in before.tokens:
        if token.dep in ("nsubj", "nsubjpass") and before.tokens[token.head].dep == "ROOT":
            return artifacts.at(before, token)
    return None


def _last(heard: Mapping[str, Draft], pronoun: str, paragraph: int) -> str:
    """The kind of whoever was heard last in a paragraph of those whom a pronoun can mean."""
    near = [
        heard[kind]
        for kind in _REFERENTS[pronoun]
        if kind in heard and heard[kind].paragraph == paragraph
    ]
    return max(near, key=_place).speaker.kind if near else ""


def _place(draft: Draft) -> int:
    return (draft.triple.cue or draft.triple.source or draft.triple.content)[0].start


def _nest(drafts: Sequence[Draft]) -> None:
    """Find for every triple the smallest one whose content holds its cue and content."""
    extents = [enclosing(d.triple.content) for d in drafts]
    opened = sorted(range(len(drafts)), key=lambda k: (extents[k].start, k))
    waiting = sorted(range(len(drafts)), key=lambda i: (_place(drafts[i]), i))
    around: list[int] = []
    at = 0
    for i in waiting:
        inner = (*drafts[i].triple.cue, *drafts[i].triple.content)
        low = min(s.start for s in inner)
        high = max(s.start for s in inner)
        while at < len(opened) and extents[opened[at]].start <= high:
            around.append(opened[at])
            at += 1
        around = [k for k in around if extents[k].end > low - _REACH]
        size = _size(drafts[i].triple.content)
        holders = [
            k
            for k in around
            if k != i
            and _size(drafts[k].triple.content) > size
            and all(any(c.contains(s) for c in drafts[k].triple.content) for s in inner)
        ]
        if holders and drafts[i].triple.cue:
            parent = min(holders, key=lambda k: (_size(drafts[k].triple.content), k))
            drafts[i].parent = parent


def _size(spans: Sequence[Span]) -> int:
    return sum(s.end - s.start for s in spans)


def _statement(
    page: Page,
    quotations: Quotations,
    draft: Draft,
    index: int,
    ids: Sequence[str],
    drafts: Sequence[Draft],
    media_by_name: dict[str, str],
    part: Part,
) -> Statement:
    triple, speaker = draft.triple, draft.speaker
    low, high = said_on(page, triple)
    through_papers = any(k.kind == "document" for k in draft.path)
    published = page.document.published.day
    if through_papers and low is not None and low == published:
        low = high = None
    about = sorted(
        {
            state
            for m in page.mentions_in(triple.content)
            for state in m.states
            if state not in speaker.states
        }
    )
    return Statement(
        id=ids[index],
        document_id=page.document.id,
        source_spans=triple.source,
        cue_spans=triple.cue,
        content_spans=triple.content,
        source_text=_text(page, triple.source),
        cue_text=_text(page, triple.cue),
        content_text=_text(page, triple.content),
        kind=_kind(page, quotations, triple),
        source_name=speaker.name,
        source_states=speaker.states,
        source_sector=speaker.sector,
        source_kind=speaker.kind,
        source_office=speaker.office,
        medium=_medium(draft, media_by_name),
        chain=tuple(draft.path),
        about=tuple(about),
        statement_date=low if low == high else None,
        parent_id=ids[draft.parent] if draft.parent is not None else None,
        cue_lemma=triple.lemma,
        denies=triple.denies,
        rule=triple.rule,
        date_low=low,
        date_high=high,
        speaker_role=part.role,
        speaker_rank=part.rank,
        institution=part.institution,
    )


def _text(page: Page, spans: Sequence[Span]) -> str:
    return _GAP.join(s.of(page.text) for s in spans)


def _kind(page: Page, quotations: Quotations, triple: Triple) -> StatementKind:
    if triple.no_comment:
        return StatementKind.NO_COMMENT
    own = {quotations.at(s.start) for s in triple.cue}
    quoted = letters = 0
    for span in triple.content:
        letters += _letters(page.text, span.start, span.end)
        for number in quotations.overlapping(span):
            if number not in own:
                outer = quotations.all[number].outer
                quoted += _letters(
                    page.text, max(span.start, outer.start), min(span.end, outer.end)
                )
    if quoted == 0:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if quoted >= letters else StatementKind.MIXED


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def _medium(draft: Draft, media_by_name: dict[str, str]) -> str:
    if draft.venue.medium:
        return draft.venue.medium
    if draft.speaker.artifact is not None:
        return draft.speaker.artifact.medium
    documents = [k.name for k in draft.path if k.kind == "document"]
    return media_by_name.get(documents[-1], "document") if documents else ""
