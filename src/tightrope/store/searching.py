"""Searching by words and filters: documents, stories, incidents, statements, disputes, persons.

Answers are identifiers, newest first, one part of the whole at a time, with how many there are.
Documents, incidents and statements are found by the full-text index (:mod:`store.fulltext`), which
knows the filters too, so that a question costs the same however many records there are.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from tightrope.records.corpus import POSITION
from tightrope.store.corpus import Corpus
from tightrope.store.fulltext.index import Kind, Narrowing
from tightrope.store.lookups import PUBLISHED

Row = dict[str, Any]
_WORD = re.compile(r"[^\W_]{2,}")
_LONGEST_WORD = 40
_MOST_WORDS = 12
#: What is told of a person.
PERSON_COLUMNS = "name, iso3, sector, offices, mentions, statements, documents"


def search_words(text: str) -> tuple[str, ...]:
    """The words of a question, folded, to be looked for in a text."""
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ).lower()
    words = (w[:_LONGEST_WORD] for w in _WORD.findall(unicodedata.normalize("NFC", plain)))
    return tuple(dict.fromkeys(words))[:_MOST_WORDS]


class Search:
    """Searches in an open corpus.

    A ``question`` is what a person types: all its words have to be there, case, diacritics and
    endings do not matter, and there are phrases, beginnings and exclusions
    (:func:`tightrope.store.fulltext.asked.parts`). Without words the filters alone decide.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Rows of any query as dictionaries."""
        return self.corpus.ask(sql, parameters)

    def excerpt(self, question: str, text: str) -> str:
        """The piece of a text that answers best."""
        return self.corpus.search_index.excerpt(question, text)[0]

    def documents_with(
        self, question: str, filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Documents that hold what is asked and pass the filters, newest first, and how many.

        Args:
            question: words of the text or the title.
            filters: ``state``, ``outlet``, ``since``, ``until``, ``language``; those empty are
                passed over.
            limit, offset: which part of the answer.
        """
        narrowing = _of_documents(filters)
        return self._newest(question, Kind.DOCUMENTS, narrowing, limit, offset)

    def stories_with(
        self, question: str, filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Stories of which a document holds what is asked and passes the filters, the one with the
        newest such document first, and how many there are; see :meth:`documents_with`."""
        index = self.corpus.search_index
        ids, total = index.newest_of_stories(question, _of_documents(filters), limit, offset)
        if not ids:
            return [], total
        marks = ", ".join("?" * len(ids))
        rows = self.ask(f"SELECT id, story_id FROM documents WHERE id IN ({marks})", ids)
        stories = {row["id"]: row["story_id"] for row in rows}
        return [stories[i] for i in ids if stories.get(i)], total

    def incidents_with(
        self, question: str, filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Incidents that pass the filters, newest first, and how many there are.

        Args:
            question: words of the summary.
            filters: ``state``, ``other`` (a second state), ``since``, ``until``, ``event_type``,
                ``reading`` (``happened``, ``denied`` or a modality) and ``disputed``.
            limit, offset: which part of the answer.
        """
        event_type, reading = filters.get("event_type"), filters.get("reading")
        # Words for or against a state are no happenings; they are listed when asked for.
        marks = [f"type:{event_type}" if event_type else ""]
        marks.append("" if event_type == POSITION else "happening")
        marks.append(f"told:{reading}" if reading else "")
        marks.append("disputed" if filters.get("disputed") else "")
        narrowing = _narrowed(filters, marks, [filters.get("state"), filters.get("other")])
        return self._newest(question, Kind.INCIDENTS, narrowing, limit, offset)

    def statements_with(
        self, question: str, filters: Mapping[str, Any], limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Statements that pass the filters, newest first, and how many there are.

        Args:
            question: words of what was said or of the speaker's name.
            filters: ``state`` (by or about it), ``other`` (the same), ``said_by`` and ``about`` (a
                state), ``speaker`` (words of the speaker's name), ``since``, ``until``.
            limit, offset: which part of the answer.
        """
        marks = [f"with:{filters[n]}" for n in ("state", "other") if filters.get(n)]
        if filters.get("said_by"):
            marks.append(f"by:{filters['said_by']}")
        narrowing = _narrowed(filters, marks, [filters.get("about")], filters.get("speaker") or "")
        return self._newest(question, Kind.STATEMENTS, narrowing, limit, offset)

    def disputes_with(
        self, words: Sequence[str], state: str, limit: int, offset: int = 0
    ) -> tuple[list[str], int]:
        """Disputes whose subject holds every word, of one state when it is given; those whose
        denial is newest first, and how many there are."""
        clauses = ["contains(lower(strip_accents(subject)), ?)" for _ in words]
        given: list[Any] = list(words)
        if state:
            clauses.append(
                "id IN (SELECT id FROM by_state WHERE iso3 = ? AND kind = 'dispute' UNION ALL "
                "SELECT id FROM by_state_new WHERE iso3 = ? AND kind = 'dispute')"
            )
            given += [state, state]
        table = (
            f"(SELECT d.id, d.subject, coalesce(s.statement_date, {PUBLISHED}) AS day "
            "FROM disputes d LEFT JOIN statements s ON s.id = d.denial_statement_id "
            "LEFT JOIN documents x ON x.id = s.document_id)"
        )
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        total = self.ask(f"SELECT count(*) AS n FROM {table}{where}", given)
        rows = self.ask(
            f"SELECT id FROM {table}{where} ORDER BY day DESC NULLS LAST, id LIMIT ? OFFSET ?",
            [*given, limit, offset],
        )
        return [row["id"] for row in rows], int(total[0]["n"])

    def persons_with(
        self, name: str, state: str, limit: int, offset: int = 0
    ) -> tuple[list[Row], int]:
        """Persons whose name holds some letters, most quoted first, and how many there are."""
        clauses, given = ["contains(plain, lower(strip_accents(?)))"], [name]
        if state:
            clauses.append("list_contains(string_split(iso3, '+'), ?)")
            given.append(state)
        where = " AND ".join(clauses)
        # Finding them needs few columns; the others are read of those that are shown.
        found = self.ask(
            f"SELECT key FROM persons WHERE {where} "
            "ORDER BY statements DESC, documents DESC, name LIMIT ? OFFSET ?",
            [*given, limit, offset],
        )
        total = self.ask(f"SELECT count(*) AS n FROM persons WHERE {where}", given)
        keys = [row["key"] for row in found]
        marks = ", ".join(["CAST(? AS UBIGINT)"] * len(keys))
        rows = {
            row["key"]: row
            for row in self.ask(
                f"SELECT key, {PERSON_COLUMNS} FROM persons WHERE key IN ({marks})", keys
            )
        } if keys else {}  # fmt: skip
        shown = [{k: v for k, v in rows[key].items() if k != "key"} for key in keys]
        return shown, int(total[0]["n"])

    def _newest(
        self, question: str, kind: Kind, narrowing: Narrowing, limit: int, offset: int
    ) -> tuple[list[str], int]:
        return self.corpus.search_index.newest(question, kind, narrowing, limit, offset)


def _of_documents(filters: Mapping[str, Any]) -> Narrowing:
    marks = [f"{n}:{filters[n]}" for n in ("outlet", "language") if filters.get(n)]
    return _narrowed(filters, marks, [filters.get("state")])


def _narrowed(
    filters: Mapping[str, Any],
    marks: Sequence[str],
    states: Sequence[str | None],
    speaker: str = "",
) -> Narrowing:
    return Narrowing(
        speaker=speaker,
        about=tuple(state for state in states if state),
        since=filters.get("since") or None,
        until=filters.get("until") or None,
        marks=tuple(mark for mark in marks if mark),
    )
