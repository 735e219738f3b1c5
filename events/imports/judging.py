"""A record as the data of an event: dates read, names resolved, its form checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from events.editing.drafts import check
from events.editing.refusals import Invalid
from events.imports.records import Displayed, Fault, Record, is_blank, some
from events.metrics import unit_of
from events.model import Citation, Event, Metric, Reading, keys_of
from events.names import STATUS_NAMES

if TYPE_CHECKING:
    from events.imports.dates import Dates
    from events.imports.naming import Namer
    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import When

_TABLES: Final = {"companies": "company", "products": "product", "kind": "kind"}
_IN_ROWS: Final = {"metric": "metric", "product": "product", "company": "company"}
_LONGEST: Final = 100_000  # characters of one text


class Judge:
    """Makes the data of events; what cannot be taken is a `Fault`."""

    def __init__(
        self, timeline: Timeline, dates: Dates, namer: Namer, source: str | None = None
    ) -> None:
        """Take what reads dates and names, and the id of a source that all events are cited to."""
        self._timeline = timeline
        self._dates = dates
        self._namer = namer
        self._source = source
        self._home = timeline.info.language if timeline.info else ""
        self._units: dict[str, str] = {}

    def data(self, record: Record) -> tuple[Data, When | None]:
        """The event's data with ids for names, and its date; raises `Fault`.

        A status or bound that goes without saying is in it, so that it counts against another.
        """
        data: Data = {}
        when: When | None = None
        for key, value in record.data.items():
            if is_blank(value):
                continue
            if key == "date":
                when = self._date(value, data)
            elif key in _TABLES:
                data[key] = self._names(key, value)
            elif key == "status":
                data[key] = _status(value)
            elif key == "readings":
                data[key] = [self._reading(row) for row in _rows(key, value)]
            elif key == "citations":
                data[key] = [self._citation(row, record.sources) for row in _rows(key, value)]
            elif key in ("title", "summary", "note"):
                text = self._text(key, value)
                if text:
                    data[key] = text if key not in data else f"{text}\n{data[key]}"
            elif key == "id":
                data[key] = str(value).strip() if isinstance(value, str | int) else value
            elif isinstance(value, list) and any("\x00" in w for w in value if isinstance(w, str)):
                raise _nul(key)
            else:
                data[key] = value
        if when is not None:
            data["date"] = str(when)
        if "title" not in data and "id" not in data:
            raise Fault("it has no title", "没有标题")
        self._cite(data)
        try:
            json.dumps(data, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError:
            raise Fault("it holds half a character", "含有半个字符") from None
        except (RecursionError, TypeError):
            raise Fault("it is nested too deeply", "嵌套过深") from None
        try:
            check("event", {}, data)
        except Invalid as refusal:
            raise Fault(*(_without_stop(refusal.facts[key]) for key in ("why", "why@zh"))) from None
        return data, when

    def _date(self, value: Any, data: Data) -> When:
        if not isinstance(value, Displayed):
            return self._dates.read(value)
        plain = self._dates.read(value.plain)
        try:
            shown = self._dates.read(value.words)
        except Fault:
            shown = None
        if shown is not None and shown.overlaps(plain):
            return shown
        said = f"Shown date: {value.words}"
        data["note"] = f"{data['note']}\n{said}" if "note" in data else said
        return plain

    def _names(self, key: str, value: Any) -> Any:
        if key == "kind":
            return self._id("kind", value)
        words = value if isinstance(value, list) else [value]
        return list(dict.fromkeys(self._id(_TABLES[key], word) for word in words))

    def _id(self, table: str, word: Any, said: Mapping[str, Any] | None = None) -> str:
        if not isinstance(word, str) or not word.strip():
            raise Fault(f"“{some(str(word))}” is no name", f"“{some(str(word))}”不是名称")
        if "\x00" in word:
            raise _nul(table)
        return self._namer.id(table, word.strip(), said)

    def _reading(self, row: Data) -> Data:
        keys = keys_of(Reading)
        found: Data = {}
        said_unit = row.get("unit")
        for key, value in row.items():
            if is_blank(value) or key == "unit":
                continue
            if key not in keys:
                raise Fault(f"readings have no {some(key)}", f"readings 没有 {some(key)}")
            if key in _IN_ROWS:
                said = {"unit": said_unit} if key == "metric" and said_unit else None
                found[key] = self._id(_IN_ROWS[key], value, said)
            elif key in ("by", "note"):
                found[key] = self._text(key, value)
            else:
                found[key] = value
        unit = self._unit(found.get("metric", ""))
        if said_unit and unit and unit != said_unit:
            raise Fault(
                f"{some(str(row['metric']))} is counted in {unit}, not in {said_unit}",
                f"{some(str(row['metric']))}的单位是 {unit}，不是 {said_unit}",
            )
        if found.get("bound") == "exact":
            del found["bound"]
        return found

    def _unit(self, metric: str) -> str:
        if metric not in self._units:
            made = self._namer.made["metric"].get(metric)
            known = Metric(id=metric, unit=made.get("unit", "")) if made else None
            self._units[metric] = unit_of(known or self._timeline.metrics.get(metric))
        return self._units[metric]

    def _citation(self, row: Data, sources: Mapping[str, Data]) -> Data:
        keys = keys_of(Citation)
        found: Data = {}
        for key, value in row.items():
            if is_blank(value):
                continue
            if key not in keys:
                raise Fault(f"citations have no {some(key)}", f"citations 没有 {some(key)}")
            if key == "source":
                said = sources.get(value) if isinstance(value, str) else None
                found[key] = self._id("source", value, self._of_source(said))
            elif key in ("place", "note"):
                found[key] = self._text(key, value)
            else:
                found[key] = value
        return found

    def _of_source(self, said: Data | None) -> Data | None:
        """What a file says of a source, its date as EDTF."""
        if not said or "published" not in said:
            return said
        return said | {"published": str(self._dates.read(said["published"]))}

    def _cite(self, data: Data) -> None:
        """Cite the event to the source of them all, unless it names that itself."""
        if self._source is None:
            return
        rows = data.get("citations", [])
        if all(row.get("source") != self._source for row in rows):
            data["citations"] = [*rows, {"source": self._source}]

    def _text(self, key: str, value: Any) -> Any:
        """A text, plain where it is in the timeline's own language; None if it is blank."""
        if isinstance(value, Mapping):
            parts = {code: text for code, text in value.items() if not is_blank(text)}
            if parts.keys() == {self._home or "und"} or parts.keys() == {"und"}:
                (value,) = parts.values()
            else:
                value = parts
        elif isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        for text in value.values() if isinstance(value, dict) else (value,):
            if isinstance(text, str) and "\x00" in text:
                raise _nul(key)
            if isinstance(text, str) and len(text) > _LONGEST:
                raise Fault(f"{key} has {len(text):,} characters", f"{key} 有 {len(text):,} 个字符")
        return value or None


def _nul(key: str) -> Fault:
    return Fault(f"{key} holds a NUL character", f"{key} 含有 NUL 字符")


def _status(value: Any) -> str:
    found = STATUS_NAMES.resolve(value) if isinstance(value, str) else None
    if found is None:
        known = ", ".join(STATUS_NAMES)
        raise Fault(
            f"there is no status “{some(str(value))}”; one of: {known}",
            f"没有状态“{some(str(value))}”；可选：{known}",
        )
    return found


def _rows(key: str, value: Any) -> list[Data]:
    rows = value if isinstance(value, list) else [value]
    if not all(isinstance(row, dict) for row in rows):
        raise Fault(f"{key} are a list of tables", f"{key} 应为表的列表")
    return rows


def _without_stop(text: str) -> str:
    return text.rstrip(".。")


def new_data(data: Data) -> Data:
    """What is written of a new event: nothing that goes without saying."""
    plain = {key: value for key, value in data.items() if value not in (None, "", [], {})}
    if plain.get("status") == Event.__dataclass_fields__["status"].default:
        del plain["status"]
    return plain
