"""What an import makes of records: which event each is, what changes, which names it needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli

from events.files import load
from events.imports.writing import change_of
from tests.command_line import write_timeline
from tests.exchange.imported import changes, previewed, sorts, why, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")


def rows(folder: Path, name: str, table: str = "event") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads((folder / name).read_text("utf-8")).get(table, [])
    return found


def objects(*events: dict[str, Any]) -> str:
    return json.dumps(events, ensure_ascii=False, indent=0)


# Which event it is


def test_by_id_else_by_date_and_title_else_new(folder: Path) -> None:
    found = previewed(
        load(folder),
        "id,date,title\n"
        "qwen-dau,2026-02-07,Qwen at 73.52 million a day\n"  # all of it
        ",2025-11,qwen launches\n"  # by date and title, in any case and language
        "other,2025-12-01/2025-12-31,Ele.me becomes Taobao Flash Sale\n"  # another date
        ",2025-11,千问面市！\n",
        "csv",
    )
    assert sorts(found) == ["2 same", "3 changed", "4 new", "5 new"]
    assert [item.id for item in found.items] == [
        "qwen-dau",
        "qwen-launch",
        "other",
        "2025-11-千问面市",
    ]


def test_two_of_one_date_and_title_are_two_events_and_stay_so(folder: Path) -> None:
    text = "date,title,summary\n2025-01,A,one\n2025-01,A,two\n2025-01,A,one\n"
    first = written(folder, text, "csv")
    assert sorts(first) == ["2 new", "3 new", "4 same"]
    assert why(first) == ["the same as line 2"]
    assert [row["id"] for row in rows(folder, "in.toml")] == ["2025-01-a", "2025-01-a-2"]
    assert sorts(previewed(load(folder), text, "csv")) == ["2 same", "3 same", "4 same"]


def test_one_id_for_two_things_is_refused(folder: Path) -> None:
    found = previewed(load(folder), "id,title\nx,A\nx,B\nx,A\n", "csv")
    assert sorts(found) == ["2 new", "3 refused", "4 same"]
    assert "line 2 has the id “x” too" in why(found)[0]


def test_an_event_that_was_renamed_or_retitled_here_is_still_known(folder: Path) -> None:
    text = "date,title,tags\n2025-01-02,Some Title,x\n"
    written(folder, text, "csv")
    file = folder / "in.toml"
    file.write_text(file.read_text("utf-8").replace('"Some Title"', '"Better"'), "utf-8")
    found = previewed(load(folder), text, "csv")
    assert sorts(found) == ["2 changed"]
    assert changes(found.items[0]) == {"title": ("Better", "Some Title")}
    file.write_text(file.read_text("utf-8").replace("-some-title", "-mine"), "utf-8")
    assert sorts(previewed(load(folder), "date,title\n2025-01-02,better\n", "csv")) == ["2 changed"]


# What changes


def test_fields_change_one_by_one_and_blanks_take_nothing_away(folder: Path) -> None:
    given = {
        "id": "qwen-dau", "date": "2026-02-08", "kind": "用户", "products": [], "summary": None,
        "title": {"zh": "千问日活破七千万"}, "tags": ["b", "a"], "status": "disputed",
        "readings": [
            {"metric": "DAU", "product": "千问", "value": 73_520_000},
            {"metric": "dau", "product": "qwen", "low": 1, "high": 2, "by": "QuestMobile"},
            {"metric": "dau", "product": "qwen", "value": 74_000_000, "by": "Alibaba"},
        ],
        "citations": [{"source": "An article"}, {"source": "s1", "place": "§2"}],
    }  # fmt: skip
    timeline = load(folder)
    found = previewed(timeline, objects(given), "json")
    (item,) = found.items
    assert changes(item) == {
        "date": ("2026-02-07", "2026-02-08"),
        "title": (
            {"en": "Qwen at 73.52 million a day", "zh": "千问日活7352万"},
            {"en": "Qwen at 73.52 million a day", "zh": "千问日活破七千万"},
        ),
        "tags": ([], ["b", "a"]),
        "status": ("reported", "disputed"),
        "readings": (
            [{"metric": "dau", "product": "qwen", "value": 73_520_000, "by": "QuestMobile"}],
            [
                {"metric": "dau", "product": "qwen", "value": 73_520_000, "by": "QuestMobile"},
                {"metric": "dau", "product": "qwen", "low": 1, "high": 2, "by": "QuestMobile"},
                {"metric": "dau", "product": "qwen", "value": 74_000_000, "by": "Alibaba"},
            ],
        ),
        "citations": ([{"source": "s1"}], [{"source": "s1"}, {"source": "s1", "place": "§2"}]),
    }
    before = (folder / "events.toml").read_text("utf-8")
    change_of(timeline, found, "in.toml").apply()
    assert not (folder / "in.toml").exists()
    after = (folder / "events.toml").read_text("utf-8")
    assert after.split("[[event]]")[:5] == before.split("[[event]]")[:5]  # no other event's bytes
    assert sorts(previewed(load(folder), objects(given), "json")) == ["2 same"]


def test_a_figure_of_the_same_provider_takes_the_place_of_the_old_one(folder: Path) -> None:
    given = {
        "id": "qwen-dau",
        "readings": [
            {"metric": "dau", "product": "qwen", "low": 1, "high": 2, "by": "QuestMobile"}
        ],
    }
    (item,) = previewed(load(folder), objects(given), "json").items
    assert changes(item)["readings"][1] == given["readings"]


@pytest.mark.parametrize(
    ("given", "sort"),
    [
        ({"id": "qwen-launch", "companies": ["alibaba"]}, "same"),  # its product brings it along
        ({"id": "undated", "tags": ["End", "loose"]}, "same"),
        ({"id": "undated", "title": {"und": "Some day"}}, "same"),
        ({"id": "undated", "title": {"en": "Some  day"}}, "same"),
        ({"id": "undated", "title": {"en": "Some day", "zh": "某天"}}, "changed"),
        ({"id": "undated", "status": "报道"}, "same"),
        ({"id": "qwen-launch", "title": "千问面市"}, "same"),
        ({"id": "doubao-dau", "readings": [{"metric": "dau", "value": 100_000_000}]}, "changed"),
        (
            {"id": "doubao-dau", "readings": [{"metric": "dau", "product": "豆包",
                                               "value": 100_000_000, "bound": "over"}]},
            "same",
        ),
        ({"id": "qwen-launch", "citations": [{"source": "s1"}]}, "same"),
    ],
)  # fmt: skip
def test_what_says_nothing_new_is_the_same(folder: Path, given: dict[str, Any], sort: str) -> None:
    assert [item.sort for item in previewed(load(folder), objects(given), "json").items] == [sort]


def test_links_follow_ids_and_those_that_lead_nowhere_are_told(folder: Path) -> None:
    given: list[dict[str, Any]] = [
        {"id": "a", "title": "A", "related": ["b", "gone", "undated"]},
        {"id": "b", "date": "2025-11", "title": "千问面市"},
        {"id": "c", "title": "C", "related": ["gone"]},
    ]
    found = previewed(load(folder), objects(*given), "json")
    assert [item.sort for item in found.items] == ["new", "same", "new"]
    assert found.items[0].data["related"] == ["qwen-launch", "undated"]
    assert "related" not in found.items[2].data
    assert why(found) == ["no such event, link left out: gone"] * 2


# What is refused


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"title": "A", "companies": ["Alibabba"]}, "did you mean alibaba? --make-names"),
        ({"title": "A", "products": ["千文"]}, "did you mean 千问?"),
        ({"title": "A", "kind": "user"}, "did you mean users?"),
        ({"title": "A", "readings": [{"metric": "dua", "value": 1}]}, "did you mean dau?"),
        ({"title": "A", "citations": [{"source": "An artcle"}]}, "did you mean An article?"),
        ({"title": "A", "status": "sure"}, "no status “sure”; one of: reported"),
        ({"date": "2025"}, "no title"),
        ({"title": "A", "date": "03/04/2025"}, "--dates"),
        ({"title": "A\0"}, "title holds a NUL"),
        ({"title": "A", "tags": ["a\0"]}, "tags holds a NUL"),
        ({"title": "A", "companies": ["a\0"]}, "company holds a NUL"),
        ({"title": "A", "summary": "x" * 100_001}, "100,001 characters"),
        ({"title": ["A"]}, "title"),
        ({"title": "A", "tags": [1]}, "tags"),
        ({"title": "A", "readings": [{"metric": "dau"}]}, "value"),
        ({"title": "A", "readings": [{"metric": "dau", "value": 1, "colour": 2}]}, "colour"),
        ({"title": "A", "readings": ["dau 1"]}, "list of tables"),
        ({"title": "A", "companies": [{"id": "a"}]}, "is no name"),
        ({"title": "\ud800"}, "half a character"),
        ({"title": "A", "summary": {"en": "\ud800"}}, "half a character"),
        ({"title": "A", "tags": ["\ud800"]}, "half a character"),
        (["no object"], "JSON object"),
    ],
)
def test_refused_with_the_reason(folder: Path, given: Any, reason: str) -> None:
    found = previewed(load(folder), json.dumps([given, {"title": "good"}], indent=0), "json")
    assert [item.sort for item in found.items] == ["refused", "new"]
    assert reason in why(found)[0]


def test_a_figure_in_another_unit_is_refused(folder: Path) -> None:
    found = previewed(load(folder), "title,DAU\nA,¥5\nB,5 users\n", "csv")
    assert [item.sort for item in found.items] == ["refused", "new"]
    assert "counted in users, not in CNY" in why(found)[0]


# Names and sources


def test_names_are_made_once_and_only_for_what_is_taken(folder: Path) -> None:
    text = (
        "date,title,company,product,kind,MAU,source title,url\n"
        "2025,A,Moon Shot,Kimi,launch,3600万人,On Kimi,https://www.e.org/kimi/1\n"
        "2026,B,MOON SHOT,kimi,Launch,,On Kimi,https://www.e.org/kimi/1\n"
        "2025-99,C,Never Seen,,,,,\n"
    )
    how: dict[str, Any] = {"columns": {"MAU": "reading:MAU"}}
    assert sorts(previewed(load(folder), text, "csv", **how)) == ["2 refused", "3 refused",
                                                                  "4 refused"]  # fmt: skip
    found = written(folder, text, "csv", make=True, **how)
    assert sorts(found) == ["2 new", "3 new", "4 refused"]
    assert rows(folder, "names.toml", "company")[-1] == {"id": "moon-shot", "name": "Moon Shot"}
    assert rows(folder, "names.toml", "product")[-1] == {
        "id": "kimi",
        "name": "Kimi",
        "company": "moon-shot",
    }
    assert rows(folder, "names.toml", "kind")[-1] == {"id": "launch", "name": "launch"}
    assert rows(folder, "names.toml", "metric")[-1] == {
        "id": "mau", "name": "MAU", "unit": "users",
    }  # fmt: skip
    assert rows(folder, "names.toml", "source")[-1] == {
        "id": "on-kimi", "title": "On Kimi", "url": "https://www.e.org/kimi/1",
    }  # fmt: skip
    assert rows(folder, "in.toml")[0] == {
        "id": "2025-a", "date": "2025", "kind": "launch", "companies": ["moon-shot"],
        "products": ["kimi"], "title": "A",
        "readings": [{"metric": "mau", "product": "kimi", "value": 36_000_000}],
        "citations": [{"source": "on-kimi"}],
    }  # fmt: skip
    again = previewed(load(folder), text, "csv", make=True, **how)
    assert sorts(again) == ["2 same", "3 same", "4 refused"]
    assert again.made == {}


def test_a_source_is_known_by_its_address(folder: Path) -> None:
    names = folder / "names.toml"
    names.write_text(names.read_text("utf-8") + 'url = "https://e.org/1"\n', "utf-8")
    found = previewed(load(folder), "title,url\nA,https://e.org/1\n", "csv")
    assert found.items[0].data["citations"] == [{"source": "s1"}]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://e.org/a b", "https://e.org/a%20b"),
        ("ftp://e.org", None),
        ("http://", None),
        ("https:// e.org", None),
    ],
)
def test_the_address_of_a_new_source_is_one_or_it_is_refused(
    folder: Path, address: str, kept: str | None
) -> None:
    text = f"title,source.title,url\nA,S,{address}\n"
    found = previewed(load(folder), text, "csv", make=True)
    if kept is None:
        assert why(found) == [f"“{address}” is no web address: http:// or https://"]
    else:
        assert found.made["source"] == [{"id": "s", "url": kept, "title": "S"}]


def test_all_events_may_be_cited_to_one_source(folder: Path) -> None:
    text = "id,title,source,place\nundated,Some day,,\nx,X,s1,§4\n"
    found = written(folder, text, "csv", source="s1")
    assert sorts(found) == ["2 changed", "3 new"]
    assert rows(folder, "in.toml")[0]["citations"] == [{"source": "s1", "place": "§4"}]
    assert sorts(previewed(load(folder), text, "csv", source="s1")) == ["2 same", "3 same"]


def test_names_that_the_file_brings_are_made_as_they_are(folder: Path) -> None:
    text = """
