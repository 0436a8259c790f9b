"""One DuckDB file that holds everything; the only room that knows DuckDB."""

from tightrope.store.corpus import Corpus, Frame, open_corpus, table_named
from tightrope.store.schema import TABLES
from tightrope.store.writer import Writer

__all__ = ["TABLES", "Corpus", "Frame", "Writer", "open_corpus", "table_named"]
