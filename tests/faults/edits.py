"""Whether an edited document holds what was wanted and is otherwise the same, byte for byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import tomli

from events.blocks import Block, Blocks
from events.editing import splices
from events.editing.refusals import Refusal
from events.editing.splices import BOM, Sheet
from events.editing.wanted import Cut, Insert, Put, Splice
from events.toml.reshape import same
from tests.faults.documents import Writer, some_splices, wanted

_COMMENT = re.compile(r"# c\d+ ")


def edit_one(rng: Random) -> tuple[str, list[str]]:
    """Write a random document, edit it, and say how it went and what is wrong with the outcome."""
    text = Writer(rng).document()
    edits = some_splices(rng, tomli.loads(text.removeprefix(BOM)))
    try:
        after = Sheet(Path("f.toml"), text).edited(edits)
    except Refusal as refusal:
        return f"refused: {type(refusal).__name__}", []
    return "edited", list(faults(text, edits, after))


@contextmanager
def narrow_view() -> Iterator[None]:
    """Let an edit parse again only what it must, as in a large text."""
    around = splices._AROUND
    splices._AROUND = 0
    try:
        yield
    finally:
        splices._AROUND = around


def edit_many(seeds: range) -> tuple[Counter[str], list[str]]:
    """Edit a random document for each seed; count the outcomes and list the faults."""
    counts: Counter[str] = Counter()
    found = []
    for seed in seeds:
        outcome, wrong = edit_one(Random(seed))
        counts[outcome] += 1
        found += [f"seed {seed}: {fault}" for fault in wrong]
    return counts, found


def faults(text: str, edits: list[Splice], after: str) -> Iterator[str]:
    """What is wrong with ``after`` as the outcome of the edits of ``text``."""
    old, new = tomli.loads(text.removeprefix(BOM)), tomli.loads(after.removeprefix(BOM))
    if not same(new, wanted(old, edits)):
        yield "not the wanted data"
        return
    yield from _wrong_frame(text, after)
    text, after = text.removeprefix(BOM), after.removeprefix(BOM)
    touched = {(s.table, s.nth) for s in edits if not isinstance(s, Insert)}
    blocks = Blocks(text)
    every = dict.fromkeys(block for block, _ in blocks.pieces())
    yield from _lost_blocks(text, [b for b in every if b.path not in touched and b.table], after)
    gone: set[str] = set()
    for splice in edits:
        block = blocks.block(splice.table, splice.nth)
        if isinstance(splice, Insert) or block is None:
            continue
        if isinstance(splice, Cut):
            gone |= {c for a, b in block.owned() for c in _COMMENT.findall(text[a:b])}
            continue
        before = old[splice.table][splice.nth]
        gone |= _comments_of_changed(text, block, before, splice.data)
        yield from _lost_statements(text, block, before, splice.data, after)
    lost = set(_COMMENT.findall(text)) - set(_COMMENT.findall(after)) - gone
    if lost:
        yield f"lost comments {sorted(lost)}"
    if all(isinstance(splice, Put) for splice in edits):
        paths = {(splice.table, splice.nth) for splice in edits}
        outside = [_without_bodies(each, paths) for each in (text, after)]
        if any(len(block.segments) > 1 for block in every if block.path in paths):
            # Where a part of a table goes that stood alone, the blank lines around it meet.
            outside = [re.sub(r"(\r?\n)+", "\n", each).strip() for each in outside]
        if outside[0] != outside[1]:
            yield "text outside the tables changed"
    elif len(edits) == 1:
        yield from _changed_outside(text, blocks, edits[0], after)


def _without_bodies(text: str, paths: set[tuple[str, int]]) -> str:
    """What stands outside some tables."""
    rest, pos = "", 0
    blocks = [Blocks(text).block(*path) for path in paths]
    for start, end in sorted(span for block in blocks if block for span in block.bodies()):
        rest, pos = rest + text[pos:start], end
    return rest + text[pos:]


def _wrong_frame(text: str, after: str) -> Iterator[str]:
    if text.startswith(BOM) != after.startswith(BOM):
        yield "the BOM is not as it was"
    text, after = text.removeprefix(BOM), after.removeprefix(BOM)
    if text and after and text.endswith("\n") != after.endswith("\n"):
        yield "the end of the last line is not as it was"
    lines, crlf = text.count("\n"), text.count("\r\n")
    if crlf == lines > 0 and after.count("\r\n") != after.count("\n"):
        yield "LF in a file of CRLF"
    if not crlf and "\r" in after:
        yield "CRLF in a file of LF"


def _lost_blocks(text: str, blocks: list[Block], after: str) -> Iterator[str]:
    pos = 0
    for start, end in sorted(span for block in blocks for span in block.owned()):
        source = text[start:end].rstrip("\r\n")
        found = after.find(source, pos)
        if found < 0:
            yield f"untouched table changed: {source[:60]!r}"
        pos = max(pos, found)


def _comments_of_changed(text: str, block: Block, old: dict[str, Any], new: Any) -> set[str]:
    """Comments that may go: those in and right above the statements whose value changed."""
    gone: set[str] = set()
    headers = [(header.path[2:], header.start, header.end) for header in block.headers]
    statements = [(found.path, found.start, found.end) for found in block.statements]
    for path, start, end in headers + statements:
        key = path[0] if path else None
        if key is None or (key in new and same(old.get(str(key)), new[key])):
            continue
        while start > 0 and text[:start].rstrip("\r\n").rpartition("\n")[2].lstrip().startswith(
            "#"
        ):
            start = text.rfind("\n", 0, start - 1) + 1
        gone |= set(_COMMENT.findall(text[start:end]))
    return gone


def _lost_statements(
    text: str, block: Block, old: dict[str, Any], new: dict[str, Any], after: str
) -> Iterator[str]:
    for statement in block.statements:
        key = str(statement.path[0])
        if key in new and same(old[key], new[key]):
            source = text[statement.start : statement.end].rstrip("\r\n")
            if source not in after:
                yield f"untouched statement changed: {source[:60]!r}"


def _changed_outside(text: str, blocks: Blocks, splice: Splice, after: str) -> Iterator[str]:
    """For a single cut: the text before and behind the table is there to the byte."""
    block = blocks.block(splice.table, splice.nth)
    if not isinstance(splice, Cut) or block is None or len(block.segments) > 1:
        return
    ((start, end),) = block.owned()
    if not after.startswith(text[:start].rstrip()):
        yield "the text before the table changed"
    if not after.rstrip().endswith(text[end:].strip()):
        yield "the text behind the table changed"
