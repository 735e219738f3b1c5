"""Problems as `dateline check` prints them, the way compilers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say
from tui.output import paint
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from events.problems import Level, Problem
    from events.timeline import Timeline
    from events.when import Lang

_LEVELS: dict[Level, tuple[str, str]] = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "remark": ("remark", "提示"),
}


def problem_lines(path: Path, problems: Iterable[Problem], lang: Lang) -> Iterator[str]:
    """FILE:LINE:COLUMN: LEVEL: what is wrong, and on the next line how to mend it.

    `path` is the timeline's, as it was given: files are named from there, so that editors find
    them.
    """
    folder = path if path.is_dir() else path.parent
    for problem in problems:
        place = f"{clean(str(folder / problem.file))}:{problem.line}:{problem.column}"
        level = paint(say(lang, *_LEVELS[problem.level]), problem.level)
        yield f"{paint(place, 'strong')}: {level}: {clean(problem.what(lang))}\n"
        if mend := clean(problem.mend(lang)):
            yield f"    {paint(mend, 'quiet')}\n"


def summary(timeline: Timeline, problems: Sequence[Problem], lang: Lang) -> str:
    """One line: how many problems of each level, in how much."""
    counts = [(level, sum(problem.level == level for problem in problems)) for level in _LEVELS]
    events, files = len(timeline), len(timeline.files)
    if lang == "zh":
        found = "，".join(f"{_LEVELS[level][1]} {n:,}" for level, n in counts if n) or "没有问题"
        return f"{found}；{files:,} 个文件，{events:,} 个事件"
    found = ", ".join(_many(n, level) for level, n in counts if n) or "no problems"
    return f"{found} in {_many(files, 'file')} with {_many(events, 'event')}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
