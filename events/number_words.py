"""Number words in both languages, read without guessing: 1.3亿, 3500万–4000万, 35–40M, 跌超2%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.when import Lang

K = TypeVar("K")
Bound = Literal["exact", "about", "over", "under"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written: one value (`low == high`) or a range, and how firmly it is said.

    `bound` is about size: "over" is further from zero than the value, "under" is short of it, so
    that a fall of over 2 % is the value -2 with the bound "over". `unit` is what the words said
    of it: "", "%", "USD", "CNY", "HKD", "EUR", "users", "ratio", "times", "hours", "minutes".
    """

    low: int | float
    high: int | float
    bound: Bound = "exact"
    unit: str = ""


_SAYS: dict[str, tuple[str, str]] = {
    "empty": ("no number given", "没有数字"),
    "part": ("“{part}” is not understood as a number", "“{part}”不能读作数字"),
    "bound": ("“{part}”: two bounds in one number", "“{part}”：一个数字有两种界限"),
    "unit": ("“{part}”: two units in one number", "“{part}”：一个数字有两种单位"),
    "order": ("“{part}”: the low end is above the high end", "“{part}”：下限大于上限"),
    "scale": (
        "“{part}”: which scale does the first number have? Write it at both ends",
        "“{part}”：前一个数的单位（万、亿…）不明，请两端都写",
    ),
    "size": ("“{part}” is too large or too small", "“{part}”太大或太小"),
}


class NumberError(ValueError):
    """Words that are not fully understood as a number.

    `text` is the whole input, `part` what was not understood in it.
    """

    def __init__(self, code: str, text: str, part: str = "") -> None:
        self.code = code
        self.text = text
        self.part = part if len(part) <= 40 else part[:39] + "…"
        super().__init__(self.show("en"))

    def show(self, lang: Lang) -> str:
        """Say in one sentence what is wrong."""
        return _SAYS[self.code][lang == "zh"].format(part=self.part)


