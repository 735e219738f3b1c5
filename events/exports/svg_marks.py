"""The marks of the Lanes picture: dots, and bars over a date's days that fade where it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.exports.svg_frame import HUES, PAPER
from events.exports.svg_text import element, number
from events.exports.words import say

if TYPE_CHECKING:
    from events.when import Lang, When

_RADIUS = 4.5
_HEIGHT = 16.0
_FADE_STEPS = 6
# Pixels over which an end fades: of a window, about then, unknown, open.
_FADES = {":": 6.0, "~": 12.0, "?": 30.0, "<": 48.0}


def ends_of_bar(when: When) -> str:
    """A sign for the start and for the end: "|" a known day, "~" about, ":" a limit, "<" open."""
    known = "|" if when.kind == "span" else ":"
    start, end = ("~" if doubt else known for doubt in when.doubts)
    start = "<" if when.open_start else "?" if when.unknown_start else start
    end = "<" if when.open_end else "?" if when.unknown_end else end
    return start + end


def bar(when: When, x0: float, x1: float, y: float, hue: str, *, ahead: bool) -> str:
    """A bar over all days it may mean: what lasted has a line below, what is vague fades.

    A fade is drawn in steps: gradients are lost in some programs that take SVG in.
    """
    lasts = when.kind == "span"
    top, opacity = y - _HEIGHT / 2, 0.26 if lasts else 0.17
    ends = ends_of_bar(when)
    half = (x1 - x0) / 2
    fades = [min(half, _FADES.get(end, 0.0)) for end in ends]
    parts = [_rect(x0 + fades[0], x1 - fades[1], top, _HEIGHT, hue, opacity)]
    if lasts:
        parts.append(_rect(x0 + fades[0], x1 - fades[1], top + _HEIGHT - 2.5, 2.5, hue, 0.85))
    for side, width in enumerate(fades):
        each = width / _FADE_STEPS
        for step in range(_FADE_STEPS if width else 0):
            part = (step + 0.5) / _FADE_STEPS
            left = x0 + step * each if not side else x1 - (step + 1) * each
            parts.append(_rect(left, left + each, top, _HEIGHT, hue, opacity * part))
            if lasts:
                under = top + _HEIGHT - 2.5
                parts.append(_rect(left, left + each, under, 2.5, hue, 0.85 * part))
    if lasts:
        for side, x in enumerate((x0 + 1, x1 - 1)):
            if ends[side] == "|":
                path = f"M{number(x)} {number(top + _HEIGHT)}v-7"
                parts.append(element("path", d=path, stroke=hue, stroke_width=2))
    for side, x in enumerate((x0 + 2, x1 - 2)):
        if ends[side] == "<":
            away = 4 if not side else -4
            path = f"M{number(x + away)} {number(y - 4)}l{-away} 4l{away} 4"
            parts.append(element("path", d=path, fill="none", stroke=hue, stroke_width=1.5))
    if ahead:
        parts.append(
            element(
                "rect", x=x0 + 0.5, y=top + 0.5, width=max(0.0, x1 - x0 - 1), height=_HEIGHT - 1,
                fill="none", stroke=hue, stroke_dasharray="3 3",
            )
        )  # fmt: skip
    return "".join(parts)


def _rect(x0: float, x1: float, y: float, height: float, hue: str, opacity: float) -> str:
    if x1 <= x0:
        return ""
    return element("rect", x=x0, y=y, width=x1 - x0, height=height, fill=hue, fill_opacity=opacity)


def dot(when: When, x: float, y: float, hue: str, *, ahead: bool = False, many: int = 1) -> str:
    """A dot: hollow for an approximate date, dashed for what is ahead, with a number for many."""
    if many > 1:
        radius = 7.5 if many < 10 else 9.5 if many < 100 else 12.0
        words = element(
            "text", f"{many}", x=x, y=y + 3.75, fill=PAPER, font_size=10.5, font_weight="700",
            text_anchor="middle",
        )  # fmt: skip
        return element("circle", cx=x, cy=y, r=radius, fill=hue) + words
    if ahead:
        return element(
            "circle", cx=x, cy=y, r=_RADIUS, fill=PAPER, stroke=hue, stroke_width=1.5,
            stroke_dasharray="2.2 1.8",
        )  # fmt: skip
    if set(ends_of_bar(when)) & set("~?<"):
        return element("circle", cx=x, cy=y, r=_RADIUS, fill=PAPER, stroke=hue, stroke_width=1.75)
    return element("circle", cx=x, cy=y, r=_RADIUS, fill=hue)


def legend_marks(lang: Lang) -> list[tuple[str, str]]:
    """What the marks mean."""
    from events.when import When

    hue = HUES[-1]
    day, about = When("2025-01-01"), When("2025-01-01~")
    window, span, since = When("2025-01"), When("2025-01-01/2025-01-09"), When("2025-01-01/..")
    return [
        (dot(day, 16, 7, hue), say(lang, "on that day", "当天")),
        (dot(about, 16, 7, hue), say(lang, "about then", "大约此时")),
        (bar(window, 2, 26, 7, hue, ahead=False), say(lang, "some time in it", "期间某时")),
        (bar(span, 2, 26, 7, hue, ahead=False), say(lang, "all that time", "持续期间")),
        (bar(since, 2, 26, 7, hue, ahead=False), say(lang, "open end", "起止未定")),
        (bar(window, 2, 26, 7, hue, ahead=True), say(lang, "planned or forecast", "计划或预测")),
        (dot(day, 16, 7, hue, many=3), say(lang, "several events", "多个事件")),
    ]
