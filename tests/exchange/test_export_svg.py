"""The pictures: well-formed, inert, honest about dates, and no label on another."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from typing import Any, NamedTuple

import pytest

from events.exports.svg_text import cut_to, text_width, wrapped
from events.exports.to_svg import export
from events.files import load
from events.model import Event, Metric, Product, Reading
from events.timeline import Timeline
from events.when import When
from tests.bench.generate import generate
from tests.command_line import ROOT
from tests.exchange.exported import HOSTILE, dated, hostile_timeline, selection, text_of

SVG = "{http://www.w3.org/2000/svg}"


class Text(NamedTuple):
    words: str
    left: float
    right: float
    top: float
    foot: float


def picture(timeline: Timeline, lang: Any = "en", **more: Any) -> ET.Element:
    from dataclasses import replace

    return ET.fromstring(text_of(export(replace(selection(timeline, lang=lang), **more))))


def texts(svg: ET.Element) -> list[Text]:
    """All texts with the most room they may take, wherever they are moved to."""
    found: list[Text] = []

    def walk(node: ET.Element, x: float, y: float) -> None:
        if moved := re.fullmatch(r"translate\(([\d.-]+) ([\d.-]+)\)", node.get("transform", "")):
            x, y = x + float(moved[1]), y + float(moved[2])
        if node.tag == f"{SVG}text":
            size = float(node.get("font-size", "12"))
            width = text_width(node.text or "", size, bold=node.get("font-weight") == "700")
            anchor = {"middle": width / 2, "end": width}.get(node.get("text-anchor", ""), 0.0)
            left, base = x + float(node.get("x", "0")) - anchor, y + float(node.get("y", "0"))
            found.append(Text(node.text or "", left, left + width, base - size * 0.8, base + 2))
        for child in node:
            walk(child, x, y)

    walk(svg, 0, 0)
    return found


LOOKS = [
    {"look": "lanes", "by": "company"},
    {"look": "lanes", "by": "product"},
    {"look": "lanes", "by": "kind"},
    {"look": "chart"},
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return load(generate(tmp_path_factory.mktemp("many"), 400))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(look.values()))
@pytest.mark.parametrize("made_up", [False, True])
def test_no_label_touches_another_or_leaves_the_picture(
    look: dict[str, str], lang: str, made_up: bool, many: Timeline
) -> None:
    svg = picture(many if made_up else load(ROOT / "seeds"), lang, **look)
    found = texts(svg)
    assert len(found) > 60
    for one, other in itertools.combinations(found, 2):
        apart = one.right <= other.left + 0.01 or other.right <= one.left + 0.01
        assert apart or one.foot <= other.top or other.foot <= one.top, (one, other)
    width, height = float(svg.get("width", "0")), float(svg.get("height", "0"))
    for one in found:
        assert one.left >= 0
        assert one.right <= width
        assert one.top >= 0
        assert one.foot <= height


@pytest.mark.parametrize("look", ["lanes", "chart"])
def test_hostile_text_stays_text(look: str) -> None:
    timeline = hostile_timeline()
    if look == "chart":
        events = [
            Event(
                id=day,
                date=When(day),
                readings=tuple(
                    Reading(metric=text, product=text, value=1, by=text) for text in HOSTILE
                ),
            )
            for day in ("2025-01", "2025-02")
        ]
        timeline = Timeline.build(
            events=events,
            products=timeline.products.values(),
            metrics=timeline.metrics.values(),
        )
    svg = picture(timeline, look=look)
    tags = {node.tag.removeprefix(SVG) for node in svg.iter()}
    assert tags <= set("svg title desc rect g path circle text".split())
    names = {name for node in svg.iter() for name in node.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    assert "style" not in names
    assert "<script>alert(1)</script>" in "".join(svg.itertext())


def test_a_year_is_a_bar_as_wide_as_the_year() -> None:
    svg = picture(dated(["2025-01-01", "2025", "2025-12-31", "2024-06-15", "2026-06-15"]))
    groups = {
        group[0].text: group
        for group in svg.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
    }

    def middle(day: str) -> float:
        (circle,) = groups[f"{day} · It happens"].iter(f"{SVG}circle")
        return float(circle.get("cx", ""))

    bars = [
        (float(bar.get("x", "")), float(bar.get("x", "")) + float(bar.get("width", "")))
        for bar in groups["2025 · It happens"].iter(f"{SVG}rect")
    ]
    assert min(start for start, _ in bars) == pytest.approx(middle("1 Jan 2025"), abs=2)
    assert max(end for _, end in bars) == pytest.approx(middle("31 Dec 2025"), abs=2)
    assert not list(groups["2025 · It happens"].iter(f"{SVG}circle"))


def test_what_is_not_drawn_is_said() -> None:
    found = export(selection(dated(["2025", None, None])))
    assert found.missing == 2
    assert "2 without a date are not drawn" in text_of(found)
    timeline = Timeline.build(
        events=[
            Event(id=day, date=When(day), readings=(Reading(metric="dau", product="a", value=1),))
            for day in ("2025-01", "2025-02")
        ]
        + [Event(id="x", readings=(Reading(metric="dau", product="a", value=1),))],
        products=[Product(id="a")],
        metrics=[Metric(id="dau")],
    )
    assert "1 other reading is not drawn" in "".join(picture(timeline, look="chart").itertext())


def test_what_finds_no_room_is_counted_where_it_stands() -> None:
    months = [text for text in texts(picture(dated(["2025-05"] * 20))) if text.words == "6"]
    assert len(months) == 1  # fourteen rows have their labels
    days = picture(dated(["2025-01-01", *["2025-05-05"] * 20, "2025-12-31"]))
    groups = [group for group in days.iter(f"{SVG}g") if "5 May 2025" in (group[0].text or "")]
    titles = [line for group in groups for line in (group[0].text or "").splitlines()]
    assert len(titles) == 20


@pytest.mark.parametrize("numbers", [[], [0], [3]])
@pytest.mark.parametrize("look", ["lanes", "chart"])
def test_a_picture_of_little_is_a_picture(numbers: list[int], look: str) -> None:
    from dataclasses import replace

    one = selection(dated(["2025-01-01", "[..2023]", "0001", None, "9999-12-31"]), numbers)
    assert len(ET.fromstring(text_of(export(replace(one, look=look)))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "size", "least"),
    [
        ("千问月活破亿", 12, 72),
        ("“千问”", 12, 48),
        ("Qwen passes 100 million", 12, 130),
        ("Z\u0301", 10, 6),
        ("", 12, 0),
    ],
)
def test_text_takes_at_least_what_a_font_needs(text: str, size: float, least: float) -> None:
    assert text_width(text, size) >= least
    for width in (0, 10, 40, 80, 1000):
        cut = cut_to(text, width, size)
        assert text_width(cut, size) <= width or not cut
        assert cut.removesuffix("…") in text


def test_lines_keep_their_width_and_the_order_of_the_words() -> None:
    text = "Sources: 明亮公司，约2026年1月21日；光子星球，约2026年2月26日; The Paper, 3 Jan 2026"
    lines = wrapped(text, 140, 11, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 11) <= 140 + 11 for line in lines)
    assert not any(line[0] in "，；、。" for line in lines)
    assert len(wrapped(text, 140, 11, 2)) == 2
    assert wrapped(text, 140, 11, 2)[1].endswith("…")
