"""CSV and its kin: headings, separators, cells, and what people's spreadsheets get wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.exports.csv_columns import LISTS, inert, list_cell
from events.imports import cells
from events.imports.columns import FIELDS, guess
from events.imports.formats import guessed
from events.imports.records import Extent, Fault, Reading, Record, Unreadable
from events.imports.texts import decoded
from events.names import Names
from tests.exchange.imported import data, records, refused

NAMES: dict[str, Any] = {
    "metric": Names([("dau", {"en": "DAU", "zh": "日活"}, ())]),
    "company": Names([("idle", "Idle, Inc.", ()), ("alibaba", "阿里巴巴", ("阿里",))]),
    "product": Names([("qwen", {"en": "Qwen app", "zh": "千问"}, ())]),
    "source": Names([("s1", "An article", ())]),
}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Title", "title"),
        ("事件", "title"),
        ("标题", "title"),
        ("title.ja", "title.ja"),
        ("Title (EN)", "title.en"),
        ("中文标题", "title.zh"),
        ("Date", "date"),
        ("日期", "date"),
        ("Start Date", "start"),
        ("结束日期", "end"),
        ("Companies", "companies"),
        ("公司", "companies"),
        ("产品", "products"),
        ("类型", "kind"),
        ("Description", "summary"),
        ("备注", "note"),
        ("标签", "tags"),
        ("来源", "source"),
        ("URL", "source.url"),
        ("日活", "reading:dau"),
        ("Colour", ""),
        ("", ""),
    ],
)
def test_headings_are_known_in_both_languages(heading: str, field: str) -> None:
    assert guess(heading, NAMES["metric"]) == field


def test_every_field_is_found_under_its_own_name() -> None:
    assert {field: guess(field, None) for field in FIELDS} == {field: field for field in FIELDS}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found(mark: str) -> None:
    text = f'date{mark}title{mark}tags\n2025{mark}"A, B; C|D\tE"{mark}x\n'
    assert data(text, "csv") == [{"date": "2025", "title": "A, B; C|D\tE", "tags": ["x"]}]


def test_the_line_of_excel_names_the_separator_and_lines_count_on() -> None:
    found = records('sep=;\r\ndate;title\r\n2025;"A\r\nB"\r\n\r\n2026;C\r\n', "csv")
    assert [(one.line, one.data["title"]) for one in found if isinstance(one, Record)] == [
        (3, "A\nB"),
        (6, "C"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "date"),
    [
        ("date", "2025-11", "2025-11"),
        ("start,end", "2025-01,2025-03", Extent("2025-01", "2025-03")),
        ("start,end", "2025-01,", "2025-01"),
        ("date,end", "2025-01,2025-03", Extent("2025-01", "2025-03")),
        ("year,month,day", "2025,,", "2025"),
        ("year,month,day", "2025,3,", "2025-03"),
        ("year,month,day", "2025.0,3.0,4", "2025-03-04"),
        ("年,月,日", "2025,3,4", "2025-03-04"),
        ("year,end year", "2024,2025", Extent("2024", "2025")),
        ("date,time", "2025-11-03,9:30", "2025-11-03 9:30"),
        ("日期,时间", "2025-11-03,9:30", "2025-11-03 9:30"),
        ("date,year", "2025-11-03,2024", "2025-11-03"),
    ],
)
def test_dates_in_one_column_or_several(header: str, row: str, date: Any) -> None:
    assert data(f"title,{header}\nA,{row}\n", "csv") == [{"title": "A", "date": date}]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2025,,4", "no month"),
        (",3,4", "no year"),
        ("MMXXV,,", "no number"),
        ("-44,3,15", "before the year 1"),
    ],
)
def test_parts_that_make_no_date_are_refused(row: str, why: str) -> None:
    ((line, said),) = refused(f"title,year,month,day\nA,{row}\n", "csv")
    assert line == 2
    assert why in said


def test_a_row_of_everything() -> None:
    text = (
        "Date,Title,标题 (zh),Summary,Kind,Company,Products,Tags,日活,Source,Place,Colour\n"
        '2025-11,Qwen,千问,"Two\nlines",users,"Idle, Inc.",千问,"a, b",>1.3亿,s1,§4,red\n'
    )
    how = {"names": NAMES, "columns": {"标题 (zh)": "title.zh", "Title": "title.en"}}
    assert data(text, "csv", **how) == [
        {
            "date": "2025-11",
            "title": {"en": "Qwen", "zh": "千问"},
            "summary": "Two\nlines",
            "kind": "users",
            "companies": ["Idle, Inc."],
            "products": ["千问"],
            "tags": ["a", "b"],
            "readings": [
                {"metric": "dau", "value": 130_000_000, "bound": "over", "product": "千问"}
            ],
            "citations": [{"source": "s1", "place": "§4"}],
        }
    ]


def test_one_reading_a_row_and_a_source_in_columns() -> None:
    text = (
        "title,metric,value,by,source title,publisher,url,published,place\n"
        "A,DAU,35–40M,QuestMobile,A report,Gazette,https://e.org/1,2026-01,p. 3\n"
    )
    (found,) = records(text, "csv", names=NAMES)
    assert isinstance(found, Record)
    assert found.data["readings"] == [
        {"metric": "DAU", "low": 35_000_000, "high": 40_000_000, "by": "QuestMobile"}
    ]
    assert found.data["citations"] == [{"source": "A report", "place": "p. 3"}]
    assert found.sources["A report"] == {
        "title": "A report",
        "publisher": "Gazette",
        "url": "https://e.org/1",
        "published": "2026-01",
    }


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("dau qwen >1亿 by=Alibaba", [("dau", "qwen", {"value": 10**8, "bound": "over"})]),
        ("日活 Qwen app 3500万–4000万", [("日活", "Qwen app", {"low": 35e6, "high": 40e6})]),
        ("Qwen app DAU 73.52M · DAU 1M", [("DAU", "Qwen app", {}), ("DAU", None, {})]),
        ('[{"metric": "dau", "value": 1}]', [("dau", None, {"value": 1})]),
    ],
)
def test_readings_in_a_cell(cell: str, rows: list[tuple[str, str | None, dict[str, Any]]]) -> None:
    found = cells.readings(cell, NAMES)
    assert [(row["metric"], row.get("product")) for row in found] == [row[:2] for row in rows]
    for row, (_, _, wanted) in zip(found, rows, strict=True):
        assert row.items() >= wanted.items()


def test_what_makes_no_reading_is_counted_and_figures_are_not_guessed_at() -> None:
    reading = Reading(names=NAMES)
    from events.imports.delimited import read

    text = 'title,metric,value,by\nA,DAU,n/a,QuestMobile\nB,DAU,"1,5",\nC,DAU,1.234.567,\nD,,5,\n'
    first, *others = read(text, reading)
    assert isinstance(first, Record)
    assert "readings" not in first.data
    assert reading.left == {"by": 1}
    assert [one.line for one in others if not isinstance(one, Record)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("s1", [{"source": "s1"}]),
        ("An article:§4 ¶4", [{"source": "An article", "place": "§4 ¶4"}]),
        ("s1：§1; https://e.org/a:b", [
            {"source": "s1", "place": "§1"}, {"source": "https://e.org/a:b"}
        ]),
        ("s1 date_words=去年末", [{"source": "s1", "date_words": "去年末"}]),
    ],
)  # fmt: skip
def test_citations_in_a_cell(cell: str, rows: list[dict[str, Any]]) -> None:
    assert cells.citations(cell, NAMES) == rows


@pytest.mark.parametrize("cell", ["dau", "dau lots", "[{", "[1]", '{"a": }'])
def test_readings_that_are_none(cell: str) -> None:
    with pytest.raises(Fault):
        cells.readings(cell, NAMES)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("a, b", ["a", "b"]),
        ("a，b、c", ["a", "b", "c"]),
        ("a, b; c", ["a, b", "c"]),
        ('"a; b"; c', ["a; b", "c"]),
        ('["a; b", "c"]', ["a; b", "c"]),
        ("Idle, Inc.", ["Idle, Inc."]),
        ("a\nb", ["a", "b"]),
        (";; ,", [","]),
    ],
)
def test_lists_in_a_cell(cell: str, words: list[str]) -> None:
    assert cells.listed(cell, NAMES["company"]) == words


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda text: text.strip()), max_size=4))
def test_a_list_that_was_exported_comes_back(items: list[str]) -> None:
    assert list(items) == (cells.listed(cell) if (cell := list_cell(items)) else [])


@given(st.text(alphabet='=+-@\'\t\r\n ,;""|a中＝', max_size=8))
@settings(max_examples=60)
def test_cells_kept_from_being_formulas_come_back(text: str) -> None:
    import csv
    import io

    out = io.StringIO()
    row = ["x", "", "", inert(text)]
    csv.writer(out, lineterminator="\r\n").writerows([["id", "lo", "hi", "note"], row])
    found = data(out.getvalue(), "csv")
    assert found == [{"id": "x"} | ({"note": text} if text.strip() else {})]
    assert "tags" in LISTS


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\n\n", "empty"),
        ("foo,bar\n1,2\n", "there are: foo, bar"),
        ("Date,Date,Title\n", "both mean date"),
        ("title,name\n", "both mean title"),
    ],
)
def test_columns_that_cannot_be_mapped(text: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        records(text, "csv")
    assert why in caught.value.en


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"Foo": "title"}, "there is no column “Foo”; there are: a, b, b"),
        ({"a": "titel"}, "did you mean title?"),
        ({"b": "title"}, "columns 2, 3"),
    ],
)
def test_maps_that_fit_nothing(columns: dict[str, str], why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        records("a,b,b\n1,2,3\n", "csv", columns=columns)
    assert why in caught.value.en


def test_columns_are_mapped_by_heading_and_number_and_left_out() -> None:
    reading = Reading(columns={"a": "title", "3": "日期", "name": "", "4": "reading:MAU"})
    from events.imports.delimited import read

    (found,) = read("a,name,b,b,c\nA,x,2025,5,z\n", reading)
    assert isinstance(found, Record)
    assert found.data == {
        "title": "A",
        "date": "2025",
        "readings": [{"metric": "MAU", "value": 5}],
    }
    assert reading.left == {"name": 1, "c": 1}
    assert reading.guessed == {"a": "title", "name": "", "b": "reading:MAU", "c": ""}


def test_ragged_rows_and_cells_beyond_belief_are_refused_by_line() -> None:
    huge = "x" * 100_001
    text = f'title,tags\nA\nB,b,\nC,c,more\n"{huge}",d\nD,d\n'
    assert refused(text, "csv") == [
        (4, "3 cells under 2 headings: a separator without quotes?"),
        (5, "“title” has 100,001 characters: a quote not closed?"),
    ]
    assert len(records(text, "csv")) == 5


def test_a_quote_that_is_never_closed_ends_the_reading_with_a_word() -> None:
    text = 'title,tags\nA,a\n"B,b\n' + "C,c\n" * 300_000
    found = records(text, "csv")
    assert len(found) == 2
    ((line, why),) = refused(text, "csv")
    assert line == 3
    assert "Nothing after it was read" in why


@pytest.mark.parametrize(
    ("bytes_", "encoding", "guess"),
    [
        ("日期,标题\n2025,千问面市\n".encode(), "utf-8", False),
        ("日期,标题\n2025,千问面市\n".encode("utf-8-sig"), "utf-8", False),
        ("日期,标题\n2025,千问面市\n".encode("utf-16"), "utf-16", False),
        ("日期,标题\n2025,千问面市，“大模型”\n".encode("gb18030"), "gb18030", True),
        (b"date,title\n2025,Plain\n", "utf-8", False),
    ],
)
def test_encodings_are_found(bytes_: bytes, encoding: str, guess: bool) -> None:
    found = decoded(bytes_)
    assert (found.encoding, found.guessed) == (encoding, guess)
    assert found.text.startswith(("日期", "date"))


@pytest.mark.parametrize(
    ("bytes_", "encoding", "why"),
    [
        ("date,title\n2025,Café à Orléans\n".encode("cp1252"), None, "line 2: byte 0xE9"),
        ("日期,標題\n2025,騰訊發佈混元大模型與雲端服務\n".encode("big5"), None, "no UTF-8"),
        ("date,title\n".encode("utf-16-le"), None, "--encoding utf-16-le"),
        (b"PK\x03\x04xl/workbook.xml", None, "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0abc", None, "Excel"),
        (b"%PDF-1.7", None, "a PDF"),
        (b"<!DOCTYPE html>\n<title>a, b</title>", None, "a web page"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', None, "a picture"),
        ("日期".encode("gb18030"), "utf-8", "line 1: this is not utf-8"),
        (b"a", "klingon", "no encoding 'klingon'"),
        (b"a", "rot13", "no encoding 'rot13'"),
    ],
)
def test_what_is_no_text_says_what_to_do(bytes_: bytes, encoding: str | None, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decoded(bytes_, encoding)
    assert why in caught.value.en


def test_an_encoding_that_is_named_is_used() -> None:
    assert decoded("標題".encode("big5"), "big5").text == "標題"


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.csv", "date,title\n", "csv"),
        ("a.txt", "date\ttitle\n", "tsv"),
        ("a.tsv", "date\ttitle\n", "tsv"),
        ("a.csv", "Year,Month,Day,Headline,Text\n", "timelinejs"),
        ("a.json", '{"events": [{"start_date": {}}]}', "timelinejs"),
        ("a.json", '[{"title": "A"}]', "json"),
        ("a.jsonl", '{"title": "A"}', "jsonl"),
        ("-", '[{"title": "A"}]', "json"),
        ("-", "BEGIN:VCALENDAR\n", "ics"),
        ("a.mw", "2025: A\n", "markwhen"),
        ("-", "title: T\n\n2025: A\n", "markwhen"),
        ("a.toml", "[[event]]\n", "toml"),
    ],
)
def test_formats_are_told_by_name_and_content(name: str, text: str, format: str) -> None:
    assert guessed(name, text) == format
