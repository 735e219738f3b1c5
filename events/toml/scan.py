"""The smallest parts of TOML: where lines, headers, keys, values and comments begin and end.

Nothing here parses a value. The patterns' repeats are possessive: nothing is tried twice, so time
is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]
"""Start and end in characters of the text, the end not included."""
Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices: ``("event", 3, "readings", 0, "value")``."""

_ML_BASIC = r'"""(?:[^"\\]++|\\.|""?(?!"))*+"{3,5}'  # the first two of five quotes are content
_ML_LITERAL = r"'''(?:[^']++|''?(?!'))*+'{3,5}"
_BASIC = r'"(?:[^"\\\n]++|\\[^\n])*+"'
_LITERAL = r"'[^'\n]*+'"
_STRING = rf"(?:{_ML_BASIC}|{_ML_LITERAL}|{_BASIC}|{_LITERAL})"
_COMMENT = r"#[^\r\n]*+"
_PLAIN = r"[^\s\"'\[\]{}#,=]++"
_SCALAR = rf"{_PLAIN}(?:[ ]{_PLAIN})?+"  # with one blank inside: 1979-05-27 07:32:00


def _bracketed(depth: int) -> str:
    """An array or inline table that holds others to some depth; deeper ones are counted out."""
    inner = rf"{_STRING}|{_COMMENT}|[^\[\]{{}}\"'#]++"
    pattern = rf"[\[{{](?:{inner})*+[\]}}]"
    for _ in range(depth):
        pattern = rf"[\[{{](?:{inner}|{pattern})*+[\]}}]"
    return pattern


_VALUE = rf"(?:{_STRING}|{_bracketed(3)}|{_SCALAR})"
_PART = rf"(?:[A-Za-z0-9_-]++|{_BASIC}|{_LITERAL})"
_KEY = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_WS = r"[ \t]*+"
_EOL = r"(?:\r?\n|\Z)"
_REST = rf"{_WS}(?P<comment>{_COMMENT})?+{_EOL}"  # what may follow a statement on its line

_STRING_RE = re.compile(_STRING, re.DOTALL)
_SCALAR_RE = re.compile(_SCALAR)
_PART_RE = re.compile(_PART)
_REST_RE = re.compile(_REST)
_BRACKET_RE = re.compile(rf"{_STRING}|{_COMMENT}|[\[\]{{}}]", re.DOTALL)
_QUOTE = re.compile(
    rf"{_ML_BASIC}|{_ML_LITERAL}|(?P<open>\"\"\"|''')|{_BASIC}|{_LITERAL}|{_COMMENT}|(?P<quote>[\"'])",
    re.DOTALL,
)
_EMPTY_LINE = re.compile(rf"{_WS}(?:{_COMMENT})?+{_EOL}")
_LINES = re.compile(
    rf"(?:{_WS}(?:{_KEY}{_WS}={_WS}{_VALUE}{_WS})?+(?:{_COMMENT})?+\r?\n)*+", re.DOTALL
)
_HEADER = re.compile(rf"{_WS}(?P<open>\[\[?+){_WS}(?P<key>{_KEY}){_WS}(?P<close>\]\]?+){_REST}")
_STATEMENT = re.compile(rf"{_WS}(?P<key>{_KEY}){_WS}={_WS}(?P<value>{_VALUE}){_REST}", re.DOTALL)
_KEY_EQUALS = re.compile(rf"{_WS}(?P<key>{_KEY}){_WS}={_WS}")
_GAP = re.compile(rf"(?:[\s,]++|{_COMMENT})*+")  # between the items of an array or inline table
_INLINE_KEY = re.compile(rf"(?P<key>{_KEY})\s*+=(?:\s++|{_COMMENT})*+")


class ScanError(ValueError):
    """The text is no TOML at ``pos``, where a statement or value begins that is not understood."""

    def __init__(self, message: str, pos: int) -> None:
        super().__init__(message)
        self.pos = pos


class HeaderLine(NamedTuple):
    """A line ``[x]`` or ``[[x]]`` as written."""

    key: Span
    brackets: Span
    array: bool
    end: int
    """Where the next line begins."""


class Assignment(NamedTuple):
    """A statement ``key = value  # comment`` as written."""

    key: Span
    value: Span
    comment: Span | None
    end: int
    """Where the next line begins."""


class Item(NamedTuple):
    """An item of an array or inline table: its index or dotted key, and where it stands."""

    names: Path
    key: Span | None
    value: Span


def skip_lines(text: str, pos: int) -> int:
    """Past all lines from ``pos`` that begin no table.

    It also stops at the last line if that has no line end, at values nested more than four deep,
    and at faults.
    """
    return _skip(_LINES, text, pos)


def skip_empty_line(text: str, pos: int) -> int | None:
    """Past a line that holds a comment at most; None if it holds more."""
    match = _EMPTY_LINE.match(text, pos)
    return None if match is None else match.end()


