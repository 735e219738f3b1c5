from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from events.columns.month_groups import Group
from events.model import Citation, Event, Kind, Metric, Reading, Source
from events.timeline import Timeline
from events.when import When
from tests.screen.listing import hostile_timeline
from tests.small_timeline import small_timeline
from tui.widgets.event_rows import Columns, EventRows
from tui.widgets.outline import Header, Outline
from tui.widgets.row_dates import GAP_WIDTH, date_cell, gap_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.when import Lang

# ---- dates


@pytest.mark.parametrize(
    ("text", "wide", "narrow", "zh_wide", "zh_narrow"),
    [
        ("2026-01-14", "14 Jan", "14", "1月14日", "14日"),
        ("2026-01-14~", "~14 Jan", "~14", "~1月14日", "~14日"),
        ("2026-02-06T09:30:00Z", "6 Feb", "6 Feb", "2月6日", "6日"),
        ("2025-11", "Nov", "Nov", "11月", "11月"),
        ("2025-11?", "Nov?", "Nov?", "11月?", "11月?"),
        ("2025-07-XX", "Jul", "Jul", "7月", "7月"),
        ("2025", "2025", "2025", "2025年", "2025"),
        ("2025%", "~2025?", "~202…", "~2025年?", "~202…"),
        ("2025-XX", "2025", "2025", "2025年", "2025"),
        ("202X", "2020s", "2020s", "2020年代", "202X"),
        ("20XX", "2000–2099", "20XX", "2000–2099", "20XX"),
        ("2025-35", "Q3", "Q3", "三季度", "Q3"),
        ("2025-24", "winter", "win", "冬季", "冬季"),
        ("2025-38", "May..Aug", "T2", "5..8月", "T2"),
        ("2025-40", "H1", "H1", "上半年", "H1"),
        ("2026-02-15/2026-02-23", "15–23 Feb", "15–23", "2月15–23日", "15–23"),
        ("2026-02-28/2026-03-05", "28 Feb…", "28…", "2月28日…", "28日…"),
        ("2025-02/2025-03", "Feb–Mar", "Feb…", "2–3月", "2–3月"),
        ("2023-04/2025-11", "Apr–2025-11", "Apr…", "4月–2025-11", "4月…"),
        ("2023/2025", "2023–2025", "2023…", "2023–2025", "2023…"),
        ("2026-01/..", "Jan→", "Jan→", "1月→", "1月→"),
        ("../2025-11-11", "→11 Nov", "→11", "→11月11日", "→11日"),
        ("2026-01/", "Jan–?", "Jan–?", "1月–?", "1月–?"),
        ("/2025-11", "?–Nov", "?–Nov", "?–11月", "?–11…"),
        ("[2025-11-01..2025-11-10]", "early Nov", "early", "11月上旬", "上旬"),
        ("[2025-02-21..2025-02-28]", "late Feb", "late", "2月下旬", "下旬"),
        ("[2025-11..2025-12]", "Nov..Dec", "Nov…", "年底", "年底"),
        ("[2026-01-01..2026-01-20]", "1..20 Jan", "1..20", "1月1..20日", "1..20"),
        ("[2025-01..2025-04]", "early 2025", "Jan…", "1..4月", "1月…"),
        ("[2025-11..]", "≥Nov", "≥Nov", "≥11月", "≥11月"),
        ("[..2025-11-12]", "≤12 Nov", "≤12", "≤11月12日", "≤12日"),
        ("2025-12-15~/2025-12-20", "~15–20 Dec", "~15…", "~15–20", "~15…"),
    ],
)
def test_the_date_column_says_what_is_known_and_fits(
    text: str, wide: str, narrow: str, zh_wide: str, zh_narrow: str
) -> None:
    when = When(text)
    assert (date_cell(when, "en", 11), date_cell(when, "en", 5)) == (wide, narrow)
    assert (date_cell(when, "zh", 11), date_cell(when, "zh", 5)) == (zh_wide, zh_narrow)
    for width in range(12):
        for lang in ("en", "zh"):
            assert cell_len(date_cell(when, lang, width)) <= width


def test_another_year_at_the_end_is_short_before_it_is_left_out() -> None:
    when = When("[2023-04..2025]")
    assert [date_cell(when, "en", width) for width in (9, 8, 7)] == [
        "Apr..2025",
        "Apr..'25",
        "Apr…",
    ]
    assert date_cell(when, "zh", 8) == "4月..'25"


