"""What every SVG picture has around it: title, what was asked, legend, sources, how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from events.exports.svg_text import FONTS, element, text_element, text_width, wrapped
from events.exports.words import counted, footnote, one_line, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.exports.selection import Selection

WIDTH = 1200
MARGIN = 36
INNER = WIDTH - 2 * MARGIN

PAPER, INK, SOFT, FAINT = "#ffffff", "#1d1c1a", "#63605a", "#716e67"
RULE, HAIR = "#d9d5cc", "#eceae4"
HUES = (
    "#2c6a9b", "#b2532b", "#4b7a3a", "#86509a", "#98761f", "#25807d", "#ad4168", "#77746c",
)  # fmt: skip
"""Those of the seven that are most; all others have the last."""

_TITLE, _LINE, _SMALL = 26, 13, 11.5


@dataclass(frozen=True, slots=True)
class Picture:
    """What a look gives: shapes below each other from 0, and how high they are."""

    shapes: list[str] = field(default_factory=list)
    height: float = 0.0
    legend: list[tuple[str, str]] = field(default_factory=list)
    """Marks, drawn around the middle of a box of 24 by 14, and their names."""


def framed(selection: Selection, picture: Picture) -> Iterator[str]:
    """The whole SVG, from its first line."""
    head, below = _head(selection)
    legend, legend_height = _legend(picture.legend)
    foot, foot_height = _foot(selection)
    top = below + picture.height + 14
    height = top + legend_height + foot_height + MARGIN
    lang = "zh-Hans" if selection.lang == "zh" else "en"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}"'
        f' viewBox="0 0 {WIDTH} {height:.0f}" lang="{lang}" role="img" font-size="12"'
        f' font-family="{FONTS}">\n'
    )
    yield f"<title>{escape(one_line(selection.title))}</title>\n"
    yield f"<desc>{escape(_counted(selection))}</desc>\n"
    yield element("rect", width=WIDTH, height=height, fill=PAPER) + "\n"
    yield from (line + "\n" for line in head)
    yield f'<g transform="translate({MARGIN} {below:.0f})">\n'
    yield from (shape + "\n" for shape in picture.shapes)
    yield "</g>\n"
    yield f'<g transform="translate({MARGIN} {top:.0f})">\n'
    yield from (line + "\n" for line in legend)
    yield "</g>\n"
    yield f'<g transform="translate({MARGIN} {top + legend_height:.0f})">\n'
    yield from (line + "\n" for line in foot)
    yield "</g>\n</svg>\n"


def _counted(selection: Selection) -> str:
    return counted(len(selection.numbers), selection.lang, len(selection.timeline))


def _head(selection: Selection) -> tuple[list[str], float]:
    """The lines over the picture, and where they end."""
    y = float(MARGIN)
    found = []
    for line in wrapped(one_line(selection.title), INNER / 1.12, _TITLE, 2):
        y += _TITLE
        found.append(text_element(line, MARGIN, y, font_size=_TITLE, font_weight="700", fill=INK))
    asked = one_line(selection.query_in_words)
    colon = say(selection.lang, ": ", "：")
    told = _counted(selection) + (colon + asked if asked else "")
    for line in wrapped(told, INNER, _LINE, 3):
        y += _LINE * 1.55
        found.append(text_element(line, MARGIN, y, font_size=_LINE, fill=SOFT))
    return found, y + 20


def _legend(entries: Iterable[tuple[str, str]]) -> tuple[list[str], float]:
    """Marks with their names in as many rows as they need."""
    found = []
    x, y = 0.0, 0.0
    for mark, name in entries:
        width = 32 + text_width(name, _SMALL) + 20
        if x and x + width > INNER:
            x, y = 0.0, y + 22
        found.append(f'<g transform="translate({x:.1f} {y:.0f})">{mark}</g>')
        found.append(text_element(name, x + 32, y + 11, font_size=_SMALL, fill=SOFT))
        x += width
    return found, y + 34 if found else 0.0


def _foot(selection: Selection) -> tuple[list[str], float]:
    """The sources, the most cited first, and how the picture was made."""
    lang = selection.lang
    counts: dict[str, int] = {}
    for number in selection.numbers:
        for source in {one.source for one in selection.timeline.events[number].citations}:
            counts[source] = counts.get(source, 0) + 1
    named: dict[str, int] = {}
    for source, count in counts.items():
        note = footnote(selection, source)
        name = note.publisher or note.title
        if note.publisher and note.published:
            name += say(lang, f", {note.published}", f"，{note.published}")
        named[name] = named.get(name, 0) + count
    sources = say(lang, "; ", "；").join(sorted(named, key=lambda name: -named[name]))
    told = [say(lang, f"Sources: {sources}", f"来源：{sources}")] if sources else []
    made = []
    if query := one_line(selection.query):
        made.append(say(lang, f"Query: {query}", f"查询：{query}"))
    if selection.day is not None:
        day = selection.day.isoformat()
        made.append(say(lang, f"Made on {day}", f"生成于 {day}"))
    if version := selection.version:
        made.append(say(lang, f"Data {version}", f"数据版本 {version}"))
    told.append(" · ".join([*made, "dateline"]))
    found = [element("path", d=f"M0 .5H{INNER}", stroke=RULE)]
    y = 4.0
    for text in told:
        for line in wrapped(text, INNER, _SMALL, 4):
            y += 17
            found.append(text_element(line, 0, y, font_size=_SMALL, fill=FAINT))
    return found, y + 4
