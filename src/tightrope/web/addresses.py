"""The addresses of pages. They are a promise: a link in a footnote has to work next year."""

from functools import lru_cache
from urllib.parse import quote, urlencode


def state(code: str) -> str:
    return f"/state/{_part(code)}"


def briefing(code: str, form: str) -> str:
    return f"/state/{_part(code)}/briefing.{form}"


def pair(first: str, second: str, **fields: object) -> str:
    return f"/pair/{_part(first)}/{_part(second)}{_query(fields)}"


def document(record_id: str, at: str = "") -> str:
    anchor = f"#{_part(at)}" if at else ""
    return f"/document/{_part(record_id)}{anchor}"


def story(record_id: str) -> str:
    return f"/story/{_part(record_id)}"


def incident(record_id: str) -> str:
    return f"/incident/{_part(record_id)}"


def statement(record_id: str) -> str:
    return f"/statement/{_part(record_id)}"


def dispute(record_id: str) -> str:
    return f"/dispute/{_part(record_id)}"


def record(record_id: str) -> str:
    """The page of any record, whatever it is."""
    return f"/record/{_part(record_id)}"


def person(name: str) -> str:
    return f"/person/{_part(name)}"


def correct(table: str, record_id: str) -> str:
    return f"/correct/{_part(table)}/{_part(record_id)}"


def search(**fields: object) -> str:
    return f"/search{_query(fields)}"


def compare(**fields: object) -> str:
    return f"/compare{_query(fields)}"


def _query(fields: dict[str, object]) -> str:
    kept = tuple((k, str(v)) for k, v in fields.items() if v not in (None, ""))
    return _encoded(kept) if kept else ""


# A page writes hundreds of addresses, most of them of the same few states.
@lru_cache(maxsize=8_192)
def _part(text: str) -> str:
    return quote(text, safe="")


@lru_cache(maxsize=8_192)
def _encoded(fields: tuple[tuple[str, str], ...]) -> str:
    return f"?{urlencode(fields, safe=',')}"
