"""Values one after the other in a file with a seal: numbers, texts, JSON; nothing that runs.

The seal is a keyed hash of all that is before it. What was cut off, damaged, or written by anyone
without the key is not opened; so what is read is what this program wrote, in the same order.
"""

from __future__ import annotations

import hmac
import json
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, BinaryIO

KEY_SIZE = 32
_SEAL_SIZE = 32
_LENGTH_SIZE = 8
_END = "\0"  # what ends a text: no text of an event file that has one in it is kept
_AT_ONCE = 8_192  # texts joined at once, so that other threads get their turn


class Unusable(ValueError):
    """A file that is not what it should be, or values that cannot be written."""


class Writer:
    """Writes values to a file, and the seal at its end."""

    def __init__(self, out: BinaryIO, key: bytes, stamp: bytes) -> None:
        """Begin with a stamp, by which a reader knows the order and meaning of the values."""
        self._out = out
        self._hash = blake2b(key=key, digest_size=_SEAL_SIZE)
        self.data(stamp)

    def data(self, value: bytes | array[int]) -> None:
        """Write bytes, or an array as its bytes."""
        octets = memoryview(value).cast("B")
        self.raw(len(octets).to_bytes(_LENGTH_SIZE, "little"))
        self.raw(octets)

    def raw(self, octets: bytes | memoryview) -> None:
        """Write bytes without their length before them."""
        self._hash.update(octets)
        self._out.write(octets)

    def numbers(self, values: Sequence[int]) -> None:
        """Write numbers of 32 bits."""
        self.data(values if isinstance(values, array) else array("i", values))

    def texts(self, values: Sequence[str]) -> None:
        """Write texts. Raises `Unusable` for one with a NUL, or with half a character in it."""
        self.numbers([len(values)])
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            joined = _END.join(some)
            if joined.count(_END) != len(some) - 1:
                raise Unusable("a text with a NUL")
            try:
                self.data(joined.encode())
            except UnicodeEncodeError as error:
                raise Unusable(str(error)) from None

    def json(self, value: Any) -> None:
        """Write lists and dicts of texts, numbers and such."""
        self.data(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())

    def seal(self) -> None:
        """End the file."""
        self._out.write(self._hash.digest())


class Reader:
    """Reads what a `Writer` wrote, in the same order. All that fails raises `Unusable`."""

    def __init__(self, data: bytes, key: bytes, stamp: bytes) -> None:
        """Take the whole file, and look at its seal and its stamp first."""
        self._data = memoryview(data)
        self._end = len(data) - _SEAL_SIZE
        self._at = 0
        if self._end < 0 or self._data[_LENGTH_SIZE : _LENGTH_SIZE + len(stamp)] != stamp:
            raise Unusable("another file")
        seal = blake2b(self._data[: self._end], key=key, digest_size=_SEAL_SIZE).digest()
        if not hmac.compare_digest(seal, self._data[self._end :]):
            raise Unusable("a broken seal")
        if self.data() != stamp:
            raise Unusable("another stamp")

    def data(self) -> memoryview:
        """Bytes."""
        start = self._at + _LENGTH_SIZE
        end = start + int.from_bytes(self._data[self._at : start], "little")
        if not start <= end <= self._end:
            raise Unusable("cut off")
        self._at = end
        return self._data[start:end]

    def numbers(self) -> array[int]:
        """Numbers of 32 bits."""
        values = array("i")
        try:
            values.frombytes(self.data())
        except ValueError as error:
            raise Unusable(str(error)) from None
        return values

    def texts(self) -> list[str]:
        """Texts."""
        (count,) = self.numbers()
        found: list[str] = []
        while len(found) < count:
            found += str(self.data(), "utf-8").split(_END)
        if len(found) != count:
            raise Unusable("not so many texts")
        return found

    def json(self) -> Any:
        """Lists and dicts of texts, numbers and such."""
        return json.loads(bytes(self.data()))

    def below(self, size: int) -> array[int]:
        """Numbers from 0 on, each below ``size``."""
        data = self.data()
        try:
            if data and max(data.cast("I")) >= size:  # as which negative ones are large
                raise Unusable("a number out of range")
        except TypeError as error:
            raise Unusable(str(error)) from None
        return array("i", bytes(data))

    def each(self, sizes: Sequence[int], size: int) -> Iterator[array[int]]:
        """Numbers below ``size`` in runs of some lengths, one after the other."""
        values, start = self.below(size), 0
        for length in sizes:
            yield values[start : start + length]
            start += length
        if start != len(values):
            raise Unusable("not so many numbers")
