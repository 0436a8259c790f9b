"""Cards: one record with its sentences, its chain of sources, and what made it.

Every card answers the same questions in the same order: what is it, what are the words, who
carries them, what hangs on it, which rule made it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tightrope.store import Corpus

Row = dict[str, Any]
_CONTEXT = 90  # characters shown on either side of a mention
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: a text, under a label or without one."""

    text: str
    label: str = ""

    def __str__(self) -> str:
        return f"  {self.label + ':':<16} {self.text}" if self.label else self.text


Part = str | Line


def card(corpus: Corpus, record_id: str) -> tuple[str, list[Line]]:
    """The whole identifier and the card of any record, its title first.

    Raises:
        UnknownRecord: no table holds the identifier, or several records begin with it.
    """
    table, row = corpus.find(record_id)
    parts = _CARDS.get(table, _plain)(corpus, row)
    return row["id"], [part if isinstance(part, Line) else Line(part) for part in parts]


def write_card(corpus: Corpus, record_id: str) -> str:
    """The card of any record as plain text.

    Raises:
        UnknownRecord: no table holds the identifier, or several records begin with it.
    """
    return "\n".join(str(line) for line in card(corpus, record_id)[1])


def _event(corpus: Corpus, row: Row) -> list[Part]:
    document = _document_row(corpus, row["document_id"])
    return [
        f"Event {row['id']}: {row['event_type']} ({row['quad_class']}, intensity "
        f"{row['intensity']:+g}), {row['polarity']}, {row['modality']}",
        _field("parties", _parties(row)),
        _field("when", _days(row, "event_date") + _because(row["event_date_basis"])),
        *_optional("mode", row["mode"]),
        *_optional("contexts", ", ".join(row["contexts"] or ())),
        *_quotation(row["sentence"]),
        _field("trigger", f"“{row['trigger']}”"),
        *_carrier(document),
        *_linked(corpus, "under the statement", row["statement_id"]),
        *_linked(corpus, "incident", row["incident_id"]),
        *_disputed(corpus, row["incident_id"]),
        _field("made by rule", row["rule"]),
    ]


def _incident(corpus: Corpus, row: Row) -> list[Part]:
    events = _rows_of(corpus, "events", row["event_ids"])
    votes = _rows_of(corpus, "reported_votes", row["event_ids"])
    lines: list[Part] = [
        f"Incident {row['id']}: {row['summary'] or row['event_type']}",
        _field("type", f"{row['event_type']}, {row['polarity']}, {row['modality']}"),
        _field("when", _days(row, "date")),
        _field("reports", f"{row['n_reports']} from {row['n_origins']} independent origins"),
        *_optional("origins", "; ".join(row["origins"] or ())),
        _field("disputed", "yes" if row["disputed"] else "no"),
    ]
    for event in events:
        lines += ["", f"  {event['id']}", *_quotation(event["sentence"])]
        lines += _carrier(_document_row(corpus, event["document_id"]))
        lines.append(_field("made by rule", event["rule"]))
    said = _rows_of(corpus, "statements", row["event_ids"])
    for statement in said:
        lines += ["", *_statement_brief(corpus, statement)]
        lines.append(
            _field("direction", f"{statement['direction']} ({statement['direction_basis']})")
        )
    for vote in votes:
        document = _document_row(corpus, vote["document_id"])
        lines += ["", f"  {vote['id']}: {vote['iso3']} {vote['position']}"]
        lines += _quotation(document["text"][vote["start"] : vote["end"]])
        lines += _carrier(document)
        lines.append(_field("made by rule", vote["rule"]))
    lines += _disputes_of(corpus, row["dispute_ids"])
    return lines


def _statement(corpus: Corpus, row: Row) -> list[Part]:
    who = row["source_name"] or row["source_text"] or "nobody named"
    disputes = corpus.rows(
        "disputes", "claim_statement_id = ? OR denial_statement_id = ?", [row["id"]] * 2
    )
    under = corpus.rows("events", "statement_id = ?", [row["id"]])
    lines: list[Part] = [
        f"Statement {row['id']}: {who} — {row['cue_text']} ({row['kind']})",
        *_quotation(row["content_text"]),
        _field("source", f"“{row['source_text']}”" if row["source_text"] else "not named"),
        *_optional("office", row["source_office"]),
        *_optional("state", row["source_iso3"]),
        *_optional(
            "speaks as", ", ".join(p for p in (row["speaker_role"], row["speaker_rank"]) if p)
        ),
        *_optional("institution", row["institution"]),
        *_optional("medium", row["medium"]),
        *_optional("about", ", ".join(row["about_iso3"] or ())),
        *_optional("direction", _direction(row)),
        *_optional("judged", row["subject"]),
        *_optional("said", _date(row["statement_date"])),
        _field("chain", " → ".join(row["chain"] or ()) or "unknown"),
        *_carrier(_document_row(corpus, row["document_id"])),
        *_linked(corpus, "inside the statement", row["parent_id"]),
        _field("made by rule", row["rule"]),
    ]
    contested = _contested(corpus, (e["incident_id"] for e in under[:_LISTED]))
    lines += [
        _field(
            "event in it",
            f"{e['id']} {e['event_type']}" + (", disputed" * (e["incident_id"] in contested)),
        )
        for e in under[:_LISTED]
    ]
    lines += _disputes_of(corpus, [d["id"] for d in disputes])
    return lines