[[company]]
id = "child"
name = { en = "Child", zh = "子" }
aliases = ["kid"]
parent = "mother"

[[company]]
id = "mother"

[[product]]
id = "toy"
company = "child"

[[event]]
title = "A"
products = ["toy"]
"""
    assert "only in the file" in why(previewed(load(folder), text, "toml"))[0]
    written(folder, text, "toml", make=True)
    assert [row["id"] for row in rows(folder, "names.toml", "company")][2:] == ["child", "mother"]
    assert rows(folder, "names.toml", "company")[2]["aliases"] == ["kid"]
    assert rows(folder, "names.toml", "product")[-1] == {"id": "toy", "company": "child"}


def test_a_shown_date_counts_where_it_fits_the_plain_one(folder: Path) -> None:
    slides = {
        "events": [
            {"start_date": {"year": 2025, "month": 11}, "display_date": shown,
             "text": {"headline": shown}}
            for shown in ("c. Nov 2025", "Q4 2025", "May 1999", "once upon a time")
        ]
    }  # fmt: skip
    found = previewed(load(folder), json.dumps(slides), "timelinejs")
    assert [(item.date, item.data.get("note")) for item in found.items] == [
        ("2025-11~", None),
        ("2025-36", None),
        ("2025-11", "Shown date: May 1999"),
        ("2025-11", "Shown date: once upon a time"),
    ]


# Where it goes


@pytest.mark.parametrize("newest_first", [False, True])
def test_new_events_go_in_order_of_date_into_a_file_that_is_there(
    tmp_path: Path, newest_first: bool
) -> None:
    dates = ["2025-01", "2025-03", "2025-05"]
    if newest_first:
        dates.reverse()
    (tmp_path / "e.toml").write_text(
        "# mine\n\n"
        + "\n".join(f'[[event]]\nid = "{date}"\ndate = "{date}"\n# kept\n' for date in dates)
    )
    new = [(f"2025-{month:02}", f"n{month}") for month in (6, 4, 2, 1)]
    text = "date,title\n" + "".join(f"{date},{title}\n" for date, title in new) + ",undated\n"
    written(tmp_path, text, "csv", into="e.toml")
    found = [str(row.get("date", "-")) for row in rows(tmp_path, "e.toml")]
    assert found[-1] == "-"
    assert found[:-1] == sorted(found[:-1], reverse=newest_first)
    assert (tmp_path / "e.toml").read_text().startswith("# mine\n\n")


def test_into_an_empty_folder_go_names_and_events(tmp_path: Path) -> None:
    written(tmp_path, "date,title,company\n2026,B,X\n2025-03-04,A,X\n", "csv", make=True)
    assert [row["title"] for row in rows(tmp_path, "in.toml")] == ["A", "B"]
    assert "date = 2025-03-04\n" in (tmp_path / "in.toml").read_text()
    assert rows(tmp_path, "names.toml", "company") == [{"id": "x", "name": "X"}]
    assert not load(tmp_path).problems


def test_a_new_product_belongs_to_the_one_company_of_its_rows(tmp_path: Path) -> None:
    text = (
        "date,title,company,product\n"
        "2025-01,A,X Inc,Kimi\n"
        "2025-02,B,X Inc,Kimi\n"
        "2025-03,C,X Inc,Both\n"
        "2025-04,D,Y,Both\n"
        "2025-04,D2,X Inc,Both\n"
        "2025-05,E,X Inc; Y,Shared\n"
        "not a date,F,Y,Kimi\n"
        "2025-06,G,,Alone\n"
    )
    found = written(tmp_path, text, "csv", make=True)
    made = {row["id"]: row.get("company") for row in rows(tmp_path, "names.toml", "product")}
    assert made == {"kimi": "x-inc", "both": None, "shared": None, "alone": None}
    assert "both is made without a company: x-inc or y?" in why(found)
    assert not [problem for problem in load(tmp_path).problems if problem.level == "error"]
