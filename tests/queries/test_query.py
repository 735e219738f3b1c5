from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.queries.syntax import DEEPEST, LONGEST, MOST_TERMS, read_syntax
from events.queries.words import FIELD_EXAMPLES, FIELD_NAMES, PART_NAMES, QUALITY_NAMES
from events.query import Query, QueryError, Result, Search, parse_query
from tests.small_timeline import small_timeline

TODAY = date(2026, 2, 26)


def parsed(text: str) -> Query:
    return parse_query(text, small_timeline(), TODAY)


def found(text: str) -> Result:
    return Search(small_timeline()).run(parsed(text))


def ids(text: str) -> list[str]:
    return [small_timeline().id_of[number] for number in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "until y2025 afu qwen mau doubao campaign window someday"),
        ("   ", "until y2025 afu qwen mau doubao campaign window someday"),
        # words: in title, summary, note, names, tags
        ("千问", "qwen mau"),
        ("ＱＷＥＮ", "qwen mau"),
        ("千问 破亿", "mau"),
        ("two FIGURES", "y2025"),
        ("health", "afu doubao"),
        ("questmobile", "mau doubao"),
        ("阿里", "y2025 qwen mau campaign"),
        ("nobody", "campaign"),
        ("完", "until"),
        ("nowhere", ""),
        ("9:30", ""),
        ("free or", "afu campaign"),
        # phrases
        ('"free order"', "afu campaign"),
        ("“free order”", "afu campaign"),
        ('"all; free"', "qwen"),
        ('"order free"', ""),
        ('""', "until y2025 afu qwen mau doubao campaign window someday"),
        # fields
        ("company:alibaba", "y2025 afu qwen mau campaign"),
        ("company:ant", "afu"),
        ("company:BABA,字节", "y2025 afu qwen mau doubao campaign someday"),
        ('company:"Ant Group", "字节跳动"', "afu doubao someday"),
        ("公司：阿里、字节 类型：用户", "mau doubao"),
        ("product:千问", "qwen mau"),
        ("kind:launch,stock", "afu qwen window"),
        ("tag:health", "afu doubao"),
        ('tag:"free order"', "afu"),
        ("source:jan", "afu qwen mau"),
        ("status:预测", "y2025"),
        ("metric:日活", "mau doubao"),
        ("by:BABA", "mau"),
        ("by:questmobile", "mau doubao"),
        ("id:mau", "mau"),
        ("id:do,un", "until doubao"),
        ("kind:users company:alibaba", "mau"),
        # without, either, brackets
        ("-company:alibaba", "until doubao window someday"),
        ("－公司：阿里", "until doubao window someday"),
        ("NOT company:alibaba", "until doubao window someday"),
        ("--kind:stock", "window"),
        ("kind:stock OR 完", "until window"),
        ("kind:stock 或 完", "until window"),
        ("kind:stock | 完", "until window"),
        ("company:bytedance kind:stock OR kind:users", "doubao"),
        ("kind:stock OR kind:users company:bytedance", "doubao"),
        ("(kind:users company:bytedance) OR kind:stock", "doubao window"),
        ("（kind:users company:bytedance）OR kind:stock", "doubao window"),
        ("-(kind:users OR kind:launch) is:exact", ""),
        ("kind:users AND company:bytedance", "doubao"),
        # dates
        ("date:2025-11", "y2025 qwen"),
        ("date:2025", "y2025 afu qwen"),
        ("date:2026-03-05", "campaign window"),
        ("date:2025-Q2..2025-06", "y2025 afu"),
        ("date:2021-05,2026-03", "until campaign window"),
        ("date:..2021", "until"),
        ("date:2026-03..", "campaign window"),
        ("date:2026-02/..", "campaign window"),
        ("date:[2026-03-08..2026-03-20]", "campaign window"),
        ('date:"last 2 months"', "y2025 mau doubao campaign"),
        ("date:去年末", "y2025 qwen"),
        ("日期：去年", "y2025 afu qwen"),
        ("within:2025", "y2025 afu qwen"),
        ("within:2025-06..2025-11", "afu qwen"),
        ("within:2026-02..", "campaign window"),
        ("within:..2021", "until"),
        ("since:2026-02", "campaign window"),
        ("since:2025-12-31", "y2025 mau doubao campaign window"),
        ("自:春节", "campaign window"),
        ("until:2025-01", "until y2025"),
        ("截至：2021-01-01", "until"),
        ("since:2025-06 until:2025-11", "y2025 afu qwen"),
        ("-date:2025", "until mau doubao campaign window someday"),
        # readings
        ("dau>50M", "doubao"),
        ("dau>=8000万", "doubao"),
        ("dau>80M", ""),
        ("dau=80M", "doubao"),
        ("dau<50M", "mau"),
        ("dau<=40M", "mau"),
        ("dau<40M", ""),
        ("日活＞３０００万", "mau doubao"),
        ("dau ≥ 35M", "mau doubao"),
        ("mau>=1亿", "mau"),
        ("mau>100M", "mau"),
        ("mau>200M", ""),
        ("mau<200M", ""),
        ("-mau<200M", "until y2025 afu qwen mau doubao campaign window someday"),
        ("change<0", "campaign"),
        ("share-price-change<=-2.2%", "campaign"),
        ('"share price"<-2', "campaign"),
        ("token-price>0", ""),
        # sorts of events
        ("is:approximate", "afu"),
        ("is:uncertain", "doubao"),
        ("is:exact", "mau"),
        ("is:ongoing", "campaign"),
        ("is:future", "window"),
        ("is:past", "until y2025 afu qwen mau doubao"),
        ("is:undated", "someday"),
        ("is:forecast,planned", "y2025 window"),
        ("是：没有日期", "someday"),
        ("has:reading", "mau doubao campaign"),
        ("has:note", "y2025"),
        ("has:source", "afu qwen mau doubao campaign"),
        ("has:summary", "qwen"),
        ("has:tag,related", "afu qwen doubao"),
        ("has:company -has:product", "y2025 campaign someday"),
        ("-has:kind", "until y2025 campaign someday"),
        # known by
        ("asof:2026-01-20", ""),
        ("asof:2026-01-21", "afu qwen mau"),
        ("asof:2026-02-27", "afu qwen mau"),
        ("asof:2026-02", "afu qwen mau campaign"),
        ("已知:今天", "afu qwen mau"),
    ],
)
def test_what_a_query_finds(text: str, expected: str) -> None:
    assert sorted(ids(text)) == sorted(expected.split())


