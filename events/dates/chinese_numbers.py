"""Whole numbers in Chinese words, as they stand in dates: 二〇二五, 二十三, 廿三, 一百二十."""

from __future__ import annotations

import re
from typing import Final

from events.dates.edtf_steps import refused

ONE_TO_NINE: Final = "一二三四五六七八九"
_DIGITS: Final = {"零": 0, "〇": 0, "○": 0, "两": 2} | {
    char: value for value, char in enumerate(ONE_TO_NINE, 1)
}
_words = re.compile(
    rf"(?:([{ONE_TO_NINE}两])?(百)(?=零|$|[{ONE_TO_NINE}]?十))?零?"
    rf"(?:([{ONE_TO_NINE}])?(十))?([{ONE_TO_NINE}])?"
).fullmatch


def whole_number(text: str) -> int:
    """Read a number in digits, in Chinese digits, or in words up to 999.

    Raises `WhenError` for what only looks like one (十十).
    """
    if text.isdigit() and text.isascii() and len(text) < 10:
        return int(text)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    found = _words(text.replace("廿", "二十").replace("卅", "三十"))
    if not text or not found:
        raise refused(f"{text} is not a number", f"{text}不是一个数", text)
    hundreds, hundred, tens, ten, ones = found.groups()
    value = _DIGITS[hundreds or "一"] * 100 if hundred else 0
    value += _DIGITS[tens or "一"] * 10 if ten else 0
    return value + (_DIGITS[ones] if ones else 0)
