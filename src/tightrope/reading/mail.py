"""Mails (EML) and pages saved as one file (MHTML): the article in a message of MIME parts."""

import email
import email.header
import email.message
import email.policy
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr, parsedate_to_datetime

from tightrope.errors import UnreadableInput
from tightrope.reading.content import decode, looks_like_html
from tightrope.reading.sources import Source
from tightrope.records.documents import Quarantined, RawDocument
from tightrope.records.identifiers import content_identifier

_SUFFIXES = (".eml", ".mht", ".mhtml")
_HEADER = re.compile(
    rb"(?:from|to|subject|date|received|return-path|message-id|mime-version|content-type"
    rb"|delivered-to|reply-to|x-[\w-]{2,40}|snapshot-content-location):[ \t\r\n]",
    re.I,
)
_OF_MAIL = re.compile(
    rb"^(?:mime-version|message-id|received|snapshot-content-location):", re.I | re.M
)
# Real mail nests three or four deep; every level makes every line dearer to read.
_MOST_BOUNDARIES = 100
_MOST_PARTS = 5_000


def is_mail(source: Source) -> bool:
    """True by name, or for what begins as a mail does."""
    head = source.head.lstrip(b"\r\n\t ")
    if _HEADER.match(head) is None:
        return False
    return source.name.endswith(_SUFFIXES) or _OF_MAIL.search(_headers(head)) is not None


def read_mail(source: Source, fields: Mapping[str, str]) -> Iterator[RawDocument | Quarantined]:
    """The one document of a message: its HTML part, else its plain text.

    The ``Date`` of a mail is when it was published; that of a saved page is when it was saved.

    Raises:
        UnreadableInput: too large, nested too deep, or without text.
    """
    data = source.read_whole()
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise UnreadableInput(
            f"a message with more than {_MOST_BOUNDARIES} nested parts, more than mail has; "
            "left out."
        )
    try:
        # The older policy takes headers as they come; the newer one fails on odd ones.
        message = email.message_from_bytes(data.lstrip(b"\r\n\t "), policy=email.policy.compat32)
        part = _article(message)
        if part is None:
            raise UnreadableInput(
                "a message without text (an attachment alone?); save what it carries by itself."
            )
        yield _document(source, data, message, part)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableInput(
            f"a message that can't be read ({type(error).__name__}: {error}); save it anew."
        ) from error


def _headers(head: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]


def _article(message: email.message.Message) -> email.message.Message | None:
    """The first HTML part that is not attached, else the first plain text.

    Of the pages of a saved page (frames, advertisements) it is the one that lies at its address.
    """
    parts = []
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise UnreadableInput(f"a message of more than {_MOST_PARTS:,} parts; left out.")
        if not part.is_multipart() and "attachment" not in str(part.get("Content-Disposition", "")):
            parts.append(part)
    at = str(message.get("Snapshot-Content-Location", "")).strip()
    pages = [p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    for page in pages:
        if at and str(page.get("Content-Location", "")).strip() == at:
            return page
    texts = [p for p in parts if p.get_content_type() == "text/plain"]
    return next((p for p in (*pages, *texts) if p.get_payload(decode=True)), None)


def _document(
    source: Source, data: bytes, message: email.message.Message, part: email.message.Message
) -> RawDocument:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    content = decode(body, part.get_content_charset())
    html = part.get_content_type() != "text/plain" or looks_like_html(content)
    address = _text(message.get("Snapshot-Content-Location")) or _text(part.get("Content-Location"))
    saved = address is not None
    sent = _moment(_text(message.get("Date")))
    return RawDocument(
        id=content_identifier("d", data),
        path=source.place,
        content=content,
        media_type="text/html" if html else "text/plain",
        url=address if address and address.startswith(("http://", "https://")) else None,
        # Browsers save the page's title as the subject; the page itself gives it as well.
        title=None if saved else _text(message.get("Subject")),
        byline=None if saved else parseaddr(_text(message.get("From")) or "")[0] or None,
        published=None if saved else sent,
        fetched_at=sent if saved else None,
    )


def _text(value: object) -> str | None:
    """A header decoded and on one line."""
    if value is None:
        return None
    pieces = []
    for piece, charset in email.header.decode_header(str(value)):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        try:
            pieces.append(piece.decode(charset or "utf-8", "replace"))
        except LookupError:
            pieces.append(piece.decode("latin-1"))
    text = "".join(pieces).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return " ".join(text.split()) or None


def _moment(written: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(written) if written else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" means a time without a zone, which is UTC.
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
