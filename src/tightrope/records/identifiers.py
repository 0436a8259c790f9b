"""Identifiers: short hashes of content, so the same input always gets the same name."""

from hashlib import blake2b

_SEPARATOR = b"\x1f"


def identifier(kind: str, *parts: object) -> str:
    """Name a record by what it holds.

    Args:
        kind: one-letter prefix that says what the record is (``d`` document, ``e`` event, ...).
        parts: everything that makes the record this one; compared by ``str``.

    Returns:
        ``kind`` followed by 16 hexadecimal digits.
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(str(part).encode("utf-8", "surrogatepass"))
        digest.update(_SEPARATOR)
    return kind + digest.hexdigest()


def content_identifier(kind: str, content: bytes) -> str:
    """Name a record by its bytes (a source file, a line of JSONL)."""
    return kind + blake2b(content, digest_size=8).hexdigest()
