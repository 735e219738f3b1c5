"""Where each table, key, value and comment stands in a TOML text; the ground for safe edits.

It goes by two levels, since a big file must not pay for what is never looked at: `Blocks(text)`
walks over whole statements and keeps only the headers; the statements of one block are read when
first asked for. Every valid TOML 1.0 or 1.1 text is understood; not every invalid one is refused:
that is the parser's part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import NamedTuple

from events.toml.scan import (
    Path,
    ScanError,
    Span,
    items,
    key_names,
    key_part,
    read_assignment,
    read_header,
    skip_empty_line,
    skip_lines,
)


class Header(NamedTuple):
    """A line ``[x]`` or ``[[x]]``."""

    start: int
    end: int
    """Past the line's end."""
    path: Path
    """From the root, with the indices of arrays of tables put in."""
    key: Span
    """What stands between the brackets."""
    brackets: Span


class Statement(NamedTuple):
    """A key with its value, and the comment beside it."""

    start: int
    end: int
    """Past the end of its last line."""
    path: Path
    """From the block: ``("title", "en")``."""
    key: Span
    value: Span
    comment: Span | None


class Block:
    """One table of the text with all that belongs to it: an event, a company, …, or the root.

    ``table`` is its name, ``""`` for the root: what stands before the first header. ``index`` is
    its place among ``[[table]]``, None for a single ``[table]``. A block has several ``segments``
    if other tables stand between its own; each goes from a header to the next one not its own.
    """

    __slots__ = ("_blocks", "_sections", "index", "segments", "table")

    def __init__(self, blocks: Blocks, table: str, index: int | None) -> None:
        """Begin empty; `Blocks` fills it."""
        self.table = table
        self.index = index
        self.segments: list[Span] = []
        self._blocks = blocks
        self._sections: list[int] = []

    @property
    def path(self) -> Path:
        """The path of the block from the root."""
        if not self.table:
            return ()
        return (self.table,) if self.index is None else (self.table, self.index)

    @property
    def start(self) -> int:
        """Where its first header stands."""
        return self.segments[0][0]

    @property
    def headers(self) -> list[Header]:
        """Its header, and those of its sub-tables."""
        return [self._blocks.headers[number] for number in self._sections if number >= 0]

    @property
    def statements(self) -> list[Statement]:
        """Its keys and values in the order of the text, those of its sub-tables too."""
        return [found for number in self._sections for found in self._blocks.section(number)]

    @property
    def source(self) -> str:
        """Its text, without the text of others."""
        return "".join(self._blocks.text[start:end] for start, end in self.segments)

    def bodies(self) -> list[Span]:
        """Per segment: from the header's line to the end of the last statement's line."""
        return [(start, self._blocks.body_end(start, end)) for start, end in self.segments]

    def owned(self) -> list[Span]:
        """Per segment: the body with the comments that are the block's own.

        These are the comment lines right on top of a header, and those below the last statement up
        to a blank line or the end of the text. Comments with blank lines on both sides belong to
        nobody, as do directives to editors (``#:schema …``).
        """
        blocks = self._blocks
        return [
            (blocks.lead(start), blocks.tail(blocks.body_end(start, end), end))
            for start, end in self.segments
        ]

    def locate(self, path: Path, *, key: bool = False) -> Span:
        """Where the value at a path from this block stands, or with ``key`` its key.

        If there is no such value: the nearest one around it, at last the block's header.
        """
        text, base = self._blocks.text, len(self.path)
        best, depth = (self.start, self.start), -1
        for header in self.headers:
            here = header.path[base:]
            if len(here) > depth and path[: len(here)] == here:
                exact = key and here == path
                best = key_part(text, header.key, -1) if exact else header.brackets
                depth = len(here)
        for statement in self.statements:
            here = statement.path
            if len(here) > depth and path[: len(here)] == here:
                depth = len(here)
                if depth < len(path):
                    best = within(text, statement.value, path[depth:], key=key)
                else:
                    best = key_part(text, statement.key, -1) if key else statement.value
        if depth == len(path):
            return best
        return self._locate_implied(path, key) or best

    def _locate_implied(self, path: Path, key: bool) -> Span | None:
        """Where a table first shows that has no statement of its own: ``a`` of ``a.b = 1``."""
        text, whole = self._blocks.text, self.path + path
        for header in self.headers:
            if header.path[: len(whole)] == whole:
                nth = sum(isinstance(part, str) for part in whole) - 1
                return key_part(text, header.key, nth) if key else header.brackets
        for statement in self.statements:
            if statement.path[: len(path)] == path:
                nth = len(path) - len(statement.path) - 1
                return key_part(text, statement.key, nth) if key else statement.value
        return None


