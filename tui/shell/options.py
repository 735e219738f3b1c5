"""What several commands share: a query as arguments, options, and what the shell completes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from events.finding import find_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

F = TypeVar("F", bound="Callable[..., Any]")

_ESCAPE = "\x00"
# An argument that looks like an option and is a part of a query: -kind:stock, -千问, -"free order".
_MINUS_TERM = r"-(?:[^\W\d_][\w-]+[:：<>=≥≤]|[^\x00-\x7f]|[\"(])"


class QueryCommand(click.Command):
    """A command whose argument is a query: a term that begins with a minus is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the minus of such terms while the options are read."""
        taking = {name for o in self.params if not getattr(o, "is_flag", True) for name in o.opts}
        end = args.index("--") if "--" in args else len(args)
        terms = [
            _ESCAPE + arg if re.match(_MINUS_TERM, arg) and before not in taking else arg
            for before, arg in zip(["", *args], args[:end], strict=False)
        ]
        return super().parse_args(ctx, terms + args[end:])


def joined(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str:
    """The query from the words of the command line."""
    return " ".join(word.removeprefix(_ESCAPE) for word in words)


def lang_option(command: F) -> F:
    """Add ``--lang`` to a command."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        help="Language of names, titles and messages. [default: your settings', or the locale's]",
    )(command)


def path_option(command: F) -> F:
    """Add ``--path`` to a command."""
    return click.option(
        "-p",
        "--path",
        type=click.Path(path_type=Path),
        help="The timeline: a folder or an event file. [default: as for `dateline` itself]",
    )(command)


def complete_query(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a query of the timeline that is meant."""
    from tui.shell.completing import query_completions

    return query_completions(find_timeline(ctx.params.get("path")).path, incomplete)


def complete_id(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the id of an event of the timeline that is meant."""
    from tui.shell.completing import id_completions

    return id_completions(find_timeline(ctx.params.get("path")).path, incomplete)


def complete_view(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a saved view of the timeline that is meant."""
    from tui.shell.completing import view_completions

    return view_completions(find_timeline(ctx.params.get("path")).path, incomplete)


def view_option(words: str) -> Callable[[F], F]:
    """Add ``--view`` to a command, with its help."""
    return click.option("--view", metavar="NAME", shell_complete=complete_view, help=words)
