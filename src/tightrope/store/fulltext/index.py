"""The full-text index: what is kept of a record, and how it is ranked (BM25, as Tantivy does it).

Robertson & Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond, with k1 = 1.2
and b = 0.75. Each kind of record has a text field of its own, so that a statement is ranked among
statements and a whole article among articles. Words are folded (case, diacritics) and stemmed;
names are folded only. Filters narrow the answer and never change a score.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from tantivy import (
    DocAddress,
    Document,
    FieldType,
    Filter,
    Index,
    IndexWriter,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Snippet,
    SnippetGenerator,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from tightrope.store.fulltext.asked import Part, parts

# Bytes that the writer may hold before it writes a piece of the index to disk.
_HEAP = 64_000_000
_LONGEST_TOKEN = 60
_EXCERPT = 240
_BEFORE = 60
_TITLE_BOOST = 2.0
#: The field by which answers are put in order of time.
_NEWEST = "newest"


class Kind(StrEnum):
    """Kinds of records that can be found."""

    STATEMENTS = "statements"
    DOCUMENTS = "documents"
    INCIDENTS = "incidents"


#: The fields in which the words of a question are looked for, with their weights.
_FIELDS: dict[Kind, tuple[tuple[str, float], ...]] = {
    Kind.STATEMENTS: (("said", 1.0), ("speaker", 1.0)),
    Kind.DOCUMENTS: (("text", 1.0), ("title", _TITLE_BOOST)),
    Kind.INCIDENTS: (("told", 1.0),),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record.

    Attributes:
        id: of the record.
        owner: the document it stands in; it goes when the document does. Its own id for others.
        kind: which kind of record.
        text: what was said, the article, or what happened.
        title: of a document.
        speaker: names, office and state of who speaks (of all who speak in a document).
        about: codes of the states it is about.
        outlet: who carries it.
        day: when it was said, published or happened, as an ordinal; None when it is not known.
        marks: whole values by which it can be narrowed (``outlet:The Daily Star``).
        story: the story that a document belongs to.
    """

    id: str
    owner: str
    kind: Kind
    text: str
    title: str = ""
    speaker: str = ""
    about: Sequence[str] = ()
    outlet: str = ""
    day: int | None = None
    marks: Sequence[str] = ()
    story: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a record has to be besides holding the words; what is empty narrows nothing."""

    speaker: str = ""
    about: tuple[str, ...] = ()
    outlet: str = ""
    since: date | None = None
    until: date | None = None
    marks: tuple[str, ...] = ()


class SearchIndex:
    """An index in a folder, or in memory.

    Args:
        folder: where it is kept. In memory when None.
        new: make an empty one; otherwise the folder has to hold one.

    Raises:
        ValueError: the folder holds none, or one that can't be read.
        OSError: the folder can't be made.
    """

    def __init__(self, folder: Path | None, *, new: bool = False) -> None:
        if folder is None:
            self._index = Index(_schema())
        elif new:
            folder.mkdir()
            self._index = Index(_schema(), str(folder), reuse=False)
        else:
            self._index = Index.open(str(folder))
        self._words = _analyzer(stemmed=True)
        self._names = _analyzer(stemmed=False)
        self._index.register_tokenizer("words", self._words)
        self._index.register_tokenizer("names", self._names)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    # Keeping it.

    def change(self, gone: Iterable[str], entries: Iterable[Entry]) -> None:
        """Take out what belonged to some owners, put entries in, and keep the result as a whole.

        Raises:
            ValueError: another process is changing it.
        """
        writer = self._index.writer(_HEAP, 1)
        for owner in gone:
            writer.delete_documents_by_term("owner", owner)
        for entry in entries:
            _add(writer, entry)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    @property
    def size(self) -> int:
        """How many records it holds."""
        return self._searcher.num_docs

    # Asking it.

    def search(
        self, question: str, kind: Kind, narrowing: Narrowing, limit: int, offset: int = 0
    ) -> tuple[list[tuple[str, float]], int]:
        """Records of one kind that fit best, with their scores, and how many fit.

        Without words in the question the newest come first, with a score of zero.
        """
        asked = parts(question)
        if question.strip() and not asked:
            return [], 0
        query = self._query(asked, kind, narrowing)
        if any(not part.excluded for part in asked):
            found = self._searcher.search(query, limit, offset=offset)
            scored = [(address, float(score)) for score, address in found.hits]
        else:
            found = self._searcher.search(query, limit, offset=offset, order_by_field=_NEWEST)
            scored = [(address, 0.0) for _, address in found.hits]
        hits = [(self._id(address), score) for address, score in scored]
        if any(score for _, score in hits):
            # Those that fit equally well stand in the order of their names.
            hits.sort(key=lambda hit: (-round(hit[1], 5), hit[0]))
        return hits, int(found.count or 0)  # type: ignore[attr-defined]

    def newest(
        self, question: str, kind: Kind, narrowing: Narrowing, limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Records of one kind that hold what is asked, newest first and those of a day in the
        order of their identifiers, and how many do."""
        query = self._asked(question, kind, narrowing)
        if query is None:
            return [], 0
        found = self._searcher.search(query, limit, offset=offset, order_by_field=_NEWEST)
        return [self._id(address) for _, address in found.hits], int(found.count or 0)  # type: ignore[attr-defined]

    def newest_of_stories(
        self, question: str, narrowing: Narrowing, limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Of every story the newest document that holds what is asked, newest first, and how many
        stories have one."""
        query = self._asked(question, Kind.DOCUMENTS, narrowing)
        if query is None:
            return [], 0
        hits = self._searcher.search(query, self.size or 1, order_by_field=_NEWEST).hits
        addresses = [address for _, address in hits]
        stories = self._searcher.fast_field_values("story", addresses)
        first: dict[int, DocAddress] = {}
        for story, address in zip(stories, addresses, strict=True):
            if story:
                first.setdefault(int(story), address)
        some = list(first.values())[offset : offset + limit]
        return [self._id(address) for address in some], len(first)

    def _asked(self, question: str, kind: Kind, narrowing: Narrowing) -> Query | None:
        asked = parts(question)
        if question.strip() and not asked:
            return None
        return self._query(asked, kind, narrowing)

    def _id(self, address: DocAddress) -> str:
        return str(self._searcher.doc(address).get_first("id"))

    def excerpt(self, question: str, text: str) -> tuple[str, int]:
        """The piece of a document that answers best, and where it begins in the text."""
        wanted = [p for p in parts(question) if not p.excluded]
        at = 0
        if wanted:
            query = _any([self._part(p, "text") for p in wanted])
            maker = SnippetGenerator.create(self._searcher, query, self._schema, "text")
            maker.set_max_num_chars(_EXCERPT - _BEFORE)
            piece: Snippet = maker.snippet_from_doc(Document(text=text))
            at = max(0, text.find(piece.fragment())) if piece.fragment() else 0
        return _window(text, at)

    def _query(self, asked: Sequence[Part], kind: Kind, narrowing: Narrowing) -> Query:
        clauses = [(Occur.Must, self._filter(self._term("kind", kind.value)))]
        for part in asked:
            found = [
                Query.boost_query(self._part(part, field), weight)
                for field, weight in _FIELDS[kind]
            ]
            best = Query.disjunction_max_query(found) if len(found) > 1 else found[0]
            clauses.append((Occur.MustNot if part.excluded else Occur.Must, best))
        for field, named in (("speaker", narrowing.speaker), ("outlet", narrowing.outlet)):
            if named.strip():
                names = self._names.analyze(_normal(named))
                clauses += [(Occur.Must, self._filter(self._term(field, n))) for n in names]
                if not names:
                    clauses.append((Occur.Must, Query.empty_query()))
        for code in narrowing.about:
            clauses.append((Occur.Must, self._filter(self._term("about", code))))
        for mark in narrowing.marks:
            clauses.append((Occur.Must, self._filter(self._term("marks", mark))))
        if narrowing.since is not None or narrowing.until is not None:
            days = Query.range_query(
                self._schema,
                "day",
                FieldType.Integer,
                narrowing.since.toordinal() if narrowing.since is not None else None,
                narrowing.until.toordinal() if narrowing.until is not None else None,
            )
            clauses.append((Occur.Must, self._filter(days)))
        return Query.boolean_query(clauses)

    def _part(self, part: Part, field: str) -> Query:
        analyzer = self._names if field == "speaker" else self._words
        words = analyzer.analyze(_normal(part.text))
        if not words:
            return Query.empty_query()
        if len(words) > 1:
            return Query.phrase_query(self._schema, field, list(words))
        exact = self._term(field, words[0])
        if not part.prefix:
            return exact
        # The letters as typed, and the stem of the word they may already be.
        (typed,) = self._names.analyze(_normal(part.text)) or [words[0]]
        return _any([exact, Query.regex_query(self._schema, field, f"{typed}.*")])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)

    @staticmethod
    def _filter(query: Query) -> Query:
        return Query.const_score_query(query, 0.0)


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, q) for q in queries])


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("owner", "kind", "about", "marks"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("said", "text", "title", "told"):
        builder.add_text_field(name, tokenizer_name="words")
    for name in ("speaker", "outlet"):
        builder.add_text_field(name, tokenizer_name="names")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field(_NEWEST, fast=True)
    builder.add_integer_field("story", fast=True)
    return builder.build()


def _analyzer(*, stemmed: bool) -> TextAnalyzer:
    made = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_LONGEST_TOKEN))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )
    return (made.filter(Filter.stemmer("english")) if stemmed else made).build()


def _add(writer: IndexWriter, entry: Entry) -> None:
    document = Document()
    document.add_text("id", entry.id)
    document.add_text("owner", entry.owner)
    document.add_text("kind", entry.kind.value)
    document.add_text(_FIELDS[entry.kind][0][0], _normal(entry.text))
    for field, value in (
        ("title", entry.title),
        ("speaker", entry.speaker),
        ("outlet", entry.outlet),
    ):
        if value:
            document.add_text(field, _normal(value))
    for code in entry.about:
        document.add_text("about", code)
    for mark in entry.marks:
        document.add_text("marks", mark)
    if entry.day is not None:
        document.add_integer("day", entry.day)
    document.add_integer(_NEWEST, _place(entry))
    document.add_integer("story", _number(entry.story) if entry.story else 0)
    writer.add_document(document)


def _place(entry: Entry) -> int:
    """Grows with the day, and within one falls with the identifier as far as forty bits tell it
    apart; those without a day have the lowest."""
    name = entry.id[1:11]
    try:
        low = int(name.ljust(10, "0"), 16)
    except ValueError:
        low = int.from_bytes(entry.id.encode()[:5].ljust(5, b"\0"))
    return ((entry.day or 0) << 40) + (1 << 40) - 1 - low


def _number(name: str) -> int:
    """A number for a name; the same for the same."""
    return 1 + int.from_bytes(blake2b(name.encode(), digest_size=7).digest())


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _window(text: str, at: int) -> tuple[str, int]:
    """Whole words around a place, and where they begin."""
    start = max(0, at - _BEFORE)
    if start:
        start = text.find(" ", start, at) + 1 or at
    end = min(len(text), start + _EXCERPT)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return text[start:end], start
