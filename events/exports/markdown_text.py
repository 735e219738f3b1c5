"""Text that stands in Markdown for itself: nothing in it is markup, HTML or begins a block."""

from __future__ import annotations

import re

# What CommonMark and its common extensions (tables, footnotes, strikethrough, math) act on. The
# three of HTML are written as entities: not every reader takes a backslash before them.
_ACTIVE = re.compile(r"[\\`*_\[\]{}|~^$#]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_HTML = re.compile("[&<>]")
# What makes a block where it begins a line: lists, quotes, rules, headings underlined.
_BLOCK = re.compile(r"(\d{1,9})([.)])|([-+=:])")
# CommonMark, 4.7: a link reference definition.
_DEFINES = re.compile(r"\S+(\s+([\"'(].*)?)?")
_TICKS = re.compile("`+")
_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~:/?@!&'*+,;=%#]")


def literal(text: str, *, begins: bool = False) -> str:
    """One line of text as Markdown that shows just that.

    ``begins``: it stands at the beginning of a line.
    """
    shown = _ACTIVE.sub(lambda found: "\\" + found[0], text)
    shown = _HTML.sub(lambda found: _ENTITIES[found[0]], shown)
    if begins and (block := _BLOCK.match(shown)):
        at = block.start(2) if block[2] else 0
        shown = shown[:at] + "\\" + shown[at:]
    return shown


def code(text: str) -> str:
    """One line of text as a code span; its fence is longer than any run of backticks in it."""
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    pad = " " if text[:1] in ("`", " ", "") or text[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def link(text: str, address: str) -> str:
    """Text that leads to an http(s) address; the text alone without one."""
    if not address:
        return literal(text)
    safe = _ADDRESS.sub(lambda found: _percent(found[0]), address)
    return f"[{literal(text)}](<{safe}>)"


def footnote(mark: str, text: str) -> str:
    """A footnote's own line, of Markdown.

    A reader without footnotes takes one word, or one and a title, for the address that the marks
    lead to, and shows none of it: a Chinese source is one word. A blank behind it, which nobody
    sees, makes it text for all.
    """
    more = " &#32;" if _DEFINES.fullmatch(text) else ""
    return f"[^{mark}]: {text}{more}\n"


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))
