from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from events.blocks import Blocks
from events.toml.scan import Path, ScanError

SAMPLE = """\
#:schema ./x.json
# of the first
[[event]]
id = "a"  # beside
# below a

# nobody's

# of b
[[event]]
id = "b"
title = { en = "B", "中" = "乙" }
[event.extra]
deep.er = [1, { x = 2 }]
[[event.rows]]
n = 1
[[event.rows]]
n = 2
# of timeline
[timeline]
title = "T"
[[company]]
id = "c"
# at the end"""


def text_at(blocks: Blocks, path: Path, key: bool = False) -> str:
    start, end = blocks.locate(path, key=key)
    return blocks.text[start:end]


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("event", 0, "id"), '"a"', "id"),
        (("event", 1, "title", "中"), '"乙"', '"中"'),
        (("event", 1, "extra", "deep", "er"), "[1, { x = 2 }]", "er"),
        (("event", 1, "extra", "deep", "er", 1, "x"), "2", "x"),
        (("event", 1, "extra", "deep", "er", 0), "1", "1"),
        (("event", 1, "extra", "deep"), "[1, { x = 2 }]", "deep"),
        (("event", 1, "extra"), "[event.extra]", "extra"),
        (("event", 1, "rows"), "[[event.rows]]", "rows"),
        (("event", 1, "rows", 1), "[[event.rows]]", "[[event.rows]]"),
        (("event", 1, "rows", 1, "n"), "2", "n"),
        (("event", 0), "[[event]]", "[[event]]"),
        (("event",), "[[event]]", "event"),
        (("timeline", "title"), '"T"', "title"),
        # What is not there: the nearest around it.
        (("event", 0, "nothing"), "[[event]]", "[[event]]"),
        (("event", 1, "title", "fr"), '{ en = "B", "中" = "乙" }', '{ en = "B", "中" = "乙" }'),
        (("event", 1, "extra", "deep", "er", 7), "[1, { x = 2 }]", "[1, { x = 2 }]"),
    ],
)
def test_locate(path: Path, value: str, key: str) -> None:
    blocks = Blocks(SAMPLE)
    assert text_at(blocks, path) == value
    if path[-1:] != (1,) and path[-1:] != (0,):
        assert text_at(blocks, path, key=True) == key


def test_nested_rows_are_told_apart() -> None:
    blocks = Blocks(SAMPLE)
    rows = [blocks.locate(("event", 1, "rows", n)) for n in (0, 1)]
    assert [blocks.linecol(start) for start, _ in rows] == [(15, 1), (17, 1)]


def test_root_keys_come_before_the_first_table() -> None:
    blocks = Blocks('timeline.title = "T"\nevent = [{ id = "a" }, { id = "b" }]\n')
    assert text_at(blocks, ("timeline", "title")) == '"T"'
    assert text_at(blocks, ("event", 1, "id")) == '"b"'
    assert blocks.tables("event") == []
    assert [s.path for s in blocks.root.statements] == [("timeline", "title"), ("event",)]


def owned_text(table: str, index: int | None = None) -> list[str]:
    blocks = Blocks(SAMPLE)
    block = blocks.block(table) if index is None else blocks.block(table, index)
    assert block is not None
    return [blocks.text[start:end] for start, end in block.owned()]


def test_comments_belong_to_the_block_they_touch() -> None:
    (first,) = owned_text("event", 0)
    assert first == '# of the first\n[[event]]\nid = "a"  # beside\n# below a\n'
    (second,) = owned_text("event", 1)
    assert second.startswith("# of b\n[[event]]")
    assert second.endswith("n = 2\n")  # the comment below is the next header's
    assert owned_text("timeline") == ['# of timeline\n[timeline]\ntitle = "T"\n']
    assert owned_text("company", 0) == ['[[company]]\nid = "c"\n# at the end']


def test_a_comment_in_a_string_is_none() -> None:
    text = '[[event]]\nnote = """\n# x\n# y"""\n[[event]]\nid = "b"\n'
    blocks = Blocks(text)
    assert [text[a:b] for a, b in blocks.tables("event")[1].owned()] == ['[[event]]\nid = "b"\n']


def test_scattered_block_has_several_segments() -> None:
    text = '[[event]]\nid = "a"\n[[company]]\nid = "c"\n[event.title]\nen = "A"\n'
    (event,) = Blocks(text).tables("event")
    assert [text[a:b] for a, b in event.segments] == [
        '[[event]]\nid = "a"\n',
        '[event.title]\nen = "A"\n',
    ]
    assert tomli.loads(event.source) == {"event": [{"id": "a", "title": {"en": "A"}}]}


@pytest.mark.parametrize(
    "text",
    [
        "[[event]\n",
        "x",
        "x =",
        'x = "',
        'x = """a',
        "x = [1",
        "x = {",
        "= 1",
        "[a]]\n",
        '["\\q"]',
    ],
)
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ScanError):
        Blocks(text)


