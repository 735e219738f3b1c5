"""How a table is written: the order of its keys, values as TOML, the style of those around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from events.blocks import Block, Statement

Data = dict[str, Any]
"""A table as TOML gives it."""

KEY_ORDER: dict[str, tuple[str, ...]] = {
    "event": (
        "id", "date", "kind", "companies", "products", "title", "summary", "status", "tags",
        "related", "note", "readings", "citations",
    ),
    "company": ("id", "name", "aliases", "parent", "url", "note"),
    "product": ("id", "name", "company", "aliases", "url", "note"),
    "kind": ("id", "name", "glyph", "aliases", "launch", "note"),
    "metric": ("id", "name", "aliases", "unit", "note"),
    "source": (
        "id", "title", "publisher", "author", "published", "language", "url", "aliases", "note",
    ),
    "view": ("name", "query", "look"),
    "era": ("name", "date", "note"),
    "readings": ("metric", "product", "company", "value", "low", "high", "bound", "by", "note"),
    "citations": ("source", "place", "date_words", "note"),
}  # fmt: skip
"""The order in which a table's keys are written, as in the design's example file."""

_WIDTH = 100  # columns a one-line array or table may take
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LARGE = 100_000  # integers from here on get _ between their thousands
_GROUPED = re.compile(r"\d_\d{3}\b")
_UNGROUPED = re.compile(r"(?<![\w.])\d{6,}\b(?!\.)")
_OPENING = re.compile(r"\[[ \t]*\r?\n([ \t]+)")  # an array with its items on lines of their own
_TIGHT = re.compile(r"\{[^\s}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CLOSING = re.compile(r'"(?=""|\Z)')  # quotes that would end a string of several lines
_TEXT = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Style:
    """What is seen in a table and copied for what is written beside it."""

    newline: str = "\n"
    header: str = ""
    """What stands before the table's header: blanks."""
    indent: str = ""
    """What stands before its keys."""
    equals: str = " = "
    column: int | None = None
    """Where its values begin if they stand below each other, in characters after the indent."""
    item_indent: str = "  "
    """What stands before the items of an array written over several lines."""
    tight: bool = False
    """Whether braces have no blank inside."""
    grouped: bool = True
    """Whether large integers have _ between their thousands."""

    @classmethod
    def of(cls, text: str, block: Block | None = None) -> Style:
        """The style of a block, or without one what can be told from the text around."""
        source = text if block is None else block.source
        newline = _newline(source if "\n" in source else text)
        if block is None:
            return cls(newline)
        start, _ = block.segments[0]
        first = block.headers[0]
        own = [s for s in block.statements if s.start < _second_header(block) and s.path]
        bare = _TEXT.sub('""', source)
        item = _OPENING.search(bare)
        indent = text[own[0].start : own[0].key[0]] if own else ""
        equals, column = _equals(text, own)
        return cls(
            newline=newline,
            header=text[start : first.brackets[0]],
            indent=indent,
            equals=equals,
            column=column,
            item_indent=item[1].removeprefix(indent) if item else "  ",
            tight=bool(_TIGHT.search(bare)) and "{ " not in bare,
            grouped=not _UNGROUPED.search(bare) or bool(_GROUPED.search(bare)),
        )


def _newline(text: str) -> str:
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _second_header(block: Block) -> float:
    return block.headers[1].start if len(block.headers) > 1 else float("inf")


def _equals(text: str, statements: list[Statement]) -> tuple[str, int | None]:
    """The sign between key and value, and the column of the values if that is one for all."""
    between = {text[s.key[1] : s.value[0]] for s in statements}
    if len(between) == 1:
        return between.pop(), None
    keys = [text[s.key[0] : s.key[1]] for s in statements]
    columns = {s.value[0] - s.key[0] for s in statements}
    if len(columns) == 1 and len({len(key) for key in keys}) > 1:
        return " = ", columns.pop()
    return " = ", None


def ordered(table: str, fields: Mapping[str, Any]) -> Data:
    """The fields in the order in which they are written; unknown keys last, as they come."""
    order = KEY_ORDER.get(table, ())
    found = {key: fields[key] for key in order if key in fields}
    found |= {key: value for key, value in fields.items() if key not in found}
    for key in ("readings", "citations"):
        if isinstance(rows := found.get(key), list):
            found[key] = [ordered(key, row) if isinstance(row, dict) else row for row in rows]
    return found


def table_text(table: str, fields: Mapping[str, Any], style: Style) -> str:
    """A whole new table with its header, every line ended."""
    lines = [f"{style.header}[[{table}]]{style.newline}"]
    lines += [statement_text(key, value, style) for key, value in ordered(table, fields).items()]
    return "".join(lines)


def statement_text(key: str, value: Any, style: Style) -> str:
    """A line ``key = value``, or several, each ended."""
    name = key_text(key)
    equals = style.equals
    if style.column is not None:
        equals = f"{'=':>{max(2, style.column - len(name) - 1)}} "
    begin = f"{style.indent}{name}{equals}"
    return f"{begin}{value_text(value, style, len(begin))}{style.newline}"


def key_text(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE_KEY.fullmatch(key) else _scalar(key)


def value_text(value: Any, style: Style, begin: int = 0) -> str:
    """A value as TOML 1.0; ``begin`` is the column that it begins at.

    A list of tables has one on each line, unless it holds a single short one. Other lists and
    tables stay on one line as long as they fit.
    """
    if isinstance(value, list):
        return _list_text(value, style, begin)
    if isinstance(value, dict):
        return _inline(value, style)
    if isinstance(value, str) and "\n" in value and "\r" not in value:
        return _lines_text(value, style)
    if style.grouped and isinstance(value, int) and abs(value) >= _LARGE:
        return f"{value:_}"
    return _scalar(value)


def _list_text(value: list[Any], style: Style, begin: int) -> str:
    items = [_inline(item, style) for item in value]
    line = f"[{', '.join(items)}]"
    tables = sum(isinstance(item, dict) for item in value)
    if tables <= 1 and begin + len(line) <= _WIDTH and "\n" not in line:
        return line
    indent, newline = style.indent + style.item_indent, style.newline
    return f"[{newline}{''.join(f'{indent}{item},{newline}' for item in items)}{style.indent}]"


def _inline(value: Any, style: Style) -> str:
    """A value within another: without line ends but those of a string."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{key_text(k)} = {_inline(v, style)}" for k, v in value.items())
        if not pairs:
            return "{}"
        return f"{{{pairs}}}" if style.tight else f"{{ {pairs} }}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(item, style) for item in value)}]"
    return value_text(value, style)


def _lines_text(value: str, style: Style) -> str:
    """A string of several lines; each is ended as the file's own, which reads as a line feed."""
    text = _CLOSING.sub(r'\\"', value.replace("\\", r"\\"))
    text = _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return f'"""\n{text}"""'.replace("\n", style.newline)


def _scalar(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    import tomli_w

    return tomli_w.dumps({"k": value})[len("k = ") : -1]
