"""`dateline add`: one event by its options, or many as JSON on stdin."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui.language import say
from tui.output import Failure, talk
from tui.shell import help_texts
from tui.shell.changes import assignments_of, editing, finish, how_told, opened, refusals
from tui.shell.click_words import asked_language
from tui.text import clean

if TYPE_CHECKING:
    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import Lang
    from tui.shell.assigning import Assignment, Typed

F = TypeVar("F", bound=Callable[..., Any])

_CODE = re.compile(r"(en|zh)=(.*)", re.DOTALL)
# The options of `add`: the field of each, how it is assigned, and its help.
_OPTIONS = {
    "--id": ("id", "=", "Its id. [default: made of date and title]"),
    "--date": ("date", "=", "EDTF or words: 2025-11, 去年末, 'early November 2025'."),
    "--title": ("title", "=", "The title; also en=… or zh=…, several times."),
    "--title-en": ("title.en", "=", "The title in English."),
    "--title-zh": ("title.zh", "=", "The title in Chinese."),
    "--summary": ("summary", "=", "A few sentences; also en=…, zh=…"),
    "--note": ("note", "=", "Your own remark; also en=…, zh=…"),
    "--kind": ("kind", "=", "What sort of event."),
    "--status": ("status", "=", "reported, announced, planned, forecast, disputed, withdrawn."),
    "--company": ("companies", "+=", "A company; several times for more."),
    "--product": ("products", "+=", "A product."),
    "--tag": ("tags", "+=", "A free word."),
    "--related": ("related", "+=", "The id of another event."),
    "--reading": ("readings", "+=", "A figure: 'mau qwen-app >1亿 by=Alibaba'."),
    "--source": ("citations", "+=", "Where it is written: 'bright-2026-01:§4 ¶4'."),
}


def _field_options(command: F) -> F:
    for name, (field, sign, explained) in reversed(_OPTIONS.items()):
        many = sign == "+=" or field in ("title", "summary", "note")
        metavar = field.partition(".")[0].upper() if not many else "TEXT"
        option = click.option(name, multiple=many, metavar=metavar, help=explained)
        command = option(command)
    return command


@click.command("add", help=help_texts.ADD, short_help="Add events.")
@click.argument("given", nargs=-1, metavar="[FIELD=VALUE]... [-]")
@_field_options
@click.option("-f", "--file", help="The file, by its name in the timeline; it may be new.")
@click.option("--make-names", is_flag=True, help="Make names that the timeline does not know.")
@click.option("--unknown", is_flag=True, help="Take them as they are, without making them.")
@editing
@click.pass_context
def add(
    ctx: click.Context,
    /,
    given: tuple[str, ...],
    path: Path | None,
    file: str | None,
    make_names: bool,
    unknown: bool,
    dry_run: bool,
    as_object: bool,
    lang: str | None,
    **typed: Any,
) -> None:
    """Add events."""
    how = how_told(ctx, lang, dry_run, as_object)
    assignments = _option_assignments(typed)
    assignments += assignments_of([word for word in given if word != "-"], how.lang)
    if not assignments and "-" not in given:
        raise click.UsageError(
            say(how.lang, "what event? e.g. --title …; or - for JSON", "请给出字段；JSON 请用 -")
        )
    objects = _read_objects(how.lang) if "-" in given else [{}]
    timeline = opened(path, how.lang)
    from events import edits
    from tui.shell.assigning import Typed

    reader = Typed(timeline, how.lang, unknown=unknown, make=make_names)
    rows = _rows(reader, objects, assignments, how.lang)
    if "-" not in given and not rows[0].get("title"):
        raise Failure(say(how.lang, "an event needs a title", "事件需要标题"))
    _give_ids(timeline, rows)
    with refusals(how.lang):
        batch = edits.Batch(timeline)
    name = _file_name(timeline, file)
    for row in rows:
        reader.new.give_owners(row)
    for table, data in reader.new.tables:
        with refusals(how.lang):
            batch.add(table, data)
    for nth in sorted(range(len(rows)), key=lambda nth: _order(rows[nth])):
        with _of_event(nth, rows, how.lang), refusals(how.lang):
            batch.add("event", rows[nth], file=name)
    with refusals(how.lang):
        change = batch.done()
    talk(*reader.remarks)
    finish(change, [str(row["id"]) for row in rows], ("added", "新增"), how)


def _option_assignments(typed: Mapping[str, Any]) -> list[Assignment]:
    from tui.shell.assigning import Assignment

    found: list[Assignment] = []
    for name, (field, sign, _) in _OPTIONS.items():
        value = typed[name[2:].replace("-", "_")]
        for text in value if isinstance(value, tuple) else (value,):
            if not text:
                continue
            key, _, language = field.partition(".")
            code = _CODE.fullmatch(text) if field in ("title", "summary", "note") else None
            found.append(
                Assignment(key, *((code[1], sign, code[2]) if code else (language, sign, text)))
            )
    return sorted((_placed(one, found) for one in found), key=lambda one: one.language)


def _placed(one: Assignment, others: Sequence[Assignment]) -> Assignment:
    """A text without a language beside one that has it is in the other language."""
    codes = {other.language for other in others if other.field == one.field and other.language}
    if one.language or not codes:
        return one
    if codes >= {"en", "zh"}:
        raise click.UsageError(
            say(
                asked_language(),
                f"--{one.field}: en, zh, and one without a language",
                f"--{one.field}：已有 en 和 zh，又有一个未注明语言",
            )
        )
    return one._replace(language="zh" if "en" in codes else "en")


def _read_objects(lang: Lang) -> list[Any]:
    """The events on stdin: an object, an array, or an object a line."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
        try:
            found = json.loads(text)
        except json.JSONDecodeError as error:
            if error.msg != "Extra data":
                raise
            found = [json.loads(line) for line in text.split("\n") if line.strip()]
    except RecursionError:
        raise Failure(say(lang, "stdin is nested too deeply", "标准输入嵌套过深")) from None
    except ValueError as error:
        words = clean(str(error))
        raise Failure(
            say(lang, f"stdin is no JSON: {words}", f"标准输入不是 JSON：{words}")
        ) from None
    return found if isinstance(found, list) else [found]


