"""What differs, said in sentences and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.editing.table_words import TABLES
from events.exports.event_object import by_language, citation_object, reading_object
from events.metrics import show_reading
from events.model import Citation, Reading
from events.names import in_language
from events.when import When

if TYPE_CHECKING:
    from events.past.differences import Detail, Difference, NameChange, Value
    from events.timeline import Field, Timeline
    from events.when import Lang

_LANGUAGES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
_TEXTS = {"title": ("title", "标题"), "summary": ("summary", "摘要"), "note": ("note", "备注")}
_NAMES: dict[str, tuple[Field, str, str]] = {
    "kind": ("kind", "kind", "类型"),
    "status": ("status", "status", "状态"),
    "company": ("company", "company", "公司"),
    "product": ("product", "product", "产品"),
    "tag": ("tag", "tag", "标签"),
}


def say_detail(detail: Detail, before: Timeline, after: Timeline, lang: Lang) -> str:
    """One thing that differs about an event, as a clause: ``moved from 2024-05 to 2024-05-13``."""
    zh = lang == "zh"
    match detail.what:
        case "date":
            return _say_date(detail, lang)
        case "reading":
            return _say_reading(detail, before, after, lang)
        case "citation":
            return _say_citation(detail, before, after, lang)
        case "title" | "summary" | "note":
            name = _TEXTS[detail.what][zh]
            if detail.language:
                known = _LANGUAGES.get(detail.language, (detail.language,) * 2)[zh]
                name = f"{known}{name}" if zh else f"{known} {name}"
            old, new = (
                None if text is None else f"“{' '.join(str(text).split())}”"
                for text in (detail.old, detail.new)
            )
            return _say_change(name, old, new, lang)
        case "id" | "related":
            name = {"id": ("id", "编号"), "related": ("related event", "相关事件")}[detail.what][zh]
            return _say_change(name, _plain(detail.old), _plain(detail.new), lang)
        case what:
            field, *names = _NAMES[what]
            old, new = (
                None if value is None else timeline.label(field, str(value), lang)
                for timeline, value in ((before, detail.old), (after, detail.new))
            )
            return _say_change(names[zh], old, new, lang)


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _say_change(name: str, old: str | None, new: str | None, lang: Lang) -> str:
    if old is None:
        return f"新增{name}：{new}" if lang == "zh" else f"{name} added: {new}"
    if new is None:
        return f"删去{name}：{old}" if lang == "zh" else f"{name} gone: {old}"
    if lang == "zh":
        return f"{name}由{old}改为{new}"
    return f"{name} changed from {old} to {new}"


def _say_date(detail: Detail, lang: Lang) -> str:
    old, new = detail.old, detail.new
    if old is None:
        return f"注明日期 {new}" if lang == "zh" else f"dated {new}"
    if new is None:
        return f"不再注明日期（原为 {old}）" if lang == "zh" else f"no longer dated (was {old})"
    return f"由 {old} 移至 {new}" if lang == "zh" else f"moved from {old} to {new}"


def _say_reading(detail: Detail, before: Timeline, after: Timeline, lang: Lang) -> str:
    old = detail.old if isinstance(detail.old, Reading) else None
    new = detail.new if isinstance(detail.new, Reading) else None
    one, timeline = (new, after) if new is not None else (old, before)
    assert one is not None
    of = [timeline.label("metric", one.metric, lang)]
    if one.product:
        of.append(timeline.label("product", one.product, lang))
    if one.company:
        of.append(timeline.label("company", one.company, lang))
    by = in_language(one.by, lang)
    zh = lang == "zh"
    name = f"读数（{'，'.join(of)}）" if zh else f"reading ({', '.join(of)})"
    figures = [
        None
        if reading is None
        else show_reading(reading, timeline.metrics.get(reading.metric), lang)
        for reading, timeline in ((old, before), (new, after))
    ]
    if figures[0] == figures[1]:
        said = f"{name}的备注有改动" if zh else f"note on the {name} changed"
    else:
        said = _say_change(name, figures[0], figures[1], lang)
    return said if not by else f"{said}（{by}）" if zh else f"{said} (figure by {by})"


def _say_citation(detail: Detail, before: Timeline, after: Timeline, lang: Lang) -> str:
    old = detail.old if isinstance(detail.old, Citation) else None
    new = detail.new if isinstance(detail.new, Citation) else None
    zh = lang == "zh"
    if old is not None and new is not None:
        source = after.label("source", new.source, lang)
        where, now = (in_language(one.place, lang) for one in (old, new))
        if where != now:
            name = f"来源“{source}”中的位置" if zh else f"place in “{source}”"
            return _say_change(name, where or None, now or None, lang)
        return f"来源“{source}”的引用有改动" if zh else f"citation of “{source}” changed"
    said: list[str | None] = [None, None]
    for at, (citation, timeline) in enumerate(((old, before), (new, after))):
        if citation is not None:
            source = timeline.label("source", citation.source, lang)
            said[at] = " ".join(filter(None, (source, in_language(citation.place, lang))))
    return _say_change("来源" if zh else "source", said[0], said[1], lang)


def say_name(change: NameChange, difference: Difference, lang: Lang) -> str:
    """A name that is new, gone or changed: ``source added: Bright Company (bright-2026-01)``."""
    timeline = difference.before if change.sort == "gone" else difference.after
    label = timeline.label(change.table, change.id, lang)
    shown = label if label == change.id else f"{label} ({change.id})"
    table = TABLES[change.table]
    name = table.zh if lang == "zh" else table.one
    if change.sort == "changed":
        keys = ", ".join(change.fields)
        return (
            f"{name}有改动：{shown}：{keys}" if lang == "zh" else f"{name} {shown}: {keys} changed"
        )
    if change.sort == "renamed":
        if lang == "zh":
            return f"{name}“{label}”的" + _say_change("编号", change.was, change.id, lang)
        return f"{name} {label}: " + _say_change("id", change.was, change.id, lang)
    is_new = change.sort == "new"
    return _say_change(name, None if is_new else shown, shown if is_new else None, lang)


def as_data(difference: Difference) -> dict[str, Any]:
    """All that differs as what JSON can hold, in the forms of `events.exports.event_object`."""
    before, after = difference.before, difference.after
    return {
        "new": [_event(after, number) for number in difference.new],
        "gone": [_event(before, number) for number in difference.gone],
        "changed": [
            _event(after, changed.after)
            | {"changes": [detail_data(detail, before, after) for detail in changed.details]}
            for changed in difference.changed
        ],
        "names": [
            {"table": name.table, "id": name.id, "change": name.sort}
            | ({"fields": list(name.fields)} if name.fields else {})
            | ({"was": name.was} if name.was else {})
            for name in difference.names
        ],
    }


def detail_data(detail: Detail, before: Timeline, after: Timeline) -> dict[str, Any]:
    """One thing that differs as what JSON can hold; ``from`` or ``to`` is null where it was not."""
    data = {
        "what": detail.what,
        "from": _data(detail.old, before),
        "to": _data(detail.new, after),
    }
    return data | {"language": detail.language} if detail.language else data


def _event(timeline: Timeline, number: int) -> dict[str, Any]:
    event = timeline.events[number]
    date = str(event.date) if event.date else None
    return {"id": event.id, "date": date, "title": by_language(timeline, event.title)}


def _data(value: Value | None, timeline: Timeline) -> Any:
    match value:
        case When():
            return str(value)
        case Reading():
            return reading_object(timeline, value)
        case Citation():
            return citation_object(timeline, value)
    return value
