"""People's words for dates: the table of readings, the refusals, and what must always hold."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from events.phrases import LONGEST, read_date
from events.when import Lang, When, WhenError
from tests.dates.edtf_texts import whens
from tests.dates.phrases_cases import CHINESE, ENGLISH, ON_OTHER_DAYS, REFUSED

SAID = date(2026, 2, 26)
LANGS: tuple[Lang, ...] = ("en", "zh")


@pytest.mark.parametrize(("words", "text"), CHINESE + ENGLISH)
def test_reads(words: str, text: str) -> None:
    assert str(read_date(words, SAID)) == text


@pytest.mark.parametrize(("words", "day", "text"), ON_OTHER_DAYS)
def test_reads_against_the_day_they_are_said_on(words: str, day: str, text: str) -> None:
    assert str(read_date(words, date.fromisoformat(day))) == text


@pytest.mark.parametrize(("words", "part"), REFUSED)
def test_refuses_by_the_part(words: str, part: str) -> None:
    with pytest.raises(WhenError) as caught:
        read_date(words, SAID)
    assert (caught.value.text, caught.value.part) == (words, part)
    assert words[:40] in str(caught.value)
    assert words[:40] in caught.value.show("zh")
    assert str(caught.value) != caught.value.show("zh")


def test_the_languages_are_both_read_whichever_comes_first() -> None:
    for words, text in (("去年末", "[2025-11..2025-12]"), ("last month", "2026-01")):
        for lang in LANGS:
            assert str(read_date(words, SAID, lang)) == text


def test_valid_edtf_that_is_not_supported_says_so() -> None:
    with pytest.raises(WhenError, match="not supported: a set of dates") as caught:
        read_date("[1667,1668]", SAID)
    assert not caught.value.supported


def test_long_text_is_refused_at_once() -> None:
    with pytest.raises(WhenError, match="too long"):
        read_date("1" * 1_000_000, SAID)
    with pytest.raises(WhenError, match="too long"):
        read_date("\ufdfa" * LONGEST, SAID)  # one character of 18 once it is normalised


def test_when_does_not_import_the_phrases() -> None:
    script = "import sys, events.when; print('events.phrases' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@settings(deadline=None)
@given(whens(), st.sampled_from(LANGS), st.dates())
def test_what_is_shown_reads_back(when: When, lang: Lang, today: date) -> None:
    start, _, end = when.text.strip("[]").replace("..", "/").partition("/")
    assume(start != end)  # "2025-02/2025-02" is shown as its one month
    assert read_date(when.show(lang), today, lang) == when


_CHARACTERS = "0123456789-/.~?年月日第初上中下旬至到前后约起以来截农历春节 QqHh'，（）"
_WORDS = sorted({word for words, _ in CHINESE + ENGLISH for word in words.split(" ")})


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        st.text(
            "0123456789-/.~?年月日第初上中下旬至到前后约起以来截农历春节 QqHh'，（）", max_size=16
        ),
        st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join),
        st.lists(st.sampled_from(_WORDS), max_size=3).map("".join),
    ),
    st.one_of(st.dates(), st.sampled_from([date.min, date.max, SAID])),
)
def test_any_words_are_read_or_refused(words: str, today: date) -> None:
    try:
        when = read_date(words, today)
    except WhenError as error:
        assert error.text == words  # noqa: PT017
        assert error.part in words  # noqa: PT017
    else:
        assert When.parse(str(when)) == when