class Blocks:
    """All blocks of a TOML text: decoded, BOM off, line ends as they are.

    Raises :class:`events.toml.scan.ScanError` where the text is no TOML.
    """

    def __init__(self, text: str) -> None:
        """Find the headers, and group them to blocks."""
        self.text = text
        self.headers: list[Header] = list(_read_headers(text))
        self.root = Block(self, "", None)
        """What stands before the first header."""
        self._by_path: dict[Path, Block] = {}
        self._statements: dict[int, list[Statement]] = {}
        self._group()

    def let_go(self) -> None:
        """Let go of the blocks, which hold on to this: it is not looked at any more.

        Of many thousands, each looked at once, nothing then waits for the cyclic collector.
        """
        self._by_path.clear()
        del self.root

    def tables(self, name: str) -> list[Block]:
        """The blocks ``[[name]]`` in their order, or the one ``[name]``."""
        return [block for block in self._by_path.values() if block.table == name]

    def block(self, *path: str | int) -> Block | None:
        """The block with a path, as in ``blocks.block("event", 3)``."""
        return self._by_path.get(path)

    def pieces(self) -> list[tuple[Block, Span]]:
        """Every segment of every block in the order of the text: together they are the text."""
        found = [(block, span) for block in self._by_path.values() for span in block.segments]
        return [(self.root, self.root.segments[0]), *sorted(found, key=lambda piece: piece[1])]

    def locate(self, path: Path, *, key: bool = False) -> Span:
        """As `Block.locate`, with a path from the root: ``("event", 3, "date")``."""
        for length in (2, 1):
            block = self._by_path.get(path[:length])
            if block is not None:
                return block.locate(path[length:], key=key)
        first = self._by_path.get((*path, 0)) if len(path) == 1 else None
        if first is not None:  # an array of tables as a whole: its first header
            header = first.headers[0]
            return key_part(self.text, header.key, 0) if key else header.brackets
        return self.root.locate(path, key=key)

    def linecol(self, pos: int) -> tuple[int, int]:
        """Line and column of a place in the text, both from 1, the column in characters."""
        line = bisect_right(self._line_starts, pos)
        return line, pos - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def _group(self) -> None:
        headers = self.headers
        self.root._sections.append(-1)
        self.root.segments.append((0, headers[0].start if headers else len(self.text)))
        before: Block | None = None
        for number, header in enumerate(headers):
            end = headers[number + 1].start if number + 1 < len(headers) else len(self.text)
            owner = header.path[: _base(header.path)]
            block = self._by_path.get(owner)
            if block is None:
                index = owner[1] if len(owner) == 2 and isinstance(owner[1], int) else None
                block = self._by_path[owner] = Block(self, str(owner[0]), index)
            block._sections.append(number)
            if block is before:
                block.segments[-1] = (block.segments[-1][0], end)
            else:
                block.segments.append((header.start, end))
            before = block

    def section(self, number: int) -> list[Statement]:
        """The statements below header ``number`` and before the next; -1: before the first."""
        if number not in self._statements:
            self._statements[number] = list(self._read_section(number))
        return self._statements[number]

    def _read_section(self, number: int) -> Iterator[Statement]:
        headers, text = self.headers, self.text
        pos = headers[number].end if number >= 0 else 0
        end = headers[number + 1].start if number + 1 < len(headers) else len(text)
        base = headers[number].path[_base(headers[number].path) :] if number >= 0 else ()
        while pos < end:
            after_empty = skip_empty_line(text, pos)
            if after_empty is not None:
                pos = after_empty
                continue
            key, value, comment, after = read_assignment(text, pos)
            yield Statement(pos, after, base + key_names(text, key), key, value, comment)
            pos = after

    # The comments around a segment. All take and give places in the text.

    def body_end(self, start: int, end: int) -> int:
        """Where the last statement, or else header, of ``start..end`` ends, its line included."""
        number = bisect_right(self.headers, end - 1, key=lambda header: header.start) - 1
        section = self.section(number)
        if section:
            return section[-1].end
        return self.headers[number].end if number >= 0 else start

    def lead(self, header_start: int) -> int:
        """Where the comment lines begin that stand right on top of a header."""
        floor = self.body_end(0, header_start) if header_start else 0
        pos = header_start
        while pos > floor:
            line_start = self.text.rfind("\n", 0, pos - 1) + 1
            line = self.text[line_start:pos].lstrip(" \t")
            if not line.startswith("#") or line.startswith("#:"):
                break
            pos = line_start
        return pos

    def tail(self, body_end: int, end: int) -> int:
        """Where the comment lines end that follow a body, up to a blank line."""
        pos = body_end
        while pos < end:
            newline = self.text.find("\n", pos, end)
            line_end = end if newline < 0 else newline + 1
            if not self.text[pos:line_end].strip():
                return pos
            pos = line_end
        # No blank line: the comments are the next header's, if there is one.
        return pos if pos == len(self.text) else body_end


