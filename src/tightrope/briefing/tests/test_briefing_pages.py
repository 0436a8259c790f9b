"""A briefing shows its evidence, says what is missing, and lets nothing in the news act on it."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tightrope.briefing import Material, compose, write_briefing
from tightrope.briefing.rendering import Limits, escape_markdown
from tightrope.errors import UsageError
from tightrope.records.alignment import Stream
from tightrope.records.corpus import DisputeRelation
from tightrope.records.documents import DateBasis, Document, Publication

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [click](javascript:alert(3)) "
    "![x](https://evil.example/x.png) | `code` **bold** &amp; # h \u202eright to left\x00 $x$"
)


class Page(HTMLParser):
    """Tags, attributes and the visible text of a page; refuses tags that are left open."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


def sentences_of_incidents(material: Material) -> list[str]:
    texts = {d.id: d.text for d in material.documents}
    return [event.sentence.of(texts[event.document_id]) for event in material.events]


def test_every_incident_carries_its_quotation(kazakhstan: Material, page: str) -> None:
    markdown = unescaped(write_briefing(kazakhstan, "md"))
    shown = Page(page).text
    for sentence in sentences_of_incidents(kazakhstan):
        assert sentence in markdown
        assert sentence in shown


def test_every_item_names_what_show_opens(kazakhstan: Material) -> None:
    markdown = write_briefing(kazakhstan, "md")
    ids = [
        r.id
        for records in (
            kazakhstan.incidents,
            kazakhstan.statements,
            kazakhstan.disputes,
            kazakhstan.documents,
        )
        for r in records
    ]
    for record_id in ids:
        assert f"`{record_id}`" in markdown


def test_what_happened_is_told_apart_from_plans_and_denials(kazakhstan: Material) -> None:
    groups = {g.key: [h.id for h in g.items] for g in compose(kazakhstan, with_chart=False).groups}
    assert groups == {
        "happened": ["i3", "i5", "i1"],
        "talked-of": ["i6", "i7"],
        "not": ["i8"],
        "history": [],
    }


def test_reports_and_origins_are_counted_apart(kazakhstan: Material) -> None:
    markdown = write_briefing(kazakhstan, "md")
    assert "(AGREE; 2 reports, 1 independent origin)" in markdown
    assert "(AID; 1 report, 1 independent origin)" in markdown


def test_a_dispute_shows_both_sides(kazakhstan: Material) -> None:
    (contest,) = compose(kazakhstan, with_chart=False).contests
    assert contest.claim.name == "Marat Ospanov"
    assert contest.answers[0].receipt.quotation.endswith("“Nobody has told us of any suspension.”")
    assert "suspended air drills with Russia** — disputed" in write_briefing(kazakhstan, "md")


def test_chain_runs_from_the_outlet_to_the_source(kazakhstan: Material) -> None:
    assert (
        "Almaty Evening Post ← Steppe Courier ← note “Between Two Rails” ← Aigul Bektas"
        in write_briefing(kazakhstan, "md")
    )


def test_a_claim_is_told_once_with_all_that_was_said_against_it(kazakhstan: Material) -> None:
    (known,) = kazakhstan.disputes
    again = replace(known, id="q2", denial_statement_id="s5", relation=DisputeRelation.QUALIFIES)
    (contest,) = compose(replace(kazakhstan, disputes=(again, known)), with_chart=False).contests
    assert contest.ids == ("q1", "q2")
    assert [side.part for side in contest.answers] == ["Denied by", "Qualified by"]


def test_pages_that_share_a_chain_are_told_together(kazakhstan: Material) -> None:
    other = replace(kazakhstan.statements[1], id="s9", document_id="d1")
    chains = compose(
        replace(kazakhstan, statements=(*kazakhstan.statements, other)), with_chart=False
    ).chains
    (chain,) = chains.chains
    assert chain.hands[0] == "Almaty Evening Post and Steppe Courier"
    assert chain.rests_on == "2 statements in 2 documents"
    assert chains.direct == 1


def test_only_documents_that_tell_of_the_state_are_listed(kazakhstan: Material) -> None:
    stray = Document("d9", "a.txt", "Rain in Lima", title="Rain in Lima")
    markdown = write_briefing(replace(kazakhstan, documents=(*kazakhstan.documents, stray)))
    assert "From 5 of 6 documents" in markdown
    assert "5 documents tell of Kazakhstan:" in markdown
    assert "Rain in Lima" not in markdown


def test_unknown_outlet_and_date_are_said(kazakhstan: Material) -> None:
    assert "outlet unknown, undated" in write_briefing(kazakhstan, "md")


def test_little_evidence_is_said_first(kazakhstan: Material) -> None:
    first = compose(kazakhstan, with_chart=False).standing.headline[0]
    assert first.startswith("The evidence is thin")
    assert "too little for more than a direction" in first


