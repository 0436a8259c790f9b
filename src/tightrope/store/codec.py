"""Records to bytes and back, losing nothing."""

from typing import Any, TypeVar

import msgspec

Record = TypeVar("Record")

# Making a decoder inspects its type, which costs more than decoding one record.
_DECODERS: dict[Any, Any] = {}
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def encode(record: Any) -> bytes:
    """Bytes of a record; equal records give equal bytes."""
    return _ENCODER.encode(record)


def decode(kind: type[Record], data: bytes) -> Record:
    """The record that :func:`encode` wrote."""
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    record: Record = _DECODERS[kind].decode(data)
    return record
