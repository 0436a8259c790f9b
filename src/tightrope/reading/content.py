"""What bytes are: text in which encoding, HTML, JSON, or something that is no text at all."""

import codecs
import re

from charset_normalizer import from_bytes

from tightrope.errors import UnreadableInput

# First bytes of what is not text, and what a user would call it. Offsets are from the start.
# From the formats' own specifications and the registered magic numbers of the `file` command.
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG", "a PNG image", ""),
    (0, b"\xff\xd8\xff", "a JPEG image", ""),
    (0, b"GIF8", "a GIF image", ""),
    (0, b"BM\x00", "a bitmap image", ""),
    (0, b"II*\x00", "a TIFF image", ""),
    (0, b"MM\x00*", "a TIFF image", ""),
    (0, b"RIFF", "a WebP, AVI or WAV file", ""),
    (0, b"OggS", "an Ogg sound file", ""),
    (0, b"ID3", "an MP3 sound file", ""),
    (0, b"\x00\x00\x01\x00", "an icon file", ""),
    (0, b"wOFF", "a web font", ""),
    (0, b"wOF2", "a web font", ""),
    (4, b"ftyp", "an MP4 video", ""),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save it as text or HTML."),
    (0, b"{\\rtf", "a rich-text document", "save it as text or HTML."),
    (0, b"\x7fELF", "an ELF program", ""),
    (0, b"MZ", "a Windows program", ""),
    (0, b"\xcf\xfa\xed\xfe", "a macOS program", ""),
    (0, b"\xca\xfe\xba\xbe", "a Java class or macOS program", ""),
    (0, b"\x00asm", "a WebAssembly program", ""),
    (0, b"BZh", "a bzip2 archive", "unpack it first."),
    (0, b"\xfd7zXZ\x00", "an xz archive", "unpack it first."),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first."),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first."),
    (0, b"Rar!", "a RAR archive", "unpack it first."),
    (257, b"ustar", "a tar archive", "unpack it first."),
    (0, b"SQLite format 3", "an SQLite database", "export its texts as JSONL."),
    (8, b"DUCK", "a DuckDB database", "open it with --db instead of reading it."),
    (0, b"PAR1", "a Parquet table", "export its texts as JSONL."),
    (0, b"ARROW1", "an Arrow table", "export its texts as JSONL."),
    (0, b"\x93NUMPY", "a NumPy array", ""),
    (0, b"\x80\x04\x95", "a Python pickle", ""),
)  # fmt: skip
_DEFAULT_STEP = "leave it out."

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings whose bytes are all ASCII, so that they pass for UTF-8.
_SEVEN_BIT = ("iso-2022", "iso2022", "hz", "utf-7")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.I,
)
_SAMPLE_FOR_GUESSING = 128 * 1024
_WESTERN = "cp1252"
_TELLING = 0.1  # a difference in coherence with a language that tells two encodings apart
# Control characters that no text holds; tabs, line ends, form feeds and escapes are left alone.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")
_MAX_CONTROL_SHARE = 0.01

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(
    r"</(?:p|div|a|span|h[1-6]|li|ul|article|section|title|body|html|table|td|em|strong)\s*>|<br\s*/?>",
    re.I,
)
_FEED_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
_LEAST_TAGS = 3
_HTML_SAMPLE = 20_000


def refuse_binary(head: bytes) -> None:
    """Say what a file is when it is known not to be text.

    Raises:
        UnreadableInput: naming the format and the next step.
    """
    for offset, magic, what, step in _MAGIC:
        if head.startswith(magic, offset):
            raise UnreadableInput(f"looks like {what}, not text; {step or _DEFAULT_STEP}")


def decode(data: bytes, charset: str | None = None) -> str:
    """Bytes as text: by byte-order mark, as UTF-8, by declared charset, else by statistics.

    A declared charset comes after UTF-8 because pages lie about it, while bytes above ASCII that
    are valid UTF-8 are hardly ever anything else.

    Args:
        data: the bytes.
        charset: what the container says (an HTTP header, a part of a mail); it goes before what
            the content declares.

    Raises:
        UnreadableInput: empty, holds NUL bytes, or is no text in any encoding.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        raise UnreadableInput(
            "holds nothing but white space; fetch it again or leave it out."
            if data
            else "is empty; fetch it again or leave it out."
        )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    if b"\x00" in data:
        unmarked = _utf16_without_mark(data)
        if unmarked is None:
            raise UnreadableInput(
                "holds NUL bytes, so it is binary or damaged, not text; save it as UTF-8 text."
            )
        return _checked(data.decode(unmarked, "replace"))
    declared = _known_encoding(charset or "") or _declared_encoding(data)
    tries: list[str | None] = ["utf-8", declared]
    if declared is not None and declared.lower().startswith(_SEVEN_BIT):
        tries.reverse()
    for name in tries:
        if name is None:
            continue
        try:
            return _checked(data.decode(name))
        except UnicodeDecodeError:
            continue
    return _checked(data.decode(_likeliest_encoding(data[:_SAMPLE_FOR_GUESSING]), "replace"))


def looks_like_html(text: str) -> bool:
    """True for a page, whatever its file is called: by how it starts, or by its tags."""
    if _HTML_START.match(text[:_HTML_SAMPLE]):
        return True
    return len(_HTML_TAG.findall(text[:_HTML_SAMPLE])) >= _LEAST_TAGS


def looks_like_feed(text: str) -> bool:
    """True for RSS and Atom."""
    return _FEED_START.match(text[:_HTML_SAMPLE]) is not None


def _checked(text: str) -> str:
    text = text.removeprefix("\ufeff")
    wrong = len(_CONTROLS.findall(text[:_SAMPLE_FOR_GUESSING]))
    if wrong > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE_FOR_GUESSING) + 1:
        raise UnreadableInput(
            "is mostly control or undecodable characters, not text; save it as UTF-8 text."
        )
    return text


def _declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    return _known_encoding((found.group(1) or found.group(2)).decode("ascii", "ignore"))


def _known_encoding(name: str) -> str | None:
    """``name`` when it is an encoding of text."""
    name = name.strip(" \"'").split("\x00")[0]
    if not name.isascii():
        return None
    try:
        known = codecs.lookup(name)
    except LookupError:
        return None
    # "binary transforms" such as base64 are codecs too.
    return name if known._is_text_encoding else None


def _likeliest_encoding(sample: bytes) -> str:
    """What the statistics of letters say; Western European where they say nothing against it."""
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return _WESTERN
    for match in matches:
        if _WESTERN in match.could_be_from_charset and match.chaos <= best.chaos:
            return _WESTERN if match.coherence >= best.coherence - _TELLING else best.encoding
    return best.encoding


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 8:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None
