"""One run of `dateline import`: the file read and judged, the change made, all of it told."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tui.language import say
from tui.opening import did_you_mean, terminal_width
from tui.output import Failure, as_json, talk, write
from tui.shell.changes import refusals
from tui.shell.progress import ProgressBar
from tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from events.imports.dates import Dates
    from events.imports.preview import Preview
    from events.imports.records import Reading
    from events.timeline import Timeline
    from events.when import Lang


class SourceTold(NamedTuple):
    """What the options say of a source that is to be made."""

    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published: str | None
    language: str | None


class Import:
    """One import: read, judged, told."""

    def __init__(self, timeline: Timeline, reading: Reading, lang: Lang, *, quiet: bool) -> None:
        """Take how the file is to be read; ``quiet`` wants no progress bar."""
        self._timeline = timeline
        self._reading = reading
        self.lang: Lang = lang
        self._quiet = quiet
        self._format = ""
        self._encoding = ""
        self._files: list[str] = []
        self._written = False
        self._refusal = ""
        self._dates: Dates | None = None

    def day(self, words: str | None) -> Any:
        """The day of ``--on``."""
        if words is None:
            return None
        when = self._when("--on", words)
        if not when.exact:
            raise click.UsageError(say(self.lang, f"--on: {clean(words)} is no day",
                                       f"--on：{clean(words)} 不是一天"))  # fmt: skip
        return when.earliest

    def _when(self, option: str, words: str) -> Any:
        from events.phrases import read_date
        from events.when import WhenError, today

        try:
            return read_date(words, today(), self.lang)
        except WhenError as error:
            raise click.UsageError(f"{option}: {clean(error.show(self.lang))}") from None

    def preview(
        self,
        data: bytes,
        name: str,
        format: str | None,
        encoding: str | None,
        source: str | None,
        about: SourceTold,
        *,
        make: bool,
    ) -> Preview:
        """Read and judge the file, with a progress bar on a terminal."""
        from events.imports.dates import Dates
        from events.imports.formats import guessed, reader
        from events.imports.judging import Judge
        from events.imports.naming import Namer
        from events.imports.preview import preview
        from events.imports.records import Unreadable
        from events.imports.texts import decoded
        from events.when import today

        self._dates = Dates(self._reading.order, self._reading.day, today())
        try:
            read = decoded(data, encoding)
            if not read.text.strip():
                raise Unreadable("the file is empty", "文件是空的")
            self._encoding = read.encoding
            if read.guessed:
                name_of = read.encoding.upper()
                talk(
                    say(
                        self.lang,
                        f"read as {name_of}; --encoding says otherwise",
                        f"按 {name_of} 编码读取；可用 --encoding 另行指明",
                    )
                )
            self._format = format or guessed(name, read.text)
            if self._format == "tsv" and self._reading.separator is None:
                self._reading.separator = "\t"
            namer = Namer(self._timeline, self._reading.brought, make=make)
            judge = Judge(self._timeline, self._dates, namer, self._source(namer, source, about))
            lines = read.text.count("\n") + 1
            records = reader(self._format)(read.text, self._reading)
            with self._bar(lines, "Reading", "读取") as progress:
                return preview(
                    self._timeline, records, judge, namer, lines=lines, progress=progress
                )
        except Unreadable as fault:
            raise Failure(f"{clean(name)}: {clean(fault.show(self.lang))}") from None

    def _bar(self, length: int, en: str, zh: str) -> ProgressBar:
        return ProgressBar(length, say(self.lang, en, zh), quiet=self._quiet)

    def _source(self, namer: Any, source: str | None, about: SourceTold) -> str | None:
        names = self._timeline.names["source"]
        if source is not None:
            id = names.resolve(source)
            if id is None:
                words = [word for one in names for word in names.words(one)]
                near = did_you_mean(source, words, self.lang)
                word = clean(source)
                raise Failure(
                    say(self.lang, f"there is no source “{word}”", f"没有来源“{word}”") + near
                )
            return id
        if about.title is None:
            return None
        known = names.resolve(about.title)
        if known is not None:
            return known
        from events.names import slug

        data = {key: value for key, value in about._asdict().items() if value}
        if about.published:
            data["published"] = str(self._when("--source-published", about.published))
        with refusals(self.lang):
            from events.editing.drafts import check

            data = {"id": slug(about.title) or "source", **data}
            check("source", {}, data)
        return str(namer.add("source", about.title, data))

    def write(self, found: Preview, into: str, *, yes: bool) -> None:
        """Write what is new or changed; without ``yes`` only find out whether it could be written.

        What could not is a Failure; without ``yes`` it is told with the preview.
        """
        from events.editing.refusals import Refusal
        from events.imports.writing import change_of

        gc.enable()  # what each changed table was parsed into may go
        try:
            with self._bar(found.count("changed"), "Changing", "修改") as progress:
                change = change_of(self._timeline, found, into, progress)
            self._files = [file.name for file in change.files]
            if yes and change:
                change.apply()
                self._written = True
        except Refusal as refusal:
            self._refusal = clean(refusal.show(self.lang))
            if yes:
                raise Failure(self._refusal) from None

    def tell(self, found: Preview, into: str, file: Path, *, as_object: bool) -> None:
        """Print the preview, and say what was done."""
        from tui.shell import import_preview as told

        lang = self.lang
        readings = self._dates.readings if self._dates else {}
        if as_object:
            whole = {"file": str(file), "format": self._format, "encoding": self._encoding,
                     "into": into, "files": self._files, "written": self._written}  # fmt: skip
            write([as_json(whole | told.as_object(found, self._reading, readings, lang)) + "\n"])
        else:
            width = terminal_width() if sys.stdout.isatty() else None
            write(told.table(found, lang, width))
        talk(*told.columns(self._reading, lang), *told.read_dates(readings, lang))
        talk(*told.made_names(found, lang))
        talk(f"{self._format}: {told.counts(found, lang)}")
        where = clean(", ".join(self._files))
        if self._refusal:
            talk(self._refusal)
        elif self._written:
            talk(say(lang, f"written: {where}", f"已写入：{where}"))
        elif self._files:
            talk(say(lang, f"nothing was written; --yes writes to {where}",
                     f"未写入任何内容；加 --yes 写入 {where}"))  # fmt: skip
        else:
            talk(say(lang, "there is nothing to write", "没有要写入的内容"))
