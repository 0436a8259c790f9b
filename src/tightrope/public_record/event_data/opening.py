"""Files of event datasets as one stream of clean text: plain, gzipped or zipped."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tightrope.errors import UnreadableInput

_PIECE_BYTES = 4 << 20


class _Text(io.RawIOBase):
    """UTF-8 whatever comes in: bytes that are none are replaced, never in the way of a row."""

    def __init__(self, source: IO[bytes] | gzip.GzipFile) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        while not self._held:
            piece = self._source.read(_PIECE_BYTES)
            self._held = self._decoder.decode(piece, final=not piece).encode()
            if not piece:
                break
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The text of a file, unpacked as it is read.

    Raises:
        UnreadableInput: it does not exist, is damaged, or is an archive of several files.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                members = [name for name in archive.namelist() if not name.endswith("/")]
                if len(members) != 1:
                    raise UnreadableInput(
                        f"{path} holds {len(members)} files; unpack it and name the files."
                    )
                with archive.open(members[0]) as source:
                    yield io.BufferedReader(_Text(source), _PIECE_BYTES)
        elif path.suffix == ".gz":
            with gzip.open(path) as unzipped:
                yield io.BufferedReader(_Text(unzipped), _PIECE_BYTES)
        else:
            with path.open("rb") as plain:
                yield io.BufferedReader(_Text(plain), _PIECE_BYTES)
    except FileNotFoundError:
        raise UnreadableInput(f"There is no file {path}; check its name.") from None
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableInput(
            f"{path} can't be read ({error}); fetch it again if it is damaged."
        ) from error
