"""TimelineJS: its JSON, and the CSV of its spreadsheet template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from events.exports.csv_columns import as_written
from events.imports import json_events
from events.imports.cells import heading
from events.imports.delimited import Row, parts, rows
from events.imports.markup import plain_text
from events.imports.records import (
    Displayed,
    Extent,
    Fault,
    Reading,
    Record,
    Refused,
    Unreadable,
    is_blank,
    some,
)

_KNOWN: Final = frozenset(
    "start_date end_date display_date text media group unique_id autolink background type"
    " edtf".split()
)
# The columns of the template, and where each stands in a slide.
_COLUMNS: Final = {
    "year": ("start_date", "year"),
    "month": ("start_date", "month"),
    "day": ("start_date", "day"),
    "time": ("start_date", "time"),
    "endyear": ("end_date", "year"),
    "endmonth": ("end_date", "month"),
    "endday": ("end_date", "day"),
    "endtime": ("end_date", "time"),
    "displaydate": ("display_date", ""),
    "headline": ("text", "headline"),
    "text": ("text", "text"),
    "media": ("media", "url"),
    "mediacredit": ("media", "credit"),
    "mediacaption": ("media", "caption"),
    "mediathumbnail": ("media", "thumbnail"),
    "alttext": ("media", "alt"),
    "type": ("type", ""),
    "group": ("group", ""),
    "tag": ("group", ""),
    "background": ("background", ""),
}
_OLD: Final = re.compile(r'\s*\{\s*"timeline"\s*:')
_SAID: Final = frozenset(("url", "caption", "credit"))


def is_template(header: Sequence[str]) -> bool:
    """Whether a header is that of the TimelineJS spreadsheet."""
    return {"year", "headline", "text"} <= {heading(column) for column in header}


def read(text: str, reading: Reading) -> Iterator[Record | Refused]:
    """The records of the JSON, or of the spreadsheet's CSV."""
    return _of_json(text, reading) if text.lstrip()[:1] in "{[" else _of_table(text, reading)


def _of_json(text: str, reading: Reading) -> Iterator[Record | Refused]:
    if _OLD.match(text):
        raise Unreadable(
            "this is the JSON of TimelineJS before version 3: it has “timeline”, and no “events”",
            "这是 TimelineJS 第 3 版之前的 JSON：只有“timeline”，没有“events”",
        )
    for found in json_events.objects(text, reading):
        if isinstance(found, Refused):
            yield found
            continue
        line, slide = found
        try:
            if not isinstance(slide, dict):
                raise Fault("a slide is a JSON object", "每页应为 JSON 对象")
            yield _record(slide, line, reading)
        except Fault as fault:
            yield Refused(line, fault)


def _of_table(text: str, reading: Reading) -> Iterator[Record | Refused]:
    found = rows(text, reading)
    header = next(found, None)
    if header is None:
        raise Unreadable("the file is empty", "文件是空的")
    if isinstance(header, Refused) or not is_template(header):
        raise Unreadable(
            "this is not the spreadsheet of TimelineJS: it has no Year, Headline and Text",
            "不是 TimelineJS 的表格：缺少 Year、Headline、Text 列",
        )
    places = [_COLUMNS.get(heading(column)) for column in header]
    for column, place in zip(header, places, strict=True):
        reading.guessed[column] = ".".join(filter(None, place)) if place else ""
    for row in found:
        if isinstance(row, Refused):
            yield row
            continue
        try:
            slide = _slide(row, header, places, reading)
            if slide:
                yield _record(slide, row.line, reading)
        except Fault as fault:
            yield Refused(row.line, fault)


def _slide(
    row: Row, header: Row, places: Sequence[tuple[str, str] | None], reading: Reading
) -> dict[str, Any]:
    """A row as a slide of the JSON; {} for one that is no event."""
    slide: dict[str, Any] = {}
    for at, cell in enumerate(row):
        text = as_written(cell).strip()
        if not text:
            continue
        if at >= len(places):
            raise Fault(
                f"{len(row)} cells under {len(header)} headings",
                f"{len(header)} 列标题下有 {len(row)} 个单元格",
            )
        place = places[at]
        if place is None:
            reading.left[header[at]] += 1
        elif place[1]:
            slide.setdefault(place[0], {})[place[1]] = text
        else:
            slide[place[0]] = text
    sort = str(slide.pop("type", "")).strip().casefold()
    if sort in ("title", "era"):
        reading.left[sort] += 1
        return {}
    return slide


def _record(slide: dict[str, Any], line: int, reading: Reading) -> Record:
    text = slide.get("text") or {}
    media = slide.get("media") or {}
    if not isinstance(text, dict) or not isinstance(media, dict):
        raise Fault("text and media are JSON objects", "text 与 media 应为 JSON 对象")
    data: dict[str, Any] = {}
    if unique := slide.get("unique_id"):
        data["id"] = str(unique)
    if title := plain_text(str(text.get("headline") or "")):
        data["title"] = " ".join(title.split())
    if summary := plain_text(str(text.get("text") or "")):
        data["summary"] = summary
    if group := str(slide.get("group") or "").strip():
        if reading.group:
            data[reading.group] = group if reading.group == "kind" else [group]
        else:
            reading.left["group"] += 1
    ours = isinstance(slide.get("edtf"), str)  # as `dateline export timelinejs` says the date
    if date := slide["edtf"] if ours else _date(slide):
        data["date"] = date
    said = [plain_text(str(media.get(key) or "")) for key in ("url", "caption", "credit")]
    if any(said):
        data["note"] = "Media: " + " · ".join(filter(None, said))
    for key, value in slide.items():
        if key not in _KNOWN or (key == "background" and not is_blank(value)):
            reading.left[key] += 1
    for key, value in media.items():
        if key not in _SAID and not is_blank(value):
            reading.left[f"media.{key}"] += 1
    return Record(line, data, digest=ours)


def _date(slide: dict[str, Any]) -> str | Extent | Displayed | None:
    start, end = _moment(slide.get("start_date")), _moment(slide.get("end_date"))
    shown = slide.get("display_date") or _shown(slide.get("start_date"))
    plain: str | Extent = Extent(start, end) if end else start
    if shown and start:
        return Displayed(plain_text(str(shown)), plain)
    return plain or None


def _shown(date: Any) -> Any:
    return date.get("display_date") if isinstance(date, dict) else None


def _moment(date: Any) -> str:
    """One end of a slide's date, as far as it is given: a year alone stays a year."""
    if is_blank(date):
        return ""
    if not isinstance(date, dict):
        raise Fault(f"“{some(str(date))}” is no date of TimelineJS",
                    f"“{some(str(date))}”不是 TimelineJS 的日期")  # fmt: skip
    given = {key: _words(date.get(key)) for key in ("year", "month", "day", "hour", "minute")}
    time = _words(date.get("time"))
    if not time and given["hour"]:
        try:
            clock = [
                int(given["hour"]),
                int(given["minute"] or 0),
                int(_words(date.get("second")) or 0),
            ]
        except ValueError:
            raise Fault("its time of day is no number", "时刻不是数") from None
        day = parts(given["year"], given["month"], given["day"])
        return f"{day}T{clock[0]:02}:{clock[1]:02}:{clock[2]:02}" if given["day"] else day
    return parts(given["year"], given["month"], given["day"], time)


def _words(value: Any) -> str:
    return "" if value is None else str(value).strip()