def test_headline_names_whose_claim_is_disputed(kazakhstan: Material) -> None:
    last = compose(kazakhstan, with_chart=False).standing.headline[-1]
    assert last.endswith("One claim is disputed: what Marat Ospanov said.")


def test_what_was_left_out_is_told_with_its_reason(kazakhstan: Material) -> None:
    markdown = write_briefing(kazakhstan, "md")
    assert "kaz/scan.pdf: a PDF; save its text and add it again" in markdown
    assert "its date is not known" in markdown


def test_another_state_gets_only_what_is_about_it(kazakhstan: Material) -> None:
    other = replace(
        kazakhstan, focal="MNG", alignments=(), postures=(), gaps=(), shifts=(), left_out=()
    )
    briefing = compose(other)
    assert all(not g.items for g in briefing.groups)
    assert not briefing.voices.voices
    assert not briefing.contests
    assert briefing.chart is None
    markdown = write_briefing(other, "md")
    assert "No position can be given for Mongolia towards Russia, China or the United States" in (
        markdown
    )


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_empty_corpus_gives_a_briefing_that_says_so(form: str) -> None:
    written = write_briefing(Material("PER", ("CHN", "USA")), form)  # type: ignore[arg-type]
    for words in (
        "The corpus holds no documents.",
        "No statement by or about Peru was found.",
        "Nothing about Peru is reported as having happened.",
        "The reports tell of no vote by Peru.",
        "Nothing was left out of the corpus.",
    ):
        assert words in written


def test_no_powers_at_all() -> None:
    assert write_briefing(Material("PER", ())).startswith("# Peru\n")


def test_page_needs_nothing_from_anywhere(page: str) -> None:
    read = Page(page)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in read.tags}
    for _, attributes in read.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert not (attributes.get("src") or "")
    assert sum(tag == "svg" for tag, _ in read.tags) == 2
    labels = [a.get("aria-label") or "" for tag, a in read.tags if tag == "figure"]
    assert len(labels) == 1 and "90 % intervals" in labels[0]


def test_drawings_do_not_share_identifiers(page: str) -> None:
    read = Page(page)
    ids = [a["id"] for _, a in read.tags if a.get("id")]
    assert len(ids) == len(set(ids))


def hostile(material: Material) -> Material:
    """The same material with an attack in every text that comes from a document."""
    documents = tuple(
        replace(
            d,
            text=d.text + "\n\n" + HOSTILE,
            title=HOSTILE,
            outlet=HOSTILE,
            url="javascript:alert(4)",
            published=replace(d.published, note=HOSTILE),
        )
        for d in material.documents
    )
    statements = tuple(
        replace(s, source_name=HOSTILE, source_office=HOSTILE, medium=HOSTILE)
        for s in material.statements
    )
    return replace(
        material,
        documents=documents,
        statements=statements,
        stories=tuple(replace(s, title=HOSTILE, origins=(HOSTILE,)) for s in material.stories),
        disputes=tuple(replace(d, subject=HOSTILE) for d in material.disputes),
        votes=tuple(replace(v, subject=HOSTILE, body=HOSTILE) for v in material.votes),
        provenance=tuple(replace(p, source=HOSTILE + p.source) for p in material.provenance),
        quarantined=tuple(replace(q, path=HOSTILE, reason=HOSTILE) for q in material.quarantined),
    )


def test_documents_cannot_act_on_the_page(kazakhstan: Material) -> None:
    page = Page(write_briefing(hostile(kazakhstan), "html"))
    assert page.open == []
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    hrefs = [a.get("href") or "" for tag, a in page.tags if tag == "a"]
    assert all(h.startswith("#") for h in hrefs)
    assert not any(name.startswith("on") for _, a in page.tags for name in a)
    assert "\u202e" not in page.text
    assert "\x00" not in page.text


def test_documents_cannot_act_on_markdown(kazakhstan: Material) -> None:
    markdown = write_briefing(hostile(kazakhstan), "md")
    assert not re.search(r"(?<!\\)<", markdown)
    assert not re.search(r"(?<!\\)\]\(", markdown)
    assert not re.search(r"(?<!\\)!\[", markdown)
    assert "\u202e" not in markdown
    for table in re.findall(r"(?:^\|.*\n)+", markdown, re.M):
        rows = table.splitlines()
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


def rendered(markdown: str) -> Page:
    """What a reader's Markdown program makes of a briefing."""
    return Page(MarkdownIt("commonmark").enable("table").render(markdown))


def test_hostile_words_show_as_they_are_in_rendered_markdown(kazakhstan: Material) -> None:
    read = rendered(write_briefing(hostile(kazakhstan), "md"))
    assert not {"script", "img", "a"} & {tag for tag, _ in read.tags}
    assert "<script>alert(1)</script>" in read.text
    assert "[click](javascript:alert(3))" in read.text


