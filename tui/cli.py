"""The command `dateline`: reads the arguments, then imports what the asked command needs."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from events.finding import find_timeline, shipped
from tui.ascii_locale import leave_ascii_locale
from tui.caching import UserCache
from tui.language import say
from tui.opening import (
    count_words,
    did_you_mean,
    how_to_begin,
    is_there,
    language_of,
    matching,
    mention_errors,
    missing,
    no_such_event,
    open_timeline,
    refuse_other_formats,
    shown,
    terminal_width,
    typed,
)
from tui.output import Failure, as_json, has_screen, prepare_streams, talk, write
from tui.shell import click_words, help_texts
from tui.shell.fields import fields_asked, sort_keys
from tui.shell.help_lines import HelpContext
from tui.shell.options import (
    QueryCommand,
    complete_id,
    complete_query,
    joined,
    lang_option,
    path_option,
    view_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from events.when import Lang


# Commands whose module in `tui.shell` is imported when one of them is asked for.
_LATE = {
    "add": "edits",
    "diff": "past",
    "export": "exports",
    "import": "imports",
    "log": "past",
    "remove": "edits",
    "rename": "edits",
    "serve": "serve",
    "set": "edits",
}


class CommandOrPath(click.Group):
    """A group where whatever is no command is a path to explore."""

    context_class = HelpContext

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run the command line; what click says of it is in the language it asks for."""
        click_words.hear(args)
        return super().main(args, *more, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*self.commands, *_LATE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name in _LATE and cmd_name not in self.commands:
            from importlib import import_module

            self.commands.update(import_module(f"tui.shell.{_LATE[cmd_name]}").COMMANDS)
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.context_class = HelpContext
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `explore` where a command would stand, unless there is one or help is wanted."""
        at = 0
        asked = False
        while at < len(args) and args[at].startswith("-") and args[at] != "--":
            name = args[at].partition("=")[0]
            if name not in ("--lang", "--help", "-h", "--version"):
                break
            asked = asked or name != "--lang"
            at += 2 if args[at] == "--lang" else 1
        commandless = at >= len(args) or args[at] not in self.list_commands(ctx)
        if commandless and not asked and not (ctx.resilient_parsing and at >= len(args)):
            args = [*args[:at], "explore", *args[at:]]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, or else files and folders."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]


def _version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("dateline")
    except PackageNotFoundError:
        number = "(not installed)"
    write([f"dateline {number}\n"])
    ctx.exit()


@click.group(
    cls=CommandOrPath,
    help=help_texts.DATELINE,
    subcommand_metavar="[PATH | COMMAND [ARGS]...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@lang_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Print the version.",
)
@click.pass_context
def cli(ctx: click.Context, lang: str | None) -> None:
    """Open the explorer, or run a command."""
    ctx.obj = lang


@cli.command(help=help_texts.EXPLORE, short_help="Explore on the screen; the same as no command.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("-q", "--query", default="", help="What to show first, as in the query line.")
@view_option("Show a saved view first; with --query only what it finds there.")
@click.option("--read-only", is_flag=True, help="Look only: no event file is changed.")
@click.option("--served", is_flag=True, hidden=True)  # to a browser, by `dateline serve`
@lang_option
@click.pass_context
def explore(
    ctx: click.Context,
    path: Path | None,
    query: str,
    view: str | None,
    read_only: bool,
    served: bool,
    lang: str | None,
) -> None:
    """Explore a timeline on the screen."""
    found = find_timeline(path)
    chosen = lang or ctx.obj
    if not is_there(found.path):
        commands = cli.list_commands(ctx) if path else ()
        language = language_of(chosen)
        near = did_you_mean(str(path), commands, language)
        raise Failure(missing(found.path, language) + (near or how_to_begin(path, language)))
    refuse_other_formats(found.path, language_of(chosen))
    if not served and not has_screen():
        raise Failure(
            say(
                language_of(chosen),
                "exploring needs a terminal that can draw; `dateline list` prints everywhere",
                "浏览需要能绘制画面的终端；其他场合请用 `dateline list`",
            )
        )
    from tui.app import run

    ctx.exit(
        run(
            found.path,
            query=query,
            view=view,
            access="look" if read_only else "copy" if found.shipped else "edit",
            lang=cast("Lang | None", chosen),
        )
    )


@cli.command(
    "list", cls=QueryCommand, help=help_texts.LIST, short_help="List the events that a query finds."
)
@click.argument("query", nargs=-1, callback=joined, shell_complete=complete_query)
@path_option
@click.option("--json", "form", flag_value="json", help="A JSON array of whole events.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV to read in a spreadsheet.")
@click.option("--ids", "form", flag_value="ids", help="The events' ids alone.")
@click.option(
    "--fields", metavar="A,B,…", callback=fields_asked, help="These fields, in this order."
)
@click.option(
    "--sort",
    metavar="A,B,…",
    help="Order by fields or metrics; -A is descending. Events without it come last.",
)
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="At most N events.")
@view_option("The events of a saved view; with a QUERY those of them that it finds.")
@lang_option
@click.pass_context
def list_events(
    ctx: click.Context,
    query: str,
    path: Path | None,
    form: str | None,
    fields: list[str] | None,
    sort: str | None,
    limit: int | None,
    view: str | None,
    lang: str | None,
) -> None:
    """List the events that a query finds."""
    language, cache = language_of(lang or ctx.obj), UserCache()
    timeline = open_timeline(find_timeline(path).path, language, cache)
    if view is not None:
        from tui.views_by_name import both_queries, view_named

        query = both_queries(view_named(timeline, view, language), query)
    numbers = matching(timeline, query, language)
    found = len(numbers)
    from tui.shell import listing

    if keys := sort_keys(sort, timeline):
        numbers = listing.in_order(timeline, numbers, keys, language)
    if limit is not None:
        numbers = numbers[:limit]
    if form == "json":
        write(listing.json_array(timeline, numbers, fields))
    elif form == "jsonl":
        write(listing.json_lines(timeline, numbers, fields))
    elif form == "csv":
        write(listing.comma_separated(timeline, numbers, language, fields or listing.FIELDS))
    elif form == "ids":
        write(listing.ids(timeline, numbers))
    else:
        width = terminal_width() if sys.stdout.isatty() else None
        columns = fields or listing.COLUMNS
        write(listing.table(timeline, numbers, language, fields=columns, width=width))
    talk(count_words(found, len(timeline), len(numbers), language))
    mention_errors(timeline, language)
    cache.keep(timeline)


@cli.command(help=help_texts.SHOW, short_help="Show one event.")
@click.argument("event_id", metavar="ID", shell_complete=complete_id)
@path_option
@click.option("--json", "as_object", is_flag=True, help="The event as a JSON object.")
@lang_option
@click.pass_context
def show(
    ctx: click.Context, event_id: str, path: Path | None, as_object: bool, lang: str | None
) -> None:
    """Show one event."""
    language, cache = language_of(lang or ctx.obj), UserCache()
    timeline = open_timeline(find_timeline(path).path, language, cache)
    number = timeline.number_of.get(event_id)
    if number is None:
        raise Failure(no_such_event(event_id, timeline.id_of, language))
    if as_object:
        from events.exports.event_object import event_object

        write([as_json(event_object(timeline, number)) + "\n"])
        return
    from tui.widgets.event_text import event_lines

    width = terminal_width() if sys.stdout.isatty() else None
    write(line.text.rstrip() + "\n" for line in event_lines(timeline, number, language, width))
    mention_errors(timeline, language)
    cache.keep(timeline)


@cli.command(help=help_texts.CHECK, short_help="Find problems in the event files.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings and remarks too.")
@click.option("--json", "as_array", is_flag=True, help="A JSON array of problems.")
@lang_option
@click.pass_context
def check(
    ctx: click.Context, path: Path | None, strict: bool, as_array: bool, lang: str | None
) -> None:
    """Find every problem in the event files."""
    language = language_of(lang or ctx.obj)
    place = find_timeline(path).path
    timeline = open_timeline(place, language)
    from events.checks import check as find_problems
    from tui.shell.checking import problem_lines, summary

    problems = find_problems(timeline)
    if as_array:
        write([as_json([problem.as_dict(language) for problem in problems]) + "\n"])
    else:
        write(problem_lines(place, problems, language))
    talk(summary(timeline, problems, language))
    if not timeline.files:
        mention_errors(timeline, language)
    if any(strict or problem.level == "error" for problem in problems):
        ctx.exit(1)


@cli.command(help=help_texts.INIT, short_help="Start a new timeline.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", metavar="TEXT", help="What the timeline is called.")
@click.option("--copy", is_flag=True, help="Copy the timeline shipped with dateline.")
@lang_option
@click.pass_context
def init(ctx: click.Context, folder: Path, title: str, copy: bool, lang: str | None) -> None:
    """Start a timeline in a folder."""
    language = language_of(lang or ctx.obj)
    if title and copy:
        raise click.UsageError(
            say(language, "either --title or --copy", "--title 与 --copy 只能选一")
        )
    from tui import new_timeline

    if copy:
        files = new_timeline.copied_files(shipped())
    else:
        files = new_timeline.starting_files(title, language)
    try:
        written = new_timeline.write_new(folder, files)
    except FileExistsError as error:
        raise Failure(
            say(
                language,
                f"{shown(Path(error.filename))} is there already; nothing was written",
                f"{shown(Path(error.filename))} 已存在，未写入任何文件",
            )
        ) from None
    except OSError as error:
        raise Failure(f"{shown(folder)}: {error.strerror or error}") from None
    write(f"{shown(file)}\n" for file in written)
    talk(say(language, f"Explore it: dateline {typed(folder)}", f"浏览：dateline {typed(folder)}"))


@cli.command(help=help_texts.SCHEMA, short_help="Print the JSON Schema, for editors.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to a file, which may be there already.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of event files."""
    from tui.new_timeline import schema_text

    if output is None:
        write([schema_text()])
        return
    try:
        output.write_text(schema_text(), "utf-8")
    except OSError as error:
        raise Failure(f"{shown(output)}: {error.strerror or error}") from None


@cli.command(help=help_texts.COMPLETION, short_help="Print a shell's completion script.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a shell's completion script."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    write([script(cli, {}, "dateline", "_DATELINE_COMPLETE").source() + "\n"])


def main() -> None:
    """Run the command line; the entry point.

    What a command makes is kept to its end: looking for garbage while modules are imported, and
    once more at the end, would only take time.
    """
    leave_ascii_locale()
    gc.disable()
    prepare_streams()
    try:
        cli.main(prog_name="dateline")
    finally:
        gc.freeze()
