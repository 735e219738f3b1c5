"""Names and ids in event files: what they lead to, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.files import load
from tests.files.written import NAMES, ids, places, write

NAME_CASES = [
    # The event's lines, and the column, code and suggestion of the problem.
    ('kind = "用户"', None),
    ('kind = "usres"', (8, "unknown-kind", "users")),
    ('companies = ["ALIBABA", "阿里"]', None),
    ('companies = ["ant", "alibba"]', (21, "unknown-company", "alibaba")),
    ('companies = ["阿里巴吧"]', (14, "unknown-company", "阿里巴巴")),
    ('products = ["千问"]', None),
    ('products = ["qwne"]', (13, "unknown-product", "qwen")),
    ('companies = ["tencent"]\nproducts = ["qwen"]', (13, "product-of-another", None)),
    ('companies = ["ant"]\nproducts = ["qwen"]', None),
    ('readings = [{ metric = "月活", value = 1 }]', None),
    ('readings = [{ metric = "mua", value = 1 }]', (24, "unknown-metric", "mau")),
    ('readings = [{ metric = "mau", product = "x", value = 1 }]', (41, "unknown-product", None)),
    (
        'readings = [{ metric = "mau" }, { metric = "mua", value = 1 }]',
        (44, "unknown-metric", "mau"),
    ),
    ('citations = [{ source = "source" }]', None),
    ('citations = [{ source = "s11" }]', (25, "unknown-source", "s1")),
    ('related = ["the-evnt"]', (12, "unknown-related", "the-event")),
    ("title.fr = 3", (12, "wrong-type", None)),
    ('[event.titel]\nen = "x"', (8, "unknown-key", "title")),
    ('[[event.readings]]\nmetric = "mua"\nvalue = 1', (10, "unknown-metric", "mau")),
]


@pytest.mark.parametrize(
    ("lines", "expected"), NAME_CASES, ids=[case[0][:40] for case in NAME_CASES]
)
def test_names(tmp_path: Path, lines: str, expected: tuple[int, str, str | None] | None) -> None:
    head = '[[event]]\nid = "the-event"\n'
    title = "" if lines.startswith("title") else 'title = "t"\n'
    write(tmp_path, names=NAMES, events=head + title + lines + "\n")
    timeline = load(tmp_path)
    problems = [p for p in timeline.problems if p.code not in ("reading-without-value",)]
    if expected is None:
        assert problems == []
        return
    (problem,) = problems
    assert (problem.column, problem.code, problem.suggestion) == expected
    assert problem.event == "the-event"
    text = (tmp_path / "events.toml").read_text("utf-8")
    line = text.splitlines()[problem.line - 1]
    assert problem.span is not None
    assert line[problem.column - 1 :].startswith(text[slice(*problem.span)].split("\n")[0])


def test_names_lead_to_ids(tmp_path: Path) -> None:
    write(
        tmp_path,
        names=NAMES,
        events='[[event]]\nid = "a"\ntitle = "t"\nkind = "用户"\ncompanies = ["Ant"]\n'
        'products = ["千问"]\nreadings = [{ metric = "月活", value = 1 }]\n',
    )
    timeline = load(tmp_path)
    (event,) = timeline.events
    assert (event.kind, event.companies, event.products) == ("users", ("ant",), ("qwen",))
    assert event.readings[0].metric == "mau"
    assert timeline.companies["ant"].parent == "alibaba"
    assert timeline.products["qwen"].company == "alibaba"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('[[company]]\nid = "a"\nname = "A"\nparent = "alibba"', ["z.toml:4:10 unknown-parent"]),
        ('[[product]]\nid = "a"\nname = "A"\ncompany = "x"', ["z.toml:4:11 unknown-company"]),
        ('[[company]]\nid = "a"\nname = "A"\nparent = "A"', ["z.toml:4:10 circular-parents"]),
        (
            (
                '[[company]]\nid = "a"\nname = "A"\nparent = "Bee"\n\n[[company]]\nid = "b"\n'
                'name = "Bee"\nparent = "a"'
            ),
            ["z.toml:4:10 circular-parents"],
        ),
        ('[[company]]\nid = "alibaba"\nname = "A"', ["z.toml:2:6 double-id"]),
        ('[[company]]\nid = "a"\nname = "阿里"', ["names.toml:7:12 double-name"]),
        ('[[company]]\nid = "a"', ["z.toml:1:1 missing-title"]),
        ('[[source]]\nid = "a"', ["z.toml:1:1 missing-title"]),
        ("[[company]]", ["z.toml:1:1 missing-key"]),
        ("[timeline]", ["z.toml:1:1 second-timeline"]),
    ],
)
def test_tables_of_names(tmp_path: Path, lines: str, expected: list[str]) -> None:
    assert places(load(write(tmp_path, names=NAMES, z=lines))) == expected


def test_no_company_is_its_own_ancestor(tmp_path: Path) -> None:
    companies = "".join(
        f'[[company]]\nid = "{a}"\nname = "{a}"\nparent = "{b}"\n' for a, b in ("ab", "bc", "ca")
    )
    timeline = load(write(tmp_path, a=companies))
    assert [company.parent for company in timeline.companies.values()] == [None, "c", "a"]


def test_double_ids_name_both_places(tmp_path: Path) -> None:
    event = '[[event]]\nid = "a"\ntitle = "{}"\n'
    write(tmp_path, a=event.format("first"), b="\n" + event.format("second"))
    timeline = load(tmp_path)
    (problem,) = timeline.problems
    assert (problem.file, problem.line, problem.code) == ("b.toml", 3, "double-id")
    assert "a.toml:2" in problem.what()
    assert [event.title for event in timeline.events] == ["first", "second"]
    assert timeline.number_of["a"] == 0


def test_an_event_without_id_gets_one_of_date_and_title(tmp_path: Path) -> None:
    event = '[[event]]\ndate = 2026-01-14\ntitle = {{ zh = "千问", en = "{}" }}\n'
    write(
        tmp_path,
        a=event.format("Qwen!") * 3 + '[[event]]\nid = "2026-01-14-qwen-2"\ntitle = "t"\n',
        b='[[event]]\ntitle = "千问"\n[[event]]\n',
    )
    timeline = load(tmp_path)
    assert ids(timeline) == [
        "2026-01-14-qwen",
        "2026-01-14-qwen-3",
        "2026-01-14-qwen-4",
        "2026-01-14-qwen-2",
        "千问",
        "event",
    ]
    assert [event.id for event in timeline.events] == ids(timeline)
    assert [problem.code for problem in timeline.problems] == ["missing-title"]
