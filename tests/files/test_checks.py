from __future__ import annotations

import string
from pathlib import Path

import pytest

from events.checks import check
from events.files import load
from events.finding import shipped
from events.names import nearest
from events.problems import RULES, Problem

NAMES = """\
[[company]]
id = "alibaba"
name = "Alibaba"
[[product]]
id = "qwen"
name = "Qwen"
company = "alibaba"
[[kind]]
id = "launch"
name = "Launch"
launch = true
[[kind]]
id = "users"
name = "Users"
[[metric]]
id = "mau"
name = "MAU"
[[source]]
id = "s"
title = "S"
published = 2026-01-20
"""
LAUNCH = """
[[event]]
id = "launch"
title = "launched"
date = {date}
kind = "launch"
products = ["qwen"]
citations = [{{ source = "s" }}]
"""
EVENT = """
[[event]]
id = "{id}"
title = "t"
products = ["qwen"]
citations = [{{ source = "s" }}]
{lines}
"""


def found(folder: Path, *events: str, names: str = NAMES) -> list[Problem]:
    (folder / "a.toml").write_text(names + "".join(events), "utf-8")
    return check(load(folder))


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def event(id: str = "e", *lines: str) -> str:
    return EVENT.format(id=id, lines="\n".join(lines))


def test_nothing_to_say(tmp_path: Path) -> None:
    assert found(tmp_path, event("e", "date = 2026-01-01")) == []


def test_the_shipped_timeline_passes() -> None:
    assert [problem for problem in check(load(shipped())) if problem.level != "remark"] == []


def test_what_loading_found_is_in_it(tmp_path: Path) -> None:
    problems = found(tmp_path, event("e", 'kind = "usres"', "titel = 3"))
    assert codes(problems) == ["unknown-kind", "unknown-key"]


# Before its own launch


@pytest.mark.parametrize(
    ("date", "launch", "told"),
    [
        ("2025-11-10", "2025-11-11", True),
        ("2025-11-11", "2025-11-11", False),
        ('"2025-11"', "2025-11-11", False),  # may be after it
        ('"2025-10"', '"2025-11"', True),
        ('"2025~"', '"2026-01"', True),
        ('"2025-10/.."', "2025-11-11", False),
        ("2025-11-10", '"../2026"', False),
    ],
)
def test_before_launch(tmp_path: Path, date: str, launch: str, told: bool) -> None:
    problems = found(tmp_path, LAUNCH.format(date=launch), event("e", f"date = {date}"))
    assert codes(problems) == (["before-launch"] if told else [])
    if told:
        assert problems[0].event == "e"
        assert problems[0].column == len("date = ") + 1
        assert "launch" in problems[0].what()


@pytest.mark.parametrize(
    "line", ['status = "planned"', 'status = "announced"', 'note = "But see launch."']
)
def test_before_launch_may_be_meant(tmp_path: Path, line: str) -> None:
    early = event("e", "date = 2025-01-01", line)
    assert found(tmp_path, LAUNCH.format(date="2025-11-11"), early) == []


# Readings that differ


def reading(figure: str, more: str = 'by = "Q"') -> str:
    return f"readings = [{{ metric = 'mau', {figure}, {more} }}]"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("value = 100", "value = 100.0", False),
        ("value = 100", "value = 101", True),
        ("value = 100", "low = 90, high = 110", False),
        ("low = 90, high = 100", "low = 100, high = 110", False),
        ("low = 90, high = 99", "low = 100, high = 110", True),
        ("value = 100, bound = 'over'", "value = 130", False),
        ("value = 100, bound = 'over'", "value = 130, bound = 'over'", False),
        ("value = 100, bound = 'over'", "value = 90", True),
        ("value = 100, bound = 'over'", "value = 90, bound = 'under'", True),
        ("value = 100, bound = 'about'", "value = 102", False),
        ("value = 100, bound = 'about'", "value = 150", True),
    ],
)
def test_readings_differ(tmp_path: Path, one: str, other: str, told: bool) -> None:
    for first, second in ((one, other), (other, one)):
        problems = found(
            tmp_path,
            event("a", "date = 2026-01-01", reading(first)),
            event("b", "date = 2026-01-01", reading(second)),
        )
        assert codes(problems) == (["readings-differ"] if told else [])
        if told:
            assert problems[0].event == "b"
            assert problems[0].column == len("readings = [") + 1


@pytest.mark.parametrize(
    "second",
    [
        event("b", "date = 2026-01-02", reading("value = 2")),
        event("b", "date = 2026-01-01", reading("value = 2", 'by = "R"')),
        event("b", "date = 2026-01-01", reading("value = 2", 'by = "Q", company = "alibaba"')),
        event("b", reading("value = 2")),
        event("b", "date = 2026-01-01", reading("value = 2"), 'note = "a has another."'),
        event("b", "date = 2026-01-01", reading("value = 2", 'by = "Q", note = "Not as a."')),
    ],
)
def test_readings_of_other_things_may_differ(tmp_path: Path, second: str) -> None:
    assert found(tmp_path, event("a", "date = 2026-01-01", reading("value = 1")), second) == []


def test_readings_of_one_event_may_not_differ(tmp_path: Path) -> None:
    two = "readings = [{ metric = 'mau', value = 1 }, { metric = 'mau', value = 2 }]"
    assert codes(found(tmp_path, event("a", "date = 2026-01-01", two))) == ["readings-differ"]


