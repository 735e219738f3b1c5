"""JSON and JSON lines: events with the keys of the event file, as `dateline list` prints them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from events.imports.cells import listed
from events.imports.columns import TOLD_ONLY, guess
from events.imports.records import Extent, Fault, Reading, Record, Refused, Unreadable, is_blank
from events.model import Event, keys_of

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_COMMA: Final = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")
_EVENTS: Final = re.compile(r'"events"\s*:\s*\[')
# What a key of another program may mean here; lists and tables need the keys of the event file.
_MEANT: Final = frozenset(
    ("date", "start", "end", "title", "summary", "note", "kind", "status", "id")
)


def elements(text: str, begin: int) -> Iterator[tuple[int, Any]]:
    """The line and value of each element of the JSON array whose ``[`` stands at ``begin``.

    Raises `Unreadable` where it is no JSON.
    """
    decode = json.JSONDecoder().raw_decode
    line, counted = 1, 0
    match = _BLANK.match(text, begin + 1)
    at = match.end() if match else begin + 1
    if text[at : at + 1] == "]":
        return
    while True:
        line, counted = line + text.count("\n", counted, at), at
        value, at = _decoded(decode, text, at)
        yield line, value
        joint = _COMMA.match(text, at)
        if joint is None:
            raise _no_json(text, at, "a comma or ] is missing", "缺少逗号或 ]")
        if joint[1] == "]":
            return
        at = joint.end()


def _decoded(decode: Any, text: str, at: int) -> tuple[Any, int]:
    try:
        value, end = decode(text, at)
    except json.JSONDecodeError as error:
        raise _no_json(text, error.pos, error.msg, error.msg) from None
    except RecursionError:
        raise _no_json(text, at, "it is nested too deeply", "嵌套过深") from None
    except ValueError as error:  # a number of thousands of digits
        raise _no_json(text, at, str(error), str(error)) from None
    return value, end


def _no_json(text: str, at: int, en: str, zh: str) -> Unreadable:
    line = text.count("\n", 0, at) + 1
    return Unreadable(f"line {line} is no JSON: {en}", f"第 {line} 行不是 JSON：{zh}")


def objects(text: str, reading: Reading) -> Iterator[tuple[int, Any] | Refused]:
    """The events of a text and their lines: an array, an object with ``events``, one object, or
    an object a line.
    """
    match = _BLANK.match(text)
    begin = match.end() if match else 0
    if begin == len(text):
        raise Unreadable("the file is empty", "文件是空的")
    if text[begin] == "[":
        yield from elements(text, begin)
        return
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text)
        return
    if not isinstance(whole, dict) or not isinstance(whole.get("events"), list):
        yield text.count("\n", 0, begin) + 1, whole
        return
    for key, value in whole.items():
        if key != "events" and not is_blank(value):
            reading.left[key] += 1
    place = _EVENTS.search(text)
    found = list(elements(text, place.end() - 1)) if place else []
    if [value for _, value in found] == whole["events"]:
        yield from found
    else:
        yield from ((1, value) for value in whole["events"])


def _lines(text: str) -> Iterator[tuple[int, Any] | Refused]:
    """An object a line; the first line must be one, or it is not that sort of file."""
    read = 0
    for line, part in enumerate(text.split("\n"), 1):
        if not part.strip():
            continue
        try:
            yield line, json.loads(part)
            read += 1
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", "") or str(error)
            if not read:
                raise Unreadable(
                    f"line {line} is no JSON: {why}", f"第 {line} 行不是 JSON：{why}"
                ) from None
            yield Refused(line, Fault(f"this is no JSON: {why}", f"不是 JSON：{why}"))


def read(text: str, reading: Reading) -> Iterator[Record | Refused]:
    """The records of a JSON text."""
    for found in objects(text, reading):
        if isinstance(found, Refused):
            yield found
            continue
        line, value = found
        try:
            yield Record(line, data_of(value, reading))
        except Fault as fault:
            yield Refused(line, fault)


def data_of(given: Any, reading: Reading) -> dict[str, Any]:
    """An object as the data of an event; what an event has no place for is counted."""
    if not isinstance(given, dict):
        raise Fault('an event is a JSON object: {"title": …}', '事件应为 JSON 对象：{"title": …}')
    keys = keys_of(Event)
    data: dict[str, Any] = {}
    ends: dict[str, str] = {}
    for key, value in given.items():
        if is_blank(value) or key in TOLD_ONLY:
            continue
        field = reading.columns.get(key, key if key in keys else "")
        if (
            not field
            and (meant := guess(key, None)) in _MEANT
            and meant not in given.keys() - {key}
        ):
            field = meant
            reading.guessed[key] = field
        if field in ("start", "end"):
            ends[field] = str(value)
        elif field in keys and field not in data:
            data[field] = _value(field, value)
        else:
            reading.left[key] += 1
    if ends and "date" not in data:
        data["date"] = Extent(ends.get("start", ""), ends.get("end", ""))
    return data


def _value(field: str, value: Any) -> Any:
    sort = keys_of(Event)[field].sort
    if sort == "words" and isinstance(value, str):
        return listed(value)
    if sort == "rows" and isinstance(value, dict):
        return [value]
    return value
