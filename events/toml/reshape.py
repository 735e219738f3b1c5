"""One table changed within its text: comments, the order of the keys and the layout stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from events.blocks import Block, Blocks
from events.toml.layout import KEY_ORDER, Data, Style, ordered, statement_text, value_text
from events.toml.scan import Path

_ROWS = (("readings",), ("citations",))  # from two on they stand below each other


class ReshapeError(ValueError):
    """The table is written in a way that cannot be changed as wanted."""


def same(one: Any, other: Any) -> bool:
    """Whether two TOML values are the same, types too: 1, 1.0 and true are three values."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(v, other[k]) for k, v in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return repr(one) == repr(other)  # nan is nan, and -0.0 is not 0.0
    if isinstance(one, date | time):
        return bool(one.isoformat() == other.isoformat())  # two offsets, two values
    return bool(one == other)


def changed_text(text: str, table: str, nth: int, old: Data, new: Data, style: Style) -> str:
    """The text with its ``nth`` table of a sort holding ``new`` instead of ``old``.

    The text may be a whole file's, or that of the one block. The outcome is not verified here.
    Raises `ReshapeError`.
    """
    new = ordered(table, new)
    places = list(_replaced_values(old, new))
    kept = {key: value for key, value in new.items() if key in old}
    if None in places or len(kept) < len(old):
        text, places = _reshaped(text, table, nth, old, kept, style)
    block = _block(text, table, nth)
    spans = sorted(
        ((block.locate(path), path) for path in places if path is not None), reverse=True
    )
    for (start, end), path in spans:
        begin = start - text.rfind("\n", 0, start) - 1
        text = text[:start] + value_text(_at(new, path), style, begin) + text[end:]
    added = {key: value for key, value in new.items() if key not in old}
    return _with_keys(text, table, nth, added, style) if added else text


def _block(text: str, table: str, nth: int) -> Block:
    block = Blocks(text).block(table, nth)
    if block is None:
        raise LookupError(f"[[{table}]] {nth}")
    return block


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _replaced_values(old: Any, new: Any, path: Path = ()) -> Iterator[Path | None]:
    """The paths of single values that became others; None stands for any other change.

    New keys of the table itself do not count.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        if path and old.keys() != new.keys():
            yield None
        for key in old.keys() & new.keys():
            yield from _replaced_values(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield None
        for i, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _replaced_values(one, other, (*path, i))
    elif not same(old, new):
        yield path if _is_scalar(old) and _is_scalar(new) else None


# Changes of shape


def _reshaped(
    text: str, table: str, nth: int, old: Data, new: Data, style: Style
) -> tuple[str, list[Path | None]]:
    """Bring the table to the shape of ``new``; what single values to put then is returned too."""
    import tomlrt

    reshaping = _Reshaping(style)
    try:
        document = tomlrt.loads(text)
        reshaping.table(document.aot(table)[nth], old, new, ())
    except tomlrt.TOMLError as error:
        raise ReshapeError(str(error)) from error
    return tomlrt.dumps(document), list(reshaping.values)


class _Reshaping:
    """Removes, adds and reorders inside a table; collects the values that are to be replaced."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self.values: list[Path] = []

    def table(self, node: Any, old: Data, new: Data, path: Path) -> None:
        for key in [key for key in old if key not in new]:
            del node[key]
        for key, value in new.items():
            here = (*path, key)
            if key not in old:
                node[key] = self._new(value, here)
            else:
                self._value(node, key, old[key], value, here)

    def _value(self, node: Any, key: str | int, old: Any, new: Any, path: Path) -> None:
        """Bring the value of a key of a table, or at an index of an array, to its new shape."""
        if same(old, new):
            return
        if old and new and isinstance(old, dict) and isinstance(new, dict):
            self.table(node[key], old, new, path)
        elif old and new and _can_be_stepwise(node[key], old, new):
            self._list(node[key], old, new, path)
        elif _is_scalar(old) and _is_scalar(new):
            self.values.append(path)
        else:
            node[key] = self._new(new, path)

    def _list(self, node: Any, old: list[Any], new: list[Any], path: Path) -> None:
        import tomlrt

        sections = isinstance(node, tomlrt.AoT)
        right = len(old)  # where in the list as it is now the part begins that is done
        for i, j in reversed(list(_pairs(old, new))):
            if j is None:
                del node[i]
            elif i is None:
                node.insert(right, self._new(new[j], (*path, j), section=sections))
                continue
            else:
                self._value(node, i, old[i], new[j], (*path, j))
            right = i if i is not None else right
        indent = self._style.indent + self._style.item_indent
        grown = path in _ROWS and len(old) == 1 < len(new)
        if grown and not (sections or node.multiline or indent.strip(" ")):
            node.set_multiline(multiline=True, indent=len(indent))

    def _new(self, value: Any, path: Path, *, section: bool = False) -> Any:
        """A value to put in: lists and tables laid out, single values to be written afterwards."""
        if section:
            self.values += [(*path, key) for key in value if _is_scalar(value[key])]
            return value
        if _is_scalar(value):
            self.values.append(path)
            return value
        import tomlrt

        begin = len(self._style.indent) + len(str(path[-1])) + len(self._style.equals)
        return tomlrt.loads(f"k = {value_text(value, self._style, begin)}")["k"]


