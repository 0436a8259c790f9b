"""Writes down the mentions of one sentence and puts each on the thread of the text."""

from tightrope.records.actors import Mention, Sector
from tightrope.records.sentences import Token
from tightrope.stages.naming.discourse import Discourse, Referent
from tightrope.stages.naming.persons import Person
from tightrope.stages.naming.pieces import Piece, Pieces

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})


class Scribe:
    """What all who name actors in a sentence share: its tokens, and where mentions are noted."""

    def __init__(self, pieces: Pieces, discourse: Discourse) -> None:
        self.pieces = pieces
        self.sentence = pieces.sentence
        self.tokens = pieces.tokens
        self.discourse = discourse
        self.last_person: Person | None = None

    def words(self, piece: Piece) -> list[str]:
        """The words of a piece."""
        return self.text(piece.first, piece.last).split()

    def text(self, first: int, last: int) -> str:
        """The quotation from token ``first`` to token ``last``."""
        return self.sentence.text[self.tokens[first].start : self.tokens[last].end]

    def mention(
        self,
        first: int,
        last: int,
        *,
        name: str,
        states: tuple[str, ...],
        sector: Sector,
        kind: str,
        basis: str,
        head: int,
        office: str = "",
        adjectival: bool = False,
        plural: bool = False,
        person: Person | None = None,
    ) -> Mention:
        """A mention over tokens ``first`` .. ``last``, put on the thread of the text."""
        mention = Mention(
            span=self.sentence.span_of(first, last),
            text=self.text(first, last),
            name=name,
            states=states,
            sector=sector,
            office=office,
            kind=kind,
            basis=basis,
            head=self.sentence.start + self.tokens[head].start,
            adjectival=adjectival,
        )
        self.note(mention, head, head, plural=plural, person=person)
        return mention

    def note(
        self, mention: Mention, first: int, last: int, *, plural: bool = False,
        person: Person | None = None,
    ) -> None:  # fmt: skip
        """Put a mention over tokens ``first`` .. ``last`` on the thread of the text."""
        head = self.pieces.head(first, last)
        if person is not None:
            self.last_person = person
        self.discourse.note(
            Referent(
                states=mention.states,
                name=mention.name,
                kind=mention.kind,
                sector=mention.sector,
                sentence=self.sentence.index,
                token=head,
                subject=self.tokens[head].dep in _SUBJECTS,
                plural=plural,
                adjectival=mention.adjectival,
                office=mention.office,
                person=person,
                coordination=_coordination(self.tokens, head),
            )
        )


def _coordination(tokens: tuple[Token, ...], i: int) -> int:
    """The first conjunct of the coordination that token ``i`` stands in; -1 when in none."""
    first = i
    while tokens[first].dep == "conj" and tokens[first].head != first:
        first = tokens[first].head
    if first != i or any(t.dep == "conj" and t.head == i for t in tokens):
        return first
    return -1
