"""Text in SVG: how wide it is at most, cut and wrapped by that, and escaped.

A picture is opened with whatever fonts there are, so widths are those of a wide sans serif (DejaVu
Sans, which few exceed): what has room by them has room with narrower letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape

from events.exports.words import unstacked

FONTS = (
    "'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif"
)
_EM = {
    0.30: "ijl'|.,:;!",
    0.33: " ",
    0.41: '()[]ftrI/\\-"',
    0.56: "csz?*_",
    0.65: "abdeghknopqu0123456789vxyJFL$",
    0.72: "ABCEKPRSTUVXYZ",
    0.80: "DGHNOQ&w",
    0.86: "M+<>=~#^",
    1.00: "mW%@",
}
_WIDTHS = {letter: em for em, letters in _EM.items() for letter in letters}
_BOLD = 1.12
# What may go to the next line. No line begins with a closing mark.
_WORDS = re.compile(r"[\u2e80-\uffef][，。、：；！？）」』】》”’…]*|[^\s\u2e80-\uffef]+\s*|\s+")


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    """The width of a letter in ems, at most."""
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "FWA":
        return 1.0
    return 1.3 if ord(letter) > 0xFFFF else 0.8


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in the unit of ``size``."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def cut_to(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as there is room for, with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width("…", size, bold=bold)
    taken = 0.0
    for at, letter in enumerate(text):
        taken += text_width(letter, size, bold=bold)
        if taken > room:
            return text[:at].rstrip() + "…" if at else ""
    return text


def wrapped(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """The text in lines of a width; the last of too many is cut."""
    lines = [""]
    for part in _WORDS.findall(text):
        line = lines[-1]
        if line and text_width((line + part).rstrip(), size) > width:
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    if len(lines) > most:
        lines[most - 1] = " ".join(lines[most - 1 :])
        del lines[most:]
    return [cut_to(line.rstrip(), width, size) for line in lines if line.strip()]


def number(value: float) -> str:
    """A coordinate: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def element(name: str, content: str | None = None, /, **attributes: str | float) -> str:
    """An element; ``content`` is markup already, attributes are escaped.

    An underscore in an attribute's name stands for a hyphen, one at its end for nothing.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="'
        f'{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{told}/>" if content is None else f"<{name}{told}>{content}</{name}>"


def text_element(text: str, x: float, y: float, /, **attributes: str | float) -> str:
    """A text with the left end of its base line at a place."""
    return element("text", escape(unstacked(text)), x=x, y=y, **attributes)