class _Tables:
    """The tables met so far below a name: of an array how many, and what is in its last."""

    __slots__ = ("below", "count")

    def __init__(self) -> None:
        self.count = 0
        self.below: dict[str, _Tables] = {}

    def path(self, names: tuple[str, ...], *, array: bool) -> Path:
        """Put in the indices of arrays; with ``array`` the last name begins a new element."""
        node = self
        path: list[str | int] = []
        for name in names:
            if node.count:
                path.append(node.count - 1)
            path.append(name)
            node = node.below.setdefault(name, _Tables())
        if array:
            path.append(node.count)
            node.count += 1
            node.below = {}
        return tuple(path)


def _read_headers(text: str) -> Iterator[Header]:
    tables, pos = _Tables(), 0
    while (pos := skip_lines(text, pos)) < len(text):
        line = read_header(text, pos)
        if line is not None:
            path = tables.path(key_names(text, line.key), array=line.array)
            yield Header(pos, line.end, path, line.key, line.brackets)
            pos = line.end
        else:
            after_empty = skip_empty_line(text, pos)
            pos = read_assignment(text, pos).end if after_empty is None else after_empty


def _base(path: Path) -> int:
    """How much of a header's path is that of its block."""
    return 2 if len(path) > 1 and isinstance(path[1], int) else 1


def within(text: str, value: Span, path: Path, *, key: bool = False) -> Span:
    """Where something inside an array or inline table stands, or the nearest around it."""
    while path:
        if isinstance(path[0], int) and path[0] < len(elements := _elements(text, value)):
            value, path = elements[path[0]], path[1:]
            continue
        for item in items(text, value):
            if path[: len(item.names)] == item.names:
                if key and item.key is not None and len(item.names) == len(path):
                    return key_part(text, item.key, -1)
                value, path = item.value, path[len(item.names) :]
                break
            if item.key is not None and item.names[: len(path)] == path:
                return key_part(text, item.key, len(path) - 1) if key else item.value
        else:
            break
    return value


@lru_cache(maxsize=1)  # each of thousands of readings may be asked for, one after the other
def _elements(text: str, value: Span) -> tuple[Span, ...]:
    """The elements of an array, up to where it is damaged; none of an inline table."""
    found: list[Span] = []
    if text[value[0] : value[0] + 1] == "[":
        with suppress(ScanError):
            found.extend(item.value for item in items(text, value))
    return tuple(found)
