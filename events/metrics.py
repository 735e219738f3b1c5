"""Readings as numbers: how they are shown, and how they compare when they are ranges or bounds."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Literal

from events.names import in_language
from events.number_words import Amount, Bound, NumberError, read_number

if TYPE_CHECKING:
    from events.model import Metric, Reading
    from events.when import Lang

__all__ = [
    "Amount",
    "Bound",
    "NumberError",
    "ends",
    "holds",
    "may_agree",
    "read_number",
    "show_number",
    "show_range",
    "show_reading",
    "unit_of",
]

Op = Literal[">", ">=", "<", "<=", "="]
Answer = Literal["yes", "maybe", "no"]

#: "About 980M" is taken as this much to either side when it is compared: a rounded figure, no more.
ABOUT = 0.05

# unit -> the words for it; what stands around a number, in English and in Chinese
_WORDS = {
    "users": "users user people 用户 人",
    "%": "% percent",
    "USD": "usd us$ $ dollars 美元",
    "CNY": "cny rmb ¥ yuan 元 人民币",
    "HKD": "hkd hk$ 港元",
    "EUR": "eur € euros 欧元",
    "ratio": "ratio times x × 倍",
    "hours": "hours hour h 小时",
    "minutes": "minutes minute min 分钟",
}
_FORMS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "%": (("", "%"), ("", "%")),
    "USD": (("US$", ""), ("", "美元")),
    "CNY": (("¥", ""), ("", "元")),
    "HKD": (("HK$", ""), ("", "港元")),
    "EUR": (("€", ""), ("", "欧元")),
    "ratio": (("", "×"), ("", "倍")),
    "hours": (("", " h"), ("", "小时")),
    "minutes": (("", " min"), ("", "分钟")),
}
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_NO_FORM = (("", ""), ("", ""))
_SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "en": ((12, "T"), (9, "B"), (6, "M")),
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
}


def unit_of(metric: Metric | None) -> str:
    """The well-known unit of a metric ("users", "%", "USD", "ratio" …), "" when it is another.

    A unit written by language is well known only when every language names the same one: with
    `{ en = "times", zh = "次" }`, 30 times is a count and no ratio.
    """
    unit = metric.unit if metric else None
    words = unit.values() if isinstance(unit, dict) else (unit or "",)
    known = {_UNIT_OF.get(word.strip().casefold(), "") for word in words}
    return known.pop() if len(known) == 1 else ""


def show_number(x: float, lang: Lang) -> str:
    """Show a number as short as it goes without losing a digit: 130M, 1.3亿, 98,000, −2.2."""
    number = _decimal(x)
    digits, scale = _scaled(number.copy_abs(), lang)
    return f"{'−' if number < 0 else ''}{digits}{scale}"


def show_reading(reading: Reading, metric: Metric | None, lang: Lang, narrow: bool = False) -> str:
    """Show a reading in few cells: ">100M", "35–40M", "≈1.3亿", "−2.2%", "US$371M", "4.4 h".

    `narrow` leaves out a unit that is made of words.
    """
    low, high = ends(reading)
    sign, minus = _sign(reading.bound, low), ""
    if low == high:
        minus, number = "−" if low < 0 else "", show_number(abs(low), lang)
    else:
        number = show_range(low, high, lang)
    unit = unit_of(metric)
    before, after = _FORMS.get(unit, _NO_FORM)[lang == "zh"]
    shown = f"{sign}{minus}{before}{number}{after}"
    if not unit and not narrow and metric and (word := in_language(metric.unit, lang)):
        shown += f" {word}" if word.isascii() else word
    return shown


def holds(reading: Reading, op: Op, number: float) -> Answer:
    """Tell whether a reading satisfies `op number`, as far as its range and bound let one know.

    Over 100M is certainly > 50M and perhaps > 200M; 35–40M is perhaps > 38M; about 980M stands for
    980M ± 5 % (`ABOUT`). "over" and "under" leave the value itself out. A bound is about size: a
    fall of over 2 % lies below −2.
    """
    least, most = ends(reading)
    sign = _sign(reading.bound, least)
    without_low = without_high = False  # an end that is itself left out
    if sign == ">":
        most, without_low = math.inf, True
    elif sign == "<":
        least, without_high = -math.inf, True
    elif sign == "≈":
        least, most = least - abs(least) * ABOUT, most + abs(most) * ABOUT
    if op == "=":
        if least == most == number:
            return "yes"
        beside = number < least or number > most
        beside |= (number == least and without_low) or (number == most and without_high)
        return "no" if beside else "maybe"
    if op in ("<", "<="):  # the same question, mirrored
        least, most, number = -most, -least, -number
        without_low, without_high = without_high, without_low
    if op in (">", "<"):
        if least > number or (least == number and without_low):
            return "yes"
        return "no" if most <= number else "maybe"
    if least >= number:
        return "yes"
    return "no" if most < number or (most == number and without_high) else "maybe"


def may_agree(one: Reading, other: Reading) -> bool:
    """Whether two readings may both be true of one number."""
    if ends(one) == ends(other) and one.bound == other.bound:
        return True
    return any(holds(one, "=", end) != "no" for end in ends(other)) or any(
        holds(other, "=", end) != "no" for end in ends(one)
    )


def ends(reading: Reading) -> tuple[float, float]:
    """The ends of a reading's range; its value twice where it is one number."""
    if reading.value is not None:
        return reading.value, reading.value
    assert reading.low is not None
    assert reading.high is not None
    return reading.low, reading.high


def _sign(bound: str, value: float) -> str:
    """The sign a bound has before a value: "over" is further from zero, so "<" when it is below."""
    if bound == "about":
        return "≈"
    if bound not in ("over", "under"):
        return ""
    return ">" if (bound == "over") == (value >= 0) else "<"


def show_range(low: float, high: float, lang: Lang) -> str:
    """Show two numbers as a range: 35–40M, 1.5亿–2亿, −3 to 2."""
    start, end = _decimal(low), _decimal(high)
    minus_low, minus_high = ("−" if number < 0 else "" for number in (start, end))
    digits, scale = _scaled(start.copy_abs(), lang)
    last, last_scale = _scaled(end.copy_abs(), lang)
    if start and not scale and last_scale:  # 5–40M would be taken for five million
        last, last_scale = f"{end.copy_abs():,f}", ""
    if lang == "en" and scale == last_scale and not minus_low:
        scale = ""
    to = "–" if not minus_low else "至" if lang == "zh" else " to "
    return f"{minus_low}{digits}{scale}{to}{minus_high}{last}{last_scale}"


def _decimal(x: float) -> Decimal:
    """The number as it is written: 0.8 is 0.8."""
    return Decimal(x) if isinstance(x, int) else Decimal(repr(x))


def _scaled(number: Decimal, lang: Lang) -> tuple[str, str]:
    """Digits and scale of a number that is not negative: at most three decimals in a scale."""
    with localcontext(prec=400):
        if number and not -7 < number.adjusted() < 18:
            return f"{number.normalize():e}".replace("e+", "e"), ""
        for power, scale in _SCALES[lang]:
            count = (number.scaleb(-power)).normalize()
            if count >= 1 and not count * 1000 % 1:
                return f"{count:,f}" if lang == "en" else f"{count:f}", scale
        if lang == "en" and number >= 100_000 and number % 1000 == 0:
            return f"{number / 1000:f}".removesuffix(".0"), "K"
        short = lang == "zh" and number < 10_000
        plain = number.normalize()
        return f"{plain:f}" if short else f"{plain:,f}", ""