def _dispute(corpus: Corpus, row: Row) -> list[Part]:
    lines: list[Part] = [
        f"Dispute {row['id']}: {row['subject']}",
        _field("relation", f"the second {row['relation']} the first"),
        _field("parties", "; ".join(row["parties"] or ())),
        _field("made by rule", row["rule"]),
    ]
    for statement_id in (row["claim_statement_id"], row["denial_statement_id"]):
        for statement in corpus.rows("statements", "id = ?", [statement_id]):
            lines += ["", *_statement_brief(corpus, statement)]
    return lines


def _vote(corpus: Corpus, row: Row) -> list[Part]:
    document = _document_row(corpus, row["document_id"])
    return [
        f"Reported vote {row['id']}: {row['iso3']} {row['position']}",
        *_optional("body", row["body"]),
        *_optional("subject", row["subject"]),
        _field("when", _days(row, "date")),
        *_quotation(document["text"][row["start"] : row["end"]]),
        *_carrier(document),
        *_linked(corpus, "incident", row["incident_id"]),
        *_disputed(corpus, row["incident_id"]),
        _field("made by rule", row["rule"]),
    ]


def _story(corpus: Corpus, row: Row) -> list[Part]:
    lines: list[Part] = [
        f"Story {row['id']}: {row['title']}",
        _field("first seen", _date(row["first_published"]) or "no date known"),
        _field("origins", f"{row['n_origins']}: {'; '.join(row['origins'] or ())}"),
    ]
    for document_id in row["document_ids"]:
        document = _document_row(corpus, document_id)
        copied = f" (copy of {document['copy_of']})" if document["copy_of"] else ""
        lines += [f"  {document_id}{copied}", *_carrier(document)]
        for found in corpus.rows("derivations", "document_id = ?", [document_id]):
            lines.append(
                _field("rests on", f"{found['target']} ({found['relation']}): {found['evidence']}")
            )
    return lines


def _document(corpus: Corpus, row: Row) -> list[Part]:
    lines: list[Part] = [
        f"Document {row['id']}: {row['title'] or 'without a title'}",
        *_carrier(row),
        *_optional("byline", row["byline"]),
        *_optional("part", row["part_note"]),
        *_optional("date rests on", row["published_note"]),
        *_linked(corpus, "story", row["story_id"]),
        *_optional("copy of", row["copy_of"]),
        _field("origins", "; ".join(row["origins"] or ()) or "its own"),
    ]
    for table, what in (("events", "events"), ("statements", "statements")):
        found = corpus.rows(table, "document_id = ?", [row["id"]])
        lines.append(_field(what, str(len(found))))
    lines += ["", row["text"]]
    if row["removed"]:
        lines += ["", "Removed by cleaning:"]
        lines += [f"  [{b['reason']}] {_short(b['text'])}" for b in row["removed"]]
    return lines


def _actor(corpus: Corpus, row: Row) -> list[Part]:
    document = _document_row(corpus, row["document_id"])
    text, start, end = document["text"], row["start"], row["end"]
    around = text[max(0, start - _CONTEXT) : start] + f"[{text[start:end]}]"
    around += text[end : end + _CONTEXT]
    return [
        f"Mention {row['id']}: {row['name']}",
        *_optional("state", row["iso3"]),
        _field("sector", row["sector"]),
        *_optional("office", row["office"]),
        _field("resolved by", row["basis"]),
        *_quotation(" ".join(around.split())),
        *_carrier(document),
    ]


def _plain(corpus: Corpus, row: Row) -> list[Part]:
    return [_field(name, str(value)) for name, value in row.items()]


def _coded_event(corpus: Corpus, row: Row) -> list[Part]:
    """An event of a dataset: its coder stands behind it, and no sentence of ours."""
    code = f" (CAMEO {row['cameo_code']})" if row["cameo_code"] else ""
    number = f", its number {row['source_id']}" if row["source_id"] else ""
    strength = "" if row["intensity"] is None else f", intensity {row['intensity']:+g}"
    return [
        f"Coded event {row['id']}: {row['event_type']} ({row['quad_class']}{strength})",
        *(
            _field(side, _coded_party(row, side))
            for side in ("actor", "recipient")
            if row[f"{side}_name"] or row[f"{side}_iso3"]
        ),
        _field("when", str(row["date"])),
        *_optional("mode", row["mode"]),
        *_optional("contexts", row["contexts"]),
        _field("dataset", f"{row['dataset']}{number}"),
        _field(
            "counted from",
            f"rows {row['n_rows']}, mentions {row['n_mentions']}, sources {row['n_sources']}",
        ),
        *_optional("read at", row["url"]),
        _field(
            "made by", f"the coder of {row['dataset']}{code}; imported, not read from news here"
        ),
    ]


