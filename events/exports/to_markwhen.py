"""The text of Markwhen (https://docs.markwhen.com), with dates in the part of EDTF that it reads.

Markwhen reads years, months, days, ``now``, and ranges of them. So a quarter, a season, a window or
a decade is written as the range that it covers, what goes on ends ``now`` if it has begun, and a
date with one open or unknown end is written as the other. What Markwhen cannot say (about, once in
that time, since) is the first line of the description, wherever there is any of it. The properties
``id`` and ``edtf`` say exactly which event and date it is. Undated events are left out, and that is
said.

Every line of a description begins with ``- ``, so that none of them reads as an event, a section, a
comment or a property.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from events.exports.date_parts import ends_of
from events.exports.event_object import as_json
from events.exports.selection import Export, dated_of
from events.exports.words import Words, doubtful, footnote, one_line, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from events.exports.selection import Selection
    from events.when import When

_TAG = re.compile(r"(^|\s)#(?=\w)", re.ASCII)
_CHECKBOX = re.compile(r"^\s*\[[xX ]?\]")
_NOT_IN_TAG = re.compile(r"\W+")


def export(selection: Selection) -> Export:
    """A header with the title, and the dated events."""
    dated, remarks, missing = dated_of(selection)
    return Export(_pieces(selection, dated), remarks, missing)


def _pieces(selection: Selection, dated: list[int]) -> Iterator[str]:
    yield f"title: {_quoted(one_line(selection.title))}\n"
    if asked := one_line(selection.query):
        yield f"description: {_quoted(say(selection.lang, f'Query: {asked}', f'查询：{asked}'))}\n"
    yield "timezone: UTC\n"
    for number in dated:
        yield "\n" + "\n".join(_event(selection, number)) + "\n"


def range_of(when: When, day: date | None) -> str:
    """The date as Markwhen reads it; ``day`` is the day of the export."""
    start, end = ends_of(when)
    if start and end:
        return str(start) if start == end else f"{start}/{end}"
    if start and when.kind == "span" and when.open_end and day and when.lo <= day.toordinal():
        return f"{start}/now"
    return str(start or end)


def _event(selection: Selection, number: int) -> Iterator[str]:
    words = Words(selection, number)
    event = words.event
    when = event.date
    assert when is not None
    title = _CHECKBOX.sub(lambda box: box[0].replace("[", "\\["), words.title)
    tags = " ".join(f"#{tag}" for tag in _tags(words))
    yield f"{range_of(when, selection.day)}: {_inert(title)}{' ' + tags if tags else ''}"
    yield f"id: {_quoted(one_line(words.id))}"
    yield f"edtf: {_quoted(str(when))}"
    yield ""
    for line in _description(selection, words, when):
        yield "- " + _inert(line)


def _description(selection: Selection, words: Words, when: When) -> Iterator[str]:
    lang = words.lang
    if doubtful(when) or when.time:
        yield say(lang, f"Date: {words.date}", f"日期：{words.date}")
    if words.names:
        yield " · ".join(words.names)
    yield from words.paragraphs(words.event.summary)
    yield from map(words.reading_line, words.event.readings)
    if words.note:
        yield say(lang, f"Note: {words.note}", f"注：{words.note}")
    for cited in words.cited():
        line = words.source_line(cited)
        address = footnote(selection, cited.source).address
        yield say(lang, "Source: ", "来源：") + " ".join(filter(None, [line, address]))


def _tags(words: Words) -> list[str]:
    """Kind and tags by their ids, as far as Markwhen's tags can hold them: letters and digits."""
    found = (
        _NOT_IN_TAG.sub("_", tag).strip("_") for tag in (words.event.kind or "", *words.event.tags)
    )
    return list(dict.fromkeys(tag for tag in found if tag and tag.isascii() and not tag.isdigit()))


def _inert(line: str) -> str:
    """A line in which nothing is a tag, a link or a picture."""
    return _TAG.sub(r"\1\\#", line).replace("](", "] (")


def _quoted(text: str) -> str:
    """A text as YAML has it between double quotes: JSON; # would be taken for a colour."""
    return as_json(text).replace("#", "\\u0023")
