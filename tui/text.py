"""The one place where text from files becomes something a terminal may show.

Nothing else may put file text on a screen: no control codes, no bidirectional overrides, no
characters on whose width terminals disagree, and every cut falls between two characters. One wrong
cell shifts the rest of its line, and stays there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ELLIPSIS = "…"

# Combining marks kept on one character; more is a stack that runs over the lines above.
_MARKS_KEPT = 2

_RISKY = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u1100-\u11ff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20e3"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff"
    "\U0001fa75-\U0001faff\U000e0000-\U000e0fff]"
    "|[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3}"
)
# The rest of a joined emoji: the first picture alone is two cells everywhere.
_JOINED = re.compile("(?:\u200d[^\\s\u200d])+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
# Emoji newer than Unicode 14, drawn in no cell at all by older terminals; and half characters,
# which no encoder takes (they come from file names that are not UTF-8).
_UNSHOWN = re.compile(
    "[\U0001fa75-\U0001fa77\U0001fa87-\U0001fa8f\U0001faad-\U0001faaf\U0001fabb-\U0001fabf"
    "\U0001fac6-\U0001facf\U0001fada-\U0001fadf\U0001fae8-\U0001faef\U0001faf7-\U0001faff"
    "\ud800-\udfff]"
)
_BLANK = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_DROPPED = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x61C,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0x20E3,
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xFFF0, 0xFFFC),
    0xFFFE,
    0xFFFF,
    *range(0x1F3FB, 0x1F400),
    *range(0xE0000, 0xE1000),
)
_TABLE: dict[int, str | None] = dict.fromkeys(_DROPPED) | {ord(c): " " for c in _BLANK}
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text as one line that every terminal shows alike.

    Line breaks and tabs become blanks; C0, C1, DEL, bidirectional and zero-width controls go;
    variation selectors, skin tones and the tail of joined emoji go; flags become letters.
    """
    if text.isascii() and text.isprintable():
        return text
    if not _RISKY.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    text = _JOINED.sub("", text)
    text = _UNSHOWN.sub("□", text)
    text = _FLAG.sub(lambda flag: chr(ord(flag[0]) - 0x1F1E6 + ord("A")), text)
    return _unstack(text.translate(_TABLE))


def clean_lines(text: str) -> list[str]:
    """The text's own lines, each of them cleaned."""
    return [clean(line) for line in _LINE_ENDS.split(text)]


def _unstack(text: str) -> str:
    """The text with at most two combining marks on a character."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MARKS_KEPT:
            kept.append(character)
    return "".join(kept)


def cells(text: str) -> int:
    """How many cells of a terminal the cleaned text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The text in at most ``width`` cells; what did not fit is an ellipsis."""
    if width <= 0:
        return ""
    # Three characters at most share a cell after cleaning, so the rest needs no measuring.
    head = text[: 3 * width + 3]
    if len(head) == len(text) and cell_len(text) <= width:
        return text
    return _head(head, width - 1).rstrip() + ELLIPSIS


def _head(text: str, width: int) -> str:
    """The longest beginning of the text that takes at most ``width`` cells."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if cell_len(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly ``width`` cells: cut, or filled up with blanks."""
    shown = cut(text, width)
    blanks = " " * (width - cell_len(shown))
    return blanks + shown if right else shown + blanks


# Characters that do not begin a line (they belong to what is before) and that do not end one.
_CLINGS_LEFT = frozenset("，。、；：！？）》〉」』】〕”’…—～%％℃°·,.;:!?)]}")
_CLINGS_RIGHT = frozenset("（《〈「『【〔“‘$￥¥#([{")


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` cells.

    Breaks fall at blanks, and between Chinese characters except before closing or after opening
    punctuation. A word wider than a line is cut into pieces.
    """
    if width <= 0:
        return []
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        size = cell_len(piece)
        if used + size <= width:
            line, used = line + piece, used + size
            continue
        if piece.isspace():
            lines.append(line.rstrip())
            line, used = "", 0
            continue
        if line.strip():
            lines.append(line.rstrip())
        while size > width:
            head = _head(piece, width) or piece[0]
            lines.append(head)
            piece = piece[len(head) :]
            size = cell_len(piece)
        line, used = piece, size
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def breaks(text: str, width: int) -> list[int]:
    """Where `wrap` would begin further lines of a text that is edited: its blanks all stay.

    A blank may stand beyond the end of a line, but not the last of the text: a cursor behind it is
    to be seen.
    """
    starts: list[int] = []
    at = used = 0
    for word in _words(text):
        end = at + len(word)
        blank = "" if end == len(text) else " "
        size = cell_len(word.removesuffix(blank))
        if used and used + size > width:
            starts.append(at)
            used = 0
        while size > width:
            head = _head(word, width) or word[0]
            at += len(head)
            if at == end:
                break
            starts.append(at)
            word = word[len(head) :]
            size = cell_len(word.removesuffix(blank))
        used += cell_len(word)
        at = end
    return starts


def _words(text: str) -> Iterable[str]:
    """The pieces of a text, each with the blanks after it."""
    word = ""
    for piece in _pieces(text):
        if word and not piece.isspace():
            yield word
            word = ""
        word += piece
    if word:
        yield word


def _pieces(text: str) -> Iterable[str]:
    """The text cut wherever a line may break."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before != after
    if after in _CLINGS_LEFT or before in _CLINGS_RIGHT or unicodedata.combining(after):
        return False
    return _is_wide(before) or _is_wide(after) or before in "-–/…—"


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def fold(text: str) -> str:
    """The text as it is compared: full-width forms and letter case made one (NFKC, casefold)."""
    return unicodedata.normalize("NFKC", text).casefold()


def find_words(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of the folded ``words`` stands in the text, as sorted spans that do not overlap."""
    wanted = [word for word in words if word]
    if not wanted or not text:
        return []
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for part in fold(character):
            folded.append(part)
            origin.append(index)
    spans = [
        (origin[match.start()], origin[match.end() - 1] + 1)
        for match in re.finditer("|".join(map(re.escape, wanted)), "".join(folded))
    ]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
