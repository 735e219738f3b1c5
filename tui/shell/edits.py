"""The commands that edit a timeline: `dateline add`, `set`, `remove` and `rename`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.language import say
from tui.opening import did_you_mean, no_such_event
from tui.output import Failure, talk
from tui.shell import help_texts
from tui.shell.add import add
from tui.shell.changes import (
    agreed,
    assignments_of,
    editing,
    finish,
    how_told,
    need_yes,
    opened,
    refusals,
    selected_ids,
    selecting,
    some_of,
)
from tui.shell.options import complete_id
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from events.editing.changes import Change
    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import Lang
    from tui.shell.assigning import Assignment, Typed

_TABLES = ("company", "product", "kind", "metric", "source", "event")


@click.command("set", help=help_texts.SET, short_help="Change fields of events.")
@click.argument("given", nargs=-1, metavar="[ID]... FIELD=VALUE...", shell_complete=complete_id)
@selecting
@click.option("--shift", "by", metavar="STEP", help="Move the dates: 3d, -2w, 1mo, 1y.")
@click.option("--unknown", is_flag=True, help="Take names that the timeline does not know.")
@editing
@click.pass_context
def set_fields(
    ctx: click.Context,
    given: tuple[str, ...],
    query: str | None,
    yes: bool,
    by: str | None,
    unknown: bool,
    path: Path | None,
    dry_run: bool,
    as_object: bool,
    lang: str | None,
) -> None:
    """Change fields of events."""
    how = how_told(ctx, lang, dry_run, as_object)
    from tui.shell.assigning import Typed, assignment

    ids = [word for word in given if assignment(word) is None]
    assignments = assignments_of([word for word in given if assignment(word)], how.lang)
    if not assignments and by is None:
        raise click.UsageError(say(how.lang, "set what? field=value", "要改什么？字段=值"))
    days, months = (0, 0) if by is None else _shift(by, how.lang)
    timeline = opened(path, how.lang)
    reader = Typed(timeline, how.lang, unknown=unknown)
    keys = {reader.key(one.field) for one in assignments}
    if "id" in keys:
        raise Failure(
            say(
                how.lang,
                "an id is changed by `dateline rename event`",
                "改 id 请用 `dateline rename event`",
            )
        )
    if by is not None and "date" in keys:
        raise click.UsageError(
            say(how.lang, "either date=… or --shift", "date=… 与 --shift 只能选一")
        )
    selected = selected_ids(timeline, ids, query, how.lang)
    need_yes(selected, yes, how)
    change, changed = _changed(timeline, selected, reader, assignments, (days, months), how.lang)
    talk(*reader.remarks)
    if change and not agreed(selected, yes, how, ("Change", "修改")):
        ctx.exit(1)
    finish(change, changed, ("changed", "修改"), how)


def _shift(words: str, lang: Lang) -> tuple[int, int]:
    """The days and months that dates are to be moved by."""
    from tui.date_shifts import read_shift

    if (found := read_shift(words)) is None:
        raise Failure(
            say(
                lang,
                f"“{clean(words)}” is no shift: write 3d, -2w, 1mo or 1y",
                f"“{clean(words)}”不是移动量：请写 3d、-2w、1mo 或 1y",
            )
        )
    return found


def _changed(
    timeline: Timeline,
    ids: Sequence[str],
    reader: Typed,
    assignments: Sequence[Assignment],
    by: tuple[int, int],
    lang: Lang,
) -> tuple[Change, list[str]]:
    """The change, and the ids of the events that it does change."""
    from events import edits
    from events.dates.shifts import shifted
    from events.editing.refusals import FixedDates
    from events.toml.reshape import same

    days, months = by
    fixed: list[tuple[str, str]] = []
    changed: list[str] = []

    def new_fields(id: str, old: Data) -> Data:
        try:
            data = reader.assigned(old, assignments)
        except Failure as failure:
            raise Failure(
                f"{clean(id)}: {failure.message}" if len(ids) > 1 else failure.message
            ) from None
        if days or months:
            data["date"] = shifted(old.get("date"), days=days, months=months)
            if data["date"] is None:
                fixed.append((id, str(old.get("date", ""))))
        new = {
            key: data.get(key)
            for key in dict.fromkeys((*old, *data))
            if not same(old.get(key), data.get(key))
        }
        if "date" in new and str(new["date"]) == str(old.get("date")):
            del new["date"]  # the same date, which the file has as a TOML date or a number
        if new:
            changed.append(id)
        return new

    with refusals(lang):
        what = ", ".join(dict.fromkeys(reader.key(one.field) for one in assignments)) or "date"
        change = edits.change_each(timeline, ids, new_fields, what)
        if fixed:
            raise FixedDates(*fixed)
    return change, changed


# remove


@click.command("remove", help=help_texts.REMOVE, short_help="Remove events.")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_id)
@selecting
@editing
@click.pass_context
def remove(
    ctx: click.Context,
    ids: tuple[str, ...],
    query: str | None,
    yes: bool,
    path: Path | None,
    dry_run: bool,
    as_object: bool,
    lang: str | None,
) -> None:
    """Remove events."""
    how = how_told(ctx, lang, dry_run, as_object)
    timeline = opened(path, how.lang)
    selected = selected_ids(timeline, ids, query, how.lang)
    need_yes(selected, yes, how)
    from events import edits

    with refusals(how.lang):
        change = edits.remove(timeline, selected)
    if change and not agreed(selected, yes, how, ("Remove", "删除")):
        ctx.exit(1)
    finish(change, selected, ("removed", "删除"), how)
    gone = set(selected)
    left = [
        id
        for id, event in zip(timeline.id_of, timeline.events, strict=True)
        if id not in gone and not gone.isdisjoint(event.related)
    ]
    if left:
        talk(say(how.lang, "still named as related by: ", "仍被以下事件列为相关：") + some_of(left))


# rename


@click.command(
    "rename", help=help_texts.RENAME, short_help="Give something another id, everywhere."
)
@click.argument("table", type=click.Choice(_TABLES))
@click.argument("old")
@click.argument("new")
@editing
@click.pass_context
def rename(
    ctx: click.Context,
    table: str,
    old: str,
    new: str,
    path: Path | None,
    dry_run: bool,
    as_object: bool,
    lang: str | None,
) -> None:
    """Give something another id, everywhere."""
    how = how_told(ctx, lang, dry_run, as_object)
    timeline = opened(path, how.lang)
    from events.editing.rename import rename as renamed
    from events.editing.table_words import TABLES

    if table == "event" and old not in timeline.number_of:
        raise Failure(no_such_event(old, timeline.id_of, how.lang))
    if table != "event" and old not in timeline.names[table]:
        names = timeline.names[table]
        meant = names.resolve(old)
        near = did_you_mean(meant or old, names, how.lang)
        word, zh = clean(old), TABLES[table].zh
        words = say(how.lang, f"no {table} has the id “{word}”", f"没有 id 为“{word}”的{zh}")
        raise Failure(words + near)
    with refusals(how.lang):
        change = renamed(timeline, table, old, new)
    finish(change, [new], ("renamed", "改名"), how)


COMMANDS: dict[str, click.Command] = {
    "add": add,
    "set": set_fields,
    "remove": remove,
    "rename": rename,
}
