"""Zip archives: their members as sources of their own, within bounds.

The directory of an archive is looked at before it is loaded, and no size that it states is
believed: bytes are counted while they are unpacked.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from tightrope.errors import UnreadableInput
from tightrope.reading.sources import MAX_DOCUMENT_BYTES, Source, part_of
from tightrope.records.documents import Quarantined

MAX_MEMBERS = 10_000
MAX_NESTED_ARCHIVES = 2
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
_MAX_DIRECTORY_BYTES = 8 * 1024 * 1024
_CHUNK = 1 << 20
_END = b"PK\x05\x06"
_END_BYTES = 22 + 65_535  # the end record and the longest comment after it
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_ENCRYPTED = 0x1


def is_zip(source: Source) -> bool:
    """True for what begins as a zip archive does."""
    return source.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(source: Source) -> Iterator[Source | Quarantined]:
    """The files of an archive in the order of their names; what can't be unpacked with a reason.

    Raises:
        UnreadableInput: damaged, nested too deep, too many members, or an Office document.
    """
    if source.depth >= MAX_NESTED_ARCHIVES:
        raise UnreadableInput(
            f"an archive in more than {MAX_NESTED_ARCHIVES - 1} others; unpack it first."
        )
    if source.gzip_layers or source.data is not None:
        opened: IO[bytes] = io.BytesIO(source.read_whole())
    else:
        opened = source.stream()
    with opened as stream:
        _check_directory(stream)
        try:
            archive = zipfile.ZipFile(stream)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            struct.error,
            NotImplementedError,
        ) as error:
            raise UnreadableInput(f"the ZIP is damaged ({error}); fetch it again.") from error
        with archive:
            yield from _unpacked(source, archive)


def _unpacked(source: Source, archive: zipfile.ZipFile) -> Iterator[Source | Quarantined]:
    listed = sorted(archive.infolist(), key=lambda member: member.filename)
    if any(member.filename in _OFFICE for member in listed):
        raise UnreadableInput("looks like an Office document or an e-book; save it as HTML.")
    if not listed:
        raise UnreadableInput("is an empty ZIP archive; leave it out.")
    left = MAX_UNPACKED_BYTES
    for member in listed:
        name = member.filename.replace("\x00", "")
        hidden = any(p.startswith((".", "__MACOSX")) for p in name.split("/"))
        if member.is_dir() or hidden:
            continue
        place = f"{source.place}:{name}"
        if member.flag_bits & _ENCRYPTED:
            yield Quarantined(place, "is encrypted; unpack the archive with its password.")
            continue
        try:
            data = _read(archive, member, min(MAX_DOCUMENT_BYTES, left))
            left -= len(data)
            yield part_of(source, name, name.rsplit("/", 1)[-1], data)
        except UnreadableInput as reason:
            yield Quarantined(place, str(reason))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError, struct.error, RuntimeError) as error:  # fmt: skip
            yield Quarantined(place, f"can't be unpacked ({error}); fetch the archive again.")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    pieces, size = [], 0
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise UnreadableInput(
                    f"unpacks to more than {limit // (1024 * 1024)} MB; unpack it yourself if you "
                    "trust it."
                )
            pieces.append(piece)
    return b"".join(pieces)


def _check_directory(stream: IO[bytes]) -> None:
    """Refuse a directory that is itself the bomb, by the archive's end record."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _END_BYTES))
    tail = stream.read(_END_BYTES)
    at = tail.rfind(_END)
    stream.seek(0)
    if at < 0 or len(tail) - at < 22:
        raise UnreadableInput("the ZIP has no end (a download cut short?); fetch it again.")
    count, directory = struct.unpack_from("<HI", tail, at + 10)
    if count > MAX_MEMBERS or directory > _MAX_DIRECTORY_BYTES:
        raise UnreadableInput(
            f"an archive of more than {MAX_MEMBERS:,} files; unpack it into a folder first."
        )