def _can_be_stepwise(node: Any, old: Any, new: Any) -> bool:
    """Whether both are lists, and the one of new may be written as the old one is."""
    import tomlrt

    if not isinstance(old, list) or not isinstance(new, list):
        return False
    return not isinstance(node, tomlrt.AoT) or all(isinstance(row, dict) for row in new)


def _pairs(old: list[Any], new: list[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Which item of the old list became which of the new; None for those that came or went."""
    from difflib import SequenceMatcher

    before, after = ([f"{type(item)}{item!r}" for item in items] for items in (old, new))
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for _, i, i_end, j, j_end in codes:
        while i < i_end or j < j_end:
            equal_rest = i_end - i == j_end - j
            if i < i_end and j < j_end and (equal_rest or _alike(old[i], new[j])):
                yield i, j
                i, j = i + 1, j + 1
            elif i < i_end and not any(_alike(old[i], item) for item in new[j:j_end]):
                yield i, None
                i += 1
            elif j < j_end:
                yield None, j
                j += 1
            else:
                yield i, None
                i += 1


def _alike(one: Any, other: Any) -> bool:
    """Whether two rows share half of what they say, so that one may be the other, changed."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    shared = sum(key in other and same(value, other[key]) for key, value in one.items())
    return 0 < max(len(one), len(other)) <= 2 * shared


# New keys


def _with_keys(text: str, table: str, nth: int, added: Data, style: Style) -> str:
    """Each key on a line of its own, behind the keys that come before it in the usual order."""
    block = _block(text, table, nth)
    order = KEY_ORDER.get(table, ())
    rank = {key: place for place, key in enumerate(order)}
    headers = block.headers
    below = headers[1].start if len(headers) > 1 else len(text)
    ends = {str(s.path[0]): s.end for s in block.statements if s.start < below}
    last = max(ends.values(), default=headers[0].end)
    lines: dict[int, list[str]] = {}
    for key in sorted(added, key=lambda key: rank.get(key, len(order))):
        before = [known for known in ends if rank.get(known, len(order)) < rank.get(key, -1)]
        if key not in rank:
            pos = last
        else:
            pos = ends[max(before, key=rank.__getitem__)] if before else headers[0].end
        lines.setdefault(pos, []).append(statement_text(key, added[key], style))
    for pos in sorted(lines, reverse=True):
        new = "".join(lines[pos])
        if text[pos - 1] != "\n":
            new = style.newline + new.removesuffix(style.newline)
        text = text[:pos] + new + text[pos:]
    return text
