from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.metrics import (
    Amount,
    NumberError,
    Op,
    holds,
    read_number,
    show_number,
    show_reading,
    unit_of,
)
from events.model import Bound, Metric, Reading
from events.when import Lang

M = 10**6


@pytest.mark.parametrize(
    ("words", "low", "high", "bound", "unit"),
    [
        ("130000000", 130 * M, 130 * M, "exact", ""),
        ("1.3亿", 130 * M, 130 * M, "exact", ""),
        ("1.3 亿", 130 * M, 130 * M, "exact", ""),
        ("１．３亿", 130 * M, 130 * M, "exact", ""),
        ("1.3e8", 130 * M, 130 * M, "exact", ""),
        ("130M", 130 * M, 130 * M, "exact", ""),
        ("130m", 130 * M, 130 * M, "exact", ""),
        ("0.13B", 130 * M, 130 * M, "exact", ""),
        ("0.13 billion", 130 * M, 130 * M, "exact", ""),
        ("130 million users", 130 * M, 130 * M, "exact", "users"),
        ("1.3亿人", 130 * M, 130 * M, "exact", "users"),
        ("98,000", 98_000, 98_000, "exact", ""),
        ("1,234,567.5", 1234567.5, 1234567.5, "exact", ""),
        ("1_000_000", M, M, "exact", ""),
        ("98K", 98_000, 98_000, "exact", ""),
        (".5", 0.5, 0.5, "exact", ""),
        ("0", 0, 0, "exact", ""),
        ("1.3万亿", 1300 * 10**9, 1300 * 10**9, "exact", ""),
        ("2 trillion", 2 * 10**12, 2 * 10**12, "exact", ""),
        ("2千亿", 200 * 10**9, 200 * 10**9, "exact", ""),
        # Chinese numerals
        ("一亿", 100 * M, 100 * M, "exact", ""),
        ("两千万", 20 * M, 20 * M, "exact", ""),
        ("3千万", 30 * M, 30 * M, "exact", ""),
        ("三千五百万", 35 * M, 35 * M, "exact", ""),
        ("3千5百万", 35 * M, 35 * M, "exact", ""),
        ("1亿3500万", 135 * M, 135 * M, "exact", ""),
        ("一点三亿", 130 * M, 130 * M, "exact", ""),
        ("百万", M, M, "exact", ""),
        ("十五", 15, 15, "exact", ""),
        ("三千零五", 3005, 3005, "exact", ""),
        ("三百五十", 350, 350, "exact", ""),
        ("1万5000", 15_000, 15_000, "exact", ""),
        ("零点五", 0.5, 0.5, "exact", ""),
        # ranges
        ("3500万–4000万", 35 * M, 40 * M, "exact", ""),
        ("3500万-4000万之间", 35 * M, 40 * M, "exact", ""),
        ("3500–4000万", 35 * M, 40 * M, "exact", ""),
        ("3500万～4000万", 35 * M, 40 * M, "exact", ""),
        ("3500万至4000万", 35 * M, 40 * M, "exact", ""),
        ("三到四百万", 3 * M, 4 * M, "exact", ""),
        ("35–40M", 35 * M, 40 * M, "exact", ""),
        ("35M-40M", 35 * M, 40 * M, "exact", ""),
        ("35 to 40 million", 35 * M, 40 * M, "exact", ""),
        ("between 35M and 40M", 35 * M, 40 * M, "exact", ""),
        ("1万-15000", 10_000, 15_000, "exact", ""),
        ("98,000–1.2M", 98_000, 1_200_000, "exact", ""),
        ("0–40M", 0, 40 * M, "exact", ""),
        ("30-32次", 30, 32, "exact", "times"),
        ("5%-10%", 5, 10, "exact", "%"),
        ("5-10%", 5, 10, "exact", "%"),
        ("-3% to -2%", -3, -2, "exact", "%"),
        ("-3--2", -3, -2, "exact", ""),
        ("$35–40M", 35 * M, 40 * M, "exact", "USD"),
        # bounds
        ("≈9.8亿", 980 * M, 980 * M, "about", ""),
        ("~9.8亿", 980 * M, 980 * M, "about", ""),
        ("约9.8亿", 980 * M, 980 * M, "about", ""),
        ("9.8亿左右", 980 * M, 980 * M, "about", ""),
        ("近13%", 13, 13, "about", "%"),
        ("近1亿", 100 * M, 100 * M, "about", ""),
        ("about 130m", 130 * M, 130 * M, "about", ""),
        ("about 35–40M", 35 * M, 40 * M, "about", ""),
        (">100M", 100 * M, 100 * M, "over", ""),
        ("≥1亿", 100 * M, 100 * M, "over", ""),
        ("超1亿", 100 * M, 100 * M, "over", ""),
        ("超过1亿", 100 * M, 100 * M, "over", ""),
        ("破1亿", 100 * M, 100 * M, "over", ""),
        ("逾1亿", 100 * M, 100 * M, "over", ""),
        ("over 100 million", 100 * M, 100 * M, "over", ""),
        ("100M+", 100 * M, 100 * M, "over", ""),
        ("1亿以上", 100 * M, 100 * M, "over", ""),
        ("30多万", 300_000, 300_000, "over", ""),
        ("1亿多人", 100 * M, 100 * M, "over", "users"),
        ("不足50万", 500_000, 500_000, "under", ""),
        ("不超过50万", 500_000, 500_000, "under", ""),
        ("under 5", 5, 5, "under", ""),
        ("<5", 5, 5, "under", ""),
        # signs, directions, units
        ("-2.2%", -2.2, -2.2, "exact", "%"),
        ("−2.2%", -2.2, -2.2, "exact", "%"),
        ("–2.2％", -2.2, -2.2, "exact", "%"),
        ("+9.2%", 9.2, 9.2, "exact", "%"),
        ("跌超2.2%", -2.2, -2.2, "over", "%"),
        ("涨近13%", 13, 13, "about", "%"),
        ("down 2–3%", -3, -2, "exact", "%"),
        ("<-2.2%", -2.2, -2.2, "over", "%"),
        ("百分之十三", 13, 13, "exact", "%"),
        ("$371M", 371 * M, 371 * M, "exact", "USD"),
        ("US$ 371M", 371 * M, 371 * M, "exact", "USD"),
        ("3.71亿美元", 371 * M, 371 * M, "exact", "USD"),
        ("-$2B", -2000 * M, -2000 * M, "exact", "USD"),
        ("over 400 billion dollars", 400_000 * M, 400_000 * M, "over", "USD"),
        ("30亿元", 3000 * M, 3000 * M, "exact", "CNY"),
        ("￥0.8", 0.8, 0.8, "exact", "CNY"),
        ("99.3倍", 99.3, 99.3, "exact", "ratio"),
        ("99.3×", 99.3, 99.3, "exact", "ratio"),
        ("4.4小时", 4.4, 4.4, "exact", "hours"),
        ("4.4 h", 4.4, 4.4, "exact", "hours"),
        ("8.8 min", 8.8, 8.8, "exact", "minutes"),
    ],
)
def test_number_words(words: str, low: float, high: float, bound: Bound, unit: str) -> None:
    assert read_number(words) == Amount(low, high, bound, unit)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("", ""),
        ("   ", ""),
        ("abc", "abc"),
        ("5 apples", "apples"),
        ("1.2.3", ".3"),
        ("1,5", "1,5"),  # a decimal comma, or a slip?
        ("12,34", "12,34"),
        ("1 000 000", "000 000"),
        ("5.", "."),
        ("--5", "--5"),
        ("10²", "²"),
        ("½", "½"),
        ("١٢", "١٢"),
        ("10^8", "^8"),
        ("2-3月", "月"),
        ("5-10-15", "-15"),
        ("NaN", "NaN"),
        ("inf", "inf"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 39 + "…"),
        # two ways to take it
        ("1亿三", "1亿三"),
        ("1亿5", "1亿5"),
        ("三百五", "三百五"),
        ("三五百万", "三五百万"),
        ("五到十万", "五到十万"),
        ("900-1.2K", "900-1.2K"),
        ("35M-40", "35M-40"),
        ("5-1亿3500万", "5-1亿3500万"),
        # how many?
        ("数千万", "数千万"),
        ("上千万", "上千万"),
        ("万亿", "万亿"),
        # wrongly formed
        ("1亿2亿", "1亿2亿"),
        ("1.5千2百", "1.5千2百"),
        ("3千12百", "3千12百"),
        ("1.3亿M", "1.3亿M"),
        ("1.3M万", "万"),
        ("40–35", "40–35"),
        ("between 3", "between 3"),
        ("约超1亿", "约超1亿"),
        ("$5元", "$5元"),
        ("跌-2%", "跌-2%"),
    ],
)
def test_refusals_name_the_part(words: str, part: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(words)
    assert caught.value.part == part
    assert caught.value.text == words
    for lang in ("en", "zh"):
        assert part in caught.value.show(lang)
    assert str(caught.value) == caught.value.show("en") != caught.value.show("zh")


@given(
    st.text(
        alphabet="0123456789.,-–~+%$¥≈<>亿万千百十零一二两三五点多余元倍人约近超破跌eEkMBt x",
        max_size=14,
    )
)
def test_any_text_is_read_or_refused(words: str) -> None:
    try:
        amount = read_number(words)
    except NumberError:
        return
    assert amount.low <= amount.high


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        (130_000_000, "130M", "1.3亿"),
        (73_520_000, "73.52M", "7352万"),
        (30_000_000, "30M", "3000万"),
        (397_000_000_000, "397B", "3970亿"),
        (3.71e8, "371M", "3.71亿"),
        (1.2e12, "1.2T", "1.2万亿"),
        (98_000, "98,000", "9.8万"),
        (98_765, "98,765", "98,765"),
        (300_000, "300K", "30万"),
        (123_456_789, "123,456,789", "123,456,789"),
        (123_456_000, "123.456M", "12345.6万"),
        (9_800, "9,800", "9800"),
        (4.4, "4.4", "4.4"),
        (5.0, "5", "5"),
        (0.8, "0.8", "0.8"),
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (-2.2, "−2.2", "−2.2"),
        (-35_000_000, "−35M", "−3500万"),
        (1e30, "1e30", "1e30"),
        (1e-9, "1e-9", "1e-9"),
    ],
)
def test_numbers_are_shown_short(number: float, en: str, zh: str) -> None:
    assert (show_number(number, "en"), show_number(number, "zh")) == (en, zh)


