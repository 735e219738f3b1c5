"""The text of a file in whatever encoding it is; what was guessed is told."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from events.imports.records import Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS: Final = (
    (b"PK\x03\x04", "an Excel workbook or another zip file: save it as CSV UTF-8",
     "Excel 工作簿或其他 zip 文件：请另存为 CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook: save it as CSV UTF-8",
     "旧版 Excel 工作簿：请另存为 CSV UTF-8"),
    (b"%PDF", "a PDF", "PDF"),
    (b"\x1f\x8b", "a gzip file: unpack it first", "gzip 压缩文件：请先解压"),
    (b"<!DOCTYPE html", "a web page: export json or csv where it came from",
     "网页：请从其来源导出 json 或 csv"),
    (b"<svg", "a picture: export json or csv where it came from",
     "图片：请从其来源导出 json 或 csv"),
)  # fmt: skip
_SAMPLE: Final = 1 << 18  # bytes by which an encoding is judged
_COMMON: Final = range(0xA1, 0xD8)  # lead bytes of GB 2312: signs and the 3,755 common characters


class Decoded(NamedTuple):
    """A file's text without a BOM, and the encoding it was read in."""

    text: str
    encoding: str
    guessed: bool
    """Whether the encoding is a guess that the person should know of."""


def decoded(data: bytes, encoding: str | None = None) -> Decoded:
    """Read bytes as text: as UTF-8, or else by a BOM, or as GB18030 where that gives Chinese.

    Raises `Unreadable` where the encoding cannot be told, or the bytes are no text.
    """
    for begin, en, zh in _OTHERS:
        if data.startswith(begin) and encoding is None:
            raise Unreadable(f"this is {en}", f"这是 {zh}")
    if encoding is not None:
        return Decoded(_in(data, encoding), encoding, guessed=False)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(_in(data, name), name.removesuffix("-sig"), guessed=False)
    zeros = data[:_SAMPLE].count(0)
    if zeros * 10 > len(data[:_SAMPLE]):
        raise Unreadable(
            "this is no text, or text in UTF-16 without a mark: say --encoding utf-16-le",
            "这不是文本，或是没有标记的 UTF-16：请加 --encoding utf-16-le",
        )
    try:
        return Decoded(data.decode(), "utf-8", guessed=False)
    except UnicodeDecodeError as error:
        if _is_chinese(data):
            try:
                return Decoded(data.decode("gb18030"), "gb18030", guessed=True)
            except UnicodeDecodeError:
                pass
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        raise Unreadable(
            f"line {line}: byte {byte} is no UTF-8; say --encoding, e.g. gb18030, big5, cp1252",
            f"第 {line} 行：字节 {byte} 不是 UTF-8；请用 --encoding 指明，如 gb18030、big5、cp1252",
        ) from None


def _in(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, ValueError) as error:
        if not isinstance(error, UnicodeError):  # rot13 and the like are no encodings of text
            raise Unreadable(
                f"there is no encoding {encoding!r}", f"没有编码“{encoding}”"
            ) from None
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        raise Unreadable(
            f"line {line}: this is not {encoding}", f"第 {line} 行：不是 {encoding} 编码"
        ) from None


def _is_chinese(data: bytes) -> bool:
    """Whether the bytes are Chinese in GB18030: nearly all of its characters are common ones."""
    sample = data[:_SAMPLE]
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", sample)
    high = sum(byte >= 0x80 for byte in sample)
    common = sum(pair[0] in _COMMON and pair[1] >= 0xA1 for pair in pairs)
    han = sum(0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1 for pair in pairs)
    return han >= 2 and common * 10 >= len(pairs) * 8 and len(pairs) * 2 >= high * 0.9