def _coded_party(row: Row, side: str) -> str:
    place = "/".join(filter(None, (row[f"{side}_iso3"] or "no state", row[f"{side}_sector"])))
    basis = row[f"{side}_basis"]
    return f"{place}: {row[f'{side}_name'] or 'not named'}" + (f" (by {basis})" if basis else "")


_CARDS: dict[str, Callable[[Corpus, Row], list[Part]]] = {
    "events": _event,
    "incidents": _incident,
    "statements": _statement,
    "disputes": _dispute,
    "reported_votes": _vote,
    "stories": _story,
    "documents": _document,
    "actors": _actor,
    "coded_events": _coded_event,
}


# The parts that cards are made of.


def _field(label: str, value: str) -> Line:
    return Line(value, label)


def _optional(label: str, value: str | None) -> list[Part]:
    return [_field(label, value)] if value else []


def _quotation(words: str) -> list[Part]:
    return [_field("words", f"“{words}”")]


def _carrier(document: Row) -> list[Part]:
    when = _days(document, "published")
    return [
        _field(
            "in",
            f"{document['outlet'] or 'outlet unknown'}, “{document['title'] or document['path']}”",
        ),
        _field("published", f"{when} ({document['published_basis']})"),
        _field("file", f"{document['path']} [{document['id']}]"),
    ]


def _linked(corpus: Corpus, label: str, record_id: str | None) -> list[Part]:
    if not record_id:
        return []
    table, row = corpus.find(record_id)
    words = {
        "statements": lambda: (
            f"{row['source_name'] or row['source_text'] or '?'} "
            f"{row['cue_text']}: “{_short(row['content_text'])}”"
        ),
        "incidents": lambda: (
            f"{row['summary']} ({row['n_reports']} reports, {row['n_origins']} origins)"
            + ("; disputed" if row["disputed"] else "")
        ),
        "stories": lambda: str(row["title"]),
    }
    return [_field(label, f"{record_id} {words[table]() if table in words else ''}")]


def _statement_brief(corpus: Corpus, row: Row) -> list[Part]:
    who = row["source_name"] or row["source_text"] or "nobody named"
    return [
        f"  {row['id']} {who} — {row['cue_text']}",
        *_quotation(row["content_text"]),
        _field("chain", " → ".join(row["chain"] or ())),
        *_carrier(_document_row(corpus, row["document_id"])),
    ]


def _direction(row: Row) -> str:
    """Which way an official's words go, towards whom, and by which words."""
    if not row["direction"]:
        return ""
    towards = " and ".join(row["direction_iso3"] or ())
    basis = f" ({row['direction_basis'].replace(' ', ', ')})" if row["direction_basis"] else ""
    return f"{row['direction']} towards {towards}{basis}"


def _disputed(corpus: Corpus, incident_id: str | None) -> list[Part]:
    """That somebody denies the incident of a coding, and in which dispute."""
    lines: list[Part] = []
    for incident in _rows_of(corpus, "incidents", [incident_id] if incident_id else []):
        if incident["disputed"]:
            lines += [_field("disputed", "yes"), *_disputes_of(corpus, incident["dispute_ids"])]
    return lines


def _contested(corpus: Corpus, incident_ids: Iterable[str | None]) -> set[str | None]:
    wanted = [i for i in incident_ids if i]
    return {row["id"] for row in _rows_of(corpus, "incidents", wanted) if row["disputed"]}


def _disputes_of(corpus: Corpus, ids: Iterable[str] | None) -> list[Part]:
    return [
        _field("dispute", f"{row['id']} {row['relation']}: {row['subject']}")
        for row in _rows_of(corpus, "disputes", ids)
    ]


def _rows_of(corpus: Corpus, table: str, ids: Iterable[str] | None) -> list[Row]:
    wanted = list(ids or ())
    return corpus.rows(table, "list_contains(?, id)", [wanted]) if wanted else []


def _document_row(corpus: Corpus, document_id: str) -> Row:
    (row,) = corpus.rows("documents", "id = ?", [document_id])
    return row


def _parties(row: Row) -> str:
    actors = "+".join(row["actor_iso3"] or ()) or "?"
    recipients = "+".join(row["recipient_iso3"] or ())
    named = "; ".join([*(row["actor_names"] or ()), *(row["recipient_names"] or ())])
    arrow = f"{actors} → {recipients}" if recipients else actors
    return f"{arrow} ({named})" if named else arrow


def _days(row: Row, name: str) -> str:
    day = row["published_at"] if name == "published" else row[name]
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if day is not None:
        return str(day)
    if low is None and high is None:
        return "date unknown"
    return f"between {low or '?'} and {high or '?'}"


def _because(basis: str | None) -> str:
    return f" ({basis})" if basis else ""


def _date(day: Any) -> str:
    return str(day) if day is not None else ""


def _short(text: str, limit: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
