"""What is typed for an event on the command line: `field=value`, readings, citations, JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from events.editing.table_words import TABLES
from events.imports.cells import options
from events.metrics import NumberError
from events.model import Event, keys_of
from events.names import STATUS_NAMES, fold
from events.phrases import read_date
from events.toml.reshape import same
from events.when import WhenError, today
from tui.form.lines import NumberLine
from tui.form.values import FAULTS, home_language
from tui.form.words import Vocabulary, words_in
from tui.language import say
from tui.opening import did_you_mean, how_to_name
from tui.output import Failure
from tui.shell.new_names import NewNames
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import Lang

_PLURAL = {
    "company": "companies",
    "product": "products",
    "tag": "tags",
    "reading": "readings",
    "citation": "citations",
    "source": "citations",
}
# Which table the words of a key are of.
_TABLES = {
    "kind": "kind",
    "status": "status",
    "companies": "company",
    "products": "product",
    "related": "event",
    "metric": "metric",
    "product": "product",
    "company": "company",
    "source": "source",
}
_LISTED_ONLY = ("lo", "hi", "file", "line")  # what `dateline list --json` says beside the fields
_DEFAULTS = {"status": "reported", "bound": "exact"}
_ASSIGNMENT = re.compile(r"(\w+(?:-\w+)*)(?:\.(\w+(?:-\w+)*))?(\+=|-=|:=|=)(.*)", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|und")
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_COLON = re.compile(r"(?<!^)[:：]")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:：]*(?::\d+(?![^/:：\s]))?")


class Assignment(NamedTuple):
    """One change of a field: set (=), add to (+=), take from (-=), set to a literal (:=)."""

    field: str
    language: str
    """Of the text meant; "" for the whole field."""
    sign: str
    text: str


def assignment(word: str) -> Assignment | None:
    """Read ``field=value``; None if the word is nothing of the sort."""
    found = _ASSIGNMENT.fullmatch(word)
    return Assignment(found[1], found[2] or "", found[3], found[4]) if found else None


class Typed:
    """Makes of what is typed the data of an event as its file holds it; faults are `Failure`s.

    ``remarks`` are what the person is to be told, such as how a date was read.
    """

    def __init__(
        self, timeline: Timeline, lang: Lang, *, unknown: bool = False, make: bool | None = None
    ) -> None:
        """Take the timeline whose names may be used.

        ``unknown`` lets others pass too. With ``make`` they become `new` ones; None where the
        command cannot make any.
        """
        self.remarks: dict[str, None] = {}
        self.coming: set[str] = set()
        """Ids of events that are not there yet and may be named."""
        self._timeline = timeline
        self._lang: Lang = lang
        self._unknown = unknown
        self._make = make
        self._vocabulary = Vocabulary(timeline, lang)
        self.new = NewNames(self._vocabulary)
        self._home = timeline.info.language if timeline.info else ""

    # Assignments

    def assigned(self, data: Mapping[str, Any], assignments: Iterable[Assignment]) -> Data:
        """The event's data after the assignments."""
        new = dict(data)
        for one in assignments:
            key = self.key(one.field)
            value = self._assigned(key, new.get(key), one)
            if value is None:
                new.pop(key, None)
            else:
                new[key] = value
        return new

    def key(self, name: str) -> str:
        """The key of an event that is meant by a name; a Failure with the nearest if none is."""
        keys = keys_of(Event)
        key = _PLURAL.get(name, name)
        if key not in keys:
            raise self._no_field(name, keys)
        return key

    def _no_field(self, name: str, keys: Iterable[str]) -> Failure:
        near, shown = did_you_mean(name, keys, self._lang), clean(name)
        return Failure(say(self._lang, f"there is no field “{shown}”", f"没有字段“{shown}”") + near)

    def _assigned(self, key: str, old: Any, one: Assignment) -> Any:
        sort = keys_of(Event)[key].sort
        if one.language and (sort != "text" or not _LANGUAGE.fullmatch(one.language)):
            raise self._no_field(f"{one.field}.{one.language}", keys_of(Event))
        if one.sign in ("+=", "-=") and sort not in ("words", "rows"):
            raise Failure(
                say(
                    self._lang,
                    f"{key} is no list: {one.sign} adds to lists and takes from them",
                    f"{key} 不是列表，不能用 {one.sign}",
                )
            )
        if one.sign == ":=":
            value = self._value(Event, key, self._literal(one.text))
            return self._text(old, one.language, value) if one.language else value
        if sort == "text":
            return self._text(old, one.language, one.text)
        if not one.text.strip():
            return None if one.sign == "=" else old
        if sort in ("words", "rows"):
            return self._list(key, old, one)
        return self._value(Event, key, one.text.strip())

    def _text(self, old: Any, language: str, text: Any) -> Any:
        """The text with another part for a language, or another text as a whole."""
        blank = text is None or (isinstance(text, str) and not text.strip())
        if language:
            parts = dict(old) if isinstance(old, dict) else {}
            if isinstance(old, str) and old:
                parts[self._home or home_language(old)] = old
            parts[language] = text
            if blank:
                del parts[language]
            return parts or None
        if isinstance(old, dict) and not blank:
            codes = ", ".join(map(clean, old))
            raise Failure(
                say(
                    self._lang,
                    f"this text is kept by language ({codes}): say which, as in title.en=…",
                    f"此处文字按语言分列（{codes}），请指明语言，如 title.en=…",
                )
            )
        return None if blank else text

    def _list(self, key: str, old: Any, one: Assignment) -> Any:
        items = old if isinstance(old, list) else [] if old is None else [old]
        if one.sign == "-=":
            gone = {self._meaning(key, word.text) for word in words_in(one.text)}
            left = [item for item in items if self._meaning(key, item) not in gone]
            return (left or None) if len(left) < len(items) else old
        if keys_of(Event)[key].sort == "rows":
            new: list[Any] = [self._row(key, one.text)]
            known = [item for item in items if same(item, new[0])]
        else:
            new = self._value(Event, key, [word.text for word in words_in(one.text)])
            meant = {self._meaning(key, item) for item in items}
            known = [word for word in new if self._meaning(key, word) in meant]
        if one.sign == "=":
            return new
        return [*items, *(item for item in new if item not in known)]

    def _meaning(self, key: str, item: Any) -> Any:
        """What two items of a list must share to be the same; a row's is its metric or source."""
        if isinstance(item, dict):
            item = item.get("metric" if key == "readings" else "source")
        if not isinstance(item, str):
            return repr(item)
        table = {"readings": "metric", "citations": "source"}.get(key) or _TABLES.get(key)
        if table in (None, "event"):
            return fold(item) if table is None else item
        return self._vocabulary.resolve(table, item) or fold(item)

    def _literal(self, text: str) -> Any:
        import tomli

        try:
            found = tomli.loads(f"value = {text}")
            if len(found) == 1:
                return found["value"]
        except ValueError:
            pass
        try:
            return json.loads(text)
        except ValueError:
            raise Failure(
                say(
                    self._lang,
                    f"“{clean(text)}” is no value of TOML or JSON; texts are in quotes there",
                    f"“{clean(text)}”不是 TOML 或 JSON 的值；其中文字须加引号",
                )
            ) from None

    # Values

    def _value(self, model: type, key: str, value: Any) -> Any:
        """A value with ids in the place of names, and dates as EDTF. Its form is not judged."""
        if key in ("date", "published") and isinstance(value, str):
            return self._date(key, value)
        if isinstance(value, list):
            of = keys_of(model)[key].of
            if isinstance(of, type):
                return [self._known(of, row) if isinstance(row, dict) else row for row in value]
            return [self._value(model, key, item) for item in value]
        if key in _TABLES and isinstance(value, str):
            return self._id(_TABLES[key], value)
        return value

    def _known(self, model: type, row: Data) -> Data:
        keys = keys_of(model)
        for name in row:
            if name not in keys:
                raise self._no_field(name, keys)
        return {name: self._value(model, name, value) for name, value in row.items()}

    def _date(self, key: str, words: str) -> str:
        try:
            when = read_date(words, today(), self._lang)
        except WhenError as error:
            raise Failure(f"{key}: {clean(error.show(self._lang))}") from None
        if words != str(when):
            shown = when.show(self._lang)
            read = shown if shown == str(when) else f"{shown} · {when}"
            self.remarks[f"{clean(words)}: {read}"] = None
        return str(when)

    def _id(self, table: str, word: str) -> str:
        """The id that a word means; a Failure with the nearest known word if it means none."""
        found = self._vocabulary.resolve(table, word)
        if found is not None or (table == "event" and word in self.coming):
            return found or word
        if table == "status":
            known = ", ".join(STATUS_NAMES)
            raise Failure(
                say(
                    self._lang,
                    f"there is no status “{clean(word)}”; one of: {known}",
                    f"没有状态“{clean(word)}”；可选：{known}",
                )
            )
        name = TABLES[table]
        if self._make and table != "event":
            new = say(self._lang, f"new {name.one}", f"新{name.zh}")
            id = self.new.make(table, word)
            self.remarks[f"{new}: {clean(word)} · {clean(id)}"] = None
            return id
        words = say(
            self._lang, f"there is no {name.one} “{clean(word)}”", f"没有{name.zh}“{clean(word)}”"
        )
        if self._unknown:
            self.remarks[words] = None
            return word
        if table == "event":
            raise Failure(words + did_you_mean(word, self._timeline.id_of, self._lang))
        can_make = self._make is not None
        raise Failure(
            words + how_to_name(self._timeline, table, word, self._lang, can_make=can_make)
        )

    # Rows

    def _row(self, key: str, text: str) -> Data:
        if key == "readings":
            return self._reading(text)
        return self._citation(text)

    def _reading(self, text: str) -> Data:
        """``mau qwen-app >1亿 by=Alibaba``: a metric, whose, how much, and further keys."""
        rest, row = options(text, ("product", "company", "by", "note"))
        row = self._known(_row_model("readings"), row)
        words = [quoted or plain for quoted, plain in _WORD.findall(rest)]
        row["metric"], words = self._first("metric", words)
        try:
            for table in ("product", "company"):
                found, left = self._leading(table, words[:-1])
                if found:
                    row[table] = found
                    words = [*left, words[-1]]
                    break
            number = " ".join(words)
            if not number:
                raise NumberError("empty", "")
            self.new.give_unit(row["metric"], number)
            NumberLine(row, self._vocabulary).write(number, row)
        except FAULTS as error:
            near = ""
            if len(words) > 1 and not re.search(r"\d", words[0]):
                names = [self._timeline.names[table] for table in ("product", "company")]
                known = [w for n in names for id in n for w in n.words(id)]
                near = did_you_mean(words[0], known, self._lang)
            raise Failure(f"{clean(text)}: {clean(error.show(self._lang))}{near}") from None
        return row

    def _citation(self, text: str) -> Data:
        """``source:place``, and further keys."""
        rest, row = options(text, ("date_words", "note"))
        host = _HOST.match(rest)  # the colons of an address part nothing
        colons = [*_COLON.finditer(rest, host.end() if host else 0)]
        ends = [len(rest), *(colon.start() for colon in reversed(colons))]
        unknown = ends[1] if host and colons else ends[-1]
        end = next((at for at in ends if self._vocabulary.resolve("source", rest[:at])), unknown)
        place = rest[end + 1 :].strip()
        return (
            {"source": self._id("source", rest[:end])} | ({"place": place} if place else {}) | row
        )

    def _first(self, table: str, words: Sequence[str]) -> tuple[str, list[str]]:
        found, left = self._leading(table, words)
        return (found, left) if found else (self._id(table, "".join(words[:1])), list(words[1:]))

    def _leading(self, table: str, words: Sequence[str]) -> tuple[str | None, list[str]]:
        """The id that the first words mean, as many as can, and the rest."""
        for end in range(min(len(words), 6), 0, -1):
            if found := self._vocabulary.resolve(table, " ".join(words[:end])):
                return found, list(words[end:])
        return None, list(words)

    # JSON

    def event(self, given: object) -> Data:
        """The data of an event given as JSON with the keys of the event file.

        What `dateline list --json` prints is taken back: nulls and the like are left out, and a
        text in the timeline's own language is a plain one.
        """
        if not isinstance(given, dict):
            raise Failure(
                say(
                    self._lang,
                    'an event is a JSON object: {"title": …}',
                    '事件应为 JSON 对象：{"title": …}',
                )
            )
        fields = {self.key(name): given[name] for name in given if name not in _LISTED_ONLY}
        return {
            key: self._value(Event, key, value)
            for key, value in self._as_written(Event, fields).items()
        }

    def _as_written(self, model: type, given: Data) -> Data:
        keys = keys_of(model)
        written: Data = {}
        for name, value in given.items():
            sort = keys[name].sort if name in keys else None
            if sort == "text" and isinstance(value, dict):
                value = {code: text for code, text in value.items() if text not in (None, "")}
                if value.keys() == {self._home or "und"}:
                    (value,) = value.values()
            elif sort == "rows" and isinstance(value, list):
                of = keys[name].of
                value = [
                    self._as_written(of, row) if isinstance(row, dict) else row for row in value
                ]
            if value not in (None, "", [], {}, _DEFAULTS.get(name)):
                written[name] = value
        return written


def _row_model(key: str) -> type:
    of = keys_of(Event)[key].of
    assert isinstance(of, type)
    return of