def read_header(text: str, pos: int) -> HeaderLine | None:
    """The header on the line at ``pos``; None if there is none."""
    match = _HEADER.match(text, pos)
    if match is None:
        return None
    opened, closed = match["open"], match["close"]
    if len(opened) != len(closed):
        raise ScanError("header brackets do not match", match.start("open"))
    brackets = (match.start("open"), match.end("close"))
    return HeaderLine(match.span("key"), brackets, len(opened) == 2, match.end())


def read_assignment(text: str, pos: int) -> Assignment:
    """The statement that begins on the line at ``pos``."""
    match = _STATEMENT.match(text, pos)
    if match is not None:
        return Assignment(match.span("key"), match.span("value"), _comment(match), match.end())
    begin = _KEY_EQUALS.match(text, pos)
    if begin is None:
        raise ScanError("not a statement", pos)
    end = value_end(text, begin.end())
    rest = _REST_RE.match(text, end)
    if rest is None:
        raise ScanError("text after the value", end)
    return Assignment(begin.span("key"), (begin.end(), end), _comment(rest), rest.end())


def statement_start(text: str, pos: int) -> int:
    """Where the statement or header begins that ``pos`` is in, or right behind."""
    start = 0
    while True:
        match = _LINES.match(text, start, pos)
        start = start if match is None else match.end()
        header = _HEADER.match(text, start, pos)
        if header is None or header.end() >= pos:
            return start
        start = header.end()


def open_quote(text: str, start: int, end: int) -> int | None:
    """Where a string begins in ``start..end`` that does not end there; None if all do."""
    for match in _QUOTE.finditer(text, start, end):
        if match["open"] or match["quote"]:
            return match.start()
    return None


def deep_bracket(text: str, depth: int) -> int | None:
    """Where the outermost of ``depth`` brackets inside one another opens; None if there is none."""
    opened: list[int] = []
    for token in _BRACKET_RE.finditer(text):
        sign = text[token.start()]
        if sign in "[{":
            opened.append(token.start())
            if len(opened) >= depth:
                return opened[0]
        elif sign in "]}" and opened:
            opened.pop()
    return None


def value_end(text: str, pos: int) -> int:
    """Where the value that begins at ``pos`` ends; raises `ScanError` if it does not."""
    match = _STRING_RE.match(text, pos)
    if match is not None:
        return match.end()
    if text[pos : pos + 1] in ("[", "{"):
        depth = 0
        for token in _BRACKET_RE.finditer(text, pos):
            sign = text[token.start()]
            if sign in "[{":
                depth += 1
            elif sign in "]}":
                depth -= 1
                if not depth:
                    return token.end()
        raise ScanError("unclosed bracket", pos)
    match = _SCALAR_RE.match(text, pos)
    if match is None:
        raise ScanError("no value", pos)
    return match.end()


def items(text: str, value: Span) -> Iterator[Item]:
    """What an array or inline table holds; nothing for other values."""
    start, end = value
    if start >= end or text[start] not in "[{":
        return
    table, pos, index = text[start] == "{", start + 1, 0
    while (pos := _skip(_GAP, text, pos)) < end - 1:
        names: Path = (index,)
        key = None
        if table:
            match = _INLINE_KEY.match(text, pos)
            if match is None:
                raise ScanError("not a key", pos)
            key, pos = match.span("key"), match.end()
            names = key_names(text, key)
        after = value_end(text, pos)
        yield Item(names, key, (pos, after))
        pos, index = after, index + 1


def key_names(text: str, key: Span) -> tuple[str, ...]:
    """The parts of a dotted key, quotes off and escapes read."""
    raw = text[key[0] : key[1]]
    if raw.isidentifier():
        return (raw,)
    return tuple(_unquoted(match, key[0]) for match in _PART_RE.finditer(raw))


def key_part(text: str, key: Span, nth: int) -> Span:
    """Where one part of a dotted key stands; ``nth`` may count from the end, as an index does."""
    spans = [match.span() for match in _PART_RE.finditer(text[key[0] : key[1]])]
    start, end = spans[nth]
    return key[0] + start, key[0] + end


def _skip(pattern: re.Pattern[str], text: str, pos: int) -> int:
    match = pattern.match(text, pos)
    return pos if match is None else match.end()


def _comment(match: re.Match[str]) -> Span | None:
    return None if match["comment"] is None else match.span("comment")


def _unquoted(part: re.Match[str], offset: int) -> str:
    raw = part[0]
    if raw[0] == "'":
        return raw[1:-1]
    if raw[0] != '"':
        return raw
    if "\\" not in raw:
        return raw[1:-1]
    import tomli

    try:
        return str(tomli.loads(f"k={raw}")["k"])
    except tomli.TOMLDecodeError:
        raise ScanError("not an escape", offset + part.start()) from None
