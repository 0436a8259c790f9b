"""The addresses of pages. They are a promise: a link in a footnote has to work next year."""

from urllib.parse import quote, urlencode


def state(code: str) -> str:
    return f"/state/{quote(code, safe='')}"


def briefing(code: str, form: str) -> str:
    return f"/state/{quote(code, safe='')}/briefing.{form}"


def pair(first: str, second: str, **fields: object) -> str:
    return f"/pair/{quote(first, safe='')}/{quote(second, safe='')}{_query(fields)}"


def document(record_id: str, at: str = "") -> str:
    anchor = f"#{quote(at, safe='')}" if at else ""
    return f"/document/{quote(record_id, safe='')}{anchor}"


def story(record_id: str) -> str:
    return f"/story/{quote(record_id, safe='')}"


def incident(record_id: str) -> str:
    return f"/incident/{quote(record_id, safe='')}"


def statement(record_id: str) -> str:
    return f"/statement/{quote(record_id, safe='')}"


def dispute(record_id: str) -> str:
    return f"/dispute/{quote(record_id, safe='')}"


def record(record_id: str) -> str:
    """The page of any record, whatever it is."""
    return f"/record/{quote(record_id, safe='')}"


def person(name: str) -> str:
    return f"/person/{quote(name, safe='')}"


def correct(table: str, record_id: str) -> str:
    return f"/correct/{quote(table, safe='')}/{quote(record_id, safe='')}"


def search(**fields: object) -> str:
    return f"/search{_query(fields)}"


def compare(**fields: object) -> str:
    return f"/compare{_query(fields)}"


def _query(fields: dict[str, object]) -> str:
    kept = {k: str(v) for k, v in fields.items() if v not in (None, "")}
    return f"?{urlencode(kept, safe=',')}" if kept else ""