@pytest.mark.parametrize(
    ("before", "after", "en", "zh"),
    [
        ("2026-01-14", "2026-01-20", "+6 d", "+6天"),
        ("2026-01-14", "2026-01-14", "", ""),
        ("2026-01-14/2026-01-18", "2026-01-20", "+2 d", "+2天"),
        ("2026-01-14/2026-02-18", "2026-01-20", "", ""),
        ("2023-08-01", "2026-01-20", "+903 d", "+903天"),
        ("2021-08-01", "2026-01-20", "+4.5 y", "+4.5年"),
        ("0001-01-01", "2026-01-20", "+2025 y", "+2025年"),
        ("2026-01", "2026-02-20", "", ""),
        ("2026-01-14~", "2026-02-20", "", ""),
        ("2026-01-14", "2026-02-20?", "", ""),
        ("2026-01-14", "[2026-02-20..2026-02-22]", "", ""),
        ("2026-01-14/", "2026-02-20", "", ""),
        ("2026-01-14/..", "2026-02-20", "", ""),
        (None, "2026-02-20", "", ""),
        ("2026-01-14", None, "", ""),
    ],
)
def test_a_gap_is_counted_only_between_known_days(
    before: str | None, after: str | None, en: str, zh: str
) -> None:
    a, b = (None if text is None else When(text) for text in (before, after))
    assert (gap_cell(a, b, "en"), gap_cell(a, b, "zh")) == (en, zh)
    assert max(cell_len(en), cell_len(zh)) <= GAP_WIDTH


# ---- which line shows what


