"""Plain text that was dumped from a web page: find the article in it and read its masthead."""

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.stages.cleaning.assembly import assemble, group_removed
from tightrope.stages.cleaning.lines import normalise, split_blocks
from tightrope.stages.cleaning.mastheads import read_masthead
from tightrope.stages.cleaning.prose import judge


def clean_plain_text(raw: RawDocument) -> Document | Quarantined:
    """One cleaned document from a text dump."""
    blocks = split_blocks(normalise(raw.content))
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
    )