@pytest.mark.parametrize(
    ("text", "place", "nearest", "says"),
    [
        ("company:", "company:", None, "needs a value"),
        ("company:a,", "company:a,", None, "needs a value"),
        ('company:" "', 'company:" "', None, "needs a value"),
        ("千问 compny:x", "compny", "company", "no field"),
        ("公伺:x", "公伺", "公司", "no field"),
        ("http://x.org", "http", None, "quote it"),
        ("company:ant,alibbaa x", "alibbaa", "alibaba", "no company"),
        ("company:千问", "千问", None, "product:qwen-app"),
        ("kind:lunch", "lunch", "launch", "no kind"),
        ("tag:helth", "helth", "Health", "no tag"),
        ("file:x", "x", None, "no file"),
        ("id:mauu", "mauu", "mau", "no event"),
        ("is:undatd", "undatd", "undated", "approximate"),
        ("has:nota", "nota", "note", "reading"),
        ("dau:50M", "dau", None, "metric"),
        ("company>3", "company", None, "is a field"),
        ("dua>3", "dua", "dau", "no metric"),
        ("price>3", "price", None, "any of"),
        ("dau>", "dau>", None, "needs a number"),
        ("dau>lots", "lots", None, "lots"),
        ("dau>35–40M", "35–40M", None, "one plain number"),
        ("dau>约40M", "约40M", None, "one plain number"),
        ("dau>5%", "5%", None, "is in users"),
        (">50M", ">", None, "no metric"),
        (":x", ":", None, "no field"),
        ("date:soonish", "soonish", None, "soonish"),
        ("date:2025-03..2025-14", "14", None, "14"),
        ('date:"last 3 moons"', "last 3 moons", None, "moons"),
        ("date:2026..2025", "2026..2025", None, "ends before"),
        ("asof:nevr", "nevr", None, "nevr"),
        ('a "b c', '"b c', None, "not closed"),
        ("a (b", "(", None, "not closed"),
        ("a) b", ")", None, "nothing was opened"),
        ("()", "()", None, "nothing between"),
        ("a OR", "OR", None, "both sides"),
        ("OR a", "OR", None, "both sides"),
        ("a AND OR b", "OR", None, "both sides"),
        ("AND", "AND", None, "both sides"),
        ("a -", "-", None, "after it"),
        ("NOT", "NOT", None, "after it"),
        ("x" * (LONGEST + 1), "x", None, "characters"),
        ("(" * (DEEPEST + 1), "(", None, "nested"),
        ("x " * MOST_TERMS + "y", "y", None, "terms"),
    ],
)
def test_what_is_wrong_and_where(text: str, place: str, nearest: str | None, says: str) -> None:
    with pytest.raises(QueryError) as error:
        parsed(text)
    assert text[error.value.start : error.value.end] == place
    assert error.value.nearest == nearest
    assert says in str(error.value)
    assert error.value.show("zh") != str(error.value)


