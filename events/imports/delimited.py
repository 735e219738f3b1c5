"""CSV and its kin: the separator found, the headings mapped, each row made a record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from events.exports.csv_columns import as_written
from events.imports import cells
from events.imports.columns import TOLD_ONLY, guess, mapped, not_known
from events.imports.records import Extent, Fault, Reading, Record, Refused, Unreadable, some

if TYPE_CHECKING:
    from events.toml.layout import Data

_SEPARATORS: Final = (",", ";", "\t", "|")
_MOST: Final = 1_000_000  # characters of a cell: beyond it a quote was not closed
_LONGEST: Final = 100_000
_LISTS: Final = {"companies": "company", "products": "product", "tags": "", "related": ""}
_TRIED: Final = 20  # lines by which the separator is found
_SOURCE: Final = ("title", "url", "publisher", "author", "published")


class Row(list[str]):
    """The cells of a row, and the line that it begins in."""

    line: int


def rows(text: str, reading: Reading) -> Iterator[Row | Refused]:
    """The rows of a text that are not blank, the header first; cells are as they stand."""
    body, separator, first = _without_mark(text)
    separator = reading.separator or separator or _separator(body, reading)
    limit = csv.field_size_limit(_MOST)
    try:
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
        line = first
        while True:
            try:
                found = next(reader, None)
            except csv.Error as error:
                yield Refused(line, _not_closed(error))
                return
            if found is None:
                return
            if any(cell and not cell.isspace() for cell in found):
                row = Row(found)
                row.line = line
                yield row
            line = first + reader.line_num
    finally:
        csv.field_size_limit(limit)


def _not_closed(error: csv.Error) -> Fault:
    if "field larger" in str(error):
        return Fault(
            f"a cell of over {_MOST:,} characters: a quote that is not closed? "
            "Nothing after it was read",
            f"单元格超过 {_MOST:,} 个字符：引号没有配对？其后内容未读取",
        )
    return Fault(f"{error}; nothing after it was read", f"{error}；其后内容未读取")


def _without_mark(text: str) -> tuple[str, str | None, int]:
    """The text without Excel's line ``sep=;``, the separator it names, and the first line."""
    head, newline, rest = text.partition("\n")
    head = head.strip()
    if len(head) == 5 and head.startswith("sep=") and newline:
        return rest, head[4], 2
    return text, None, 1


def _separator(text: str, reading: Reading) -> str:
    """The separator that gives the most known headings, and rows of one length."""
    sample = text[:_LONGEST]
    metrics = reading.names.get("metric")
    best, best_score = ",", (-1, -1, -1)
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            tried = [row for row, _ in zip(reader, range(_TRIED), strict=False) if row]
        except csv.Error:
            continue
        if not tried:
            continue
        header = tried[0]
        known = sum(bool(guess(column, metrics)) for column in header)
        even = sum(len(row) == len(header) for row in tried)
        score = (known, even if len(header) > 1 else 0, len(header))
        if score > best_score:
            best, best_score = separator, score
    return best


def read(text: str, reading: Reading) -> Iterator[Record | Refused]:
    """The records of a CSV text; raises `Unreadable` if its columns cannot be mapped."""
    found = rows(text, reading)
    first = next(found, None)
    if first is None:
        raise Unreadable("the file is empty", "文件是空的")
    if isinstance(first, Refused):
        raise Unreadable(first.fault.en, first.fault.zh)
    table = _Table(first, reading)
    for row in found:
        if isinstance(row, Refused):
            yield row
            continue
        try:
            yield table.record(row)
        except Fault as fault:
            yield Refused(row.line, fault)