@pytest.mark.parametrize(
    "text",
    [
        '"""' * 50_000,
        "x = " + "[" * 100_000,
        "x = " + "[" * 50_000 + "]" * 50_000,
        "x = [{" * 50_000,
        'x = """\n[[event]]\n' * 20_000,
        "x = [\n[[event]]\n" * 20_000,
        "[" + "a." * 50_000 + "b]\n",
        'x = "\\' * 50_000,
        "[[event]]\n" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_take_no_long_time(text: str) -> None:
    # Anything worse than linear would run for minutes here.
    assert 0 <= where_refused(text) <= len(text)


# Random documents

_SCALARS = [
    "1",
    "-2.5",
    "1_000",
    "true",
    "2025-11-11",
    "2025-11-11 10:00:00",
    "inf",
    '""',
    '"[[event]] # no comment \\" = 1"',
    '"千问"',
    "'C:\\[event]'",
    '"""\n[[event]]\nid = "x"\n"""',
    '"""# a""\\"""" b"""""',
    '"""\\\n   [event]"""',
    "'''\n[[event]]\n# x\n'''''",
    "'''a'''''",
]
_WRAPPERS = [
    "{}",
    "{}",
    "{}",
    "[]",
    "[{}]",
    "[ {}, # ], [[event]]\n\n  {} ,\n]",
    "[[{}], [[[[{}]]]]]",
    "{{}}",
    "{{ a = {}, 'b c'.d = {} }}",
    "[{{ x.y = [{}, {{}}] }}, {{ z = {} }}]",
]


@st.composite
def values(draw: st.DrawFn) -> str:
    scalars = draw(st.tuples(st.sampled_from(_SCALARS), st.sampled_from(_SCALARS)))
    return draw(st.sampled_from(_WRAPPERS)).format(*scalars)


@st.composite
def documents(draw: st.DrawFn) -> str:
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines: list[str] = []
    count = 0

    def section() -> None:
        nonlocal count
        for _ in range(draw(st.integers(0, 3))):
            count += 1
            key = draw(st.sampled_from(["k{}", '"k {}"', "a{}.b", "'k#{}' . \"[x]\"", "7{}"]))
            beside = draw(st.sampled_from(["", "  # beside", "#"]))
            value = draw(values())
            lines.append(f"{draw(_INDENT)}{key.format(count)} = {value}{beside}")
            lines.extend(draw(st.lists(st.sampled_from(["", "# x", "  # [[event]]"]), max_size=2)))

    section()
    in_event = False
    for _ in range(draw(st.integers(0, 5))):
        count += 1
        headers = ["[[event]]", "[[ event ]]", '[["event"]]', "[[company]]", f"[other{count}]"]
        if in_event:
            headers += [f"[event.sub{count}]", "[[event.rows]]", f"[event.a{count}.b]"]
        header = draw(st.sampled_from(headers))
        in_event = in_event or "event" in header
        lines.extend(draw(st.lists(st.sampled_from(["", "# top", "#"]), max_size=3)))
        lines.append(draw(_INDENT) + header + draw(st.sampled_from(["", " # head"])))
        section()
    text = "\n".join([*lines, ""] if draw(st.booleans()) else lines).replace("\n", newline)
    try:
        tomli.loads(text)
    except ValueError:
        assume(False)
    return text


_INDENT = st.sampled_from(["", "  ", "\t"])


def rebuilt(blocks: Blocks) -> dict[str, Any]:
    """The data as the scanner's headers and statements have it; only values are parsed."""
    data: dict[str, Any] = {}

    def at(path: Path) -> Any:
        node: Any = data
        for part, following in pairwise((*path, "")):
            empty: Any = [] if isinstance(following, int) else {}
            if isinstance(node, list):
                if part == len(node):
                    node.append(empty)
                node = node[int(part)]
            else:
                node = node.setdefault(part, empty)
        return node

    for block, _ in blocks.pieces():
        for header in block.headers:
            at(header.path)
        for statement in block.statements:
            path = block.path + statement.path
            value = tomli.loads("v = " + blocks.text[slice(*statement.value)])["v"]
            at(path[:-1])[path[-1]] = value
    return data


def leaves(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(data, dict) and data:
        return [leaf for key, value in data.items() for leaf in leaves(value, (*path, key))]
    if isinstance(data, list) and data:
        return [leaf for n, value in enumerate(data) for leaf in leaves(value, (*path, n))]
    return [(path, data)]


@given(documents())
def test_scanner_agrees_with_parser(text: str) -> None:
    blocks = Blocks(text)
    assert rebuilt(blocks) == tomli.loads(text)
    assert "".join(text[start:end] for _, (start, end) in blocks.pieces()) == text


@given(documents())
def test_every_value_is_located(text: str) -> None:
    blocks = Blocks(text)
    data = tomli.loads(text)
    for path, value in leaves(data):
        found = text_at(blocks, path)
        if value == {} and (not path or found.startswith("[")):
            continue  # a table that has no value of its own: nothing but a header
        assert tomli.loads(f"v = {found}")["v"] == value
        if isinstance(path[-1], str):
            assert tomli.loads(f"{text_at(blocks, path, key=True)} = 1") == {path[-1]: 1}


@given(documents())
def test_a_block_can_be_cut_out(text: str) -> None:
    blocks = Blocks(text)
    data = tomli.loads(text)
    spans = sorted(
        span for table in ("event", "company") for b in blocks.tables(table) for span in b.owned()
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for table in ("event", "company"):
        for index, block in enumerate(blocks.tables(table)):
            rest, pos = "", 0
            for start, end in block.owned():
                rest, pos = rest + text[pos:start], end
            rest += text[pos:]
            others = [row for n, row in enumerate(data[table]) if n != index]
            assert tomli.loads(rest).get(table, []) == others
            assert tomli.loads(block.source)[table] == [data[table][index]]


@given(st.text(alphabet="[]{}\"'=#.,\\ \n\r\tae1-千", max_size=80))
def test_garbage_is_refused_or_read(text: str) -> None:
    assert 0 <= where_refused(text) <= len(text)


def where_refused(text: str) -> int:
    """Where the scanner gives up; 0 if it reads all."""
    try:
        blocks = Blocks(text)
        for block, _ in blocks.pieces():
            for statement in block.statements:
                blocks.locate(block.path + statement.path)
    except ScanError as error:
        return error.pos
    return 0
