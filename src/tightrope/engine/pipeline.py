"""The document half of a run: what is done to each document, in which order.

Both halves are functions of their input alone, so they may run in any process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from tightrope import __version__
from tightrope.errors import TightropeError
from tightrope.language.pace import is_fast
from tightrope.language.parser import default_parser, pipeline_version
from tightrope.language.sentences import chosen_gate, read_sentences
from tightrope.reading import read_file
from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.records.readings import Reading
from tightrope.reference import own_actors
from tightrope.stages import Stage, check_order
from tightrope.stages.attributing import ATTRIBUTING, default_finder, finder_version
from tightrope.stages.cleaning import clean
from tightrope.stages.coding import CODING, chosen_reader, wanted_coder
from tightrope.stages.dating import TIMES, date_document
from tightrope.stages.judging import JUDGING
from tightrope.stages.naming import NAMING

STAGES: tuple[Stage, ...] = (TIMES, NAMING, ATTRIBUTING, CODING, JUDGING)
check_order(STAGES, given=("document", "sentences"))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one input held: cleaned and dated documents, and what was set aside."""

    documents: tuple[Document, ...]
    quarantined: tuple[Quarantined, ...]


def prepare(raws: Sequence[RawDocument]) -> list[Prepared]:
    """Clean and date some documents; trouble becomes a reason."""
    return [_prepared(raw) for raw in raws]


def prepare_file(path: Path, fields: Mapping[str, str] | None = None) -> Prepared:
    """Read, clean and date the documents of one file; trouble becomes a reason."""
    documents: list[Document] = []
    quarantined: list[Quarantined] = []
    for raw in read_safely(path, fields):
        found = Prepared((), (raw,)) if isinstance(raw, Quarantined) else _prepared(raw)
        documents.extend(found.documents)
        quarantined.extend(found.quarantined)
    return Prepared(tuple(documents), tuple(quarantined))


def read_safely(
    path: Path, fields: Mapping[str, str] | None = None
) -> Iterator[RawDocument | Quarantined]:
    """What one file holds; a file that can't be read to its end gives the reason last."""
    try:
        yield from read_file(path, fields)
    except (OSError, TightropeError) as error:
        yield Quarantined(str(path), f"could not be read: {error}")
    except Exception as error:  # one file must never end a run
        yield Quarantined(str(path), _failure("reading", error))


def _prepared(raw: RawDocument) -> Prepared:
    found = _prepare(raw)
    if isinstance(found, Quarantined):
        return Prepared((), (found,))
    return Prepared(tuple(found), ())


def _prepare(raw: RawDocument) -> list[Document] | Quarantined:
    try:
        cleaned = clean(raw)
        if isinstance(cleaned, Quarantined):
            return cleaned
        return [date_document(document) for document in cleaned]
    except Exception as error:  # one document must never end a run
        return Quarantined(raw.path, _failure("cleaning and dating", error))


def read_documents(documents: Sequence[Document]) -> list[Reading | Quarantined]:
    """Find actors, statements and events in some documents.

    Raises:
        TightropeError: the weights of the model are not those that were trained.
    """
    # What fails for all documents alike is no reason to leave out each of them.
    default_finder()
    chosen_reader()
    readings = [Reading(document) for document in documents]
    try:
        parsed = read_sentences(readings, default_parser(), chosen_gate())
    except Exception as error:
        if len(documents) == 1:
            return [Quarantined(documents[0].path, _failure("parsing", error))]
        return [result for document in documents for result in read_documents([document])]
    return [_run_stages(reading) for reading in parsed]


def _run_stages(reading: Reading) -> Reading | Quarantined:
    if is_fast() and not reading.sentences:
        return reading
    for stage in STAGES:
        try:
            reading = stage.run(reading)
        except Exception as error:  # one document must never end a run
            return Quarantined(reading.document.path, _failure(stage.name, error))
    # The parse has done its work; what is kept and sent between processes is small.
    return replace(reading, sentences=())


def _failure(step: str, error: Exception) -> str:
    return (
        f"{step} failed ({type(error).__name__}: {error}); the document is left out. "
        "Please report it with the file."
    )


def reader_version() -> str:
    """What a reading depends on beside its document: code, parser, model, pace and reference
    tables.
    """
    return _reader_version(own_actors.own_files(), is_fast())


@lru_cache(maxsize=4)
def _reader_version(own_files: own_actors.Files, fast: bool) -> str:
    digest = blake2b(digest_size=8)
    digest.update(
        f"{__version__} {pipeline_version()} {finder_version()} {wanted_coder()}".encode()
    )
    tables = files("tightrope.reference") / "tables"
    for table in sorted(tables.iterdir(), key=lambda t: t.name):
        digest.update(table.name.encode())
        digest.update(table.read_bytes())
    digest.update(own_actors.version().encode())
    digest.update(b" fast" if fast else b"")
    return digest.hexdigest()


def reading_key(published_low: date | None, published_high: date | None) -> str:
    """Names what a reading of a known document rests on beside its text; while it stays the same,
    nothing is read again.
    """
    return f"{reader_version()} {published_low} {published_high}"