# One character for one, so that a place in the folded text is a place in the text.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(c): ord("-") for c in "‐‑‒–—―−－﹣"} | {ord(c): ord("~") for c in "～〜∼∽"}
_FOLD |= {ord(c): ord(" ") for c in "\u3000\u00a0\u2002\u2003\u2009\u202f\t"} | {
    ord("￥"): ord("¥")
}
_FOLD |= {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_FOLD |= {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}

_BEFORE: dict[Bound, str] = {
    "about": "≈ ~ 约为 约 大约 近 将近 接近 about around approximately approx. approx roughly"
    " nearly almost circa ca. c.",
    "over": "> >= ≥ 超 超过 超出 突破 已破 破 逾 多于 高于 大于 至少 over above more_than at_least"
    " exceeding",
    "under": "< <= ≤ 不足 不到 低于 少于 小于 至多 不超过 最多 under below less_than at_most up_to",
}
_AFTER: dict[Bound, str] = {
    "about": "左右 上下 or_so",
    "over": "+ 以上 多 余 or_more",
    "under": "以下 以内 or_less",
}
_DIRECTION = {
    -1: "下跌 下降 下滑 减少 跌 降 减 down fell",
    1: "上涨 上升 增长 增加 涨 升 增 up rose",
}
_MONEY = {
    "USD": "us$ $ usd",
    "CNY": "rmb¥ cn¥ ¥ rmb cny 人民币",
    "HKD": "hk$ hkd",
    "EUR": "€ eur",
}
_UNIT = {
    "%": "% percent per_cent pct",
    "USD": "美元 美金 usd us_dollars dollars dollar",
    "CNY": "元人民币 人民币 元 cny rmb yuan",
    "HKD": "港元 港币 hkd",
    "EUR": "欧元 eur euros euro",
    "users": "用户 人 users user people",
    "ratio": "倍 × x",
    "times": "次 times",
    "hours": "个小时 小时 hours hour hrs h",
    "minutes": "分钟 minutes minute mins min",
}
_SCALE = {
    "hundred_million": 10**8,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "t": 10**12,
}
_STEP = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGIT = {digit: str(n % 10) for n, digit in enumerate("零一二三四五六七八九〇")} | {"两": "2"}


def _meanings(table: Mapping[K, str]) -> dict[str, K]:
    """Turn key → words round; `_` in a word stands for a blank."""
    return {word.replace("_", " "): key for key, words in table.items() for word in words.split()}


def _any(words: Iterable[str]) -> str:
    """Build a pattern for any of the words, the longest first; a Latin word must end there."""
    longest = sorted(words, key=len, reverse=True)
    ends = (
        re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in longest
    )
    return "(?:" + "|".join(ends) + ")"


_TO_DIGITS = str.maketrans({word: digit for word, digit in _DIGIT.items() if digit != "0"})
_BOUND_BEFORE = _meanings(_BEFORE)
_BOUND_AFTER = _meanings(_AFTER)
_SIGN_BEFORE = _meanings(_DIRECTION)
_MONEY_WORD = _meanings(_MONEY)
_UNIT_WORD = _meanings(_UNIT)
_SCALE_WORD = {word.replace("_", " "): factor for word, factor in _SCALE.items()}

_FROM_ONE = "一二两三四五六七八九"
_CJK = f"零〇{_FROM_ONE}点十百千万亿"
_ONE = r"\d+(?:\.\d+)?"


class _Patterns(NamedTuple):
    """What is looked for in turn: words before, the number itself, a joint, words after."""

    lead: re.Pattern[str]
    side: re.Pattern[str]
    to: re.Pattern[str]
    and_: re.Pattern[str]
    tail: re.Pattern[str]
    plain: re.Pattern[str]
    """Digits alone, or with thousands marks or an exponent."""
    section: re.Pattern[str]
    """A Chinese numeral below 万: thousands, hundreds, tens, and what is left."""
    loose: re.Pattern[str]
    """Digits side by side of which one is Chinese: 三五百万 is "three to five million"."""


@cache
def _patterns() -> _Patterns:
    """Compiled at the first number that is read: it takes some milliseconds."""
    return _Patterns(
        lead=re.compile(
            rf"\s*(?P<word>{_any([*_BOUND_BEFORE, *_SIGN_BEFORE])}|between(?![a-z]))\s*"
        ),
        side=re.compile(
            rf"""
            (?P<sign>[-+]\s*)? (?P<money>{_any(_MONEY_WORD)}\s*)? (?P<sign2>[-+]\s*)?
            (?P<percent>百分之)?
            (?P<numeral>
                (?:\d[\d,_]*(?:\.\d+)?|\.\d+) (?:e[+-]?\d+)? (?:[ ]?[{_CJK}][\d.{_CJK}]*)?
              | [{_CJK}][\d.{_CJK}]*
            )
            (?: (?P<more>[多余]) (?P<step>[十百千万亿]*) )?
            (?: [ ]? (?P<scale>{_any(_SCALE_WORD)}) )?
            (?P<plus>\+)?
            (?: \s* (?P<unit>{_any(_UNIT_WORD)}) )?
            """,
            re.VERBOSE | re.ASCII,
        ),
        to=re.compile(r"\s*(?:-|~|至|到|to(?![a-z]))\s*"),
        and_=re.compile(r"\s*(?:and(?![a-z])|与|和)\s*"),
        tail=re.compile(rf"\s*(?P<word>{_any(_BOUND_AFTER)}|之间)\s*"),
        plain=re.compile(
            r"(?:\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)?(?:\.\d+)?(?:e[+-]?\d{1,3})?", re.ASCII
        ),
        section=re.compile(
            rf"(?P<k>(?:{_ONE})?千)?(?:零?(?P<h>(?:{_ONE})?百))?(?:零?(?P<t>(?:{_ONE})?十))?"
            rf"(?P<z>零?)(?P<i>{_ONE})?",
            re.ASCII,
        ),
        loose=re.compile(rf"[\d{_FROM_ONE}][零〇{_FROM_ONE}]|[{_FROM_ONE}]\d"),
    )


_LARGEST = 30  # powers of ten; beyond it a number is a slip of the keyboard


class _Side(NamedTuple):
    """One end of what was written: its signed value and what stood around it."""

    value: Decimal
    factor: Decimal | None  # what "40M" lends to the 35 in "35–40M"; None: it cannot tell
    bare: bool  # digits alone
    units: frozenset[str]
    signed: bool
    over: bool
    end: int


def read_number(text: str) -> Amount:
    """Read a number, a range of numbers or a bound, as people write them in English or Chinese.

    Raises NumberError, naming the part, for whatever is not wholly understood.
    """
    folded = text.translate(_FOLD)
    end = len(folded.rstrip())
    at = len(folded) - len(folded.lstrip())
    if at >= end:
        raise NumberError("empty", text)
    bounds: set[tuple[Bound, bool]] = set()  # and whether it was a sign such as ">"
    patterns = _patterns()
    turn, link = 1, patterns.to
    while lead := patterns.lead.match(folded, at):
        word = lead["word"]
        if word == "between":
            link = patterns.and_
        elif word in _SIGN_BEFORE:
            turn *= _SIGN_BEFORE[word]
        else:
            bounds.add((_BOUND_BEFORE[word], word[0] in "<>≤≥"))
        at = lead.end()
    first = last = _side(text, folded, at)
    if joint := link.match(folded, first.end):
        last = _side(text, folded, joint.end())
    at = last.end
    while tail := patterns.tail.match(folded, at):
        if tail["word"] in _BOUND_AFTER:
            bounds.add((_BOUND_AFTER[tail["word"]], False))
        at = tail.end()
    if at < end or (link is patterns.and_ and last is first):
        raise NumberError("part", text, text[at:end].strip() or text.strip())
    if turn < 0 and (first.signed or last.signed):
        raise NumberError("part", text, text.strip())
    if first.over or last.over:
        bounds.add(("over", False))
    units = first.units | last.units
    if len(units) > 1:
        raise NumberError("unit", text, text.strip())
    low, high = sorted(turn * value for value in _range(text, first, last))
    return Amount(_plain(low), _plain(high), _bound(text, bounds, turn, low), "".join(units))


def _side(text: str, folded: str, at: int) -> _Side:
    """Read one number with its sign, currency, scale and unit, from `at` on."""
    found = _patterns().side.match(folded, at)
    if found is None:
        raise NumberError("part", text, text[at:].strip() or text.strip())
    written = text[at : found.end()].strip()
    numeral = (found["numeral"] + (found["step"] or "")).replace(" ", "")
    scale = Decimal(_SCALE_WORD[found["scale"]] if found["scale"] else 1)
    if len(numeral) > 60:
        raise NumberError("size", text, written)
    counted = any(char in _STEP for char in numeral)
    signs = [sign.strip() for sign in (found["sign"], found["sign2"]) if sign]
    value = _value(numeral)
    if value is None or len(signs) > 1 or (found["scale"] and counted):
        raise NumberError("part", text, written)
    with localcontext(prec=100):
        value *= scale
    if value and abs(value.adjusted()) > _LARGEST:
        raise NumberError("size", text, written)
    words = (found["money"], found["unit"], found["percent"])
    units = {_MONEY_WORD[words[0].strip()]} if words[0] else set[str]()
    units |= {_UNIT_WORD[words[1]]} if words[1] else set()
    units |= {"%"} if words[2] else set()
    return _Side(
        value=-value if "-" in signs else value,
        factor=_factor(numeral) if counted else scale,
        bare=not counted and not found["scale"],
        units=frozenset(units),
        signed=bool(signs),
        over=bool(found["more"] or found["plus"]),
        end=found.end(),
    )


def _range(text: str, first: _Side, last: _Side) -> tuple[Decimal, Decimal]:
    """The two ends; a first number without a scale borrows the second one's (35–40M).

    Where that cannot be (98,000–1.2M), one of a thousand or more stands for itself.
    """
    low, high = first.value, last.value
    if first.bare and not last.bare and low:
        if last.factor is not None and low * last.factor <= high:
            low *= last.factor
        elif last.factor is None or low < 1000:
            raise NumberError("scale", text, text.strip())
    if low > high:
        if last.bare and not first.bare:
            raise NumberError("scale", text, text.strip())
        raise NumberError("order", text, text.strip())
    return low, high


def _bound(text: str, bounds: set[tuple[Bound, bool]], turn: int, low: Decimal) -> Bound:
    """The one bound there is. A bare "<" is arithmetic: below -2 means a fall of over 2."""
    if len({bound for bound, _ in bounds}) > 1:
        raise NumberError("bound", text, text.strip())
    for bound, sign in bounds:
        if sign and turn > 0 and low < 0:
            return "over" if bound == "under" else "under"
        return bound
    return "exact"


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _value(numeral: str) -> Decimal | None:
    """The value of digits with thousands marks, a Chinese numeral, or both mixed (3千5百万)."""
    patterns = _patterns()
    plain = patterns.plain.match(numeral)
    digits = plain[0] if plain else ""
    rest = numeral[len(digits) :]
    if not rest:
        return Decimal(digits.replace(",", "")) if digits else None
    if digits:
        if "e" in digits:
            return None
        digits = digits.replace(",", "").replace("_", "")
    whole = re.sub("点([零〇一二三四五六七八九]+)", lambda m: "." + _digits(m[1]), digits + rest)
    whole = re.sub("^[零〇](?=\\.)", "0", whole)
    if patterns.loose.search(whole):
        return None
    return Decimal(0) if whole in ("零", "〇") else _counted(whole)


def _digits(words: str) -> str:
    return "".join(_DIGIT.get(c, c) for c in words)


def _counted(words: str) -> Decimal | None:
    """The value of a numeral in 亿, 万 and sections of four places; None when it is not proper.

    Colloquial short forms (一亿三, 三百五) could be taken two ways, and are no proper numerals.
    """
    for step in ("亿", "万"):
        head, found, tail = words.rpartition(step)
        if not found:
            continue
        above = _counted(head) if step not in head else None
        if above is None or not tail:
            return None if above is None else above * _STEP[step]
        below = _counted(tail)
        proper = tail[0] in "零〇" or any(c in _STEP for c in tail)
        if below is None or below >= _STEP[step] or not (proper or re.fullmatch(r"\d{4}", tail)):
            return None
        whole = above == above.to_integral_value() and below == below.to_integral_value()
        return above * _STEP[step] + below if whole else None
    section = _patterns().section.fullmatch(words.replace("〇", "零").translate(_TO_DIGITS))
    if section is None or not section[0]:
        return None
    parts = [section[name] for name in ("k", "h", "t", "i") if section[name]]
    if section["i"] and len(parts) > 1 and not (section["t"] or section["z"]):
        return None
    total = Decimal(0)
    for place, part in enumerate(parts):
        digit = Decimal(part.rstrip("十百千") or 1)
        if len(parts) > 1 and digit != digit.to_integral_value():
            return None
        if place and (digit >= 10 or part[0] in _STEP):
            return None
        total += digit * _STEP.get(part[-1], 1)
    return total


def _factor(numeral: str) -> Decimal | None:
    """What a number such as 4000万 or 四百万 is counted in: 万, 百万."""
    found = re.fullmatch(
        r"(?P<count>[\d.,点零〇一二两三四五六七八九]+)(?P<steps>[十百千万亿]+)", numeral
    )
    return _counted("1" + found["steps"]) if found else None
