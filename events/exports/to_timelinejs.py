"""The JSON of TimelineJS (https://timeline.knightlab.com/docs/json-format.html), for a web page.

``start_date`` and ``end_date`` have only the parts that are known: a year has no month. What is not
an exact day has a ``display_date``, which TimelineJS shows in its place: a quarter, a window and a
decade reach from their first month or year to their last; a date with one open or unknown end
stands at the other. ``edtf``, which TimelineJS passes over, holds the date exactly. TimelineJS
needs a date: undated events are left out, and that is said.

TimelineJS takes headline, text, credit and caption for HTML: all text from files is escaped there.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from events.exports.date_parts import Parts, ends_of
from events.exports.event_object import as_json
from events.exports.selection import Export, dated_of
from events.exports.words import Words, doubtful, footnote, one_line, say
from events.names import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.selection import Selection
    from events.model import Era
    from events.when import When

_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|mp4|webm|mp3|wav|m4a|pdf)(?:\?[^#]*)?$"
    r"|^https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|soundcloud\.com)/"
    r"|^https://[a-z-]+\.wikipedia\.org/",
    re.IGNORECASE,
)


def export(selection: Selection) -> Export:
    """A title slide, the dated events, and the timeline's eras."""
    dated, remarks, missing = dated_of(selection)
    return Export(_pieces(selection, dated), remarks, missing)


def _pieces(selection: Selection, dated: list[int]) -> Iterator[str]:
    yield '{\n"title": ' + as_json(_title(selection)) + ',\n"events": ['
    seen: dict[str, int] = {}
    before = "\n"
    for number in dated:
        yield before + as_json(_slide(selection, number, seen))
        before = ",\n"
    yield "\n]"
    eras = [found for era in selection.timeline.eras if (found := _era(selection, era))]
    if eras:
        yield ',\n"eras": [\n' + ",\n".join(map(as_json, eras)) + "\n]"
    yield "\n}\n"


def _title(selection: Selection) -> dict[str, Any]:
    """The slide before the events; it has no date."""
    lang = selection.lang
    info = selection.timeline.info
    parts = []
    if info is not None and info.description:
        parts.append(_paragraph(one_line(in_language(info.description, lang))))
    if asked := one_line(selection.query_in_words):
        parts.append(_paragraph(asked[:1].upper() + asked[1:]))
    return {"text": {"headline": escape(one_line(selection.title)), "text": "".join(parts)}}


def _slide(selection: Selection, number: int, seen: dict[str, int]) -> dict[str, Any]:
    words = Words(selection, number)
    when = words.event.date
    assert when is not None
    id = one_line(words.id)
    nth = seen[id] = seen.get(id, 0) + 1
    slide: dict[str, Any] = {"unique_id": id if nth == 1 else f"{id}.{nth}"}
    slide |= dates(when, words.date)
    slide["text"] = {"headline": escape(words.title), "text": "".join(_body(selection, words))}
    if words.companies:
        # TimelineJS takes markup out of a group, and then shows what is left as HTML: what a
        # second reading could make a tag of must not be there.
        slide["group"] = escape(words.companies[0].replace("<", "‹").replace(">", "›"))
    if media := _media(selection, words):
        slide["media"] = media
    return slide


def dates(when: When, shown: str) -> dict[str, Any]:
    """The keys of a date; ``shown`` is the date in words, used where it is no exact day."""
    start, end = ends_of(when)
    first = start or end
    assert first is not None
    found: dict[str, Any] = {"start_date": _date(first)}
    if when.time:
        hour, minute, second = map(int, when.time.split(":"))
        found["start_date"] |= {"hour": hour, "minute": minute, "second": second}
    elif start and end and start != end:
        found["end_date"] = _date(end)
    if doubtful(when) or when.time:
        found["display_date"] = shown
    found["edtf"] = str(when)
    return found


def _date(parts: Parts) -> dict[str, int]:
    return {key: value for key, value in parts._asdict().items() if value is not None}


def _body(selection: Selection, words: Words) -> Iterator[str]:
    """What the slide says under its headline."""
    lang = words.lang
    event = words.event
    if words.names:
        yield f"<p><em>{escape(' · '.join(words.names))}</em></p>"
    yield from map(_paragraph, words.paragraphs(event.summary))
    if event.readings:
        lines = (f"<li>{escape(words.reading_line(reading))}</li>" for reading in event.readings)
        yield f"<ul>{''.join(lines)}</ul>"
    if words.note:
        yield _paragraph(say(lang, f"Note: {words.note}", f"注：{words.note}"))
    for cited in words.cited():
        line = escape(words.source_line(cited))
        address = footnote(selection, cited.source).address
        if address:
            line = f'<a href="{escape(address)}" rel="noopener">{line}</a>'
        label = say(lang, "Source: ", "来源：")
        yield f"<p><small>{label}{line}</small></p>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _media(selection: Selection, words: Words) -> dict[str, str]:
    """The first source that is a picture, a film or the like, with its credit.

    Of any other address TimelineJS would show a broken picture: the text has the link to it.
    """
    for cited in words.cited():
        told = footnote(selection, cited.source)
        if _MEDIA.search(told.address):
            credit = escape(told.publisher or told.author)
            caption = escape(told.title)
            return {"url": told.address, "link": told.address, "credit": credit, "caption": caption}
    return {}


def _era(selection: Selection, era: Era) -> dict[str, Any] | None:
    """An era over all its days; None for one that TimelineJS does not take: without both ends,
    or of a single day.
    """
    when = era.date
    if when is None or when.earliest is None or when.latest is None or when.lo == when.hi:
        return None
    ends = (Parts(day.year, day.month, day.day) for day in (when.earliest, when.latest))
    first, last = map(_date, ends)
    headline = escape(one_line(in_language(era.name, selection.lang)))
    return {"start_date": first, "end_date": last, "text": {"headline": headline}}