@st.composite
def selections(draw: st.DrawFn) -> tuple[list[Group], int, list[int]]:
    """Headers over some numbers, how many of these are dated, and a selection."""
    sizes = draw(st.lists(st.integers(1, 4), max_size=8))
    months = sorted(draw(st.sets(st.integers(0, 38), min_size=len(sizes), max_size=len(sizes))))
    groups, first = [], 0
    for month, size in zip(months, sizes, strict=True):
        groups.append(Group(2020 + month // 13, month % 13 or None, first))
        first += size
    total = first + draw(st.integers(0, 3))
    numbers = sorted(draw(st.sets(st.integers(0, total - 1)))) if total else []
    return groups, first, numbers


def naive(
    groups: Sequence[Group], dated: int, numbers: Sequence[int], newest: bool, years: bool
) -> list[tuple[int | None, int | None, Header] | int]:
    """Every line of the list, one after the other."""
    ends = [*(group.first for group in groups), dated][1:]
    blocks = [
        (group, [n for n in numbers if group.first <= n < end])
        for group, end in zip(groups, ends, strict=True)
    ]
    if newest:
        blocks = [(group, inside[::-1]) for group, inside in reversed(blocks)]
    lines: list[tuple[int | None, int | None, Header] | int] = []
    said = None
    for group, inside in blocks:
        if not inside:
            continue
        if not years:
            lines.append((group.year, group.month, "both"))
        else:
            if group.year != said:
                lines.append((group.year, group.month, "year"))
            if group.month is not None or group.year == said:
                lines.append((group.year, group.month, "month"))
        said = group.year
        lines += inside
    undated = [n for n in numbers if n >= dated]
    return [*lines, (None, None, "undated"), *undated] if undated else lines


@given(selections(), st.booleans(), st.booleans())
def test_lines_are_those_of_a_list_written_out(
    selection: tuple[list[Group], int, list[int]], newest: bool, years: bool
) -> None:
    groups, dated, numbers = selection
    outline = Outline(numbers, groups, dated, newest_first=newest, year_lines=years)
    lines: list[tuple[int | None, int | None, Header] | int] = []
    for line in range(outline.height):
        found = outline.at(line)
        section = outline.sections[found.section]
        if found.place is None:
            assert found.header is not None
            lines.append((section.year, section.month, found.header))
            continue
        number = outline.number_at(found.place)
        assert outline.line_of(found.place) == line
        assert outline.section_of(found.place) == found.section
        assert outline.place_of(number) == outline.place_near(number) == found.place
        lines.append(number)
    assert lines == naive(groups, dated, numbers, newest, years)
    for hidden in set(range(dated)) - set(numbers):
        assert outline.place_of(hidden) is None
        near = outline.place_near(hidden)
        shown = [n for n in numbers if n < dated]
        if shown:
            after = min((n for n in shown if n > hidden), default=shown[-1])
            assert near is not None
            assert outline.number_at(near) == after


# ---- rows


def rows_of(timeline: Timeline, lang: Lang, width: int, *words: str) -> EventRows:
    return EventRows(timeline, lang, words, Columns.within(width, 1))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_line_is_exactly_as_wide_as_the_list(lang: Lang) -> None:
    timelines = (small_timeline(), hostile_timeline())
    for width in [*range(1, 60), 79, 80, 99, 120, 199, 250]:
        for timeline in timelines:
            for glyph in (1, 2):
                rows = EventRows(timeline, lang, ("a", "月"), Columns.within(width, glyph))
                for number in range(len(timeline)):
                    runs = rows.row(number, 0, repeats=False, cursor=True, marked=True)
                    text = "".join(run.text for run in runs)
                    assert sum(cell_len(run.text) for run in runs) == width, text
                    assert cell_len(text) == width, text
                    assert text.isprintable()
            heads: tuple[Header, ...] = ("year", "month", "both", "undated")
            for header in heads:
                runs = rows.heading(header, 2026, 2, "+41 d", width)
                assert cell_len("".join(run.text for run in runs)) == width


def line(
    timeline: Timeline, number: int, width: int, lang: Lang = "en", before: int | None = None
) -> str:
    rows = rows_of(timeline, lang, width)
    runs = rows.row(number, before, repeats=False, cursor=False, marked=False)
    return "".join(run.text for run in runs)


def test_columns_go_one_by_one_as_it_grows_narrow() -> None:
    timeline = small_timeline()
    number = timeline.number_of["mau"]
    before = next(n for n in range(len(timeline)) if timeline.when[n] != timeline.when[number])
    shown = [
        [bool(c.product), bool(c.gap), bool(c.reading)]
        for c in (Columns.within(width, 1) for width in range(200, 0, -1))
    ]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == [True, True, True]
    assert shown[-1] == [False, False, False]
    assert line(timeline, number, 120, before=before).split("  ")[-1].strip()
    assert "MAU >100M +1" in line(timeline, number, 80)
    assert "月活 >1亿 +1" in line(timeline, number, 80, "zh")
    assert "A hundred million" in line(timeline, number, 28)


def test_a_number_is_shown_whole_or_not_at_all() -> None:
    timeline = Timeline.build(
        events=[Event(id="a", title="T", readings=(Reading(metric="m", value=1_234_567_890_123),))],
        metrics=[Metric(id="m", name="a metric of very many words", unit="USD")],
    )
    for width in range(40, 140):
        text = line(timeline, 0, width)
        assert "US$1,234,567,890,123" in text or "US$" not in text


def test_doubt_and_status_show_without_colour() -> None:
    def row(date: str, status: str) -> list[tuple[str, str]]:
        timeline = Timeline.build(
            events=[Event(id="a", date=When(date), kind="k", status=status, title="T")],  # type: ignore[arg-type]
            kinds=[Kind(id="k", name="K", glyph="●")],
        )
        runs = rows_of(timeline, "en", 60).row(0, None, repeats=False, cursor=False, marked=False)
        return [(run.text.strip(), run.part) for run in runs if run.text.strip()]

    assert row("2026-01-14", "reported") == [("14 Jan", "date"), ("●", "glyph"), ("T", "title")]
    assert row("2026-01-14~", "reported")[:2] == [("~14 Jan", "date"), ("○", "glyph")]
    assert row("2026-01-14", "forecast")[1:] == [("○", "glyph"), ("T", "unsure")]
    assert row("2026-01-14", "withdrawn")[1:] == [("●", "glyph"), ("T", "withdrawn")]


def test_query_words_are_marked_in_the_title() -> None:
    timeline = Timeline.build(events=[Event(id="a", title="千问 MAU passes ＭＡＵ")])
    runs = rows_of(timeline, "en", 60, "mau", "千").row(
        0, None, repeats=False, cursor=False, marked=False
    )
    assert [run.text for run in runs if run.part == "match"] == ["千", "MAU", "ＭＡＵ"]


def test_as_known_on_a_day_a_figure_that_may_be_from_a_later_source_has_a_sign() -> None:
    timeline = Timeline.build(
        events=[
            Event(
                id=id,
                date=When("2026-01-14"),
                title="An event",
                readings=(Reading(metric="dau", value=5_000_000),),
                citations=tuple(Citation(source=source) for source in sources),
            )
            for id, sources in (("a", ("early",)), ("b", ("early", "late")))
        ],
        metrics=[Metric(id="dau", name="DAU")],
        sources=[
            Source(id="early", published=When("2026-01-20")),
            Source(id="late", published=When("2026-02")),
        ],
    )
    columns = Columns.within(80, 1)
    for known_by, figures in (
        (None, [("DAU 5M", "reading"), ("DAU 5M", "reading")]),
        ("2026-01-31", [("DAU 5M", "reading"), ("DAU 5M?", "doubtful")]),
        ("2026-02-28", [("DAU 5M", "reading"), ("DAU 5M", "reading")]),
    ):
        day = When(known_by).lo if known_by else None
        rows = EventRows(timeline, "en", (), columns, day)
        for number, (text, part) in enumerate(figures):
            runs = rows.row(number, None, repeats=False, cursor=False, marked=False)
            assert sum(cell_len(run.text) for run in runs) == 80
            assert [run.text.strip() for run in runs if run.part == part] == [text]
