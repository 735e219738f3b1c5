"""The brief in Markdown, as a reader of CommonMark and GitHub's extensions shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from events.exports.markdown_text import code, footnote, link, literal
from events.exports.words import one_line
from events.files import load
from tests.command_line import ROOT
from tests.exchange.exported import HOSTILE, dated, exported, hostile_timeline

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline(text: str) -> list[Token]:
    """The tokens of all inline text."""
    found = [token for token in READER.parse(text) if token.type == "inline"]
    return [child for token in found for child in token.children or ()]


def shown(text: str) -> str:
    """A paragraph as it is read."""
    return "".join(token.content for token in inline(text))


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\\`*_[]()<>&#-+1.")
)


@given(texts.map(one_line))
def test_a_text_stands_for_itself(text: str) -> None:
    tokens = READER.parse(literal(text, begins=True))
    assert [token.type for token in tokens] == (
        ["paragraph_open", "inline", "paragraph_close"] if text else []
    )
    assert {child.type for child in tokens[1].children or ()} <= {"text"} if text else True
    assert shown(literal(text, begins=True)) == text


@given(texts.map(one_line))
@example('千问 "月活破亿"')
@example("javascript:alert(1)")
def test_a_footnote_is_an_address_to_nobody(text: str) -> None:
    told = READER.parse(f"[^1]\n\n{footnote('1', literal(text) + '。')}")
    assert [token.type for token in told].count("paragraph_open") == 2
    assert not any(child.type == "link_open" for token in told for child in token.children or ())


@given(texts.map(one_line).filter(bool))
def test_code_stands_for_itself(text: str) -> None:
    (token,) = inline(code(text))
    assert (token.type, token.content) == ("code_inline", text)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("https://example.org/(x)<y>", "https://example.org/%28x%29%3Cy%3E"),
        ("https://例.org/路", "https://%E4%BE%8B.org/%E8%B7%AF"),
    ],
)
def test_a_link_leads_to_its_address(address: str, written: str) -> None:
    start, text, end = inline(link("a [title] <b>", address))
    assert (start.type, text.content, end.type) == ("link_open", "a [title] <b>", "link_close")
    assert link("t", address) == f"[t](<{written}>)"
    assert link("t", "") == "t"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_texts_are_shown_and_do_nothing(lang: str) -> None:
    text = exported("markdown", hostile_timeline(), lang=lang, query="`x` <b> *y*")
    tokens = [*READER.parse(text), *inline(text)]
    assert not {"html_block", "html_inline", "image", "table_open", "fence", "s_open"} & {
        token.type for token in tokens
    }
    # The rule above the foot is the only one, and headings are ours.
    assert sum(token.type == "hr" for token in tokens) == 1
    assert sum(token.type == "heading_open" for token in tokens) == 4
    links = {token.attrs["href"] for token in tokens if token.type == "link_open"}
    assert all(str(href).startswith("https://example.org/") for href in links)
    read = "".join(token.content for token in inline(text))
    for words in HOSTILE:
        assert one_line(words) in read
    # A footnote is only what we number: as many as there are sources.
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == len(HOSTILE)


def test_events_stand_by_month_and_say_how_well_their_date_is_known() -> None:
    timeline = dated(["2025", "2025-11", "2025-11-11", "[2026-03-01..2026-03-10]", None], "Rain")
    lines = exported("markdown", timeline).splitlines()
    assert [line for line in lines[1:] if re.match("#|- ", line)] == [
        "## 2025",
        "- 2025 · **Rain**",
        "### November 2025",
        "- Nov 2025 · **Rain**",
        "- 11 Nov 2025 · **Rain**",
        "## 2026",
        "### March 2026",
        "- early Mar 2026 · **Rain**",
        "## Undated",
        "- **Rain**",
        "## Sources",
    ]
    zh = exported("markdown", timeline, lang="zh")
    assert "## 2025年\n" in zh
    assert "### 2026年3月\n\n- 2026年3月上旬 · **Rain**" in zh
    assert "## 无日期\n" in zh


def test_the_foot_says_what_was_asked_when_and_of_which_data() -> None:
    timeline = load(ROOT / "seeds")
    found = [timeline.number_of["2026-02-07-qwen-73m-dau"]]
    text = exported("markdown", timeline, found, query="dau product:qwen-app")
    assert "*1 of 121 events*: " in text
    assert "- Daily active users: **73.52M** (by QuestMobile)" in text
    assert "[^1] §3 ¶1 · dated “2月7日”" in text
    assert re.search(r"^\[\^1\]: .*Photon Planet, c\. 26 Feb 2026\.$", text, re.MULTILINE)
    assert text.endswith(
        f"---\n\nQuery: `dau product:qwen-app` · Made on 2026-02-26"
        f" · Data: {timeline_version(ROOT / 'seeds')} · dateline\n"
    )


def timeline_version(path: Path) -> str:
    from events.exports.selection import Selection

    return Selection(load(path), [], "en").version
