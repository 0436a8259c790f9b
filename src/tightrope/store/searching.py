"""Searching by words and filters: documents, stories, incidents, statements, disputes, persons.

Answers are identifiers, newest first, one part of the whole at a time, with how many there are.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from tightrope.records.corpus import POSITION
from tightrope.store.corpus import Corpus

Row = dict[str, Any]
_WORD = re.compile(r"[^\W_]{2,}")
_LONGEST_WORD = 40
_MOST_WORDS = 12


def search_words(text: str) -> tuple[str, ...]:
    """The words of a question as the word index knows them."""
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ).lower()
    words = (w[:_LONGEST_WORD] for w in _WORD.findall(unicodedata.normalize("NFC", plain)))
    return tuple(dict.fromkeys(words))[:_MOST_WORDS]


class Search:
    """Searches in an open corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Rows of any query as dictionaries."""
        return self.corpus.ask(sql, parameters)

    def documents_with(
        self, words: Sequence[str], filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Documents that hold every word and pass the filters, newest first, and how many.

        Args:
            words: of :func:`search_words`; none asks for all documents.
            filters: ``state``, ``outlet``, ``since``, ``until``, ``language``; those empty are
                passed over.
            limit, offset: which part of the answer.
        """
        clauses, given = _document_clauses(words, filters)
        return self._page("numbered", "number", clauses, given, limit, offset)

    def stories_with(
        self, words: Sequence[str], filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Stories of which a document holds every word and passes the filters, the one with the
        newest such document first, and how many there are; see :meth:`documents_with`."""
        clauses, given = _document_clauses(words, filters)
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        table = (
            f"(SELECT story_id AS id, min(number) AS number FROM numbered{where} "
            "GROUP BY story_id HAVING story_id IS NOT NULL)"
        )
        rows = self.ask(
            f"SELECT id FROM {table} ORDER BY number LIMIT ? OFFSET ?", [*given, limit, offset]
        )
        total = self.ask(f"SELECT count(*) AS n FROM {table}", given)
        return [r["id"] for r in rows], int(total[0]["n"])

    def incidents_with(
        self, words: Sequence[str], filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Incidents that pass the filters, newest first, and how many there are.

        Args:
            words: each has to stand in the summary.
            filters: ``state``, ``other`` (a second state), ``since``, ``until``, ``event_type``,
                ``reading`` (``happened``, ``denied`` or a modality) and ``disputed``.
            limit, offset: which part of the answer.
        """
        codes = [filters[name] for name in ("state", "other") if filters.get(name)]
        clauses: list[str] = []
        given: list[Any] = []
        # Words for or against a state are no happenings; they are listed when asked for.
        positions = filters.get("event_type") == POSITION
        kinds = "kind = 'position'" if positions else _INCIDENT_KINDS
        if not codes and not positions:
            clauses.append(f"event_type <> '{POSITION}'")
        if codes:
            # What is asked of an incident stands in the state's own list.
            clauses += ["iso3 = ?", kinds]
            given.append(codes[0])
        if codes[1:]:
            clauses.append(f"id IN (SELECT id FROM by_state WHERE iso3 = ? AND {kinds})")
            given.append(codes[1])
        named = _OF_STATE if codes else _OF_INCIDENT
        for name in ("since", "until", "event_type", "reading"):
            if filters.get(name):
                clauses.append(named[name])
                given.append(filters[name])
        if filters.get("disputed"):
            clauses.append("disputed")
        if words:
            spoken = " AND ".join("contains(lower(strip_accents(summary)), ?)" for _ in words)
            inside = f"id IN (SELECT id FROM incidents WHERE {spoken})" if codes else spoken
            clauses.append(inside)
            given += words
        table, day = ("by_state", "day") if codes else ("incidents", _INCIDENT_DAY)
        return self._page(table, f"{day} DESC NULLS LAST, id", clauses, given, limit, offset)

    def statements_with(
        self, words: Sequence[str], filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Statements that pass the filters, newest first, and how many there are.

        Args:
            words: each has to stand in what was said or in the speaker's name.
            filters: ``state`` (by or about it), ``other`` (the same), ``said_by`` and ``about`` (a
                state), ``speaker`` (words of the speaker's name), ``since``, ``until``.
            limit, offset: which part of the answer.
        """
        clauses: list[str] = []
        given: list[Any] = []
        for word in words:
            clauses.append("number IN (SELECT unnest(numbers) FROM said_words WHERE word = ?)")
            given.append(word)
        for name in ("state", "other"):
            if filters.get(name):
                clauses.append(
                    "number IN (SELECT number FROM by_state "
                    "WHERE iso3 = ? AND kind IN ('said', 'about'))"
                )
                given.append(filters[name])
        for name, kind in (("said_by", "said"), ("about", "about")):
            if filters.get(name):
                clauses.append(
                    f"number IN (SELECT number FROM by_state WHERE iso3 = ? AND kind = '{kind}')"
                )
                given.append(filters[name])
        for word in filters.get("speaker") or ():
            clauses.append(
                "id IN (SELECT id FROM statements WHERE "
                "contains(lower(strip_accents(concat_ws(' ', source_name, source_text))), ?))"
            )
            given.append(word)
        for name, clause in (("since", "day >= ?"), ("until", "day <= ?")):
            if filters.get(name):
                clauses.append(clause)
                given.append(filters[name])
        return self._page("said", "number", clauses, given, limit, offset)

    def disputes_with(
        self, words: Sequence[str], state: str, limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Disputes whose subject holds every word, of one state when it is given; those whose
        denial is newest first, and how many there are."""
        clauses = ["contains(lower(strip_accents(subject)), ?)" for _ in words]
        given: list[Any] = list(words)
        if state:
            clauses.append("id IN (SELECT id FROM by_state WHERE iso3 = ? AND kind = 'dispute')")
            given.append(state)
        table = (
            "(SELECT d.id, d.subject, s.day FROM disputes d "
            "LEFT JOIN said s ON s.id = d.denial_statement_id)"
        )
        return self._page(table, "day DESC NULLS LAST, id", clauses, given, limit, offset)

    def persons_with(
        self, name: str, state: str, limit: int, offset: int = 0
    ) -> tuple[list[Row], int]:
        """Persons whose name holds some letters, most quoted first, and how many there are."""
        clauses, given = ["contains(plain, lower(strip_accents(?)))"], [name]
        if state:
            clauses.append("list_contains(string_split(iso3, '+'), ?)")
            given.append(state)
        rows = self.ask(
            f"SELECT *, count(*) OVER () AS total FROM persons WHERE {' AND '.join(clauses)} "
            "ORDER BY statements DESC, documents DESC, name LIMIT ? OFFSET ?",
            [*given, limit, offset],
        )
        total = int(rows[0]["total"]) if rows else 0
        return [{k: v for k, v in r.items() if k not in ("total", "plain")} for r in rows], total

    def _page(
        self,
        table: str,
        order: str,
        clauses: Sequence[str],
        given: Sequence[Any],
        limit: int,
        offset: int,
    ) -> tuple[list[str], int]:
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        whole = "count(*) OVER ()" if clauses else f"(SELECT count(*) FROM {table})"
        rows = self.ask(
            f"SELECT id, {whole} AS total FROM {table}{where} ORDER BY {order} LIMIT ? OFFSET ?",
            [*given, limit, offset],
        )
        if rows or not offset:
            return [r["id"] for r in rows], int(rows[0]["total"]) if rows else 0
        found = self.ask(f"SELECT count(*) AS n FROM {table}{where}", given)
        return [], int(found[0]["n"])


_INCIDENT_KINDS = "kind IN ('incident', 'voting', 'one-sided')"
_INCIDENT_DAY = "coalesce(date_high, date_low)"
_OF_STATE = {
    "since": "day >= ?",
    "until": "day <= ?",
    "event_type": "event_type = ?",
    "reading": "reading = ?",
}
_OF_INCIDENT = {
    "since": f"{_INCIDENT_DAY} >= ?",
    "until": "date_low <= ?",
    "event_type": "event_type = ?",
    "reading": "CASE WHEN polarity = 'negated' THEN 'denied' WHEN modality = 'actual' "
    "THEN 'happened' ELSE modality END = ?",
}

_DOCUMENT_FILTERS = {
    "state": "number IN (SELECT number FROM by_state WHERE kind = 'document' AND iso3 = ?)",
    "outlet": "outlet = ?",
    "language": "language = ?",
    "since": "day >= ?",
    "until": "day <= ?",
}


def _document_clauses(
    words: Sequence[str], filters: Mapping[str, Any]
) -> tuple[list[str], list[Any]]:
    clauses = ["number IN (SELECT unnest(numbers) FROM words WHERE word = ?)" for _ in words]
    given: list[Any] = list(words)
    for name, clause in _DOCUMENT_FILTERS.items():
        if filters.get(name):
            clauses.append(clause)
            given.append(filters[name])
    return clauses, given
