"""`dateline import`: events from the files that other programs write, previewed, then written."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from events.imports.formats import FORMATS
from tui.language import say
from tui.opening import language_of, shown
from tui.output import Failure
from tui.shell import import_help
from tui.shell.changes import opened
from tui.shell.click_words import asked_language
from tui.shell.options import lang_option, path_option
from tui.text import clean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from events.imports.records import Order
    from events.timeline import Timeline
    from events.when import Lang

_SAMPLE = re.compile(r"[^\w-]+")
_GROUPS = {"tag": "tags", "company": "companies", "product": "products", "kind": "kind", "none": ""}
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}


def _columns(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """The pairs of ``--map``; a heading may hold a = itself."""
    found = {}
    for pair in given:
        column, sign, field = pair.rpartition("=")
        if not sign or not column.strip():
            lang = asked_language()
            raise click.BadParameter(
                say(lang, f"{pair!r} is not COLUMN=FIELD", f"“{pair}”不是 列=字段")
            )
        found[column.strip()] = field.strip()
    return found


def _separator(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    found = _SEPARATORS.get(given, given) if given is not None else None
    if found is not None and (len(found) != 1 or found in '"\r\n'):
        raise click.BadParameter(
            say(
                asked_language(),
                "one character, or tab, comma, semicolon, bar",
                "一个字符，或 tab、comma、semicolon、bar",
            )
        )
    return found


def _complete_file(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a file of the timeline that is meant."""
    from tui.shell.completing import file_completions

    return file_completions(_place(ctx), incomplete)


def _complete_source(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the id of a source of the timeline that is meant."""
    from tui.shell.completing import name_completions

    return name_completions(_place(ctx), "source", incomplete)


def _complete_map(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the field behind the = of a column."""
    from click.shell_completion import CompletionItem

    from events.imports.columns import FIELDS

    column, sign, part = incomplete.rpartition("=")
    fields = [field for field in FIELDS if field.startswith(part)] if sign else []
    return [CompletionItem(f"{column}={field}") for field in fields]


def _place(ctx: click.Context) -> Path:
    from events.finding import find_timeline

    return find_timeline(ctx.params.get("path")).path


@click.command("import", help=import_help.IMPORT, short_help="Take events from other files.")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--into",
    metavar="NAME",
    shell_complete=_complete_file,
    help="The file of the timeline for new events; it may be new. [default: named after FILE]",
)
@click.option("-f", "--format", type=click.Choice(FORMATS), help="[default: by name and content]")
@click.option(
    "-m",
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    callback=_columns,
    shell_complete=_complete_map,
    help="What a column is, by heading or number; `COLUMN=` leaves it out.",
)
@click.option(
    "--separator", metavar="SIGN", callback=_separator, help="Of the cells of a CSV file."
)
@click.option("--encoding", metavar="NAME", help="gb18030, big5, cp1252, … [default: UTF-8]")
@click.option(
    "--dates",
    "order",
    type=click.Choice(["dmy", "mdy"]),
    help="What comes first in 03/04/2025; without it such dates are refused.",
)
@click.option(
    "--on",
    "said_on",
    metavar="DAY",
    help="The day that “last week”, 去年末, or a date without a year is counted from.",
)
@click.option(
    "--group",
    type=click.Choice(list(_GROUPS)),
    default="tag",
    show_default=True,
    help="What the groups of Markwhen and TimelineJS become.",
)
@click.option(
    "--source",
    metavar="ID",
    shell_complete=_complete_source,
    help="Cite all events to this source.",
)
@click.option("--source-title", metavar="TEXT", help="… or to one of this title, made if need be,")
@click.option("--source-publisher", metavar="TEXT", help="  with its publisher,")
@click.option("--source-author", metavar="TEXT", help="  its author,")
@click.option("--source-url", metavar="URL", help="  its address,")
@click.option("--source-published", metavar="DATE", help="  when it came out,")
@click.option("--source-language", metavar="CODE", help="  and its language.")
@click.option(
    "--make-names",
    is_flag=True,
    help="Make the companies, products, kinds, metrics and sources that are not known.",
)
@click.option("-y", "--yes", is_flag=True, help="Write it; without this nothing is written.")
@click.option("-n", "--dry-run", is_flag=True, hidden=True)  # as of other commands; the default
@click.option("--json", "as_json_object", is_flag=True, help="The preview as JSON.")
@path_option
@lang_option
@click.pass_context
def import_file(
    ctx: click.Context,
    /,
    file: Path,
    into: str | None,
    format: str | None,
    columns: dict[str, str],
    separator: str | None,
    encoding: str | None,
    order: str | None,
    said_on: str | None,
    group: str,
    source: str | None,
    make_names: bool,
    yes: bool,
    dry_run: bool,
    as_json_object: bool,
    path: Path | None,
    lang: str | None,
    **told: str | None,
) -> None:
    """Import a file."""
    language = language_of(lang or ctx.obj)
    from tui.shell.importing import Import, SourceTold

    about = SourceTold(**{key.removeprefix("source_"): value for key, value in told.items()})
    if source and about.title:
        raise click.UsageError(say(language, "either --source or --source-title",
                                   "--source 与 --source-title 只能选一"))  # fmt: skip
    if any(about) and not about.title:
        raise click.UsageError(say(language, "which source? --source-title",
                                   "哪个来源？请加 --source-title"))  # fmt: skip
    data = _bytes(file, language)
    timeline = opened(path, language)
    from events.imports.records import Reading

    reading = Reading(
        order=cast("Order | None", order),
        group=_GROUPS[group],
        columns=columns,
        separator=separator,
        names=timeline.names,
    )
    run = Import(timeline, reading, language, quiet=as_json_object)
    reading.day = run.day(said_on)
    name = "stdin" if str(file) == "-" else file.name
    found = run.preview(data, name, format, encoding, source, about, make=make_names)
    target = _into(timeline, into, file, language)
    run.write(found, target, yes=yes and not dry_run)
    run.tell(found, target, file, as_object=as_json_object)
    if found.count("refused"):
        ctx.exit(1)


def _bytes(file: Path, lang: Lang) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        words = say(lang, f"there is no file {shown(file)}", f"没有文件 {shown(file)}")
        raise Failure(words) from None
    except OSError as error:
        raise Failure(f"{shown(file)}: {error.strerror or error}") from None


def _into(timeline: Timeline, into: str | None, file: Path, lang: Lang) -> str:
    """The name of the file for new events, as the timeline has it."""
    from events.files import OF_OTHERS

    if into in OF_OTHERS:
        raise Failure(
            f"{clean(into)}: " + say(lang, "that is a file of other tools", "这是其他工具的文件")
        )
    if into is not None:
        here = Path(os.path.abspath(into))
        for known in timeline.files:
            if known.path == here:
                return known.name
        root = Path(os.path.abspath(timeline.root))
        # As a shell completes it: a path from here that leads into the timeline's folder.
        from_here = Path(into).parent != Path() and root in here.parents
        return here.relative_to(root).as_posix() if from_here else into
    if not timeline.root.is_dir():
        return timeline.root.name
    name = _SAMPLE.sub("-", file.stem).strip("-") if str(file) != "-" else ""
    made = f"{name or 'imported'}.toml"
    return f"events-{made}" if made in OF_OTHERS else made


COMMANDS: dict[str, click.Command] = {"import": import_file}
