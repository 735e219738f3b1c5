"""How the commands open a timeline and run a query, and what they say when they cannot."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from tui.language import count_of_events, say
from tui.output import Failure, paint, talk
from tui.text import cells, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from events.query import QueryError
    from events.timeline import Timeline
    from events.when import Lang
    from tui.caching import UserCache


_IMPORTED = (".csv", ".tsv", ".json", ".jsonl", ".ics", ".mw")  # what `dateline import` reads


def language_of(asked: str | None) -> Lang:
    """The language asked for, else that of the person's settings, else that of the locale."""
    if asked:
        return cast("Lang", asked)
    import tomli

    from tui.settings import LANGUAGES, locale_language, settings_file

    with suppress(OSError, ValueError, RecursionError):
        chosen = tomli.loads(settings_file().read_text("utf-8-sig")).get("language")
        if chosen in LANGUAGES:
            return cast("Lang", chosen)
    return locale_language()


def terminal_width() -> int:
    """The cells of a line of the terminal."""
    return shutil.get_terminal_size().columns


def shown(path: Path) -> str:
    """A path that is safe to print."""
    return clean(str(path))


def typed(path: Path) -> str:
    """A path as it is typed in a shell."""
    import shlex

    return shlex.quote(shown(path))


def open_timeline(path: Path, lang: Lang, cache: UserCache | None = None) -> Timeline:
    """Read the timeline at the path, from a cache if there is one and the timeline is in it.

    A path that leads nowhere is a Failure.
    """
    if not is_there(path):
        raise Failure(missing(path, lang))
    refuse_other_formats(path, lang)
    from events.files import load

    try:
        return load(path, cache=cache)
    except OSError as error:
        raise Failure(f"{shown(path)}: {error.strerror or error}") from None


def refuse_other_formats(path: Path, lang: Lang) -> None:
    """Tell whoever opens a spreadsheet or the like that its events are to be imported."""
    if path.suffix.lower() in _IMPORTED and path.is_file():
        raise Failure(
            say(
                lang,
                f"{shown(path)} is no event file; a timeline takes its events by: "
                f"dateline import {typed(path)}",
                f"{shown(path)} 不是事件文件；可将其事件取入时间线：dateline import {typed(path)}",
            )
        )


def is_there(path: Path) -> bool:
    """Whether there is something at a path. One that cannot be looked at is a Failure with why."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise Failure(f"{shown(path)}: {error.strerror or error}") from None
    except ValueError:  # a NUL in its name
        return False
    return True


def missing(path: Path, lang: Lang) -> str:
    """Say that there is no such path."""
    name = shown(path)
    return say(lang, f"there is no file or folder {name}", f"没有文件或文件夹 {name}")


def how_to_begin(path: Path | None, lang: Lang) -> str:
    """How to start a timeline where there is none; "" if nobody named the place."""
    if path is None or path.suffix:
        return ""
    return say(
        lang,
        f"; to start a timeline there: dateline init {typed(path)}",
        f"；可在该处新建：dateline init {typed(path)}",
    )


def did_you_mean(word: str, known: Iterable[str], lang: Lang) -> str:
    """A question for the known word nearest to one that is not known; "" when none is near."""
    from events.names import nearest

    near = nearest(word, known)
    if near is None:
        return ""
    return say(lang, f" (did you mean {clean(near)}?)", f"（是否想写 {clean(near)}？）")


def how_to_name(
    timeline: Timeline, table: str, word: str, lang: Lang, *, can_make: bool = False
) -> str:
    """The known name nearest to one that a command does not know, and how to make it known.

    ``can_make``: the command takes --make-names.
    """
    names = timeline.names[table]
    near = did_you_mean(word, [known for id in names for known in names.words(id)], lang)
    if can_make:
        return near + say(lang, "; --make-names makes it", "；加 --make-names 可新建")
    from events.editing.homes import home
    from events.names import slug

    file = home(timeline, table, None)
    place = clean(file.name) if file else "names.toml"
    header = f'[[{table}]] id = "{slug(word) or table}"'
    return near + say(
        lang,
        f"; write {header} into {place}, or take it as it is with --unknown",
        f"；可在 {place} 中写入 {header}，或用 --unknown 照原样使用",
    )


def no_such_event(event_id: str, ids: Sequence[str], lang: Lang) -> str:
    """Say that no event has the id, and which ids are like it."""
    from difflib import get_close_matches

    holding = [known for known in ids if event_id and event_id in known]
    near = list(dict.fromkeys(holding[:5] or get_close_matches(event_id, ids, n=3, cutoff=0.5)))
    name = clean(event_id)
    words = say(lang, f"there is no event “{name}”", f"没有 id 为“{name}”的事件")
    if not near:
        return words
    return "\n  ".join([words + say(lang, "; near it:", "，相近的有："), *map(clean, near)])


def matching(timeline: Timeline, text: str, lang: Lang) -> list[int]:
    """The numbers of the events that the query finds; a query with an error is a Failure."""
    if not text.strip():
        return list(range(len(timeline)))
    from events.query import QueryError, Search, parse_query
    from events.when import today

    try:
        query = parse_query(text, timeline, today())
    except QueryError as error:
        raise Failure(_pointed_out(text, error, lang)) from None
    return list(Search(timeline).run(query).numbers)


def _pointed_out(text: str, error: QueryError, lang: Lang) -> str:
    """The error's sentence, the query, and carets under the place."""
    before, wrong = clean(text[: error.start]), clean(text[error.start : error.end])
    after = clean(text[error.end :])
    carets = " " * cells(before) + "^" * max(1, cells(wrong))
    return f"{clean(error.show(lang))}\n  {before}{wrong}{after}\n  {carets}"


def count_words(found: int, total: int, listed: int, lang: Lang) -> str:
    """Say how many events there are, and how many of them are not listed."""
    words = say(lang, f"{found:,} of {total:,}", f"{total:,} 个事件中的 {found:,} 个")
    if found == total:
        words = count_of_events(found, lang)
    if listed < found:
        left = found - listed
        words += say(lang, f" · {left:,} left out by --limit", f" · 因 --limit 略去 {left:,} 个")
    return words


def mention_errors(timeline: Timeline, lang: Lang) -> None:
    """Say so where there were no event files, or not all in them could be read."""
    root = shown(timeline.root)
    errors = sum(problem.level == "error" for problem in timeline.problems)
    if not timeline.files:
        begin = f"dateline init {typed(timeline.root)}"
        talk(
            say(
                lang,
                f"there are no event files in {root}; {begin} writes some to begin with",
                f"{root} 中没有事件文件；{begin} 可写入起步文件",
            )
        )
    elif errors:
        count = "1 error" if errors == 1 else f"{errors:,} errors"
        words = say(
            lang,
            f"{count} in the files: dateline check {typed(timeline.root)}",
            f"文件中有 {errors:,} 处错误：dateline check {typed(timeline.root)}",
        )
        talk(paint(words, "error", err=True))
