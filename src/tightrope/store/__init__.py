"""One DuckDB file that holds everything; the only room that knows DuckDB."""

from tightrope.store.corpus import Corpus, Frame, open_corpus, table_named
from tightrope.store.corrections import Corrections
from tightrope.store.finding import Finder
from tightrope.store.fulltext.answering import Hit, Hits
from tightrope.store.readers import Readers, TooSlow, open_readers
from tightrope.store.schema import TABLES
from tightrope.store.writer import Writer

__all__ = [
    "TABLES",
    "Corpus",
    "Corrections",
    "Finder",
    "Frame",
    "Hit",
    "Hits",
    "Readers",
    "TooSlow",
    "Writer",
    "open_corpus",
    "open_readers",
    "table_named",
]
