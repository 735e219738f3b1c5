"""The commands that compare: `dateline diff` and `dateline log`."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.finding import find_timeline
from tui.language import say
from tui.opening import is_there, language_of, matching, no_such_event, open_timeline, shown
from tui.output import Failure, Role, as_json, paint, talk, write
from tui.shell import help_texts
from tui.shell.options import QueryCommand, complete_id, lang_option, path_option
from tui.shell.options import joined as joined_query
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem

    from events.past.differences import Difference
    from events.past.origins import Step
    from events.timeline import Timeline
    from events.when import Lang

_SHORT = 10  # characters of a commit's hash


@contextmanager
def _told(lang: Lang) -> Iterator[None]:
    """Tell a revision that cannot be read as a failure of the command."""
    from events.past.revisions import RevisionError

    try:
        yield
    except RevisionError as error:
        raise Failure(clean(error.show(lang))) from None


# diff


def _complete_side(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a folder or file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


@click.command("diff", cls=QueryCommand, help=help_texts.DIFF, short_help="Compare two timelines.")
@click.argument("before", metavar="A", shell_complete=_complete_side)
@click.argument("after", metavar="B", shell_complete=_complete_side)
@click.argument("query", nargs=-1, callback=joined_query)
@path_option
@click.option("--json", "form", flag_value="json", help="A JSON object.")
@click.option("--markdown", "form", flag_value="markdown", help="Markdown, for a report.")
@lang_option
@click.pass_context
def diff(
    ctx: click.Context,
    before: str,
    after: str,
    query: str,
    path: Path | None,
    form: str | None,
    lang: str | None,
) -> None:
    """Compare two timelines, event by event."""
    language = language_of(lang or ctx.obj)
    from events.past.difference_words import as_data
    from events.past.differences import difference

    with ExitStack() as stack:
        home = next((Path(side) for side in (after, before) if os.path.exists(side)), path)
        with _told(language):
            old, new = (_side(side, home, stack, language) for side in (before, after))
        among = None
        if query.strip():
            among = set(_found(old, query, new, language)), set(_found(new, query, old, language))
        found = difference(old, new, among=among)
        if form == "json":
            write([as_json(as_data(found)) + "\n"])
        elif form == "markdown":
            write(_markdown(found, clean(before), clean(after), query, language))
        else:
            write(_lines(found, language))
        talk(_summary(found, language))
        for timeline, side in ((old, before), (new, after)):
            _mention_errors(timeline, clean(side), language)
    if found:
        ctx.exit(1)


def _found(timeline: Timeline, query: str, other: Timeline, lang: Lang) -> list[int]:
    """The events that a query finds; none if only the other timeline knows its names."""
    try:
        return matching(timeline, query, lang)
    except Failure:
        matching(other, query, lang)  # unknown to both: a failure of the command
        return []


def _side(side: str, home: Path | None, stack: ExitStack, lang: Lang) -> Timeline:
    """The timeline that a word means: a path, or a revision of the one at ``home``.

    Raises `RevisionError`.
    """
    if os.path.exists(side):
        return open_timeline(Path(side), lang)
    from events.past.revisions import Repository, RevisionError, past_of

    revision, colon, inside = side.partition(":")
    try:
        repository = Repository.of(find_timeline(home).path.absolute())
        if colon:
            repository = Repository(repository.top, inside.strip("/"))
        commit = repository.commit(revision)
    except RevisionError as error:
        why = error.show(lang)
        words = say(
            lang,
            f"there is no file or folder {side}; {why}",
            f"没有文件或文件夹 {side}；{why}",
        )
        raise Failure(clean(words)) from None
    past = stack.enter_context(past_of(repository))
    timeline = past.timeline(commit)
    if not timeline.files:
        raise Failure(
            say(
                lang,
                f"there are no event files in {clean(side)} at {repository.inside or '.'}",
                f"{clean(side)} 的 {repository.inside or '.'} 中没有事件文件",
            )
        )
    return timeline


_SIGNS: dict[str, tuple[str, Role]] = {
    "new": ("+", "value"),
    "gone": ("-", "error"),
    "changed": ("~", "warning"),
}


def _lines(found: Difference, lang: Lang) -> Iterator[str]:
    from events.past.difference_words import say_detail, say_name

    for number in found.new:
        yield _line("new", found.after, number, lang)
    for number in found.gone:
        yield _line("gone", found.before, number, lang)
    for changed in found.changed:
        yield _line("changed", found.after, changed.after, lang)
        for detail in changed.details:
            yield f"    {clean(say_detail(detail, found.before, found.after, lang))}\n"
    for name in found.names:
        sign, role = _SIGNS[name.sort]
        yield f"{paint(sign, role)} {clean(say_name(name, found, lang))}\n"


def _line(sort: str, timeline: Timeline, number: int, lang: Lang) -> str:
    from events.names import in_language

    sign, role = _SIGNS[sort]
    event = timeline.events[number]
    date = str(event.date) if event.date else say(lang, "undated", "未注日期")
    title = clean(in_language(event.title, lang))
    return f"{paint(sign, role)} {date}  {title}  {paint(f'[{clean(event.id)}]', 'quiet')}\n"


_HEADINGS = {"new": ("New", "新增"), "gone": ("Gone", "删去"), "changed": ("Changed", "改动")}


def _markdown(found: Difference, before: str, after: str, query: str, lang: Lang) -> Iterator[str]:
    from events.exports.markdown_text import code, literal
    from events.past.difference_words import say_detail, say_name

    def plain(text: str) -> str:
        return literal(clean(text))

    sides = plain(before), plain(after)
    yield say(lang, "# From {} to {}\n", "# 从 {} 到 {}\n").format(*sides)
    if query.strip():
        asked = code(clean(query))
        yield say(lang, f"\nAmong: {asked}\n", f"\n范围：{asked}\n")
    groups = (
        ("new", found.after, [(number, ()) for number in found.new]),
        ("gone", found.before, [(number, ()) for number in found.gone]),
        ("changed", found.after, [(one.after, one.details) for one in found.changed]),
    )
    for sort, timeline, rows in groups:
        if rows:
            yield _heading(*_HEADINGS[sort], len(rows), lang)
        for number, details in rows:
            yield f"- {plain(_event_words(timeline, number, lang))}\n"
            for detail in details:
                yield f"  - {plain(say_detail(detail, found.before, found.after, lang))}\n"
    if found.names:
        yield _heading("Names", "名称", len(found.names), lang)
        yield from (f"- {plain(say_name(name, found, lang))}\n" for name in found.names)


def _heading(en: str, zh: str, count: int, lang: Lang) -> str:
    return say(lang, f"\n## {en} ({count:,})\n\n", f"\n## {zh}（{count:,}）\n\n")


def _event_words(timeline: Timeline, number: int, lang: Lang) -> str:
    from events.names import in_language

    event = timeline.events[number]
    date = event.date.show(lang) if event.date else say(lang, "undated", "未注日期")
    title = in_language(event.title, lang)
    return say(lang, f"{date}: {title}", f"{date}：{title}")


def _mention_errors(timeline: Timeline, side: str, lang: Lang) -> None:
    """Say how much of a side could not be read, and may be told as new or gone for that alone."""
    errors = sum(problem.level == "error" for problem in timeline.problems)
    if errors:
        count = "1 error" if errors == 1 else f"{errors:,} errors"
        words = say(lang, f"{count} in the files of {side}", f"{side} 的文件中有 {errors:,} 处错误")
        talk(paint(words, "error", err=True))


def _summary(found: Difference, lang: Lang) -> str:
    if not found:
        return say(lang, "no difference", "没有差别")
    counts = (
        (len(found.new), "new", "新增"),
        (len(found.gone), "gone", "删去"),
        (len(found.changed), "changed", "改动"),
        (len(found.names), "name" if len(found.names) == 1 else "names", "名称"),
    )
    return " · ".join(say(lang, f"{n:,} {en}", f"{zh} {n:,}") for n, en, zh in counts if n)


# log


@click.command("log", help=help_texts.LOG, short_help="How one event came to be, from git.")
@click.argument("event_id", metavar="ID", shell_complete=complete_id)
@path_option
@click.option("--json", "as_array", is_flag=True, help="A JSON array of commits.")
@lang_option
@click.pass_context
def log(
    ctx: click.Context, event_id: str, path: Path | None, as_array: bool, lang: str | None
) -> None:
    """Tell how an event came to be."""
    language = language_of(lang or ctx.obj)
    place = find_timeline(path).path.absolute()
    if not is_there(place):
        raise Failure(say(language, f"there is no {shown(place)}", f"没有 {shown(place)}"))
    from events.past.origins import steps_of
    from events.past.revisions import Repository, past_of

    now = open_timeline(place, language)
    told: list[tuple[dict[str, Any], list[str]]] = []
    with _told(language):
        repository = Repository.of(place)
        with past_of(repository) as past:
            for step in steps_of(repository, past, event_id, now):
                told.append((_step_data(step), list(_step_lines(step, language))))
    if not told:
        raise Failure(no_such_event(event_id, now.id_of, language))
    told.reverse()
    if as_array:
        write([as_json([data for data, _ in told]) + "\n"])
    else:
        write(line for _, lines in told for line in lines)


_DONE = {
    "new": ("made", "新建"),
    "gone": ("removed", "删除"),
    "changed": ("changed", "改动"),
}


def _step_lines(step: Step, lang: Lang) -> Iterator[str]:
    from events.past.difference_words import say_detail

    sign, role = _SIGNS[step.sort]
    if step.commit is None:
        about = say(lang, "not committed yet", "尚未提交")
    else:
        commit = step.commit
        about = f"{commit.date[:10]} {commit.hash[:_SHORT]} {commit.author}: {commit.subject}"
    yield f"{paint(sign, role)} {say(lang, *_DONE[step.sort])}  {paint(clean(about), 'quiet')}\n"
    if step.sort == "new":
        number = step.after.number_of[step.id]
        yield f"    {clean(_event_words(step.after, number, lang))}\n"
    for detail in step.details:
        yield f"    {clean(say_detail(detail, step.before, step.after, lang))}\n"


def _step_data(step: Step) -> dict[str, Any]:
    from events.past.difference_words import detail_data

    commit = step.commit
    about = None
    if commit is not None:
        about = {
            "hash": commit.hash,
            "author": commit.author,
            "date": commit.date,
            "subject": commit.subject,
        }
    changes = [detail_data(detail, step.before, step.after) for detail in step.details]
    return {"commit": about, "change": step.sort, "id": step.id, "changes": changes}


COMMANDS: dict[str, click.Command] = {"diff": diff, "log": log}
