from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from events.model import TABLES
from events.toml.pieces import MOST_FAULTS
from events.toml.recover import parse

EVENTS = 7


EVENT = """\
[[event]]
id = "e{n}"
date = 2025-0{m}-01
title = {{ en = "E{n}", zh = "第{n}" }}
tags = [
  "a",  # one
  "b",
]
note = \"\"\"
[[event]]
id = "no event"
\"\"\"
"""


def document() -> str:
    events = (EVENT.format(n=n, m=n + 1) for n in range(EVENTS))
    return '#:schema ./x.json\n[timeline]\ntitle = "T"\n\n' + "\n".join(events)


def events_of(text: str) -> tuple[list[Any], list[int]]:
    """What can be read of the events, and the lines of the faults."""
    pieces, faults = parse(text, TABLES)
    events = [event for piece in pieces for event in piece.data.get("event", ())]
    return events, [text.count("\n", 0, fault.span[0]) + 1 for fault in faults]


def test_a_whole_text_is_one_piece() -> None:
    text = document()
    (piece,), faults = parse(text, TABLES)
    assert (piece.start, piece.end, piece.data) == (0, len(text), tomli.loads(text))
    assert faults == []


BREAK: dict[str, Callable[[str], str]] = {
    "missing quote": lambda block: block.replace('"a"', '"a'),
    "missing closing quote of a title": lambda block: block.replace('en = "E', "en = E"),
    "full-width quotes": lambda block: block.replace('id = "', "id = “", 1),
    "full-width comma": lambda block: block.replace('", zh', '"， zh'),
    "full-width equals": lambda block: block.replace("date =", "date ＝"),
    "bare month": lambda block: block.replace("-01\ntitle", "\ntitle"),
    "no such day": lambda block: block.replace("-01\ntitle", "-99\ntitle"),
    "double key": lambda block: block.replace("tags", 'id = "twice"\ntags'),
    "lost bracket": lambda block: block.replace('"b",\n]', '"b",\n'),
    "lost brace": lambda block: block.replace('" }\n', '"\n'),
    "lost multi-line end": lambda block: block.replace('event"\n"""', 'event"\n'),
    "yaml": lambda block: block.replace("id = ", "id: "),
    "bare word": lambda block: block.replace('id = "', "id = ").replace('"\ndate', "\ndate"),
    "text": lambda block: block.replace("tags", "this is a remark\ntags"),
    "header half": lambda block: block.replace("[[event]]", "[[event]", 1),
    "nul": lambda block: block.replace("tags", "\0tags"),
    "deep": lambda block: block.replace("tags", "x = " + "[" * 1000 + "]" * 1000 + "\ntags"),
    "backslash": lambda block: block.replace('en = "', 'en = "C:\\Users'),
    "conflict": lambda block: block.replace(
        "tags", '<<<<<<< HEAD\nid = "x"\n=======\nid = "y"\n>>>>>>> b\ntags'
    ),
}


@pytest.mark.parametrize("how", BREAK)
@pytest.mark.parametrize("nth", [0, 3, EVENTS - 1])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_broken_event_costs_no_other(how: str, nth: int, newline: str) -> None:
    text = document()
    start = text.index(f'[[event]]\nid = "e{nth}"')
    end = text.find(f'[[event]]\nid = "e{nth + 1}"') if nth + 1 < EVENTS else len(text)
    broken = BREAK[how](text[start:end])
    assert broken != text[start:end]
    lines = range(text.count("\n", 0, start) + 1, (text[:start] + broken).count("\n") + 2)
    events, faults = events_of((text[:start] + broken + text[end:]).replace("\n", newline))
    expected = [event for n, event in enumerate(tomli.loads(text)["event"]) if n != nth]
    ids = {event["id"] for event in expected}
    assert [event for event in events if event.get("id") in ids] == expected
    assert faults
    assert faults[0] in lines


def test_a_conflict_over_whole_events_leaves_both_sides_out() -> None:
    text = (
        '[[event]]\nid = "a"\n<<<<<<< HEAD\n[[event]]\nid = "b"\n=======\n[[event]]\nid = "c"\n'
        '>>>>>>> other\n[[event]]\nid = "d"\n'
    )
    events, faults = events_of(text)
    assert [event["id"] for event in events] == ["a", "d"]
    assert faults == [3]


def test_pieces_right_alone_but_not_together() -> None:
    events, faults = events_of(
        '[timeline]\ntitle = "a"\n[timeline]\ntitle = "b"\n[[event]]\nid = "a"\n'
    )
    assert [event["id"] for event in events] == ["a"]
    assert faults == [3]


def test_undecodable_pieces_are_left_out() -> None:
    text = '[[event]]\nid = "a"\n[[event]]\nid = "\udce9"\n[[event]]\nid = "b"\n'
    pieces, faults = parse(text, TABLES, damaged=True)
    assert [piece.data["event"][0]["id"] for piece in pieces] == ["a", "b"]
    assert faults == []


def test_every_fault_is_counted() -> None:
    _, faults = parse("[[event]]\nid =\n" * (MOST_FAULTS + 50), TABLES)
    assert len(faults) == MOST_FAULTS + 50


@given(st.text(alphabet="[]{}\"'=#<>., \n\ra1-千\0\ud800", max_size=200), st.booleans())
def test_garbage_is_read_in_order_and_without_overlap(text: str, damaged: bool) -> None:
    text = "[[event]]\n" + text.replace("<", "\n<<<<<<< a\n[[event]]\n")
    pieces, faults = parse(text, TABLES, damaged=damaged)
    ends = [0, *(pos for piece in pieces for pos in (piece.start, piece.end)), len(text)]
    assert ends == sorted(ends)
    assert all(0 <= start <= end <= len(text) for start, end in (fault.span for fault in faults))
