from __future__ import annotations

import pytest

from events.names import Names, Text, every_language, fold, in_language
from events.when import Lang
from tests.small_timeline import COMPANIES, SOURCES

COMPANY_NAMES = Names.of(COMPANIES)


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("Qwen", "zh", "Qwen"),
        ({"en": "Qwen", "zh": "千问"}, "en", "Qwen"),
        ({"en": "Qwen", "zh": "千问"}, "zh", "千问"),
        ({"zh": "千问"}, "en", "千问"),
        ({"en": "", "zh": "千问"}, "en", "千问"),
        ({"ja": "通義"}, "zh", "通義"),
        ({}, "en", ""),
        ("", "en", ""),
        (None, "en", ""),
    ],
)
def test_text_is_shown_in_the_language_or_any_there_is(
    text: Text | None, lang: Lang, shown: str
) -> None:
    assert in_language(text, lang) == shown


def test_every_language() -> None:
    assert every_language({"en": "Qwen", "zh": "千问"}) == ("Qwen", "千问")
    assert every_language("Qwen") == ("Qwen",)
    assert every_language(None) == ()


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("alibaba", "alibaba"),
        ("ALIBABA", "alibaba"),
        ("ＡＬＩｂａｂａ", "alibaba"),
        (" 阿里巴巴 ", "alibaba"),
        ("阿里", "alibaba"),
        ("baba", "alibaba"),
        ("ant group", "ant"),
        ("idle, inc.", "idle"),
        ("Alibab", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_word_means_a_company(word: str, id: str | None) -> None:
    assert COMPANY_NAMES.resolve(word) == id


def test_ids_come_before_names_and_names_before_aliases() -> None:
    names = Names(
        [("a", "Second", ("c", "Third")), ("b", "Third", ("Second",)), ("c", "First", ())]
    )
    assert [names.resolve(word) for word in ("c", "second", "third")] == ["c", "a", "b"]


def test_labels_and_words() -> None:
    assert COMPANY_NAMES.label("alibaba", "zh") == "阿里巴巴"
    assert COMPANY_NAMES.label("idle", "zh") == "Idle, Inc."
    assert COMPANY_NAMES.label("unheard-of", "en") == "unheard-of"
    assert COMPANY_NAMES.words("alibaba") == ("alibaba", "Alibaba", "阿里巴巴", "阿里", "BABA")
    assert Names.of(SOURCES).label("feb", "en") == "二月观察"
    assert list(COMPANY_NAMES) == ["alibaba", "ant", "bytedance", "idle"]
    assert "ant" in COMPANY_NAMES
    assert "Ant Group" not in COMPANY_NAMES


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("alibbaa", "alibaba"), ("阿里巴吧", "阿里巴巴"), ("Byte Dance", "bytedance"), ("xyz", None)],
)
def test_the_nearest_name(word: str, nearest: str | None) -> None:
    assert COMPANY_NAMES.nearest(word) == nearest


@pytest.mark.parametrize(
    ("part", "beginning", "holding"),
    [
        ("a", ["alibaba", "ant"], ["alibaba", "ant", "bytedance"]),
        ("字", ["bytedance"], ["bytedance"]),
        ("巴巴", [], ["alibaba"]),
        ("group", [], ["ant"]),
        ("?", [], []),
    ],
)
def test_names_by_a_part_of_them(part: str, beginning: list[str], holding: list[str]) -> None:
    assert COMPANY_NAMES.beginning(part) == beginning
    assert COMPANY_NAMES.holding(part) == holding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("DAU", "dau"),
        ("ＤＡＵ１２３", "dau123"),
        ("Straße", "strasse"),
        ("你好，世界！", "你好,世界!"),
        ("①", "1"),
        ("阿里", "阿里"),
    ],
)
def test_folded_text(text: str, folded: str) -> None:
    assert fold(text) == folded