def _rows(
    reader: Typed, objects: Sequence[Any], assignments: Sequence[Assignment], lang: Lang
) -> list[Data]:
    from events.editing.drafts import check, plain

    ids = (given.get("id") for given in objects if isinstance(given, dict))
    reader.coming.update(id for id in ids if isinstance(id, str))
    rows: list[Data] = []
    for nth, given in enumerate(objects):
        with _of_event(nth, objects, lang), refusals(lang):
            row = reader.assigned(reader.event(given), assignments)
            check("event", {}, plain(row))
            rows.append(row)
    return rows


@contextmanager
def _of_event(nth: int, all_events: Sequence[Any], lang: Lang) -> Iterator[None]:
    """Let a failure say which of several events it is about."""
    try:
        yield
    except Failure as failure:
        if len(all_events) == 1:
            raise
        where = say(lang, f"event {nth + 1}: ", f"第 {nth + 1} 个事件：")
        raise Failure(where + failure.message) from None


def _give_ids(timeline: Timeline, rows: Sequence[Data]) -> None:
    """Give an id to each that has none; no two of them the same."""
    from events.edits import new_id

    taken = {str(row["id"]) for row in rows if "id" in row}
    for row in rows:
        if "id" not in row:
            made = id = new_id(timeline, "event", row)
            count = 1
            while id in taken or id in timeline.number_of:
                count += 1
                id = f"{made}-{count}"
            taken.add(id)
            row["id"] = id


def _order(row: Data) -> tuple[bool, Any]:
    from events.editing.drafts import when_of

    when = when_of(row)
    return (when is None, when.key if when else ())


def _file_name(timeline: Timeline, file: str | None) -> str | None:
    """The name of a file as the timeline has it; it may be given as a path from here."""
    if file is None or any(known.name == file for known in timeline.files):
        return file
    here = Path(file).absolute()
    return next((known.name for known in timeline.files if known.path == here), file)