def test_markdown_keeps_its_shape(kazakhstan: Material) -> None:
    """What was said is a block quotation of its own, every section a heading."""
    read = rendered(write_briefing(kazakhstan, "md"))
    tags = [tag for tag, _ in read.tags]
    assert tags.count("h1") == 1
    assert tags.count("table") == 2  # positions, and the same under other weights
    assert "pre" not in tags  # nothing is indented so far that it becomes code
    told = compose(kazakhstan, with_chart=False).voices.voices
    said = sum(len(voice.sayings) for voice in told)
    assert tags.count("blockquote") == said + 2 * len(kazakhstan.disputes)
    assert "**" not in read.text


@given(st.text(max_size=80))
def test_escaping_keeps_the_words_on_one_line(text: str) -> None:
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[\]`*|]", escaped)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_title_stays_inside_its_element(title: str) -> None:
    document = Document("d1", "a.txt", title, title=title, outlet=title)
    page = Page(write_briefing(Material("PER", ("CHN",), documents=(document,)), "html"))
    assert page.open == []
    assert "script" not in {tag for tag, _ in page.tags}


@pytest.mark.parametrize(
    "opening", ["- a dash", "1. a number", "# a mark", "+ a plus", "> an arrow"]
)
def test_a_quotation_does_not_open_a_list_or_heading(kazakhstan: Material, opening: str) -> None:
    documents = tuple(
        replace(d, text=opening + d.text[len(opening) :]) if d.id == "d5" else d
        for d in kazakhstan.documents
    )
    event = replace(kazakhstan.events[5], sentence=replace(kazakhstan.events[5].sentence, start=0))
    events = tuple(event if e.id == event.id else e for e in kazakhstan.events)
    markdown = write_briefing(replace(kazakhstan, documents=documents, events=events), "md")
    assert not re.search(rf"^  > {re.escape(opening)}", markdown, re.MULTILINE)
    assert opening in unescaped(markdown)


def test_same_material_same_bytes(kazakhstan: Material, page: str) -> None:
    assert write_briefing(kazakhstan, "html") == page
    assert write_briefing(kazakhstan, "md") == write_briefing(kazakhstan, "md")


def test_order_of_the_records_does_not_matter(kazakhstan: Material) -> None:
    turned = replace(
        kazakhstan,
        documents=kazakhstan.documents[::-1],
        incidents=kazakhstan.incidents[::-1],
        events=kazakhstan.events[::-1],
        statements=kazakhstan.statements[::-1],
        stories=kazakhstan.stories[::-1],
    )
    assert write_briefing(turned) == write_briefing(kazakhstan)


def test_long_lists_are_cut_and_counted(kazakhstan: Material) -> None:
    markdown = write_briefing(kazakhstan, "md", Limits(happenings=1, voices=2, documents=2))
    assert "2 more incidents: `tightrope export incidents`." in markdown
    assert "3 more speakers" in markdown
    assert "3 more documents" in markdown


def test_another_format_is_refused(kazakhstan: Material) -> None:
    with pytest.raises(UsageError, match="'md' or 'html'"):
        write_briefing(kazakhstan, "pdf")  # type: ignore[arg-type]


def test_a_long_record_is_drawn_over_time(kazakhstan: Material) -> None:
    one = next(a for a in kazakhstan.alignments if a.stream == Stream.DEEDS)
    track = tuple(
        replace(one, period_start=date(2022, m, 1), period_end=date(2022, m, 28), n_incidents=1)
        for m in range(1, 8)
    )
    chart = compose(replace(kazakhstan, alignments=track)).chart
    assert chart is not None
    assert chart.caption.startswith("Line")
    few = compose(replace(kazakhstan, alignments=track[:2])).chart
    assert few is not None
    assert few.caption.startswith("Mark")


def test_publication_basis_is_told(kazakhstan: Material) -> None:
    day = date(2023, 4, 30)
    documents = tuple(
        replace(d, published=Publication(DateBasis.STORY, day, date(2023, 5, 1)))
        for d in kazakhstan.documents
    )
    assert "30 April – 1 May 2023 (from other reports of the same story)" in write_briefing(
        replace(kazakhstan, documents=documents)
    )


def test_acts_without_another_side_are_counted_and_not_told(kazakhstan: Material) -> None:
    told = next(g for g in compose(kazakhstan).groups if g.key == "happened")
    lonely = {told.items[0].id}
    incidents = tuple(
        replace(i, actor_states=(kazakhstan.focal,), recipient_states=()) if i.id in lonely else i
        for i in kazakhstan.incidents
    )
    again = next(
        g for g in compose(replace(kazakhstan, incidents=incidents)).groups if g.key == "happened"
    )
    assert again.one_sided == told.one_sided + 1
    assert not lonely & {h.id for h in again.items}
    page = write_briefing(replace(kazakhstan, incidents=incidents), "md")
    assert "of which the reports name no other side" in page