numbers = (
    st.integers(-(10**17), 10**17)
    | st.floats(-1e15, 1e15).filter(lambda x: x == 0 or abs(x) > 1e-20)
    | st.builds(
        lambda digits, power: digits * 10**power, st.integers(-9999, 9999), st.integers(0, 12)
    )
)
bounds = st.sampled_from(["exact", "about", "over", "under"])
units = st.sampled_from(["users", "%", "USD", "CNY", "HKD", "EUR", "ratio", "hours", "minutes", ""])
langs: st.SearchStrategy[Lang] = st.sampled_from(["en", "zh"])


@given(numbers, numbers, bounds, units, langs)
def test_what_is_shown_reads_back(a: float, b: float, bound: Bound, unit: str, lang: Lang) -> None:
    low, high = sorted([a, b])
    reading = Reading("m", low=low, high=high, bound=bound)
    read = read_number(show_reading(reading, Metric("m", unit=unit) if unit else None, lang))
    assert (read.low, read.high) == (low, high)
    assert read_number(show_number(a, lang)).low == a
    assert read.unit == (unit if unit != "users" else "")
    if low == high or bound in ("exact", "about") or low >= 0:
        assert read.bound == bound or (low == high == 0)


@pytest.mark.parametrize(
    ("reading", "unit", "en", "zh"),
    [
        (Reading("m", value=100 * M, bound="over"), "users", ">100M", ">1亿"),
        (Reading("m", value=130 * M, bound="about"), "users", "≈130M", "≈1.3亿"),
        (Reading("m", value=500_000, bound="under"), "users", "<500K", "<50万"),
        (Reading("m", low=35 * M, high=40 * M), "users", "35–40M", "3500万–4000万"),
        (Reading("m", low=90 * M, high=110 * M), "users", "90–110M", "9000万–1.1亿"),
        (Reading("m", low=300_000, high=M), "users", "300K–1M", "30万–100万"),
        (Reading("m", low=5, high=40 * M), "users", "5–40,000,000", "5–40,000,000"),
        (Reading("m", value=-2.2, bound="over"), "%", "<−2.2%", "<−2.2%"),
        (Reading("m", value=-2.2), "%", "−2.2%", "−2.2%"),
        (Reading("m", low=-3, high=-2), "%", "−3 to −2%", "−3至−2%"),
        (Reading("m", value=371 * M), "USD", "US$371M", "3.71亿美元"),
        (Reading("m", value=-2000 * M), "USD", "−US$2B", "−20亿美元"),
        (Reading("m", value=3000 * M), "CNY", "¥3B", "30亿元"),
        (Reading("m", value=99.3), "ratio", "99.3×", "99.3倍"),
        (Reading("m", value=99.3), "times", "99.3×", "99.3倍"),
        (Reading("m", value=4.4), {"en": "hours", "zh": "小时"}, "4.4 h", "4.4小时"),
        (Reading("m", value=80), "minutes", "80 min", "80分钟"),
        (Reading("m", low=30, high=32), {"en": "times", "zh": "次"}, "30–32 times", "30–32次"),
        (Reading("m", value=5), {"en": "chips a day"}, "5 chips a day", "5 chips a day"),
    ],
)
def test_readings_fit_the_language(
    reading: Reading, unit: str | dict[str, str], en: str, zh: str
) -> None:
    metric = Metric("m", unit=unit)
    assert show_reading(reading, metric, "en") == en
    assert show_reading(reading, metric, "zh") == zh


