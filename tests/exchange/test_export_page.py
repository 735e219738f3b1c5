"""The page: what it holds, that nothing in it can act, and how its dates and figures are told."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest

from events.exports.page_data import EPOCH, when_data
from events.exports.to_html import SCRIPTS, STYLES, export
from events.files import load
from events.model import Citation, Company, Event, Metric, Product, Reading, Source
from events.timeline import Timeline
from events.when import When
from tests.command_line import ROOT
from tests.exchange.exported import dated, exported, hostile_timeline, selection

# What the page itself is made of. Nothing from a file may add an element or an attribute to these.
ELEMENTS = set(
    "html head meta link title style body a span header div h1 p fieldset legend label input search"
    " button nav aside details summary main section h2 h3 h4 figure figcaption table thead tbody tr"
    " th td ol ul li b q cite code footer script".split()
)
ATTRIBUTES = set(
    "lang data-lang data-theme data-e charset http-equiv content name rel href class id for type"
    " value autocomplete spellcheck enterkeyhint checked hidden role tabindex title dir scope open"
    " aria-live aria-hidden aria-describedby".split()
)


class Parsed(HTMLParser):
    """The elements of a page, its texts, and what its script and style hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.words: list[str] = []
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._in = tag
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in self.raw:
            self.raw[self._in][-1] += data
        else:
            self.words.append(data)

    def all(self, attribute: str) -> list[str]:
        return [found[attribute] for _, found in self.elements if attribute in found]

    @property
    def data(self) -> Any:
        return json.loads(self.raw["script"][0])


def page(timeline: Timeline, *args: Any, **kwargs: Any) -> Parsed:
    return Parsed(exported("html", timeline, *args, **kwargs))


