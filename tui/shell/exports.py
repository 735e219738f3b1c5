"""The command `dateline export`: a selection of events in a form that other tools read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.exports.formats import FORMATS
from events.finding import find_timeline
from tui.caching import UserCache
from tui.language import say
from tui.opening import (
    count_words,
    language_of,
    matching,
    mention_errors,
    open_timeline,
    shown,
)
from tui.output import Failure, talk, write, write_bytes
from tui.shell import help_texts
from tui.shell.options import (
    QueryCommand,
    complete_query,
    joined,
    lang_option,
    path_option,
    view_option,
)
from tui.text import clean, clean_lines
from tui.views_by_name import both_queries, view_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.exports.formats import Format
    from events.exports.selection import Export, PictureLook
    from events.lanes import LaneField
    from events.when import Lang


@click.command(
    "export",
    cls=QueryCommand,
    help=help_texts.EXPORT,
    short_help="Write events in a form for other tools.",
)
@click.argument("format", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("query", nargs=-1, callback=joined, shell_complete=complete_query)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write; - is stdout. [default: stdout]",
)
@click.option(
    "--look",
    type=click.Choice(["lanes", "chart"]),
    help="What an svg shows. [default: lanes]",
)
@click.option(
    "--by",
    type=click.Choice(["company", "product", "kind", "source", "tag"]),
    help="What the lanes of an svg or html are. [default: company]",
)
@view_option("The events of a saved view, and its look; with a QUERY those of them it finds.")
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@path_option
@lang_option
@click.pass_context
def export(
    ctx: click.Context,
    format: str,
    query: str,
    output: Path | None,
    look: PictureLook | None,
    by: LaneField | None,
    view: str | None,
    force: bool,
    path: Path | None,
    lang: str | None,
) -> None:
    """Export the events that a query finds."""
    language = language_of(lang or ctx.obj)
    _check(format, look, by, language)
    timeline = open_timeline(find_timeline(path).path, language, UserCache())
    if view is not None:
        saved = view_named(timeline, view, language)
        query = both_queries(saved, query)
        look = look or ("chart" if saved.look == "chart" and not by else None)
    numbers = matching(timeline, query, language)
    from events.exports.selection import Selection
    from events.when import today
    from tui.exporting import encoded, in_the_way, written_words

    form = FORMATS[format]
    if str(output) == "-":
        output = None
    if output is not None and (why := in_the_way(timeline, form, output, language)):
        raise Failure(f"{shown(output)}: {why}")
    selection = Selection(
        timeline,
        numbers,
        language,
        query.strip(),
        today(),
        look=look or "lanes",
        by=by or "company",
    )
    exported = form.export(selection)
    if output is None:
        if sys.stdout.isatty():
            write(_for_the_eye(exported.pieces))
        else:
            write_bytes(encoded(exported))
    else:
        _write(exported, form, output, force, language)
    if output is None or len(numbers) < len(timeline):
        talk(count_words(len(numbers), len(timeline), len(numbers), language))
    for remark in exported.remarks:
        talk(clean(remark.show(language)))
    if output is not None:
        talk(written_words(len(numbers) - exported.missing, output, language))
    mention_errors(timeline, language)


def _check(format: str, look: str | None, by: str | None, lang: Lang) -> None:
    """Refuse options that the format has no use for."""
    if look and format != "svg":
        raise click.UsageError(say(lang, "--look is for svg only", "--look 只用于 svg"))
    if by and format not in ("svg", "html"):
        words = say(lang, "--by is for svg and html only", "--by 只用于 svg 和 html")
        raise click.UsageError(words)
    if by and look == "chart":
        raise click.UsageError(say(lang, "--by is for lanes only", "--by 只用于泳道图"))


def _for_the_eye(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without anything that a terminal would act on."""
    for piece in pieces:
        yield "\n".join(clean_lines(piece))


def _write(exported: Export, form: Format, path: Path, force: bool, lang: Lang) -> None:
    from events.editing.refusals import Refusal
    from tui.exporting import write_file

    name = shown(path)
    try:
        write_file(exported, form, path, replace=force)
    except FileExistsError:
        raise Failure(
            say(
                lang,
                f"{name} is there already; nothing was written (--force replaces it)",
                f"{name} 已存在，未写入任何内容（--force 可覆盖）",
            )
        ) from None
    except Refusal as refusal:
        raise Failure(clean(refusal.show(lang))) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise Failure(f"{name}: {clean(why)}") from None


COMMANDS: dict[str, click.Command] = {"export": export}