def test_each_field_has_an_example_that_is_understood_as_far_as_its_names_are_known() -> None:
    assert list(FIELD_EXAMPLES) == list(FIELD_NAMES)
    for example_ in FIELD_EXAMPLES.values():
        assert read_syntax(example_).items


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("", "all events", "全部事件"),
        ("千问 Mau", "“千问” and “Mau”", "“千问”，且“Mau”"),
        ("company:阿里,字节", "company Alibaba / ByteDance", "公司为阿里巴巴 / 字节跳动"),
        ("-kind:users", "not kind Users", "排除类型为用户"),
        ("a OR (b c)", "“a” or (“b” and “c”)", "“a”或（“b”，且“c”）"),
        ("date:2025-11", "dated Nov 2025", "日期在2025年11月"),
        ("within:2025..2026-01", "surely within 2025 to Jan 2026", "确在2025年至2026年1月之内"),
        ("since:2025", "since 2025", "自2025年起"),
        ("date:..2025", "dated up to 2025", "日期在2025年以前"),
        ("date:2025..", "dated 2025 onwards", "日期在2025年以后"),
        ("dau>=1亿", "DAU >= 100M", "日活 >= 1亿"),
        ("is:undated", "without a date", "没有日期"),
        ("is:planned", "status Planned", "状态为计划"),
        ("has:note", "with a note", "有备注"),
        ("asof:2026-01-31", "known by 31 Jan 2026", "2026年1月31日时已知"),
        ("id:mau", "id mau", "编号为mau"),
    ],
)
def test_a_query_says_what_it_asks(text: str, en: str, zh: str) -> None:
    assert parsed(text).describe("en") == en
    assert parsed(text).describe("zh") == zh


def test_the_words_to_highlight() -> None:
    assert parsed('千问 "Free  Order" -stock (a OR Ｂ) company:ant 千问').words == (
        "千问",
        "free order",
        "a",
        "b",
    )
    assert parsed(" ").is_empty
    assert not parsed("a").is_empty


def test_the_choices_of_is_and_has_all_work() -> None:
    for quality in QUALITY_NAMES:
        assert len(found(f"is:{quality}")) < 9
    for part in PART_NAMES:
        assert len(found(f"has:{part}")) < 9


def test_a_result_counts() -> None:
    result = found("kind:users")
    assert (result.count, result.total, result.hidden) == (2, 9, 7)
    assert len(result) == 2
    mau = small_timeline().number_of["mau"]
    assert list(result.numbers) == [mau, mau + 1]
    assert mau in result
    assert mau - 1 not in result
    assert found("").numbers == range(9)


# Whatever is typed


ODD = st.text(
    st.sampled_from("ab:,\"“”()（）-<>=≥ '\\\n\0公司阿里 日活月年上:.[]/~?%TX1２") | st.characters()
)
BEFORE = st.sampled_from(
    ("", "", "date:", "within:", 'since:"', "asof:", "dau>", "公司:", "id:", "-(")
)


@settings(deadline=None)
@given(st.tuples(BEFORE, ODD).map("".join))
@example("company:" + "(" * 500)
@example("-" * 500)
@example('"' * 501)
@example("date:" + "9" * 5000)
@example("dau>" + "9" * 5000)
@example("dau>1e999")
@example("\ud800:\ud800")
def test_nothing_but_query_errors(text: str) -> None:
    try:
        query = parsed(text)
    except QueryError as raised:
        error = raised
    else:
        Search(small_timeline()).run(query).facet("company")
        assert query.describe("en")
        assert query.describe("zh")
        return
    assert 0 <= error.start <= error.end <= len(text)
    assert error.show("en")
    assert error.show("zh")