def test_a_narrow_reading_leaves_out_words_only() -> None:
    reading = Reading("m", value=30)
    assert show_reading(reading, Metric("m", unit="chips"), "en", narrow=True) == "30"
    assert show_reading(reading, Metric("m", unit="%"), "en", narrow=True) == "30%"
    assert show_reading(reading, None, "en") == "30"


def test_unit_of_asks_every_language() -> None:
    assert unit_of(Metric("m", unit={"en": "users", "zh": "人"})) == "users"
    assert unit_of(Metric("m", unit={"en": "times", "zh": "次"})) == ""
    assert unit_of(Metric("m", unit="Users")) == "users"
    assert unit_of(None) == ""


@pytest.mark.parametrize(
    ("reading", "op", "number", "answer"),
    [
        (Reading("m", value=100), ">", 50, "yes"),
        (Reading("m", value=100), ">", 100, "no"),
        (Reading("m", value=100), ">=", 100, "yes"),
        (Reading("m", value=100), "<", 100, "no"),
        (Reading("m", value=100), "<=", 100, "yes"),
        (Reading("m", value=100), "=", 100, "yes"),
        (Reading("m", value=100), "=", 101, "no"),
        (Reading("m", value=100, bound="over"), ">", 50, "yes"),
        (Reading("m", value=100, bound="over"), ">", 100, "yes"),
        (Reading("m", value=100, bound="over"), ">", 200, "maybe"),
        (Reading("m", value=100, bound="over"), "<=", 100, "no"),
        (Reading("m", value=100, bound="over"), "<", 200, "maybe"),
        (Reading("m", value=100, bound="over"), "=", 100, "no"),
        (Reading("m", value=100, bound="over"), "=", 150, "maybe"),
        (Reading("m", value=100, bound="under"), "<", 100, "yes"),
        (Reading("m", value=100, bound="under"), ">=", 100, "no"),
        (Reading("m", value=100, bound="under"), ">", 50, "maybe"),
        (Reading("m", value=100, bound="about"), ">", 90, "yes"),
        (Reading("m", value=100, bound="about"), ">", 100, "maybe"),
        (Reading("m", value=100, bound="about"), "=", 100, "maybe"),
        (Reading("m", value=100, bound="about"), ">", 110, "no"),
        (Reading("m", low=35, high=40), ">", 30, "yes"),
        (Reading("m", low=35, high=40), ">", 38, "maybe"),
        (Reading("m", low=35, high=40), ">", 40, "no"),
        (Reading("m", low=35, high=40), ">=", 40, "maybe"),
        (Reading("m", low=35, high=40), "<=", 40, "yes"),
        (Reading("m", low=35, high=40), "=", 38, "maybe"),
        (Reading("m", low=35, high=40), "=", 41, "no"),
        (Reading("m", value=-2.2, bound="over"), "<", -2, "yes"),  # fell over 2.2 %
        (Reading("m", value=-2.2, bound="over"), ">", -2, "no"),
        (Reading("m", value=-2.2, bound="over"), "<", -3, "maybe"),
        (Reading("m", value=-2.2, bound="under"), ">", -2.2, "yes"),
    ],
)
def test_holds(reading: Reading, op: Op, number: float, answer: str) -> None:
    assert holds(reading, op, number) == answer