class _Table:
    """The columns of a table, and what a row says by them."""

    def __init__(self, header: Sequence[str], reading: Reading) -> None:
        self._reading = reading
        self._header = [as_written(column).strip() for column in header]
        names = {column.casefold() for column in self._header}
        fields = mapped(self._header, reading.columns, reading.names.get("metric"))
        if not any(field.partition(".")[0] in ("title", "id") for field in fields):
            raise not_known(self._header)
        # What dateline itself wrote is taken to the letter, blanks at the ends of texts included.
        self._exact = {"id", "lo", "hi"} <= names
        self._columns = [(at, field) for at, field in enumerate(fields) if field]
        self._left = [
            (at, column)
            for at, column in enumerate(self._header)
            if not fields[at] and column.casefold() not in TOLD_ONLY
        ]
        reading.guessed.update(zip(self._header, fields, strict=True))

    def record(self, row: Row) -> Record:
        header = self._header
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            raise Fault(
                f"{len(row)} cells under {len(header)} headings: a separator without quotes?",
                f"{len(header)} 列标题下有 {len(row)} 个单元格：文字中的分隔符未加引号？",
            )
        said: dict[str, str] = {}
        for at, field in self._columns:
            if at >= len(row):
                break
            cell = as_written(row[at])
            if not cell or cell.isspace():
                continue
            if len(cell) > _LONGEST:
                raise Fault(
                    f"“{some(header[at])}” has {len(cell):,} characters: a quote not closed?",
                    f"“{some(header[at])}”有 {len(cell):,} 个字符：引号没有配对？",
                )
            text = cell if self._exact else cell.strip().replace("\r\n", "\n").replace("\r", "\n")
            said[field] = f"{said[field]}; {text}" if field in said else text
        for at, column in self._left:
            if at < len(row) and row[at].strip():
                self._reading.left[column or f"#{at + 1}"] += 1
        return self._of(row.line, said)

    def _of(self, line: int, said: dict[str, str]) -> Record:
        names = self._reading.names
        data: dict[str, Any] = {}
        readings: list[Data] = []
        figures: list[Data] = []
        citation: Data = {}
        source: Data = {}
        reading: Data = {}
        for field, text in said.items():
            key, dot, part = field.partition(".")
            if field in _LISTS:
                data[field] = self._in_column(field, cells.listed, text, names.get(_LISTS[field]))
            elif field == "readings":
                readings += self._in_column(field, cells.readings, text, names)
            elif field == "citations":
                data[field] = self._in_column(field, cells.citations, text, names)
            elif field.startswith("reading:"):
                if not cells.is_nothing(text):
                    metric = field.partition(":")[2]
                    figures.append({"metric": metric} | self._in_column(field, cells.figure, text))
            elif key == "source" and dot:
                source[part] = text
            elif field in ("place", "date_words"):
                citation[field] = text
            elif field in ("metric", "value", "low", "high", "bound", "by"):
                reading[field] = text
            elif dot:
                old = data.get(key, {})
                data[key] = (old if isinstance(old, dict) else {"und": old}) | {part: text}
            elif field in ("title", "summary", "note") and isinstance(data.get(field), dict):
                data[field]["und"] = text
            elif field not in _PARTS:
                data[field] = text
        if date := _date(said):
            data["date"] = date
        for field in _PARTS & said.keys() if "date" in said or "start" in said else ():
            if field not in ("start", "end", "time"):
                self._reading.left[field] += 1
        if any(not cells.is_nothing(reading.get(end, "")) for end in ("value", "low", "high")):
            figures.append(self._reading_of(reading))
        else:
            self._reading.left.update(field for field in ("by", "bound") if field in reading)
        if readings or figures:
            data["readings"] = readings + _owned(figures, data)
        known = self._citations(data, data.pop("source", ""), citation, source)
        return Record(line, data, known)

    def _in_column(self, field: str, read: Any, *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except Fault as fault:
            raise Fault(f"{field}: {fault.en}", f"{field}：{fault.zh}") from None

    def _reading_of(self, said: Data) -> Data:
        if "metric" not in said:
            raise Fault("it has a figure, and no metric", "有数值，没有指标")
        found: Data = {}
        for end in ("value", "low", "high"):
            if end in said and not cells.is_nothing(said[end]):
                read = self._in_column(end, cells.figure, said[end])
                if end != "value":
                    if "value" not in read:
                        raise Fault(f"{end}: one number is needed", f"{end}：应为一个数")
                    read[end] = read.pop("value")
                found |= read
        if "bound" in said:
            found["bound"] = said["bound"]
        return {"metric": said["metric"], **found} | ({"by": said["by"]} if "by" in said else {})

    def _citations(self, data: Data, word: str, citation: Data, source: Data) -> dict[str, Data]:
        """Add the citation that the row's columns make; what they say of the source is returned."""
        words = [word] if word else []
        if word and not source:
            rows = self._in_column("source", cells.citations, word, self._reading.names)
            rows = [row | {k: v for k, v in citation.items() if k not in row} for row in rows]
            data["citations"] = data.get("citations", []) + rows
            return {}
        if not words and (source.get("url") or source.get("title")):
            words = [source.get("title") or source["url"]]
        if not words:
            if source or citation:
                lost = ", ".join((*source, *citation))
                self._reading.left[lost] += 1
            return {}
        data["citations"] = [*data.get("citations", []), {"source": words[0]} | citation]
        return {words[0]: {key: source[key] for key in _SOURCE if key in source}}


_PARTS: Final = frozenset("year month day time end_year end_month end_day start end".split())


def _date(said: dict[str, str]) -> str | Extent | None:
    """The date that a row's columns give; a whole one counts before its parts."""
    time = said.get("time", "")
    start = said.get("date", "") or said.get("start", "")
    if start and time:
        start = f"{start} {time}"
    start = start or parts(said.get("year", ""), said.get("month", ""), said.get("day", ""), time)
    end = said.get("end", "") or parts(
        said.get("end_year", ""), said.get("end_month", ""), said.get("end_day", "")
    )
    if end:
        return Extent(start, end)
    return start or None


def parts(year: str, month: str, day: str, time: str = "") -> str:
    """A date of its parts, as far as they go: a year alone stays a year.

    Raises `Fault` for parts that are no numbers, or that want one before them.
    """
    numbers = []
    for part, en, zh in ((year, "year", "年"), (month, "month", "月"), (day, "day", "日")):
        text = part.strip().removesuffix(".0")
        if text and not (text.isascii() and text.lstrip("-").isdecimal()):
            raise Fault(f"the {en} “{some(part)}” is no number", f"{zh}“{some(part)}”不是数")
        numbers.append(text)
    if not numbers[0]:
        if numbers[1] or numbers[2]:
            raise Fault("it has a month or day, and no year", "有月或日，没有年")
        return ""
    if int(numbers[0]) < 1:
        raise Fault(
            f"the year {numbers[0]} lies before the year 1", f"{numbers[0]} 年早于公元 1 年"
        )
    if numbers[2] and not numbers[1]:
        raise Fault("it has a day, and no month", "有日，没有月")
    text = f"{int(numbers[0]):04}" + "".join(f"-{int(part):02}" for part in numbers[1:] if part)
    return f"{text} {time.strip()}" if time.strip() and numbers[2] else text


def _owned(readings: list[Data], data: Data) -> list[Data]:
    """The figures of columns get the row's one product for owner, or else its one company."""
    products, companies = data.get("products", []), data.get("companies", [])
    for reading in readings:
        if "product" in reading or "company" in reading:
            continue
        if len(products) == 1:
            reading["product"] = products[0]
        elif len(companies) == 1 and not products:
            reading["company"] = companies[0]
    return readings
