"""What the editing commands share: their options, which events are meant, writing and telling."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from events.finding import find_timeline
from tui.language import say
from tui.opening import language_of, matching, no_such_event, open_timeline
from tui.output import Failure, Role, as_json, has_terminal, paint, talk, write
from tui.shell.options import complete_query, lang_option, path_option
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from events.editing.changes import Change
    from events.timeline import Timeline
    from events.when import Lang
    from tui.shell.assigning import Assignment

F = TypeVar("F", bound="Callable[..., Any]")

_DIFF_ROLES: dict[str, Role] = {"+": "value", "-": "error", "@": "quiet"}
_SHOWN = 5  # ids named in a question or remark


class How(NamedTuple):
    """What all of these commands are told."""

    lang: Lang
    dry_run: bool
    json: bool


def editing(command: F) -> F:
    """Add the options that all these commands have."""
    for option in (
        lang_option,
        click.option("--json", "as_object", is_flag=True, help="Print what was done as JSON."),
        click.option("-n", "--dry-run", is_flag=True, help="Print the diff, write nothing."),
        path_option,
    ):
        command = option(command)
    return command


def selecting(command: F) -> F:
    """Add the options that choose among events."""
    for option in (
        click.option("-y", "--yes", is_flag=True, help="Do it to more than one event unasked."),
        click.option(
            "-q", "--query", shell_complete=complete_query, help="The events that it finds."
        ),
    ):
        command = option(command)
    return command


def how_told(ctx: click.Context, lang: str | None, dry_run: bool, as_object: bool) -> How:
    """Gather what the options say, and the language that holds."""
    return How(language_of(lang or ctx.obj), dry_run, as_object)


def assignments_of(words: Sequence[str], lang: Lang) -> list[Assignment]:
    """The words as assignments; one that is none is wrong usage."""
    from tui.shell.assigning import assignment

    found = []
    for word in words:
        one = assignment(word)
        if one is None:
            shown = clean(word)
            raise click.UsageError(
                say(lang, f"“{shown}” is not field=value", f"“{shown}”不是 字段=值")
            )
        found.append(one)
    return found


def opened(path: Path | None, lang: Lang) -> Timeline:
    """The timeline to edit; the shipped one only where it was named."""
    found = find_timeline(path)
    if found.shipped:
        from events.editing.refusals import Shipped

        raise Failure(Shipped(found.path).show(lang))
    return open_timeline(found.path, lang)


@contextmanager
def refusals(lang: Lang) -> Iterator[None]:
    """Tell a refused edit as a failure of the command."""
    from events.editing.refusals import Refusal

    try:
        yield
    except Refusal as refusal:
        raise Failure(clean(refusal.show(lang))) from None
    except RecursionError:
        raise Failure(say(lang, "that is nested too deeply", "嵌套过深")) from None


def selected_ids(
    timeline: Timeline, ids: Sequence[str], query: str | None, lang: Lang
) -> list[str]:
    """The ids of the events meant, each once."""
    if query is None:
        if not ids:
            raise click.UsageError(
                say(
                    lang,
                    "which events? name their IDs, or --query",
                    "哪些事件？请给出 ID 或 --query",
                )
            )
        for id in ids:
            if id not in timeline.number_of:
                raise Failure(no_such_event(id, timeline.id_of, lang))
        return list(dict.fromkeys(ids))
    if ids:
        raise click.UsageError(say(lang, "either IDs or --query", "ID 与 --query 只能选一"))
    if not query.strip():  # a script's empty variable must not mean every event
        raise Failure(say(lang, "the query is empty", "查询为空"))
    return [timeline.id_of[number] for number in matching(timeline, query, lang)]


def need_yes(ids: Sequence[str], yes: bool, how: How) -> None:
    """Refuse more than one event without --yes where nobody can be asked."""
    if len(ids) > 1 and not (yes or how.dry_run or has_terminal()):
        raise Failure(
            say(how.lang, f"{len(ids):,} events: say --yes", f"共 {len(ids):,} 个事件：请加 --yes")
        )


def agreed(ids: Sequence[str], yes: bool, how: How, what: tuple[str, str]) -> bool:
    """Whether it is to be done to so many events, asked on the terminal if need be."""
    if len(ids) == 1 or yes or how.dry_run:
        return True
    talk(some_of(ids))
    words = say(how.lang, f"{what[0]} {len(ids):,} events?", f"{what[1]} {len(ids):,} 个事件？")
    if click.confirm(words, err=True):
        return True
    talk(say(how.lang, "nothing changed", "未作改动"))
    return False


def some_of(ids: Sequence[str]) -> str:
    """A few of the ids, for a sentence."""
    return ", ".join(map(clean, ids[:_SHOWN])) + (", …" if len(ids) > _SHOWN else "")


def finish(change: Change, ids: Sequence[str], done: tuple[str, str], how: How) -> None:
    """Write the files, or print the diff; then print what was done, and say it."""
    files = [file.name for file in change.files]
    if not change:
        ids = []
    if not how.dry_run:
        with refusals(how.lang):
            change.apply()
    if how.json:
        told: dict[str, Any] = {"ids": list(ids), "files": files, "dry_run": how.dry_run}
        if how.dry_run:
            told["diff"] = change.diff()
        write([as_json(told) + "\n"])
    elif how.dry_run:
        write(_diff(change))
    else:
        write(f"{clean(id)}\n" for id in ids)
    if not change:
        talk(say(how.lang, "nothing changed", "未作改动"))
    elif how.dry_run:
        talk(say(how.lang, "nothing was written (--dry-run)", "未写入任何内容（--dry-run）"))
    else:
        count = "1" if len(ids) == 1 else f"{len(ids):,}"
        where = clean(", ".join(files))
        talk(say(how.lang, f"{done[0]} {count}: {where}", f"已{done[1]} {count} 个：{where}"))


def _diff(change: Change) -> Iterator[str]:
    """The diff: as it is into a file or pipe, on a terminal cleaned and in colour."""
    text = change.diff()
    if not sys.stdout.isatty():
        yield text
        return
    for line in text.split("\n")[:-1]:
        role = _DIFF_ROLES.get(line[:1])
        shown = clean(line)
        yield (paint(shown, role) if role else shown) + "\n"