def possible(reading: Reading, x: float) -> bool:
    """Whether the measured thing can have been x, written out case by case."""
    low = reading.low if reading.value is None else reading.value
    high = reading.high if reading.value is None else reading.value
    assert low is not None
    assert high is not None
    match reading.bound:
        case "over":
            return x > low if low >= 0 else x < high
        case "under":
            return x < high if low >= 0 else x > low
        case "about":
            return low - abs(low) * 0.05 <= x <= high + abs(high) * 0.05
    return low <= x <= high


COMPARED = {
    ">": float.__gt__,
    ">=": float.__ge__,
    "<": float.__lt__,
    "<=": float.__le__,
    "=": float.__eq__,
}
OPPOSITE: dict[Op, Op] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
ops: st.SearchStrategy[Op] = st.sampled_from([">", ">=", "<", "<=", "="])
small = st.integers(-6, 6).map(float)


@given(small, small, bounds, ops, small, st.integers(-40, 40).map(lambda n: n / 4))
def test_holds_agrees_with_what_is_possible(
    a: float, b: float, bound: Bound, op: Op, number: float, x: float
) -> None:
    low, high = sorted([a, b])
    reading = Reading("m", low=low, high=high, bound=bound)
    answer = holds(reading, op, number)
    if possible(reading, x):
        is_so: Literal["yes", "no"] = "yes" if COMPARED[op](x, number) else "no"
        assert answer in (is_so, "maybe")
    if op in OPPOSITE:
        mirrored = {"yes": "no", "no": "yes", "maybe": "maybe"}
        assert holds(reading, OPPOSITE[op], number) == mirrored[answer]