# Sources


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["date = 2026-01-21"], True),
        (["date = 2026-01-20"], False),
        (['date = "2026"'], False),
        (["date = 2026-01-21", 'status = "forecast"'], False),
        (["date = 2026-01-21", 'status = "disputed"'], True),
        ([], False),
    ],
)
def test_source_before_event(tmp_path: Path, lines: list[str], told: bool) -> None:
    problems = found(tmp_path, event("e", *lines))
    assert codes(problems) == (["source-before-event"] if told else [])
    if told:
        assert (problems[0].line, problems[0].column) == (27, 25)


def test_no_citation(tmp_path: Path) -> None:
    lone = '[[event]]\nid = "e"\ntitle = "t"\nproducts = ["qwen"]\n'
    problems = found(tmp_path, event("a"), lone)
    assert [(p.code, p.line, p.event) for p in problems] == [("no-citation", 29, "e")]


# Unused


def test_unused_names(tmp_path: Path) -> None:
    problems = found(tmp_path)
    assert [(p.code, p.line) for p in problems] == [
        ("unused-company", 1),
        ("unused-product", 4),
        ("unused-source", 18),
    ]


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (
            '[[company]]\nid = "p"\nname = "P"\n[[company]]\nid = "c"\nname = "C"\nparent = "p"\n',
            'companies = ["alibaba", "c"]',
        ),
        (
            '[[company]]\nid = "c"\nname = "C"\n',
            'readings = [{ metric = "mau", value = 1, company = "C" }]',
        ),
        (
            '[[company]]\nid = "c"\nname = "C"\n',
            'readings = [{ metric = "mau", value = 1, by = "C" }]',
        ),
        (
            '[[company]]\nid = "c"\nname = "C"\n[[product]]\nid = "d"\nname = "D"\ncompany = "c"\n',
            'readings = [{ metric = "mau", value = 1, product = "D" }]',
        ),
    ],
)
def test_used_in_some_way(tmp_path: Path, names: str, lines: str) -> None:
    assert found(tmp_path, event("e", lines), names=NAMES + names) == []


# Views


def test_bad_query(tmp_path: Path) -> None:
    views = (
        '[[view]]\nname = "a"\nquery = "kind:usres"\n[[view]]\nname = "b"\nquery = "kind:users"\n'
    )
    problems = found(tmp_path, event("e"), views)
    assert [(p.code, p.column) for p in problems] == [("bad-query", 9)]


def test_an_era_without_a_date(tmp_path: Path) -> None:
    eras = '[[era]]\nname = "a"\n[[era]]\nname = "b"\ndate = "2025"\n'
    problems = found(tmp_path, event("e"), eras)
    assert [(p.code, p.args) for p in problems] == [
        ("undated-era", (("name", "a"), ("name@zh", "a")))
    ]


def test_sorted_by_place(tmp_path: Path) -> None:
    problems = found(tmp_path, event("b", "date = 2030-01-01"), '[[event]]\nid = "a"\nkind = "x"\n')
    assert [p.line for p in problems] == sorted(p.line for p in problems)
    assert len(problems) >= 3


# Sentences


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_the_same_in_both_languages(code: str) -> None:
    rule = RULES[code]
    formatter = string.Formatter()
    for en, zh in zip(rule.en, rule.zh, strict=True):
        names = [{field for _, field, _, _ in formatter.parse(text) if field} for text in (en, zh)]
        assert names[0] == names[1]
        assert en.isascii() or any(sign in en for sign in "“”…↦→")
        assert not zh.isascii()
        assert en.strip() == en
    assert not rule.en[0][0].isupper() or rule.en[0].startswith(("TOML", "UTF"))
    assert rule.en[1].endswith((".", "…"))


def test_a_problem_as_json() -> None:
    problem = Problem(
        "unknown-company", "a.toml", 3, 5, (("value", "“alibba”"),), "e", (7, 15), "alibaba"
    )
    assert problem.as_dict() == {
        "level": "error",
        "code": "unknown-company",
        "file": "a.toml",
        "line": 3,
        "column": 5,
        "event": "e",
        "what": "no company is called “alibba”",
        "mend": "Did you mean “alibaba”? Correct it, or add a [[company]].",
        "suggestion": "alibaba",
    }
    assert problem.what("zh") == "没有名为“alibba”的公司"


def test_sentences_quote_files_safely_and_briefly() -> None:
    value = "{x}\x1b[2J\n" + "千" * 100_000
    words = Problem("unknown-company", "a", 1, 1, (("value", value),)).what()
    assert words.isprintable()
    assert len(words) < 200


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("alibba", ["tencent", "alibaba"], "alibaba"),
        ("ALIBABA", ["alibaba"], "alibaba"),
        ("阿里巴吧", ["腾讯", "阿里巴巴"], "阿里巴巴"),
        ("豆宝", ["千问", "豆包"], "豆包"),
        ("ｍａｕ", ["dau", "mau"], "mau"),
        ("xyz", ["alibaba", "tencent"], None),
        ("", ["a"], None),
        ("a" * 10_000, ["a"], None),
        ("event-050001", [f"event-{n:05}" for n in range(50_000)], "event-05000"),
    ],
)
def test_nearest(word: str, known: list[str], expected: str | None) -> None:
    assert nearest(word, known) == expected
