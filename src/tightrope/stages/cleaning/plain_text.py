"""Plain text that was dumped from a web page: find the article in it and read its masthead."""

from dataclasses import replace

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.records.identifiers import identifier
from tightrope.stages.cleaning.assembly import assemble, group_removed
from tightrope.stages.cleaning.lines import normalise, split_blocks
from tightrope.stages.cleaning.mastheads import read_masthead
from tightrope.stages.cleaning.prose import judge
from tightrope.stages.cleaning.splitting import split_articles


def clean_plain_text(raw: RawDocument) -> list[Document] | Quarantined:
    """The article of a text, or its articles when several were pasted into one file."""
    text = normalise(raw.content)
    # What an address, a title or a container stands for is one article.
    if not raw.is_body and raw.url is None and raw.title is None:
        documents = []
        for number, part in enumerate(split_articles(text)):
            found = _clean(raw, part.text)
            if isinstance(found, Quarantined):
                break
            own = identifier("d", raw.id, number) if number else raw.id
            documents.append(replace(found, id=own, part_note=part.note))
        else:
            if documents:
                return documents
    found = _clean(raw, text)
    return found if isinstance(found, Quarantined) else [found]


def _clean(raw: RawDocument, text: str) -> Document | Quarantined:
    blocks = split_blocks(text)
    verdicts = judge(blocks, is_body=raw.is_body)
    head = read_masthead(blocks, [v.kept for v in verdicts], raw.title)
    paragraphs = [v.block.text for i, v in enumerate(verdicts) if v.kept and i not in head.used]
    removed = group_removed(
        (v.block.text, head.used.get(i) or v.reason)
        for i, v in enumerate(verdicts)
        if not v.kept or i in head.used
    )
    return assemble(
        raw,
        paragraphs,
        removed,
        title=head.title,
        byline=head.byline,
        outlet=head.outlet,
        outlet_basis=head.outlet_basis,
        stated_dates=tuple(dict.fromkeys(head.stated_dates)),
        page_date=head.page_date,
    )
