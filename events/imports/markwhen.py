"""Markwhen's text: events, ranges, tags, groups and descriptions, after its parser's own grammar.

Read are ISO dates and EDTF ranges with ``/``, figures with ``/`` (the month first; with a
``dateFormat`` in the header, which its versions read differently, only those that can be one day),
English months, ranges with `` - `` or ``to``, properties, ``#`` sections and
``group … endGroup``. Dates that count from other events, recurring ones, and those without a year
are refused: their days depend on more than is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from events.imports.records import Extent, Fault, Reading, Record, Refused, Unreadable, some

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_CLOCK: Final = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)"
_ISO: Final = r"\d{4}-\d{2}-\d{2}t[\d:.]+(?:z|[+-]\d{2}:?\d{2})?"
_DAY: Final = rf"\d{{4}}(?:-\d{{2}}(?:-\d{{2}}(?:\s+{_CLOCK})?)?)?"
_FIGURES: Final = rf"\d{{1,2}}/(?:\d{{1,2}}/)?\d{{4}}(?:[,\s]+{_CLOCK})?"
_WORDS: Final = (
    rf"(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}(?:\s+\d{{1,2}}(?!\d))?)(?:,?\s+\d{{4}})?(?:,?\s+{_CLOCK})?"
)
_PLAIN: Final = rf"(?:{_ISO}|{_FIGURES}|{_DAY}|{_WORDS})"
_AMOUNT: Final = (
    r"-?\d+\s*(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h"
    r"|(?:week|work|business)?\s*days?|d|weeks?|w|months?|years?|y)"
)
_RELATIVE: Final = (
    rf"(?:now|\d{{4}}-?w\d{{2}}(?:-?[1-7])?|(?:(?:by|before|after)\s+)?(?:!\w+(?:\.(?:start|end))?)?"
    rf"\s*(?:plus|\+)?\s*{_AMOUNT}(?:[,\s]+{_AMOUNT})*|(?:by|before|after)?\s*!\w+(?:\.(?:start|end))?"
    r"|\d+\s*bce?)"
)
_ONE: Final = rf"(?:{_PLAIN}|{_RELATIVE})"
_EVENT: Final = re.compile(
    rf"\s*(?P<start>{_ONE})(?:\s*(?P<joint>/|-|–|\bto\b)\s*(?:(?P<end>{_ONE})|(?P<until>{_CLOCK})))?"
    rf"(?P<every>\s+every\b[^:]*)?\s*:(?P<text>.*)",
    re.IGNORECASE,
)
# What begins like a date and is none of these: better refused than taken for a description.
_LIKE: Final = re.compile(
    r"\s*(?:(?:\d{4}|\d{1,2}/\d)[^:\s]*\s*(?:[/~-][^:]*)?|\d{1,5}\s*|\d{1,2}(?::\d{2})?\s*(?:[ap]m)?)"
    r":(?=\s|$)",
    re.IGNORECASE,
)
_IS_PLAIN: Final = re.compile(_PLAIN, re.IGNORECASE)
_HAS_YEAR: Final = re.compile(r"\d{4}")
_SECTION: Final = re.compile(r"(#{1,6})\s+(.*)")
_GROUP: Final = re.compile(r"\s*(?:group|section)\b(.*)", re.IGNORECASE)
_GROUP_END: Final = re.compile(r"\s*end\s?(?:group|section)\s*", re.IGNORECASE)
_PROPERTY: Final = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*:(?:\s+(.*)|$)")
_TAG: Final = re.compile(r"(?:(?<=\s)|^)#(?!\d+(?:\s|$))(\w+)")
_LAST_TAGS: Final = re.compile(r"(?:(?:\s|^)#(?!\d+(?:\s|$))\w+)+\s*$")
_CHECKBOX: Final = re.compile(r"\s*\[[xX ]?\]\s*")
_FORMAT: Final = re.compile(r"\s*dateFormat\s*:.*", re.IGNORECASE)
_HEADER_KEY: Final = re.compile(r"\s*(?:#?[\w.-]+)\s*:(?!//)")
_OF_ZONE: Final = ("timezone", "tz")


def read(text: str, reading: Reading) -> Iterator[Record | Refused]:
    """The records of a Markwhen text."""
    if not text.strip():
        raise Unreadable("the file is empty", "文件是空的")
    return _Reader(reading).read(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


class _Draft:
    """An event while its lines are read."""

    def __init__(self, line: int, found: re.Match[str], groups: list[str]) -> None:
        self.line = line
        self.found = found
        self.groups = groups
        self.properties: dict[str, str] = {}
        self.in_properties = True
        self.text: list[str] = []


class _Reader:
    """Goes through the lines; an event ends where the next one or a section begins."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._month_first = reading.order is None
        self._groups: list[tuple[int, str]] = []
        self._draft: _Draft | None = None
        self._key = ""
        self._grouped = False

    def read(self, lines: list[str]) -> Iterator[Record | Refused]:
        self._grouped = any(map(_GROUP_END.fullmatch, lines))
        begin = self._header(lines)
        after_section = False
        for number, line in enumerate(lines[begin:], begin + 1):
            if line.lstrip().startswith("//"):
                continue
            event = _EVENT.fullmatch(line)
            section = _SECTION.fullmatch(line)
            group = _GROUP.fullmatch(line) if not section else None
            ended = _GROUP_END.fullmatch(line)
            if (
                event
                or section
                or ended
                or (group and self._starts_group(line))
                or _LIKE.match(line)
            ):
                yield from self._finish()
            if event:
                self._draft = _Draft(number, event, [name for _, name in self._groups])
            elif section:
                self._open(len(section[1]), section[2])
                after_section = True
                continue
            elif ended:
                if self._groups:
                    self._groups.pop()
            elif group and self._starts_group(line):
                self._open(0, group[1])
                after_section = True
                continue
            elif _LIKE.match(line):
                head = line.partition(":")[0].strip()
                yield Refused(number, Fault(
                    f"“{some(head)}” is no date of Markwhen", f"“{some(head)}”不是 Markwhen 的日期"
                ))  # fmt: skip
            elif self._draft is not None:
                self._add(self._draft, line)
            elif line.strip():
                if after_section and _PROPERTY.fullmatch(line):
                    self._reading.left["group property"] += 1
                    continue
                yield Refused(number, Fault(
                    f"“{some(line)}” stands before any event", f"“{some(line)}”之前没有事件"
                ))  # fmt: skip
            after_section = after_section and not event
        yield from self._finish()

    def _header(self, lines: list[str]) -> int:
        """Read over the header; where the events begin."""
        begin = 0
        while begin < len(lines) and not lines[begin].strip():
            begin += 1
        if begin < len(lines) and lines[begin].strip() == "---":
            ends = (n for n in range(begin + 1, len(lines)) if lines[n].strip() == "---")
            end = next(ends, None)
            if end is None:
                raise Unreadable(
                    f"line {begin + 1}: the header has no closing ---",
                    f"第 {begin + 1} 行：头部没有结尾的 ---",
                )
            self._settings(lines[begin + 1 : end])
            return end + 1
        end = begin
        while end < len(lines) and not self._begins(lines[end]):
            line = lines[end]
            known = not line.strip() or line.lstrip().startswith("//") or _HEADER_KEY.match(line)
            if not known and not line[:1].isspace() and not line.lstrip().startswith("- "):
                break
            end += 1
        self._settings(lines[begin:end])
        return end

    def _begins(self, line: str) -> bool:
        return bool(
            _EVENT.fullmatch(line)
            or _SECTION.fullmatch(line)
            or self._starts_group(line)
            or _LIKE.match(line)
        )

    def _settings(self, lines: list[str]) -> None:
        for line in lines:
            found = _FORMAT.fullmatch(line)
            if found:
                self._month_first = False
            elif line.strip() and not line.lstrip().startswith("//"):
                self._reading.left["header"] += 1

    def _starts_group(self, line: str) -> bool:
        """Whether a line opens a group: without any end of one it is taken for a description."""
        return self._grouped and _GROUP.fullmatch(line) is not None

    def _open(self, level: int, title: str) -> None:
        while level and self._groups and (self._groups[-1][0] == 0 or self._groups[-1][0] >= level):
            self._groups.pop()
        name = " ".join(_TAG.sub("", title).split())
        self._groups.append((level, name))

    def _add(self, draft: _Draft, line: str) -> None:
        found = _PROPERTY.fullmatch(line)
        if draft.in_properties and found:
            self._key = found[1]
            draft.properties[found[1]] = (found[2] or "").strip()
        elif draft.in_properties and self._key and line[:1].isspace() and line.strip():
            draft.properties[self._key] += "\n" + line.strip()
        else:
            draft.in_properties = False
            draft.text.append(line.rstrip())

    def _finish(self) -> Iterator[Record | Refused]:
        draft, self._draft, self._key = self._draft, None, ""
        if draft is None:
            return
        try:
            yield Record(draft.line, self._data(draft), digest="edtf" in draft.properties)
        except Fault as fault:
            yield Refused(draft.line, fault)

    def _data(self, draft: _Draft) -> dict[str, Any]:
        said = {key: _unquoted(value) for key, value in draft.properties.items()}
        ours = said.pop("edtf", "")  # as `dateline export markwhen` says the date
        data: dict[str, Any] = {"date": ours or self._date(draft.found)}
        title = _CHECKBOX.sub("", draft.found["text"], count=1).strip()
        body = "\n".join(draft.text).strip()
        tags = [found[1] for text in (title, body) for found in _TAG.finditer(text)]
        data["title"] = " ".join(_LAST_TAGS.sub("", title).split()).replace("\\#", "#")
        data["summary"] = _LAST_TAGS.sub("", body).strip().replace("\\#", "#")
        groups = [name for name in draft.groups if name]
        field = self._reading.group
        if field == "tags":
            tags = [*groups, *tags]
        elif field and groups:
            data[field] = groups[-1] if field == "kind" else groups
        elif groups:
            self._reading.left["group"] += 1
        data["tags"] = list(dict.fromkeys(tags))
        for key, value in said.items():
            if key == "id" and value:
                data["id"] = value
            elif key in _OF_ZONE and not _HAS_CLOCK.search(draft.found["start"]):
                continue  # a whole day has no zone
            else:
                self._reading.left[key] += 1
        return data

    def _date(self, found: re.Match[str]) -> str | Extent:
        if found["every"]:
            every = some(found["every"])
            raise Fault(
                f"it recurs ({every}): an event happens once",
                f"重复事件（{every}）：事件只发生一次",
            )
        if found["until"]:
            self._reading.left["end (time of day)"] += 1
        ends = [self._end(found[name]) for name in ("start", "end") if found[name]]
        return Extent(ends[0], ends[1]) if len(ends) == 2 else ends[0]

    def _end(self, words: str) -> str:
        text = " ".join(words.split())
        if not _IS_PLAIN.fullmatch(text):
            if text.casefold() == "now" and self._reading.day is not None:
                return self._reading.day.isoformat()
            raise Fault(
                f"“{some(text)}” depends on other dates, or on the day it is read",
                f"“{some(text)}”取决于其他日期或阅读之日",
            )
        if not _HAS_YEAR.search(text):
            raise Fault(
                f"“{some(text)}” has no year: Markwhen takes that of the day it is read",
                f"“{some(text)}”没有年份：Markwhen 取阅读当年",
            )
        if "/" in text:
            figures, _, clock = text.partition(" ")
            numbers = figures.rstrip(",").split("/")
            if len(numbers) == 2:
                return f"{numbers[1]}-{int(numbers[0]):02}"
            day = "/".join(numbers)
            if self._month_first:
                day = f"{numbers[2]}-{int(numbers[0]):02}-{int(numbers[1]):02}"
            return f"{day} {_clock(clock)}" if clock else day
        at = _HAS_CLOCK.search(text)
        return (
            f"{text[: at.start()].rstrip(' ,')} {_clock(at[0])}" if at and "T" not in text else text
        )


_HAS_CLOCK: Final = re.compile(rf"(?<=[\s,]){_CLOCK}$", re.IGNORECASE)


def _unquoted(text: str) -> str:
    """A property's value without the quotes of YAML that are those of JSON too."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    try:
        return str(json.loads(text))
    except ValueError:
        return text


def _clock(words: str) -> str:
    """A time of day with hours from 0 to 23."""
    found = re.fullmatch(
        r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?)?\s*([ap]m)?", words.strip().casefold()
    )
    if found is None:
        raise Fault(f"“{some(words)}” is no time of day", f"“{some(words)}”不是时刻")
    hour = int(found[1])
    if found[4]:
        if not 1 <= hour <= 12:
            raise Fault(f"“{some(words)}” is no time of day", f"“{some(words)}”不是时刻")
        hour = hour % 12 + (12 if found[4] == "pm" else 0)
    return f"{hour:02}:{found[2] or '00'}:{found[3] or '00'}"


def looks_like(text: str) -> bool:
    """Whether a text has lines that begin events of Markwhen."""
    lines = text.split("\n")[:200]
    return sum(bool(_EVENT.fullmatch(line)) for line in lines) > 0 and not any(
        line.count(",") > 4 for line in lines[:1]
    )
