"""A preview of an import as a table for people, and as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.editing.field_words import FIELD_WORDS
from events.imports.columns import TOLD_ONLY
from events.imports.preview import SORTS, of_sort
from events.metrics import show_reading
from events.names import in_language
from tui.form.values import reading_of
from tui.language import say
from tui.output import Role, paint
from tui.text import cells, clean, cut, fit, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.imports.comparing import FieldChange
    from events.imports.preview import Item, Preview, Sort
    from events.imports.records import Reading
    from events.when import Lang, When

_SIGNS: dict[Sort, tuple[str, Role, str, str]] = {
    "new": ("+", "value", "new", "新增"),
    "changed": ("~", "warning", "changed", "改动"),
    "same": ("=", "quiet", "same", "相同"),
    "refused": ("!", "error", "refused", "拒绝"),
}
_MOST = 40  # items of a sort that a terminal is shown
_FEW = 8  # names, columns and readings that a sentence lists
_DATE = 24  # cells at most
_FIGURE = ("value", "low", "high", "bound")


def table(found: Preview, lang: Lang, width: int | None) -> Iterator[str]:
    """The lines of a table; into a file or pipe all of them, and nothing cut.

    What is the same is only counted.
    """
    for sort in SORTS:
        if sort == "same":
            continue
        items = list(of_sort(found.items, sort))
        shown = items if width is None else items[:_MOST]
        yield from _lines(shown, lang, width)
        if left := len(items) - len(shown):
            name = _SIGNS[sort][2 if lang == "en" else 3]
            yield say(
                lang,
                f"  … {left:,} more {name}: into a pipe, or with --json, all are told\n",
                f"  … 另有 {left:,} 个{name}：输出到管道或加 --json 可见全部\n",
            )


def _lines(items: Sequence[Item], lang: Lang, width: int | None) -> Iterator[str]:
    lines = max((cells(f"{item.line:,}") for item in items), default=0)
    dates = min(_DATE, max((cells(_date(item, lang)) for item in items), default=0))
    for item in items:
        sign, role, _, _ = _SIGNS[item.sort]
        line = f"{sign} {item.line:>{lines},}  "
        if item.sort == "refused":
            yield from _wrapped(line, _why(item, lang), width, role)
            continue
        date = _date(item, lang)
        date = fit(date, dates) if width else date + " " * (dates - cells(date))
        title = clean(in_language(item.title, lang) or item.id)
        yield _fitted(f"{line}{date}  ", title, width, role)
        indent = " " * (lines + 4)
        for change in item.changes:
            before, after = (_shown(value, lang) for value in _differing(change))
            name = say(lang, *FIELD_WORDS.get(change.field, (change.field, change.field)))
            head = f"{indent}{clean(name)}{say(lang, ': ', '：')}"
            yield _fitted(head, f"{before} → {after}", width, None)
        for remark in item.remarks:
            yield _fitted(indent, clean(remark.show(lang)), width, "quiet")


def _fitted(head: str, text: str, width: int | None, role: Role | None) -> str:
    room = None if width is None else max(8, width - cells(head))
    shown = text if room is None else cut(text, room)
    sign = paint(head[:1], role) + head[1:] if role and head[:1].strip() else head
    return f"{sign}{shown}\n"


def _wrapped(head: str, text: str, width: int | None, role: Role) -> Iterator[str]:
    """A reason in whole, over as many lines as it takes."""
    for part in wrap(text, max(20, width - cells(head))) if width else [text]:
        yield _fitted(head, part, width, role)
        head = " " * cells(head)


def _differing(change: FieldChange) -> tuple[Any, Any]:
    """What goes and what comes; readings, citations and languages that stay are left out."""
    if not change.rows:
        before, after = change.before, change.after
        if isinstance(before, dict) and isinstance(after, dict):
            same = {code for code, text in after.items() if before.get(code) == text}
            before, after = (
                {code: text for code, text in texts.items() if code not in same}
                for texts in (before, after)
            )
        return before, after
    gone = [row for nth, row in enumerate(change.before) if nth not in change.rows]
    return gone, [row for row in change.rows if not isinstance(row, int)]


def _date(item: Item, lang: Lang) -> str:
    from events.when import When

    if not item.date:
        return say(lang, "undated", "未注明")
    return clean(When.parse(item.date).show(lang, narrow=True))


def _why(item: Item, lang: Lang) -> str:
    return "; ".join(clean(remark.show(lang)) for remark in item.remarks)


def _shown(value: Any, lang: Lang) -> str:
    """A value of a field in one line; a text in all its languages, a row by what it says."""
    if value in (None, "", [], ()):
        return say(lang, "(nothing)", "（无）")
    if isinstance(value, dict):
        return " / ".join(f"{clean(code)}: {_quoted(text)}" for code, text in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(
            _row(one, lang) if isinstance(one, dict) else clean(str(one)) for one in value
        )
    return _quoted(value)


def _quoted(value: Any) -> str:
    return clean(" ".join(str(value).split()))


def _row(row: dict[str, Any], lang: Lang) -> str:
    """A reading or citation by its values."""
    words = []
    reading = reading_of(row) if "metric" in row else None
    if reading is not None:
        row = {key: value for key, value in row.items() if key not in _FIGURE}
        row = {"metric": row.pop("metric"), "figure": show_reading(reading, None, lang), **row}
    for key, value in row.items():
        if isinstance(value, dict):
            value = next(iter(value.values()), "")
        words.append(f"{key}={value}" if key in ("by", "note") else str(value))
    return _quoted(" ".join(words))


# What is said beside the table


def counts(found: Preview, lang: Lang) -> str:
    """How many are new, changed, the same and refused."""
    parts = []
    for sort in SORTS:
        count = found.count(sort)
        name = _SIGNS[sort][2 if lang == "en" else 3]
        parts.append(f"{count:,} {name}" if lang == "en" else f"{name} {count:,}")
    return (", " if lang == "en" else "，").join(parts)


def columns(reading: Reading, lang: Lang) -> Iterator[str]:
    """What each column was taken for, and what was left out of the file."""
    guessed = reading.guessed
    taken = [
        field if column == field else f"{_heading(column)} → {field}"
        for column, field in guessed.items()
        if field
    ]
    if taken:
        yield say(lang, "columns: ", "各列：") + clean(", ".join(taken))
    left = [
        _heading(column)
        for column, field in guessed.items()
        if not field and column.casefold() not in TOLD_ONLY
    ]
    if left:
        how = say(lang, " (--map 'COLUMN=field' takes one)", "（--map '列=字段' 可采用）")
        yield say(lang, "not taken: ", "未采用：") + clean(", ".join(left)) + how
    counted = [(name, count) for name, count in reading.left.most_common() if name not in guessed]
    if counted:
        parts = [f"{_heading(name)} ({count:,})" for name, count in counted[:_FEW]]
        more = ", …" if len(counted) > _FEW else ""
        yield say(lang, "left out: ", "略去：") + clean(", ".join(parts)) + more


def _heading(column: str) -> str:
    return cut(" ".join(column.split()), 30) or "(blank)"


def read_dates(readings: dict[str, When], lang: Lang) -> Iterator[str]:
    """How dates in words were read."""
    if not readings:
        return
    parts = []
    for words, when in list(readings.items())[:_FEW]:
        shown = when.show(lang)
        read = shown if str(when) in (shown, words) else f"{shown} · {when}"
        parts.append(clean(f"{words}: {read}"))
    more = len(readings) - len(parts)
    yield (
        say(lang, "dates read: ", "日期读作：")
        + "; ".join(parts)
        + (say(lang, f"; … {more:,} more", f"；… 另有 {more:,} 个") if more else "")
    )


def made_names(found: Preview, lang: Lang) -> Iterator[str]:
    """The new names, by table."""
    from events.editing.table_words import TABLES

    for table, rows in found.made.items():
        name = TABLES[table]
        ids = ", ".join(_made(row, lang) for row in rows[:_FEW])
        more = ", …" if len(rows) > _FEW else ""
        many = name.one if len(rows) == 1 else name.many
        yield say(
            lang,
            f"{len(rows):,} new {many}: {ids}{more}",
            f"新增{name.zh} {len(rows):,} 个：{ids}{more}",
        )


def _made(row: dict[str, Any], lang: Lang) -> str:
    id, owner = clean(str(row["id"])), clean(str(row.get("company", row.get("parent", ""))))
    return say(lang, f"{id} of {owner}", f"{id}（{owner}）") if owner else id


# JSON


def as_object(
    found: Preview, reading: Reading, dates: dict[str, When], lang: Lang
) -> dict[str, Any]:
    """The whole preview for JSON."""
    return {
        "counts": {sort: found.count(sort) for sort in SORTS},
        "columns": reading.guessed,
        "not_taken": dict(reading.left),
        "dates_read": {words: str(when) for words, when in dates.items()},
        "made": found.made,
        "items": [_item_object(item, lang) for item in found.items],
    }


def _item_object(item: Item, lang: Lang) -> dict[str, Any]:
    return {
        "line": item.line,
        "sort": item.sort,
        "id": item.id or None,
        "date": item.date or None,
        "title": in_language(item.title, lang) or None,
        "changes": [_change_object(change) for change in item.changes],
        "remarks": [remark.show(lang) for remark in item.remarks],
    }


def _change_object(change: FieldChange) -> dict[str, Any]:
    return {"field": change.field, "before": change.before, "after": change.after}
