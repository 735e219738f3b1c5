"""What is exported, and what an export gives back."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from events.names import in_language, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from events.lanes import LaneField
    from events.said import Said
    from events.timeline import Timeline
    from events.when import Lang

PictureLook: TypeAlias = Literal["lanes", "chart"]
"""The looks that can be drawn as a picture."""

_NAMED = 5  # ids of events left out that a sentence names
_LONGEST_NAME = 200  # bytes of a file's name, without its extension
_SHORT = 12  # hex digits of a version: 48 bits


@dataclass(frozen=True, slots=True)
class Selection:
    """The events of a timeline that an export is to hold, and what it says of itself."""

    timeline: Timeline
    numbers: Sequence[int]
    """The events, in the order in which they are to stand; exactly these are exported."""
    lang: Lang
    """The language of names, dates and the export's own words."""
    query: str = ""
    """The text of the query that selected them; "" for all events."""
    day: date | None = None
    """The day of the export; it is also the reference day of the query."""
    look: PictureLook = "lanes"
    """The look that a picture is of."""
    by: LaneField = "company"
    """What a picture's lanes are, and those that a page begins with."""

    @property
    def title(self) -> str:
        """The timeline's title, or else the name of its folder or file."""
        info = self.timeline.info
        return (in_language(info.title, self.lang) if info else "") or self.timeline.root.name

    @property
    def whole(self) -> bool:
        """Whether it is all events of the timeline."""
        return len(self.numbers) == len(self.timeline)

    @property
    def version(self) -> str:
        """A short digest of the files that were read; "" for a timeline without files.

        The same files, however they came to be as they are, have the same.
        """
        files = self.timeline.files
        if not files:
            return ""
        digest = blake2b(digest_size=_SHORT // 2)
        for file in sorted(files, key=lambda file: file.name):
            digest.update(file.name.encode("utf-8", "surrogateescape") + b"\0" + file.digest)
        return digest.hexdigest()

    @property
    def query_in_words(self) -> str:
        """What the query asks, in words; "" if it asks for all, or is not understood."""
        from events.query import QueryError, parse_query
        from events.when import today

        try:
            query = parse_query(self.query, self.timeline, self.day or today())
        except QueryError:
            return ""
        return "" if query.is_empty else query.describe(self.lang)


class Export(NamedTuple):
    """An exported text, in pieces, and what is to be said to the person."""

    pieces: Iterable[str]
    remarks: tuple[Said, ...] = ()
    """What the format could not take: how many events were left out, and why."""
    missing: int = 0
    """How many events were left out."""


def left_out(ids: Sequence[str], en: str, zh: str) -> tuple[Said, ...]:
    """Say that events were left out, and why: "without a date", "无日期"; () if none were."""
    from events.said import Said

    if not ids:
        return ()
    count = len(ids)
    named = ", ".join(ids[:_NAMED]) + (", …" if count > _NAMED else "")
    events, were = ("event", "was") if count == 1 else ("events", "were")
    return (
        Said(
            f"{count:,} {events} {en} {were} left out: {named}",
            f"略去 {count:,} 个{zh}的事件：{named}",
        ),
    )


class Dated(NamedTuple):
    """The events of a selection that have a date, and what is said of the others."""

    numbers: list[int]
    remarks: tuple[Said, ...]
    missing: int


def dated_of(selection: Selection) -> Dated:
    """The part of a selection that a format takes which has no place for undated events."""
    timeline = selection.timeline
    dated = [number for number in selection.numbers if number < timeline.dated]
    undated = [timeline.id_of[number] for number in selection.numbers if number >= timeline.dated]
    return Dated(dated, left_out(undated, "without a date", "没有日期"), len(undated))


def file_name(selection: Selection, extension: str) -> str:
    """A name for the file: of the timeline's title and the query, in letters any system takes."""
    timeline = selection.timeline
    english = in_language(timeline.info.title, "en") if timeline.info else ""
    name = slug(english or timeline.root.stem) or "timeline"
    asked = slug(selection.query)
    whole = f"{name}-{asked}" if asked else name
    # File systems count bytes, 255 at most, and Chinese letters take three.
    cut = whole[:80].encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{cut.rstrip('-')}.{extension}"
