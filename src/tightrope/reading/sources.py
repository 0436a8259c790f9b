"""One input as bytes: opened, unzipped within bounds, and looked at before it is read."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, cast

from tightrope.errors import UnreadableInput

MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
MAX_NESTED_GZIP = 3
# News text shrinks 3 to 20 times; what swells 200 times past the size of a document is a bomb.
MAX_EXPANSION = 200
HEAD_BYTES = 8192
_CHUNK = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """A file with its compression taken off.

    Attributes:
        path: the path as the user gave it.
        name: the file's name without ``.gz``, in lower case.
        head: its first bytes (up to :data:`HEAD_BYTES`).
        gzip_layers: how many times it is compressed.
        data: its bytes, when it is a part of a file rather than a file.
        part: which part: a member of an archive, an address in a WARC.
        depth: in how many archives it stands.
    """

    path: Path
    name: str
    head: bytes
    gzip_layers: int = 0
    data: bytes | None = None
    part: str = ""
    depth: int = 0

    @property
    def place(self) -> str:
        """What a user finds it by."""
        return f"{self.path}:{self.part}" if self.part else str(self.path)

    def stream(self) -> IO[bytes]:
        """The bytes from the start, unzipped; the caller closes it."""
        return _open(self)

    def read_whole(self, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
        """All bytes of a file that holds one document.

        Raises:
            UnreadableInput: larger than ``limit``, damaged, or not readable.
        """
        with guarded(), self.stream() as stream:
            pieces, size = [], 0
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > limit:
                    raise UnreadableInput(
                        f"larger than {limit // (1024 * 1024)} MB, the limit for one document; "
                        "split it, or leave it out."
                    )
                pieces.append(piece)
        return b"".join(pieces)

    def lines(self, limit: int = MAX_DOCUMENT_BYTES) -> Iterator[tuple[int, bytes | None]]:
        """Lines with their numbers (from 1); a line longer than ``limit`` bytes comes as None.

        Raises:
            UnreadableInput: damaged, a gzip bomb, or not readable.
        """
        with guarded(), self.stream() as stream:
            number = 0
            while line := stream.readline(limit + 1):
                number += 1
                if len(line) <= limit:
                    yield number, line
                    continue
                while line and not line.endswith(b"\n"):
                    line = stream.readline(_CHUNK)
                yield number, None


def open_source(path: Path) -> Source:
    """Look at a file's first bytes, through its compression.

    Raises:
        UnreadableInput: it can't be opened, is damaged, empty, or compressed too many times.
    """
    return _unwrapped(Source(path, path.name.lower(), b""))


def part_of(whole: Source, part: str, name: str, data: bytes) -> Source:
    """A part of a file (a member of an archive, a record) as a source of its own.

    Args:
        whole: where it stands.
        part: how a user finds it there.
        name: a file name for it.
        data: its bytes.

    Raises:
        UnreadableInput: it is damaged or compressed too many times.
    """
    part = f"{whole.part}:{part}" if whole.part else part
    return _unwrapped(
        Source(whole.path, name.lower(), b"", data=data, part=part, depth=whole.depth + 1)
    )


def _unwrapped(source: Source) -> Source:
    name, layers = source.name, 0
    while True:
        source = replace(source, name=name, gzip_layers=layers)
        with guarded(), source.stream() as stream:
            head = stream.read(HEAD_BYTES)
        if not head.startswith(_GZIP_MAGIC):
            return replace(source, head=head)
        layers += 1
        name = name.removesuffix(".gz")
        if layers > MAX_NESTED_GZIP:
            raise UnreadableInput(
                f"compressed more than {MAX_NESTED_GZIP} times over; unpack it first."
            )


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what the system says about a broken file into a reason that a person can act on."""
    try:
        yield
    except EOFError as error:
        raise UnreadableInput(
            "the gzip file ends too early (a download cut short?); fetch it again."
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableInput(f"the gzip file is damaged ({error}); fetch it again.") from error
    except PermissionError as error:
        raise UnreadableInput("this user may not read it; change its permissions.") from error
    except OSError as error:
        raise UnreadableInput(
            f"the system can't read it ({error.strerror or error}); check the disk and the path."
        ) from error


def _open(source: Source) -> IO[bytes]:
    file = source.path.open("rb") if source.data is None else io.BytesIO(source.data)
    if not source.gzip_layers:
        return file
    unpacked: IO[bytes] = file
    for _ in range(source.gzip_layers):
        unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=unpacked, mode="rb"))
    size = source.path.stat().st_size if source.data is None else len(source.data)
    allowed = max(MAX_DOCUMENT_BYTES + 1, size * MAX_EXPANSION)
    return io.BufferedReader(_Bounded(unpacked, file, allowed), _CHUNK)


class _Bounded(io.RawIOBase):
    """A stream that refuses to swell past ``allowed`` bytes."""

    def __init__(self, inner: IO[bytes], file: IO[bytes], allowed: int) -> None:
        self._inner, self._file = inner, file
        self._left = self._allowed = allowed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._inner.read(len(buffer))
        self._left -= len(piece)
        if self._left < 0:
            raise UnreadableInput(
                f"the gzip file swells past {self._allowed // (1024 * 1024)} MB, more than text "
                "would; unpack it yourself if you trust it."
            )
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        # Closing a gzip stream leaves the file under it open.
        self._inner.close()
        self._file.close()
        super().close()
