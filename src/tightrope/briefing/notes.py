"""Footnotes: numbered in the order in which the text points to them."""

from collections.abc import Iterable

from tightrope.briefing.blocks import Line, Mark, Note, Words
from tightrope.briefing.content import Receipt
from tightrope.briefing.wording import sentence


class Notes:
    """Numbers receipts as they come; a passage that was quoted before is referred to."""

    def __init__(self, longest: int = 0) -> None:
        """``longest`` is how many characters of a passage are quoted; 0 for all."""
        self._longest = longest
        self._notes: list[Note] = []
        self._quoted: dict[tuple[str, str], int] = {}

    def of(self, receipt: Receipt, ids: Iterable[str] = (), in_text: bool = False) -> Note:
        """The next note.

        Args:
            receipt: the passage it rests on.
            ids: identifiers that open it, when there are more than the receipt's own.
            in_text: whether the text quotes the passage, so that the note need not.
        """
        passage = (receipt.document_id, receipt.quotation)
        earlier = 0 if in_text else self._quoted.get(passage, 0)
        note = Note(
            number=len(self._notes) + 1,
            ids=tuple(ids) or (receipt.id,),
            quotation="" if in_text or earlier else shortened(receipt.quotation, self._longest),
            outlet=sentence(receipt.outlet),
            published=receipt.published,
            title=receipt.title,
            same_as=earlier,
        )
        self._notes.append(note)
        if receipt.quotation:
            self._quoted.setdefault(passage, note.number)
        return note

    @property
    def all(self) -> tuple[Note, ...]:
        return tuple(self._notes)


def marks(notes: Iterable[Note]) -> Line:
    """Where the text points to some notes."""
    return tuple(Mark(note.number) for note in notes)


def note_line(note: Note) -> Line:
    """A note in words: outlet, day, quotation, and what opens it."""
    line: list[Words | Mark] = [Words(note.outlet, "foreign"), Words(f", {note.published}")]
    if note.quotation:
        line += [Words(": “"), Words(note.quotation, "foreign"), Words("”")]
    elif note.same_as:
        line.append(Words(f": as quoted at note {note.same_as}"))
    elif note.title:
        line += [Words(", “"), Words(note.title, "foreign"), Words("”")]
    for record_id in note.ids:
        line += [Words(" "), Words(record_id, "id")]
    return tuple(line)


def shortened(text: str, longest: int) -> str:
    """Text cut between words, with a mark that it goes on; all of it when ``longest`` is 0."""
    if not longest or len(text) <= longest:
        return text
    cut = text[: longest - 2]
    kept = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut
    return kept.rstrip(" ,;:–—") + " …"