def test_the_policy_lets_only_the_one_style_and_the_one_script_in() -> None:
    found = page(load(ROOT / "seeds"))
    (policy,) = [attrs["content"] for _, attrs in found.elements if "http-equiv" in attrs]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def hashed(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    data, script = found.raw["script"]
    (style,) = found.raw["style"]
    assert rules == {
        "default-src": "'none'",
        "script-src": hashed(script),
        "style-src": hashed(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert "\r" not in script + style + data
    for code in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "fetch("):
        assert code not in script
    assert not re.search(r"url\((?!#)|@import|https?:", style)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_stays_text(lang: str) -> None:
    found = page(hostile_timeline(), lang=lang)
    assert {tag for tag, _ in found.elements} <= ELEMENTS
    assert {name for _, attrs in found.elements for name in attrs} <= ATTRIBUTES
    assert [tag for tag, _ in found.elements].count("script") == 2
    assert not set("<>&\u2028\u2029") & set(found.raw["script"][0])
    for address in found.all("href"):
        assert address.startswith(("#", "https://example.org/")) or address == "data:,"
    titles = [event["title"] for event in found.data["events"]]
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in titles
    assert any("{{" in word for word in titles) is False
    ids = found.all("id")
    assert len(ids) == len(set(ids))
    assert not any(re.search(r"\s", id) for id in ids)


def test_what_looks_like_a_place_of_the_template_is_text() -> None:
    event = Event(id="page-data", date=When("2025"), title="{{data}} {{script}} </style>")
    found = page(Timeline.build(events=[event]))
    assert "{{data}} {{script}} </style>" in found.words
    assert found.all("id").count("page-data") == 1
    assert found.data["events"][0]["id"] == "event-0"


def test_every_link_within_the_page_leads_somewhere() -> None:
    found = page(load(ROOT / "seeds"))
    ids = set(found.all("id"))
    inner = [address[1:] for address in found.all("href") if address.startswith("#")]
    assert len(inner) > 300
    assert set(inner) <= ids
    outer = [attrs for tag, attrs in found.elements if attrs.get("href", "").startswith("http")]
    assert all("noopener" in attrs["rel"] for attrs in outer)


def test_the_list_alone_tells_everything() -> None:
    timeline = Timeline.build(
        events=[
            Event(
                id="launch",
                date=When("2025-11"),
                companies=("acme",),
                title={"en": "It starts", "zh": "开始"},
                summary="Said once.",
                note={"en": "A doubt.", "zh": "存疑。"},
                related=("later", "elsewhere"),
                readings=(Reading(metric="dau", low=35e6, high=40e6, by="Acme"),),
                citations=(Citation(source="s", place="§4", date_words="11月"),),
            ),
            Event(id="later", title="Later"),
        ],
        companies=[Company(id="acme", name={"en": "Acme", "zh": "极点"})],
        metrics=[Metric(id="dau", name={"en": "Daily users", "zh": "日活"}, unit="users")],
        sources=[Source(id="s", title="A report", publisher="The Paper", url="https://p.org/1")],
    )
    found = page(timeline)
    told = found.words
    for word in (
        "November 2025", "2025年11月", "It starts", "开始", "Acme", "极点", "A doubt.", "存疑。",
        "Daily users", "日活", "35–40M", "3500万–4000万", "§4", "11月", "Later",
        "Without a date", "无日期", "A report", "The Paper", "https://p.org/1",
    ):  # fmt: skip
        assert word in "|".join(told), word
    assert told.count("Said once.") == 1  # a text in one language stands once
    assert "elsewhere" not in "".join(told)
    assert ("a", {"class": "ref", "href": "#source-1"}) in found.elements
    assert ("a", {"href": "#later"}) in found.elements
    assert ("span", {"class": "z", "lang": "zh-Hans"}) in found.elements


@pytest.mark.parametrize(
    ("text", "lo", "hi", "lasts", "ends"),
    [
        ("2026-01-14", "2026-01-14", "2026-01-14", False, None),
        ("2025", "2025-01-01", "2025-12-31", False, "::"),
        ("2026-01-20~", "2026-01-20", "2026-01-20", False, "~~"),
        ("[2025-11-01..2025-11-10]", "2025-11-01", "2025-11-10", False, "::"),
        ("[..2023]", None, "2023-12-31", False, "<:"),
        ("2025-02/2025-03", "2025-02-01", "2025-03-31", True, "||"),
        ("2025-11~/2026-02-25", "2025-11-01", "2026-02-25", True, "~|"),
        ("2024/..", "2024-01-01", None, True, "|<"),
        ("/2026-01-20", "2026-01-20", "2026-01-20", True, "?|"),
    ],
)
def test_a_date_is_drawn_no_more_exact_than_it_is(
    text: str, lo: str | None, hi: str | None, lasts: bool, ends: str | None
) -> None:
    found = when_data(When(text))

    def day(value: str | None) -> int | None:
        return When(value).lo - EPOCH if value else None

    assert (found.get("lo"), found.get("hi")) == (day(lo), day(hi))
    assert found.get("lasts", False) is lasts
    assert found.get("ends") == ends


def test_figures_are_joined_only_where_one_provider_gave_them() -> None:
    def event(day: str, *readings: Reading) -> Event:
        return Event(id=day, date=When(day), title=day, readings=readings)

    def dau(value: float, by: str = "", **more: Any) -> Reading:
        return Reading(metric="dau", product="app", value=value, by=by, **more)

    timeline = Timeline.build(
        events=[
            event("2025-01", dau(1e6, "A"), dau(2e6, "B", bound="over")),
            event("2025-02", dau(3e6, "A", bound="about"), dau(4e6)),
            event("2025-03", dau(5e6), Reading(metric="rank", product="app", value=1)),
        ],
        products=[Product(id="app", name="App")],
        metrics=[Metric(id="dau", unit="users"), Metric(id="rank")],
    )
    found = page(timeline)
    (chart,) = found.data["charts"]  # the one rank is worth no chart, and stands in the table
    joined = {one["by"]: (one["join"], len(one["points"])) for one in chart["series"]}
    assert joined == {"A": (True, 2), "B": (True, 1), "": (False, 2)}
    points = {one["by"]: one["points"] for one in chart["series"]}
    assert points["B"][0]["way"] == 1
    assert points["A"][1]["about"] is True
    assert len(found.all("data-e")) == 6


def test_a_selection_names_its_query_and_no_other_event() -> None:
    timeline = dated(["2025-01", "2025-02", "2025-03"])
    found = page(timeline, [1], query="date:2025-02")
    assert found.all("class").count("event") == 1
    assert len(found.data["events"]) == 1
    assert "1 of 3 events" in found.words
    assert "date:2025-02" in found.words


def test_a_page_of_very_many_events_is_said_to_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = dated(["2025"] * 3)
    assert export(selection(timeline)).remarks == ()
    monkeypatch.setattr("events.exports.to_html.MANY", 2)
    (remark,) = export(selection(timeline)).remarks
    assert remark.en.startswith("3 events make a page that opens slowly")


def test_the_parts_are_plain_files_of_the_package() -> None:
    folder = files("events.exports") / "page"
    for name in (*STYLES, *SCRIPTS, "page.html"):
        text = folder.joinpath(name).read_text("utf-8")
        assert text.endswith("\n")
        assert text.count("\n") <= 400
        assert "</script" not in text or name == "page.html"
        assert "<!--" not in text
