"""Records to bytes and back, losing nothing."""

import threading
from typing import Any, TypeVar

import msgspec

Record = TypeVar("Record")

# Making a decoder inspects its type, which costs more than decoding one record.
_DECODERS: dict[Any, Any] = {}
_MAKING = threading.Lock()
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def encode(record: Any) -> bytes:
    """Bytes of a record; equal records give equal bytes."""
    return _ENCODER.encode(record)


def decode(kind: type[Record], data: bytes) -> Record:
    """The record that :func:`encode` wrote."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        # Two threads must not inspect types at once: each would meet what the other has half done.
        with _MAKING:
            decoder = _DECODERS.get(kind)
            if decoder is None:
                decoder = _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    record: Record = decoder.decode(data)
    return record
